"""What is suspect in a sound rulebook: warnings, each a pure function over the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from re import IGNORECASE
from re import compile as pattern

from ..diagnostics.codes.collecting import UNUSED_ITEM
from ..diagnostics.codes.proofs import UNTAKEN_EDGE
from ..diagnostics.codes.suspect import (
    CONSTANT_CONDITION,
    LEADING_QUESTION,
    LONG_WORDING,
    MIXED_POLARITY,
    NO_QUESTION,
    REPEATED_RULE,
    UNUSED_FACT,
    UNUSED_GATE,
    UNUSED_THRESHOLD,
)
from ..diagnostics.findings import Finding
from ..diagnostics.place import Place
from ..language.show import show
from ..language.traverse import descend, facts_in, thresholds_in
from ..language.tree import Expression, Fact, Not, NumberOf, Quantified, Truth
from .collect import Item
from .model import OPEN, Book, Rule, Text
from .model import Fact as KnownFact

LONGEST_WORDING = 140
LEADING = pattern(
    r"\b(don't|doesn't|didn't|isn't|aren't|wasn't|won't|wouldn't|shouldn't|can't|haven't|hasn't)"
    r" (you|they|it|he|she|we|the)\b|^(surely|of course|obviously|admit)|, right\?$|"
    r", (isn't|aren't|don't|doesn't|won't) \w+\?$",
    IGNORECASE,
)


def conditions(book: Book) -> Iterator[tuple[Place, str, Expression]]:
    """Every expression of the rulebook: where it stands, what to call it, and its tree."""
    for gate in book.gates.values():
        for item in gate.collect:
            yield item.place, f"item `{item.id}`", item.when
        for rule in gate.rules:
            for tree in rule.columns or (rule.when,):
                yield rule.place, f"rule `{rule.id}`", tree
        for rule in gate.every_rule:
            for tree, _ in rule.reasons:
                yield rule.place, f"a reason of rule `{rule.id}`", tree
    for note in book.notes:
        yield note.place, f"note `{note.id}`", note.when
    for one in book.vocabulary.constraints:
        yield one.place, f"constraint `{one.id}`", one.never
    for fact in book.vocabulary.facts.values():
        if fact.derive is not None:
            yield fact.place, f"the derivation of `{fact.name}`", fact.derive
    for promise in book.promises:
        if promise.always is not None:
            yield promise.place, f"promise `{promise.id}`", promise.always


def texts(book: Book) -> Iterator[tuple[Place, str, str]]:
    """Every question, reason and remark as it is written."""
    for fact in book.vocabulary.facts.values():
        yield fact.place, f"the question of `{fact.name}`", fact.ask
    for gate in book.gates.values():
        yield gate.place, f"the question of gate `{gate.id}`", gate.question
        for item in gate.collect:
            yield item.place, f"the reason of item `{item.id}`", written(item.because)
        for rule in gate.every_rule:
            for text in (rule.because, *(text for _, text in rule.reasons)):
                yield rule.place, f"the reason of rule `{rule.id}`", written(text)
    for note in book.notes:
        yield note.place, f"the text of note `{note.id}`", written(note.text)


def written(text: Text) -> str:
    """A text with its facts in braces."""
    return "".join(f"{{{part}}}" if place % 2 else part for place, part in enumerate(text))


def unused_facts(book: Book) -> Iterator[Finding]:
    """Facts that nothing reads, unless they are kept for the record or carry a weight."""
    read = {name for _, _, tree in conditions(book) for name in facts_in(tree)}
    read |= {one.each for one in book.vocabulary.constraints if one.each is not None}
    read |= {promise.fact for promise in book.promises}
    read |= {name for text in _filled_in(book) for name in text[1::2]}
    read |= {book.vocabulary.subject or ""}
    for fact in book.vocabulary.facts.values():
        if fact.name not in read and not fact.kept and fact.weight is None:
            yield Finding(
                UNUSED_FACT,
                f"nothing reads `{fact.name}`",
                fact.place,
                "use it in a rule or a note, or mark it `kept: <why>`",
            )


def _filled_in(book: Book) -> Iterator[Text]:
    for gate in book.gates.values():
        yield from (item.because for item in gate.collect)
        for rule in gate.every_rule:
            yield from (rule.because, *(text for _, text in rule.reasons))
    yield from (note.text for note in book.notes)


def unused_thresholds(book: Book) -> Iterator[Finding]:
    """Thresholds that no expression reads."""
    read = {name for _, _, tree in conditions(book) for name in thresholds_in(tree)}
    for threshold in book.thresholds.values():
        if threshold.name not in read:
            yield Finding(
                UNUSED_THRESHOLD,
                f"nothing reads threshold `{threshold.name}`",
                threshold.place,
                "use it or take it out",
            )


def repeated_rules(book: Book) -> Iterator[Finding]:
    """Rules of one gate with the same condition: the second never decides."""
    for gate in book.gates.values():
        yield from _repeated("rule", gate.rules)
        yield from _repeated("item", gate.collect)  # which would count twice


def _repeated(what: str, found: Sequence[Rule | Item]) -> Iterator[Finding]:
    seen: dict[Expression, str] = {}
    for one in found:
        first = seen.setdefault(one.when, one.id)
        if first != one.id:
            message = f"{what} `{one.id}` repeats the condition of `{first}`"
            yield Finding(REPEATED_RULE, message, one.place, "take one of them out")


def unused_items(book: Book) -> Iterator[Finding]:
    """What gates collect without a rule that counts it."""
    for gate in book.gates.values():
        trees = [rule.when for rule in gate.rules]
        trees += [tree for rule in gate.every_rule for tree, _ in rule.reasons]
        parts = [part for tree in trees for part in descend(tree)]
        named = {part.item for part in parts if isinstance(part, Quantified) and part.named}
        named |= {"" for part in parts if isinstance(part, NumberOf) and part.named}
        for item in gate.collect if "" not in named else ():
            if item.id not in named:
                message = f"no rule of gate `{gate.id}` counts item `{item.id}`"
                help_ = "name it or count `collected` in the `when` of a rule, or write a note"
                yield Finding(UNUSED_ITEM, message, item.place, help_)


def constant_conditions(book: Book) -> Iterator[Finding]:
    """Rules whose condition is written as true or false."""
    for gate in book.gates.values():
        for item in gate.collect:
            yield from _constant(f"item `{item.id}`", item)
        for rule in gate.rules:
            yield from _constant(f"rule `{rule.id}`", rule)


def _constant(what: str, one: Rule | Item) -> Iterator[Finding]:
    if isinstance(one.when, Truth):
        yield Finding(CONSTANT_CONDITION, f"{what} is always {show(one.when)}", one.place)


def mixed_polarity(book: Book) -> Iterator[Finding]:
    """Counted conditions of which some are turned round by `not`: easy to miscount."""
    for place, what, tree in conditions(book):
        for part in descend(tree):
            if isinstance(part, Quantified | NumberOf) and part.named:
                continue  # each of what is collected speaks for itself
            if isinstance(part, Quantified | NumberOf) and _mixed(part):
                message = f"{what} counts facts that hold together with facts that do not"
                yield Finding(
                    MIXED_POLARITY,
                    message,
                    place,
                    "let each part of a count speak for the same side",
                )
            elif isinstance(part, Quantified) and _negates_twice(part):
                message = f"{what} says `none of` of what is negated itself"
                yield Finding(MIXED_POLARITY, message, place, "write `all of` without the `not`")


def _mixed(node: Quantified | NumberOf) -> bool:
    counted = isinstance(node, NumberOf) or node.count is not None
    turned = any(isinstance(part, Not) for part in node.operands)
    return counted and turned and any(isinstance(part, Fact) for part in node.operands)


def _negates_twice(node: Quantified) -> bool:
    return node.quantifier == "none" and all(isinstance(part, Not) for part in node.operands)


def wording(book: Book) -> Iterator[Finding]:
    """Questions that lead or lack their mark, and texts that run long."""
    for fact in book.vocabulary.facts.values():
        yield from _question(fact)
    for place, what, text in texts(book):
        if len(text) > LONGEST_WORDING:
            told = f"{what} is {len(text)} characters long"
            yield Finding(LONG_WORDING, told, place, f"keep it to {LONGEST_WORDING}")


def _question(fact: KnownFact) -> Iterator[Finding]:
    if LEADING.search(fact.ask.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")):
        yield Finding(
            LEADING_QUESTION,
            f"the question of `{fact.name}` suggests its answer",
            fact.place,
            "ask openly: who, what, how, when",
        )
    if not fact.ask.rstrip().endswith("?"):
        yield Finding(
            NO_QUESTION,
            f"what `{fact.name}` asks is no question",
            fact.place,
            "end it with a question mark",
        )


def unused_gates(book: Book) -> Iterator[Finding]:
    """Gates that no flow has."""
    used = {node.id for flow in book.flows.values() for node in flow.nodes.values()}
    for gate in book.gates.values():
        if gate.id not in used:
            yield Finding(UNUSED_GATE, f"no flow has gate `{gate.id}`", gate.place)


def untaken_edges(book: Book) -> Iterator[Finding]:
    """Edges for an outcome that no rule of the gate gives."""
    for flow in book.flows.values():
        for node in flow.nodes.values():
            gate = book.gates.get(node.id)
            if node.kind != "gate" or gate is None:
                continue
            given = {rule.then for rule in gate.every_rule}
            for outcome in flow.outcomes(node.id):
                if outcome not in given and OPEN not in given:
                    message = f"no rule of gate `{node.id}` leads to `{outcome}`"
                    yield Finding(UNTAKEN_EDGE, message, node.place)


Lint = Callable[[Book], Iterator[Finding]]

LINTS: tuple[Lint, ...] = (
    unused_facts,
    unused_thresholds,
    repeated_rules,
    unused_items,
    constant_conditions,
    mixed_polarity,
    wording,
    unused_gates,
    untaken_edges,
)


def lint(book: Book) -> list[Finding]:
    """Every warning about a sound rulebook."""
    return [finding for one in LINTS for finding in one(book)]
