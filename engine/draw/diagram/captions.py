"""What boxes and arrows say, on the picture and, at more length, in their tooltips."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ...decide.decision import Decision, Station
from ...language.values import spaced
from ...present import phrases
from ...present import phrases_testimony as said
from ...present.testimony import briefly, contested
from ...present.words import shown
from ...rulebook.collect import Item
from ...rulebook.model import OPEN, Gate, Node, Rule
from .model import Note
from .view import View


def headings(view: View) -> tuple[str, str, str]:
    """What the picture is of, what is asked, and what came out."""
    decision, title = view.decision, shown(view.flow.title)
    if decision is None:
        return title, phrases.ORDER, ""
    subject, about = (shown(decision.program), title) if decision.program else (title, "")
    return subject, about, _result(view, decision)


def _result(view: View, decision: Decision) -> str:
    gate = view.flow.nodes.get(decision.decided_at or "")
    told = phrases.result(decision, shown(gate.title) if gate is not None else None)
    people = [*briefly(decision, view.book)]
    return " ".join([f"{told}.", *people]) if people else told


def heading(view: View, node: Node) -> str:
    """The word of a verdict, the title of anything else; without facts, a gate's question."""
    gate = view.gate(node)
    if gate is not None and view.decision is None:
        return shown(gate.question)
    return shown(phrases.verdict(spaced(node.verdict)) if node.verdict is not None else node.title)


def notes(view: View, node: Node) -> tuple[Note, ...]:
    """What stands below the heading."""
    gate, station = view.gate(node), view.stations.get(node.id)
    if node.kind == "verdict":
        return (Note(shown(node.title)),)
    if gate is not None and view.decision is None:
        return tuple(_rules(gate))
    if gate is None or station is None:
        return ()
    told = (Note(shown(one.because), phrases.COLLECTED) for one in station.holding)
    return (*_came_out(view, station), *told, *_contested(view, station))


def _contested(view: View, station: Station) -> Iterator[Note]:
    """On which of the facts that a gate reads voices differ, and who says what."""
    conditions = [*station.conditions]
    conditions += [one for rule in station.passed_over for one in rule.conditions]
    read = {name for one in conditions for name in one.provenance}
    for one in view.decision.testimony.contested if view.decision is not None else ():
        if one.fact in read:
            yield Note(contested(one, view.book).removesuffix("."), said.CONTESTED)


def _rules(gate: Gate) -> Iterator[Note]:
    """What is collected, and the rules in order, those side by side that lead to one outcome."""
    if gate.collect:
        yield Note(", ".join(item.id for item in gate.collect), phrases.COLLECTS)
    for then, rules in groupby(gate.every_rule, key=lambda rule: rule.then):
        yield Note(", ".join(rule.id for rule in rules), spaced(then))


def _came_out(view: View, station: Station) -> Iterator[Note]:
    """How a gate came out and why; of an open one, what to find out first."""
    if station.outcome != OPEN:
        yield Note(
            shown(station.because or phrases.clause(phrases.EITHER_WAY)),
            spaced(station.outcome or ""),
        )
        return
    fact, undecided = view.missing(station), phrases.clause(phrases.UNDECIDED)
    if view.settled:
        unknown = phrases.unknown_fact(fact) if fact is not None else undecided
        yield Note(shown(phrases.anyway(station.because or unknown)), OPEN)
        return
    ask = phrases.question_of(view.book.vocabulary.facts[fact].ask, fact) if fact else ""
    yield Note(shown(station.because or ask or undecided), OPEN)
    if station.because and ask:
        yield Note(shown(ask), phrases.ASK)


# tooltips


def why(view: View, node: Node) -> str:
    """Of a gate, its outcome and the rule behind it; without facts, its rules."""
    gate, station = view.gate(node), view.stations.get(node.id)
    if view.decision is None:
        return "\n".join(_explained(gate)) if gate is not None else shown(node.title)
    if station is None:
        return elsewhere(shown(node.title))
    came = list(_story(view, node, station)) if gate is not None else []
    return "\n".join([shown(node.title), *(came or [phrases.ON_PATH])])


def elsewhere(title: str) -> str:
    """Of a box that the path does not come to."""
    return f"{title}\n{phrases.OFF_PATH}"


def _explained(gate: Gate) -> Iterator[str]:
    """The question, and each rule with its reason; the first that holds decides."""
    yield shown(gate.question)
    for item in gate.collect:
        yield phrases.by_rule(phrases.COLLECTS, item.id, reason(item))
    for rule in gate.every_rule:
        yield phrases.by_rule(spaced(rule.then), rule.id, reason(rule))


def reason(rule: Rule | Item) -> str:
    """The reason of a rule with the names of its facts in braces."""
    words = (part if place % 2 == 0 else f"{{{part}}}" for place, part in enumerate(rule.because))
    return shown("".join(words))


def _story(view: View, node: Node, station: Station) -> Iterator[str]:
    """What stands in the box, with the rule behind the outcome."""
    for note in notes(view, node):
        yield str(note) if note.word == phrases.COLLECTED else f"{note}{_by(station)}"


def _by(station: Station) -> str:
    if station.rule is None:
        return ""
    return f" ({phrases.of_rule(station.rule, shown(station.source))})"


def why_way(view: View, node: Node, outcome: str, taken: bool) -> str:
    """Why an arrow is taken or not; without facts, the rules that lead along it."""
    station, label = view.stations.get(node.id), f"{spaced(outcome)}: " if outcome else ""
    if view.decision is None:
        return label + _leading(view.gate(node), outcome)
    if station is None:
        return label + phrases.clause(phrases.OFF_PATH)
    if not taken:
        return label + phrases.answered_otherwise(spaced(station.outcome or ""))
    told = list(_story(view, node, station)) if outcome else []
    return "\n".join(told) or phrases.clause(phrases.ON_PATH)


def _leading(gate: Gate | None, outcome: str) -> str:
    if gate is None:
        return phrases.NEXT
    rules = [rule.id for rule in gate.every_rule if rule.then == outcome]
    return phrases.either(rules) or phrases.NO_RULE_LEADS
