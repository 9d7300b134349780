"""Broken rulebooks as files: a sentence, the change to the good workspace, and all that is said.

A case under `tests/corpus` has three parts. Lines of the change begin with `-` (taken out),
`+` (put in) or a space (stays); nothing but `+` lines makes the whole file. The last part is
headed by the codes, in order, and is what `backchannel check` prints, its last line aside.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"
GOOD = CORPUS / "good"


@dataclass(frozen=True)
class Case:
    """One fault, and what is said of it."""

    name: str
    fault: str
    file: str
    change: tuple[str, ...]
    codes: tuple[str, ...]
    told: str

    def __str__(self) -> str:
        return self.name

    def write(self, folder: Path) -> None:
        """Write the good workspace with this fault."""
        shutil.copytree(GOOD, folder, dirs_exist_ok=True)
        target = folder / self.file
        text = target.read_text(encoding="utf-8") if target.exists() else ""
        target.write_text(self.changed(text), encoding="utf-8")

    def changed(self, text: str) -> str:
        """The text of the file after the change, which has to fit in one place only."""
        old, new = self.side("-"), self.side("+")
        if not old:
            return new
        assert f"\n{text}".count(f"\n{old}") == 1, f"{self.name}: fits no or several places"
        return f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]

    def side(self, mark: str) -> str:
        """The lines before (`-`) or after (`+`) the change."""
        return "".join(f"{line[1:]}\n" for line in self.change if line[0] in (mark, " "))


def read(path: Path) -> Case:
    """The case in one file."""
    fault, change, told = path.read_text(encoding="utf-8").split("\n\n--- ", 2)
    file, *lines = change.split("\n")
    codes, _, said = told.partition("\n")
    return Case(
        path.stem, fault, file, tuple(lines), tuple(codes.split(", ")), said.removesuffix("\n")
    )


def cases() -> list[Case]:
    """Every case of the corpus."""
    return [read(path) for path in sorted(CORPUS.glob("*.txt"))]
