"""A scan says of each row what `evaluate` says of it, whatever the table looks like."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decide.evaluate import Evaluator
from engine.language import types
from engine.matching.matcher import compiled
from engine.rulebook.model import Book
from tests.domain.program import BASE, rulebook
from tests.rulebooks import FLOW, books, described
from tests.scan.agreement import differences, without_a_key
from tests.scan.invented import Inventor
from tests.search import trials


def named(book: Book, random: Random, often: float) -> list[str]:
    """Some facts, lists left out; derived ones less often."""
    facts = book.vocabulary.facts.items()
    plain_ = [(name, one) for name, one in facts if not isinstance(one.type, types.Records)]
    return [name for name, one in plain_ if one.derive is None or random.random() < often]


@pytest.mark.parametrize(
    ("form", "seed", "empty", "odd"),
    [
        ("parquet", 1, 0.01, 0.0),
        ("parquet", 2, 0.01, 0.002),
        ("parquet", 3, 0.1, 0.01),
        ("csv", 4, 0.01, 0.0),
        ("csv", 5, 0.05, 0.02),
    ],
)
def test_the_shipped_rulebook_over_300_rows(
    tmp_path: Path, form: str, seed: int, empty: float, odd: float
) -> None:
    """Where no value is odd, SQL settles some of the rows itself."""
    random, book = Random(seed), without_a_key(rulebook().book)
    evaluator = Evaluator(book, rulebook().flow, compiled)
    wide = [one for one in named(book, random, 0.6) if one in BASE or random.random() < 0.3]
    names = wide if odd else [one for one in BASE if one in book.vocabulary.facts]
    inventor = Inventor(book, random, empty, odd)
    made = inventor.parquet if form == "parquet" else inventor.csv
    table = made(tmp_path / f"t.{form}", names, 60, BASE)
    assert differences(evaluator, table, tmp_path / f"out.{form}", 1 if odd else 0.8) == []


@settings(max_examples=trials(12), deadline=None)
@given(books(), st.integers(0, 10**6))
def test_random_rulebooks(book: Book, seed: int) -> None:
    """A third of the tables has odd values, and a third open facts."""
    random = Random(seed)
    names = named(book, random, 0.4)
    inventor = Inventor(book, random, random.choice([0, 0.1, 0.4]), random.choice([0, 0, 0.03]))
    evaluator = Evaluator(book, FLOW, compiled)
    with TemporaryDirectory() as folder:
        form = random.choice(["csv", "parquet"])
        made = inventor.parquet if form == "parquet" else inventor.csv
        table = made(Path(folder) / f"t.{form}", names, 10)
        found = differences(evaluator, table, Path(folder) / "out.parquet")
        assert found == [], described(book)
