"""Random rulebooks: a small vocabulary, gates of a few rules each, and one flow through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from engine.language import tree, types
from engine.language.show import show
from engine.language.tree import Expression
from engine.language.types import Numeric, Type
from engine.rulebook import model
from engine.rulebook.collect import Item
from engine.rulebook.graph import Ways, unreachable
from engine.rulebook.model import OPEN, Book, Constraint, Fact, Flow, Gate, Node, Note, Rule
from tests.expressions import (
    OPERATORS,
    THRESHOLDS,
    WORDS,
    Scope,
    condition,
    number,
    perhaps,
    pick,
    quantity,
    selection,
)  # fmt: skip
from tests.flows import with_nodes

FLOW = "flow"
OUTCOMES = ("yes", "no", "maybe")
VERDICTS = ("high", "low", "middle")


def whole(low: int, high: int) -> Numeric:
    return Numeric(True, Fraction(low), Fraction(high))


RECORDS = types.Records(
    {"year": whole(1, 4), "n": whole(0, 2), "flag": types.Boolean(),
     "word": types.Enumeration(WORDS[:2])}, "year",
)  # fmt: skip
KINDS: Mapping[str, Sequence[Type]] = {
    "boolean": [types.Boolean()],
    "integer": [whole(0, 1), whole(0, 2), whole(0, 4)],
    "enumeration": [types.Enumeration(WORDS[:2]), types.Enumeration(WORDS)],
    "share": [types.SHARE],
    "set": [types.SetOf(WORDS[:2])],
    "text": [types.Text()],
    "date": [types.Day()],
}
OFTEN = ["boolean", "integer", "enumeration"] * 3 + ["share", "share", "set", "text", "date"]


@st.composite
def books(draw: DrawFn, lists: bool = True) -> Book:
    """A rulebook with one flow, named FLOW; with `lists`, half of them have a list of records."""
    vocabulary = _vocabulary(draw, lists)
    scope = scope_of(vocabulary.facts.values())
    flow = _flow(draw)
    gates = {name: _gate(draw, name, flow.outcomes(name), scope) for name in flow.gates()}
    thresholds = {
        name: model.Threshold(name, value, None, "", "gate0") for name, value in THRESHOLDS.items()
    }
    notes = tuple(_note(draw, f"note{place}", scope) for place in range(number(draw, 0, 2)))
    return Book(vocabulary, thresholds, gates, notes, None, {FLOW: flow})


def scope_of(facts: Iterable[Fact]) -> Scope:
    return Scope({fact.name: fact.type for fact in facts})


# vocabularies


def _vocabulary(draw: DrawFn, lists: bool) -> model.Vocabulary:
    """A few facts, of which some may be derived, assumed or lists of records."""
    kinds = [pick(draw, OFTEN) for _ in range(number(draw, 2, 4))]
    facts = [_plain_fact(draw, f"g.{kind}{place}", kind) for place, kind in enumerate(kinds)]
    if lists and perhaps(draw):
        facts.append(_fact("h.list", "records", RECORDS))
    for place in range(number(draw, 0, 2)):
        facts.append(_derived_fact(draw, f"h.derived{place}", scope_of(facts)))
    scope = scope_of(facts)
    constraints = tuple(_never(draw, f"never{place}", scope) for place in range(number(draw, 0, 1)))
    derived = tuple(fact.name for fact in facts if fact.derive is not None)
    return model.Vocabulary({fact.name: fact for fact in facts}, constraints, None, {}, {}, derived)


def _fact(name: str, kind: str, of: Type) -> Fact:
    return Fact(name, kind, of, f"What is {name}?")


def _plain_fact(draw: DrawFn, name: str, kind: str) -> Fact:
    """A fact that a person states; sometimes a sighting, not seen unless mentioned."""
    fact = _fact(name, kind, pick(draw, KINDS[kind]))
    sighting = kind == "boolean" and perhaps(draw, 3)
    return replace(fact, assume=perhaps(draw)) if sighting else fact


def _derived_fact(draw: DrawFn, name: str, scope: Scope) -> Fact:
    """A fact that follows from others, of a type wide enough for whatever it comes to."""
    kinds = ["boolean", "integer", "enumeration", "number"]
    kinds += ["set"] if scope.leaves(types.SetOf) else []
    kind = pick(draw, [*kinds, "integer", "share", "share"] if scope.lists() else kinds)
    of, derive = DERIVATIONS[kind](draw, scope)
    return replace(_fact(name, kind, of), derive=derive)


Derivation = tuple[Type, Expression]


def _truth(draw: DrawFn, scope: Scope) -> Derivation:
    return types.Boolean(), condition(draw, scope)


def _word(draw: DrawFn, scope: Scope) -> Derivation:
    first, second = (tree.Word(word) for word in WORDS[:2])
    return types.Enumeration(WORDS[:2]), tree.If(condition(draw, scope, 1), first, second)


def _set(draw: DrawFn, scope: Scope) -> Derivation:
    first, second = (pick(draw, scope.leaves(types.SetOf)) for _ in range(2))
    return types.SetOf(WORDS[:2]), tree.If(condition(draw, scope, 1), first, second)


def _number(draw: DrawFn, scope: Scope) -> Derivation:
    return Numeric(), quantity(draw, scope)


def _share(draw: DrawFn, scope: Scope) -> Derivation:
    over = selection(draw, scope)
    return types.SHARE, tree.ShareOf(condition(draw, scope.inside(over.source), 1), over)


def _integer(draw: DrawFn, scope: Scope) -> Derivation:
    if scope.lists() and perhaps(draw):
        function: tree.Function = pick(draw, ("count", "sum", "min", "max"))
        value = None if function == "count" else tree.Field("n")
        return whole(0, 6), tree.Aggregate(function, value, selection(draw, scope))
    asked = tuple(condition(draw, scope, 1) for _ in range(2))
    narrow = [leaf for leaf in scope.numbers(integer=True) if isinstance(leaf, tree.Fact)]
    if not narrow or perhaps(draw):
        return whole(0, 2), tree.NumberOf(asked)
    sign: tree.Calculation = pick(draw, ("+", "-"))
    return whole(-12, 12), tree.Arithmetic(sign, pick(draw, narrow), pick(draw, narrow))


DERIVATIONS: Mapping[str, Callable[[DrawFn, Scope], Derivation]] = {
    "boolean": _truth, "enumeration": _word, "integer": _integer, "number": _number,
    "share": _share, "set": _set,
}  # fmt: skip


def _never(draw: DrawFn, name: str, scope: Scope) -> Constraint:
    """What cannot be true: seldom enough that most cases are left."""
    each = pick(draw, [None, *scope.lists()])
    inner = scope.inside(each) if each is not None else scope
    both = condition(draw, inner, 0), condition(draw, inner, 1)
    return Constraint(name, tree.And(both), "It cannot be.", each)


# gates and notes


def _gate(draw: DrawFn, name: str, outcomes: tuple[str, ...], scope: Scope) -> Gate:
    """Two to four rules, some of which may leave the gate open, or count what is collected."""
    items = _items(draw, name, scope) if perhaps(draw, 3) else ()
    rules = tuple(
        _rule(
            f"{name}-{place}",
            _counting(draw, items) if items and perhaps(draw) else condition(draw, scope),
            pick(draw, [*outcomes, *outcomes, OPEN]),
        )
        for place in range(number(draw, 2, 4))
    )
    then = OPEN if perhaps(draw, 6) else pick(draw, outcomes)
    last = _rule(model.OTHERWISE, tree.Truth(True), then)
    return Gate(name, f"Is it {name}?", rules, last, collect=items)


def _items(draw: DrawFn, gate: str, scope: Scope) -> tuple[Item, ...]:
    """What a gate collects."""
    return tuple(
        Item(f"{gate}-item{place}", condition(draw, scope, 1), (f"{gate} has {place}.",))
        for place in range(number(draw, 1, 3))
    )


def _counting(draw: DrawFn, items: tuple[Item, ...]) -> Expression:
    """A condition over what a gate collects, as resolving makes it."""
    every = tuple(item.when for item in items)
    one, count = pick(draw, items), number(draw, 1, len(items))
    forms: list[Expression] = [
        tree.Quantified("all", None, (one.when,), named=f"{tree.COLLECTED}.{one.id}"),
        tree.Quantified(pick(draw, ("any", "all", "none")), None, every, named=tree.COLLECTED),
        tree.Quantified(pick(draw, ("at least", "exactly")), count, every, named=tree.COLLECTED),
        tree.Compare(
            pick(draw, OPERATORS), tree.NumberOf(every, named=tree.COLLECTED),
            tree.Number(Fraction(count)),
        ),
    ]  # fmt: skip
    return pick(draw, forms)


def _rule(name: str, when: Expression, then: str) -> Rule:
    return Rule(name, when, then, (f"{name} says so.",))


def _note(draw: DrawFn, name: str, scope: Scope) -> Note:
    """A remark; only these may ask whether a fact is known."""
    known = tree.IsKnown(tree.Fact(pick(draw, list(scope.facts))))
    when = known if perhaps(draw) else condition(draw, replace(scope, statuses=True), 1)
    return Note(name, when, pick(draw, ("caution", "strength", "ignored")), ("Note this.",), "1")


# flows


def _flow(draw: DrawFn) -> Flow:
    """One to four gates, edges forward only, steps here and there, two or three verdicts."""
    gates = [f"gate{place}" for place in range(number(draw, 1, 4))]
    ends = [*VERDICTS[:2], *(pick(draw, VERDICTS) for _ in range(number(draw, 0, 2)))]
    verdicts = [f"end{place}" for place in range(len(ends))]
    start = Node("start", "step", "Start")
    nodes: list[tuple[Node, Ways]] = [(start, {"": gates[0]})]
    for place, name in enumerate(gates):
        later = [*gates[place + 1 :] * 2, *verdicts]
        nodes += _gate_nodes(draw, name, OUTCOMES[: number(draw, 2, 3)], later)
    nodes += [
        (Node(name, "verdict", "End", verdict=verdict), {})
        for name, verdict in zip(verdicts, ends, strict=True)
    ]
    return _reachable(Flow.of(FLOW, "Flow", "start", nodes))


def _gate_nodes(
    draw: DrawFn, name: str, outcomes: tuple[str, ...], later: list[str]
) -> Iterator[tuple[Node, Ways]]:
    """A gate and, on some of its ways out, a step."""
    to = {outcome: pick(draw, later) for outcome in outcomes}
    stepping = [outcome for outcome in outcomes if perhaps(draw, 5)]
    ways = to | {one: f"{name}-{one}" for one in stepping}
    yield Node(name, "gate", "Gate"), ways
    yield from ((Node(f"{name}-{one}", "step", "Step"), {"": to[one]}) for one in stepping)


def _reachable(flow: Flow) -> Flow:
    lost = unreachable(flow.graph, flow.start)
    return with_nodes(flow, (node for name, node in flow.nodes.items() if name not in lost))


# in words


def described(book: Book) -> Iterator[str]:
    """A rulebook as text, for failing examples."""
    for fact in book.vocabulary.facts.values():
        derived = f" := {show(fact.derive)}" if fact.derive is not None else ""
        yield f"{fact.name}: {fact.type} assume {fact.assume}{derived}"
    for constraint in book.vocabulary.constraints:
        yield f"never {show(constraint.never)} each {constraint.each}"
    for gate in book.gates.values():
        yield from (f"{rule.id}: {show(rule.when)} -> {rule.then}" for rule in gate.every_rule)
    for node in book.flows[FLOW].nodes.values():
        yield f"{node.id}: {dict(book.flows[FLOW].onward[node.id])} {node.verdict or ''}"
