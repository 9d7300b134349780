"""What an edit does before it is saved: which programs move, which regions, which promises."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

from ..case.intake import read_file
from ..diagnostics.codes.promises import PROMISE_BROKEN
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.source import decode
from ..facade import Rulebook
from ..prove.check.findings import prove
from ..prove.diff.diff import changes
from ..prove.diff.edits import edits
from ..prove.diff.pair import REFUSED, pair
from ..rulebook.model import Book
from .folder import Folder, Held

EFFORT = 20_000
"""Steps of the search behind one look at an edit: some seconds at most."""
MOST_KEPT, MOST_PROVED = 8_000, 4


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one program: its name, its verdict or `refused`, and the gate."""

    program: str
    verdict: str
    gate: str | None


@dataclass
class Verdicts:
    """What came of programs, kept by rulebook, day and what their files hold."""

    _kept: OrderedDict[tuple[str, date, str, str], Came] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, rulebook: Rulebook, held: Held, day: date) -> Came:
        """The verdict of one program; `refused` where its facts cannot be read by the rules."""
        key = (rulebook.book.fingerprint, day, rulebook.flow, held.digest)
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            found = _came(rulebook, held, day)
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return found


def _came(rulebook: Rulebook, held: Held, day: date) -> Came:
    try:
        source = decode(held.data, held.name)
        case = read_file(source, rulebook.book, None, now=day)
        outcome = rulebook.evaluator.outcome(case)
    except Invalid:
        return Came("", REFUSED, None)
    subject = rulebook.book.vocabulary.subject
    name = case.value(subject) if subject is not None else None
    return Came(str(name or ""), outcome.verdict, outcome.decided_at)


def movers(
    folder: Folder, old: Rulebook, new: Rulebook, verdicts: Verdicts, day: date
) -> dict[str, Any]:
    """The programs of the folder whose verdict is another under the new rulebook."""
    found = [one for one in folder.held(folder.programs()) if isinstance(one, Held)]
    moved: list[dict[str, Any]] = []
    for held in found if differ(old, new) else ():
        before, after = (verdicts.of(side, held, day) for side in (old, new))
        if before.verdict != after.verdict:
            moved.append(
                {
                    "file": held.name,
                    "program": before.program or after.program or held.name,
                    "from": before.verdict,
                    "to": after.verdict,
                    "gate": after.gate or before.gate,
                }
            )
    return {"movers": moved, "among": len(found)}


def regions(old: Rulebook, new: Rulebook) -> dict[str, Any]:
    """Which verdicts can turn into which, where, and by which edits; raises Invalid."""
    both = pair(old.book, new.book, new.flow, EFFORT)
    found = list(changes(both)) if differ(old, new) else []
    every = edits(old.book, new.book, new.flow)
    return {
        "regions": [one.to_dict() for one in found if one.decided],
        "undecided": [one.sentence() for one in found if not one.decided],
        "notes": [note.text for note in both.notes],
        "edits": [one.to_dict() for one in every],
    }


def differ(old: Rulebook, new: Rulebook) -> bool:
    """Whether two rulebooks mean or say different things; layout and comments do not count."""
    return old.book.fingerprint != new.book.fingerprint


@dataclass
class Proofs:
    """What `check` proves of rulebooks, kept for the last few of them."""

    _kept: list[tuple[Book, list[Finding]]] = field(default_factory=list)

    def of(self, rulebook: Rulebook) -> list[Finding]:
        """All that is proved of a rulebook."""
        for book, found in self._kept:
            if book == rulebook.book:  # the places too, which findings tell
                return found
        found = prove(rulebook.book, EFFORT)
        self._kept = [(rulebook.book, found), *self._kept[: MOST_PROVED - 1]]
        return found

    def broken(self, old: Rulebook, new: Rulebook) -> list[Finding]:
        """The promises that the new rulebook breaks, and the old one did not."""
        before = {one.message for one in self.of(old)}
        found = (one for one in self.of(new) if one.entry == PROMISE_BROKEN)
        return [one for one in found if one.message not in before]
