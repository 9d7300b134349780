"""A call sheet as a page to print, with room to write."""

from __future__ import annotations

from collections.abc import Iterator

from ...present import phrases_asking as words
from ...present import sheet as told
from ...present.sheet import Entry, Sheet
from ...rulebook.model import Book
from .markup import Markup, Part, tag
from .shell import leaf


def page(sheet: Sheet, book: Book) -> str:
    """The whole page, which stands alone."""
    return leaf(words.SHEET, [*_body(sheet)], book)


def _body(sheet: Sheet) -> Iterator[Part]:
    yield tag("p", words.sheet_for(sheet.programs))
    if sheet.manners:
        yield tag("ul", [tag("li", one) for one in sheet.manners], class_="manners")
    for line in told.status(sheet):
        yield tag("p", line)
    for part in sheet.filled:
        more = tag("p", words.more_matter(part.left), class_="aside") if part.left else None
        yield tag("section", tag("h2", part.title), [*_topics(part, sheet)], more)


def _topics(part: told.Part, sheet: Sheet) -> Iterator[Part]:
    """Questions are numbered through the part, as in text."""
    number = 1
    for topic, entries in told.topics(part):
        items = [_entry(one, sheet) for one in entries]
        yield tag("h3", topic, class_="topic")
        yield tag("ol", items, class_="asked", start=str(number))
        number += len(entries)


def _entry(entry: Entry, sheet: Sheet) -> Markup:
    listen: Part = [tag("strong", f"{words.LISTEN_FOR}:"), f" {told.heard(entry)}"]
    return tag(
        "li",
        tag("p", tag("strong", entry.fact.ask)),
        tag("p", told.kinds(entry), class_="aside"),
        tag("p", listen) if entry.sightings else None,
        tag("p", told.about(entry, sheet), class_="aside") if told.about(entry, sheet) else None,
        tag("div", tag("span", words.ROOM_TO_WRITE, class_="unseen"), class_="room"),
    )
