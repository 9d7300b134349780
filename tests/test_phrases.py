"""Sentences stand in the `present/phrases` modules, and nowhere beside them."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ENGINE = Path(__file__).parents[1] / "engine"
HOMES = sorted((ENGINE / "present").glob("phrases*.py"))
MAKE_FINDINGS = ("output.py", "layout.py", "raster.py")  # what they say is a finding
SPEAKERS = sorted(
    path
    for pattern in ("draw/**/*.py", "present/*.py", "prove/text.py", "scenario/text.py",
                    "scenario/story.py", "scenario/reasons.py", "scenario/coverage.py")
    for path in ENGINE.glob(pattern)
    if path not in HOMES and path.name not in MAKE_FINDINGS
)  # fmt: skip
WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}")
FOR_MACHINES = re.compile(
    r"@media|<!doctype|default-src|width=device-width|light dark|flowchart TB|bold underline"
    r"|not bold default|^not bold$"
    r"|^classDef|^linkStyle|part-|answer-panel|path-gate|^tile tone|remarks tone|badge tone"
)
"""Styles, classes, policies, and lines of Mermaid."""


def texts(tree: ast.Module) -> Iterator[str]:
    """The texts of a module that are no docstrings."""
    own = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in own:
            yield node.value


@pytest.mark.parametrize("path", SPEAKERS, ids=lambda path: str(path.relative_to(ENGINE)))
def test_no_sentence_stands_elsewhere(path: Path) -> None:
    """Whoever translates the outputs finds them in three files."""
    found = [text for text in texts(ast.parse(path.read_text())) if SENTENCE.search(text)]
    assert [text for text in found if not FOR_MACHINES.search(text)] == []


@pytest.mark.parametrize("path", HOMES, ids=lambda path: path.name)
def test_every_phrase_is_said(path: Path) -> None:
    """Nobody has to translate what no output says."""
    names = [name for node in ast.parse(path.read_text()).body for name in defined(node)]
    assert len(names) > 8
    assert [name for name in names if words()[name] < 2] == []


@cache
def words() -> Counter[str]:
    """How often each word stands in the engine."""
    return Counter(word for one in ENGINE.rglob("*.py") for word in WORD.findall(one.read_text()))


def defined(node: ast.stmt) -> Iterator[str]:
    """The names that a statement gives to functions or texts."""
    match node:
        case ast.FunctionDef():
            yield node.name
        case ast.Assign():
            yield from (part.id for one in node.targets for part in ast.walk(one)
                        if isinstance(part, ast.Name))  # fmt: skip
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
