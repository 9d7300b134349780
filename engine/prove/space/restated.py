"""A case as a fact file would state it, some of its facts changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...case.case import TODAY, Case
from ...language.values import as_given
from ...rulebook.model import Fact

UNKNOWN: Any = {"status": "unknown"}
DECLINED: Any = {"status": "declined"}


def restated(case: Case, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The facts as a fact file states them, some of them changed, by their dotted names.

    The day of the case is among them.
    """
    found: dict[str, Any] = {TODAY: case.as_of} if case.as_of is not None else {}
    for name, fact in case.book.vocabulary.facts.items():
        if changes and name in changes:
            found[name] = changes[name]
        elif (said := _said(case, name, fact)) is not None:
            found[name] = said
    return found


def _said(case: Case, name: str, fact: Fact) -> Any:
    value = case.value(name)
    if name in case.declines:
        return DECLINED
    if name in case.assumed:
        return None
    if name in case.stated:
        return as_given(*case.stated[name])
    if value is None:
        return UNKNOWN if fact.assume is not None and name in case.asked else None
    return None if fact.derive is not None else value
