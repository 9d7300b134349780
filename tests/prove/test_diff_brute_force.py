"""What random edits of random rulebooks change, and which of them make it: every subset is tried.

Each edit is a function on rulebooks, so that a rulebook with some of them is made here by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from hypothesis.vendor.pretty import RepresentationPrinter

from engine.language import types
from engine.language.interpret import truth
from engine.language.parse import parse
from engine.language.resolve.resolver import Scope as Names
from engine.language.resolve.table import resolve
from engine.prove.diff.diff import Change, changes
from engine.prove.diff.edits import Edit
from engine.prove.diff.edits import edits as told_edits
from engine.prove.diff.pair import REFUSED, pair
from engine.prove.space.prover import flat
from engine.prove.space.replay import Facts, Replay
from engine.rulebook.graph import Ways
from engine.rulebook.model import Book, Constraint, Fact, Flow, Gate, Node, Rule
from tests.brute_force import cells, domain
from tests.expressions import THRESHOLDS, Scope, condition, number, perhaps, pick
from tests.rulebooks import DERIVATIONS, FLOW, books, described, scope_of
from tests.search import STEADY, trials

PARTS, CASES, EFFORT = 4, 40, 3_000
Key = tuple[str, str, str | None]
"""What an edit is about: a kind, a name and a gate."""


@dataclass(frozen=True)
class Made:
    """One edit of a rulebook."""

    key: Key
    apply: Callable[[Book], Book]


@dataclass(frozen=True)
class Edited:
    """A rulebook, edits of it, and some complete cases."""

    old: Book
    made: tuple[Made, ...]
    cases: tuple[Facts, ...]

    @property
    def new(self) -> Book:
        return self.with_those(one.key for one in self.made)

    def with_those(self, keys: Iterator[Key] | set[Key]) -> Book:
        """The rulebook with these edits."""
        chosen, book = set(keys), self.old
        for one in self.made:
            book = one.apply(book) if one.key in chosen else book
        return book

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        keys = [one.key for one in self.made]
        printer.text("\n".join(["", *described(self.old), "", *described(self.new), f"{keys}"]))


# edits


@st.composite
def edited(draw: DrawFn) -> Edited:
    old = draw(books(lists=False))
    facts = old.vocabulary.facts
    made: dict[Key, Made] = {}
    for _ in range(number(draw, 1, 4)):
        one = pick(draw, EDITS)(draw, old, scope_of(facts.values()))
        if one is not None:
            made.setdefault(one.key, one)
    assume(made)
    found = Edited(old, tuple(made.values()), ())
    return replace(found, cases=tuple(_case(draw, found) for _ in range(CASES)))


def _case(draw: DrawFn, of: Edited) -> Facts:
    """Every base fact with a value; what would be assumed is sometimes left out."""
    constants = cells(of.old, ()) | cells(of.new, ())
    return {
        name: draw(st.sampled_from(domain(fact.type, constants)))
        for name, fact in of.old.vocabulary.facts.items()
        if fact.derive is None and not (fact.assume is not None and perhaps(draw, 4))
    }


def _threshold(draw: DrawFn, old: Book, _scope: Scope) -> Made:
    name = pick(draw, list(THRESHOLDS))
    value = Fraction(number(draw, 0, 6), pick(draw, (1, 2, 3)))

    def apply(book: Book) -> Book:
        changed = replace(book.thresholds[name], value=value)
        return replace(book, thresholds={**book.thresholds, name: changed})

    return Made(("threshold", name, None), apply)


def _some_rule(draw: DrawFn, old: Book) -> tuple[Gate, Rule]:
    gate = old.gates[pick(draw, list(old.gates))]
    return gate, pick(draw, gate.rules)


def _with_rules(book: Book, gate: str, rules: Sequence[Rule]) -> Book:
    changed = replace(book.gates[gate], rules=tuple(rules))
    return replace(book, gates={**book.gates, gate: changed})


def _changed_rule(draw: DrawFn, old: Book, scope: Scope) -> Made:
    gate, rule = _some_rule(draw, old)
    if perhaps(draw):
        other = replace(rule, then=pick(draw, old.flows[FLOW].outcomes(gate.id)))
    else:
        other = replace(rule, when=condition(draw, scope))

    def apply(book: Book) -> Book:
        rules = [other if one.id == rule.id else one for one in book.gates[gate.id].rules]
        return _with_rules(book, gate.id, rules)

    return Made(("rule", rule.id, gate.id), apply)


def _removed_rule(draw: DrawFn, old: Book, _scope: Scope) -> Made:
    gate, rule = _some_rule(draw, old)

    def apply(book: Book) -> Book:
        rules = [one for one in book.gates[gate.id].rules if one.id != rule.id]
        return _with_rules(book, gate.id, rules)

    return Made(("rule", rule.id, gate.id), apply)


def _added_rule(draw: DrawFn, old: Book, scope: Scope) -> Made:
    gate, first = _some_rule(draw, old)
    then = pick(draw, old.flows[FLOW].outcomes(gate.id))
    added = Rule(f"{gate.id}-new", condition(draw, scope), then, ("So.",))
    at_end = perhaps(draw)

    def apply(book: Book) -> Book:
        rules = book.gates[gate.id].rules
        return _with_rules(book, gate.id, [*rules, added] if at_end else [added, *rules])

    assert first.id != added.id
    return Made(("rule", added.id, gate.id), apply)


def _otherwise(draw: DrawFn, old: Book, _scope: Scope) -> Made:
    gate = old.gates[pick(draw, list(old.gates))]
    then = pick(draw, old.flows[FLOW].outcomes(gate.id))

    def apply(book: Book) -> Book:
        there = book.gates[gate.id]
        changed = replace(there, otherwise=replace(there.otherwise, then=then))
        return replace(book, gates={**book.gates, gate.id: changed})

    return Made(("otherwise", gate.otherwise.id, gate.id), apply)


def _never(draw: DrawFn, old: Book, scope: Scope) -> Made:
    added = Constraint("new-never", condition(draw, scope, 1), "It cannot be.")

    def apply(book: Book) -> Book:
        every = (*book.vocabulary.constraints, added)
        return replace(book, vocabulary=replace(book.vocabulary, constraints=every))

    return Made(("constraint", added.id, None), apply)


def _with_fact(book: Book, changed: Fact) -> Book:
    facts = {**book.vocabulary.facts, changed.name: changed}
    return replace(book, vocabulary=replace(book.vocabulary, facts=facts))


def _derivation(draw: DrawFn, old: Book, _scope: Scope) -> Made | None:
    names = list(old.vocabulary.derived_in_order)
    if not names:
        return None
    fact = old.vocabulary.facts[pick(draw, names)]
    before = [one for one in old.vocabulary.facts.values() if one.derive is None]
    of, derive = DERIVATIONS[fact.kind](draw, scope_of(before))
    if of != fact.type:
        return None

    def apply(book: Book) -> Book:
        return _with_fact(book, replace(book.vocabulary.facts[fact.name], derive=derive))

    return Made(("derivation", fact.name, None), apply)


def _silence(draw: DrawFn, old: Book, _scope: Scope) -> Made | None:
    names = [one.name for one in old.vocabulary.facts.values() if isinstance(one.assume, bool)]
    if not names:
        return None
    name = pick(draw, names)

    def apply(book: Book) -> Book:
        fact = book.vocabulary.facts[name]
        return _with_fact(book, replace(fact, assume=not fact.assume))

    return Made(("silence", name, None), apply)


def _inserted_gate(draw: DrawFn, old: Book, scope: Scope) -> Made:
    flow = old.flows[FLOW]
    before = pick(draw, list(flow.gates()))
    outcome = pick(draw, flow.outcomes(before))
    target = flow.onward[before][outcome]
    ends = [name for name, node in flow.nodes.items() if node.kind == "verdict"]
    ways: Ways = {"yes": target, "no": pick(draw, ends)}
    rules = tuple(
        Rule(f"inserted-{place}", condition(draw, scope), pick(draw, ("yes", "no")), ("So.",))
        for place in range(number(draw, 1, 2))
    )
    last = Rule("otherwise", parse("true"), pick(draw, ("yes", "no")), ("So.",))
    gate = Gate("inserted", "Is it?", rules, last)

    def apply(book: Book) -> Book:
        there = book.flows[FLOW]
        nodes = [
            (node, _onward(there, name, before, outcome)) for name, node in there.nodes.items()
        ]
        nodes.append((Node("inserted", "gate", "Gate"), ways))
        changed = Flow.of(FLOW, there.title, there.start, nodes)
        return replace(book, gates={**book.gates, "inserted": gate}, flows={FLOW: changed})

    return Made(("gate", "inserted", None), apply)


def _onward(flow: Flow, name: str, before: str, outcome: str) -> Ways:
    ways = flow.onward[name]
    return {**ways, outcome: "inserted"} if name == before else ways


EDITS = (
    _threshold, _changed_rule, _changed_rule, _removed_rule, _added_rule, _otherwise, _never,
    _derivation, _derivation, _silence, _inserted_gate, _inserted_gate,
)  # fmt: skip


# what is told


def verdict(book: Book, facts: Facts) -> str:
    replay = Replay(book, book.flows[FLOW])
    case = replay.case(facts)
    return (replay.verdict(case) if case is not None else None) or REFUSED


def keys(those: Sequence[Edit]) -> set[Key]:
    return {(part.kind, part.name, part.gate) for edit in those for part in edit.parts}


def makes(change: Change, of: Edited, facts: Facts) -> bool:
    """Whether the edits that are told make this change of a case, and none can be left out."""
    if verdict(of.with_those(keys(change.edits)), facts) != change.after:
        return False
    several = change.edits if len(change.edits) > 1 else ()
    fewer = ([one for one in change.edits if one != left] for left in several)
    return all(verdict(of.with_those(keys(those)), facts) != change.after for those in fewer)


def inside(change: Change, of: Edited, facts: Facts) -> bool:
    """Whether a case is in the region that is told."""
    book = of.old
    kinds = {name: fact.type for name, fact in book.vocabulary.facts.items()}
    sets = [name for name, kind in kinds.items() if isinstance(kind, types.SetOf)]
    if any(words in change.region for words in ("no single fact", *sets)):
        return True  # what a set is exactly has no spelling in the language
    found = resolve(parse(change.region), Names(kinds, book.numbers))
    case = Replay(book, book.flows[FLOW]).case(facts)
    assert case is not None
    # random conditions hold some, such as `x.a in [false]`, that no text makes
    return bool(found.problems) or truth(found.tree, case) is True


def _law(of: Edited) -> None:
    new = of.new
    both = pair(of.old, new, FLOW, effort=EFFORT)
    found = list(changes(both))
    every = told_edits(of.old, new, FLOW)
    assert keys(every) >= {key for one in found for key in keys(one.edits)}
    for change in found:
        if change.decided:
            assert change.witness is not None
            facts: Facts = flat(change.witness)
            assert (verdict(of.old, facts), verdict(new, facts)) == (change.before, change.after)
            assert makes(change, of, facts)
    for facts in of.cases:
        _is_told(of, new, facts, found)


def _is_told(of: Edited, new: Book, facts: Facts, found: Sequence[Change]) -> None:
    """A case that changes is in the region of a change that its edits make."""
    before, after = verdict(of.old, facts), verdict(new, facts)
    alike = [one for one in found if (one.before, one.after) == (before, after)]
    if before == after or REFUSED in (before, after) or not all(one.decided for one in alike):
        return
    assert any(makes(one, of, facts) and inside(one, of, facts) for one in alike), facts


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_told_of_random_edits_is_so(part: int) -> None:
    search = settings(
        deadline=None,
        derandomize=False,
        max_examples=trials(40) // PARTS,
        suppress_health_check=list(HealthCheck),
    )(given(edited())(_law))
    (seed(part)(search) if STEADY else search)()
