"""The path as a story: each gate with its outcome, its reason and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator

from ...decide.decision import Collected, Condition, Decision, PassedOver, Station
from ...language.values import spaced
from ...present import phrases
from ...present.text import forced, waiting_for
from ...present.words import shown
from ...rulebook.model import OPEN, Book, Rule
from .markup import Markup, Part, filled, tag
from .words import MARKS, anchor, badge, because, cite, conditions, symbol, tone, verdict_tone


def story(decision: Decision, book: Book) -> Markup:
    """The nodes of the path in order."""
    return tag("ol", (_node(station, decision, book) for station in decision.path), class_="path")


def _node(station: Station, decision: Decision, book: Book) -> Markup:
    if station.kind == "gate":
        return _gate(station, decision, book)
    if station.kind == "verdict":
        word = badge(spaced(decision.verdict), verdict_tone(decision, book))
        return tag("li", word, " ", tag("strong", station.title), class_="path-end")
    return tag("li", station.title, class_="path-step")


def _gate(station: Station, decision: Decision, book: Book) -> Markup:
    mood = tone(station.outcome, book)
    card = tag(
        "div",
        tag("h3", badge(spaced(station.outcome or ""), mood), " ", station.title),
        tag("p", because(station), cite(station.source, book)),
        tag("p", forced(station, book)) if station.forced_by else None,
        [tag("p", told, class_="aside") for told in _waiting(station, decision, book)],
        _holding(station, book),
        _turning_point(station, decision),
        _behind(station, book),
        class_="card",
    )
    return tag("li", card, class_=f"path-gate tone-{mood}", id=anchor("gate", station.node))


def _waiting(station: Station, decision: Decision, book: Book) -> list[str]:
    open_still = station.outcome == OPEN and not decision.settled
    return list(waiting_for(station, decision, book)) if open_still else []


def _turning_point(station: Station, decision: Decision) -> Part:
    """What a gate means for the whole, where it is more than a step on the way."""
    if station.node == decision.decided_at:
        said = phrases.DECIDES if decision.settled else phrases.STOPS
        return tag("p", said, class_="aside")
    if station.outcome == OPEN:
        return tag("p", phrases.SAME_EITHER_WAY, class_="aside")
    return None


def _behind(station: Station, book: Book) -> Markup:
    """What a click or the keyboard opens."""
    return tag(
        "details",
        tag("summary", _summary(station), tag("span", f": {station.title}", class_="unseen")),
        tag(
            "div",
            _decider(station, book),
            _collected(station, book),
            _passed_over(station, book),
            class_="behind",
        ),
    )


def _summary(station: Station) -> str:
    held, over = len(station.conditions), len(station.passed_over)
    return phrases.behind(held, over, station.rule is not None)


def _decider(station: Station, book: Book) -> Part:
    if station.rule is None:
        return tag("p", _no_decider(station))
    is_open = station.outcome == OPEN
    said = phrases.RULE_LEAVES_OPEN if is_open else phrases.RULE_DECIDES
    heading = tag("h4", filled(said, rule=tag("code", station.rule)))
    told = conditions(station.conditions, book, ask=True)
    return (heading, told or tag("p", phrases.LAST_RESORT))


def _no_decider(station: Station) -> str:
    return phrases.NONE_DECIDES if station.outcome == OPEN else phrases.ALL_LEAD_HERE


def _holding(station: Station, book: Book) -> Part:
    """What the gate collects and holds: all of it, not only what decides."""
    items = [
        tag("li", phrases.collected(shown(one.because)), cite(one.source, book))
        for one in station.holding
    ]
    return tag("ul", items) if items else None


def _collected(station: Station, book: Book) -> Part:
    if not station.collected:
        return None
    items = (tag("li", _truth(one, book)) for one in station.collected)
    return (tag("h4", phrases.ALL_COLLECTED), tag("ol", items, class_="rules"))


def _truth(one: Collected, book: Book) -> Iterator[Part]:
    mood = " undecided" if one.truth is None else ""
    truth = tag(
        "span", symbol(MARKS[one.truth]), " ", phrases.TRUTHS[one.truth], class_="truth" + mood
    )
    yield tag("div", tag("code", one.id), " ", truth, cite(one.source, book))
    yield conditions((part for part in one.conditions if part.decisive), book)


def _passed_over(station: Station, book: Book) -> Part:
    if not station.passed_over:
        return tag("p", phrases.FIRST_RULE)
    heading = phrases.PASSED_OVER if station.rule else phrases.ALL_RULES
    rules = {rule.id: rule for rule in book.gates[station.node].every_rule}
    items = (_rule(one, rules.get(one.rule), book) for one in station.passed_over)
    return (tag("h4", heading), tag("ol", items, class_="rules"))


def _rule(one: PassedOver, rule: Rule | None, book: Book) -> Markup:
    return tag("li", tag("div", _fate(one, rule, book)), conditions(_deciding(one), book))


def _fate(one: PassedOver, rule: Rule | None, book: Book) -> Iterator[Part]:
    mark, word = MARKS[one.truth], phrases.FATES[one.truth]
    yield tag("code", one.rule)
    mood = " undecided" if one.truth is None else ""
    yield (" ", tag("span", symbol(mark), " ", word, class_="truth" + mood))
    if rule is not None:
        end = phrases.would(None if rule.then == OPEN else rule.then)
        yield tag("span", end, class_="aside")
        yield cite(rule.source, book)


def _deciding(one: PassedOver) -> Iterator[Condition]:
    return (condition for condition in one.conditions if condition.decisive)
