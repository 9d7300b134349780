"""Files that are full rather than wrong: what is read has a limit, and a finding says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.case import json_text
from engine.diagnostics.findings import Finding
from engine.diagnostics.source import Source
from engine.rulebook import document
from tests.rulebook.tiny_workspace import GATE, told, write


def messages(findings: list[Finding]) -> list[str]:
    return [finding.message for finding in findings]


@pytest.mark.parametrize("text", ["[" + "a, " * 50 + "]", "a: 1\n" * 50, "[" + "a, " * 50 + "{"])
def test_a_file_of_rules_with_too_many_keys_and_values(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "MOST_NODES", 30)
    root, found = document.compose(Source("rules/x.yaml", text))
    assert root is None
    assert messages(found)[-1] == "more than 30 keys and values"


@pytest.mark.parametrize(
    "slip", [" c: 4", "b: c: d", "b: @c", 'b: "c', "b: [c", "b: {c: [1}", "\tb: 1"]
)
def test_the_slower_parser_is_not_given_much(slip: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong is told all the same, if with a place that is a little off."""
    source = Source("rules/x.yaml", f"a: 1\nlist:\n  - 1\n{slip}\n")
    slowly = document.compose(source)
    monkeypatch.setattr(document, "MOST_MARKS", 0)
    assert messages(document.compose(source)[1]) == messages(slowly[1])


def test_a_file_of_rules_with_too_many_mistakes() -> None:
    _root, found = document.compose(Source("rules/x.yaml", "a: &x 1\n" * 90))
    assert document.MOST_FINDINGS < len(found) < document.MOST_FINDINGS + 5
    assert messages(found)[-1] == "more than 99 mistakes; what follows is not read"


def test_mistakes_in_rules_are_listed_up_to_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = told(write(tmp_path, GATE, "rules:\n", "rules:\n" + "  - a\n" * 1_200))
    assert said.count("\n") < 4_100
    assert "more than 1000 mistakes; the rest are not listed" in said


def test_a_fact_file_with_too_many_values() -> None:
    data, found = json_text.parse(Source("facts.json", "[" + "1," * json_text.MOST_MARKS + "1,1]"))
    assert data is None
    assert messages(found) == ["more than 150000 commas and colons"]


@pytest.mark.parametrize("letters", ["x", "\\n", "é", "\\u0301"])
def test_a_long_text_in_a_fact_file_is_read(letters: str) -> None:
    """As a whole, in one go: the search for its end goes through it once, and remembers nothing."""
    data, found = json_text.parse(Source("facts.json", f'{{"a": "{letters * 300_000}"}}'))
    assert found == [] and len(data["a"]) >= 300_000
