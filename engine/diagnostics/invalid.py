"""Findings on their way to whoever prints them."""

from __future__ import annotations

from collections.abc import Iterable

from .findings import Finding, in_order
from .rendering import as_text


class Invalid(Exception):  # noqa: N818 - reads as what the input is
    """Input that cannot be used; `findings` holds everything that is wrong with it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(in_order(findings))
        super().__init__("\n".join(as_text(finding) for finding in self.findings))

    def __reduce__(self) -> tuple[type[Invalid], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)  # as a process sends it to another
