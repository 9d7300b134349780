"""The path as a story: each gate with its outcome, its reason and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator

from ...decide.decision import Condition, Decision, PassedOver, Station
from ...language.interpret import Kleene
from ...language.values import spaced
from ...rulebook.model import OPEN, Book, Rule
from .markup import Markup, Part, tag
from .words import anchor, badge, because, cite, conditions, symbol, tone, verdict_tone

FATES: dict[Kleene, tuple[str, str]] = {
    True: ("✓", "applies"), False: ("✕", "does not apply"), None: ("?", "undecided"),
}  # fmt: skip


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
        _turning_point(station, decision),
        _behind(station, book),
        class_="card",
    )
    return tag("li", card, class_=f"path-gate tone-{mood}", id=anchor("gate", station.node))


def _turning_point(station: Station, decision: Decision) -> Part:
    """What a gate means for the whole, where it is more than a step on the way."""
    if station.node == decision.decided_at:
        said = "This decides the verdict." if decision.settled else "The path stops here for now."
        return tag("p", said, class_="aside")
    if station.outcome == OPEN:
        return tag("p", "The verdict is the same either way.", class_="aside")
    return None


def _behind(station: Station, book: Book) -> Markup:
    """What a click or the keyboard opens."""
    return tag(
        "details",
        tag("summary", _summary(station), tag("span", f": {station.title}", class_="unseen")),
        tag("div", _decider(station, book), _passed_over(station, book), class_="behind"),
    )


def _summary(station: Station) -> str:
    held, over = len(station.conditions), len(station.passed_over)
    parts = [_count(held, "condition")] if held else []
    fate = "passed over" if station.rule is not None else "tried"
    parts += [f"{_count(over, 'rule')} {fate}"] if over else []
    return " and ".join(parts) or "How this came out"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _decider(station: Station, book: Book) -> Part:
    if station.rule is None:
        return tag("p", _no_decider(station))
    verb = "leaves this open" if station.outcome == OPEN else "decides"
    heading = tag("h4", "Rule ", tag("code", station.rule), f" {verb}")
    told = conditions(station.conditions, book, ask=True)
    return (heading, told or tag("p", "No rule above it applies, so this one does."))


def _no_decider(station: Station) -> str:
    if station.outcome == OPEN:
        return "No rule decides yet: some that are undecided would lead to different ends."
    return "No single rule decides, but all that still can lead to the same outcome."


def _passed_over(station: Station, book: Book) -> Part:
    if not station.passed_over:
        return tag("p", "It is the first rule, so none was passed over.")
    heading = "Passed over before it, in order" if station.rule else "The rules, in order"
    rules = {rule.id: rule for rule in book.gates[station.node].every_rule}
    items = (_rule(one, rules.get(one.rule), book) for one in station.passed_over)
    return (tag("h4", heading), tag("ol", items, class_="rules"))


def _rule(one: PassedOver, rule: Rule | None, book: Book) -> Markup:
    return tag("li", tag("div", _fate(one, rule, book)), conditions(_deciding(one), book))


def _fate(one: PassedOver, rule: Rule | None, book: Book) -> Iterator[Part]:
    mark, word = FATES[one.truth]
    yield tag("code", one.rule)
    mood = " undecided" if one.truth is None else ""
    yield (" ", tag("span", symbol(mark), " ", word, class_="truth" + mood))
    if rule is not None:
        end = "leave it open" if rule.then == OPEN else f"lead to {spaced(rule.then)}"
        yield tag("span", f" (would {end})", class_="aside")
        yield cite(rule.source, book)


def _deciding(one: PassedOver) -> Iterator[Condition]:
    return (condition for condition in one.conditions if condition.decisive)
