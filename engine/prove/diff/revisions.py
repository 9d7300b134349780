"""A side of a comparison: a workspace folder, or a git revision of the one at hand."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ...diagnostics.codes.commands import UNKNOWN_REVISION
from ...diagnostics.findings import Finding
from ...diagnostics.invalid import Invalid
from ...diagnostics.leftovers import temporary_folder
from ...diagnostics.place import Place
from ...rulebook.load import Workspace
from ...rulebook.load import load as load_workspace
from ...rulebook.model import Book

SECONDS = 60


@contextmanager
def opened(name: str, here: Path) -> Iterator[Workspace]:
    """The workspace that `name` stands for; a revision is unpacked beside, not checked out."""
    folder = Path(name)
    if _is_workspace(folder):
        yield Workspace(folder / "rules", folder / "flows")
        return
    commit = _commit(name, here)
    if commit is None:
        what = "a folder without `rules` and `flows`" if _is_folder(folder) else "no such folder"
        message = f"this is {what}, and no git revision here"
        raise Invalid([Finding(UNKNOWN_REVISION, message, Place(name))])
    with temporary_folder() as place:
        _unpack(commit, name, here, place)
        yield Workspace(place / "rules", place / "flows")


def _is_workspace(folder: Path) -> bool:
    return _is_folder(folder / "rules") and _is_folder(folder / "flows")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that no folder can have
        return False


def load(name: str, here: Path) -> Book:
    """The rulebook of one side; raises Invalid when it cannot be had."""
    with opened(name, here) as workspace:
        try:
            return load_workspace(workspace)
        except Invalid as invalid:
            raise Invalid(_renamed(one, workspace, name) for one in invalid.findings) from None


def _renamed(finding: Finding, workspace: Workspace, name: str) -> Finding:
    """A finding about an unpacked file, under the name by which git knows that."""
    place = workspace.rules.parent
    if place == Path(name) or not finding.file.startswith(str(place)):
        return finding
    inside = finding.file.removeprefix(str(place)).lstrip("/") or "rules"
    return replace(finding, place=replace(finding.place, file=f"{name}:{inside}"))


def _git(here: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """What git says; None where there is no git, or it takes too long."""
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=here,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
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
        raise Invalid([Finding(UNKNOWN_REVISION, message, Place(name))])
    try:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(place, filter="data")
    except tarfile.FilterError as error:
        message = f"this revision cannot be unpacked: {error}"
        help_ = "a link that leads out of the folder is not followed"
        raise Invalid([Finding(UNKNOWN_REVISION, message, Place(name), help_)]) from None
