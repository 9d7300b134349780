"""The words and sentences of `diff`: what an edit changes, which edits make it so, what moves.

A part of `phrases`. Where cases are spoken of, the workspace says what they are called.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..rulebook.about import Noun
from .phrases import listed

MADE_BY, WHERE, ONLY_WHEN, SUCH_AS = "made by", "where", "only when", "such as"
WITH = " with "
"""Between parts of an edit that can only be made together."""
NOT_COMPARED = "no verdict can change, as far as the two can be compared"


def unproved(region: str) -> str:
    return f"not decided, since no fact file was found that shows it; perhaps when {region}"


def no_change(noun: Noun) -> str:
    return f"no {noun.one}'s verdict can change"


def told_of_complete(noun: Noun, option: str) -> str:
    return f"Told of {noun.many} without open facts; {option} looks at yours."


def nothing_apart(noun: Noun) -> str:
    return f"no single fact tells these {noun.many} apart"


def more_regions(told: int) -> str:
    return f"more regions than these {told}, which are not told"


def turns(before: str, after: str) -> str:
    return f"{before} -> {after}"


def where_constraint(name: str) -> str:
    return f"constraint {name}"


def edited(kind: str, name: str, gate: str | None, how: str) -> str:
    """One thing that an edit is about, and what was done to it unless it was changed."""
    match kind:
        case "rule" | "place":
            told = f"rule {name} of gate {gate}"
        case "otherwise":
            told = f"otherwise of gate {gate}"
        case "collect":
            told = f"what gate {gate} collects"
        case "start":
            told = "the start of the flow"
        case "type" | "derivation":
            told = f"the {kind} of {name}"
        case "silence":
            told = f"what is assumed of {name}"
        case _:
            told = f"{kind} {name}"
    return told if how == "changed" else f"{told} ({how})"


def made_by(edits: Sequence[str], of: int) -> str:
    """The edits that make a change, of so many: each is needed beside the others."""
    if of == 1:
        return edits[0]
    if len(edits) == 1:
        return f"{edits[0]}, by itself"
    alone = "neither by itself" if len(edits) == 2 else "none of which can be left out"
    return f"{listed(edits)}, {alone}"


def needless(edits: Sequence[str]) -> str:
    """The edits without which all the others make every change that is told."""
    return f"Needed for none of these changes: {', '.join(edits)}."


def how_many_move(moving: int, of: int, noun: Noun) -> str:
    if of > 1:
        return f"{moving} of {of} {noun.many} move"
    return f"the {noun.one} {'moves' if moving else 'does not move'}"


def parting(gate: str | None) -> str:
    return f", parting at gate {gate}" if gate else ""


def moved_by(edits: Sequence[str], of: int) -> str:
    return f", by {made_by(edits, of)}" if edits and of > 1 else ""
