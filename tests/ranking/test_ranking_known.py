"""What is known beyond the decision: whose word counts, and facts that rank equals, in words."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.case.intake import read_mapping
from engine.decide.known import Known, known, read_by
from engine.decide.ranking import CRITERIA, Entry, Order, ranked
from engine.diagnostics.invalid import Invalid
from engine.present.kept import label
from engine.present.parting import TELL, parted
from engine.present.phrases import with_unit
from engine.present.ranking import Ranking, rows, table
from engine.rulebook.load import load
from engine.rulebook.workspace import Workspace
from tests.domain.program import rulebook
from tests.draw.report_page import Page
from tests.ranking.many_programs import EXAMPLES, SAME_DAY, entries, run
from tests.rulebook.tiny_workspace import FACTS, write

BOOK, FLOW = rulebook().book, rulebook().flow
ORDER = Order(BOOK, BOOK.flows[FLOW])
READ = read_by(BOOK, FLOW)
SHARE = "history.img_share"
LIST = """program.name,program.state,visa.h1b_sponsored,history.img_share
Juniper,NY,yes,0.30
Alder,NY,yes,0.12
Birch,NJ,yes,0.62
Cedar,OH,yes,0.30
"""
TALK = {"who": "PGY-2", "role": "img_resident", "is_img": True, "private": True}
SHARES = st.fractions(0, 1) | st.none()
VALUES = st.fixed_dictionaries(
    {
        name: st.booleans() | st.none() if BOOK.vocabulary.facts[name].kind == "boolean" else SHARES
        for name in ORDER.showing()
    }
)


def with_values(values: dict[str, Any]) -> Entry:
    told = {name: value for name, value in values.items() if value is not None}
    return replace(entries()[0], known=Known(told))


def learnt(facts: dict[str, Any]) -> tuple[int, int]:
    found = known(read_mapping(facts, BOOK), READ)
    return found.people, found.private


# facts that rank equals


def test_an_ordinary_list_is_ranked_by_what_is_known_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    done = run("rank", path, *SAME_DAY, "--format", "csv")
    found = list(csv.DictReader(StringIO(done.stdout)))
    assert [(one["rank"], one["program"]) for one in found] == [
        ("1", "Birch"), ("2", "Cedar"), ("2", "Juniper"), ("4", "Alder"),
    ]  # fmt: skip
    question = "“Over the years looked at, what part of all residents were IMGs?”"
    assert [one["behind the one above by"] for one in found] == [
        "", f"{question}: 30 %, not 62 %", "tied with the one above", f"{question}: 12 %, not 30 %",
    ]  # fmt: skip
    text = " ".join(run("rank", path, *SAME_DAY).stdout.split())
    assert f"Behind the one above by {question}: 30 %, not 62 %." in text
    assert text.count("Tied with the one above") == 1
    data = json.loads(run("rank", path, *SAME_DAY, "--format", "json").stdout)["ranking"]
    assert [one["tied"] for one in data] == [False, False, True, False]
    assert data[1]["parted"]["by"] == "shown" and data[0]["parted"] is data[2]["parted"] is None


def test_what_voices_differ_on_counts_by_its_lower_end_and_is_told_with_both(
    tmp_path: Path,
) -> None:
    """Of truth values nothing counts that voices differ on, and that is said, too."""
    said = {"history": {"img_share": 0.906}, "visa": {"h1b_sponsored": False}}
    for name, share, told in (("Alder", 0.90, said), ("Birch", 0.05, {}), ("Cedar", 0.91, {})):
        one = {"history": {"img_share": share}, "visa": {"h1b_sponsored": True}}
        sources = [{"who": who, "said": what} for who, what in (("A", one), ("B", told)) if what]
        facts = {"program": {"name": name, "has_imgs": True}, "evidence": {"sources": sources}}
        (tmp_path / f"{name}.json").write_text(json.dumps(facts))
    keep = ("--keep", SHARE, "--keep", "visa.h1b_sponsored")
    found = json.loads(run("rank", tmp_path, *SAME_DAY, *keep, "--format", "json").stdout)
    rows_ = found["ranking"]
    assert [one["program"] for one in rows_] == ["Cedar", "Alder", "Birch"]
    assert rows_[1]["parted"]["own"] == "from 90 % to 90.6 %"
    assert rows_[1]["kept"] == {SHARE: {"from": 0.9, "to": 0.906}, "visa.h1b_sponsored": None}
    told_ = run("rank", tmp_path, *SAME_DAY, *keep).stdout
    assert "IMG share: from 90 % to 90.6 %; H-1B: voices differ" in told_
    table_ = run("rank", tmp_path, *SAME_DAY, *keep, "--format", "csv").stdout
    assert "from 0.9 to 0.906" in table_
    may = run("rank", tmp_path, *SAME_DAY, "--where", f"{SHARE} > 0.901")
    assert "1 program: " in may.stdout
    assert "Alder (voices differ on history.img_share)" in " ".join(may.stderr.split())
    strict = run("rank", tmp_path, *SAME_DAY, "--strict", "--format", "json").stdout
    assert json.loads(strict)["ranking"][2]["program"] == "Alder"


def test_the_weightiest_rating_goes_first_and_every_one_shows_something() -> None:
    facts = BOOK.vocabulary.facts
    weights = [facts[f"drivers.{name}"].weight for name in ("img_history", "visa_infrastructure")]
    assert weights == [90, 85]
    assert ORDER.showing()[0] == SHARE and ORDER.showing()[4] == "visa.j1_sponsored"
    assert all(one.shown_by for one in facts.values() if one.weight is not None)


@given(VALUES, VALUES, st.sampled_from(ORDER.showing()))
def test_it_only_orders_equals_and_more_known_good_never_stands_below(
    one: dict[str, Any], other: dict[str, Any], name: str
) -> None:
    first, second = ORDER.measures(with_values(one)), ORDER.measures(with_values(other))
    differing = {by for by, *two in zip(CRITERIA, first, second, strict=True) if two[0] != two[1]}
    assert differing <= {"shown"}
    better = True if BOOK.vocabulary.facts[name].kind == "boolean" else Fraction(1)
    assert ORDER.measures(with_values({**one, name: better})) <= first


def test_unknown_stands_between_true_and_false_and_after_any_number() -> None:
    said = [ORDER.measures(with_values({"visa.j1_sponsored": one})) for one in (True, None, False)]
    shares = [
        ORDER.measures(with_values({SHARE: one})) for one in (Fraction(1, 9), 0 * Fraction(1), None)
    ]
    assert said == sorted(said) and said[0] != said[1] != said[2]
    assert shares == sorted(shares) and shares[1] != shares[2]


@given(st.integers(0, 10**6), st.lists(VALUES, min_size=2, max_size=6))
def test_what_parts_two_is_the_first_criterion_in_which_they_differ(
    seed: int, values: list[dict[str, Any]]
) -> None:
    """And it is told with what each of them has; equals are told as tied, and only they."""
    pool = entries()
    some = [
        replace(pool[(seed + 7 * place) % len(pool)], key=str(place), known=with_values(one).known)
        for place, one in enumerate(values)
    ]
    found = ranked(some, BOOK, FLOW)
    for one in found[1:]:
        assert one.below is not None
        pair = zip(CRITERIA, ORDER.measures(one.below), ORDER.measures(one.entry), strict=True)
        differing = [name for name, above, own in pair if above != own]
        told = parted(one, ORDER)
        assert ([told.criterion] if told else []) == differing[:1]
        assert told is None or told.own != told.above
        assert (one.rank == found[found.index(one) - 1].rank) is (told is None)


def test_each_criterion_can_be_told() -> None:
    assert [*TELL] == [*CRITERIA]


def test_the_table_has_it_for_every_row_but_the_first() -> None:
    ranking = Ranking(BOOK, FLOW, ranked(entries(), BOOK, FLOW))
    head, cells = table(ranking)
    column = [row[head.index("behind the one above by")] for row in cells]
    assert column[0] == "" and all(column[1:])
    assert [one.tied for one in rows(ranking)] == [
        one == "tied with the one above" for one in column
    ]


def test_what_can_show_no_rating_is_a_bad_rating(tmp_path: Path) -> None:
    write(tmp_path)
    facts = tmp_path / FACTS
    text = facts.read_text(encoding="utf-8")
    rating = "    weight: 3\n    shown_by: [shop.kind]\n    range: [0"
    facts.write_text(text.replace("    range: [0", rating, 1), encoding="utf-8")
    with pytest.raises(Invalid) as caught:
        load(Workspace(tmp_path / "rules", tmp_path / "flows"))
    assert [one.code for one in caught.value.findings] == ["bad-rating"]


# whose word counts


def test_a_talk_in_which_nothing_was_learnt_lifts_nothing(tmp_path: Path) -> None:
    facts: dict[str, Any] = {"visa": {"handler": "gme"}, "history": {"img_share": 0.4}}
    for name, talks in (("Alder", None), ("Birch", [TALK]), ("Cedar", [{**TALK, "said": {}}])):
        evidence = {"evidence": {"interviews": talks}} if talks else {}
        one = {"program": {"name": name, "has_imgs": True}, **facts, **evidence}
        (tmp_path / f"{name}.json").write_text(json.dumps(one))
    found = json.loads(run("rank", tmp_path, *SAME_DAY, "--format", "json").stdout)["ranking"]
    assert [(one["program"], one["rank"]) for one in found] == [
        ("Alder", 1), ("Birch", 1), ("Cedar", 1),
    ]  # fmt: skip


def test_bad_news_of_a_worse_program_does_not_lift_it(tmp_path: Path) -> None:
    """Though more people told something of it, and fewer questions are left."""
    said = {"outcomes": {"letters": "weak", "placement_help": "none"}}
    evidence = {"interviews": [{**TALK, "said": said}]}
    for name, share, talks in (("Alder", 0.6, {}), ("Birch", 0.05, evidence)):
        one = {"program": {"name": name, "has_imgs": True}, "history": {"img_share": share}}
        (tmp_path / f"{name}.json").write_text(json.dumps(one | {"evidence": talks}))
    found = json.loads(run("rank", tmp_path, *SAME_DAY, "--format", "json").stdout)["ranking"]
    assert [(one["program"], one["people"]) for one in found] == [("Alder", 0), ("Birch", 1)]
    assert found[1]["questions"] < found[0]["questions"]
    assert found[1]["parted"]["by"] == "shown"


def test_a_talk_counts_by_what_it_says_and_by_whose_word_a_value_is() -> None:
    said = {**TALK, "said": {"visa": {"handler": "gme"}}}
    assert learnt({"evidence": {"interviews": [said]}}) == (1, 1)
    assert learnt({"evidence": {"interviews": [said, TALK]}}) == (1, 1)
    unheard = {**TALK, "said": {"visa": {"handler": {"status": "declined"}}}}
    assert learnt({"evidence": {"interviews": [unheard]}}) == (0, 0)
    beside = {**TALK, "said": {"program": {"nrmp_code": "1"}}}
    assert learnt({"evidence": {"interviews": [beside]}}) == (0, 0), "no rule reads it"
    own = {"handler": {"value": "gme", "source": " PGY-2 "}}
    assert learnt({"visa": own, "evidence": {"interviews": [TALK]}}) == (1, 1)
    assert learnt({"visa": own, "evidence": {"interviews": [{**TALK, "private": False}]}}) == (1, 0)
    assert learnt({"visa": own}) == (0, 0), "no talk"


@given(st.lists(st.fixed_dictionaries({"who": st.sampled_from("ABC"), "private": st.booleans()})))
def test_no_number_of_empty_talks_counts(talks: list[dict[str, Any]]) -> None:
    base = {"evidence": {"interviews": [{**TALK, "said": {"visa": {"handler": "gme"}}}]}}
    more = {"evidence": {"interviews": [*base["evidence"]["interviews"], *talks]}}
    assert learnt(more) == learnt(base) == (1, 1)


def test_lists_and_what_was_taken_as_not_seen_are_no_plain_values() -> None:
    case = read_mapping({"visa": {"answer_quality": "specific"}, "history": {"intake": []}}, BOOK)
    found = known(case, READ).values
    assert case.assumed and not {*case.assumed, "history.intake"} & {*found}
    assert found["visa.answer_quality"] == "specific"


# facts shown beside


def test_facts_are_kept_exactly_and_can_be_read_again(tmp_path: Path) -> None:
    path, out = tmp_path / "list.csv", tmp_path / "out.csv"
    path.write_text(LIST.replace("0.12", "0.0625").replace("OH,yes", "=1+1,"), encoding="utf-8")
    kept = ("program.state", SHARE, "visa.h1b_sponsored")
    words = [word for name in kept for word in ("--keep", name)]
    assert run("rank", path, *words, "-o", out).exit_code == 0
    found = {one["program"]: one for one in csv.DictReader(StringIO(out.read_text()))}
    assert [found["Alder"][name] for name in kept] == ["NY", "0.0625", "yes"]
    assert [found["Cedar"][name] for name in kept] == ["'=1+1", "0.3", ""]
    data = json.loads(run("rank", path, *words, "--format", "json").stdout)["ranking"]
    assert {one["program"]: one["kept"] for one in data}["Birch"] == {
        "program.state": "NJ", SHARE: 0.62, "visa.h1b_sponsored": True,
    }  # fmt: skip
    assert "state: NJ; IMG share: 62 %; H-1B: yes" in run("rank", path, *words).stdout
    markdown = run("rank", path, *words, "--format", "markdown").stdout
    assert "| state | IMG share | H\\-1B |" in markdown and "| NJ | 62 % | yes |" in markdown


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("program.stat", "no fact `program.stat`; did you mean `program.state`?"),
        ("history.intake", "`history.intake` is a list, which has no single value"),
        ("\x1b[31m", "--keep: no fact"),
    ],
)
def test_what_cannot_be_kept_is_wrong_usage(tmp_path: Path, name: str, told: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    done = run("rank", path, "--keep", name)
    assert (done.exit_code, done.stdout, told in done.stderr) == (2, "", True)
    assert "\x1b" not in done.stderr


def test_the_page_shows_what_tells_the_programs_apart(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    html = Page(run("rank", path, "--format", "html").stdout)
    heads = [one.text for one in html.all("th") if one.attributes.get("class") == "fact"]
    assert heads == ["state", "IMG share"], "of H-1B all are the same"
    cells = [one.text for one in html.all("td") if "fact" in (one.attributes.get("class") or "")]
    assert cells[:2] == ["NJ", "62 %"]
    asked = Page(run("rank", path, "--format", "html", "--keep", "visa.h1b_sponsored").stdout)
    kept = [one.text for one in asked.all("th") if one.attributes.get("class") == "fact"]
    assert kept == ["H-1B"]


# what the order is worth

OWN = ("graduation_year,", "applicant.failed_attempts", "applicant.us_experience_months")


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_above_the_rows_stands_what_is_not_known_of_most(form: str, tmp_path: Path) -> None:
    path, mapping = tmp_path / "list.csv", tmp_path / "map.yaml"
    path.write_text(LIST, encoding="utf-8")
    words = ("rank", path, *SAME_DAY, "--format", form)

    def told(*more: str | Path) -> str:
        printed = run(*words, *more).stdout
        plain = Page(printed).all("main")[0].text if form == "html" else printed.replace("\\", "")
        return " ".join(plain.split())

    before = told()
    warned = "4 of 4 programs are undecided; among these the order goes by the little that is known"
    assert before.index(warned) < before.index("Birch")
    assert "is not known of 4 of 4 programs; of most of these, applicant." in before
    assert all(one in before for one in OWN) and "under `every_row`" in before
    given = {"graduation_year": 2025, "failed_attempts": 0, "us_experience_months": 24}
    mapping.write_text(json.dumps({"every_row": {f"applicant.{k}": v for k, v in given.items()}}))
    after = told("--map", mapping)
    assert warned in after and not any(one in after for one in OWN)


def test_where_half_is_decided_that_is_not_said() -> None:
    told = run("rank", EXAMPLES, *SAME_DAY).stdout
    assert "undecided" not in told and "is not known of 8 of 10 programs" in " ".join(told.split())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (SHARE, "IMG share"),
        ("history.non_us_share", "non-US IMG share"),
        ("history.years_with_img", "years with IMG"),
        ("visa.j1_sponsored", "J-1"),
        ("program.state", "state"),
    ],
)
def test_a_column_is_headed_by_what_tables_call_it(name: str, told: str) -> None:
    assert label(BOOK.vocabulary.facts[name]) == told


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("people", "person"),
        ("talks", "talk"),
        ("US graduates", "US graduate"),
        ("countries", "country"),
        ("classes", "class"),
        ("ms", "ms"),
        ("status", "status"),
    ],
)
def test_one_of_something_is_said_in_the_singular(unit: str, one: str) -> None:
    assert [with_unit(said, unit) for said in ("1", "2")] == [f"1 {one}", f"2 {unit}"]
    assert with_unit("1", None) == "1"


# programs of one name, folders in folders


def test_programs_of_one_name_are_told_apart_by_their_files(tmp_path: Path) -> None:
    for key in ("first", "second", "third"):
        name = "Bayview" if key != "third" else "Mercy"
        (tmp_path / f"{key}.json").write_text(json.dumps({"program": {"name": name}}))
    for form in ("text", "markdown", "html"):
        told = " ".join(run("rank", tmp_path, "--format", form).stdout.replace("\\", "").split())
        for key in ("first", "second"):
            assert told.count(f"<bdi>{key}</bdi>" if form == "html" else f"Bayview ({key})") == 1
        assert "Mercy (" not in told and "<bdi>third</bdi>" not in told


def test_a_folder_that_only_holds_folders_says_that_they_are_not_looked_into(
    tmp_path: Path,
) -> None:
    (tmp_path / "2026").mkdir()
    done = run("rank", tmp_path)
    assert (done.exit_code, done.stdout) == (1, "")
    told = " ".join(done.stderr.split())
    assert f"folders inside are not looked into; name them, as `{tmp_path / '2026'}`" in told
