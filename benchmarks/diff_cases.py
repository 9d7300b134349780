"""Random edits of the shipped rulebook: every change that `diff` tells, and programs around it.

Run from the project's folder: `python -m benchmarks.diff_cases [HOW-MANY] [SEED]`. Each change is
replayed: its fact file under the old rulebook, under the new one, under the one with the edits
that are told to make it, and without each of them. Then programs near these are evaluated under
both: one that moves has to be told, with edits that move it. A case is a program with an edit.
Prints each claim that is false, and how many were looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

from engine.language import types
from engine.prove.diff.diff import Change, changes
from engine.prove.diff.edits import Edit
from engine.prove.diff.mixed import mixed
from engine.prove.diff.pair import REFUSED, pair
from engine.prove.space.cells import cells, marks
from engine.prove.space.prover import flat
from engine.prove.space.replay import Facts, Replay
from engine.prove.thresholds.elsewhere import with_threshold
from engine.rulebook.load import load
from engine.rulebook.model import Book, Flow, Gate, Node, Rule
from engine.rulebook.workspace import shipped

from .whatif_cases import numbers, samples

FLOW, NEAR, EFFORT = "img_support", 40, 20_000
"""Programs looked at for each edit, and steps that one `diff` may take."""


def main(count: int, seed: int) -> None:
    old, random = load(shipped()), Random(seed)
    looked = told = undecided = false = 0
    edits = 0
    while looked < count:
        new = edited(old, random)
        edits += 1
        found = list(changes(pair(old, new, FLOW, EFFORT)))
        told += len(found)
        undecided += sum(not one.decided for one in found)
        programs = list(near(old, found, random))
        looked += len(programs)
        claims = [*wrong(old, new, found), *missing(old, new, found, programs)]
        false += len(claims)
        for claim in claims:
            print(f"edit {edits}: {claim}", flush=True)
        print(f"{looked} cases of {edits} edits, {told} changes, {undecided} not decided, "
              f"{false} false claims", flush=True)  # fmt: skip


def edited(book: Book, random: Random) -> Book:
    """The rulebook with one to four edits."""
    for _ in range(random.randint(1, 4)):
        book = random.choice(EDITS)(book, random)
    return book


def threshold(book: Book, random: Random) -> Book:
    gates = set(book.flows[FLOW].gates())
    name = random.choice([one.name for one in book.thresholds.values() if one.gate in gates])
    value = book.numbers[name]
    whole = value.denominator == 1
    step = Fraction(random.choice((-1, 1))) if whole else Fraction(random.choice((-5, 5)), 100)
    return with_threshold(book, name, max(value + step, Fraction(0)))


def without_rule(book: Book, random: Random) -> Book:
    gate = some_gate(book, random)
    gone = random.choice(gate.rules)
    return with_rules(book, gate, [one for one in gate.rules if one != gone])


def other_outcome(book: Book, random: Random) -> Book:
    gate = some_gate(book, random)
    chosen = random.choice(gate.rules)
    turned = replace(chosen, then="no" if chosen.then == "yes" else "yes")
    return with_rules(book, gate, [turned if one == chosen else one for one in gate.rules])


def moved_rule(book: Book, random: Random) -> Book:
    gate = some_gate(book, random)
    chosen = random.choice(gate.rules)
    rest = [one for one in gate.rules if one != chosen]
    rest.insert(random.randrange(len(gate.rules)), chosen)
    return with_rules(book, gate, rest)


def borrowed_rule(book: Book, random: Random) -> Book:
    """A rule of another gate, said again at the top of this one."""
    gate, other = some_gate(book, random), some_gate(book, random)
    taken = random.choice(other.rules)
    added = replace(taken, id=f"{taken.id}-again", then=random.choice(("yes", "no")))
    return with_rules(book, gate, [added, *(one for one in gate.rules if one.id != added.id)])


def gate_put_in(book: Book, random: Random) -> Book:
    """A gate before the outcome `yes` of another leads on."""
    flow, before = book.flows[FLOW], some_gate(book, random).id
    if "extra" in flow.nodes or before == "extra":
        return book
    low = next(node.id for node in flow.nodes.values() if node.verdict == "low")
    rules = tuple(
        replace(random.choice(some_gate(book, random).rules), id=f"extra-{place}", then=then)
        for place, then in enumerate(("no", "yes"))
    )
    last = Rule("otherwise", book.gates[before].otherwise.when, "yes", ("So.",))
    gate = Gate("extra", "Is there more?", rules, last)
    ways = {"yes": flow.onward[before]["yes"], "no": low}
    nodes = [
        (node, {**flow.onward[name], "yes": "extra"} if name == before else flow.onward[name])
        for name, node in flow.nodes.items()
    ]
    walked = Flow.of(FLOW, flow.title, flow.start, [*nodes, (Node("extra", "gate", "More"), ways)])
    return replace(book, gates={**book.gates, "extra": gate}).with_flow(walked)


EDITS: Sequence[Callable[[Book, Random], Book]] = (
    threshold, threshold, without_rule, other_outcome, moved_rule, borrowed_rule, gate_put_in,
)  # fmt: skip


def some_gate(book: Book, random: Random) -> Gate:
    names = [name for name in book.flows[FLOW].gates() if len(book.gates[name].rules) > 1]
    return book.gates[random.choice(names)]


def with_rules(book: Book, gate: Gate, rules: Sequence[Rule]) -> Book:
    return replace(book, gates={**book.gates, gate.id: replace(gate, rules=tuple(rules))})


# what is told


def verdict(book: Book, facts: Facts) -> str:
    replay = Replay(book, book.flows[FLOW])
    case = replay.case(facts)
    return (replay.verdict(case) if case is not None else None) or REFUSED


def alone(old: Book, new: Book, those: Sequence[Edit]) -> Book:
    return mixed(old, new, FLOW, {part for edit in those for part in edit.parts})


def wrong(old: Book, new: Book, found: Sequence[Change]) -> Iterator[str]:
    for change in found:
        if change.witness is None:
            continue
        facts: Facts = flat(change.witness)
        seen = verdict(old, facts), verdict(new, facts)
        if seen != (change.before, change.after):
            yield f"{change.witness} is {seen}, not {change.before} and {change.after}"
        if not made(old, new, change, facts):
            yield f"{change.witness} is not made so by {[one.words for one in change.edits]}"


def made(old: Book, new: Book, change: Change, facts: Facts) -> bool:
    if verdict(alone(old, new, change.edits), facts) != change.after:
        return False
    several = change.edits if len(change.edits) > 1 else ()
    fewer = ([one for one in change.edits if one != left] for left in several)
    return all(verdict(alone(old, new, those), facts) != change.after for those in fewer)


def near(old: Book, found: Sequence[Change], random: Random) -> Iterator[Facts]:
    """Programs like those that are shown, with a few facts otherwise."""
    shown = [flat(one.witness) for one in found if one.witness is not None]
    compared = marks([old])
    for _ in range(NEAR if shown else 0):
        facts = dict(random.choice(shown))
        for name in random.sample(sorted(facts), min(len(facts), random.randint(1, 3))):
            kind = old.vocabulary.facts[name].type
            if not isinstance(kind, types.Records | types.Text):
                facts[name] = random.choice([*samples(cells(kind, compared.get(name, ())), kind)])
        yield facts


def missing(
    old: Book, new: Book, found: Sequence[Change], programs: Sequence[Facts]
) -> Iterator[str]:
    """Programs that move from verdict to verdict, and that is not told, nor by what."""
    verdicts = old.flows[FLOW].verdicts
    for facts in programs:
        before, after = verdict(old, facts), verdict(new, facts)
        if before == after or before not in verdicts or after not in verdicts:
            continue
        alike = [one for one in found if (one.before, one.after) == (before, after)]
        if all(one.decided for one in alike) and not any(
            made(old, new, one, facts) for one in alike
        ):
            yield f"{facts} moves from {before} to {after}, and that is not told"


if __name__ == "__main__":
    main(*numbers(sys.argv[1:]))
