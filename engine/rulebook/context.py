"""What the items of rule files may refer to, and how they are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..diagnostics.codes.files import BAD_NAME, DUPLICATE_ID
from ..diagnostics.codes.rules import UNKNOWN_SIGNAL
from ..diagnostics.suggestion import did_you_mean
from ..language.resolve import Scope
from .document import YamlList, YamlNode
from .model import OTHERWISE
from .shape import Shape


@dataclass
class Context:
    """What rule files may refer to; filled before the first of them is read."""

    scope: Scope
    sources: Mapping[str, str] = field(default_factory=dict)
    signals: Mapping[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)


def identified(shape: Shape, node: YamlNode | None, context: Context, what: str) -> str:
    """A name that nothing else in the rulebook has; the last resort of gates has its own."""
    name = shape.identifier(node, "id")
    if node is not None and name == OTHERWISE and what != "note":
        a = "an item" if what == "item" else f"a {what}"
        help_ = "that is what the gate's last resort is called"
        shape.report(BAD_NAME, f"`{name}` cannot be the id of {a}", node, help_)
    elif node is not None and name:
        place = shape.place(node)
        if name in context.ids:
            message = f"{what} id `{name}` is taken"
            shape.report(DUPLICATE_ID, message, node, f"the other one is at {context.ids[name]}")
        context.ids.setdefault(name, f"{place.file}:{place.line}")
    return name


def signals(shape: Shape, node: YamlNode | None, context: Context) -> tuple[str, ...]:
    """One signal or a list of them."""
    if node is None:
        return ()
    items = node.items if isinstance(node, YamlList) else (node,)
    return tuple(signal(shape, item, context) for item in items)


def signal(shape: Shape, node: YamlNode | None, context: Context) -> str:
    """A signal of the board, or a passage that has none of its own."""
    found = shape.scalar(node, "signal")
    if found is None:
        return ""
    groups = {name.rpartition("-")[0] or name for name in context.sources}
    known = [*context.signals, *context.sources, *groups]
    if context.signals and found.value not in known:
        help_ = did_you_mean(found.value, known) or "signals: " + ", ".join(context.signals)
        shape.report(UNKNOWN_SIGNAL, f"unknown signal `{found.value}`", found, help_)
    return found.value
