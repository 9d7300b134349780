"""An independent reading of domain.md's table of archetypes, to compare the label with."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tests.domain.kleene import Truth, among, below, both, opposite, reaches, within
from tests.domain.known import Facts


def archetype(facts: Facts) -> tuple[str, int]:
    """The row of the table that matches in most columns, the lower of equals, and in how many."""
    counts = [(row, columns.count(True)) for row, columns in archetype_rows(facts).items()]
    most = max(count for _, count in counts)
    row = [row for row, count in counts if count == most][-1]
    return (row if most >= 2 else "none"), most


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
