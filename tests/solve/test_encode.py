"""The exact reading agrees with the interpreter about every completion of a case."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from engine.case.case import Case
from engine.language import types
from engine.language.interpret import Kleene, truth
from engine.language.tree import Expression
from engine.language.values import Value
from engine.solve import logic
from engine.solve.encode import Encoder
from engine.solve.logic import Term, both, negation
from engine.solve.oracle import Oracle
from engine.solve.terms import Condition
from tests.brute_force import completions
from tests.expressions import condition, dated, perhaps
from tests.rulebooks import scope_of
from tests.search import trials
from tests.strategies import World, worlds


@st.composite
def asked(draw: DrawFn) -> tuple[World, Expression]:
    """A condition, and a case to ask it of."""
    world = draw(worlds(most=24))
    scope = scope_of(world.book.vocabulary.facts.values())
    of_dates = scope.leaves(types.Day) and perhaps(draw)
    return world, dated(draw, scope) if of_dates else condition(draw, scope)


@settings(max_examples=trials(50), deadline=None)
@given(asked())
def test_a_condition_is_encoded_as_the_interpreter_understands_it(
    question: tuple[World, Expression],
) -> None:
    """With every open thing pinned, it is true, false or neither, as the interpreter says."""
    world, node = question
    encoder = Encoder(world.case)
    encoded = encoder.condition(node)
    solver = Oracle(encoder.assumptions)
    for completion in completions(world.case):
        pinned = both(*pins(encoder, completion))
        assert solver.possible(pinned)
        assert not solver.possible(pinned, negation(says(encoded, truth(node, completion))))


def says(encoded: Condition, found: Kleene) -> Term:
    """That a condition has one of the three truths, and neither of the others."""
    true = encoded.true if found is True else negation(encoded.true)
    false = encoded.false if found is False else negation(encoded.false)
    return both(true, false)


def pins(encoder: Encoder, completion: Case) -> Iterator[Term]:
    """Each variable of the encoding equals what the completion says."""
    for name, terms in encoder.variables.by_name.items():
        yield from pin(encoder, terms, found_at(completion, name))


def found_at(completion: Case, name: str) -> Value:
    """The value that a variable stands for: of a fact, or of `list[place].field`."""
    source, bracket, rest = name.partition("[")
    found = completion.values[source]
    if not bracket:
        return found
    place, _, field = rest.partition("].")
    assert isinstance(found, tuple)
    inner = found[int(place)][field]
    assert inner is not None
    return inner


def pin(encoder: Encoder, terms: list[Term], found: Value) -> Iterator[Term]:
    match found:
        case bool():
            yield logic.same(terms[0], logic.truth(found))
        case frozenset():
            yield from (logic.same(term, logic.truth(word_of(term) in found)) for term in terms)
        case _:
            yield logic.same(terms[0], encoder.variables.constant(found))
            if terms[0].name in encoder.variables.texts.open:  # it is named only here, perhaps
                yield encoder.variables.texts.told(str(found), terms[0])


def word_of(term: Term) -> str:
    """The word that a variable of a set is about: `fact:word`."""
    return str(term).strip("|").rpartition(":")[2]
