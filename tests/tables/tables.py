"""Tables written on the spot, and the command that takes them in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from engine.commands.main import main
from engine.tables.gather import Ledger, gather
from engine.tables.program import Program, Reject
from tests.domain.program import rulebook

BOOK = rulebook().book


def run(*arguments: object) -> Result:
    """The command line with these words."""
    return CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)


def written(folder: Path, name: str, text: str | bytes) -> Path:
    """A file with this text."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def gathered(
    *paths: Path, mapping: Path | list[Path] | None = None
) -> tuple[list[Program], list[Reject], Ledger]:
    """The programs and rejects in files; all rows are accounted for."""
    ledger = Ledger()
    found = list(gather(paths, BOOK, mapping, ledger))
    assert sum(one.rows for one in found) == ledger.rows + ledger.files
    programs = [one for one in found if isinstance(one, Program)]
    return programs, [one for one in found if isinstance(one, Reject)], ledger


def facts_of(program: Program) -> Any:
    """Its facts as JSON has them."""
    assert not isinstance(program.facts, str)
    return json.loads(json.dumps(program.facts, default=float))


def codes(*rejects: Reject) -> list[tuple[str, int, int]]:
    """What is wrong, in which row and which column."""
    return [(one.code, one.line, one.column) for reject in rejects for one in reject.findings]
