"""A small workspace with programs, and a client that may ask its workbench."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from engine.workbench.app import Workbench, application
from engine.workbench.desk import Desk
from engine.workbench.folder import opened

PORT = 8765
HOME = f"http://127.0.0.1:{PORT}"
TOKEN = "a-secret"
FACTS = """\
subject: a.name
facts:
  a.name: {type: text, ask: What is it called?}
  a.months: {type: integer, range: [0, 24], ask: How many months ahead?}
  a.kind: {type: enumeration, values: [old, new, odd], ask: Which kind is it?}
"""
GATE = """\
gate: early
question: Is it early?
thresholds:
  lead: {value: 2, unit: months}
rules:
  - {id: ahead, when: a.months >= lead, then: yes, because: It is ahead.}
otherwise: {then: no, because: It is not.}
"""
PROMISES = """\
promises:
  - id: many-months
    flow: main
    always: not (a.months >= 9 and verdict = low)
    because: Nine are many.
"""
FLOW = """\
flow: main
title: Is it good?
start: s
best_first: [high, low]
nodes:
  - {id: s, kind: step, title: Start, to: early}
  - {id: early, kind: gate, title: Is it early?, to: {yes: good, no: bad}}
  - {id: good, kind: verdict, title: Good, verdict: high}
  - {id: bad, kind: verdict, title: Bad, verdict: low}
"""
TESTS = """\
flow: main
tests:
  - {name: three months are early, with: {a.months: 3}, expect: {verdict: high}}
"""
FILES = {
    "rules/facts.yaml": FACTS,
    "rules/early.yaml": GATE,
    "rules/promises.yaml": PROMISES,
    "rules/tests/early.yaml": TESTS,
    "flows/main.yaml": FLOW,
}
MONTHS = {"slow": 1, "three": 3, "ten": 10}


def workspace(folder: Path) -> Path:
    """The files of the workspace, with three programs."""
    programs = {f"programs/{name}.json": program(name, months) for name, months in MONTHS.items()}
    for name, text in {**FILES, **programs}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def program(name: str, months: int) -> str:
    """A fact file."""
    return json.dumps({"a": {"name": name.title(), "months": months}}, indent=2) + "\n"


def client(folder: Path, known: bool = True) -> TestClient:
    """A browser; unless it is `known`, it has not opened the address with the secret."""
    app = application(Workbench(Desk(opened(folder))), TOKEN, PORT)
    found = TestClient(app, base_url=HOME, follow_redirects=False)
    if known:
        assert found.get("/", params={"token": TOKEN}).status_code == 303
    return found


def ask(browser: TestClient, name: str, **given: Any) -> Any:
    """What is answered to a question that is not refused."""
    answer = browser.post(f"/api/{name}", json=given)
    assert answer.status_code == 200, answer.text
    return answer.json()


def edit(old: str, new: str, name: str = "rules/early.yaml") -> dict[str, str]:
    """The unsaved texts where one thing in one file is changed."""
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new)}
