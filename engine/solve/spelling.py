"""Terms in the words of z3, by calls to its C functions, in one of its contexts.

Its own Python operators look at the types of all they are given, which takes longer than
solving does here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import z3

from .context import Context, Made
from .ladder import Ladder, Mark
from .logic import Form, Kind, Term
from .nodes import through


class Speller:
    """Spells terms in a context, each once, and keeps them while it lasts.

    With `literal`, conditions inside numbers are not spelled out but stand there as the
    literals of the SAT solver that they are.
    """

    def __init__(self, context: Context, literal: Callable[[Term], int] | None = None) -> None:
        self.context = context
        self._literal = literal
        self._known: dict[Term, Made] = {}
        self._held: dict[int, Made] = {}
        self._kept: list[Made] = []

    def __del__(self) -> None:
        for made in self._kept:
            self.context.drop(made)

    def spell(self, term: Term) -> Made:
        for node in through(term, self._known, self._inside):
            self._known[node] = self._made(node)
        return self._known[term]

    def identity(self, made: Made) -> int:
        """Equal for equal terms."""
        with self.context.lock:
            return int(z3.Z3_get_ast_id(self.context.handle, made))

    def held(self, literal: int) -> Made:
        """A literal of the SAT solver as a condition."""
        if literal not in self._held:
            made = self._variable(f"#{abs(literal)}", Kind.CONDITION)
            self._held |= {abs(literal): made, -abs(literal): self.no(made)}
        return self._held[literal]

    def no(self, made: Made) -> Made:
        return self._make(z3.Z3_mk_not, made)

    def named(self, name: str, made: Made) -> tuple[Made, Made]:
        """A condition of that name, and that what was made follows from it."""
        condition = self._variable(name, Kind.CONDITION)
        return condition, self._make(z3.Z3_mk_implies, condition, made)

    def passes(self, ladder: Ladder, mark: Mark) -> Made:
        """When the sum of a ladder passes a mark."""
        value, strict = mark
        kind = Kind.INTEGER if ladder.whole else Kind.REAL
        parts = [self._times(times, term, kind) for times, _, term in ladder.leaves]
        nothing = self._number(Fraction(0), kind)
        for weight, one in ladder.weighed:
            weighs = self._number(weight, kind)
            parts.append(self._make(z3.Z3_mk_ite, self.held(one), weighs, nothing))
        found = parts[0] if len(parts) == 1 else self._many(z3.Z3_mk_add, parts)
        return self._make(z3.Z3_mk_gt if strict else z3.Z3_mk_ge, found, self._number(value, kind))

    # one node

    def _inside(self, node: Term) -> Sequence[Term]:
        if self._literal is not None and node.kind is Kind.CONDITION:
            return ()
        return node.parts

    def _made(self, node: Term) -> Made:
        if self._literal is not None and node.kind is Kind.CONDITION:
            return self.held(self._literal(node))
        if node.constant is not None:
            return self._constant(node.constant, node.kind)
        if node.form is Form.VARIABLE:
            return self._variable(node.name, node.kind)
        return self._joined(node, [self._known[part] for part in node.parts])

    def _joined(self, node: Term, parts: list[Made]) -> Made:
        match node.form:
            case Form.AND:
                return self._many(z3.Z3_mk_and, parts)
            case Form.NOT:
                return self._make(z3.Z3_mk_not, *parts)
            case Form.ALIKE:
                return self._make(z3.Z3_mk_iff, *parts)
            case Form.AT_MOST:
                return self._many(z3.Z3_mk_atmost, parts, node.limit)
            case Form.SAME | Form.BELOW | Form.UP_TO:
                make = {Form.SAME: z3.Z3_mk_eq, Form.BELOW: z3.Z3_mk_lt, Form.UP_TO: z3.Z3_mk_le}
                return self._make(make[node.form], *self._alike(node.parts, parts))
            case Form.CHOICE:
                numbers = self._alike(node.parts[1:], parts[1:])
                return self._make(z3.Z3_mk_ite, parts[0], *numbers)
            case Form.SUM:
                return self._many(z3.Z3_mk_add, self._alike(node.parts, parts))
            case Form.PRODUCT:
                return self._many(z3.Z3_mk_mul, self._alike(node.parts, parts))
            case Form.QUOTIENT:
                real = [self._as(Kind.REAL, *one) for one in zip(node.parts, parts, strict=True)]
                return self._make(z3.Z3_mk_div, *real)
            case Form.CONSTANT | Form.VARIABLE:
                raise ValueError(node)

    def _alike(self, terms: Sequence[Term], parts: Sequence[Made]) -> list[Made]:
        """Numbers of one kind: a whole number beside a real one becomes real."""
        real = any(term.kind is Kind.REAL for term in terms)
        kind = Kind.REAL if real else Kind.INTEGER
        return [self._as(kind, *one) for one in zip(terms, parts, strict=True)]

    def _as(self, kind: Kind, term: Term, made: Made) -> Made:
        if term.kind is kind:
            return made
        if term.constant is not None:
            return self._number(Fraction(term.constant), kind)
        return self._make(z3.Z3_mk_int2real, made)

    def _times(self, times: Fraction, term: Term, kind: Kind) -> Made:
        made = self._as(kind, term, self.spell(term))
        if times == 1:
            return made
        return self._many(z3.Z3_mk_mul, [self._number(times, kind), made])

    # leaves, and calls

    def _constant(self, value: bool | Fraction, kind: Kind) -> Made:
        if isinstance(value, bool):
            return self._make(z3.Z3_mk_true if value else z3.Z3_mk_false)
        return self._number(value, kind)

    def _number(self, value: Fraction, kind: Kind) -> Made:
        return self._make(z3.Z3_mk_numeral, str(value), self.context.sorts[kind])

    def _variable(self, name: str, kind: Kind) -> Made:
        with self.context.lock:
            symbol = z3.Z3_mk_string_symbol(self.context.handle, name)
        return self._make(z3.Z3_mk_const, symbol, self.context.sorts[kind])

    def _many(self, make: Callable[..., Made], parts: Sequence[Made], *more: int) -> Made:
        return self._make(make, len(parts), (z3.Ast * len(parts))(*parts), *more)

    def _make(self, make: Callable[..., Made], *arguments: object) -> Made:
        made = self.context.make(make, *arguments)
        self._kept.append(made)
        return made
