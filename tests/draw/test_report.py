"""The report says all that a decision says, in an order and in words for people."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pytest

from engine import Decision, Rulebook
from engine.decide.decision import Condition
from tests.domain.program import DODGED, OUTCOMES, VISA, Changes, decide, roster, rulebook, unasked
from tests.domain.samples import complete, sparse
from tests.draw.report_page import page, unsaid
from tests.later import Later
from tests.rulebook import tiny_workspace

SILENT = unasked(VISA) | {"evidence.img_informants": None}
CHANGES: dict[str, Changes] = {
    "high": {"outcomes.alumni_stay_connected": True},
    "remarks": {
        "visa.attorney": "gme_linked",
        "visa.buffer_time": False,
        "evidence.dei_statement": True,
    },
    "low": {"visa.had_to_fight": True, "visa.buffer_time": False},
    "declined": {"visa.handler": DODGED, "outcomes.img_n": 3},
    "incomplete": SILENT,
    "one voice": {"evidence.img_informants": 1},
    "settled early": unasked(VISA) | {"outcomes.img_fellowship_share": 0.1},
    "short": roster(10, [4, 4, 4]),
}
CASES = Later(
    {name: partial(decide, changes) for name, changes in CHANGES.items()}
    | {"nothing known": partial(rulebook().evaluate, {})}
)


@pytest.fixture
def decision(request: pytest.FixtureRequest) -> Decision:
    return CASES[request.param]


@pytest.mark.parametrize("decision", CASES, indirect=True)
def test_whatever_a_decision_says_is_on_the_page(decision: Decision) -> None:
    assert unsaid(decision) == set()


def test_programs_of_all_kinds_make_whole_pages() -> None:
    rng = Random(3)
    for _ in range(5):
        file = complete(rng)
        for facts in (file, sparse(rng, file)):
            assert unsaid(rulebook().evaluate(facts)) == set()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("high", "✓ high High priority"),
        (
            "low",
            "✕ low Low priority You recorded that a resident had to push hard to get a visa filed.",
        ),
        ("incomplete", "? incomplete Still possible: low or high What is known so far does not"),
    ],
)
def test_the_verdict_comes_first_with_its_word_its_symbol_and_its_reason(
    name: str, said: str
) -> None:
    read = page(CASES[name])
    assert read.all("h1")[0].text == "Larkfield Regional"
    assert read.all("div", "answer-panel")[0].text.startswith(said)


def test_the_typical_program_it_resembles_stands_beside_the_verdict() -> None:
    label = page(CASES["high"]).all("p", "resembles")[0]
    assert label.text == (
        "Which row of the article's table is this program closest to?"
        " Closest to the row of supportive programs (3 of 4 columns match)"
    )


@pytest.mark.parametrize("decision", CASES, indirect=True)
def test_each_gate_gives_its_reason_while_closed_and_opens_to_the_rest(decision: Decision) -> None:
    read = page(decision)
    gates = [station for station in decision.path if station.kind == "gate"]
    cards = read.all("div", "card")
    closed = [one for one in read.all("details") if "div" in one.above]
    assert len(cards) == len(closed) == len(read.all("div", "behind")) == len(gates)
    assert not [one for one in closed if "open" in one.attributes]
    for gate, card, hidden in zip(gates, cards, closed, strict=True):
        reason = card.text.replace(hidden.text, "")
        assert gate.title in reason and (gate.because or "") in reason


def test_a_rule_passed_over_shows_its_truth_its_end_and_only_what_decided_it() -> None:
    found = page(CASES["low"]).all("li")
    rule = next(one for one in found if one.text.startswith("no-sponsorship"))
    assert rule.text == (
        "no-sponsorship ✕ does not apply (would lead to no) signal-1"
        " ✓ true visa.j1_sponsored visa.j1_sponsored = yes"
        " ✓ true visa.h1b_sponsored visa.h1b_sponsored = yes"
    )


def test_a_rule_that_is_undecided_says_so() -> None:
    found = page(CASES["incomplete"]).all("li")
    rule = next(one for one in found if one.text.startswith("had-to-fight"))
    assert rule.text == (
        "had-to-fight ? undecided (would lead to no) signal-1"
        " ? not known visa.had_to_fight visa.had_to_fight = not known"
    )


def test_a_condition_shows_its_question_its_value_and_its_limit() -> None:
    found = page(CASES["high"]).all("li")
    assert [one.text for one in found if one.text.startswith("✓ true visa.paperwork_lead")] == [
        "✓ true visa.paperwork_lead_months >= lead_months"
        " How many months before your start date did your visa paperwork begin?"
        " visa.paperwork_lead_months = 4 months against lead_months = 2 months"
    ]


def test_a_condition_that_did_not_matter_is_marked() -> None:
    idle = Condition("visa.had_to_fight", None, {"visa.had_to_fight": None}, {}, decisive=False)
    gate = next(one for one in CASES["low"].path if one.node == "smooth_visa")
    shown = page(replace(CASES["low"], path=(replace(gate, conditions=(idle,)),)))
    assert [one.text for one in shown.all("li", "quiet")] == [
        "? not known visa.had_to_fight made no difference How did the filing of your visa go,"
        " from first request to approval? visa.had_to_fight = not known"
    ]


def test_a_gate_without_one_deciding_rule_says_how_that_is() -> None:
    gate = next(one for one in CASES["low"].path if one.node == "smooth_visa")
    for outcome, said in (("open", "No rule decides yet"), ("no", "No single rule decides")):
        bare = replace(gate, outcome=outcome, rule=None, because=None, source=None, conditions=())
        assert said in page(replace(CASES["low"], path=(bare,))).all("div", "behind")[0].text


@pytest.mark.parametrize(
    ("name", "gate", "said"),
    [
        ("low", 1, "This decides the verdict."),
        ("one voice", 3, "The path stops here for now."),
        ("settled early", 1, "The verdict is the same either way."),
    ],
)
def test_a_gate_says_what_it_means_for_the_verdict(name: str, gate: int, said: str) -> None:
    cards = page(CASES[name]).all("div", "card")
    assert said in cards[gate].text and said not in cards[gate - 1].text


def test_each_signal_has_a_word_and_a_symbol_beside_its_colour() -> None:
    colours = ("green", "red", "mixed", *["unheard"] * 6)
    signals = dict(zip(CASES["low"].signals, colours, strict=True))
    read = page(replace(CASES["low"], signals=signals))
    tiles = [" ".join(one.text.split()[:3]) for one in read.all("li", "tile")]
    assert tiles == [
        "1 ✓ green", "2 ✕ red", "3 ± mixed", *[f"{n} ○ unheard" for n in range(4, 10)],
    ]  # fmt: skip
    assert "1 green, 1 red, 1 mixed and 6 unheard." in read.text


def test_missing_facts_are_one_list_to_tick_numbered_through_all_gates() -> None:
    decision = CASES["incomplete"]
    read = page(decision)
    numbered = [one.text for one in read.all("li") if re.match(r"\d+\. ", one.text)]
    assert len(numbered) == len(decision.missing) == len(read.all("div", "box"))
    for number, (one, shown) in enumerate(zip(decision.missing, numbered, strict=True), 1):
        assert shown.startswith(f"{number}. {one.ask} Ask ") and one.fact in shown
    assert len({one.gate for one in decision.missing}) > 1
    assert f"What to find out: {len(decision.missing)} questions" in read.text


def test_who_can_answer_what_leads_from_people_to_questions() -> None:
    decision = CASES["incomplete"]
    asked = [
        str(place) for place, one in enumerate(decision.missing, 1) if "coordinator" in one.whom
    ]
    assert len(asked) > 1
    assert f"the program coordinator {', '.join(asked)} " in page(decision).text
    assert "Who can answer what" not in page(CASES["one voice"]).text


def test_what_there_is_not_takes_no_room() -> None:
    few = [one.text for one in page(decide(unasked(OUTCOMES))).all("h2")]
    many = [one.text for one in page(CASES["remarks"]).all("h2")]
    assert few == [
        "The picture", "Taken as not seen", "The path, step by step", "What to find out",
        "Strengths", "Signals", "Sources",
    ]  # fmt: skip
    assert many == [
        *few[:3], "Cautions", "Strengths", "Shown, but ignored", "Signals", "Sources",
    ]  # fmt: skip


def test_only_passages_that_are_cited_are_listed_with_their_titles() -> None:
    read = page(CASES["low"])
    cited = {one.text for one in read.all("a", "cite")}
    listed = [one.text for one in read.all("dt")]
    assert set(listed) == cited
    assert listed == [key for key in rulebook().book.vocabulary.sources if key in cited]


def test_a_rulebook_about_shops_makes_a_report_about_shops(tmp_path: Path) -> None:
    tiny_workspace.write(tmp_path)
    shops = Rulebook.load(tmp_path, "shops")
    decision = shops.evaluate({"shop": {"fresh_share": 0.2, "open_late": True}})
    text = page(decision, shops.book).text
    for wanted in ("Where to buy bread?", "Only 20 % was fresh.", "It is open late.", "Freshness"):
        assert wanted in text
    assert not re.search(r"IMG|residen|visa|hospital|program", text)
