"""A program while it is put together from rows: each fact in its long form, and whence it came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..diagnostics.findings import Finding
from ..diagnostics.place import Place
from ..language.naming import group_of
from ..rulebook.kinds.spelling import TODAY
from .cells import Leaf
from .program import Program, Reject


@dataclass(frozen=True, slots=True)
class Draft:
    """What one source says of one program: facts by their names, in long form.

    `rows` is how many rows it was made of, `origins` the cell of each fact, `source` who says
    it, and `found` what keeps it from being a program.
    """

    key: str
    facts: Mapping[str, Leaf]
    place: Place
    rows: int = 1
    origins: Mapping[str, Place] = field(default_factory=dict)
    source: str = ""
    as_of: str | None = None
    today: Any = None
    found: tuple[Finding, ...] = ()

    @property
    def who(self) -> str:
        """Whose word it is: the source that was named, else the file."""
        return self.source or Path(self.place.file).name

    def finished(self) -> Program | Reject:
        """The program, or why it is none."""
        program = Program(self.key, grouped(self.facts, self.today), self.place, self.rows,
                          self.origins)  # fmt: skip
        return Reject(self.key, self.found, self.rows, program) if self.found else program


def grouped(facts: Mapping[str, Leaf], today: Any = None) -> dict[str, Any]:
    """Facts as a fact file has them: by group, values alone where nothing is said of them."""
    groups: dict[str, Any] = {} if today is None else {TODAY: today}
    for name, leaf in facts.items():
        group = group_of(name)
        groups.setdefault(group, {})[name.removeprefix(f"{group}.")] = short(leaf)
    return groups


def short(leaf: Leaf) -> Any:
    """The value alone, where the long form says no more."""
    return leaf["value"] if leaf.keys() == {"value"} else dict(leaf)


def joined(notes: Iterable[str | None]) -> str | None:
    """Several remarks as one; None for none."""
    return "; ".join(dict.fromkeys(note for note in notes if note)) or None
