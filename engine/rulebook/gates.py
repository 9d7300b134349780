"""Reading rule files: gates with their rules, thresholds and notes; the board of signals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import get_args

from ..diagnostics.codes.files import BAD_NAME, UNKNOWN_KEY
from ..diagnostics.codes.rules import NOTE_WEIGHT
from ..diagnostics.place import Place
from ..language.tree import And, Compare, Expression, IsKnown, Not, Number, NumberOf, Or, Truth
from .collecting import counting, read_items, uncounted
from .context import Context, identified, signal, signals
from .document import YamlNode, YamlScalar
from .expressions import condition, template
from .facts import known_source
from .kinds.rules import BOARD, BOARD_FILE, GATE, LAST_RESORT, NOTE, REASON, RULE, THRESHOLD
from .kinds.spelling import THRESHOLD_NAME
from .model import OTHERWISE, Board, Gate, Note, Rule, Text, Threshold, Weight
from .shape import Shape

WEIGHTS: tuple[Weight, ...] = get_args(Weight)


def read_thresholds(shape: Shape, root: YamlNode, sources: Mapping[str, str]) -> list[Threshold]:
    """The thresholds of one gate file; the rest of the file comes later."""
    keys = {key: value for key, (_, value) in Shape(shape.source).entries(root, "").items()}
    gate = keys.get("gate")
    owner = gate.value if isinstance(gate, YamlScalar) else ""
    entries = shape.entries(keys.get("thresholds"), "thresholds")
    found = (_threshold(shape, owner, key, node, sources) for key, node in entries.values())
    return [threshold for threshold in found if threshold is not None]


def _threshold(
    shape: Shape, gate: str, key: YamlScalar, node: YamlNode, sources: Mapping[str, str]
) -> Threshold | None:
    if not THRESHOLD_NAME.fits(key.value):
        shape.report(BAD_NAME, f"`{key.value}` is no name for a threshold", key)
    what = f"threshold `{key.value}`"
    if isinstance(node, YamlScalar):
        number, unit, source = shape.number(node, what), None, ""
    else:
        keys = shape.item(node, THRESHOLD, what)
        number = shape.number(keys.get("value"), what)
        unit = shape.text(keys.get("unit"), "unit") or None
        source = known_source(shape, keys.get("source"), sources)
    if number is None:
        number = Fraction(0)
    return Threshold(key.value, number, unit, source, gate, shape.place(key))


def read_gate(shape: Shape, root: YamlNode, context: Context) -> tuple[Gate, tuple[Note, ...]]:
    """A gate with its rules, and the notes beside them."""
    keys = shape.item(root, GATE.root)
    gate = shape.identifier(keys.get("gate"), "gate")
    at_least = shape.whole(keys.get("at_least"), "at_least")
    nodes = shape.items(keys.get("rules"), "rules")
    collected = read_items(shape, keys.get("collect"), context)
    inside = counting(context, collected) if "collect" in keys else context
    rules = tuple(_rule(shape, node, inside, at_least) for node in nodes)
    if at_least is not None:
        rules = _best_match(rules, at_least)
    otherwise = _otherwise(shape, keys.get("otherwise"), inside)
    notes = read_notes(shape, keys.get("notes"), context)
    question = shape.text(keys.get("question"), "question")
    return Gate(gate, question, rules, otherwise, shape.place(root), collected), notes


def _rule(shape: Shape, node: YamlNode, context: Context, at_least: int | None) -> Rule:
    how = "when" if at_least is None else "columns"
    keys = shape.item(node, RULE, also=(how,))
    if at_least is None and "columns" in keys:
        shape.report(UNKNOWN_KEY, "`columns` goes with `at_least` on the gate", keys["columns"])
    if at_least is not None and "when" in keys:
        shape.report(UNKNOWN_KEY, "with `at_least` on the gate a rule has `columns`", keys["when"])
    if at_least is None and "needs" in keys:
        shape.report(UNKNOWN_KEY, "`needs` goes with `at_least` on the gate", keys["needs"])
    columns, alone = shape.items(keys.get("columns"), "columns"), uncounted(context)
    when: Expression = Truth(True)
    if "when" in keys:
        when = condition(shape, keys["when"], "when", context.scope)
    needs = condition(shape, keys["needs"], "needs", alone) if "needs" in keys else None
    return replace(
        _outcome(shape, keys, context),
        when=when,
        needs=needs,
        columns=tuple(condition(shape, one, "a column", alone) for one in columns),
        place=shape.place(node),
    )


def _otherwise(shape: Shape, node: YamlNode | None, context: Context) -> Rule:
    keys = shape.item(node, LAST_RESORT)
    place = shape.place(node) if node is not None else Rule("", Truth(True), "", ()).place
    return replace(_outcome(shape, keys, context), place=place)


def _outcome(shape: Shape, keys: Mapping[str, YamlNode], context: Context) -> Rule:
    """What rules and `otherwise` have in common."""
    name = identified(shape, keys.get("id"), context, "rule") if "id" in keys else OTHERWISE
    then = keys.get("then")
    return Rule(
        name,
        Truth(True),
        shape.identifier(then, "then"),
        template(shape, keys.get("because"), "because", context.scope),
        source=known_source(shape, keys.get("source"), context.sources),
        signals=signals(shape, keys.get("signal"), context),
        reasons=tuple(
            _reason(shape, item, context) for item in shape.items(keys.get("reasons"), "reasons")
        ),
        leads=shape.place(then) if then is not None else Place(),
    )


def _reason(shape: Shape, node: YamlNode, context: Context) -> tuple[Expression, Text]:
    """What to tell in place of `because` while a condition holds."""
    keys = shape.item(node, REASON)
    when = condition(shape, keys.get("when"), "when", context.scope)
    return when, template(shape, keys.get("because"), "because", context.scope)


def _best_match(rules: tuple[Rule, ...], at_least: int) -> tuple[Rule, ...]:
    """Rules of which the row with the most matching columns fires first; of equals a later row.

    A row whose `needs` do not surely hold is no rival.
    """
    rows = {rule.id: _Row(rule) for rule in rules}
    return tuple(
        replace(rule, when=_leads(rows[rule.id], tuple(rows.values()), at_least))
        for rule in reversed(rules)
    )


class _Row:
    """How many columns of a rule surely match, and what it needs besides."""

    def __init__(self, rule: Rule) -> None:
        self.matches = NumberOf(tuple(_surely(column) for column in rule.columns))
        self.needs = () if rule.needs is None else (_surely(rule.needs),)


def _surely(column: Expression) -> Expression:
    return And((IsKnown(column), column))


def _leads(own: _Row, rivals: tuple[_Row, ...], at_least: int) -> Expression:
    enough = Compare(">=", own.matches, Number(Fraction(at_least)))
    others = (_not_behind(own, rival) for rival in rivals if rival is not own)
    return And((*own.needs, enough, *others))


def _not_behind(own: _Row, rival: _Row) -> Expression:
    ahead = Compare(">=", own.matches, rival.matches)
    return Or((*(Not(one) for one in rival.needs), ahead)) if rival.needs else ahead


def read_notes(shape: Shape, node: YamlNode | None, context: Context) -> tuple[Note, ...]:
    """Remarks; unlike rules they may ask whether a fact is known."""
    asking = replace(context, scope=replace(context.scope, statuses=True))
    return tuple(_note(shape, item, asking) for item in shape.items(node, "notes"))


def _note(shape: Shape, node: YamlNode, context: Context) -> Note:
    keys = shape.item(node, NOTE)
    given: list[Weight] = [weight for weight in WEIGHTS if weight in keys]
    if len(given) != 1:
        told = "no" if not given else "more than one"
        shape.report(
            NOTE_WEIGHT,
            f"a note with {told} weight",
            node,
            "give it one of `caution`, `strength`, `ignored`",
        )
    weight = given[0] if given else "caution"
    return Note(
        identified(shape, keys.get("id"), context, "note"),
        condition(shape, keys.get("when"), "when", context.scope),
        weight,
        template(shape, keys.get(weight), weight, context.scope),
        signal(shape, keys.get("signal"), context),
        known_source(shape, keys.get("source"), context.sources),
        shape.place(node),
    )


def read_board(shape: Shape, root: YamlNode) -> Board:
    """The signals to colour, and the outcomes that colour them."""
    keys = shape.item(root, BOARD_FILE.root)
    board = shape.item(keys.get("board"), BOARD)
    signals = shape.entries(board.get("signals"), "signals")
    return Board(
        {name: shape.text(value, f"signal {name}") for name, (_, value) in signals.items()},
        frozenset(shape.words(board.get("good"), "good")),
        frozenset(shape.words(board.get("bad"), "bad")),
    )
