"""What fits where the caret stands."""

from __future__ import annotations

import pytest

from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.workspace import find_workspace
from engine.workbench.completion import complete
from tests.workbench.desks import FILES, workspace

RULES = "gate: early\nrules:\n  - when: "


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return load(find_workspace(workspace(tmp_path_factory.mktemp("own"))))


@pytest.mark.parametrize(
    ("before", "partial", "words"),
    [
        (RULES + "a.", "a.", ["a.name", "a.months", "a.kind"]),
        (RULES + "mon", "mon", ["a.months"]),
        (RULES + "not le", "le", ["lead"]),
        (RULES + "a.kind = ", "", ["old", "new", "odd"]),
        (RULES + "a.kind != o", "o", ["old", "odd"]),
        (RULES + "a.kind in [old, n", "n", ["new"]),
        (RULES + "a.kind not in [", "", ["old", "new", "odd"]),
        (RULES + "a.months >= l", "l", ["lead"]),
        (RULES + "a.kind = old and a.k", "a.k", ["a.kind"]),
        ("gate: early\nrules:\n  - {id: x, then: ", "", ["yes", "no", "open"]),
        ("gate: early\n    then: y", "y", ["yes"]),
        ("tests:\n  - expect: {verdict: h", "h", ["high"]),
        (RULES + "a.months # a.", "a.", []),
        (RULES + "a.kind", "a.kind", []),
    ],
)
def test_in_rules_and_tests(book: Book, before: str, partial: str, words: list[str]) -> None:
    found = complete("rules/early.yaml", before, before, book)
    assert (found.partial, [one.word for one in found.choices]) == (partial, words)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("  - {id: x, kind: step, to: ea", ["early"]),
        ("    to: {yes: g", ["good"]),
        ("    to:\n      yes: b", ["bad"]),
        ("# to: e", []),
    ],
)
def test_in_a_flow_edges_lead_to_its_nodes(book: Book, before: str, words: list[str]) -> None:
    found = complete("flows/main.yaml", FILES["flows/main.yaml"] + before, before, book)
    assert [one.word for one in found.choices] == words


def test_a_fact_says_what_it_is(book: Book) -> None:
    (found,) = complete("rules/early.yaml", "", "when: a.m", book).choices
    assert found.about == "a whole number from 0 to 24: How many months ahead?"
