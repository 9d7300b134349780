"""What an edit does before it is saved: which programs move, which regions, which promises."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ..case.case import Case
from ..case.intake import read_file
from ..decide.residual import alike, frame, residual
from ..diagnostics.codes.promises import PROMISE_BROKEN
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.source import decode
from ..facade import Rulebook
from ..present import phrases_workbench as words
from ..present.phrases_diff import made_by
from ..present.ranking import why
from ..present.words import shown
from ..prove.check.findings import prove
from ..prove.diff.diff import Change, changes
from ..prove.diff.edits import edits
from ..prove.diff.pair import REFUSED, pair
from ..rulebook.fingerprint import canonical
from ..rulebook.model import Book
from ..tables.decided import Decided
from .folder import Content, Folder
from .kept import Kept

EFFORT = 20_000
"""Steps of the search behind one look at an edit: some seconds at most."""
MOST_KEPT, MOST_PROVED = 8_000, 4


@dataclass
class Verdicts:
    """The cases in fact files and their verdicts, by rulebook, day and what the files hold."""

    _verdicts: Kept[str] = field(default_factory=lambda: Kept(MOST_KEPT))
    _cases: Kept[Case | None] = field(default_factory=lambda: Kept(MOST_KEPT // 4))

    def of(self, rulebook: Rulebook, held: Content, case: Case, day: date) -> str:
        """The verdict of one program; `refused` where its facts cannot be true together."""
        return self._verdicts.of(_key(rulebook, held, day), lambda: _verdict(rulebook, case))

    def know(self, rulebook: Rulebook, held: Content, made: Decided, day: date) -> None:
        """Keep what was worked out elsewhere."""
        key = _key(rulebook, held, day)
        self._verdicts.put(key, made.decision.verdict)
        self._cases.put(key, made.case)

    def case(self, rulebook: Rulebook, held: Content, day: date) -> Case | None:
        """The case in a fact file; None where the rulebook cannot read it."""
        return self._cases.of(_key(rulebook, held, day), lambda: _case(rulebook, held, day))


def _key(rulebook: Rulebook, held: Content, day: date) -> tuple[str, ...]:
    return rulebook.book.fingerprint, rulebook.flow, str(day), held.digest


def _verdict(rulebook: Rulebook, case: Case) -> str:
    try:
        return rulebook.evaluator.verdict(case)
    except Invalid:
        return REFUSED


def _case(rulebook: Rulebook, held: Content, day: date) -> Case | None:
    try:
        return read_file(decode(held.data, held.name), rulebook.book, None, now=day)
    except Invalid:
        return None


@dataclass(frozen=True, slots=True)
class RuleEdit:
    """An old rulebook and a new one, and the facts that they have differently; None where more
    than these and the rules of gates is different, so that every program is evaluated by both."""

    old: Rulebook
    new: Rulebook
    changed: frozenset[str] | None
    reads_alike: bool

    @classmethod
    def of(cls, old: Rulebook, new: Rulebook) -> RuleEdit:
        left, right = (frame(one.book, one.book.flows[one.flow]) for one in (old, new))
        vocabularies = (repr(canonical(one.book.vocabulary)) for one in (old, new))
        changed = left.changed(right)
        return cls(old, new, changed, not changed and next(vocabularies) == next(vocabularies))

    def cases(
        self, held: Content, verdicts: Verdicts, day: date
    ) -> tuple[Case | None, Case | None]:
        """A program as either rulebook reads it; None where one cannot."""
        old = verdicts.case(self.old, held, day)
        if self.reads_alike:
            return old, replace(old, book=self.new.book) if old is not None else None
        return old, verdicts.case(self.new, held, day)

    def moves_nothing(self, old: Case | None, new: Case | None) -> bool:
        """Whether a case has the same verdict by both, as far as that is seen at once."""
        if old is None or new is None:
            return old is new
        if self.changed is None or not alike(old, new, self.changed):
            return False
        left, right = (
            residual(case, one.book.flows[one.flow])
            for case, one in ((old, self.old), (new, self.new))
        )
        return left == right


def movers(
    folder: Folder, old: Rulebook, new: Rulebook, verdicts: Verdicts, day: date
) -> dict[str, Any]:
    """The programs of the folder whose verdict is another under the new rulebook."""
    found = [one for one in folder.held(folder.programs()) if isinstance(one, Content)]
    if not differ(old, new):
        return {"movers": [], "among": len(found)}
    edit = RuleEdit.of(old, new)
    moved = (_move(edit, held, verdicts, day) for held in found)
    return {"movers": [one for one in moved if one is not None], "among": len(found)}


def _move(edit: RuleEdit, held: Content, verdicts: Verdicts, day: date) -> dict[str, Any] | None:
    old, new = edit.cases(held, verdicts, day)
    if edit.moves_nothing(old, new):
        return None
    before, after = (
        REFUSED if case is None else verdicts.of(side, held, case, day)
        for side, case in ((edit.old, old), (edit.new, new))
    )
    if before == after:
        return None
    gate = _parting(edit, old, new) if REFUSED not in (before, after) else None
    name = _name(old or new) or held.name
    return {"file": held.name, "program": name, "from": before, "to": after, "gate": gate}


def _parting(edit: RuleEdit, old: Case | None, new: Case | None) -> str | None:
    """The first gate that comes out otherwise."""
    assert old is not None and new is not None
    before = edit.old.evaluator.outcome(old).outcomes
    after = edit.new.evaluator.outcome(new).outcomes
    return next((gate for gate, outcome in before.items() if after.get(gate) != outcome), None)


def reasons(
    held: Content, old: Rulebook, new: Rulebook, verdicts: Verdicts, day: date
) -> list[dict[str, str]]:
    """What either rulebook makes of a program, the old one first: the verdict, and why."""
    cases = RuleEdit.of(old, new).cases(held, verdicts, day)
    return [_reason(side, case) for side, case in zip((old, new), cases, strict=True)]


def _reason(rulebook: Rulebook, case: Case | None) -> dict[str, str]:
    if case is None:
        return {"verdict": REFUSED, "why": words.NOT_READ}
    try:
        made = rulebook.evaluator.decide(case)
    except Invalid as invalid:
        return {"verdict": REFUSED, "why": " ".join(one.message for one in invalid.findings)}
    return {"verdict": made.verdict, "why": why(made, rulebook.book)}


def _name(case: Case | None) -> str:
    subject = case.book.vocabulary.subject if case is not None else None
    found = case.value(subject) if case is not None and subject is not None else None
    return shown(str(found)) if found is not None else ""


def regions(old: Rulebook, new: Rulebook) -> dict[str, Any]:
    """Which verdicts can turn into which, where, and by which edits; raises Invalid."""
    if new.flow not in old.book.flows:
        return {"regions": [], "undecided": [words.OTHER_FLOW], "notes": []}
    both = pair(old.book, new.book, new.flow, EFFORT)
    found = list(changes(both)) if differ(old, new) else []
    several = len(edits(old.book, new.book, new.flow))
    return {
        "regions": [_region(one, several) for one in found if one.decided],
        "undecided": [one.sentence() for one in found if not one.decided],
        "notes": [note.text for note in both.notes],
    }


def _region(change: Change, edits_made: int) -> dict[str, Any]:
    """A change, and by which of several edits it is made."""
    made = [one.words for one in change.edits]
    told = made_by(made, edits_made) if made and edits_made > 1 else None
    return change.to_dict() | {"by": told}


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
