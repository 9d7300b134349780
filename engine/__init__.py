"""backchannel: a decision-flowchart engine.

    from backchannel import Rulebook
    decision = Rulebook.load().evaluate({"visa": {"had_to_fight": True}})
    decision.verdict, decision.to_dict()

In a checkout the package is the folder `engine`, and `from engine import Rulebook` does it.
Nothing heavy is imported before a rulebook is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .decide.decision import Decision
    from .decide.outcome import Outcome
    from .diagnostics.findings import Finding
    from .diagnostics.invalid import Invalid
    from .facade import Rulebook

__all__ = ["Decision", "Finding", "Invalid", "Outcome", "Rulebook"]

_HOMES = {
    "Decision": ".decide.decision",
    "Finding": ".diagnostics.findings",
    "Invalid": ".diagnostics.invalid",
    "Outcome": ".decide.outcome",
    "Rulebook": ".facade",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name], __name__), name)
    raise AttributeError(f"module `{__name__}` has no attribute `{name}`")
