"""The public API: a rulebook that evaluates cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .case import intake
from .case.case import Case
from .decide.decision import Decision
from .decide.evaluate import Evaluator
from .decide.outcome import Outcome
from .diagnostics.findings import Finding
from .diagnostics.invalid import Invalid
from .diagnostics.place import Place
from .diagnostics.source import Source
from .matching import durable
from .matching.matcher import compiled
from .rulebook.choice import chosen_flow
from .rulebook.model import Book
from .rulebook.workspace import Workspace, find_workspace, shipped

if TYPE_CHECKING:
    import networkx as nx

MatcherName = Literal["durable_rules", "compiled"]

SHIPPED_FLOW = "img_support"
"""The main flow of the shipped workspace; in another it stands for the main flow there."""


class Rulebook:
    """A checked rulebook and one flow of it. Make it with `Rulebook.load`.

    Threads may share it, and it can be sent to other processes; what it has made ready
    for speed does not go along.
    """

    def __init__(self, book: Book, flow: str, matcher: MatcherName = "durable_rules") -> None:
        self.book = book
        self.flow = flow
        self._asked_for = matcher
        makers = {"durable_rules": durable.preferred(book.numbers), "compiled": compiled}
        self._evaluator = Evaluator(book, flow, makers[matcher])

    def __reduce__(self) -> tuple[type[Rulebook], tuple[Book, str, MatcherName]]:
        return type(self), (self.book, self.flow, self._asked_for)

    @classmethod
    def load(
        cls,
        folder: str | Path | None = None,
        flow: str = SHIPPED_FLOW,
        matcher: MatcherName = "durable_rules",
    ) -> Rulebook:
        """Load the workspace in `folder` (one with `rules/` and `flows/`).

        Without a folder: the shipped rulebook, whatever the current folder is. A
        workspace with a single flow needs no name for it. `matcher` is what decides
        which rules fire: durable_rules, or conditions `compiled` to functions of Python, which
        find the same and are faster. Raises `Invalid` with every finding.
        """
        workspace = find_workspace(Path(folder)) if folder is not None else shipped()
        return cls.of(workspace, flow, matcher=matcher)

    @classmethod
    def of(
        cls,
        workspace: Workspace,
        flow: str | None,
        load: Callable[[Workspace], Book] | None = None,
        matcher: MatcherName = "durable_rules",
    ) -> Rulebook:
        """Load a workspace whose folders are known; without a flow, with its main one."""
        if load is None:
            from .rulebook.load import load as read_files

            load = read_files
        book = load(workspace)
        if flow == SHIPPED_FLOW and flow not in book.flows:
            flow = None
        return cls(book, chosen_flow(book, flow, str(workspace.flows)), matcher)

    def evaluate(
        self, facts: Mapping[str, Any], as_of: date | None = None, strict: bool = False
    ) -> Decision:
        """Decide one case from its facts, as a fact file has them.

        `as_of` is the day that is today for the rules, and against which the age of values is
        measured; by default what the facts say under `$as_of`, or else today.
        What voices differ on is one of the values that were said; with `strict` it is open
        altogether. Raises `Invalid` with everything that is wrong with the facts.
        """
        case = intake.read_mapping(facts, self.book, as_of=as_of, now=date.today(), strict=strict)
        return self._evaluator.decide(case)

    def evaluate_text(
        self, source: Source, as_of: date | None = None, strict: bool = False
    ) -> Decision:
        """Decide one case from the text of a fact file."""
        case = intake.read_file(source, self.book, as_of, now=date.today(), strict=strict)
        return self.decide(case, source)

    def decide(self, case: Case, source: Source | str = "facts") -> Decision:
        """Decide a case that is read already; raises Invalid, about `source`, where facts clash."""
        return self._evaluator.decide(case, source)

    def check(self, case: Case, source: Source | str = "facts") -> None:
        """Nothing where `decide` would decide a case; else raises the Invalid that it would."""
        self._evaluator.check(case, source)

    def evaluate_many(
        self,
        cases: Iterable[Mapping[str, Any]],
        explain: bool = False,
        as_of: date | None = None,
        strict: bool = False,
        processes: int = 1,
        matcher: MatcherName | None = None,
    ) -> Iterator[Decision | Outcome | Invalid]:
        """Decide many cases, one result for each, in their order, as they are taken.

        The result is an `Outcome`, with `explain` the whole `Decision`, and for a case that
        `evaluate` would refuse the `Invalid` that it would raise. What was found of a case serves
        all that are like it. `processes` says on how many cores; a script that asks for more than
        one needs the usual `if __name__ == "__main__":`. `matcher` is by default that of the
        rulebook.
        """
        work = _Deciding(self.matched_by(matcher or self._asked_for), explain, as_of, strict)
        if processes <= 1:
            return map(work.one, cases)
        return _on_several(work, cases, processes)

    def matched_by(self, matcher: MatcherName) -> Rulebook:
        """This rulebook with another matcher; itself where it has that one."""
        same = matcher == self._asked_for
        return self if same else Rulebook(self.book, self.flow, matcher)

    def _outcome(self, facts: Mapping[str, Any], as_of: date | None, strict: bool) -> Outcome:
        case = intake.read_mapping(facts, self.book, as_of=as_of, now=date.today(), strict=strict)
        return self._evaluator.outcome(case)

    def graph(self, flow: str | None = None) -> nx.MultiDiGraph[str]:
        """A copy of the decision graph that is walked, by default that of this rulebook's flow.

        Nodes go by their ids and have the attributes `kind`, `title`, `step` and `verdict`;
        edges have the attribute `outcome`, "" after a step. `graph.name` is the flow's.
        """
        return self.book.flows[flow or self.flow].graph.copy()

    def with_graph(self, graph: nx.MultiDiGraph[str]) -> Rulebook:
        """This rulebook, walking `graph` in place of the flow of that name.

        Raises `Invalid` where it is no sound decision graph.
        """
        from .rulebook.soundness import flaws

        name = graph.name if graph.name in self.book.flows else self.flow
        flow = self.book.flows[name].rerouted(graph)
        where = Place(f"the graph of flow `{name}`")
        found = [
            Finding(one.code, one.message, where, one.help) for one in flaws(flow, self.book.gates)
        ]
        if found:
            raise Invalid(found)
        return Rulebook(self.book.with_flow(flow), self.flow, self._asked_for)

    def diagram(self, flow: str | None = None) -> dict[str, Any] | None:
        """A flow as one decision diagram, in JSON's types, for a host without Python.

        What is in it stands in `compile/as_json`. None where there is no diagram: it would be too
        large, or a rule asks what is known. Cells that are `tied` may not be real together, so
        that a host without the theory may call open what is settled, never the other way round.
        """
        from .compile.as_json import to_dict
        from .compile.build import compiled

        found = compiled(self.book, self.book.flows[flow or self.flow])
        return to_dict(found) if found is not None else None

    @property
    def evaluator(self) -> Evaluator:
        """What decides cases that are read already."""
        return self._evaluator

    @property
    def matcher(self) -> str:
        """What decides which rules fire: `durable_rules`, or `compiled` conditions, which also
        do it where durable_rules is missing."""
        return self._evaluator.matcher


@dataclass(frozen=True, slots=True)
class _Deciding:
    """How each of many cases is to be decided; it goes to other processes as it is."""

    rulebook: Rulebook
    explain: bool
    as_of: date | None
    strict: bool

    def one(self, facts: Mapping[str, Any]) -> Decision | Outcome | Invalid:
        decide = self.rulebook.evaluate if self.explain else self.rulebook._outcome
        try:
            return decide(facts, self.as_of, self.strict)
        except Invalid as refused:
            return refused


_working: _Deciding | None = None
"""In a process that decides a share of many cases: how, so that a rulebook is sent there once."""


def _start(work: _Deciding) -> None:
    global _working
    _working = work


def _lot(cases: Sequence[Mapping[str, Any]]) -> list[Decision | Outcome | Invalid]:
    assert _working is not None
    return [_working.one(facts) for facts in cases]


def _on_several(
    work: _Deciding, cases: Iterable[Mapping[str, Any]], processes: int
) -> Iterator[Decision | Outcome | Invalid]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from .decide.batch import spread

    context = get_context("spawn")  # a fork would copy solvers in the middle of their work
    with ProcessPoolExecutor(processes, context, _start, (work,)) as pool:
        yield from spread(_lot, cases, pool, ahead=2 * processes)
