"""The wheel carries all that a user without a checkout needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel, away from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("backchannel-*.whl")
    unpack = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
    subprocess.run([*unpack, str(folder / "site"), str(wheel)], check=True, capture_output=True)
    return folder / "site"


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "cli", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_it_evaluates_from_any_folder_with_the_shipped_rulebook(
    installed: Path, tmp_path: Path
) -> None:
    """No checkout, no workspace: the shipped rules decide, and the answer says so."""
    facts = tmp_path / "facts.json"
    facts.write_text('{"visa": {"j1_sponsored": false, "h1b_sponsored": false}}')
    done = run(installed, tmp_path, "evaluate", "facts.json")
    assert done.returncode == 0, done.stderr
    assert "Rules: the shipped rulebook" in done.stdout


def test_it_starts_a_workspace_that_checks_clean(installed: Path, tmp_path: Path) -> None:
    """`init` writes the same rulebook that is shipped."""
    assert run(installed, tmp_path, "init", "mine").returncode == 0
    done = run(installed, tmp_path / "mine", "check", "--no-prove")
    assert (done.returncode, done.stdout) == (0, f"No findings in {tmp_path / 'mine'}\n")
    here = run(installed, tmp_path / "mine", "evaluate", "examples/community.json", "--format=json")
    there = run(installed, tmp_path, "evaluate", "mine/examples/community.json", "--format=json")
    assert json.loads(here.stdout) == json.loads(there.stdout)
