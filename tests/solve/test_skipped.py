"""What skips open records, over all completions: what is known now stays what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from engine.case.case import Case
from engine.language import tree as t
from engine.language import types
from engine.language.interpret import evaluate
from engine.language.traverse import asked_about
from engine.language.values import Record
from engine.rulebook.model import Book, Fact, Vocabulary
from engine.solve import logic
from engine.solve.encode import Encoder
from engine.solve.logic import both, negation
from engine.solve.oracle import Oracle
from tests.search import trials
from tests.solve.test_encode import pins

SMALL = types.Numeric(True, Fraction(0), Fraction(1))
FIELDS: dict[str, types.Type] = {
    "year": types.Numeric(True, Fraction(1), Fraction(3)), "n": SMALL, "good": types.Boolean(),
    "fair": types.Boolean(),
}  # fmt: skip
LIST = Fact("h.list", "records", types.Records(FIELDS, "year"), "What?")
TOLD = replace(LIST, type=types.Records({**FIELDS, "told": types.Boolean()}, "year"))


def book(fact: Fact) -> Book:
    vocabulary = Vocabulary({fact.name: fact}, (), None, {}, {}, ())
    return Book(vocabulary, {}, {}, (), None, {})


@st.composite
def lists(draw: DrawFn) -> tuple[Record, ...]:
    """One to three records in which at most four fields are open."""
    flags = st.none() | st.booleans()
    sizes = st.none() | st.sampled_from([Fraction(0), Fraction(1)])
    rows = [
        {"year": Fraction(year), "n": draw(sizes), "good": draw(flags), "fair": draw(flags)}
        for year in range(1, draw(st.integers(1, 3)) + 1)
    ]
    given = [{name: one for name, one in row.items() if one is not None} for row in rows]
    return tuple(given) if sum(4 - len(one) for one in given) <= 4 else draw(lists())


N, GOOD, FAIR = t.Field("n"), t.Field("good"), t.Field("fair")
Summary = t.Aggregate | t.ShareOf
chosen = st.sampled_from([
    t.Selection("h.list"), t.Selection("h.list", condition=FAIR),
    t.Selection("h.list", condition=t.Or((GOOD, FAIR))), t.Selection("h.list", "newest", 2),
    t.Selection("h.list", "oldest", 1, FAIR), t.Selection("h.list", "run", condition=FAIR),
])  # fmt: skip
numbers = st.sampled_from(["sum", "min", "max", "mean", "median", "count", "distinct"])
summaries: st.SearchStrategy[Summary] = st.one_of(
    st.builds(t.Aggregate, numbers, st.sampled_from([N, t.Arithmetic("*", N, N)]), chosen,
              st.just(True)),
    st.builds(t.ShareOf, st.sampled_from([GOOD, t.And((GOOD, FAIR))]), chosen, st.just(True)),
)  # fmt: skip


@settings(max_examples=trials(30), deadline=None)
@given(lists(), summaries)
def test_a_record_that_is_skipped_now_is_skipped_in_every_completion(
    rows: tuple[Record, ...], node: Summary
) -> None:
    """Filling in fields is read as the interpreter reads it with the same records marked."""
    case = Case(book(LIST), {"h.list": rows})
    encoder = Encoder(case)
    found = encoder.quantity(node)
    solver = Oracle(encoder.assumptions)
    asked = asked_about(node)
    assert asked is not None
    told = [evaluate(asked, case, row) is not None for row in rows]
    for full in filled(rows):
        marked = tuple({**row, "told": one} for row, one in zip(full, told, strict=True))
        wanted = evaluate(only_told(node), Case(book(TOLD), {"h.list": marked}))
        pinned = both(*pins(encoder, Case(case.book, {"h.list": full})))
        assert solver.possible(pinned)
        if isinstance(wanted, Fraction):
            same = both(found.defined, logic.same(found.term, logic.constant(wanted)))
            assert not solver.possible(pinned, negation(same))
        else:
            assert not solver.possible(pinned, found.defined)


def only_told(node: Summary) -> Summary:
    """The same with a value that is open where a record is marked as skipped."""
    open_ = t.Arithmetic("/", t.Number(Fraction(1)), t.Number(Fraction(0)))
    told = t.Field("told")
    if isinstance(node, t.ShareOf):
        unknown = t.Compare("=", open_, open_)
        return replace(node, condition=t.If(told, node.condition, unknown))
    assert node.value is not None
    return replace(node, value=t.If(told, node.value, open_))


def filled(rows: tuple[Record, ...]) -> Iterator[tuple[Record, ...]]:
    """Every way to fill in the fields that are left out."""
    for place, row in enumerate(rows):
        for name, values in (("n", (Fraction(0), Fraction(1))), ("good", (False, True)),
                             ("fair", (False, True))):  # fmt: skip
            if name not in row:
                for value in values:
                    more = (*rows[:place], {**row, name: value}, *rows[place + 1 :])
                    yield from filled(more)
                return
    yield rows
