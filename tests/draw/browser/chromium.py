"""Asking scripts of this folder about pages in a real Chromium; skipping where there is none."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path
from typing import IO, Any

import pytest

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def run(script: str, *arguments: str | Path) -> Any:
    """What a script finds. Skips the test where the machine cannot run it."""
    if lacking := missing():
        pytest.skip(f"left out, not checked in a real browser: {lacking}")
    asked, answers = _service()
    asked.write(json.dumps([script, *map(str, arguments)]) + "\n")
    asked.flush()
    line = answers.readline()
    assert line, "the browser has ended"
    answer = json.loads(line)
    assert "error" not in answer, answer["error"]
    return answer["found"]


@cache
def _service() -> tuple[IO[str], IO[str]]:
    """Where to ask the one browser of this process, and where it answers, until the tests end."""
    service = subprocess.Popen(
        ["node", HERE / "serve.mjs"], env={**os.environ, "CHROMIUM": browser() or ""},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert service.stdin and service.stdout

    def end() -> None:
        service.communicate(timeout=60)

    atexit.register(end)
    return service.stdin, service.stdout


def shared(folder: Path, name: str, work: Callable[[], Any]) -> Any:
    """What some work comes to as JSON, done once for all workers that have a folder beside this."""
    everyone = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    place = everyone / f"{name}.json"
    with (everyone / f"{name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not place.exists():
            place.write_text(json.dumps(work()), encoding="utf-8")
    return json.loads(place.read_text(encoding="utf-8"))


@cache
def missing() -> str:
    """What this machine lacks to run scripts in a browser, in one sentence; empty if nothing."""
    return next(_lacking(), "")


def browser() -> str | None:
    """The Chromium of this machine."""
    found = (shutil.which(name) for name in BROWSERS)
    return os.environ.get("CHROMIUM") or next((path for path in found if path), None)


def _lacking() -> Iterator[str]:
    if browser() is None:
        yield "there is no Chromium (Debian, Ubuntu: apt install chromium)"
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
