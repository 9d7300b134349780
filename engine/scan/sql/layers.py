"""A query in layers: each column stands in the first layer in which all that it reads is there."""

from __future__ import annotations

from collections.abc import Iterable

from . import queries, words
from .words import Sql


class Layers:
    """Named columns, each worked out once however often it is read."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._layers: list[list[tuple[str, Sql]]] = []
        self._depth: dict[str, int] = {}

    def add(self, name: str, sql: Sql) -> Sql:
        """A column of that name, or the constant that it would be."""
        return sql if words.is_simple(sql) else self.always(name, sql)

    def always(self, name: str, sql: Sql) -> Sql:
        """A column of that name, even where it is a constant or another column."""
        depth = max((self._depth.get(one, 0) for one in words.read_by(sql)), default=0) + 1
        self._depth[name] = depth
        while len(self._layers) < depth:
            self._layers.append([])
        self._layers[depth - 1].append((name, sql))
        return words.column(name)

    def steps(self, wanted: Iterable[str]) -> list[tuple[str, queries.Query]]:
        """The layers as queries, each with the name that the next calls it by.

        Columns stand in them that are wanted, or that these read.
        """
        needed = self._needed(wanted)
        found: list[tuple[str, queries.Query]] = []
        for columns in self._layers:
            kept = [(name, sql) for name, sql in columns if name in needed]
            if kept:
                before = found[-1][0] if found else self._source
                name = f"step_{len(found) + 1}"
                found.append((name, queries.select(kept, before, all_before=True)))
        return found

    def _needed(self, wanted: Iterable[str]) -> set[str]:
        needed = set(wanted)
        for columns in reversed(self._layers):
            for name, sql in columns:
                if name in needed:
                    needed |= words.read_by(sql)
        return needed
