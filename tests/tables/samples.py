"""Random facts for tables: values that every format finds hard, of the shipped vocabulary."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from engine.language import types
from engine.language.types import Type
from engine.rulebook.model import Fact
from engine.tables.cells import Leaf
from engine.tables.take_out import Entry
from tests.domain.program import rulebook

VOCABULARY = rulebook().book.vocabulary

HARD = (
    "-", "--", "?", "N/A", "unknown", "declined", "yes", "0.50", "~30", "62%", "=1+1", "'=1+1",
    "''=x", "+1", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'", "'tis", '{"value": 1}', "{}", "{",
    "[1]", "[", " spaces ", "a\tb", "a\r\nb", "a,b;c|d", 'say "no"', "_x0041_", "_x000D_",
    "\x00", "\x1f", "\x7f", "\ufeff", "\uff1d1", "\ud800", "#N/A", "1e5", "é", "TRUE", "",
    "'); DROP TABLE x;--", "<script>",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(HARD), st.text(max_size=8)).map(lambda one: normalize("NFC", one))
NUMBERS = st.one_of(
    st.sampled_from([10165616628412442, 2**53 + 1, Decimal("0.50"), Decimal("1E+3")]),
    st.integers(-(10**20), 10**20),
    st.builds(lambda digits, places: Decimal(digits).scaleb(-places),
              st.integers(-(10**12), 10**12), st.integers(0, 9)),
)  # fmt: skip
DAYS = st.dates().map(lambda day: day.isoformat())


def values(kind: Type) -> SearchStrategy[Any]:
    """What a fact file may hold for a type, sound in itself."""
    match kind:
        case types.Boolean():
            return st.booleans()
        case types.Numeric():
            return NUMBERS
        case types.Enumeration():
            return st.sampled_from(kind.values)
        case types.SetOf():
            return st.lists(st.sampled_from(kind.values), unique=True)
        case types.Text():
            return TEXTS
        case types.Day():
            return DAYS
        case types.Records():
            fields = {name: values(one) for name, one in kind.fields.items()}
            return st.lists(st.fixed_dictionaries({}, optional=fields), max_size=3)


def leaves(kind: Type) -> SearchStrategy[Leaf]:
    """A fact in long form: a value alone, with remarks, or why there is none."""
    remarks = {
        "source": st.one_of(st.just("a list"), TEXTS),
        "as_of": st.one_of(st.just("2026-09-01"), TEXTS),
        "note": TEXTS,
    }
    alone = values(kind).map(lambda value: {"value": value})
    return st.one_of(
        alone,
        st.fixed_dictionaries({"value": values(kind)}, optional=remarks),
        st.fixed_dictionaries({"status": st.sampled_from(["unknown", "declined"])},
                              optional=remarks),
    )  # fmt: skip


BY_TYPE = {type(one.type): one for one in VOCABULARY.facts.values()}
"""A fact of each type."""
EVERY: tuple[Fact, ...] = tuple({one.name: one for one in [
    *BY_TYPE.values(), *list(VOCABULARY.facts.values())[::9]]}.values())  # fmt: skip
FACTS = st.fixed_dictionaries({}, optional={one.name: leaves(one.type) for one in EVERY})
"""Facts by their names in long form, a few of each type."""


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Programs to write as a table, each of a key of its own."""
    found = draw(st.lists(FACTS, min_size=1, max_size=3))
    return [Entry(f"program {n}", facts) for n, facts in enumerate(found)]
