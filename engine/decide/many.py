"""Deciding several fact files: all are read first, so that every mistake is told at once."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.source import LARGEST, Source, decode, read, unreadable
from .decision import Decision

STANDARD_INPUT = Path("-")


def decide_all(decide: Callable[[Source], Decision], paths: Sequence[Path]) -> tuple[Decision, ...]:
    """One decision for each file; raises Invalid with the findings of all of them."""
    decisions: list[Decision] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            decisions.append(decide(source(path)))
        except Invalid as error:
            findings.extend(error.findings)
    if findings:
        raise Invalid(findings)
    return tuple(decisions)


def source(path: Path) -> Source:
    """The text of a file, or of standard input for `-`."""
    if path == STANDARD_INPUT:
        return _standard_input()
    return read(path)


def _standard_input() -> Source:
    name = "standard input"
    try:
        if sys.stdin is None:  # it was closed before the program began
            raise OSError(errno.EBADF, "it is closed")
        return decode(sys.stdin.buffer.read(LARGEST + 1), name)
    except OSError as error:
        raise Invalid([unreadable(error, name)]) from None
