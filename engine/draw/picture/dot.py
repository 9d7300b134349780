"""The diagram as DOT. The only module that knows the graphviz package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from graphviz import Digraph, escape, nohtml

from ..diagram.model import Arrow, Diagram
from . import theme
from .plan import Drawn, Plan, plan

INCH = 72
SHAPES = {
    "step": {"shape": "box", "style": "rounded,filled"},
    "gate": {"shape": "hexagon", "style": "filled"},
    "verdict": {"shape": "ellipse", "style": "filled"},
}
GRAPH = {"rankdir": "TB", "nodesep": "0.5", "ranksep": "0.3", "pad": "0.1"}
WORDS = {"fontname": "Helvetica", "fontsize": str(theme.NOTE)}
FEW, CROWD = 3, 20
"""Arrows that may meet in one box before dot gets slow: these weigh nothing, those are straight."""
ARROWS = WORDS | {"arrowsize": "0.8"}


def source(diagram: Diagram) -> str:
    """DOT text with ids, classes and tooltips; the same for the same diagram."""
    lines = filter(None, [diagram.heading, diagram.about, diagram.result])
    title = {"label": _text(lines), "labelloc": "t"}
    return _source(plan(diagram), GRAPH | WORDS | title, sized=False)


def for_layout(planned: Plan) -> str:
    """The same with the exact size of each box, and without the title."""
    return _source(planned, GRAPH, sized=True)


def edge_id(place: int) -> str:
    """The id of an arrow. No id of a flow holds a dot."""
    return f"edge.{place}"


def _source(planned: Plan, attributes: dict[str, str], sized: bool) -> str:
    crowds = Counter(planned.ends)
    lines = {"splines": "line"} if max(crowds.values(), default=0) > CROWD else {}
    graph = Digraph(
        planned.diagram.name, graph_attr=attributes | lines, node_attr=WORDS, edge_attr=ARROWS
    )
    for name, drawn in planned.boxes.items():
        graph.node(name, **_box(name, drawn) | (_size(drawn) if sized else {}))
    for place, (arrow, end) in enumerate(zip(planned.diagram.arrows, planned.ends, strict=True)):
        weight = {"weight": "0"} if crowds[end] > FEW else {}
        graph.edge(arrow.source, end, id=edge_id(place), **_arrow(arrow), **weight)
    for gate, verdict in planned.beside.items():
        with graph.subgraph(graph_attr={"rank": "same"}) as row:
            row.node(gate)
            row.node(verdict)
    return str(graph.source)


def _box(name: str, drawn: Drawn) -> dict[str, str]:
    box, line = drawn.box, theme.box_line(drawn.box)
    shape = SHAPES[box.kind]
    return {
        "id": name,
        "class": " ".join(box.classes),
        "tooltip": _text([box.tooltip]),
        "label": _text([*drawn.heading, *map(str, drawn.notes)]),
        "shape": shape["shape"],
        "style": shape["style"] + (",dashed" if line.dashed else ""),
        "color": line.ink.line,
        "fillcolor": line.ink.area,
        "fontcolor": line.ink.words,
        "penwidth": f"{line.width:g}",
    }


def _size(drawn: Drawn) -> dict[str, str]:
    """A gate takes the room of a rectangle: its corners are cut when it is drawn."""
    shape = {"shape": "box"} if drawn.box.kind == "gate" else {}
    width, height = f"{drawn.width / INCH:.3f}", f"{drawn.height / INCH:.3f}"
    return {"width": width, "height": height, "fixedsize": "true"} | shape


def _arrow(arrow: Arrow) -> dict[str, str]:
    line = theme.arrow_line(arrow)
    return {
        "class": " ".join(arrow.classes),
        "tooltip": _text([arrow.tooltip]),
        "label": _text(f"  {words}  " for words in theme.label(arrow)),
        "style": "dashed" if line.dashed else "solid",
        "color": line.ink.line,
        "fontcolor": line.ink.words,
        "penwidth": f"{line.width:g}",
    }


def _text(lines: Iterable[str]) -> str:
    """Text that graphviz takes for nothing but text."""
    plain = (line.replace("&", "&amp;").replace("\n", " ") for line in lines)
    safe: str = nohtml(r"\n".join(escape(line) for line in plain))
    return safe
