"""What the parts of the report share: tones with their symbols, citations, values, anchors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from ...decide.decision import Condition, Decision, Station
from ...language.interpret import Kleene
from ...language.values import Value, say
from ...present import phrases
from ...present.testimony import origin
from ...present.words import shown
from ...rulebook.model import OPEN, Book
from .markup import Markup, Part, filled, tag

SYMBOLS: Mapping[str, str] = {
    "good": "✓",
    "bad": "✕",
    "mixed": "±",
    "open": "?",
    "unheard": "○",
    "plain": "→",
}
COLOURS: Mapping[str, str] = {
    "green": "good",
    "red": "bad",
    "mixed": "mixed",
    "unheard": "unheard",
}
MARKS: Mapping[Kleene, str] = {True: "✓", False: "✕", None: "?"}
"""What stands beside the word for a truth, or for what it makes of a rule."""


def anchor(*names: str) -> str:
    """An id of this page. No id of a rulebook holds a dot, so none of the picture is the same."""
    return ".".join(("report", *names))


def tone(outcome: str | None, book: Book) -> str:
    """Good and bad as the board says."""
    if outcome == OPEN:
        return "open"
    if book.board is None or outcome is None:
        return "plain"
    good, bad = outcome in book.board.good, outcome in book.board.bad
    return "good" if good else "bad" if bad else "plain"


def verdict_tone(decision: Decision, book: Book) -> str:
    """The tone of the gate that decided."""
    if not decision.settled:
        return "open"
    gates = [station for station in decision.path if station.kind == "gate"]
    found = tone(gates[-1].outcome, book) if gates else "plain"
    return "plain" if found == "open" else found


def badge(word: str, mood: str) -> Markup:
    """A word with the symbol and the colour of its tone."""
    return tag("span", symbol(SYMBOLS[mood]), " ", word, class_=f"badge tone-{mood}")


def symbol(mark: str) -> Markup:
    """A mark that repeats what a word beside it says."""
    return tag("span", mark, aria_hidden="true", class_="symbol")


def because(station: Station) -> str:
    """Why a gate came out as it did, in one sentence."""
    return phrases.because(station.because, station.outcome == OPEN)


def cite(source: str | None, book: Book) -> Part:
    """A passage key that leads to its title."""
    if not source:
        return None
    if source not in book.vocabulary.sources:
        return (" ", tag("span", source, class_="cite"))
    return (" ", tag("a", source, href=f"#{anchor('source', source)}", class_="cite"))


def fact_value(name: str, value: Value | None, book: Book) -> str:
    """A value as a person says it, with its unit."""
    fact = book.vocabulary.facts[name]
    if value is None:
        return phrases.NOT_KNOWN
    unit = fact.unit if isinstance(value, Fraction) else None
    return phrases.with_unit(shown(say(value, fact.kind)), unit)


def limit(name: str, value: Fraction, book: Book) -> str:
    """A threshold as the rules have it, with its unit."""
    found = book.thresholds.get(name)
    return phrases.quantity(value, found.unit if found is not None else None)


def conditions(found: Iterable[Condition], book: Book, ask: bool = False) -> Part:
    """Conditions with the values in them; with `ask`, the questions behind the values too."""
    items = [_condition(one, book, ask) for one in found]
    return tag("ul", items, class_="conditions") if items else None


def _condition(one: Condition, book: Book, ask: bool) -> Markup:
    mark, word = MARKS[one.truth], phrases.TRUTHS[one.truth]
    aside = None if one.decisive else (" ", tag("span", phrases.NO_DIFFERENCE, class_="aside"))
    values = [tag("li", part) for part in _values(one, book, ask)]
    return tag(
        "li",
        tag("div", symbol(mark), " ", word, class_="truth"),
        tag("div", tag("code", one.text), aside),
        tag("ul", values, class_="values") if values else None,
        class_=None if one.decisive else "quiet",
    )


def _values(one: Condition, book: Book, ask: bool) -> Iterator[Part]:
    for name, value in one.values.items():
        question = (book.vocabulary.facts[name].ask, " ") if ask else None
        yield (question, _equals(name, fact_value(name, value, book)), origin(one, name, book))
    for name, value in one.thresholds.items():
        yield filled(phrases.AGAINST, threshold=_equals(name, limit(name, value, book)))


def _equals(name: str, value: str) -> Part:
    return (tag("code", name), " = ", tag("bdi", value, class_="known"))
