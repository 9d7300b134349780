"""Every code is declared once, named as its id, and given by some part of the engine."""

from __future__ import annotations

import ast
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
