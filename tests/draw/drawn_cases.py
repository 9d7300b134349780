"""Decisions to draw: one for every rule, the examples, the acceptance cases where they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import cycle
from pathlib import Path

from engine import Decision
from engine.draw.diagram.diagram import diagram
from engine.draw.diagram.model import Diagram
from engine.rulebook.graph import Ways
from engine.rulebook.model import Book, Flow, Node
from tests.domain import cases
from tests.domain.program import ROOT, VISA, decide, rulebook, unasked
from tests.flows import with_nodes
from tests.later import Later

SHARED = ROOT.parent / "shared" / "cases"
GATES = {
    "intake": cases.INTAKE, "visa": cases.VISA,
    "careers": cases.CAREERS, "treatment": cases.TREATMENT,
}  # fmt: skip

STORIES = Later[Decision](
    {
        "high": decide,
        "low": partial(decide, {"visa.had_to_fight": True}),
        "incomplete": partial(decide, unasked(VISA)),
        "settled_early": partial(decide, unasked(VISA), {"outcomes.img_fellowship_share": 0.1}),
    }
)

HOSTILE = (
    '"><script>alert(1)</script>',
    ']; evil [label="x',
    "%%{init: {'theme': 'dark'}}%%",
    "مستشفى الجامعة الملكية للأطفال والجراحة " * 12,
    "Supercalifragilistic" * 25,
    "a backslash at the end\\",
    "<b>bold</b> <!-- no comment -->",
    "日本語のとても長い病院の名前" * 20,
    "&lt;b&gt; &amp; &#60; & &",
    "1. no list",
    "- no list either, `code` *stress* _more_ # heading",
    r"\N \G \l \r {x|y} <x> {{x}} {%x%} $x$ #quot; ﬂ°°60¶ß",
    "style a fill:#f00; classDef b fill:#00f; click c call d()",
)


def _every_case() -> Iterator[tuple[str, Callable[[], Decision]]]:
    for name in STORIES:
        yield name, partial(STORIES.__getitem__, name)
    yield "nothing known", partial(rulebook().evaluate, {})
    for gate, found in GATES.items():
        for rule, (_verdict, changes) in found.items():
            yield f"{gate} {rule}", partial(decide, changes)
    for path in sorted((ROOT / "examples").glob("*.json")):
        yield path.name, partial(_decided, path)
    for path in sorted(SHARED.glob("*.json")):
        yield path.name, partial(_decided, path, "facts")


def _decided(path: Path, *inside: str) -> Decision:
    facts = json.loads(path.read_text(encoding="utf-8"))
    for key in inside:
        facts = facts[key]
    return rulebook().evaluate(facts)


EVERY_CASE = Later(dict(_every_case()))
"""Decisions by name."""


def shipped() -> tuple[Flow, Book]:
    """The shipped flow and its book."""
    book = rulebook().book
    return book.flows["img_support"], book


def drawing(decision: Decision | None = None) -> Diagram:
    """The diagram of the shipped flow."""
    return diagram(*shipped(), decision)


def _hostile() -> Iterator[Callable[[], tuple[str, Diagram]]]:
    for text in HOSTILE:
        for decided in (True, False):
            yield partial(lambda text, decided: (text, renamed([text], decided)), text, decided)


def mixed(first: int) -> Diagram:
    """All hostile texts in one diagram, beginning with one of them."""
    return renamed([*HOSTILE[first:], *HOSTILE[:first]])


def renamed(texts: Sequence[str], decided: bool = True) -> Diagram:
    """The shipped flow with these texts, in turn, for all that it says."""
    flow, book = shipped()
    said = cycle(texts)
    title, program = next(said), next(said)
    nodes = {name: replace(node, title=next(said)) for name, node in flow.nodes.items()}
    gates = {name: replace(gate, question=next(said)) for name, gate in book.gates.items()}
    path = tuple(
        replace(one, title=nodes[one.node].title, because=next(said) if one.because else None)
        for one in STORIES["settled_early"].path
    )
    early = replace(STORIES["settled_early"], program=program, path=path)
    decision = early if decided else None
    return diagram(
        replace(with_nodes(flow, nodes.values()), title=title), replace(book, gates=gates), decision
    )


EVIL = Later({str(place): make for place, make in enumerate(_hostile())})
"""Each hostile text as the program's name, as every title, question and reason."""


def long_chain(length: int) -> Diagram:
    """So many gates, each after a step, whose `no` edges all meet in one verdict."""
    flow, book = shipped()
    gate = book.gates["strong_outcomes"]
    nodes = [node for place in range(length) for node in _link(place, place + 1 < length)]
    nodes += [(flow.nodes["low_priority"], {}), (flow.nodes["high_priority"], {})]
    gates = {node.id: replace(gate, id=node.id) for node, _ in nodes if node.kind == "gate"}
    chain = Flow.of(flow.name, flow.title, "step0", nodes, flow.labels, flow.place)
    return diagram(chain, replace(book, gates=gates))


def _link(place: int, more: bool) -> tuple[tuple[Node, Ways], tuple[Node, Ways]]:
    onward = {"yes": f"step{place + 1}" if more else "high_priority", "no": "low_priority"}
    return (
        (Node(f"step{place}", "step", "Look once more"), {"": f"gate{place}"}),
        (Node(f"gate{place}", "gate", "Is it well?"), onward),
    )
