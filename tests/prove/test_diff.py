"""What an edit changes, compared with evaluating many programs under both rulebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from engine.language import types
from engine.language.traverse import facts_in, thresholds_in
from engine.language.values import Value
from engine.prove.diff.diff import Change, changes
from engine.prove.diff.pair import REFUSED, pair
from engine.prove.space.cells import Between, Cell, Exactly, Mark, cells, marks, trees
from engine.prove.space.counterexample import decode
from engine.prove.space.prover import flat, prover
from engine.prove.space.replay import Facts, Replay
from engine.prove.thresholds.elsewhere import with_threshold
from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.workspace import shipped
from tests.prove.books import book, gate

FLOW = "img_support"
SHIPPED = load(shipped())
EDITS = [
    ("min_years", "4"), ("min_years", "6"), ("token_years", "2"), ("token_years", "4"),
    ("token_share", "0.05"), ("token_share", "0.15"), ("token_per_class", "1"),
    ("token_per_class", "3"), ("token_headcount_share", "0.15"),
    ("token_headcount_share", "0.25"), ("steady_years", "0.7"), ("steady_years", "0.9"),
    ("sustained_share", "0.3"), ("sustained_share", "0.4"), ("decline_ratio", "0.5"),
    ("decline_ratio", "0.7"), ("felt_share", "0.4"), ("felt_share", "0.6"),
    ("lead_months", "1"), ("lead_months", "3"), ("min_graduates", "2"), ("min_graduates", "4"),
    ("fellowship_strong", "0.35"),
    ("fellowship_strong", "0.45"), ("fellowship_weak", "0.15"), ("fellowship_weak", "0.25"),
    ("unstable_bad", "0.15"), ("unstable_bad", "0.25"), ("unstable_good", "0.05"),
    ("two_tier_gap", "0.3"), ("fair_gap", "0.05"), ("desert_share", "0.6"),
    ("min_informants", "1"), ("min_informants", "3"),
]  # fmt: skip
PROGRAMS = 80


def bases() -> list[Facts]:
    """Programs that each rule of the flow decides, and some near them."""
    random = Random(5)
    there = prover(SHIPPED, SHIPPED.flows[FLOW])
    found: list[Facts] = []
    for name in there.space.conditions:
        for _, term in there.space.fired(name):
            assert there.possible(term)
            found.append(decode(there.space, there.oracle))
    while len(found) < PROGRAMS:
        base = dict(random.choice(found))
        for name in random.sample(sorted(base), 3):
            base[name] = random.choice(list(values(SHIPPED, name)))
        found.append(base)
    return found


def values(of: Book, name: str, compared: Sequence[Mark] | None = None) -> Iterator[Value]:
    """One value of each cell of a fact."""
    kind = of.vocabulary.facts[name].type
    against = marks([of]).get(name, ()) if compared is None else compared
    yield from (
        picked(cell) for cell in cells(kind, against) if isinstance(cell, Exactly | Between)
    )


def picked(cell: Cell) -> Value:
    match cell:
        case Exactly():
            return cell.value
        case Between(low=low, high=high) if low is not None and high is not None:
            return low if cell.with_low else high if cell.with_high else (low + high) / 2
        case Between(low=low):
            return Fraction(0) if low is None else low + (0 if cell.with_low else 1)
    raise AssertionError(cell)


def evaluated(program: Facts, replay: Replay) -> str:
    case = replay.case(program)
    found = replay.quick(case).verdict if case is not None else REFUSED
    return found or (replay.verdict(case) if case is not None else None) or REFUSED


def read_with(threshold: str) -> list[str]:
    """The facts that the conditions with a threshold read."""
    found = [tree for tree in trees(SHIPPED) if threshold in thresholds_in(tree)]
    names = dict.fromkeys(name for tree in found for name in facts_in(tree))
    of = SHIPPED.vocabulary.facts
    return [
        name
        for name in names
        if not isinstance(of[name].type, types.Records) and name != "outcomes.two_tier"
    ]


@pytest.fixture(scope="module")
def programs() -> list[Facts]:
    return bases()


@pytest.mark.parametrize(("threshold", "number"), EDITS, ids=[f"{a}={b}" for a, b in EDITS])
def test_an_edited_threshold_changes_what_evaluation_says(
    threshold: str, number: str, programs: list[Facts]
) -> None:
    edited = with_threshold(SHIPPED, threshold, Fraction(number))
    both = pair(SHIPPED, edited, FLOW)
    found = list(changes(both))
    told = {(one.before, one.after) for one in found}
    shown = [one for one in found if one.decided]
    assert shown and all(one.witness is not None for one in shown)
    for one in shown:
        assert replayed(one, both.old_replay, both.new_replay) == (one.before, one.after)
    stating = [  # a derived fact that comes out differently is left to be worked out
        {name: value for name, value in program.items() if name not in both.old.encoder.apart}
        for program in programs
    ]
    seen = set(seen_changes(threshold, stating, both.old_replay, both.new_replay, edited))
    assert seen <= told


def replayed(change: Change, old: Replay, new: Replay) -> tuple[str | None, str | None]:
    assert change.witness is not None
    facts = flat(change.witness)
    first, second = old.case(facts), new.case(facts)
    return (
        old.verdict(first) if first is not None else REFUSED,
        new.verdict(second) if second is not None else REFUSED,
    )


def seen_changes(
    threshold: str, programs: Sequence[Facts], old: Replay, new: Replay, edited: Book
) -> Iterator[tuple[str, str]]:
    """The changes that programs go through whose facts are moved from cell to cell."""
    random = Random(threshold)
    read = read_with(threshold)
    compared = marks([SHIPPED, edited])
    cell_values = {name: list(values(SHIPPED, name, compared.get(name, ()))) for name in read}
    for program in programs:
        name = random.choice(read)
        moved = {**program, name: random.choice(cell_values[name])}
        before, after = evaluated(moved, old), evaluated(moved, new)
        if before != after:
            yield before, after


def test_nothing_changes_between_a_rulebook_and_itself() -> None:
    assert list(changes(pair(SHIPPED, SHIPPED, FLOW))) == []


def test_a_rule_written_otherwise_changes_nothing(tmp_path: Path) -> None:
    old = book(tmp_path / "old", gate("first", "one: not (x.a and x.n > 3) -> yes"))
    new = book(tmp_path / "new", gate("first", "one: not x.a or x.n < 4 -> yes"))
    assert list(changes(pair(old, new, "flow"))) == []


def test_a_change_names_region_witness_gate_and_rule(tmp_path: Path) -> None:
    rule = "one: x.word in [red, green] and x.n >= few -> yes"
    old = book(tmp_path / "old", gate("first", rule, thresholds="few: 3"))
    new = book(tmp_path / "new", gate("first", rule, thresholds="few: 5"))
    assert [one.to_dict() for one in changes(pair(old, new, "flow"))] == [
        {
            "from": "high",
            "to": "low",
            "region": "x.word in [red, green] and x.n >= 3 and x.n <= 4",
            "witness": {"x": {"n": 3, "word": "red"}},
            "gate": "first",
            "rule": "one",
            "edits": [{"edit": "threshold few", "parts": [
                {"kind": "threshold", "name": "few", "gate": None, "how": "changed"}]}],
        }
    ]  # fmt: skip


def test_a_new_constraint_refuses_programs(tmp_path: Path) -> None:
    rule = gate("first", "one: x.n >= 3 -> yes")
    never = "- {id: never, never: x.n > 8, because: No.}\n"
    old, new = book(tmp_path / "old", rule), book(tmp_path / "new", rule, constraints=never)
    found = [(one.before, one.after, one.region) for one in changes(pair(old, new, "flow"))]
    assert found == [("high", REFUSED, "x.n >= 9")]
