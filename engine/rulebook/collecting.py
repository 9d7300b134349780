"""Reading what a gate collects."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from ..diagnostics.codes.collecting import ITEM_WITHOUT_SIDE, NOTHING_COLLECTED
from ..diagnostics.codes.conditions import CONDITION_TOO_LARGE
from ..diagnostics.codes.files import BAD_NAME, WRONG_SHAPE
from ..language.resolve import Scope
from ..language.resolve.resolver import MOST_FILLED
from ..language.traverse import descend
from ..language.tree import COLLECTED
from .collect import Item, Side
from .context import Context, identified, signals
from .document import YamlList, YamlNode
from .expressions import NEVER, condition, template
from .facts import known_source
from .kinds.rules import ITEM
from .shape import Shape

SIDES: tuple[Side, ...] = get_args(Side)


def read_items(shape: Shape, node: YamlNode | None, context: Context) -> tuple[Item, ...]:
    """The items under `collect`, in their order."""
    if isinstance(node, YamlList) and not node.items:
        help_ = "list conditions with `id`, `when` and `because`, or take `collect` out"
        shape.report(NOTHING_COLLECTED, "`collect` lists nothing", node, help_)
    found = tuple(_item(shape, one, context) for one in shape.items(node, "collect"))
    if node is not None and sum(len(descend(one.when)) for one in found) > MOST_FILLED:
        message = f"`collect` has conditions of more than {MOST_FILLED} parts"
        shape.report(CONDITION_TOO_LARGE, message, node, "collect less")
        return tuple(replace(one, when=NEVER) for one in found)
    return found


def _item(shape: Shape, node: YamlNode, context: Context) -> Item:
    keys = shape.item(node, ITEM)
    name = identified(shape, keys.get("id"), context, "item")
    if f"{COLLECTED}.{name}" in context.scope.facts:
        message = f"`{COLLECTED}.{name}` is a fact already"
        shape.report(BAD_NAME, message, keys["id"], "give the item another id")
    side = _side(shape, keys.get("speaks"))
    if "signal" in keys and "speaks" not in keys:
        message, help_ = (
            "an item with a signal and no `speaks`",
            "add `speaks: for` or `speaks: against`",
        )
        shape.report(ITEM_WITHOUT_SIDE, message, keys["signal"], help_)
    return Item(
        name,
        condition(shape, keys.get("when"), "when", context.scope),
        template(shape, keys.get("because"), "because", context.scope),
        known_source(shape, keys.get("source"), context.sources),
        signals(shape, keys.get("signal"), context),
        side,
        shape.place(node),
    )


def _side(shape: Shape, node: YamlNode | None) -> Side | None:
    found = shape.scalar(node, "speaks")
    side = next((one for one in SIDES if found is not None and found.value == one), None)
    if found is not None and side is None:
        shape.report(WRONG_SHAPE, "`speaks` has to be `for` or `against`", found)
    return side


def counting(context: Context, items: tuple[Item, ...]) -> Context:
    """What the rules of the gate may refer to: they can count its items, and name them."""
    collected = {one.id: one.when for one in items}
    return replace(context, scope=replace(context.scope, collected=collected))


def uncounted(context: Context) -> Scope:
    """What may be said where items cannot be counted: rows of columns are compared otherwise."""
    return replace(context.scope, collected=None)
