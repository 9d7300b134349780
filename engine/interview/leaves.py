"""Where an answer goes in a fact file: a leaf of its own, or under what one informant said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..case import json_text
from ..case.case import Case
from ..diagnostics.place import Path
from ..diagnostics.source import Source
from ..rulebook.kinds.cases import LEAF
from ..rulebook.model import Fact
from .answers import Answer
from .edit import put
from .question import Question

REMARKS = LEAF.group("remark")


@dataclass(frozen=True, slots=True)
class Pages:
    """Puts answers into the text of a fact file as plain leaves: the user's own judgement."""

    @property
    def who(self) -> str | None:
        """Whom the answers come from; None where they are the user's own."""
        return None

    def inside(self, text: str) -> Path:
        """Where the groups of facts stand."""
        return ()

    def opened(self, text: str) -> str:
        """The text with what is written before the first question."""
        return text

    def ready(self, text: str) -> str:
        """The text with whatever has to be there before an answer can be put in."""
        return text

    def done(self, case: Case, text: str) -> frozenset[str]:
        """The facts that are not to be asked for again: those that were asked in vain."""
        return case.told.asked

    def is_for(self, fact: Fact) -> bool:
        """Whether whoever answers can tell of a fact."""
        return True

    def settles(self, case: Case, fact: Fact) -> bool:
        """Whether an answer can settle a fact on which voices differ; own judgment always does."""
        return True

    def is_last(self, fact: Fact) -> bool:
        """Whether a fact is asked for only where nothing else matters."""
        return False

    def answer(self, text: str, asked: Question, answer: Answer) -> str:
        """The text with an answer, and with what else was heard."""
        text = self.ready(text)
        if answer.is_given:
            text = self._put(text, asked.fact.name, answer.leaf)
        for fact, told in answer.heard:
            text = self._put(text, fact.name, told.leaf)
        return text

    def note(self, text: str, asked: Question, note: str) -> str:
        """The text with a remark beside the answer to a question, if there is one yet."""
        text = self.ready(text)
        path = self._path(text, asked.fact.name)
        old = leaf(text, path)
        notes = [one for one in (old.get("note"), note) if one]
        return put(text, path, old | {"note": "; ".join(notes)})

    def _path(self, text: str, fact: str) -> Path:
        group, _, short = fact.partition(".")
        return (*self.inside(text), group, short)

    def _put(self, text: str, fact: str, told: dict[str, Any]) -> str:
        """Remarks that stand beside the answer stay; a value by itself stands alone."""
        path = self._path(text, fact)
        return put(text, path, with_remarks(told, leaf(text, path)))


def with_remarks(told: dict[str, Any], old: Mapping[str, Any]) -> Any:
    """A leaf that keeps the remarks of the one before it; a value by itself stands alone."""
    new = told | {key: old[key] for key in REMARKS if old.get(key)}
    return new["value"] if [*new] == ["value"] else new


def leaf(text: str, path: Path) -> dict[str, Any]:
    """What stands at a path, in its long form; empty where nothing does."""
    found = at(text, path)
    if found is None:
        return {}
    return found if isinstance(found, dict) else {"value": found}


def at(text: str, path: Path) -> Any:
    """What stands at a path; None where nothing does."""
    found, _ = json_text.parse(Source("", text))
    for key in path:
        if isinstance(found, dict):
            found = found.get(str(key))
        elif isinstance(found, list) and isinstance(key, int) and key < len(found):
            found = found[key]
        else:
            return None
    return found
