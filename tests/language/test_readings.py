"""Every reading knows every node: a node that is added is refused until each has its answer."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args
from unittest.mock import MagicMock

import pytest

import engine
from engine.language import tree
from engine.language.readings import READINGS, Reading, Refusal, Table, UnknownNodeError, nodes
from engine.language.tree import Expression, Fact, Number

ENGINE = Path(engine.__file__).parent
MODULES = sorted(one.name for one in pkgutil.walk_packages([str(ENGINE)], "engine."))
for name in MODULES:
    importlib.import_module(name)  # each enters its readings

TABLES = {name: one.entry for name, one in READINGS.items() if isinstance(one.entry, Table)}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    name: one.entry for name, one in READINGS.items() if not isinstance(one.entry, Table)
}
CLASSES = {one.__name__ for one in nodes()} | {"Selection", "NODES"}

SHAPES = {
    "compile.tied": "only what is asked of texts is tied to the texts it is asked of",
    "decide.agreed": "what is asked about being known is known whichever voice is right",
    "decide.contradiction": "only what is asked about being known is opened",
    "language.over_conditions": "a count is known within bounds, anything else is known or not",
    "language.parse": "a sign before a number is part of the number",
    "language.resolve.logic": "only a fact can be declined",
    "matching.coding": "a count is known within bounds, anything else is known or not",
    "prove.check.items": "only what counts the items of a gate can leave one out",
    "prove.diff.edits": "only what counts the items of a gate is otherwise when these are",
    "prove.diff.region": "only a comparison ties two facts to each other",
    "prove.space.cells": "marks are kept by fact",
    "prove.thresholds.breakpoints": "an open fact alone has the ends of its range to try",
    "prove.thresholds.elsewhere": "a threshold alone stands against what it is a limit to",
    "rulebook.fingerprint": "any node at all is spelt",
    "rulebook.lint": "warnings are about particular shapes, not about every node",
    "scan.relevance": "only what is held against constants has cells, all else is read whole",
    "solve.texts": "only texts that stand beside each other can be the same open text",
    "solve.dates": "months beside something known turn at one day",
}
"""Modules without a reading that ask whether a node has one particular shape, and why."""


@dataclass(frozen=True)
class Between:
    """A node that nobody has heard of: `a between low and high`."""

    operand: Expression
    low: Expression
    high: Expression


BETWEEN = Between(Fact("visa.months"), Number(Fraction(1)), Number(Fraction(2)))


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language has `Between` for the time of a test."""
    monkeypatch.setattr(tree, "NODES", (*tree.NODES, Between))


def test_there_are_readings_to_check() -> None:
    """The registry is filled by importing; readings of every layer stand in it."""
    layers = {name.split(".")[0] for name in READINGS}
    assert layers == {"author", "language", "matching", "prove", "rulebook", "scan", "solve", "web"}


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize("name", TABLES)
def test_a_table_cannot_be_built_without_a_node_that_was_added(name: str) -> None:
    """The module of the table could not be imported; the error names the reading and the node."""
    told = f"the reading `{name}` does not know the node Between"
    with pytest.raises(UnknownNodeError, match=f"^{told}$"):
        Table(name, READINGS[name].question, dict(TABLES[name]))
    with pytest.raises(UnknownNodeError, match=f"^{told}$"):
        TABLES[name][type(BETWEEN)]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_refuses_a_node_that_was_added(name: str) -> None:
    """Its `match` ends in `assert_never`, which mypy proves and which names the node."""
    parameters = inspect.signature(FUNCTIONS[name]).parameters.values()
    arguments = [BETWEEN if one.annotation == "Expression" else MagicMock() for one in parameters]
    assert arguments.count(BETWEEN) == 1
    with pytest.raises(AssertionError, match="Between"):
        FUNCTIONS[name](*arguments)


@pytest.mark.parametrize("name", TABLES)
def test_each_entry_says_that_it_reads_its_node(name: str) -> None:
    """The first parameter of an entry is annotated with the node under which it stands."""
    TABLES[name].check()
    for node, entry in TABLES[name].items():
        if not isinstance(entry, Refusal):
            first = next(iter(inspect.signature(entry).parameters.values()))
            annotated = eval(first.annotation, vars(tree) | entry.__globals__)
            assert node in (get_args(annotated) or (annotated,)), (node, entry)


def test_a_refusal_is_an_entry_with_words() -> None:
    """What a reading has no answer for is told as the reading puts it."""
    asked = READINGS["matching.conditions"].entry
    assert isinstance(asked, Table)
    assert {one.__name__ for one in asked.refused()} == {
        "Number", "Word", "Quote", "DayOf", "Name", "Threshold", "Field",
        "NumberOf", "Arithmetic", "Negative", "Aggregate", "ShareOf", "Today", "Elapsed", "Shifted",
    }  # fmt: skip
    with pytest.raises(TypeError, match=r"^Number is no condition$"):
        asked[Number](Number(Fraction(1)), MagicMock())


def test_two_readings_never_share_a_name() -> None:
    """The second of a name would hide the first from these tests."""
    table = TABLES["language.show"]
    with pytest.raises(ValueError, match=r"^two readings are called `language\.show`$"):
        Table("language.show", "how is it spelt?", dict(table))


@pytest.mark.parametrize("reading", READINGS.values(), ids=list(READINGS))
def test_a_reading_is_called_after_its_module(reading: Reading) -> None:
    """A name leads to the file: the module, and what it answers where it has several."""
    module = f"engine.{reading.name}"
    assert module in MODULES or module.rpartition(".")[0] in MODULES
    assert reading.question.endswith("?")


def test_the_page_on_architecture_lists_every_reading() -> None:
    """Whoever adds a node finds there what has to know it."""
    page = (ENGINE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = [f"| `{name}` | {READINGS[name].question} |" for name in sorted(READINGS)]
    assert "\n".join(rows) + "\n" in page


# what the source says


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every module below `engine`, by the name that readings use."""
    for path in sorted(ENGINE.rglob("*.py")):
        name = ".".join(path.relative_to(ENGINE).with_suffix("").parts).removesuffix(".__init__")
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def node_names(module: ast.Module) -> set[str]:
    """What a module calls the nodes of the tree that it imports."""
    imports = (one for one in ast.walk(module) if isinstance(one, ast.ImportFrom))
    return {
        alias.asname or alias.name
        for one in imports
        if (one.module or "").split(".")[-1] == "tree"
        for alias in one.names
        if alias.name in CLASSES
    }


def named(part: ast.AST, nodes_here: set[str]) -> set[str]:
    """The nodes that an expression names."""
    return {one.id for one in ast.walk(part) if isinstance(one, ast.Name)} & nodes_here


def asked(module: ast.Module) -> Iterator[tuple[ast.AST, set[str]]]:
    """The places where a module tells nodes apart: class patterns, and `isinstance`."""
    here = node_names(module)
    for one in ast.walk(module):
        if isinstance(one, ast.MatchClass) and named(one.cls, here):
            yield one, named(one.cls, here)
        if isinstance(one, ast.Call) and getattr(one.func, "id", "") == "isinstance":
            found = named(one.args[1], here)
            if found:
                yield one, found


def test_every_module_that_tells_nodes_apart_has_a_reading_or_a_reason() -> None:
    """The registry is whole; what asks for one shape only is listed here with its reason."""
    telling = {name for name, module in sources() if any(asked(module))}
    reading = {name for name in telling if any(
        one == name or one.rpartition(".")[0] == name for one in READINGS)}  # fmt: skip
    assert telling - reading == set(SHAPES)


def test_nobody_asks_for_more_than_two_shapes_at_once() -> None:
    """`isinstance` is for a question about one shape; more of them are a reading."""
    for name, module in sources():
        for place, found in asked(module):
            assert isinstance(place, ast.MatchClass) or len(found) <= 2, (name, found)


def test_no_match_over_nodes_swallows_the_rest() -> None:
    """`case _` ends in `assert_never`, or is not there."""
    for name, module in sources():
        here = node_names(module)
        for match in (one for one in ast.walk(module) if isinstance(one, ast.Match)):
            patterns = [one for case in match.cases for one in ast.walk(case.pattern)
                        if isinstance(one, ast.MatchClass) and named(one.cls, here)]  # fmt: skip
            last = match.cases[-1]
            if patterns and isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None:
                told = ast.unparse(last.body[0])
                assert told.startswith("assert_never("), (name, match.lineno)


def test_a_dict_over_nodes_is_a_table() -> None:
    """A plain dict would lack a node without a word; single dispatch hides its table."""
    for name, module in sources():
        here = node_names(module)
        tables = {id(call.args[2]) for call in ast.walk(module) if isinstance(call, ast.Call)
                  and ast.unparse(call.func).endswith("Table") and len(call.args) == 3}  # fmt: skip
        for one in ast.walk(module):
            assert not (isinstance(one, ast.alias) and one.name.startswith("singledispatch")), name
            if isinstance(one, ast.Dict) and any(key and named(key, here) for key in one.keys):
                assert id(one) in tables, (name, one.lineno)


def test_every_marked_function_ends_in_assert_never() -> None:
    """So that mypy finds what it lacks."""
    for name, module in sources():
        for one in ast.walk(module):
            marks = getattr(one, "decorator_list", [])
            if any(ast.unparse(mark).startswith("reading(") for mark in marks):
                assert "assert_never(" in ast.unparse(one), name


def test_every_function_has_a_name() -> None:
    """A traceback through `_` tells nobody where it was."""
    for name, module in sources():
        functions = (one for one in ast.walk(module) if isinstance(one, ast.FunctionDef))
        assert "_" not in {one.name for one in functions}, name
