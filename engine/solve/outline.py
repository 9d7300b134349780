"""All of a case that its completions hang on, told without a term being made.

A condition that is settled counts as its truth alone, an open one as what is known of its parts,
down to the facts. Two cases with the same outline have the same terms (see `encode`: what the
interpreter knows is a constant, and everything else is encoded part by part).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..case.case import Case
from ..language.interpret import evaluate
from ..language.traverse import children, fact_of, facts_in, selection_of
from ..language.tree import Expression
from ..language.values import Record, Value
from ..rulebook.model import Book, Flow

Outline = str
"""A text, so that threads may look it up: to hash and compare it runs no Python."""


def outline(case: Case, flow: Flow) -> Outline:
    """The outline of a case on which no voices differ, to be walked through one flow."""
    teller = _Teller(case)
    for condition in _conditions(case.book, flow):
        teller.tell(condition)
    teller.tell_stated()
    for constraint in case.book.vocabulary.constraints:
        if constraint.each is not None:
            teller.tell_records(constraint.each, constraint.never)
    return repr(teller.told)


def _conditions(book: Book, flow: Flow) -> Iterator[Expression]:
    for gate in flow.gates():
        yield from (rule.when for rule in book.gates[gate].every_rule)
        yield from (item.when for item in book.gates[gate].collect)
    yield from (one.never for one in book.vocabulary.constraints if one.each is None)


class _Teller:
    """What was told of a case so far; `told` grows."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.told: list[object] = [
            case.as_of,
            sorted(case.values),
            sorted(case.declines),
            sorted(case.loose),
        ]
        self._derived: set[str] = set()

    def tell(self, node: Expression) -> None:
        """What a node hangs on: its value, or that of its parts."""
        found = evaluate(node, self.case)
        self.told.append(_plain(found))
        if found is not None:
            return
        if selection_of(node) is not None:  # its parts are asked of each record
            for name in facts_in(node):
                self._fact(name)
            return
        read = fact_of(node)
        if read is not None:
            self._fact(read)
        for child in children(node):
            self.tell(child)

    def _fact(self, name: str) -> None:
        value = self.case.value(name)
        self.told.append(_plain(value))
        derive = self.case.book.vocabulary.facts[name].derive
        if value is None and derive is not None and name not in self._derived:
            self._derived.add(name)
            self.tell(derive)

    def tell_stated(self) -> None:
        """What was given of derived facts, where it binds what they are derived from."""
        for name, (given, decimals) in self.case.stated.items():
            fact = self.case.book.vocabulary.facts[name]
            assert fact.derive is not None, name
            if not fact.stands and evaluate(fact.derive, self.case) is None:
                self.told += name, _plain(given), decimals
                self.tell(fact.derive)

    def tell_records(self, source: str, never: Expression) -> None:
        """The records of which a constraint on each is not settled."""
        records = self.case.value(source)
        for place, record in enumerate(records if isinstance(records, tuple) else ()):
            if evaluate(never, self.case, record) is None:
                self.told += place, _fields(record)
                for name in facts_in(never):
                    self._fact(name)


def _plain(value: Value | None) -> object:
    if isinstance(value, tuple):
        return [*map(_fields, value)]
    return sorted(value) if isinstance(value, frozenset) else value


def _fields(record: Record) -> object:
    return [(name, _plain(value)) for name, value in record.items()]
