"""DOT: what graphviz itself makes of it, whatever the words are."""

from __future__ import annotations

import re

import pytest

from engine.draw.picture import dot, layout
from engine.draw.picture.plan import plan
from tests.draw.drawn_cases import EVIL, STORIES, drawing, long_chain
from tests.draw.svg_reading import groups


def read(text: str) -> tuple[set[str], list[str]]:
    """The names of the nodes and edges that graphviz finds in some DOT."""
    found = list(groups(layout.by_wheel(text)))
    nodes = {group.tooltip for group in found if "node" in group.classes}
    return nodes, [group.tooltip for group in found if "edge" in group.classes]


@pytest.mark.parametrize("place", EVIL)
def test_hostile_words_make_no_node_edge_or_attribute(place: str) -> None:
    """The graph is that of the flow."""
    _, diagram = EVIL[place]
    plain = drawing(STORIES["settled_early"]) if diagram.decided else drawing()
    assert read(dot.source(diagram)) == read(dot.source(plain))


@pytest.mark.parametrize("place", EVIL)
def test_graphviz_shows_the_words_as_they_are(place: str) -> None:
    """No escape of its own, no entity, no HTML: as its own SVG says when read back."""
    text, diagram = EVIL[place]
    shown = "".join(group.words for group in groups(layout.by_wheel(dot.source(diagram))))
    assert plain(text) in plain(shown)


def plain(words: str) -> str:
    """Without spaces, of which graphviz makes unbreakable ones."""
    return "".join(words.split())


def test_it_is_the_same_every_time() -> None:
    """And follows the order of the flow's file."""
    text = dot.source(drawing(STORIES["low"]))
    assert text == dot.source(drawing(STORIES["low"]))
    names = re.findall(r"^\t(\w+) \[label", text, re.MULTILINE)
    assert names == [box.id for box in drawing().boxes]


def node(text: str, name: str) -> str:
    """The line of a node."""
    return next(line for line in text.splitlines() if line.startswith(f"\t{name} ["))


def test_ids_and_classes_are_in_it_for_whoever_lays_it_out() -> None:
    """So a picture from `dot -Tsvg` has them too."""
    line = node(dot.source(drawing(STORIES["low"])), "smooth_visa")
    assert "id=smooth_visa" in line and 'class="gate taken outcome-no"' in line
    assert "shape=hexagon" in line and "penwidth=2.5" in line


def test_an_open_gate_is_dashed_and_the_rest_thin() -> None:
    """In DOT as in SVG."""
    text = dot.source(drawing(STORIES["incomplete"]))
    assert 'style="filled,dashed"' in node(text, "smooth_visa")
    assert "penwidth=1 " in node(text, "probe_culture")


def test_a_verdict_is_repeated_beside_its_gates() -> None:
    """A gate keeps a way down: only a shared verdict stands at its side."""
    planned = plan(long_chain(3))
    assert planned.beside == {
        "gate0": "low_priority", "gate1": "low_priority.gate1", "gate2": "low_priority.gate2",
    }  # fmt: skip
    assert sorted(set(planned.boxes) - set(planned.diagram.box)) == [
        "low_priority.gate1", "low_priority.gate2",
    ]  # fmt: skip
