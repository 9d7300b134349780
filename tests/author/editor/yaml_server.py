"""Asking yaml-language-server what an editor would underline; skipping where it cannot run."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent


Underlined = Mapping[Path, Sequence[tuple[int, str]]]
"""By file, line and message of everything that is underlined."""


def underlined(files: Sequence[Path]) -> Underlined:
    """What is underlined in each file."""
    if lacking := missing():
        pytest.skip(f"left out, the schemas are not tried in an editor: {lacking}")
    done = subprocess.run(
        ["node", HERE / "validate.mjs", *files], capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return {
        Path(file): [(one["line"], one["message"]) for one in told] for file, told in found.items()
    }


@cache
def missing() -> str:
    """What this machine lacks, in one sentence; empty if nothing."""
    return next(_lacking(), "")


def _lacking() -> Iterator[str]:
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            yield f"there is no {program} (Debian, Ubuntu: apt install nodejs npm)"
    if not _installed() and not _install():
        yield f"npm could not install the packages of {HERE / 'package.json'}"


def _installed() -> bool:
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return all((HERE / "node_modules" / name).is_dir() for name in wanted)


def _install() -> bool:
    """Whether npm could fetch the packages."""
    done = subprocess.run(
        ["npm", "install", "--no-package-lock"], cwd=HERE, capture_output=True, timeout=600,
        check=False,
    )  # fmt: skip
    return done.returncode == 0 and _installed()
