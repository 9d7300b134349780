"""Every code is declared once, named as its id, and given by some part of the engine."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from engine.diagnostics.code import Code
from engine.diagnostics.registry import EVERY, PARTS

ENGINE = Path(__file__).parents[2] / "engine"
DECLARED = ENGINE / "diagnostics" / "codes"


def named() -> list[tuple[str, Code]]:
    return [pair for part in PARTS for pair in part.named.items()]


def test_no_two_codes_have_one_id() -> None:
    """What is printed tells which one is meant."""
    assert len({code.id for code in EVERY}) == len(EVERY)


def test_codes_are_named_as_their_ids() -> None:
    """Who reads a code in the output finds its declaration by it."""
    assert [name for name, _ in named()] == [_in_capitals(code.id) for _, code in named()]


def _in_capitals(code: str) -> str:
    return code.upper().replace("-", "_")


def test_every_module_of_codes_is_a_part_of_the_page() -> None:
    """A part that is forgotten in the registry would be missing on the page."""
    files = {path.stem for path in DECLARED.glob("*.py")} - {"__init__"}
    assert files == {part.module.__name__.rpartition(".")[2] for part in PARTS}


def test_every_code_is_given_somewhere() -> None:
    """Nothing is explained that the program never says."""
    assert sorted(name for name, _ in named() if name not in used()) == []


@cache
def used() -> set[str]:
    """The names that the engine reads, outside the declarations themselves."""
    return {
        node.id
        for path in ENGINE.rglob("*.py")
        if path.parent != DECLARED
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


TESTS = Path(__file__).parents[1]
BY_MESSAGE = frozenset(
    [
        "bad-question",
        "base-cycle",
        "derivation-too-long",
        "empty-folder",
        "empty-text",
        "expects-nothing",
        "file-exists",
        "file-too-full",
        "file-too-large",
        "json-syntax",
        "layout-unsafe",
        "leading-question",
        "long-wording",
        "missing-base",
        "missing-folder",
        "mixed-polarity",
        "no-files",
        "no-layout",
        "no-question",
        "no-raster",
        "no-tests",
        "no-value",
        "no-vocabulary",
        "not-an-object",
        "not-empty",
        "not-utf8",
        "not-whole",
        "outside-workspace",
        "renamed-fact",
        "too-long",
        "too-many",
        "unknown-base",
        "unknown-ending",
        "unknown-field",
        "unknown-gate",
        "unknown-group",
        "unknown-label",
        "unknown-revision",
        "unknown-status",
        "unreadable-file",
        "unused-gate",
        "unused-threshold",
        "unwritable-file",
        "wrong-type",
    ]
)
"""Findings that tests know by what is said rather than by the code. None is to be added."""


def test_every_code_is_asked_for_by_some_test() -> None:
    """A finding that is added comes with a test, or a case of the corpus, that names its code."""
    words = {word for text in _texts() for word in re.findall(r"[\w-]+", text)}
    names = {name for word in words for name in word.split("-")}
    missing = {
        code.id for code in EVERY if code.id not in words and _in_capitals(code.id) not in names
    }
    assert missing == BY_MESSAGE


def _texts() -> tuple[str, ...]:
    """The tests and the cases of the corpus, but this module."""
    found = [*TESTS.glob("*.py"), *TESTS.glob("[!_]*/*.py"), *(TESTS / "corpus").glob("*.txt")]
    found += [*(TESTS / "decide").glob("*.txt")]
    return tuple(path.read_text(encoding="utf-8") for path in found if path != Path(__file__))
