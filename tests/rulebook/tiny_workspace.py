"""A small sound workspace about shops, and what loading says after one change to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.diagnostics.invalid import Invalid
from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.workspace import Workspace

FACTS, GATE, BOARD, FLOW = (
    "rules/facts.yaml", "rules/good.yaml", "rules/signals.yaml", "flows/shops.yaml",
)  # fmt: skip

FILES = {
    FACTS: """\
subject: shop.name
sources:
  house: Our own reading
informants:
  owner: the owner
facts:
  shop.name:
    type: text
    ask: Which shop is this?
  shop.kind:
    type: enumeration
    values: [bakery, butcher, none]
    ask: What does it sell?
    whom: [owner]
  shop.visits:
    type: integer
    range: [0, 1000]
    ask: How often did you go?
    derive: count(shop.days)
  shop.fresh_share:
    type: share
    ask: What part was fresh?
    source: house
  shop.open_late:
    type: boolean
    ask: When does it close?
    assume: false
  shop.sells:
    type: set
    values: [bread, cake]
    ask: What is on the shelf?
    assume: []
  shop.days:
    type: records
    ask: What was sold on each day?
    key: day
    fields:
      day: {type: integer, range: [1, 366]}
      sold: {type: integer}
constraints:
  - id: some-fresh
    never: shop.fresh_share > 0 and shop.visits = 0
    because: Nobody was there to see it.
""",
    GATE: """\
gate: good
question: Is it a good shop?
thresholds:
  fresh_enough: 0.5
  often: {value: 3, unit: visits}
rules:
  - id: stale
    when: shop.fresh_share < fresh_enough
    then: no
    because: Only {shop.fresh_share} was fresh.
    signal: 1
  - id: well-known
    when: shop.visits >= often
    then: yes
    because: You know it well.
  - id: sweet
    when: shop.kind in [bakery, butcher]
    then: yes
    because: It sells something.
otherwise:
  then: no
  because: Nothing speaks for it.
notes:
  - id: late
    when: shop.open_late is known
    strength: It is open late.
    signal: 1
""",
    BOARD: """\
board:
  good: [yes]
  bad: [no]
  signals:
    1: Freshness
""",
    FLOW: """\
flow: shops
title: Where to buy bread?
start: look
nodes:
  - {id: look, kind: step, title: Look around, to: good}
  - id: good
    kind: gate
    title: Is it good?
    to: {yes: buy, no: leave}
  - {id: buy, kind: verdict, title: Buy there, verdict: high}
  - {id: leave, kind: verdict, title: Leave, verdict: low}
""",
}


@dataclass(frozen=True)
class Fault:
    """One change to one file (all of it, when `old` is empty), and everything then said."""

    name: str
    file: str
    old: str
    new: str
    told: str

    def __str__(self) -> str:
        return self.name


def write(folder: Path, file: str = GATE, old: str = "", new: str = "") -> Workspace:
    """Write the workspace with one change; `old` has to stand there exactly once."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(_changed(text, old, new) if name == file else text, encoding="utf-8")
    return Workspace(Path("rules"), Path("flows"))


def _changed(text: str, old: str, new: str) -> str:
    if not old:
        return new or text
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)


def told(workspace: Workspace) -> str:
    """What loading says about the workspace, all of it as printed."""
    try:
        load(workspace)
    except Invalid as invalid:
        return str(invalid)
    return "nothing is wrong"


def book(workspace: Workspace) -> Book:
    """The rulebook of a workspace that has to be sound."""
    return load(workspace)
