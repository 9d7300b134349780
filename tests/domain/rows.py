"""An independent reading of domain.md's table of archetypes, to compare the label with."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tests.domain.kleene import Truth, among, below, both, opposite, reaches, within
from tests.domain.known import Facts

SCORES = 2
"""The column of Step 2 scores."""


def archetype(facts: Facts) -> tuple[str, int]:
    """The row of the table that matches in most columns, the lower of equals, and in how many.

    A program is no score miner whose scores do not match.
    """
    rows = archetype_rows(facts)
    counts = {row: columns.count(True) for row, columns in rows.items()}
    rivals = [row for row in counts if row != "score_mining" or rows[row][SCORES] is True]
    most = max(counts[row] for row in rivals)
    if most < 2:
        return "none", most
    return [row for row in rivals if counts[row] == most][-1], most


def archetype_rows(facts: Facts) -> Mapping[str, list[Truth]]:
    """Whether each column of each row matches: intake, visas, scores, fellowships."""
    j1, h1b = facts["visa.j1_sponsored"], facts["visa.h1b_sponsored"]
    share, fellows = facts["history.img_share"], facts["outcomes.img_fellowship_share"]
    routine = among(facts["visa.h1b_practice"], "routine")

    def between(value: Fraction | None, low: str, high: str) -> Truth:
        return both(reaches(value, Fraction(low)), within(value, Fraction(high)))

    def scores(low: int, high: int) -> Truth:
        least, most = facts["selection.step2_low"], facts["selection.step2_high"]
        return both(reaches(least, low), within(most, high))

    return {
        "truly_supportive": [
            between(share, "0.3", "0.6"), both(j1, h1b), scores(220, 255),
            between(fellows, "0.4", "0.6"),
        ],
        "score_mining": [
            between(share, "0.1", "0.25"), both(j1, opposite(routine)), scores(245, 265),
            between(fellows, "0.2", "0.35"),
        ],
        "token": [
            between(share, "0", "0.1"), both(j1, opposite(h1b)), scores(240, 260),
            below(fellows, Fraction(2, 10)),
        ],
    }  # fmt: skip


def eligibility(facts: Facts) -> str:
    """Whether some bar certainly holds, or certainly none does."""
    need, season = facts["applicant.visa_need"], facts["evidence.season"]
    j1, h1b = facts["visa.j1_sponsored"], facts["visa.h1b_sponsored"]
    graduated = facts["applicant.graduation_year"]
    since = None if season is None or graduated is None else season - graduated
    tried = opposite(within(facts["applicant.failed_attempts"], 0))
    months = facts["applicant.us_experience_months"]
    bars = [
        opposite(within(since, facts["program.graduation_cutoff_years"])),
        both(tried, opposite(facts["program.accepts_attempts"])),
        below(months, facts["program.us_experience_required_months"]),
        both(among(need, "j1"), opposite(j1)),
        both(among(need, "h1b"), opposite(h1b)),
        both(among(need, "either"), opposite(j1), opposite(h1b)),
        both(
            among(need, "h1b"),
            facts["program.requires_step3_for_h1b"],
            opposite(facts["applicant.step3_passed"]),
        ),
    ]
    if True in bars:
        return "closed_to_you"
    return "not_known" if None in bars else "open_to_you"
