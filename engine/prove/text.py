"""Proofs as plain lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.language.show import number
from engine.prove.diff import Change, Move
from engine.prove.flip import Flip, Step
from engine.prove.ground import flat
from engine.prove.sensitivity import Hinge
from engine.prove.whatif import WhatIf
from engine.rulebook.findings import printable
from engine.rulebook.model import Book


def diff_lines(changes: Sequence[Change], moves: Sequence[Move], programs: int) -> Iterator[str]:
    """What an edit changes, pair of verdicts by pair."""
    if not changes:
        yield "no program's verdict can change"
    for change in changes:
        where = f"  (gate {change.gate}, rule {change.rule})" if change.gate else ""
        yield f"{change.before} -> {change.after}{where}"
        yield f"  when {printable(change.region)}" if change.decided else f"  {change.region}"
        if change.witness is not None:
            yield f"  for example: {_facts(change.witness)}"
    if programs:
        yield ""
        yield from _moves(moves, programs)


def _moves(moves: Sequence[Move], programs: int) -> Iterator[str]:
    yield f"{len(moves)} of {programs} programs move"
    for move in moves:
        at = f", parting at gate {move.gate}" if move.gate else ""
        yield f"  {printable(move.program)}: {move.before} -> {move.after}{at}"


def _facts(witness: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {_plain(value)}" for name, value in flat(witness).items())


def _plain(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return "[" + ", ".join(_plain(one) for one in value) + "]"
        case dict():
            return "{" + ", ".join(f"{key}: {_plain(one)}" for key, one in value.items()) + "}"
        case _:
            return printable(str(value))


def whatif_lines(name: str, found: WhatIf, book: Book) -> Iterator[str]:
    """The verdict, what would change it, what forces it, and how near the thresholds are."""
    yield f"{printable(name)}: {found.verdict}"
    yield from (f"not decided in time: {one}" for one in found.undecided)
    yield from _flips("Finding out would settle it", [one for one in found.flips if one.learning])
    others = [one for one in found.flips if not one.learning]
    yield from _flips("It would be another verdict if", others)
    if not found.flips:
        yield "Nothing that can be changed gives another verdict."
    if found.reasons:
        yield ""
        one = len(found.reasons) == 1
        yield (
            "This fact alone forces the verdict:"
            if one
            else (f"These {len(found.reasons)} facts alone force the verdict:")
        )
        yield from (f"  {one}" for one in found.reasons)
    if found.distances:
        yield ""
        yield "Thresholds that would turn it:"
        yield from (f"  {turn.threshold} {number(turn.value)}: {turn.verdict} at "
                    f"{number(turn.turns_at)}" for turn in found.distances)  # fmt: skip


def _flips(title: str, flips: Sequence[Flip]) -> Iterator[str]:
    if flips:
        yield ""
        yield f"{title}:"
    for flip in flips:
        steps = " and ".join(_step(step) for step in flip.steps)
        yield f"  {flip.verdict}: {steps}"


def _step(step: Step) -> str:
    before = "unknown" if step.before is None else _told(step.before)
    return f"{step.fact} {printable(step.words)} (now {before})"


def _told(value: Any) -> str:
    if isinstance(value, tuple):
        return f"{len(value)} records"
    if isinstance(value, frozenset):
        return "[" + ", ".join(sorted(value)) + "]"
    return _plain(value) if isinstance(value, bool | str) else _number(value)


def _number(value: Any) -> str:
    return number(value) if hasattr(value, "numerator") else str(value)


def sensitivity_lines(hinges: Sequence[Hinge]) -> Iterator[str]:
    """Threshold by threshold, the programs that hinge on it."""
    quiet = [hinge.threshold for hinge in hinges if not hinge.programs]
    for hinge in hinges:
        if hinge.programs:
            yield f"{hinge.threshold} {number(hinge.value)} (one step: {number(hinge.step)})"
        for name, turn in hinge.programs:
            yield f"  {printable(name)}: {turn.verdict} at {number(turn.turns_at)}"
    if quiet:
        yield f"No program hinges on: {', '.join(quiet)}"
