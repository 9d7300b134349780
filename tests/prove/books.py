"""Small rulebooks written as text: what a test is about, and nothing else."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

from engine.prove.check.findings import prove
from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.workspace import Workspace

FACTS = """\
  x.a: {type: boolean, ask: Is it a?}
  x.b: {type: boolean, ask: Is it b?}
  x.c: {type: boolean, ask: Is it c?}
  x.n: {type: integer, range: [0, 10], ask: How many?}
  x.m: {type: integer, range: [0, 10], ask: How many of m?}
  x.s: {type: share, ask: What part?}
  x.t: {type: share, ask: What other part?}
  x.word: {type: enumeration, values: [red, green, blue], ask: Which colour?}
  x.sum: {type: integer, range: [0, 20], ask: How many in all?, derive: x.n + x.m}
  x.text: {type: text, ask: What is written?}
  x.set: {type: set, values: [p, q], ask: Which of them?}
"""
ONE_GATE = """\
flow: flow
title: A flow
start: first
nodes:
  - {id: first, kind: gate, title: First, to: {yes: up, no: down}}
  - {id: up, kind: verdict, title: Up, verdict: high}
  - {id: down, kind: verdict, title: Down, verdict: low}
"""
TWO_GATES = """\
flow: flow
title: A flow
start: first
nodes:
  - {id: first, kind: gate, title: First, to: {yes: second, no: down}}
  - {id: second, kind: gate, title: Second, to: {yes: up, no: down}}
  - {id: up, kind: verdict, title: Up, verdict: high}
  - {id: down, kind: verdict, title: Down, verdict: low}
"""


def gate(name: str, rules: str, otherwise: str = "no", thresholds: str = "") -> str:
    """A gate from lines such as `id: condition -> outcome`."""
    lines = [f"gate: {name}", f"question: Is it {name}?"]
    lines += ["thresholds:", f"  {thresholds}"] if thresholds else []
    lines.append("rules:")
    for line in dedent(rules).strip().splitlines():
        name_, _, rest = line.partition(": ")
        when, _, then = rest.rpartition(" -> ")
        lines += [f"  - id: {name_}", f"    when: {when}", f"    then: {then}", "    because: So."]
    lines += ["otherwise:", f"  then: {otherwise}", "  because: Nothing else."]
    return "\n".join(lines) + "\n"


def book(
    folder: Path, *gates: str, constraints: str = "", promises: str = "", flow: str | None = None,
    facts: str = FACTS,
) -> Book:  # fmt: skip
    """The rulebook with these gates; without a flow, one that goes through them in order."""
    for name in ("rules", "flows"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    text = "facts:\n" + facts
    text += "constraints:\n" + indent(dedent(constraints), "  ") if constraints else ""
    (folder / "rules" / "facts.yaml").write_text(text)
    for place, one in enumerate(gates):
        (folder / "rules" / f"gate{place}.yaml").write_text(one)
    if promises:
        told = "promises:\n" + indent(dedent(promises), "  ")
        (folder / "rules" / "promises.yaml").write_text(told)
    default = ONE_GATE if len(gates) == 1 else TWO_GATES
    (folder / "flows" / "flow.yaml").write_text(default if flow is None else flow)
    return load(Workspace(folder / "rules", folder / "flows"))


def told(found: Book) -> list[str]:
    """What proofs say of a rulebook: code and message, one a line."""
    return [f"{one.code}: {one.message}" for one in prove(found)]
