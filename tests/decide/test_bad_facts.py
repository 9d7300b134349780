"""What is said of fact files that cannot be used: place, what was written, and the remedy."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from engine.case.intake import read_file
from engine.diagnostics import source
from engine.diagnostics.invalid import Invalid
from engine.diagnostics.source import decode
from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.workspace import shipped

CASES = (Path(__file__).parent / "bad_facts.txt").read_text(encoding="utf-8")
FAULTS = [case.split("\n", 1) for case in CASES.removeprefix("### ").split("\n\n### ")]


@cache
def book() -> Book:
    return load(shipped())


def told(data: bytes) -> str:
    """Everything that is said of a fact file, as printed."""
    with pytest.raises(Invalid) as caught:
        read_file(decode(data, "facts.json"), book())
    return str(caught.value)


@pytest.mark.parametrize("case", [case for _, case in FAULTS], ids=[name for name, _ in FAULTS])
def test_a_faulty_fact_is_told_with_its_place_and_its_remedy(case: str) -> None:
    """Each mistake is one finding that a person who is no programmer can act on."""
    text, said = case.split("\n---\n")
    assert told(text.encode()) == said.rstrip()


def test_brackets_beyond_all_measure_are_refused() -> None:
    """Deeper than Python itself can go."""
    assert told(b"[" * 100_000) == (
        "facts.json: error: nested more than 30 deep\n  help: a fact file is groups of facts"
    )


def test_several_mistakes_come_in_the_order_of_the_file() -> None:
    """Whatever the order in which they were found."""
    text = '{"history": {"img_share": 30},\n "visa": {"handler": 1},\n "vsa": {}}'
    first = [line for line in told(text.encode()).splitlines() if ": error:" in line]
    assert [line.split(":")[1] for line in first] == ["1", "2", "3"]


def test_a_schema_may_be_named() -> None:
    """For editors that check as one types."""
    text = b'{"$schema": "https://example.org/facts.json", "visa": {"handler": "gme"}}'
    assert read_file(decode(text, "facts.json"), book()).value("visa.handler") == "gme"


def test_a_byte_order_mark_is_no_part_of_the_facts() -> None:
    """Some editors put one at the start of every file."""
    data = b'\xef\xbb\xbf{"visa": {"handler": "gme"}}'
    assert read_file(decode(data, "facts.json"), book()).value("visa.handler") == "gme"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "facts.json: error: the file is empty"),
        (b" \n\t", "facts.json: error: the file is empty"),
        (b'{"program":\n {"name": "caf\xe9"}}',
         "facts.json:2:15: error: byte 0xe9 is not UTF-8 text\n"
         '  | {"name": "caf\N{REPLACEMENT CHARACTER}"}}\n'
         "  |              ^\n"
         "  help: save the file as UTF-8"),
        ("{}".encode("utf-16"),
         "facts.json:1:1: error: byte 0xff is not UTF-8 text\n"
         "  | \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}{\N{REPLACEMENT CHARACTER}}"
         "\N{REPLACEMENT CHARACTER}\n"
         "  | ^\n"
         "  help: save the file as UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_text_is_refused(data: bytes, said: str) -> None:
    """Nothing to read is not the same as nothing known."""
    assert told(data) == said


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bound on what is read."""
    monkeypatch.setattr(source, "LARGEST", 10)
    assert told(b" " * 11) == "facts.json: error: larger than 2 MB\n  help: split it"


def test_names_of_any_length_and_kind_are_harmless() -> None:
    """A message stays short and steers no terminal, whatever stands in the file."""
    name = "\\u001b[31m\\u202e" + "x" * 5000
    said = told(f'{{"{name}": 1, "visa": {{"{name}": 1, "handler": "{name}"}}}}'.encode())
    assert "\x1b" not in said and "\u202e" not in said
    assert max(len(line) for line in said.splitlines()) < 2200
