"""Where a rulebook is: a folder with `rules/` and `flows/`, or the one that is shipped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where the rules and the flows are; `shipped` when they are those of the package."""

    rules: Path
    flows: Path
    shipped: bool = False

    @property
    def name(self) -> str:
        """How to tell a person which workspace is used."""
        if self.shipped:
            return "the shipped rulebook"
        if self.rules.parent == self.flows.parent:
            return str(self.rules.parent.resolve())
        return f"{self.rules} and {self.flows}"


def shipped() -> Workspace:
    """The rulebook that comes with the package, or stands beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped"
    root = inside if inside.is_dir() else package.parent
    return Workspace(root / "rules", root / "flows", shipped=True)


def find_workspace(folder: Path | None = None) -> Workspace:
    """The workspace in `folder`; without one, the current folder's or else the shipped."""
    here = folder or Path()
    found = Workspace(here / "rules", here / "flows")
    if folder is not None or (found.rules.is_dir() and found.flows.is_dir()):
        return found
    return shipped()
