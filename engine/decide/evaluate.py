"""A rulebook made ready to decide cases: facts in, a traced decision out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from ..case.case import Case
from ..case.example import has_example
from ..concurrency import cached_property
from ..diagnostics.source import Source
from ..language.interpret import Kleene, truth
from ..language.traverse import facts_in
from ..language.values import Value
from ..matching.matcher import Conditions, Matcher, MatcherMaker
from ..rulebook.collect import Item
from ..rulebook.following import behind
from ..rulebook.model import (
    INCOMPLETE,
    NOT_KNOWN,
    OPEN,
    Board,
    Book,
    Flow,
    Gate,
    Node,
    Note,
    Rule,
    Weight,
)
from .agreeing import agreeing
from .branches import Fork
from .decision import Decision, Label, Remark, Station
from .judge import Judge, Judgement
from .later import Later
from .missing import bounds, missing
from .outcome import Outcome
from .staleness import stale
from .support import drivers, support
from .testimony import Testimony, heard
from .trace import collected, conditions, passed_over, read_rules, reason
from .voices import Voices
from .walk import Walk, walk
from .wording import fill

if TYPE_CHECKING:
    from ..solve.alike import Memory
    from ..solve.completions import Completions

NOTES = "notes"


class Evaluator:
    """Decides cases by one flow of a rulebook. Threads may share it."""

    def __init__(self, book: Book, flow: str, make_matcher: MatcherMaker) -> None:
        self.book = book
        self.flow = book.flows[flow]
        self._make_matcher = make_matcher
        self._matchers: dict[str, Matcher] = {}

    @property
    def matcher(self) -> str:
        """The name of what decides which rules fire."""
        return self._matcher(NOTES).name

    def decide(self, case: Case, source: Source | str = "facts") -> Decision:
        """Walk the flow; raises Invalid, about `source`, when known facts contradict each other.

        The day against which the age of values is measured is that of the case, by default today.
        """
        judge, as_of = self._agreeing(case, source), case.as_of or date.today()
        case = judge.case
        done = walk(self.flow, judge)
        remarks = self._remarks(case)
        path = tuple(self._stations(done, judge))
        last = done.last
        verdict = done.verdict or INCOMPLETE
        used = self._used(done)
        assumed = {name: value for name, value in case.assumed.items() if name in used}
        deciding = [one.rule for one in done.judgements if one.rule is not None]
        return Decision(
            flow=self.flow.name,
            rulebook=self.book.fingerprint,
            program=self._subject(case),
            verdict=verdict,
            decided_at=last.gate if last is not None else None,
            rule=last.rule.id if last is not None and last.rule is not None else None,
            path=path,
            possible=judge.verdicts,
            missing=tuple(missing(judge)) if verdict == INCOMPLETE else (),
            assumed=assumed,
            cautions=self._weighing(remarks, "caution", case),
            strengths=self._weighing(remarks, "strength", case),
            ignored=self._weighing(remarks, "ignored", case),
            signals=self._signals(judge, done, remarks),
            labels={name: self._label(case, self.book.flows[name]) for name in self.flow.labels},
            drivers=drivers(case),
            rests_on=support(case, deciding, used, len(assumed)),
            as_of=as_of,
            bounds=dict(bounds(judge, done.judgements)) if verdict == INCOMPLETE else {},
            testimony=self._testimony(judge, verdict) if case.told.statements else Testimony(),
            stale=tuple(stale(case, as_of)),
        )

    def outcome(self, case: Case, source: Source | str = "facts") -> Outcome:
        """What `decide` comes to, without the reasons; raises Invalid as it does."""
        judge = self._agreeing(case, source)
        done = walk(self.flow, judge)
        last, verdict = done.last, done.verdict or INCOMPLETE
        asked = missing(judge) if verdict == INCOMPLETE else ()
        return Outcome(
            verdict,
            last.gate if last is not None else None,
            last.rule.id if last is not None and last.rule is not None else None,
            {one.gate: one.outcome for one in done.judgements},
            tuple(one.fact for one in asked),
        )

    def verdict(self, case: Case, name: str = "facts") -> str:
        """The verdict that `decide` comes to, without its trace; raises Invalid as it does."""
        verdicts = self._agreeing(case, name, briefly=True).verdicts
        return verdicts[0] if len(verdicts) == 1 else INCOMPLETE

    def check(self, case: Case, source: Source | str = "facts") -> None:
        """Nothing where a case can be decided; raises Invalid, about `source`, as `decide` does.

        The solver is asked only where no example shows at once that the known facts fit.
        """
        if not has_example(case):
            self._agreeing(case, source)

    # what people said

    def _agreeing(self, case: Case, source: Source | str, briefly: bool = False) -> Judge:
        def look(one: Case) -> Judge:
            return self._judge(one, self.flow)

        return agreeing(case, self.flow, look, source, briefly)

    def _testimony(self, judge: Judge, verdict: str) -> Testimony:
        case = judge.case
        hangs = verdict == INCOMPLETE and case.choices
        if hangs:
            from .fork import fork
        settled, behind_it = verdict != INCOMPLETE, Voices(case, self.verdict)
        return Testimony(
            tuple(case.contested.values()),
            fork(case, judge.completions) if hangs else Fork(),
            behind_it.carried(),
            behind_it.stands_unless(verdict) if settled else None,
            heard(case),
        )

    # matching

    def _matcher(self, name: str) -> Matcher:
        found = self._matchers.get(name)
        if found is None:  # two threads may both make one; the first to be noted is used
            found = self._make_matcher(name, self._conditions(name))
            found = self._matchers.setdefault(name, found)
        return found

    def _conditions(self, name: str) -> Conditions:
        if name == NOTES:
            return {note.id: note.when for note in self.book.notes}
        gate = self.book.gates[name]
        found = {rule.id: rule.when for rule in gate.rules}
        return found | {item.id: item.when for item in gate.collect}

    def _judge(self, case: Case, flow: Flow, exact: bool = True) -> Judge:
        return Judge(case, flow, _Matched(case, self._matcher), self._complete, exact)

    def _complete(self, case: Case, flow: Flow) -> Completions:
        from ..solve.alike import AlikeCompletions  # imports the solvers

        return AlikeCompletions(case, flow, self._memory)

    @cached_property
    def _memory(self) -> Memory:
        """What was found of cases by the flow, for others that are like them."""
        from ..solve.alike import Memory

        return Memory()

    # the trace

    def _stations(self, done: Walk, judge: Judge) -> Iterator[Station]:
        for node in done.nodes:
            if node.kind == "gate":
                yield self._gate(node, judge)
            else:
                yield Station(node.id, node.kind, node.title)

    def _gate(self, node: Node, judge: Judge) -> Station:
        judged, case = judge.judge(node.id), judge.case
        rule = judged.rule
        gate = self.book.gates[node.id]
        truths = judge.truths[node.id]
        plain = rule is not None and truth(rule.when, case) is True
        forced = {} if plain else self._forced(gate, judged, case)
        return Station(
            node.id,
            node.kind,
            node.title,
            outcome=judged.outcome,
            rule=rule.id if rule is not None else None,
            because=fill(reason(rule, case), case) if rule is not None else None,
            source=rule.source if rule is not None else None,
            conditions=Later(partial(conditions, rule.when, case)) if rule is not None else (),
            passed_over=Later(partial(passed_over, gate, rule, truths, case)),
            forced_by=forced,
            collected=Later(partial(collected, gate, truths, case)) if gate.collect else (),
            waits=judge.waits(node.id) if rule is None else None,
        )

    def _forced(self, gate: Gate, judged: Judgement, case: Case) -> Mapping[str, Value]:
        """The fewest known facts that force an outcome which no rule gives by what is known."""
        if judged.outcome == OPEN:
            return {}
        from .forcing import forcing  # imports z3

        found = forcing(case, self.flow, gate, judged.outcome)
        return {name: case.values[name] for name in found or ()}

    def _used(self, done: Walk) -> set[str]:
        """The facts that the path tells of, and those that these are derived from."""
        gates = ((self.book.gates[judged.gate], judged) for judged in done.judgements)
        read = [
            when
            for gate, judged in gates
            for when in (
                *(rule.when for rule in read_rules(gate, judged)),
                *(item.when for item in gate.collect),
            )
        ]
        names = (fact for when in read for fact in facts_in(when))
        return {*behind(self.book.vocabulary.facts, names)}

    def _subject(self, case: Case) -> str | None:
        subject = self.book.vocabulary.subject
        found = case.value(subject) if subject is not None else None
        return str(found) if found is not None else None

    # remarks, board, labels

    def _remarks(self, case: Case) -> tuple[Note, ...]:
        found = self._matcher(NOTES).match(case)
        return tuple(note for note in self.book.notes if found[note.id] is True)

    def _weighing(self, notes: Iterable[Note], weight: Weight, case: Case) -> tuple[Remark, ...]:
        return tuple(
            Remark(note.id, fill(note.text, case), note.signal, note.source)
            for note in notes
            if note.weight == weight
        )

    def _signals(self, judge: Judge, done: Walk, notes: Iterable[Note]) -> dict[str, str]:
        """What has been heard of each signal of the board, wherever the walk stopped."""
        board = self.book.board
        if board is None:
            return {}
        weighed = tuple(notes)
        good = {note.signal for note in weighed if note.weight == "strength"}
        bad = {note.signal for note in weighed if note.weight == "caution"}
        for rule in self._holding(judge, done, board):
            good |= set(rule.signals) if rule.then in board.good else set()
            bad |= set(rule.signals) if rule.then in board.bad else set()
        for item in self._collected(judge):
            good |= set(item.signals) if item.speaks == "for" else set()
            bad |= set(item.signals) if item.speaks == "against" else set()
        return {signal: _colour(signal in good, signal in bad) for signal in board.signals}

    def _holding(self, judge: Judge, done: Walk, board: Board) -> Iterator[Rule]:
        """The rules of a signal that certainly hold, at any gate; a last resort if it decides."""
        for name in self.flow.gates():
            for rule in self.book.gates[name].rules:
                if not board.signals.keys().isdisjoint(rule.signals) and judge.holds(name, rule):
                    yield rule
        for judged in done.judgements:
            if judged.rule is not None and judged.rule is self.book.gates[judged.gate].otherwise:
                yield judged.rule

    def _collected(self, judge: Judge) -> Iterator[Item]:
        """What certainly holds of all that gates collect, wherever the walk stopped."""
        for name in self.flow.gates():
            for item in self.book.gates[name].collect:
                if item.signals and judge.holds(name, item):
                    yield item

    def _label(self, case: Case, flow: Flow) -> Label:
        """What a flow beside says; Kleene's logic has the say in it, since nothing rests on it."""
        done = walk(flow, self._judge(case, flow, exact=False))
        row, title = done.verdict or NOT_KNOWN, done.nodes[-1].title
        last = done.last
        gate = self.book.gates[last.gate] if last is not None else None
        rows = [rule for rule in gate.rules if rule.columns] if gate is not None else []
        if last is None or not rows:
            decided = last.rule if last is not None and done.verdict is not None else None
            return Label(row, title, rule=decided.id if decided is not None else None)
        rivals = [row for row in rows if row.needs is None or truth(row.needs, case) is True]
        chosen = [last.rule] if last.rule in rows else rivals or rows
        counts = [_matching(rule, case) for rule in chosen if rule is not None]
        return Label(row, title, *max(counts))


class _Matched(dict[str, Mapping[str, Kleene]]):
    """By gate, what its matcher finds of a case: only for gates that somebody asks about."""

    def __init__(self, case: Case, matcher: Callable[[str], Matcher]) -> None:
        super().__init__()
        self._case = case
        self._matcher = matcher

    def __missing__(self, gate: str) -> Mapping[str, Kleene]:
        found = self[gate] = self._matcher(gate).match(self._case)
        return found


def _matching(rule: Rule, case: Case) -> tuple[int, int]:
    return sum(truth(column, case) is True for column in rule.columns), len(rule.columns)


def _colour(good: bool, bad: bool) -> str:
    if good and bad:
        return "mixed"
    return "green" if good else "red" if bad else "unheard"
