"""Cases side by side as one HTML page that loads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...decide.compared import Column, Comparison, FactRow
from ...present import compared as told
from ...present import phrases_ranking as words
from ...present.words import shown
from .markup import Markup, Part, tag
from .shell import leaf
from .words import badge, tone, verdict_tone


def render(found: Comparison) -> str:
    """The whole page, which stands alone."""
    title = words.side_by_side(found.book.vocabulary.case)
    return leaf(title, [*_body(found)], found.book, also="compared.css")


def _body(found: Comparison) -> Iterator[Part]:
    yield tag("p", found.book.flows[found.flow].title, class_="kicker")
    yield _section(words.QUESTION_BY_QUESTION, _table(found, _gates(found)))
    for title, rows in told.sections(found):
        yield _section(title, _table(found, (_fact(row) for row in rows)))
    yield tag("p", told.closing(found), class_="aside")


def _section(title: str, table: Markup) -> Markup:
    frame = tag("div", table, class_="wide", role="region", tabindex="0", aria_label=title)
    return tag("section", tag("h2", title), frame)


def _table(found: Comparison, rows: Iterable[Sequence[Part]]) -> Markup:
    names = [tag("th", tag("bdi", shown(one.name)), scope="col") for one in found.columns]
    head = tag("thead", tag("tr", tag("td"), names))
    body = [
        tag("tr", tag("th", first, scope="row"), [tag("td", cell) for cell in cells])
        for first, *cells in rows
    ]
    return tag("table", head, tag("tbody", body), class_="compared")


def _gates(found: Comparison) -> Iterator[list[Part]]:
    yield [words.OUTCOME, *(_verdict(one, found) for one in found.columns)]
    for gate, (title, outcomes) in zip(told.reached(found), told.gates(found), strict=True):
        stations = (one.station(gate) for one in found.columns)
        moods = [tone(one.outcome, found.book) if one is not None else "" for one in stations]
        yield [title, *(_outcome(*one, mood) for one, mood in zip(outcomes, moods, strict=True))]
    steps = told.next_steps(found)
    if any(steps):
        yield [words.NEXT, *steps]


def _verdict(column: Column, found: Comparison) -> Part:
    weighs = words.weighs(column.decision, column.known)
    return (
        badge(told.title(column), verdict_tone(column.decision, found.book)),
        tag("p", weighs, class_="aside") if weighs else None,
    )


def _outcome(outcome: str, why: str, mood: str) -> Part:
    if not mood:
        return tag("span", outcome, class_="aside")
    return (badge(outcome, mood), tag("p", why))


def _fact(row: FactRow) -> list[Part]:
    first = (told.label(row.fact), tag("p", tag("code", row.fact.name), class_="aside"))
    return [first, *(_value(told.value(one, row.fact), one.told) for one in row.states)]


def _value(text: str, known: bool) -> Part:
    return tag("bdi", text) if known else tag("span", text, class_="aside")
