"""Proving promises, or refuting them with cases that anyone can evaluate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...case.bases import followers
from ...case.case import Case
from ...diagnostics.codes.promises import PROMISE_BROKEN, PROMISE_KIND
from ...diagnostics.codes.proofs import NOT_DECIDED
from ...diagnostics.findings import Finding
from ...language.interpret import Kleene, truth
from ...language.show import show
from ...language.traverse import facts_in
from ...language.tree import Expression
from ...language.values import Value
from ...rulebook.promise import Promise
from ...solve import logic
from ...solve.logic import Term, both
from ...solve.nodes import replaced
from ..space.cells import over_records
from ..space.counterexample import Spoken, decode, fact_file, smallest, value_of
from ..space.prover import Prover, named, undecided
from ..space.replay import Facts
from ..space.space import VERDICT


def broken(prover: Prover) -> Iterator[Finding]:
    """A finding for each promise about this flow that does not hold, or is not decided."""
    prover.space.encoder.define(VERDICT, prover.space.verdict_term())
    for promise in prover.book.promises:
        if promise.flow == prover.flow.name:
            judge = _always if promise.always is not None else _directed
            yield from judge(prover, promise)


# conditions over facts and the verdict


def _always(prover: Prover, promise: Promise) -> Iterator[Finding]:
    """Unsatisfiable iff the condition holds for every complete case.

    By monotonicity it then also holds wherever an open case is settled.
    """
    assert promise.always is not None
    wanted = prover.space.encoder.condition(promise.always)
    assumed = prover.space.assumptions  # what the condition alone reads is assumed as well
    answer = prover.possible(*assumed, wanted.false)
    if answer is None:
        yield undecided(f"promise `{promise.id}`", promise.place)
    elif answer:
        tree = promise.always
        witness = prover.witness(lambda case: _holds(prover, tree, case) is False)
        yield _refuted(promise, f"it says `{show(tree)}`", witness)


def _holds(prover: Prover, tree: Expression, case: Case) -> Kleene:
    """Whether a promise holds for a case whose verdict is certain."""
    verdict = prover.replay.quick(case).verdict
    if verdict is None:
        return None
    return truth(tree, replace(case, values={**case.values, VERDICT: verdict}))


def _refuted(promise: Promise, told: str, witness: Mapping[str, Any] | None) -> Finding:
    if witness is None:
        what = f"promise `{promise.id}`, since no fact file shows the case found against it"
        help_ = "lists of records are not looked into; a promise about plain facts can be decided"
        return Finding(NOT_DECIDED, f"not decided: {what}", promise.place, help_)
    why = f": {promise.because.rstrip('.')}" if promise.because else ""
    message = f"promise `{promise.id}` is broken{why}"
    return Finding(PROMISE_BROKEN, message, promise.place, told, witness)


# directions


def _directed(prover: Prover, promise: Promise) -> Iterator[Finding]:
    """Unsatisfiable iff no two cases that differ in one fact only turn as promised not to."""
    space = prover.space
    derive = prover.book.vocabulary.facts[promise.fact].derive
    if derive is not None and not over_records(derive):
        message = f"promise `{promise.id}`: `{promise.fact}` cannot move alone"
        help_ = f"it follows from {named(facts_in(derive))}; promise something of these"
        yield Finding(PROMISE_KIND, message, promise.place, help_)
        return
    space.encoder.fact(promise.fact)
    moved = [*followers(prover.book, promise.fact), promise.fact]
    terms = [term for name in moved for term in space.encoder.variables.by_name.get(name, ())]
    own = len(space.encoder.variables.by_name.get(promise.fact, ()))
    pairs = logic.fresh([*space.encoder.calendar.helpers, *terms])
    first, second = space.verdicts[promise.before], space.verdicts[promise.after]
    assumed = both(*space.assumptions)
    answer = prover.possible(
        assumed,
        replaced(assumed, pairs),
        first,
        replaced(second, pairs),
        _moves(promise, pairs[-own:]),
    )
    if answer is None:
        yield undecided(f"promise `{promise.id}`", promise.place)
    elif answer:
        yield _turned(prover, promise, pairs)


def _moves(promise: Promise, own: list[tuple[Term, Term]]) -> Term:
    match promise.direction:
        case "raising":
            return both(*(new > old for old, new in own))
        case "lowering":
            return both(*(new < old for old, new in own))
        case _:
            return logic.either(*(logic.unlike(old, new) for old, new in own))


def _turned(prover: Prover, promise: Promise, pairs: list[tuple[Term, Term]]) -> Finding:
    """Two cases that differ in the one fact only, both small and both replayed."""
    facts = decode(prover.space, prover.oracle)
    new = _moved_value(prover, promise.fact, pairs)
    moved = followers(prover.book, promise.fact)
    facts = {name: value for name, value in facts.items() if name not in moved}

    def turns(found: Facts, ask: Callable[[Case], str | None]) -> bool:
        if promise.fact not in found or found[promise.fact] == new:
            return False
        cases = [prover.replay.case(one) for one in (found, {**found, promise.fact: new})]
        verdicts = [ask(case) for case in cases if case is not None]
        return verdicts == [promise.before, promise.after]

    found = smallest(
        facts,
        [prover.book],
        lambda one: turns(one, lambda case: prover.replay.quick(case).verdict),
        lambda one: turns(one, prover.replay.verdict),
    )
    told = f"{promise.direction} `{promise.fact}` turns {promise.before} into {promise.after}"
    if found is None:
        return _refuted(promise, told, None)
    shown = {"before": fact_file(found), "after": fact_file({**found, promise.fact: new})}
    return _refuted(promise, told, shown)


def _moved_value(prover: Prover, fact: str, pairs: list[tuple[Term, Term]]) -> Value:
    """The value of the changed fact in the second case."""
    texts = Spoken.of(prover.space.encoder.variables.texts, prover.oracle, pairs)
    kind = prover.book.vocabulary.facts[fact].type
    return value_of(prover.space.encoder.fact(fact), kind, texts)
