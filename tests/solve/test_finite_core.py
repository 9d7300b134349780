"""Random terms: what the finite core and its theory say is what z3 says of the whole."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from engine.solve import logic
from engine.solve.logic import Kind, Term
from engine.solve.nodes import worked_out
from engine.solve.oracle import EFFORT, Oracle
from engine.solve.whole import Whole

SIGNS = ("=", "!=", "<", "<=", ">", ">=")


class Terms:
    """Makes random conditions over a few variables."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        whole, real = self.random.randint(1, 3), self.random.randint(0, 2)
        self.conditions = [logic.boolean(f"b{place}") for place in range(3)]
        self.numbers = [logic.integer(f"n{place}") for place in range(whole)]
        self.numbers += [logic.real(f"r{place}") for place in range(real)]

    def ranges(self) -> list[Term]:
        return [term for one in self.numbers for term in (one >= -5, one <= 5)]

    def number(self, depth: int) -> Term:
        choose = self.random.random()
        if depth == 0 or choose < 0.45:
            return self.random.choice(self.numbers)
        if choose < 0.55:
            return logic.constant(Fraction(self.random.randint(-4, 4), self.random.choice((1, 3))))
        if choose < 0.7:
            return self.number(depth - 1) + self.number(depth - 1)
        if choose < 0.78:
            return self.number(depth - 1) * logic.constant(Fraction(self.random.randint(-3, 3), 2))
        if choose < 0.9:
            return logic.choose(
                self.condition(depth - 1), self.number(depth - 1), self.number(depth - 1)
            )
        if choose < 0.97:
            return logic.how_many(self.some(depth))
        return self.number(depth - 1) - self.number(depth - 1)

    def condition(self, depth: int) -> Term:
        choose = self.random.random()
        if depth == 0 or choose < 0.2:
            return self.random.choice(self.conditions)
        if choose < 0.55:
            other = logic.constant(self.random.randint(-3, 3))
            right = self.random.choice((self.number(depth - 1), other))
            return logic.compared(self.random.choice(SIGNS), self.number(depth - 1), right)
        if choose < 0.65:
            return logic.both(*self.some(depth))
        if choose < 0.75:
            return logic.either(*self.some(depth))
        if choose < 0.88:
            return logic.alike(self.condition(depth - 1), self.condition(depth - 1))
        if choose < 0.94:
            return logic.at_most(self.some(depth), self.random.randint(0, 2))
        return logic.choose(*(self.condition(depth - 1) for _ in range(3)))

    def some(self, depth: int) -> list[Term]:
        return [self.condition(depth - 1) for _ in range(self.random.randint(1, 3))]


@pytest.mark.parametrize("seed", range(60))
def test_answers_models_and_cores_are_those_of_the_whole(seed: int) -> None:
    terms = Terms(seed)
    assumed = [*(terms.condition(3) for _ in range(2)), *terms.ranges()]
    oracle = Oracle(assumed)
    for _ in range(3):
        asked = [terms.condition(3) for _ in range(2)]
        whole = Whole(EFFORT)
        answer = oracle.ask(*asked)
        assert answer is whole.ask(assumed, asked)
        if answer:
            assert _is_model(oracle, [*assumed, *asked])
            assert all(_fits(oracle, number) for number in terms.numbers)
        else:
            named = {str(place): term for place, term in enumerate(asked)}
            core = [named[name] for name in oracle.blamed(named)]
            assert whole.ask(assumed, core) is False
        more = terms.condition(2)
        oracle.add(more)
        assumed.append(more)


def _is_model(oracle: Oracle, terms: list[Term]) -> bool:
    """Both by the truths that the oracle tells and by those that its numbers have."""
    told = [oracle.value(term) for term in terms]
    by_term = [worked_out(term, oracle.value, {}) for term in terms]
    return all(told) and all(by_term)


def _fits(oracle: Oracle, number: Term) -> bool:
    return number.kind is Kind.REAL or Fraction(oracle.value(number)).denominator == 1


@pytest.mark.parametrize("seed", range(60))
def test_a_case_beside_the_model_differs_only_where_it_may(seed: int) -> None:
    """With all others as they are now, what was set free could be as it was before."""
    terms = Terms(seed)
    assumed = [terms.condition(3), *terms.ranges()]
    oracle = Oracle(assumed)
    wanted = terms.condition(2)
    free = [terms.random.choice([*terms.numbers, *terms.conditions])]
    if oracle.ask() is not True:
        return
    before = {one.name: oracle.value(one) for one in free}
    if oracle.beside(free, wanted):
        assert _is_model(oracle, [*assumed, wanted])
        twin = {one.name: oracle.value(one) for one in (*terms.numbers, *terms.conditions)} | before
        for term in assumed:
            assert worked_out(term, lambda one: twin[one.name], {})


def test_a_chain_deeper_than_python_recurses_is_no_matter() -> None:
    chain = logic.boolean("first")
    for place in range(20_000):
        chain = logic.both(logic.boolean(f"b{place % 50}"), logic.negation(chain))
    assert Oracle([chain]).ask() is True
    assert Whole(EFFORT).ask([logic.negation(chain)], []) is True


@pytest.mark.parametrize("seed", range(60))
def test_choices_between_constants_hang_on_conditions_alone(seed: int) -> None:
    """No number is open in them, and yet some are beyond the clauses."""
    random = Random(seed)
    conditions = [logic.boolean(f"b{place}") for place in range(4)]

    def number(depth: int) -> Term:
        if depth == 0 or random.random() < 0.3:
            return logic.constant(Fraction(random.randint(-3, 3), random.choice((1, 2))))
        if random.random() < 0.4:
            return number(depth - 1) + number(depth - 1)
        return logic.choose(random.choice(conditions), number(depth - 1), number(depth - 1))

    asked = [logic.compared(random.choice(SIGNS), number(4), number(3)) for _ in range(3)]
    assert Oracle().ask(*asked) is Whole(EFFORT).ask([], asked)
