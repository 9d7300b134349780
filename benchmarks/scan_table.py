"""A table of invented programs, as large as wished, in which every row says everything.

What is tied fits together: years with IMGs within the years, the parts of graduates within one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from engine.language import types
from engine.rulebook.model import Fact, Vocabulary

RARE = 0.02
"""How often a bad sighting is true."""
STEPS = 1_000_003


def chance(name: str) -> str:
    """A number from 0 to 1 that goes by the row and the name."""
    return f"(hash(i, '{name}') % {STEPS})::DOUBLE / {STEPS}"


def between(name: str, low: int, high: int) -> str:
    """A whole number."""
    return f"({low} + hash(i, '{name}') % {high - low + 1})::BIGINT"


def share(name: str, low: float, high: float) -> str:
    """A share with two decimals, as a double, as most tables have them."""
    return f"round({low} + {high - low} * {chance(name)}, 2)"


TIED: Mapping[str, str] = {
    "program.has_imgs": "true",
    "evidence.img_informants": between("informants", 2, 9),
    "history.years_covered": between("covered", 5, 12),
    "history.years_with_img": "least({history.years_covered}, 4 + hash(i, 'with') % 9)::BIGINT",
    "history.img_share": share("share", 0.05, 0.95),
    "history.consecutive_years_with_img": between("run", 1, 4),
    "history.img_per_class_max": between("most", 2, 12),
    "history.img_per_class_min": between("least", 0, 2),
    "history.recent_share": share("recent", 0.2, 0.9),
    "history.early_share": share("early", 0.2, 0.9),
    "outcomes.img_n": between("n", 3, 60),
    "outcomes.us_n": between("us", 3, 60),
    "outcomes.img_fellowship_share": share("fellows", 0.1, 0.5),
    "outcomes.img_academic_leadership_share": share("academic", 0.0, 0.25),
    "outcomes.img_unstable_share": share("unstable", 0.0, 0.24),
    "outcomes.img_hospitalist_community_share": "0.01",
    "outcomes.img_waiver_desert_share": share("desert", 0.0, 0.6),
    "outcomes.us_fellowship_share": share("us fellows", 0.2, 0.6),
    "outcomes.img_felt_disadvantaged": share("felt", 0.0, 0.6),
}
LEFT_OUT = (
    "program.has_us_graduates", "history.trend", "outcomes.img_advancing_share",
    "outcomes.has_img_graduates", "outcomes.fellowship_gap", "outcomes.two_tier",
    "visa.process_nightmare", "visa.h1b_separate_bucket", "visa.discourages_waiver_jobs",
    "culture.retaliation", "culture.miscommunication_as_unsafe", "prestige.img_heaviest_rotations",
    "institution.legal_delay", "selection.step2_low", "selection.step2_high",
)  # fmt: skip
"""What is derived from others, and some that are seldom seen."""
GOOD = (
    "yes", "specific", "gme", "structured", "routine", "backs_resident", "shared", "equal",
    "structured_remediation", "active", "strong", "calm", "none", "normalised", "learning",
)  # fmt: skip
UNDECIDED = ("conflicting", "undecided")
"""Answers that leave a gate open on purpose."""
PLAINLY_GOOD = ("sponsored", "alumni", "in_us")


def columns(vocabulary: Vocabulary, read: Mapping[str, object]) -> dict[str, str]:
    """For each column of the table, what makes it."""
    found = {"program.name": "'program ' || i"}
    for name, fact in vocabulary.facts.items():
        if name in TIED:
            found[name] = TIED[name]
        elif name in read and name not in LEFT_OUT and fact.derive is None:
            made = _made(fact)
            if made is not None:
                found[name] = made
    return found


def _made(fact: Fact) -> str | None:
    match fact.type:
        case types.Boolean():
            often = 0.9 if any(one in fact.name for one in PLAINLY_GOOD) else RARE
            return f"{chance(fact.name)} < {often}"
        case types.Enumeration(values=values):
            values = tuple(one for one in values if one not in UNDECIDED)
            good = [one for one in values if one in GOOD] or [values[0]]
            place = f"1 + (hash(i, '{fact.name}') % {len(values)})::INT"
            pick = f"list_extract({list(values)}, {place})"
            return f"CASE WHEN {chance(fact.name + '?')} < 0.93 THEN '{good[0]}' ELSE {pick} END"
        case types.Numeric(integer=True):
            return between(fact.name, 1, 9)
        case types.Numeric():
            return f"round({chance(fact.name)} * 6, 1)"
        case _:
            return None


def write(path: Path, rows: int, vocabulary: Vocabulary, read: Mapping[str, object]) -> int:
    """Write the table as Parquet; how many columns it has."""
    made = columns(vocabulary, read)
    spelt = ", ".join(f'{_filled(sql, made)} AS "{name}"' for name, sql in made.items())
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT {spelt} FROM range({rows}) t(i)) TO '{path}' (FORMAT parquet)"
        )
    return len(made)


def _filled(sql: str, made: Mapping[str, str]) -> str:
    for name, other in made.items():
        sql = sql.replace("{" + name + "}", other)
    return sql
