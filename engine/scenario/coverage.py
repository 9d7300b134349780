"""How much of a rulebook the tests have seen: rules, edges, verdicts, atomic conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ..diagnostics.place import Place
from ..present import phrases_work as work
from ..rulebook.model import Book
from .model import Result
from .observed import Seen, seen_in
from .parts import Atom, Edge, RuleOf, atoms_of, edges_of, rules_of, verdicts_of
from .reasons import Reasons

Kind = Literal["rule", "edge", "verdict", "condition"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of how many."""

    covered: int
    of: int

    @property
    def tenths(self) -> int:
        """Tenths of a percent, never rounded up."""
        return 1000 * self.covered // self.of if self.of else 1000

    def reaches(self, percent: int) -> bool:
        return 100 * self.covered >= percent * self.of

    def to_dict(self) -> dict[str, int]:
        return {"covered": self.covered, "of": self.of}


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Something that no test has shown, and why; `counted` unless it cannot be."""

    kind: Kind
    what: str
    why: str
    place: Place
    counted: bool = True

    def to_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "what": self.what,
            "why": self.why,
            "file": self.place.file,
            "line": self.place.line,
            "counted": self.counted,
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the tests have seen, and what they have not."""

    rules: Count
    edges: Count
    verdicts: Count
    conditions: Count
    uncovered: tuple[Uncovered, ...]

    @property
    def counts(self) -> dict[str, Count]:
        return {
            "rules": self.rules,
            "edges": self.edges,
            "verdicts": self.verdicts,
            "conditions": self.conditions,
        }

    def reaches(self, percent: int) -> bool:
        """Whether each of the four reaches so many percent."""
        return all(count.reaches(percent) for count in self.counts.values())

    def to_dict(self) -> dict[str, Any]:
        counts = {name: count.to_dict() for name, count in self.counts.items()}
        return {**counts, "uncovered": [one.to_dict() for one in self.uncovered]}


def measure(book: Book, results: Iterable[Result]) -> Coverage:
    """What the results show of a rulebook."""
    seen = seen_in(book, results)
    reasons = Reasons(book, seen)
    rules, edges, verdicts = rules_of(book), edges_of(book), verdicts_of(book)
    conditions = tuple(_conditions(book, seen, reasons))
    counted = sum(one.counted for one in conditions)
    values = sum(len(seen.truths_of(atom)) for atom in atoms_of(book))
    missing = (
        *(_rule(one, reasons) for one in rules if one.key not in seen.rules),
        *(_edge(one, reasons) for one in edges if one.key not in seen.edges),
        *(
            Uncovered("verdict", work.verdict_of(verdict, flow), work.NO_TEST_ENDS, place)
            for (flow, verdict), place in verdicts.items()
            if (flow, verdict) not in seen.verdicts
        ),
        *conditions,
    )
    return Coverage(
        _count(missing, "rule", len(rules)),
        _count(missing, "edge", len(edges)),
        _count(missing, "verdict", len(verdicts)),
        Count(values, values + counted),
        missing,
    )


def _count(missing: Iterable[Uncovered], kind: Kind, of: int) -> Count:
    return Count(of - sum(one.kind == kind for one in missing), of)


def _rule(rule: RuleOf, reasons: Reasons) -> Uncovered:
    return Uncovered("rule", f"`{rule.gate}/{rule.rule}`", reasons.rule(rule), rule.place)


def _edge(edge: Edge, reasons: Reasons) -> Uncovered:
    what = work.edge_of(edge.node, edge.outcome, edge.to, edge.flow)
    return Uncovered("edge", what, reasons.edge(edge), edge.place)


def _conditions(book: Book, seen: Seen, reasons: Reasons) -> Iterator[Uncovered]:
    for atom in atoms_of(book):
        for wanted in (True, False, None):
            if wanted not in seen.truths_of(atom):
                yield _condition(atom, wanted, reasons)


def _condition(atom: Atom, wanted: bool | None, reasons: Reasons) -> Uncovered:
    possible, why = reasons.condition(atom, wanted)
    what = work.condition_in(atom.text, wanted, atom.owner)
    return Uncovered("condition", what, why, atom.place, possible)
