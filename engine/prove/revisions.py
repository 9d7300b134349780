"""A side of a comparison: a workspace folder, or a git revision of the one at hand."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.rulebook.findings import Finding, Invalid
from engine.rulebook.load import Workspace
from engine.rulebook.load import load as load_workspace
from engine.rulebook.model import Book

SECONDS = 60


@contextmanager
def opened(name: str, here: Path) -> Iterator[Workspace]:
    """The workspace that `name` stands for; a revision is unpacked beside, not checked out."""
    folder = Path(name)
    if (folder / "rules").is_dir() and (folder / "flows").is_dir():
        yield Workspace(folder / "rules", folder / "flows")
        return
    commit = _commit(name, here)
    if commit is None:
        what = "a folder without `rules` and `flows`" if folder.is_dir() else "no such folder"
        message = f"this is {what}, and no git revision here"
        raise Invalid([Finding("unknown-revision", message, name)])
    with TemporaryDirectory(prefix="backchannel-") as place:
        _unpack(commit, name, here, Path(place))
        yield Workspace(Path(place) / "rules", Path(place) / "flows")


def load(name: str, here: Path) -> Book:
    """The rulebook of one side; raises Invalid when it cannot be had."""
    with opened(name, here) as workspace:
        return load_workspace(workspace)


def _git(here: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """What git says; None where there is no git, or it takes too long."""
    try:
        return subprocess.run(
            ["git", *arguments], cwd=here, capture_output=True, timeout=SECONDS, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def _commit(name: str, here: Path) -> str | None:
    """The commit behind a name; options and paths in its place are refused."""
    if not name or name.startswith("-"):
        return None
    done = _git(here, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    found = done.stdout.decode("ascii", "replace").strip() if done and not done.returncode else ""
    return found or None


def _unpack(commit: str, name: str, here: Path, place: Path) -> None:
    done = _git(here, "archive", "--format=tar", commit, "--", "rules", "flows")
    if done is None or done.returncode:
        message = "this revision has no folders `rules` and `flows` here"
        raise Invalid([Finding("unknown-revision", message, name)])
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(place, filter="data")
