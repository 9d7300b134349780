"""What to say of a constraint that the facts of a case break."""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics.codes.facts import CONTRADICTION
from ..diagnostics.place import Path
from ..language.traverse import facts_in, fields_in
from ..language.values import Value
from ..rulebook.model import Constraint
from .values import Reader, plain


def report_broken(
    reader: Reader, constraint: Constraint, values: Mapping[str, Value], path: Path
) -> None:
    """Report a constraint with what it reads of the known values."""
    told = mid_sentence(constraint.because.rstrip("."))
    read = [
        f"`{part}` = {plain(values[part])}"
        for part in facts_in(constraint.never)
        if part in values and not isinstance(values[part], tuple)
    ]
    about = read or [f"`{name}`" for name in fields_in(constraint.never)]
    help_ = f"look again at {', '.join(about)}" if about else None
    reader.report(CONTRADICTION, told, path, help_)


def mid_sentence(text: str) -> str:
    """Without its capital, unless that belongs to an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
