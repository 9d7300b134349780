"""The table of docs/source.md: every id in it exists, and no fact is there without a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from engine.language.traverse import facts_in
from engine.language.tree import Expression
from engine.rulebook.model import Book
from tests.domain.program import ROOT, rulebook

ROW = re.compile(r"\| ([a-z]+(?:-[a-z0-9]+)*) (\d+) \| (.+?) \| (.+?) \|")
PAGE = ROOT / "docs" / "source.md"
ROWS = [found.groups() for line in PAGE.read_text(encoding="utf-8").splitlines()
        if (found := ROW.fullmatch(line)) is not None]  # fmt: skip


def known_ids(book: Book) -> set[str]:
    """What a row of the table may name."""
    return {
        *book.vocabulary.facts, *book.thresholds, *book.gates, *book.flows,
        *(rule.id for gate in book.gates.values() for rule in gate.every_rule),
        *(note.id for note in book.notes), *(promise.id for promise in book.promises),
    }  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_what_carries_a_sentence_exists(row: tuple[str, str, str, str]) -> None:
    """Each id is one of the rulebook; a sentence that nothing carries has a reason."""
    passage, _, _, carried = row
    book = rulebook().book
    ids = re.findall(r"`([^`]+)`", carried)
    assert passage in book.vocabulary.sources
    assert {one for one in ids if one not in known_ids(book)} == set()
    assert ids or carried.startswith("none: ")


def test_sentences_are_numbered_and_every_passage_is_there() -> None:
    """The numbers of a passage count from 1; no passage is left out but our own."""
    numbers: dict[str, list[int]] = {}
    for passage, number, _, _ in ROWS:
        numbers.setdefault(passage, []).append(int(number))
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())
    assert set(numbers) == set(rulebook().book.vocabulary.sources) - {"house"}


def expressions(book: Book) -> Iterator[Expression]:
    """Everything that reads facts: rules of all flows, notes, derivations, constraints."""
    for gate in book.gates.values():
        for rule in gate.every_rule:
            yield rule.when
            yield from (when for when, _ in rule.reasons)
    yield from (note.when for note in book.notes)
    facts = book.vocabulary.facts.values()
    yield from (fact.derive for fact in facts if fact.derive is not None)
    yield from (one.never for one in book.vocabulary.constraints)


def test_every_fact_is_read_or_kept_for_a_reason() -> None:
    """A fact that no rule, note, label or derivation reads says why it is there."""
    book = rulebook().book
    read = {name for tree in expressions(book) for name in facts_in(tree)}
    for fact in book.vocabulary.facts.values():
        kept = len(fact.kept.split()) > 2
        assert (fact.name in read) is not kept or fact.weight is not None, fact.name


def test_every_answer_has_its_words() -> None:
    """Each fact that is true or false says what true means, each word of a list what it means."""
    for fact in rulebook().book.vocabulary.facts.values():
        if fact.kind == "boolean":
            assert fact.means.get("true"), fact.name
        elif fact.kind in ("enumeration", "set"):
            assert set(fact.means) == set(getattr(fact.type, "values", ())), fact.name
