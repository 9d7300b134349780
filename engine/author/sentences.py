"""A rule as an English sentence, with its thresholds filled in."""

from __future__ import annotations

from functools import singledispatchmethod

from ..language import tree
from ..language.show import selection, show
from ..language.tree import Expression
from ..language.values import number
from ..rulebook.model import OPEN, OTHERWISE, Book, Rule

ORDER = {
    "=": "is", "!=": "is not", "<": "is below", "<=": "is at most", ">": "is above",
    ">=": "is at least",
}  # fmt: skip
CALCULATION = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}
FUNCTION = {
    "sum": "the sum of", "min": "the smallest", "max": "the largest", "mean": "the mean of",
    "median": "the median of", "distinct": "the number of different values of",
}  # fmt: skip


def sentence(rule: Rule, book: Book) -> str:
    """`When <condition>, the gate comes out `no`.`; for `otherwise`: `In any other case, …`."""
    end = "the gate stays open" if rule.then == OPEN else f"the gate comes out `{rule.then}`"
    plain = isinstance(rule.when, tree.Truth) and not rule.columns
    if plain or rule.id == OTHERWISE:
        return f"In any other case {end}."
    if rule.columns:
        columns = "; ".join(Words(book).condition(column) for column in rule.columns)
        needs = f", and {Words(book).condition(rule.needs)}" if rule.needs is not None else ""
        return f"When it has the most matches among: {columns}{needs}: {end}."
    return f"When {Words(book).condition(rule.when)}, {end}."


class Words:
    """The reading of conditions as English; facts keep their names, thresholds show both."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @singledispatchmethod
    def of(self, node: Expression) -> str:
        """The words for a condition or a value."""
        raise TypeError(f"no words for {type(node).__name__}")

    def condition(self, node: Expression) -> str:
        """A part that is true or false; a bare fact says that it is true."""
        if isinstance(node, tree.Truth):
            return "always" if node.value else "never"
        bare = isinstance(node, tree.Fact | tree.Field)
        return f"{self.of(node)} is true" if bare else self.of(node)

    def grouped(self, node: Expression) -> str:
        """A part that would be misread without brackets."""
        loose = isinstance(node, tree.And | tree.Or | tree.If)
        return f"({self.condition(node)})" if loose else self.condition(node)

    def listed(self, nodes: tuple[Expression, ...], word: str) -> str:
        parts = [self.of(node) for node in nodes]
        return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"

    @of.register
    def _(self, node: tree.Truth) -> str:
        return show(node)

    @of.register
    def _(self, node: tree.Number) -> str:
        return number(node.value)

    @of.register(tree.Word)
    @of.register(tree.Quote)
    @of.register(tree.DayOf)
    @of.register(tree.Name)
    def _(self, node: tree.Word | tree.Quote | tree.DayOf | tree.Name) -> str:
        return show(node)

    @of.register(tree.Fact)
    @of.register(tree.Field)
    def _(self, node: tree.Fact | tree.Field) -> str:
        return f"`{node.name}`"

    @of.register
    def _(self, node: tree.Threshold) -> str:
        threshold = self.book.thresholds[node.name]
        unit = f" {threshold.unit}" if threshold.unit else ""
        return f"{number(threshold.value)}{unit} (`{node.name}`)"

    @of.register
    def _(self, node: tree.Not) -> str:
        if isinstance(node.operand, tree.Fact | tree.Field):
            return f"{self.of(node.operand)} is false"
        return f"it is not so that {self.grouped(node.operand)}"

    @of.register
    def _(self, node: tree.And) -> str:
        return " and ".join(self.grouped(operand) for operand in node.operands)

    @of.register
    def _(self, node: tree.Or) -> str:
        return " or ".join(self.grouped(operand) for operand in node.operands)

    @of.register
    def _(self, node: tree.Compare) -> str:
        return f"{self.of(node.left)} {ORDER[node.operator]} {self.of(node.right)}"

    @of.register
    def _(self, node: tree.Member) -> str:
        verb = "is none of" if node.negated else "is one of"
        return f"{self.of(node.operand)} {verb} {self.listed(node.values, 'or')}"

    @of.register
    def _(self, node: tree.HasAny) -> str:
        return f"{self.of(node.operand)} includes {self.listed(node.values, 'or')}"

    @of.register
    def _(self, node: tree.IsEmpty) -> str:
        return f"{self.of(node.operand)} is empty"

    @of.register
    def _(self, node: tree.IsKnown) -> str:
        if isinstance(node.operand, tree.Fact):
            return f"{self.of(node.operand)} is known"
        return f"it is known whether {self.condition(node.operand)}"

    @of.register
    def _(self, node: tree.WasDeclined) -> str:
        return f"the question for {self.of(node.operand)} was dodged"

    @of.register
    def _(self, node: tree.Quantified) -> str:
        count = f" {node.count}" if node.count is not None else ""
        parts = "; ".join(self.condition(operand) for operand in node.operands)
        return f"{node.quantifier}{count} of these: {parts}"

    @of.register
    def _(self, node: tree.NumberOf) -> str:
        parts = "; ".join(self.condition(operand) for operand in node.operands)
        return f"the number of these that hold ({parts})"

    @of.register
    def _(self, node: tree.Arithmetic) -> str:
        return f"{self.of(node.left)} {CALCULATION[node.operator]} {self.of(node.right)}"

    @of.register
    def _(self, node: tree.Negative) -> str:
        return f"minus {self.of(node.operand)}"

    @of.register
    def _(self, node: tree.If) -> str:
        condition, then = self.grouped(node.condition), self.of(node.then)
        return f"{then} if {condition}, else {self.of(node.otherwise)}"

    @of.register
    def _(self, node: tree.Aggregate) -> str:
        if node.value is None:
            return f"the number of records in {selection(node.records)}"
        return f"{FUNCTION[node.function]} {self.of(node.value)} in {selection(node.records)}"

    @of.register
    def _(self, node: tree.ShareOf) -> str:
        return f"the share with {self.condition(node.condition)} in {selection(node.records)}"
