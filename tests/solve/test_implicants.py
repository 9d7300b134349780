"""Conditions that suffice for another to fail: right, and none of them to spare."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from engine.solve.implicants import Implicants
from engine.solve.logic import Form, Term, boolean, both, either, negation
from engine.solve.nodes import worked_out

NAMES = ("a", "b", "c", "d")
TERMS = st.recursive(
    st.sampled_from([boolean(name) for name in NAMES]),
    lambda inner: st.one_of(
        st.builds(negation, inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: both(*parts)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: either(*parts)),
    ),
    max_leaves=8,
)
Model = dict[str, bool]


def value(model: Model) -> Callable[[Term], object]:
    return lambda term: worked_out(term, lambda one: model[one.name], {})


def fails_wherever(condition: Term, atoms: list[Term]) -> bool:
    models = (dict(zip(NAMES, one, strict=True)) for one in product((False, True), repeat=4))
    met = (one for one in models if all(value(one)(atom) for atom in atoms))
    return not any(value(one)(condition) for one in met)


@given(TERMS, st.tuples(*[st.booleans()] * 4))
def test_they_suffice_and_none_can_be_spared(condition: Term, truths: tuple[bool, ...]) -> None:
    model = dict(zip(NAMES, truths, strict=True))
    if value(model)(condition):
        return
    atoms = Implicants(condition).failing(value(model), lambda _: False)
    assert all(value(model)(atom) for atom in atoms)
    assert fails_wherever(condition, atoms)
    for place in range(len(atoms)):
        assert not fails_wherever(condition, atoms[:place] + atoms[place + 1 :])


def test_what_is_to_be_spared_is_left_out_where_others_do() -> None:
    a, b = boolean("a"), boolean("b")
    for spared in (a, b):
        found = Implicants(both(a, b)).failing(lambda _: False, {spared}.__contains__)
        (left,) = found
        assert left.form is Form.NOT and left.parts[0] is not spared
