"""The order of many cases: its laws."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine import Rulebook
from engine.decide.decision import Decision
from engine.decide.known import Known
from engine.decide.ranking import CRITERIA, Entry, Order, best_first, ranked
from engine.decide.support import Drivers
from engine.diagnostics.place import Place
from tests.domain.program import ROOT, rulebook
from tests.ranking.many_programs import entries, shipped

BOOK, FLOW = rulebook().book, rulebook().flow
ORDER = Order(BOOK, BOOK.flows[FLOW])


def names(found: Any) -> list[str]:
    return [one.entry.key for one in found]


def measures(one: Entry) -> object:
    return ORDER.measures(one)


def of(decision: Decision, known: Known | None = None) -> Entry:
    return Entry("k", Place("k.json"), decision, known or Known())


@given(st.integers(0, 10_000))
def test_the_order_does_not_hang_on_how_cases_are_given(seed: int) -> None:
    shuffled = Random(seed).sample(entries(), len(entries()))
    assert ranked(shuffled, BOOK, FLOW) == ranked(entries(), BOOK, FLOW)


def test_every_case_is_ranked_once_and_equals_share_a_rank() -> None:
    found = ranked(entries(), BOOK, FLOW)
    assert sorted(names(found)) == sorted(one.key for one in entries())
    for place, one in enumerate(found):
        above = [other for other in found if measures(other.entry) < measures(one.entry)]  # type: ignore[operator]
        assert one.rank == len(above) + 1 <= place + 1
    assert len({one.rank for one in found}) < len(found)


def test_a_better_verdict_stands_above_whatever_else_counts() -> None:
    verdicts = [one.entry.decision.verdict for one in ranked(entries(), BOOK, FLOW)]
    assert verdicts == sorted(verdicts, key=["high", "incomplete", "low"].index)
    assert set(verdicts) == {"high", "incomplete", "low"}


def test_a_remark_on_a_value_changes_nothing() -> None:
    facts = shipped()[2]
    noted = {**facts, "program": {**facts["program"], "class_size": {"value": 14, "note": "x"}}}
    plain = {**facts, "program": {**facts["program"], "class_size": 14}}
    one, other = (rulebook().evaluate(each) for each in (noted, plain))
    assert ORDER.measures(of(one)) == ORDER.measures(of(other))


def changed(**parts: Any) -> tuple[Decision, Decision]:
    """A decision, and the same but for some parts."""
    base = next(one.decision for one in entries() if one.decision.verdict == "incomplete")
    return base, replace(base, **parts)


def above(better: Decision, worse: Decision) -> bool:
    return ORDER.measures(of(better)) < ORDER.measures(of(worse))


def test_fewer_questions_more_voices_a_higher_score_and_a_better_balance_stand_above() -> None:
    base, near = changed(missing=())
    assert above(near, base)
    heard = [measures(of(base, Known({}, *told))) for told in ((2, 2), (2, 1), (1, 1), (0, 0))]
    assert heard == sorted(heard) and len({*heard}) == 4  # type: ignore[type-var]
    scored = changed(drivers=Drivers(Fraction(50), 3))[1]
    unscored = changed(drivers=Drivers(None, 0))[1]
    assert above(scored, unscored)
    assert above(changed(drivers=Drivers(Fraction(51), 3))[1], scored)
    strong = entries()[0].decision.strengths[:1] or entries()[1].decision.strengths[:1]
    assert above(replace(base, strengths=(*base.strengths, *strong)), base)


def test_the_criteria_go_in_this_order() -> None:
    assert [*CRITERIA] == [
        *("verdict", "beside", "checks", "drivers", "shown", "balance", "questions", "evidence"),
    ]


def test_a_label_with_an_order_ranks_and_one_without_does_not() -> None:
    assert [flow.name for flow in ORDER.labels()] == ["eligibility"]
    eligible = BOOK.flows["eligibility"]
    assert best_first(eligible) == ("open_to_you", "closed_to_you")
    base = next(one.decision for one in entries() if "eligibility" in one.decision.labels)
    label = base.labels["eligibility"]
    rows = [replace(label, row=row) for row in ("open_to_you", "not_known", "closed_to_you")]
    told = [replace(base, labels={**base.labels, "eligibility": row}) for row in rows]
    assert above(told[0], told[1]) and above(told[1], told[2])


def test_an_open_case_stands_right_below_the_best_that_it_may_come_to() -> None:
    """In a workspace of other words, and without an order of its own: the flow's."""
    triage = Rulebook.load(ROOT / "examples" / "workspaces" / "triage")
    order = Order(triage.book, triage.book.flows[triage.flow])
    assert best_first(order.flow) == ("today", "week", "list", "ask")
    nothing = triage.evaluate({})
    assert nothing.possible == ("today", "week", "list", "ask")
    one = replace(nothing, possible=("week", "list"))
    measured = [
        order.measures(of(replace(nothing, verdict="week")))[0],
        order.measures(of(one))[0],
        order.measures(of(replace(nothing, verdict="list")))[0],
    ]
    assert measured == sorted(measured) and len({*measured}) == 3


def test_cases_of_one_name_and_key_stand_as_their_files_do() -> None:
    decision = entries()[0].decision
    one, other = (Entry("k", Place(file), decision) for file in ("a.json", "b.json"))
    assert [r.entry for r in ranked([other, one], BOOK, FLOW)] == [one, other]
    assert [r.rank for r in ranked([other, one], BOOK, FLOW)] == [1, 1]
