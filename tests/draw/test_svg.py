"""The SVG, read back: ids, classes and words of every box and arrow, and nothing that runs."""

from __future__ import annotations

import re
import shutil
from xml.etree import ElementTree

import pytest

from engine import Decision
from engine.draw.diagram.model import Diagram
from engine.draw.picture import layout, svg
from engine.rulebook.model import OPEN
from tests.draw.drawn_cases import EVERY_CASE, EVIL, STORIES, drawing, long_chain, shipped
from tests.draw.svg_reading import arrows, boxes, groups, told, without_places

DOT = shutil.which("dot")


@pytest.fixture
def decision(request: pytest.FixtureRequest) -> Decision:
    return EVERY_CASE[request.param]


def by_wheel(diagram: Diagram) -> str:
    return svg.render(diagram, layout=layout.by_wheel)


def by_program(diagram: Diagram) -> str:
    """With the `dot` program; skips the test where there is none."""
    if DOT is None:
        pytest.skip("left out, not compared with `dot`: Graphviz is not installed")
    return svg.render(diagram, layout=lambda text: layout.by_program(str(DOT), text) or "")


def expected(decision: Decision) -> dict[str, set[str]]:
    """The classes of each node, from the trace alone."""
    outcomes = {station.node: station.outcome for station in decision.path}
    found = {}
    for node in shipped()[0].nodes.values():
        classes = {"node", node.kind, "taken" if node.id in outcomes else "pale"}
        outcome = outcomes.get(node.id)
        found[node.id] = classes | ({OPEN} if outcome == OPEN else set())
        if outcome not in (None, OPEN):
            found[node.id].add(f"outcome-{outcome}")
    return found


@pytest.mark.parametrize("decision", EVERY_CASE, indirect=True)
def test_every_node_has_its_id_and_classes_with_dot_and_without(decision: Decision) -> None:
    """And the two pictures differ in nothing but places."""
    picture = by_wheel(drawing(decision))
    found = {name: set(group.classes) for name, group in boxes(picture).items()}
    assert found == expected(decision)
    if DOT is not None:
        assert without_places(by_program(drawing(decision))) == without_places(picture)


@pytest.mark.parametrize("name", STORIES)
def test_dot_and_wheel_draw_the_same_but_for_places(name: str) -> None:
    """Said plainly where it cannot be shown."""
    diagram = drawing(STORIES[name])
    assert without_places(by_program(diagram)) == without_places(by_wheel(diagram))


@pytest.mark.parametrize("decision", EVERY_CASE, indirect=True)
def test_every_edge_is_taken_or_pale(decision: Decision) -> None:
    """As the path goes, whichever box of a repeated verdict it leads to."""
    found = arrows(by_wheel(drawing(decision)))
    assert {edge: set(group.classes) for edge, group in found.items()} == {
        (arrow.source, arrow.outcome): {"edge", "taken" if arrow.taken else "pale"}
        for arrow in drawing(decision).arrows
    }


@pytest.mark.parametrize("decision", EVERY_CASE, indirect=True)
def test_words_are_there_whole(decision: Decision) -> None:
    """Titles, outcomes and reasons, broken into lines and nowhere cut."""
    found = boxes(by_wheel(drawing(decision)))
    for box in drawing(decision).boxes:
        words = " ".join([box.heading, *map(str, box.notes)])
        assert found[box.id].words.replace(" ", "") == words.replace(" ", "")
        assert found[box.id].tooltip == box.tooltip


def test_a_verdict_that_many_lead_to_stands_beside_each_and_has_its_id_once() -> None:
    """The box with the id is the one on the path."""
    picture = by_wheel(drawing(STORIES["low"]))
    again = [group for group in groups(picture) if "repeat" in group.classes]
    assert [group.attributes["data-of"] for group in again] == ["low_priority"] * 3
    assert all("id" not in group.attributes for group in again)
    assert {group.words for group in again} == {"LOW Low priority"}
    assert {group.tooltip.splitlines()[-1] for group in again} == {"The path does not come here."}
    assert boxes(picture)["low_priority"].classes == {"node", "verdict", "taken"}


def test_only_nodes_have_ids() -> None:
    """So that an id of a flow can meet no other in the page."""
    for _text, diagram in [*EVIL.values(), ("", drawing())]:
        root = ElementTree.fromstring(by_wheel(diagram))
        ids = [part.attrib["id"] for part in root.iter() if "id" in part.attrib]
        assert sorted(ids) == sorted(shipped()[0].nodes)


@pytest.mark.parametrize("place", EVIL)
def test_hostile_text_is_shown_as_text(place: str) -> None:
    """Whole, and in exactly as many elements as any other text."""
    text, diagram = EVIL[place]
    picture = by_wheel(diagram)
    shown = told(picture).replace(" ", "")
    assert text.replace(" ", "") in shown
    tags = {str(part.tag).rpartition("}")[2] for part in ElementTree.fromstring(picture).iter()}
    assert tags <= {
        "svg", "title", "desc", "style", "rect", "g", "text", "tspan", "path", "polygon", "ellipse",
    }  # fmt: skip
    names = {name for part in ElementTree.fromstring(picture).iter() for name in part.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name]


def test_it_stands_alone() -> None:
    """No document type, nothing that is fetched, no comment; a title and the path in words."""
    picture = by_wheel(drawing(STORIES["high"]))
    assert picture.startswith("<svg ") and "<!" not in picture
    assert re.findall(r"https?://[^\"]*", picture) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in picture and "@import" not in picture
    root = ElementTree.fromstring(picture)
    assert root.attrib["role"] == "img"
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Larkfield Regional"
    path = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert path.startswith("Find programs that have IMGs → ") and "HIGH" in path


def test_the_legend_explains_what_occurs() -> None:
    """Shapes always, the path where there is one, open gates where there are some."""
    kinds = "step question verdict"
    assert legend(None) == kinds
    assert legend(STORIES["high"]) == f"{kinds} the path taken not taken"
    assert legend(STORIES["incomplete"]) == f"{kinds} the path taken not taken still open"


def legend(decision: Decision | None) -> str:
    picture = by_wheel(drawing(decision))
    return next(group.words for group in groups(picture) if "legend" in group.classes)


def test_a_page_with_a_title_of_its_own_needs_no_heading() -> None:
    """The report says the same above the picture."""
    untitled = svg.render(drawing(STORIES["low"]), titled=False, layout=layout.by_wheel)
    titled = by_wheel(drawing(STORIES["low"]))
    assert "Larkfield" in told(titled) and "Larkfield" not in told(untitled)


def test_a_hundred_gates_that_lead_to_one_verdict_are_laid_out() -> None:
    """How long it takes is measured elsewhere; plain dot takes minutes."""
    for make in (by_wheel, by_program):
        assert len(boxes(make(long_chain(100)))) == 202
