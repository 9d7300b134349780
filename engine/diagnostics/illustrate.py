"""Findings that know their line only, with the line itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .findings import Finding
from .source import Source, read


def illustrated(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, each with the line that it is about; each file is read once."""
    sources: dict[str, Source] = {}
    return [_with_line(finding, sources) for finding in findings]


def _with_line(finding: Finding, sources: dict[str, Source]) -> Finding:
    if not finding.line or finding.excerpt:
        return finding
    if finding.file not in sources:
        sources[finding.file] = read(Path(finding.file))
    return sources[finding.file].illustrated(finding)
