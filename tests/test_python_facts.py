"""Facts as Python programs have them: dates, exact numbers, and scalars of numpy and pandas."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.case.intake import read_mapping
from engine.diagnostics.invalid import Invalid
from engine.facade import Rulebook
from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.workspace import Workspace

FACTS = """
facts:
  a.n: {type: number, range: [0, 1000], ask: N?}
  a.i: {type: integer, range: [0, 1000], ask: I?}
  a.b: {type: boolean, ask: B?}
  a.d: {type: date, ask: D?}
  a.größe: {type: enumeration, values: [größe, klein], ask: W?}
  a.t: {type: text, ask: T?}
  a.r:
    type: records
    ask: R?
    fields: {n: {type: integer, range: [0, 9]}, naïve: {type: boolean}}
"""
GATE = '''
gate: g
question: Q?
rules:
  - id: été
    when: a.t = "é ""x""" and a.größe = größe and count(a.r where naïve) > 0
    then: yes
    because: Yes.
otherwise: {then: no, because: No.}
'''
FLOW = """
flow: f
title: F
start: g
nodes:
  - {id: g, kind: gate, title: Which?, to: {yes: good, no: bad}}
  - {id: good, kind: verdict, title: Good, verdict: good}
  - {id: bad, kind: verdict, title: Bad, verdict: bad}
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    here = tmp_path_factory.mktemp("letters")
    return written(here, unicodedata.normalize("NFD", FACTS), GATE)


def written(here: Path, facts: str, gate: str) -> Book:
    texts = {"rules/facts.yaml": facts, "rules/g.yaml": gate, "flows/f.yaml": FLOW}
    for name, text in texts.items():
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(text, encoding="utf-8")
    return load(Workspace(here / "rules", here / "flows"))


class NAType:
    """As pandas calls what is not there."""

    def __str__(self) -> str:
        return "<NA>"


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("n", 2.5, Fraction(5, 2)),
        ("n", np.float64(2.5), Fraction(5, 2)),
        ("n", np.float32(0.1), Fraction(1, 10)),
        ("n", Decimal("0.1"), Fraction(1, 10)),
        ("n", Fraction(1, 3), Fraction(1, 3)),
        ("n", np.array(7), 7),
        ("i", np.int64(20), 20),
        ("i", np.uint8(20), 20),
        ("b", np.bool_(True), True),
        ("d", date(2026, 11, 1), date(2026, 11, 1)),
        ("d", datetime(2026, 11, 1), date(2026, 11, 1)),
        ("d", np.datetime64("2026-11-01"), date(2026, 11, 1)),
        ("t", np.str_("word"), "word"),
        ("t", "e\u0301", "é"),
        ("gro\u0308ße", "gro\u0308ße", "größe"),
        ("r", [{"n": np.int8(3), "nai\u0308ve": np.bool_(False)}], ({"n": 3, "naïve": False},)),
        ("r", np.array([], dtype=object), ()),
    ],
)
def test_what_programs_have_is_read(book: Book, name: str, raw: Any, value: Any) -> None:
    case = read_mapping({"a": {name: raw}}, book)
    assert dict(case.values) == {f"a.{unicodedata.normalize('NFC', name)}": value}


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("n", float("nan"), "help: leave it out while it is not known"),
        ("n", np.float64("nan"), "help: leave it out while it is not known"),
        ("b", NAType(), "help: leave it out while it is not known"),
        ("d", NAType(), "help: leave it out while it is not known"),
        ("n", np.float64("inf"), "is not a number"),
        ("d", datetime(2026, 11, 1, 12, 30), "write it as `YYYY-MM-DD`"),
        ("n", 1 + 2j, '`"complex"` is not a number'),
        ("t", object(), '`"object"` is not text'),
    ],
)
def test_what_is_none_of_these_is_refused_with_words_that_fit(
    book: Book, name: str, raw: Any, told: str
) -> None:
    with pytest.raises(Invalid) as refused:
        read_mapping({"a": {name: raw}}, book)
    assert told in str(refused.value)


def test_a_text_is_the_same_in_either_form_and_may_hold_quote_marks(book: Book) -> None:
    """Composed or decomposed, in rules, names and facts."""
    facts = {"a": {"t": 'e\u0301 "x"', "größe": "größe", "r": [{"naïve": True}]}}
    assert Rulebook(book, "f").evaluate(facts).rule == "été"
