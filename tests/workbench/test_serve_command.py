"""The command itself, as a process: its address, its end, and what a kill leaves behind."""

from __future__ import annotations

import json
import signal
import socket
import time
from contextlib import closing
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.commands.main import main
from engine.workbench.server import bound
from tests.workbench.desks import FILES, workspace
from tests.workbench.serving import serving

TEXTS = [f"{FILES['rules/early.yaml']}# {letter * 200_000}\n" for letter in "ab"]


def post(port: int, token: str, path: str, given: dict[str, str]) -> tuple[int, dict[str, str]]:
    """What the workbench answers to its page."""
    with closing(send(port, token, path, given)) as wire:
        answer = wire.getresponse()
        return answer.status, json.loads(answer.read())


def send(port: int, token: str, path: str, given: dict[str, str]) -> HTTPConnection:
    """Asks, and does not wait for the answer."""
    wire = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"cookie": f"backchannel-{port}={token}", "content-type": "application/json"}
    wire.request("POST", path, json.dumps(given), headers)
    return wire


def test_it_serves_this_machine_alone_and_ends_quietly(tmp_path: Path) -> None:
    with serving(workspace(tmp_path / "own")) as (server, port, token):
        assert post(port, token, "/api/state", {})[0] == 200
        with pytest.raises(OSError):  # another address of this machine
            socket.create_connection(("127.0.0.2", port), timeout=5)
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=60)
        assert (server.returncode, errors) == (0, "")


def test_a_kill_in_mid_save_loses_nothing(tmp_path: Path) -> None:
    """Whenever it comes, the file is one of those that were saved, whole."""
    path = workspace(tmp_path / "own") / "rules/early.yaml"
    with serving(path.parents[1]) as (server, port, token):
        held = post(port, token, "/api/open", {"file": "rules/early.yaml"})[1]
        digest, saved, end = held["digest"], 0, time.monotonic() + 0.4
        for place in count():
            given = {"file": "rules/early.yaml", "text": TEXTS[place % 2], "digest": digest}
            if time.monotonic() > end:
                break
            digest = post(port, token, "/api/save", given)[1]["digest"]
            saved += 1
        with closing(send(port, token, "/api/save", given)):
            server.kill()  # while it reads, writes or answers
            server.wait(60)
    assert saved > 0
    assert path.read_text(encoding="utf-8") in TEXTS


def test_a_port_in_use_is_told_in_words(tmp_path: Path) -> None:
    workspace(tmp_path / "own")
    with bound(None) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["serve", str(tmp_path / "own"), "--port", str(port)])
    assert done.exit_code == 2
    told = f"port {port} is in use; name another, or leave out --port to take a free one"
    assert told in done.output


def test_the_usual_port_gives_way_to_a_free_one() -> None:
    with bound(None) as first, bound(None) as second:
        assert first.getsockname()[0] == second.getsockname()[0] == "127.0.0.1"
        assert first.getsockname()[1] != second.getsockname()[1]


@pytest.mark.parametrize("folder", ["empty", "none"])
def test_without_a_workspace_it_says_how_to_start_one(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    done = CliRunner().invoke(main, ["serve", str(tmp_path / folder)])
    assert done.exit_code == 2
    assert "backchannel init DIR" in done.output or "there is no folder" in done.output


def test_an_unknown_flow_is_told_before_it_serves(tmp_path: Path) -> None:
    workspace(tmp_path / "own")
    done = CliRunner().invoke(main, ["serve", str(tmp_path / "own"), "--flow", "man"])
    assert done.exit_code == 1
    assert "no flow `man`" in done.output and "did you mean `main`?" in done.output
