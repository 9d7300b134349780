"""What is known of one program: a fact file, flattened, assumed and derived as domain.md says.

Written from the page, not from the rule files; nothing of the engine is used.
None stands for what is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.domain.kleene import Truth, among, below, both, reaches

File = Mapping[str, Mapping[str, Any]]
Record = Mapping[str, Any]
Records = list[Record] | None
Test = Callable[[Record], Truth]

SEEN_OR_NOT = """
    evidence.website_img_claims evidence.dei_statement evidence.official_video_praise
    evidence.faculty_say_love_imgs history.visa_battles_fought history.faculty_adjusted
    history.pd_kept_going_under_criticism visa.discourages_j1_to_h1b
    visa.discourages_waiver_jobs visa.h1b_separate_bucket visa.process_nightmare
    culture.made_to_feel_small culture.told_english_inadequate culture.nurses_bypass_imgs
    culture.must_sound_american culture.extra_nights_no_family culture.extra_crosscover_brutal
    culture.expected_to_help_grateful culture.visa_wont_complain_remark
    culture.thrown_in_deep_end culture.labelled_slow_or_not_fit culture.one_complaint_probation
    culture.charting_delay_as_competence culture.miscommunication_as_unsafe culture.eggshells
    selection.only_perfect_on_paper selection.diversity_claim_but_260s
    institution.hr_visa_threat institution.leadership_anti_img prestige.img_heaviest_rotations
    prestige.no_leverage_after prestige.lucky_to_be_here_remark
"""

SIGHTINGS: Mapping[str, Any] = dict.fromkeys(SEEN_OR_NOT.split(), False) | {
    "culture.coded_language": [],
    "culture.vacation_slots": "equal",
    "culture.asking_questions": "normalised",
    "culture.mistakes_seen_as": "learning",
    "institution.gme_h1b_pushback": "none",
    "institution.legal_delay": "none",
}


class Facts(dict[str, Any]):
    """Facts by dotted name; one that is not there is not known."""

    def __missing__(self, name: str) -> None:
        return None


def known(file: File) -> Facts:
    """Everything that a fact file makes known."""
    facts = Facts(SIGHTINGS)
    facts.update(stated(file))
    for name, derive in DERIVED.items():
        if (found := derive(facts)) is not None:
            facts[name] = found
    return facts


def stated(file: File) -> Iterator[tuple[str, Any]]:
    """What a file says, by dotted name; asked in vain is None, not asked is left out."""
    for group, leaves in file.items():
        for short, leaf in leaves.items():
            value, status = leaf, "known"
            if isinstance(leaf, Mapping):
                value, status = leaf.get("value"), leaf.get("status", "known")
            if value is not None or status != "known":
                yield f"{group}.{short}", number(value)


def number(value: Any) -> Any:
    """A number as an exact fraction, anything else as it is."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return Fraction(str(value))
    return value


# sums over records: a record without a field that is needed makes them unknown


def count(records: Records, test: Test) -> Fraction | None:
    """How many records pass the test."""
    found = None if records is None else [test(record) for record in records]
    return None if found is None or None in found else Fraction(found.count(True))


def column(records: Records, field: str) -> list[Any] | None:
    """The values of one field."""
    found = None if records is None else [record.get(field) for record in records]
    return None if found is None or None in found else found


def part(records: Records, test: Test, of: Test) -> Fraction | None:
    """What part of the records of one kind pass the test."""
    whole = count(records, of)
    found = count(records, lambda record: both(of(record), test(record)))
    return found / whole if found is not None and whole else None


def ratio(records: Records) -> Fraction | None:
    """All IMGs by all residents."""
    imgs, residents = column(records, "img_count"), column(records, "class_size")
    if imgs is None or residents is None or not sum(residents):
        return None
    return Fraction(sum(imgs), sum(residents))


def by_year(facts: Facts) -> Records:
    """The classes, the newest first."""
    records: Records = facts["history.intake"]
    if records is None or column(records, "match_year") is None:
        return None
    return sorted(records, key=lambda record: -int(record["match_year"]))


# intake


def unbroken_run(facts: Facts) -> Fraction | None:
    """Classes with an IMG, counted back from the newest until one lacks them or a year."""
    records = by_year(facts)
    if records is None or column(records, "img_count") is None:
        return None
    length = 0
    for place, record in enumerate(records):
        if record["match_year"] != records[0]["match_year"] - place or record["img_count"] == 0:
            break
        length += 1
    return Fraction(length)


def extreme(facts: Facts, choose: Callable[[list[Any]], Any]) -> Fraction | None:
    """The largest or the smallest number of IMGs in a class."""
    found = column(facts["history.intake"], "img_count")
    return Fraction(choose(found)) if found else None


def recent(facts: Facts) -> Fraction | None:
    """The share of the newest three classes."""
    records = by_year(facts)
    return ratio(None if records is None else records[:3])


def early(facts: Facts) -> Fraction | None:
    """The share of the oldest three classes."""
    records = by_year(facts)
    return ratio(None if records is None else records[-3:])


def trend(facts: Facts) -> str | None:
    """Whether the share went up or down between the oldest and the newest classes."""
    now, then = facts["history.recent_share"], facts["history.early_share"]
    down = both(reaches(facts["history.years_covered"], 4), shrunk(then, now))
    up = shrunk(now, then)
    if down:
        return "down"
    if down is None or up is None:
        return None
    return "up" if up else "stable"


def shrunk(before: Fraction | None, after: Fraction | None) -> Truth:
    """Whether one share is well below another."""
    return None if before is None else below(after, Fraction(6, 10) * before)


# graduates


def is_img(record: Record) -> Truth:
    """Whether a person is an IMG."""
    return among(record.get("is_img"), True)


def is_us(record: Record) -> Truth:
    """Whether a person is a US graduate."""
    return among(record.get("is_img"), False)


def went_to(*paths: str) -> Test:
    """Whether a graduate took one of these paths."""
    return lambda record: among(record.get("path"), *paths)


def img_fellow(record: Record) -> Truth:
    """Whether a graduate is an IMG with a fellowship."""
    return both(is_img(record), went_to("fellowship")(record))


def careers(*paths: str, of: Test = is_img) -> Callable[[Facts], Fraction | None]:
    """The part of the graduates who took one of these paths."""
    return lambda facts: part(facts["outcomes.graduates"], went_to(*paths), of)


def through_program(facts: Facts) -> Fraction | None:
    """The part of the IMGs' fellowships that came through the program."""
    return part(
        facts["outcomes.graduates"], lambda record: among(record.get("via"), "program"), img_fellow
    )


def in_deserts(facts: Facts) -> Fraction | None:
    """The part of the IMG graduates in waiver deserts."""
    return part(
        facts["outcomes.graduates"], lambda record: among(record.get("waiver_desert"), True), is_img
    )


def gap(facts: Facts) -> Fraction | None:
    """How much more often US graduates get fellowships."""
    us, img = facts["outcomes.us_fellowship_share"], facts["outcomes.img_fellowship_share"]
    return None if us is None or img is None else us - img


IMG_SHARES = tuple(
    f"outcomes.{name}"
    for name in (
        "img_fellowship_share", "img_hospitalist_community_share", "img_unstable_share",
        "img_academic_leadership_share", "via_program_share", "img_waiver_desert_share",
        "img_felt_disadvantaged",
    )
)  # fmt: skip


def has_graduates(facts: Facts) -> bool | None:
    """Whether an IMG has finished the program, as far as the numbers tell."""
    counted = facts["outcomes.img_n"]
    if counted is not None:
        return bool(counted >= 1)
    return True if fared(facts) else None


def fared(facts: Facts) -> bool:
    """Whether anything is told of how IMG graduates fared."""
    return any(facts[name] is not None for name in (*IMG_SHARES, "outcomes.two_tier"))


DERIVED: Mapping[str, Callable[[Facts], Any]] = {
    "evidence.img_informants": lambda facts: count(facts["evidence.interviews"], is_img),
    "history.years_covered": lambda facts: count(facts["history.intake"], lambda _: True),
    "history.years_with_img": lambda facts: count(
        facts["history.intake"], lambda record: reaches(record.get("img_count"), 1)
    ),
    "history.consecutive_years_with_img": unbroken_run,
    "history.img_share": lambda facts: ratio(facts["history.intake"]),
    "history.img_per_class_max": lambda facts: extreme(facts, max),
    "history.img_per_class_min": lambda facts: extreme(facts, min),
    "history.recent_share": recent,
    "history.early_share": early,
    "history.trend": trend,
    "outcomes.img_n": lambda facts: count(facts["outcomes.graduates"], is_img),
    "outcomes.img_fellowship_share": careers("fellowship"),
    "outcomes.img_hospitalist_community_share": careers("hospitalist", "community"),
    "outcomes.img_unstable_share": careers("prelim_or_dead_end", "unemployed", "unstable"),
    "outcomes.img_academic_leadership_share": careers("academic", "leadership"),
    "outcomes.us_fellowship_share": careers("fellowship", of=is_us),
    "outcomes.fellowship_gap": gap,
    "outcomes.via_program_share": through_program,
    "outcomes.img_waiver_desert_share": in_deserts,
    "outcomes.two_tier": lambda facts: reaches(facts["outcomes.fellowship_gap"], Fraction(1, 4)),
    "outcomes.has_img_graduates": has_graduates,
}
