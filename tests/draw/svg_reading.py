"""Reading a picture: the groups of its boxes and arrows with their classes and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?[0-9.]+")
PLACES = frozenset(
    ["d", "points", "x", "y", "cx", "cy", "rx", "ry", "width", "height", "viewBox", "transform"]
)


@dataclass(frozen=True)
class Group:
    """A box or an arrow: its classes, its tooltip, its words in one line, its other attributes."""

    classes: frozenset[str]
    tooltip: str
    words: str
    attributes: dict[str, str]


def boxes(svg: str) -> dict[str, Group]:
    """The boxes by id."""
    found = [group for group in groups(svg) if "node" in group.classes]
    read = {group.attributes["id"]: group for group in found}
    assert len(read) == len(found)
    return read


def arrows(svg: str) -> dict[tuple[str, str], Group]:
    """The arrows by source and outcome."""
    found = [group for group in groups(svg) if "edge" in group.classes]
    read = {_edge(group): group for group in found}
    assert len(read) == len(found)
    return read


def _edge(group: Group) -> tuple[str, str]:
    return group.attributes["data-from"], group.attributes.get("data-outcome", "")


def groups(svg: str) -> Iterator[Group]:
    """Every group that has a class."""
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        if "class" in group.attrib:
            yield _group(group)


def _group(group: Element) -> Group:
    texts = ["".join(text.itertext()) for text in group.iter(f"{SVG}text")]
    return Group(
        frozenset(group.attrib["class"].split()), group.findtext(f"{SVG}title", ""),
        " ".join(texts), dict(group.attrib),
    )  # fmt: skip


def told(svg: str) -> str:
    """All words of a picture in one line."""
    texts = ElementTree.fromstring(svg).iter(f"{SVG}text")
    return " ".join("".join(text.itertext()) for text in texts)


def without_places(svg: str) -> list[tuple[str, dict[str, str], str, str]]:
    """Everything in a picture but where it is."""
    return [
        (
            str(part.tag),
            {key: value for key, value in part.attrib.items() if key not in PLACES},
            part.text or "",
            part.tail or "",
        )
        for part in ElementTree.fromstring(svg).iter()
    ]
