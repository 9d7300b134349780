"""Mermaid: words of unknown origin are escaped, names are never words of its own."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from engine.draw.diagram.diagram import diagram
from engine.draw.picture import mermaid
from engine.rulebook.graph import Ways
from engine.rulebook.model import Flow, Node
from tests.draw.drawn_cases import EVIL, shipped

LINE = re.compile(
    r"---|config:|  flowchart:|    wrappingWidth: [0-9]+|flowchart TB|    accDescr: [\w ,.]+"
    r"|    \w+(?:\[|\(|\{\{|\(\[)\"(?P<words>[^\"]*)\"(?:\]|\)|\}\}|\]\)):::\w+"
    r"|    \w+ (?:-->|==>|-\.->|~~~)(?:\|\"(?P<label>[^\"]*)\"\|)? \w+"
    r"|    classDef \w+ [\w,:#. -]+|    linkStyle [0-9]+ stroke:#[0-9a-f]{6}"
)
STEERING = re.compile(rf"[^\w ,.?!()'#;¶{mermaid.APART}]")


def unescaped(words: str) -> str:
    """What a reader sees, without line breaks."""
    joined = words.replace("<br>", "")
    return re.sub(r"#([0-9]+);", lambda code: chr(int(code[1])), joined)


@pytest.mark.parametrize("place", EVIL)
def test_every_line_is_one_of_ours_and_holds_no_mark_of_mermaids(place: str) -> None:
    """And the words come out whole when a reader's eyes undo the escapes."""
    text, diagram = EVIL[place]
    shown = []
    for line in mermaid.source(diagram).splitlines():
        found = LINE.fullmatch(line)
        assert found, line
        words = found["words"] or found["label"] or ""
        assert not STEERING.search(words.replace("<br>", ""))
        shown.append(unescaped(words))
    assert text.replace(" ", "") in "".join(shown).replace(" ", "").replace(mermaid.APART, "")


def test_names_of_nodes_cannot_be_keywords() -> None:
    """`end` and `class` are fine names for a node of a flow, and so is one in another script."""
    flow, book = shipped()
    low = replace(flow.nodes["low_priority"], id="graph")
    nodes: list[tuple[Node, Ways]] = [
        (Node("end", "step", "One"), {"": "class-def"}),
        (Node("class-def", "step", "Two"), {"": "größe"}),
        (Node("größe", "step", "Three"), {"": "graph"}),
        (low, {}),
    ]
    odd = Flow.of("odd", "Odd", "end", nodes)
    text = mermaid.source(diagram(odd, book))
    assert 'n_end("One")' in text and 'n1("Two")' in text and 'n2("Three")' in text
    assert "n2 --> n_graph" in text and "heading ~~~ n_end" in text
