"""backchannel: a decision-flowchart engine.

    from engine import Rulebook
    decision = Rulebook.load().evaluate({"visa": {"had_to_fight": True}})
    decision.verdict, decision.to_dict()

Nothing heavy is imported before a rulebook is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .decide.decision import Decision
    from .diagnostics.findings import Finding, Invalid
    from .facade import Rulebook

__all__ = ["Decision", "Finding", "Invalid", "Rulebook"]

_HOMES = {
    "Decision": "engine.decide.decision",
    "Finding": "engine.diagnostics.findings",
    "Invalid": "engine.diagnostics.findings",
    "Rulebook": "engine.facade",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module `engine` has no attribute `{name}`")
