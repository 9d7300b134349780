"""A small workspace about shops with one file of tests, to be changed by each case."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from engine.diagnostics.invalid import Invalid
from engine.rulebook.workspace import Workspace
from engine.scenario.session import Session, run

TESTS = "rules/tests/shops.yaml"
EXAMPLE = "examples/corner.json"

FILES = {
    "rules/facts.yaml": """\
facts:
  shop.kind:
    type: enumeration
    values: [bakery, butcher]
    ask: What does it sell?
  shop.visits:
    type: integer
    range: [0, 1000]
    ask: How often did you go?
  shop.fresh_share:
    type: share
    ask: What part was fresh?
  shop.loud:
    type: boolean
    ask: How loud is it?
    assume: false
  shop.days:
    type: records
    ask: What was sold on each day?
    fields:
      sold: {type: integer}
constraints:
  - id: some-fresh
    never: shop.fresh_share > 0 and shop.visits = 0
    because: Nobody was there to see it.
""",
    "rules/good.yaml": """\
gate: good
question: Is it a good shop?
thresholds:
  fresh_enough: 0.5
  often: 3
rules:
  - id: stale
    when: shop.fresh_share < fresh_enough
    then: no
    because: Only {shop.fresh_share} was fresh.
  - id: well-known
    when: shop.visits >= often and shop.fresh_share >= fresh_enough
    then: yes
    because: You know it well.
otherwise:
  then: no
  because: Nothing speaks for it.
notes:
  - id: bread
    when: shop.kind = bakery
    strength: It smells of bread.
    signal: any
""",
    "rules/pleasant.yaml": """\
gate: pleasant
question: Is it pleasant?
rules:
  - id: noisy
    when: shop.loud
    then: no
    because: It is loud.
otherwise:
  id: quiet
  then: yes
  because: Nothing is against it.
""",
    "flows/shops.yaml": """\
flow: shops
title: Where to buy bread?
start: look
nodes:
  - {id: look, kind: step, title: Look around, to: good}
  - id: good
    kind: gate
    title: Is it good?
    to: {yes: pleasant, no: leave}
  - id: pleasant
    kind: gate
    title: Is it pleasant?
    to: {yes: buy, no: leave}
  - {id: buy, kind: verdict, title: Buy there, verdict: high}
  - {id: leave, kind: verdict, title: Leave, verdict: low}
""",
    EXAMPLE: '{"shop": {"kind": "butcher", "visits": 4, "fresh_share": 0.8}}\n',
    TESTS: """\
flow: shops
bases:
  corner:
    shop.kind: bakery
    shop.visits: 4
    shop.fresh_share: 0.75
base: corner
tests:
  - name: The shop at the corner is good
    expect: {verdict: high, decided_at: pleasant, rule: quiet, strengths: [bread]}
  - name: Old bread is a reason to leave
    with: {shop.fresh_share: 0.25}
    expect: {verdict: low, rule: stale}
""",
}


class Fault(NamedTuple):
    """One change to the file of tests (all of it, when `old` is empty), and what is then said."""

    name: str
    old: str
    new: str
    told: str


def write(folder: Path, old: str = "", new: str = "", file: str = TESTS) -> Workspace:
    """Write the workspace with one change; `old` has to stand there exactly once."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name == file:
            assert not old or text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
            text = text.replace(old, new) if old else new or text
        path.write_text(text, encoding="utf-8")
    return Workspace(Path("rules"), Path("flows"))


def session(folder: Path, *tests: str) -> Session:
    """A run of the workspace with these tests in place of its own."""
    listed = "\n".join(f"  - {one}" for one in tests)
    return run(write(folder, new=f"flow: shops\ntests:\n{listed}\n"))


def told(workspace: Workspace) -> str:
    """What running the tests says is wrong with their files."""
    try:
        run(workspace)
    except Invalid as invalid:
        return str(invalid)
    return "nothing is wrong"
