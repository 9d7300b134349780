"""The one diagram model: boxes and arrows with what they say. Printers only print it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ...present.phrases import listed
from ...rulebook.model import OPEN, Kind

State = Literal["plain", "taken", "pale"]
Tone = Literal["plain", "good", "bad", "open"]

KINDS: tuple[Kind, ...] = ("step", "gate", "verdict")


@dataclass(frozen=True, slots=True)
class Note:
    """A line below a heading: `word`, if any, says what it is, such as `yes` or `ask`."""

    text: str
    word: str = ""

    def __str__(self) -> str:
        return f"{self.word}: {self.text}" if self.word else self.text


@dataclass(frozen=True, slots=True)
class Box:
    """A node. `plain` in a flow without facts, else on the path (`taken`) or off it (`pale`).

    `tooltip` says why; so it does of an arrow.
    """

    id: str
    kind: Kind
    heading: str
    notes: tuple[Note, ...]
    tooltip: str
    state: State = "plain"
    outcome: str | None = None
    tone: Tone = "plain"

    @property
    def open(self) -> bool:
        """Whether the walk came to a gate that what is known does not decide."""
        return self.outcome == OPEN

    @property
    def classes(self) -> tuple[str, ...]:
        state = () if self.state == "plain" else (self.state,)
        if self.outcome is None:
            return (self.kind, *state)
        return (self.kind, *state, OPEN if self.open else f"outcome-{self.outcome}")


@dataclass(frozen=True, slots=True)
class Arrow:
    """An edge; `outcome` is empty after a step, `tone` is `open` after a gate that is."""

    source: str
    target: str
    outcome: str
    tooltip: str
    taken: bool = False
    tone: Tone = "plain"

    @property
    def classes(self) -> tuple[str, ...]:
        return ("taken" if self.taken else "pale",)


@dataclass(frozen=True)
class Diagram:
    """A flow as a picture shows it: without facts, or with the path that one case takes.

    `heading` says what it is of, `about` what is asked, `result` what came out.
    """

    name: str
    start: str
    heading: str
    about: str
    result: str
    tone: Tone
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    @cached_property
    def box(self) -> dict[str, Box]:
        """The boxes by id."""
        return {box.id: box for box in self.boxes}

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of node that occur."""
        return tuple(kind for kind in KINDS if any(box.kind == kind for box in self.boxes))

    @property
    def decided(self) -> bool:
        """Whether it shows the path of a case."""
        return any(box.state == "taken" for box in self.boxes)

    @property
    def undecided(self) -> bool:
        """Whether a gate is shown open."""
        return any(box.open for box in self.boxes)

    @property
    def told(self) -> str:
        """The picture in words, for whoever cannot see it."""
        taken = [box for box in self.boxes if box.state == "taken"]
        if not taken:
            return listed([box.heading for box in self.boxes])
        return " → ".join(" ".join([box.heading, *map(str, box.notes)]) for box in taken)
