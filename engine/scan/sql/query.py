"""The whole query of a scan: a row in, its decision out, or a word that it is left.

Of a row that is left there is a signature: what a decision reads of it, as one text. Rows of one
signature are decided alike (see `relevance`); rows with odd values have none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...rulebook.model import Book, Flow
from ..relevance import uses
from ..table import Layout
from . import queries, words
from .facts import facts_of, raw_name
from .layers import Layers
from .queries import Query
from .signature import Part, parts
from .walk import walked
from .words import Sql

ROW, KEY, ODD, LEFT, SIGNATURE = "row number", "key", "odd", "left", "signature"


MISSING = ("missing_count", "first_missing")


def kept_name(place: int) -> str:
    return f"kept {place}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A query in steps over `source`, and what its last step has.

    `outputs` are the columns of a decision; of rows that are left they are NULL. `unguarded` are
    the same where no row is left.
    """

    layers: Layers
    layout: Layout
    parts: tuple[Part, ...]
    gates: tuple[str, ...]
    unguarded: Mapping[str, Sql]

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("verdict", "decided_at", "rule", *(f"outcome.{one}" for one in self.gates))

    def query(self, source: Query, columns: Sequence[tuple[str, Sql]]) -> Query:
        """Some columns of the last step, over the rows of a query."""
        *steps, (_, last) = self.steps(source, columns)
        return queries.in_steps(steps, last)

    def steps(self, source: Query, columns: Sequence[tuple[str, Sql]]) -> list[tuple[str, Query]]:
        """The same as queries that read one another, each with the name that the next reads."""
        wanted = set().union(*(words.read_by(sql) for _, sql in columns))
        steps = [("source", source), *self.layers.steps(wanted)]
        return [*steps, ("stage", queries.select(columns, steps[-1][0]))]


def plan(book: Book, flow: Flow, layout: Layout, as_of: date, coded: bool = False) -> Plan:
    """What decides each row of a table; `coded` for DuckDB, where outputs become enumerations."""
    read = uses(book, flow)
    layers = Layers("source")
    facts = facts_of(book, layout.facts, read, as_of, layers, coded)
    out = walked(flow, book.gates, facts.names, layers, coded)
    odd = layers.add(ODD, words.first_known(words.some(facts.odd), words.truth(False)))
    tied = words.first_known(words.some(facts.tied), words.truth(False))
    left = words.some([odd, tied, words.is_null(out.verdict)])
    column = layers.always(LEFT, left)
    left = left if words.is_simple(left) else column
    found = parts(book, layout, read, facts.given)
    gates = tuple(out.outcomes)
    names = ("verdict", "decided_at", "rule", *(f"outcome.{one}" for one in gates))
    told = (out.verdict, out.decided_at, out.rule, *out.outcomes.values())
    decided = dict(zip(names, told, strict=True))
    for name, sql in decided.items():
        layers.always(name, words.case([(words.negate(left), sql)]))
    written = words.joined([one.sql for one in found], SEPARATOR) if found else words.text("")
    signed = words.every([left, words.negate(odd)])
    layers.always(SIGNATURE, words.case([(signed, written)]))
    return Plan(layers, layout, found, gates, decided)


SEPARATOR = "\x1f"
"""Between the parts of a signature; no text in one has it."""


def source(layout: Layout, of: str | Sql, row: Sql) -> Query:
    """The rows of a table with columns named as the steps know them."""
    columns = [(ROW, row)]
    if layout.key is not None:
        columns.append((KEY, words.column(layout.key.sql_name)))
    columns += [(kept_name(n), words.column(one.sql_name)) for n, one in enumerate(layout.keep)]
    columns += [(raw_name(name), words.column(one.sql_name)) for name, one in layout.facts.items()]
    return queries.select(columns, of)
