"""Every code that the program can give is explained in docs/findings.md, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "findings.md"
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DASHED = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")

PLACES = {
    "Finding": 0, "Mistake": 0, "Problem": 0, "_at": 1, "_in_text": 2, "finding": 0,
    "out_of_range": 0, "report": 0, "warning": 0,
}  # fmt: skip
"""Which argument of which function is a code."""

MADE = {
    "f'unknown-{what}'": ("unknown-informant",),
    "f'unknown-{what.split()[-1]}'": (
        "unknown-gate", "unknown-label", "unknown-note", "unknown-rule", "unknown-fact",
        "unknown-verdict",
    ),
    "f'always-{word}'": ("always-true", "always-false"),
}  # fmt: skip
"""Codes that are put together, and all that they can be."""

NO_CODES = {"font-weight", "rev-parse", "utf-8", "utf-8-sig"}
"""Words with dashes that are given to functions, and are no codes."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the engine with the name of what is called."""
    for path in sorted((ROOT / "engine").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                yield getattr(node.func, "id", name), node


def emitted() -> set[str]:
    """The codes that stand in calls that make findings."""
    found: set[str] = set()
    for name, call in calls():
        place = PLACES.get(name)
        if place is None or len(call.args) <= place:
            continue
        match call.args[place]:
            case ast.Constant(value=str(word)) if CODE.fullmatch(word):
                found.add(word)
            case ast.JoinedStr() as made if ast.unparse(made).startswith("f'unknown"):
                found.update(MADE[ast.unparse(made)])
            case ast.JoinedStr() as made if ast.unparse(made) in MADE:
                found.update(MADE[ast.unparse(made)])
            case _:
                pass
    return found


def sections() -> dict[str, str]:
    """What the page says under each code."""
    parts = re.split(r"^### (.+)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(set(parts[::2])) == len(parts[::2]), "a code is explained twice"
    return dict(zip(parts[::2], parts[1::2], strict=True))


SECTIONS = sections()


def test_every_code_has_its_section() -> None:
    """A code that can be printed can be looked up."""
    assert sorted(emitted() - set(SECTIONS)) == []


def test_every_section_has_its_code() -> None:
    """Nothing is explained that the program never says."""
    assert sorted(set(SECTIONS) - emitted()) == []


def test_no_code_hides_in_another_call() -> None:
    """Every word with a dash that is an argument is a known code, or known to be none."""
    words = {
        argument.value
        for name, call in calls() if name not in ("set", "add_argument")
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        and DASHED.fullmatch(argument.value)
    }  # fmt: skip
    assert sorted(words - emitted() - NO_CODES) == []


@pytest.mark.parametrize("code", sorted(SECTIONS))
def test_a_section_says_what_why_wrong_and_right(code: str) -> None:
    """Each has its sentences, then one block with the wrong way before the right one."""
    words, _, block = SECTIONS[code].partition("```")
    assert words.strip().endswith(".")
    assert re.search(r"^# wrong\n.+^# right\n.", block, flags=re.MULTILINE | re.DOTALL)


def test_sections_are_in_order_of_the_alphabet_within_their_part() -> None:
    """A code is found by eye."""
    for part in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        codes = re.findall(r"^### (.+)$", part, flags=re.MULTILINE)
        assert codes == sorted(codes)
