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
from tests.domain.sightings import SEASON, SIGHTINGS, UNDER

File = Mapping[str, Mapping[str, Any]]
Record = Mapping[str, Any]
Records = list[Record] | None
Test = Callable[[Record], Truth]


class Facts(dict[str, Any]):
    """Facts by dotted name; one that is not there is not known. `stated` are those given."""

    stated: frozenset[str] = frozenset()

    def __missing__(self, name: str) -> None:
        return None


def known(file: File) -> Facts:
    """Everything that a fact file makes known."""
    facts = Facts(stated(file))
    facts.stated = frozenset(name for name, value in facts.items() if value is not None)
    facts.setdefault("evidence.season", SEASON)
    for name, question in UNDER.items():
        if name not in facts and (question is None or facts[question] is not None):
            facts[name] = SIGHTINGS[name]
    for name, derive in DERIVED.items():
        heard = name == "outcomes.two_tier" and name in facts.stated
        if not heard and (found := derive(facts)) is not None:
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


# intake


def classes(facts: Facts) -> Records:
    """The classes that had residents."""
    records: Records = facts["history.intake"]
    sizes = column(records, "class_size")
    if records is None or sizes is None:
        return None
    return [record for record, size in zip(records, sizes, strict=True) if size > 0]


def ratio(records: Records, field: str = "img_count") -> Fraction | None:
    """All IMGs, or one kind of them, by all residents."""
    imgs, residents = column(records, field), column(records, "class_size")
    if imgs is None or residents is None or not sum(residents):
        return None
    return Fraction(sum(imgs), sum(residents))


def by_year(facts: Facts) -> Records:
    """The classes, the newest first."""
    records = classes(facts)
    if records is None or column(records, "match_year") is None:
        return None
    return sorted(records, key=lambda record: -int(record["match_year"]))


def newest(facts: Facts) -> Fraction | None:
    """The match year of the newest class."""
    records = by_year(facts)
    return Fraction(records[0]["match_year"]) if records else None


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
    found = column(classes(facts), "img_count")
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


# voices


def informants(facts: Facts) -> Fraction | None:
    """How many different IMGs have talked; a nameless talk goes by all that is noted of it."""
    talks = facts["evidence.interviews"]
    if talks is None:
        return None
    people = set()
    for talk in talks:
        if talk.get("specificity") == "declined":
            continue
        if is_img(talk) is None:
            return None
        if is_img(talk):
            noted = tuple(sorted((name, str(one)) for name, one in talk.items()))
            people.add(talk.get("who") or noted)
    return Fraction(len(people))


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
        "img_advancing_share",
    )
)  # fmt: skip


def advancing(facts: Facts) -> Fraction | None:
    """IMGs with a fellowship, or an academic or leading post."""
    fellows = facts["outcomes.img_fellowship_share"]
    others = facts["outcomes.img_academic_leadership_share"]
    return None if fellows is None or others is None else fellows + others


def two_tiers(facts: Facts) -> Truth:
    """Whether the numbers show two tiers."""
    return both(
        facts["program.has_us_graduates"],
        reaches(facts["outcomes.img_n"], 3),
        reaches(facts["outcomes.us_n"], 3),
        reaches(facts["outcomes.fellowship_gap"], Fraction(1, 4)),
    )


def has_graduates(facts: Facts) -> bool | None:
    """Whether an IMG has finished the program, as far as the numbers tell."""
    counted = facts["outcomes.img_n"]
    if counted is not None:
        return bool(counted >= 1)
    return True if fared(facts) or "outcomes.two_tier" in facts.stated else None


def fared(facts: Facts) -> bool:
    """Whether anything is told of how IMG graduates fared."""
    return any(facts[name] is not None for name in IMG_SHARES)


DERIVED: Mapping[str, Callable[[Facts], Any]] = {
    "evidence.img_informants": informants,
    "evidence.tense_answers": lambda facts: count(
        facts["evidence.interviews"], lambda talk: among(talk.get("tone"), "tense")
    ),
    "evidence.private_talks": lambda facts: count(
        facts["evidence.interviews"], lambda talk: among(talk.get("private"), True)
    ),
    "history.years_covered": lambda facts: count(classes(facts), lambda _: True),
    "history.years_with_img": lambda facts: count(
        classes(facts), lambda record: reaches(record.get("img_count"), 1)
    ),
    "history.consecutive_years_with_img": unbroken_run,
    "history.img_share": lambda facts: ratio(classes(facts)),
    "history.non_us_share": lambda facts: ratio(classes(facts), "non_us_img"),
    "history.newest_year": newest,
    "history.img_per_class_max": lambda facts: extreme(facts, max),
    "history.img_per_class_min": lambda facts: extreme(facts, min),
    "history.recent_share": recent,
    "history.early_share": early,
    "history.trend": trend,
    "program.has_us_graduates": lambda facts: below(facts["history.img_share"], 1),
    "outcomes.img_n": lambda facts: count(facts["outcomes.graduates"], is_img),
    "outcomes.us_n": lambda facts: count(facts["outcomes.graduates"], is_us),
    "outcomes.img_fellowship_share": careers("fellowship"),
    "outcomes.img_hospitalist_community_share": careers("hospitalist", "community"),
    "outcomes.img_unstable_share": careers("prelim_or_dead_end", "unemployed", "unstable"),
    "outcomes.img_academic_leadership_share": careers("academic", "leadership"),
    "outcomes.img_advancing_share": advancing,
    "outcomes.us_fellowship_share": careers("fellowship", of=is_us),
    "outcomes.fellowship_gap": gap,
    "outcomes.via_program_share": through_program,
    "outcomes.img_waiver_desert_share": in_deserts,
    "outcomes.two_tier": two_tiers,
    "outcomes.has_img_graduates": has_graduates,
}
