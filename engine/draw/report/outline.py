"""The HTML page of a flow without facts: the picture, and every question with its rules."""

from __future__ import annotations

from collections.abc import Iterator

from ...language.show import show
from ...present import phrases
from ...rulebook.collect import Item
from ...rulebook.model import Book, Gate, Rule
from ..diagram.captions import reason
from .markup import Markup, Part, tag
from .shell import Section, document


def render(book: Book, flow: str, svg: str) -> str:
    """The page. It loads nothing, and nothing in it runs."""
    found = book.flows[flow]
    gates = (book.gates[node] for node in found.gates())
    sections = [Section(gate.id, gate.question, _rules(gate)) for gate in gates]
    return document(found.title, tag("h1", found.title), svg, sections, book)


def _rules(gate: Gate) -> Markup:
    """What it collects, and the rules in order: the first that holds decides."""
    items = [tag("li", tag("div", list(_item(item)))) for item in gate.collect]
    items += [tag("li", tag("div", list(_rule(rule, gate)))) for rule in gate.every_rule]
    return tag("ol", items, class_="rules")


def _item(item: Item) -> Iterator[Part]:
    yield tag("p", tag("strong", phrases.COLLECTS), ": ", reason(item))
    yield tag("p", tag("code", item.id), " ", tag("code", show(item.when)), class_="aside")


def _rule(rule: Rule, gate: Gate) -> Iterator[Part]:
    yield tag("p", tag("strong", rule.then), ": ", reason(rule))
    when = phrases.IF_NONE if rule is gate.otherwise else tag("code", show(rule.when))
    yield tag("p", tag("code", rule.id), " ", when, class_="aside")
