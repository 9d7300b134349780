"""Where the paths of one case part under two rulebooks, and which rule is to blame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...case.case import Case
from ...rulebook.model import Gate, Rule
from ..space.replay import Replay
from .pair import Pair, same_rule

Path = Sequence[tuple[str, Rule]]
"""The gates that a walk comes to, each with the rule that decides it."""


@dataclass(frozen=True, slots=True)
class Divergence:
    """The first gate at which two walks differ, and the rule that decides there on each side.

    None for a side that does not come to the gate at this point of its walk.
    """

    gate: str
    old: Rule | None
    new: Rule | None


def part(pair: Pair, old: Case | None, new: Case | None) -> Divergence | None:
    """Where the paths of one case part; None where one side refuses it, or where they do not."""
    if old is None or new is None:
        return None
    return first_difference(pair, pair.old_replay.path(old), pair.new_replay.path(new))


def first_difference(pair: Pair, old: Path, new: Path) -> Divergence | None:
    for place in range(max(len(old), len(new))):
        left, right = _at(old, place), _at(new, place)
        if left is None or right is None or left[0] != right[0]:
            return _other_gate(pair, left, right)
        if left[1].id != right[1].id:
            return Divergence(left[0], left[1], right[1])
        if _target(pair.old_replay, left) != _target(pair.new_replay, right):
            onward = _at(old, place + 1), _at(new, place + 1)
            return _on_one_side(pair, *onward) or Divergence(left[0], left[1], right[1])
    return None


Decided = tuple[str, Rule]


def _at(path: Path, place: int) -> Decided | None:
    return path[place] if place < len(path) else None


def _on_one_side(pair: Pair, left: Decided | None, right: Decided | None) -> Divergence | None:
    """A gate that only one flow has, of those to which the walks come next."""
    if right is not None and right[0] not in pair.old.flow.nodes:
        return Divergence(right[0], None, right[1])
    if left is not None and left[0] not in pair.new.flow.nodes:
        return Divergence(left[0], left[1], None)
    return None


def _other_gate(pair: Pair, left: Decided | None, right: Decided | None) -> Divergence | None:
    """The walks come to different gates: the one to tell is that which only one flow has."""
    if right is not None and (left is None or right[0] not in pair.old.flow.nodes):
        return Divergence(right[0], None, right[1])
    return Divergence(left[0], left[1], None) if left is not None else None


def _target(replay: Replay, decided: Decided) -> str | None:
    gate, rule = decided
    return replay.flow.onward[gate].get(rule.then)


def to_blame(pair: Pair, divergence: Divergence | None) -> str | None:
    """The rule that was edited; else the one that decides now, or did."""
    if divergence is None:
        return None
    edited = {rule.id for rule in edited_rules(pair, divergence.gate)}
    for rule in (divergence.old, divergence.new):
        if rule is not None and rule.id in edited:
            return rule.id
    rule = divergence.new or divergence.old
    return rule.id if rule is not None else None


def edited_rules(pair: Pair, gate: str) -> list[Rule]:
    """The rules of a gate that are not the same on both sides, in both versions."""
    old, new = pair.old.book, pair.new.book
    left, right = _by_id(old.gates, gate), _by_id(new.gates, gate)
    kept = {name for name, rule in left.items() if same_rule(rule, old, right.get(name), new)}
    every = [*left.values(), *right.values()]
    return [rule for rule in every if rule.id not in kept]


def _by_id(gates: Mapping[str, Gate], gate: str) -> dict[str, Rule]:
    return {rule.id: rule for rule in gates[gate].every_rule} if gate in gates else {}
