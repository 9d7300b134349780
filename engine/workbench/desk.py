"""The rulebook on the desk: the last good one runs, whatever an edit has made of the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import RLock

from ..diagnostics.codes.flows import UNKNOWN_FLOW
from ..diagnostics.findings import Finding, in_order
from ..diagnostics.invalid import Invalid
from ..facade import Rulebook
from ..rulebook.load import load
from .folder import Folder
from .kept import Kept

Texts = Mapping[str, str]
"""What an editor holds unsaved, by the names of the files."""
MOST_KEPT = 4
"""So many rulebooks of the last edits stay ready."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The last good rulebook, None where there was none yet, and what is wrong with the files."""

    good: Rulebook | None
    broken: tuple[Finding, ...] = ()


@dataclass
class Desk:
    """A workspace that is edited. `flow` is the one asked for, None for the main one."""

    folder: Folder
    flow: str | None = None
    _lock: RLock = field(default_factory=RLock)
    _seen: tuple[str, ...] | None = None
    _standing: Standing = Standing(None)
    _edited: Kept[Rulebook] = field(default_factory=lambda: Kept(MOST_KEPT))

    def standing(self) -> Standing:
        """The rulebook as the files have it now; while they are broken, the last good one."""
        with self._lock:
            seen = self._digests()
            if seen != self._seen:
                self._standing = self._read_anew()
                self._seen = seen
            return self._standing

    def check_flow(self) -> None:
        """Nothing where the flow asked for can be had, or mistakes keep it back; else Invalid."""
        broken = self.standing().broken
        if self.flow is not None and broken and {one.entry for one in broken} == {UNKNOWN_FLOW}:
            raise Invalid(broken)

    def edited(self, texts: Texts) -> Rulebook:
        """The rulebook with unsaved texts in place of their files; raises Invalid.

        Findings name files by their names in the workspace.
        """
        if strays := self.folder.strays():
            raise Invalid(strays)
        key = self._digests(), tuple(sorted(texts.items()))
        return self._edited.of(key, lambda: self._load(texts))

    def unsaved(self, texts: Texts) -> dict[Path, bytes]:
        """Unsaved texts by the paths of their files."""
        return {self.folder.path(name): text.encode() for name, text in texts.items()}

    def renamed(self, finding: Finding) -> Finding:
        """A finding about a file under the name that the file has in the workspace."""
        return replace(
            finding, place=replace(finding.place, file=self.folder.name(finding.place.file))
        )

    def _load(self, texts: Texts) -> Rulebook:
        reading = partial(load, unsaved=self.unsaved(texts))
        try:
            return Rulebook.of(self.folder.workspace, self.flow, reading)
        except Invalid as invalid:
            raise Invalid(map(self.renamed, in_order(invalid.findings))) from None

    def _read_anew(self) -> Standing:
        try:
            return Standing(self.edited({}))
        except Invalid as invalid:
            return Standing(self._standing.good, tuple(invalid.findings))

    def _digests(self) -> tuple[str, ...]:
        texts = [one for one in self.folder.texts() if one.kind != "tests"]
        found = (
            "" if isinstance(held, Invalid) else f"{held.name} {held.digest}"
            for held in self.folder.held(texts)
        )
        return tuple(found)
