"""Expression tree to text: the canonical spelling. `parse(show(tree))` gives the tree back."""

from __future__ import annotations

from functools import singledispatch

from .tree import (
    Aggregate,
    And,
    Arithmetic,
    Compare,
    DayOf,
    Expression,
    Fact,
    Field,
    HasAny,
    If,
    IsEmpty,
    IsKnown,
    Member,
    Name,
    Negative,
    Not,
    Number,
    NumberOf,
    Or,
    Quantified,
    Quote,
    Selection,
    ShareOf,
    Threshold,
    Truth,
    WasDeclined,
    Word,
)
from .values import is_quotient, number, quote, word, written

LOOSEST, OR, AND, NOT, COMPARISON, SUM, PRODUCT, FACTOR, PRIMARY = range(9)


def binding(node: Expression) -> int:
    """How tightly the outermost operator of `node` binds."""
    match node:
        case If():
            return LOOSEST
        case Or():
            return OR
        case And():
            return AND
        case Not():
            return NOT
        case Compare() | Member() | HasAny() | IsEmpty() | IsKnown() | WasDeclined():
            return COMPARISON
        case Arithmetic():
            return SUM if node.operator in ("+", "-") else PRODUCT
        case Negative():
            return FACTOR
        case Number():
            return PRODUCT if is_quotient(node.value) else FACTOR if node.value < 0 else PRIMARY
        case _:
            return PRIMARY


@singledispatch
def show(node: Expression) -> str:
    """The canonical spelling of `node`."""
    raise TypeError(f"no spelling for {type(node).__name__}")


def within(node: Expression, at_least: int) -> str:
    """`node`, in parentheses where its operator binds looser than `at_least`."""
    text = show(node)
    return text if binding(node) >= at_least else f"({text})"


def _list(nodes: tuple[Expression, ...]) -> str:
    return ", ".join(show(node) for node in nodes)


@show.register
def _(node: Truth) -> str:
    return written(node.value)


@show.register
def _(node: Number) -> str:
    return number(node.value)


@show.register
def _(node: Word) -> str:
    return word(node.value)


@show.register
def _(node: Quote) -> str:
    return quote(node.value)


@show.register
def _(node: DayOf) -> str:
    return written(node.value)


@show.register(Fact)
@show.register(Threshold)
@show.register(Field)
def _(node: Fact | Threshold | Field) -> str:
    return node.name


@show.register
def _(node: Name) -> str:
    return node.value


@show.register
def _(node: Not) -> str:
    return f"not {within(node.operand, NOT)}"


@show.register
def _(node: And) -> str:
    return " and ".join(within(operand, NOT) for operand in node.operands)


@show.register
def _(node: Or) -> str:
    return " or ".join(within(operand, AND) for operand in node.operands)


@show.register
def _(node: Compare) -> str:
    return f"{within(node.left, SUM)} {node.operator} {within(node.right, SUM)}"


@show.register
def _(node: Member) -> str:
    operator = "not in" if node.negated else "in"
    return f"{within(node.operand, SUM)} {operator} [{_list(node.values)}]"


@show.register
def _(node: HasAny) -> str:
    return f"{within(node.operand, SUM)} has any of [{_list(node.values)}]"


@show.register
def _(node: IsEmpty) -> str:
    return f"{within(node.operand, SUM)} is empty"


@show.register
def _(node: IsKnown) -> str:
    return f"{within(node.operand, SUM)} is known"


@show.register
def _(node: WasDeclined) -> str:
    return f"{within(node.operand, SUM)} was declined"


@show.register
def _(node: Quantified) -> str:
    count = f" {node.count}" if node.count is not None else ""
    return f"{node.quantifier}{count} of ({_list(node.operands)})"


@show.register
def _(node: NumberOf) -> str:
    return f"number of ({_list(node.operands)})"


@show.register
def _(node: Arithmetic) -> str:
    level = binding(node)
    return f"{within(node.left, level)} {node.operator} {within(node.right, level + 1)}"


@show.register
def _(node: Negative) -> str:
    return f"-{within(node.operand, PRIMARY)}"


@show.register
def _(node: If) -> str:
    condition, then = within(node.condition, OR), within(node.then, OR)
    return f"if {condition} then {then} else {show(node.otherwise)}"


@show.register
def _(node: Aggregate) -> str:
    if node.value is None:
        return f"{node.function}({selection(node.records)})"
    if node.function == "distinct":
        return f"count(distinct {show(node.value)} in {selection(node.records)})"
    whole = node.records.keep == "all" and node.records.condition is None
    if whole and isinstance(node.value, Field | Name):
        return f"{node.function}({node.records.source}.{show(node.value)})"
    return f"{node.function}({show(node.value)} in {selection(node.records)})"


@show.register
def _(node: ShareOf) -> str:
    return f"share({show(node.condition)} in {selection(node.records)})"


def selection(node: Selection) -> str:
    """Which records an aggregate goes over."""
    condition = show(node.condition) if node.condition is not None else ""
    match node.keep:
        case "run":
            among = f" where {show(node.among)}" if node.among is not None else ""
            return f"unbroken run of {node.source}{among} while {condition}"
        case "all":
            chosen = node.source
        case keep:
            chosen = f"{keep} {node.count} of {node.source}"
    return f"{chosen} where {condition}" if condition else chosen
