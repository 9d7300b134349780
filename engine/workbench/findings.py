"""Findings as the page gets them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..diagnostics.findings import Finding


def told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """As `--format json` prints them, and how much to underline."""
    return [one.to_dict() | {"width": one.place.width} for one in findings]
