"""`diff` with a git that is not there, that fails, or whose repository is damaged: one sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from tests.author.corpus_case import GOOD

GIT = shutil.which("git")
AUTHOR = ("-c", "user.name=a", "-c", "user.email=a@example.org")
FAKES = {
    "echo 'fatal: no luck' >&2; exit 128": "this is no such folder, and git failed: no luck",
    "exit 3": "this is no such folder, and git failed without a word",
    "kill -9 $$": "this is no such folder, and git was killed",
    "echo 1234": "this revision cannot be unpacked: git gave no archive",
    "test $1 = archive || echo 1234": "this revision cannot be unpacked: git gave no archive",
    "test $1 = archive && kill -9 $$; echo 1": "this revision cannot be unpacked: git was killed",
}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that is the current folder."""
    shutil.copytree(GOOD, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def said(old: str) -> str:
    """What `diff` says of the old side, in one line."""
    done = CliRunner().invoke(main, ["diff", old, "."], catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr.removeprefix(f"{old}: error: ").removesuffix("\n")


@pytest.mark.parametrize("script", FAKES)
def test_a_git_that_fails(script: str, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = workspace.parent / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
    assert said("HEAD") == FAKES[script]


def test_no_git(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(workspace))
    assert said("old") == "this is no such folder, and git is not installed"
    assert said("rules") == (
        "this is a folder without `rules` and `flows`, and git is not installed"
    )


@pytest.mark.skipif(GIT is None, reason="left out: there is no git here")
class TestGit:
    """With a repository of one commit."""

    @pytest.fixture
    def repository(self, workspace: Path) -> Path:
        for command in (["init", "-q"], ["add", "-A"], [*AUTHOR, "commit", "-qm", "a"]):
            subprocess.run(["git", *command], cwd=workspace, check=True)
        return workspace / ".git"

    def test_a_sound_one(self, repository: Path) -> None:
        assert CliRunner().invoke(main, ["diff", "HEAD", "."]).exit_code == 0

    @pytest.mark.parametrize("name", ["nowhere", "--upload-pack=x", "a\nb", "HEAD:rules"])
    def test_a_name_of_nothing(self, name: str, repository: Path) -> None:
        done = CliRunner().invoke(main, ["diff", "--", name, "."], catch_exceptions=False)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "this is no such folder, and no git revision here" in done.stderr

    def test_a_damaged_one(self, repository: Path) -> None:
        for path in (repository / "objects").rglob("*"):
            if path.is_file():
                path.chmod(0o644)
                path.write_bytes(b"")
        assert said("HEAD").startswith("this is no such folder, and git failed: ")

    def test_a_link_out_of_the_revision(self, repository: Path) -> None:
        """It is not followed, and where it was unpacked is nobody's business."""
        link = repository.parent / "rules" / "link.yaml"
        link.symlink_to("/etc/passwd")
        for command in (["add", "-A"], [*AUTHOR, "commit", "-qm", "b"]):
            subprocess.run(["git", *command], cwd=repository.parent, check=True)
        told = said("HEAD")
        assert told.startswith("this revision cannot be unpacked: ") and "backchannel-" not in told
