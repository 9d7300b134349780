"""The order of two lists in one: a common subsequence, and between its members what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the order of one list, or of both. A name that `moved` has one in each."""

    name: str
    old: bool
    new: bool
    moved: bool = False


def slots(old: Sequence[str], new: Sequence[str]) -> Iterator[Slot]:
    """All places in order; those of the old list alone give that list, so do those of the new."""
    both = {*old} & {*new}
    for kind, left, left_end, right, right_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            yield from (Slot(name, True, True) for name in old[left:left_end])
        else:
            yield from (Slot(name, True, False, name in both) for name in old[left:left_end])
            yield from (Slot(name, False, True, name in both) for name in new[right:right_end])
