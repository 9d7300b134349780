"""A side of a comparison: a workspace folder, or a git revision of the one at hand."""

from __future__ import annotations

import io
import os
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
from ...rulebook.load import load as load_workspace
from ...rulebook.model import Book
from ...rulebook.workspace import Workspace

SECONDS = 60
NO_REPOSITORY, NO_FOLDER = b"not a git repository", b"did not match any files"


@contextmanager
def opened(name: str, here: Path) -> Iterator[Workspace]:
    """The workspace that `name` stands for; a revision is unpacked beside, not checked out."""
    folder = Path(name)
    if _is_workspace(folder):
        yield Workspace(folder / "rules", folder / "flows")
        return
    try:
        commit = _commit(name, here)
    except _GitFails as reason:
        raise _refused(name, f"this is {_kind(folder)}, and {reason}") from None
    with temporary_folder() as place:
        _unpack(commit, name, here, place)
        yield Workspace(place / "rules", place / "flows")


def _kind(folder: Path) -> str:
    return "a folder without `rules` and `flows`" if _is_folder(folder) else "no such folder"


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


class _GitFails(Exception):  # noqa: N818 - reads as what happened
    """Why git cannot tell."""


def _git(here: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """What git says; raises _GitFails where it cannot be run or takes too long."""
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=here,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        raise _GitFails(f"git takes longer than {SECONDS} seconds") from None
    except FileNotFoundError:
        raise _GitFails("git is not installed") from None
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or "it cannot be given this name"
        raise _GitFails(f"git cannot be run: {told.lower()}") from None


def _refused(name: str, message: str, help_: str | None = None) -> Invalid:
    return Invalid([Finding(UNKNOWN_REVISION, message, Place(name), help_)])


def _failure(done: subprocess.CompletedProcess[bytes]) -> str:
    """The last thing that git said before it failed."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if lines:
        return f"git failed: {lines[-1].removeprefix('fatal: ').removeprefix('error: ')}"
    return "git was killed" if done.returncode < 0 else "git failed without a word"


def _commit(name: str, here: Path) -> str:
    """The commit behind a name; options and paths in its place are refused."""
    none = _GitFails("no git revision here")
    if not name or name.startswith("-") or "\0" in name:
        raise none
    done = _git(here, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if done.returncode == 1 or NO_REPOSITORY in done.stderr:
        raise none
    found = done.stdout.decode("ascii", "replace").strip()
    if done.returncode or not found:
        raise _GitFails(_failure(done))
    return found


def _unpack(commit: str, name: str, here: Path, place: Path) -> None:
    try:
        done = _git(here, "archive", "--format=tar", commit, "--", "rules", "flows")
    except _GitFails as reason:
        raise _refused(name, f"this revision cannot be unpacked: {reason}") from None
    if NO_FOLDER in done.stderr:
        raise _refused(name, "this revision has no folders `rules` and `flows` here")
    if done.returncode:
        raise _refused(name, f"this revision cannot be unpacked: {_failure(done)}")
    try:
        with tarfile.open(fileobj=io.BytesIO(done.stdout), mode="r:") as archive:
            archive.extractall(place, filter="data")
    except tarfile.FilterError as error:
        help_ = "a link that leads out of the folder is not followed"
        told = str(error).replace(f"{place}/", "").replace(str(place), "the folder")
        raise _refused(name, f"this revision cannot be unpacked: {told}", help_) from None
    except tarfile.TarError:
        message = "this revision cannot be unpacked: git gave no archive"
        raise _refused(name, message) from None
