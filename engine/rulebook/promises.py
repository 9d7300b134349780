"""Reading promises: what a rulebook holds to for every case, to be proved by `check`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from ..diagnostics.codes.conditions import UNKNOWN_FACT
from ..diagnostics.codes.files import DUPLICATE_ID, WRONG_SHAPE
from ..diagnostics.codes.flows import UNKNOWN_FLOW
from ..diagnostics.codes.promises import PROMISE_KIND, UNKNOWN_VERDICT
from ..diagnostics.suggestion import did_you_mean
from ..language import types
from ..language.resolve import Scope
from .document import YamlNode, YamlScalar
from .expressions import condition
from .facts import known_source
from .kinds.rules import PROMISE, PROMISES
from .kinds.spelling import TURN
from .model import INCOMPLETE, Flow
from .promise import Direction, Promise
from .shape import Shape

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
VERDICT = "verdict"


def read_promises(
    shape: Shape,
    root: YamlNode,
    scope: Scope,
    sources: Mapping[str, str],
    flows: Mapping[str, Flow],
) -> tuple[Promise, ...]:
    """The promises of one file; their conditions may name `verdict`."""
    keys = shape.item(root, PROMISES.root)
    nodes = shape.items(keys.get("promises"), "promises")
    found = [_promise(shape, node, scope, sources, flows) for node in nodes]
    seen: set[str] = set()
    for promise, node in zip(found, nodes, strict=True):
        if promise.id and promise.id in seen:
            shape.report(DUPLICATE_ID, f"promise `{promise.id}` is written twice", node)
        seen.add(promise.id)
    return tuple(found)


def _promise(
    shape: Shape,
    node: YamlNode,
    scope: Scope,
    sources: Mapping[str, str],
    flows: Mapping[str, Flow],
) -> Promise:
    keys = shape.item(node, PROMISE)
    flow = _flow(shape, keys.get("flow"), flows)
    promise = Promise(
        shape.identifier(keys.get("id"), "id"),
        flow.name if flow is not None else "",
        shape.text(keys.get("because"), "because"),
        source=known_source(shape, keys.get("source"), sources),
        place=shape.place(node),
    )
    verdicts = (*flow.verdicts, INCOMPLETE) if flow is not None else ()
    if "always" in keys:
        _no_direction(shape, keys)
        facts = {**scope.facts, VERDICT: types.Enumeration(verdicts)}
        tree = condition(shape, keys["always"], "always", replace(scope, facts=facts))
        return replace(promise, always=tree)
    return _directed(shape, node, keys, promise, scope, verdicts)


def _flow(shape: Shape, node: YamlNode | None, flows: Mapping[str, Flow]) -> Flow | None:
    found = shape.scalar(node, "flow")
    if found is None or found.value in flows:
        return flows[found.value] if found is not None else None
    help_ = did_you_mean(found.value, flows) or "flows: " + ", ".join(sorted(flows))
    shape.report(UNKNOWN_FLOW, f"no flow `{found.value}`", found, help_)
    return None


def _no_direction(shape: Shape, keys: Mapping[str, YamlNode]) -> None:
    for key in (*DIRECTIONS, "never"):
        if key in keys:
            help_ = "make it a promise of its own"
            shape.report(PROMISE_KIND, f"`{key}` does not go with `always`", keys[key], help_)


def _directed(
    shape: Shape,
    node: YamlNode,
    keys: Mapping[str, YamlNode],
    promise: Promise,
    scope: Scope,
    verdicts: tuple[str, ...],
) -> Promise:
    """A promise that a change of one fact never turns one verdict into another."""
    given = [key for key in DIRECTIONS if key in keys]
    if len(given) != 1 or "never" not in keys:
        help_ = "write `always: ..`, or `raising: fact` with `never: verdict to verdict`"
        shape.report(PROMISE_KIND, "this promises nothing that can be checked", node, help_)
        return promise
    direction = given[0]
    fact = _fact(shape, keys[direction], direction, scope)
    before, after = _turn(shape, keys["never"], verdicts)
    return replace(promise, direction=direction, fact=fact, before=before, after=after)


def _fact(shape: Shape, node: YamlNode, direction: Direction, scope: Scope) -> str:
    found = shape.scalar(node, direction)
    if found is None:
        return ""
    kind = scope.facts.get(found.value)
    if kind is None:
        help_ = did_you_mean(found.value, scope.facts)
        shape.report(UNKNOWN_FACT, f"unknown fact `{found.value}`", found, help_)
    elif isinstance(kind, types.Records):
        message, help_ = (
            f"`{found.value}` is a list of records",
            "name a fact that is derived from it",
        )
        shape.report(PROMISE_KIND, message, found, help_)
    elif direction != "changing" and not isinstance(kind, types.ORDERED):
        message = f"`{found.value}` is {types.type_names[type(kind)]}; it has no up and down"
        shape.report(PROMISE_KIND, message, found, "write `changing: ..`")
    return found.value


def _turn(shape: Shape, node: YamlNode, verdicts: tuple[str, ...]) -> tuple[str, str]:
    found = shape.scalar(node, "never")
    if found is None:
        return "", ""
    turn = TURN.parts(" ".join(found.value.split()))
    if turn is None:
        message = f"`{found.value}` is no turn of a verdict"
        shape.report(WRONG_SHAPE, message, found, "write `never: high to low`")
        return "", ""
    for verdict in turn:
        _known(shape, found, verdict, verdicts)
    before, after = turn
    return before, after


def _known(shape: Shape, node: YamlScalar, verdict: str, verdicts: tuple[str, ...]) -> None:
    if verdicts and verdict not in verdicts:
        help_ = did_you_mean(verdict, verdicts) or "verdicts: " + ", ".join(verdicts)
        shape.report(UNKNOWN_VERDICT, f"no verdict `{verdict}` in this flow", node, help_)
