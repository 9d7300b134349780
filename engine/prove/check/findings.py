"""What `check` proves of a whole rulebook: what no case does, and whether promises hold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ...diagnostics.codes.proofs import UNREACHABLE_GATE, UNREACHABLE_VERDICT, UNTAKEN_EDGE
from ...diagnostics.findings import Finding
from ...rulebook.model import OPEN, Book
from ...solve.budget import Budget
from ...solve.context import alone
from ..space.prover import Prover, provers, undecided
from .constant import PartsSeen, constant_parts
from .exclusion import excluding, underived
from .firing import Answer, Decided, decided, idle_rules, taken
from .items import idle_items
from .promises import broken


@alone()
def prove(book: Book, effort: float = math.inf) -> list[Finding]:
    """Everything that can be shown of the rulebook and is not as it should be.

    All questions take `effort` steps together; what is not settled by then is told.
    """
    found = [*excluding(book), *underived(book)]
    if any(one.severity == "error" for one in found):
        return found
    spaces = provers(book, Budget(effort))
    seen = [PartsSeen.of(one.space) for one in spaces]
    answers = [decided(one, parts) for one, parts in zip(spaces, seen, strict=True)]
    for prover, answer in zip(spaces, answers, strict=True):
        found += unreached(prover, answer)
    found += _rules(book, spaces, seen, answers)
    return found + [one for prover in spaces for one in broken(prover)]


def _rules(
    book: Book, spaces: Sequence[Prover], seen: Sequence[PartsSeen], answers: Sequence[Decided]
) -> Iterator[Finding]:
    for gate in book.gates.values():
        with_gate = [place for place, one in enumerate(spaces) if gate.id in one.space.conditions]
        if not with_gate or not any(_visited(gate.id, answers[place]) for place in with_gate):
            continue
        own = [spaces[place] for place in with_gate]
        found = list(idle_rules(gate, own, [answers[place] for place in with_gate]))
        yield from found
        idle = frozenset(
            rule.id
            for place, rule in enumerate(gate.every_rule)
            if not any(answers[one][gate.id, place] for one in with_gate)
        )
        yield from constant_parts(gate.id, own, [seen[place] for place in with_gate], idle)
        yield from idle_items(gate, own)


def _visited(gate: str, answers: Decided) -> bool:
    return any(answer is not False for (name, _), answer in answers.items() if name == gate)


def unreached(prover: Prover, answers: Decided) -> Iterator[Finding]:
    """Gates, edges and verdicts to which no case comes: follows from which rules decide."""
    flow = prover.flow
    reached: dict[str, Answer] = dict.fromkeys(flow.nodes, False)
    reached[flow.start] = True
    for name in flow.in_order:
        node = flow.nodes[name]
        if node.kind == "gate" and reached[name] is not False:
            reached[name] = _visited(name, answers)
        for outcome, target in flow.onward[name].items():
            passed = reached[name]
            if passed and node.kind == "gate":
                passed = taken(prover, answers, name, outcome)
                yield from _edge(prover, name, outcome, passed)
            reached[target] = reached[target] or passed
    yield from _nodes(prover, reached)


def _edge(prover: Prover, gate: str, outcome: str, passed: Answer) -> Iterator[Finding]:
    place = prover.flow.nodes[gate].place
    noun = prover.book.vocabulary.case.one
    where = f"the edge `{outcome}` of gate `{gate}` in flow `{prover.flow.name}`"
    given = {rule.then for rule in prover.book.gates[gate].every_rule}
    if passed is None:
        yield undecided(f"whether some {noun} takes {where}", place)
    elif not passed and given & {outcome, OPEN}:
        yield Finding(UNTAKEN_EDGE, f"no {noun} takes {where}", place)


def _nodes(prover: Prover, reached: dict[str, Answer]) -> Iterator[Finding]:
    flow, noun = prover.flow, prover.book.vocabulary.case.one
    for node in flow.nodes.values():
        if node.kind == "gate" and reached[node.id] is False:
            message = f"no {noun} comes to gate `{node.id}` in flow `{flow.name}`"
            yield Finding(UNREACHABLE_GATE, message, node.place)
    for verdict in flow.verdicts:
        ends = [node for node in flow.nodes.values() if node.verdict == verdict]
        if all(reached[node.id] is False for node in ends):
            message = f"no {noun} comes to verdict `{verdict}` in flow `{flow.name}`"
            yield Finding(UNREACHABLE_VERDICT, message, ends[0].place)
