"""What is suspect in a sound rulebook: warnings, each a pure function over the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from re import IGNORECASE
from re import compile as pattern

from engine.language.show import show
from engine.language.tree import Expression, Truth, facts_in, thresholds_in
from engine.rulebook.findings import Finding
from engine.rulebook.model import OPEN, Book, Fact, Place, Rule

LONGEST_WORDING = 140
LEADING = pattern(
    r"\b(don't|doesn't|didn't|isn't|aren't|wasn't|won't|wouldn't|shouldn't|can't|haven't|hasn't)"
    r" (you|they|it|he|she|we|the)\b|^(surely|of course|obviously|admit)|, right\?$|"
    r", (isn't|aren't|don't|doesn't|won't) \w+\?$",
    IGNORECASE,
)


def expressions(book: Book) -> Iterator[Expression]:
    """Every expression of the rulebook."""
    for gate in book.gates.values():
        for rule in gate.rules:
            yield rule.when
            yield from rule.columns
    yield from (note.when for note in book.notes)
    yield from (one.never for one in book.vocabulary.constraints)
    yield from (fact.derive for fact in book.vocabulary.facts.values() if fact.derive is not None)


def warning(code: str, message: str, place: Place, help_: str | None = None) -> Finding:
    return Finding(code, message, place.file, place.line, place.column, help_, severity="warning")


def unused_facts(book: Book) -> Iterator[Finding]:
    """Facts that nothing reads, unless they are kept for the record or carry a weight."""
    read = {name for tree in expressions(book) for name in facts_in(tree)}
    read |= {one.each for one in book.vocabulary.constraints if one.each is not None}
    read |= {part for text in _texts(book) for part in text[1::2]}
    for fact in book.vocabulary.facts.values():
        if fact.name not in read and not fact.kept and fact.weight is None:
            yield warning("unused-fact", f"nothing reads `{fact.name}`", fact.place,
                          "use it in a rule or a note, or mark it `kept: true`")  # fmt: skip


def _texts(book: Book) -> Iterator[tuple[str, ...]]:
    for gate in book.gates.values():
        yield from (rule.because for rule in gate.every_rule)
    yield from (note.text for note in book.notes)


def unused_thresholds(book: Book) -> Iterator[Finding]:
    """Thresholds that no expression reads."""
    read = {name for tree in expressions(book) for name in thresholds_in(tree)}
    for threshold in book.thresholds.values():
        if threshold.name not in read:
            yield warning("unused-threshold", f"nothing reads threshold `{threshold.name}`",
                          threshold.place, "use it or take it out")  # fmt: skip


def repeated_rules(book: Book) -> Iterator[Finding]:
    """Rules of one gate with the same condition: the second never decides."""
    for gate in book.gates.values():
        seen: dict[Expression, Rule] = {}
        for rule in gate.rules:
            first = seen.setdefault(rule.when, rule)
            if first is not rule:
                message = f"rule `{rule.id}` repeats the condition of `{first.id}`"
                yield warning("repeated-rule", message, rule.place, "take one of them out")


def constant_conditions(book: Book) -> Iterator[Finding]:
    """Rules whose condition is written as true or false."""
    for gate in book.gates.values():
        for rule in gate.rules:
            if isinstance(rule.when, Truth):
                message = f"rule `{rule.id}` is always {show(rule.when)}"
                yield warning("constant-condition", message, rule.place)


def mixed_polarity(book: Book) -> Iterator[Finding]:
    """Gates whose rules go to and fro between outcomes: hard to read, easy to get wrong."""
    for gate in book.gates.values():
        thens = [rule.then for rule in gate.rules if rule.then != OPEN and not rule.columns]
        turns = sum(one != other for one, other in pairwise(thens))
        if turns > 2 * len(set(thens)):
            message = f"the rules of gate `{gate.id}` change outcome {turns} times"
            yield warning("mixed-polarity", message, gate.place,
                          "put rules of one outcome together where order allows")  # fmt: skip


def wording(book: Book) -> Iterator[Finding]:
    """Questions that lead, lack their mark or run long."""
    for fact in book.vocabulary.facts.values():
        yield from _question(fact)


def _question(fact: Fact) -> Iterator[Finding]:
    if LEADING.search(fact.ask):
        yield warning("leading-question", f"the question of `{fact.name}` suggests its answer",
                      fact.place, "ask openly: who, what, how, when")  # fmt: skip
    if not fact.ask.rstrip().endswith("?"):
        yield warning("no-question", f"what `{fact.name}` asks is no question", fact.place,
                      "end it with a question mark")  # fmt: skip
    if len(fact.ask) > LONGEST_WORDING:
        told = f"the question of `{fact.name}` is {len(fact.ask)} characters long"
        yield warning("long-wording", told, fact.place, f"keep it to {LONGEST_WORDING}")


def unused_gates(book: Book) -> Iterator[Finding]:
    """Gates that no flow has."""
    used = {node.id for flow in book.flows.values() for node in flow.nodes.values()}
    for gate in book.gates.values():
        if gate.id not in used:
            yield warning("unused-gate", f"no flow has gate `{gate.id}`", gate.place)


def untaken_edges(book: Book) -> Iterator[Finding]:
    """Edges for an outcome that no rule of the gate gives."""
    for flow in book.flows.values():
        for node in flow.nodes.values():
            gate = book.gates.get(node.id)
            if node.kind != "gate" or gate is None:
                continue
            given = {rule.then for rule in gate.every_rule}
            for outcome in node.to:
                if outcome not in given and OPEN not in given:
                    message = f"no rule of gate `{node.id}` leads to `{outcome}`"
                    yield warning("untaken-edge", message, node.place)


Lint = Callable[[Book], Iterator[Finding]]

LINTS: tuple[Lint, ...] = (
    unused_facts, unused_thresholds, repeated_rules, constant_conditions, mixed_polarity,
    wording, unused_gates, untaken_edges,
)  # fmt: skip


def lint(book: Book) -> list[Finding]:
    """Every warning about a sound rulebook."""
    return [finding for one in LINTS for finding in one(book)]
