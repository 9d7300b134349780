"""The lists of the report: questions to take along, remarks, signals, labels, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, groupby

from ...decide.decision import Decision, Missing, Remark
from ...present import phrases
from ...present.text import beside_question, not_mentioned
from ...rulebook.model import Book
from .markup import Markup, Part, tag
from .words import COLOURS, anchor, badge, cite, symbol


def questions(decision: Decision, book: Book) -> Part:
    """What is still missing, gate by gate: a list to print, tick and write on."""
    if not decision.missing:
        return None
    titles = {node.id: node.title for node in book.flows[decision.flow].nodes.values()}
    numbers = count(1)
    return [
        (
            tag("h3", titles[gate]),
            tag("ol", [_question(next(numbers), one, book) for one in group], class_="questions"),
        )
        for gate, group in groupby(decision.missing, key=lambda one: one.gate)
    ] + [_by_person(decision.missing, book)]


def _question(number: int, one: Missing, book: Book) -> Markup:
    whom = phrases.whom([_person(key, book) for key in one.whom])
    return tag(
        "li",
        tag("div", class_="box", aria_hidden="true"),
        tag("div", f"{number}.", class_="number"),
        tag(
            "div",
            tag("p", one.ask),
            tag("p", whom, class_="aside") if whom else None,
            *(tag("p", told, class_="aside") for told in beside_question(one, book)),
        ),
        tag("code", one.fact),
    )


def _person(key: str, book: Book) -> str:
    return book.vocabulary.informants.get(key, key)


def _by_person(missing: tuple[Missing, ...], book: Book) -> Part:
    """Which questions each person can answer."""
    asked = [(key, number) for number, one in enumerate(missing, 1) for key in one.whom]
    people = [key for key in book.vocabulary.informants if key in dict(asked)]
    if len(missing) < 2 or not people:
        return None
    items = [
        (
            tag("dt", _person(key, book)),
            tag("dd", ", ".join(str(number) for whom, number in asked if whom == key)),
        )
        for key in people
    ]
    return tag("div", tag("h3", phrases.WHO_CAN_ANSWER), tag("dl", items, class_="pairs"))


def remarks(found: Iterable[Remark], mood: str, book: Book) -> Part:
    """Remarks as a list with the symbol of their kind."""
    items = [_remark(one, mood, book) for one in found]
    return tag("ul", items, class_=f"remarks tone-{mood}") if items else None


def _remark(one: Remark, mood: str, book: Book) -> Markup:
    mark = {"good": "+", "bad": "!", "unheard": "·"}[mood]
    return tag("li", symbol(mark), " ", tag("div", one.text, cite(one.source, book)))


def plain(lines: Iterable[str]) -> Markup:
    """Sentences, one below the other."""
    return tag("ul", [tag("li", one) for one in lines], class_="plain")


def board(decision: Decision, book: Book) -> Part:
    """The signals, each with its word, symbol and colour."""
    if book.board is None or not decision.signals:
        return None
    tiles = [
        _tile(signal, colour, book.board.signals[signal])
        for signal, colour in decision.signals.items()
    ]
    return (tag("p", _tally(decision), class_="aside"), tag("ul", tiles, class_="board"))


def _tile(signal: str, colour: str, title: str) -> Markup:
    mood = COLOURS[colour]
    return tag(
        "li",
        tag("div", signal, class_="number"),
        tag("div", badge(phrases.COLOURS[colour], mood)),
        tag("p", title),
        class_=f"tile tone-{mood}",
    )


def _tally(decision: Decision) -> str:
    found = list(decision.signals.values())
    words = phrases.COLOURS.items()
    counts = [(word, found.count(colour)) for colour, word in words if colour in found]
    return phrases.listed(phrases.tally(counts)) + "."


def labels(decision: Decision, book: Book) -> Iterator[Markup]:
    """What the side flows say."""
    for name, label in decision.labels.items():
        columns = phrases.columns_match(label)
        aside = tag("span", columns, class_="aside") if columns else None
        title = book.flows[name].title
        yield tag(
            "p", title, " ", tag("strong", phrases.label_title(label)), aside, class_="resembles"
        )


def assumed(decision: Decision, book: Book) -> Part:
    """Facts that nobody reported and the value that was taken for them."""
    if not decision.assumed:
        return None
    items = [tag("li", told) for told in not_mentioned(decision, book)]
    return tag(
        "details",
        tag("summary", phrases.how_many_not_seen(len(decision.assumed))),
        tag("ul", items, class_="plain"),
    )


def passages(decisions: Iterable[Decision], book: Book) -> Part:
    """The passages that the page cites, with their titles."""
    cited = {source for one in decisions for source in _cited(one, book)}
    items = [
        (tag("dt", key, id=anchor("source", key)), tag("dd", title))
        for key, title in book.vocabulary.sources.items()
        if key in cited
    ]
    return tag("dl", items, class_="pairs") if items else None


def _cited(decision: Decision, book: Book) -> Iterator[str | None]:
    for station in decision.path:
        yield station.source
        over = {one.rule for one in station.passed_over}
        if station.kind == "gate":
            yield from (one.source for one in book.gates[station.node].rules if one.id in over)
    for remark in (*decision.cautions, *decision.strengths, *decision.ignored):
        yield remark.source
