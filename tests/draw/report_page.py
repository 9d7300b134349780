"""Reading a report: its elements with their attributes and texts, and what it has to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

from engine import Decision
from engine.decide.decision import Station
from engine.draw.report.report import render
from engine.present import phrases
from engine.present.heard import sighting
from engine.rulebook.model import Book
from tests.domain.program import rulebook

DAY = date(2026, 3, 1)
PICTURE = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><style>.taken &gt; path { fill: red }
</style><g id="smooth_visa" class="taken gate"><title>a &lt; b</title><path d="M0 0h9"/></g></svg>
"""


@dataclass
class Element:
    """One element of a page with the text below it; `above` are the names it stands in."""

    name: str
    attributes: dict[str, str | None]
    above: tuple[str, ...]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()


class Page(HTMLParser):
    """A page, refused where an element is left open or closed out of turn."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in ("meta", "input"):
            self.open.append(self.elements[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append(Element(tag, dict(attrs), tuple(one.name for one in self.open)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.parts.append(data)

    def all(self, name: str, class_: str | None = None) -> list[Element]:
        """The elements of a name, and of a class if one is given."""
        named = [one for one in self.elements if one.name == name]
        return [one for one in named if class_ is None or class_ in one.classes]

    @property
    def text(self) -> str:
        return self.all("body")[0].text

    @property
    def headings(self) -> list[Element]:
        return [one for one in self.elements if one.name in ("h1", "h2", "h3", "h4", "h5", "h6")]

    @property
    def skeleton(self) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Elements and names of attributes, without any text."""
        return [(one.name, tuple(one.attributes), one.above) for one in self.elements]


def page(decision: Decision, book: Book | None = None) -> Page:
    """The report of a decision, read."""
    return Page(render(decision, book or rulebook().book, PICTURE, DAY))


def unsaid(decision: Decision) -> set[str]:
    """What the decision says and its report does not."""
    text = page(decision).text
    wanted = {" ".join(one.split()) for one in everything(decision, rulebook().book)}
    return {one for one in wanted if one not in text}


def everything(decision: Decision, book: Book) -> Iterator[str]:
    """Every text that a report has to show."""
    yield from (decision.program or "", decision.verdict.replace("_", " "), decision.rulebook)
    for station in decision.path:
        yield from _station(station)
    for one in decision.missing:
        yield from (one.fact, one.ask, *(book.vocabulary.informants[key] for key in one.whom))
    for remark in (*decision.cautions, *decision.strengths, *decision.ignored):
        yield from (remark.text, remark.source, book.vocabulary.sources[remark.source])
    yield from (sighting(book.vocabulary.facts[name]) for name in decision.assumed)
    for signal, colour in decision.signals.items():
        yield from (signal, colour, book.board.signals[signal] if book.board else "")
    yield from (phrases.label_title(label) for label in decision.labels.values())


def _station(station: Station) -> Iterator[str]:
    yield from (station.title, station.outcome or "", station.rule or "", station.because or "")
    for condition in station.conditions:
        yield from (condition.text, *condition.values, *condition.thresholds)
    for rule in station.passed_over:
        yield rule.rule
        yield from (one.text for one in rule.conditions if one.decisive)
