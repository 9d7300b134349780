"""Cases that are alike share what was found of them; each is still decided as if it were alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.case.case import Case
from engine.case.intake import read_mapping
from engine.decide.decision import Decision
from engine.decide.evaluate import Evaluator
from engine.diagnostics.invalid import Invalid
from engine.matching.matcher import compiled
from engine.solve.alike import Found, Memory, signature, written_down
from engine.solve.completions import Completions
from engine.solve.outline import Outline, outline
from tests.domain.program import rulebook
from tests.search import trials
from tests.strategies import World, beside, worlds
from tests.test_python_facts import written


def decided(evaluator: Evaluator, case: Case) -> Decision | str:
    try:
        return evaluator.decide(case)
    except Invalid as refused:
        return refused.findings[0].message


@settings(max_examples=trials(25), deadline=None)
@given(worlds(), st.data())
def test_a_case_is_decided_as_if_no_other_had_been_before_it(world: World, data: Any) -> None:
    """Others of the same rulebook, most of them with the same facts open, are decided first."""
    cases = [world.case, *data.draw(beside(world, 6))]
    shared = Evaluator(world.book, world.flow.name, compiled)
    for case in cases:
        alone = Evaluator(world.book, world.flow.name, compiled)
        assert decided(shared, case) == decided(alone, case)


def programs(random: Random, count: int) -> Iterator[dict[str, Any]]:
    """Rows as tables have them: a few columns, of which some cells are empty."""
    for number in range(count):
        history: dict[str, Any] = {"non_us_share": round(random.random() * 0.4, 2)}
        if random.random() < 0.3:
            counts = [random.randrange(8) for _ in range(5)]
            history = {
                "intake": [
                    {"match_year": 2021 + place, "class_size": 10}
                    | ({"img_count": img} if random.random() < 0.9 else {})
                    for place, img in enumerate(counts)
                ]
            }
        visa = {"j1_sponsored": random.random() < 0.8, "paperwork_lead_months": random.randrange(5)}
        kept = {name: value for name, value in visa.items() if random.random() < 0.7}
        yield {"program": {"name": f"P{number}"}, "history": history, "visa": kept}


def test_programs_of_a_table_are_decided_as_each_by_itself() -> None:
    book, shared = rulebook().book, rulebook()
    flow, kinds, told = book.flows[shared.flow], set[bytes](), list[Decision]()
    alone = Evaluator(book, shared.flow, compiled)
    data = [*programs(Random(14), 11)]
    for facts in data:
        decision = shared.evaluate(facts)
        told.append(decision)
        alone.__dict__["_memory"] = Memory()
        case = read_mapping(facts, book, now=decision.as_of)
        assert alone.decide(case) == decision
        kinds.add(signature(Completions(case, flow)))
    assert len(kinds) < len(data)
    assert len({len(one.missing) for one in told}) > 3


def test_what_is_remembered_is_bounded_and_the_last_seen_stays() -> None:
    memory = Memory(most=2)

    def of(outline: str) -> Found:
        return memory.of(outline, lambda: f"signature of {outline}".encode())

    of("a").alike["verdicts"] = "first"
    of("b")
    of("a")
    of("c")
    assert of("a").alike == {"verdicts": "first"}
    of("b").alike["verdicts"] = "again"
    assert of("c").alike == {}


def test_cases_of_other_outlines_share_what_rests_on_the_same_terms() -> None:
    memory = Memory()
    memory.of("a", lambda: b"same").alike["verdicts"] = "found"
    memory.of("a", lambda: b"same").outlined["holds"] = True
    other = memory.of("b", lambda: b"same")
    assert other.alike == {"verdicts": "found"} and other.outlined == {}


@settings(max_examples=trials(15), deadline=None)
@given(worlds(), st.data())
def test_cases_with_the_same_outline_have_the_same_terms(world: World, data: Any) -> None:
    """Of all conditions of the flow: what is told without terms leaves nothing out."""
    signed: dict[Outline, tuple[bytes, list[Any]]] = {}
    flow = world.flow
    gates = [world.book.gates[gate] for gate in flow.gates()]
    asked = [one.when for gate in gates for one in gate.every_rule]
    asked += [one.when for gate in gates for one in gate.collect]
    for case in [world.case, *data.draw(beside(world, 12))]:
        if not case.contested:
            found = Completions(case, flow)
            terms = signature(found), [written_down(found._about(one)) for one in asked]
            assert signed.setdefault(outline(case, flow), terms) == terms


FACTS = """
facts:
  a.known: {type: integer, range: [0, 10], ask: How many are known?}
  a.open: {type: integer, range: [0, 5], ask: How many are open?}
  a.list: {type: records, ask: Which?, fields: {n: {type: integer, range: [0, 9]}}}
  a.sum: {type: integer, range: [0, 90], ask: What is the sum?, derive: sum(a.list.n)}
"""
GATE = """
gate: g
question: Which is larger?
rules:
  - {id: larger, when: a.known > a.open and a.sum < 4, then: yes, because: Larger.}
otherwise: {then: no, because: Not larger.}
"""


def test_a_number_that_is_compared_with_an_open_one_tells_cases_apart(tmp_path: Path) -> None:
    book = written(tmp_path, FACTS, GATE)
    shared = Evaluator(book, "f", compiled)
    found = {}
    for known in (7, 3, 0, 9, 5):
        case = read_mapping({"a": {"known": known, "list": [{"n": 1}]}}, book)
        found[known] = shared.decide(case)
    assert {known: one.possible for known, one in found.items()} == {
        7: ("good",),
        3: ("good", "bad"),
        0: ("bad",),
        9: ("good",),
        5: ("good", "bad"),
    }


def test_whether_the_list_or_a_field_of_it_is_open_tells_cases_apart(tmp_path: Path) -> None:
    book = written(tmp_path, FACTS, GATE)
    shared = Evaluator(book, "f", compiled)
    lists = ([{"n": 1}, {}], [{}, {"n": 1}], [{"n": 9}, {}], [{"n": 1}], None)
    found = []
    for one in lists:
        facts = {"known": 9} | ({"list": one} if one is not None else {})
        found.append(shared.decide(read_mapping({"a": facts}, book)))
    assert [one.possible for one in found] == [
        ("good", "bad"),
        ("good", "bad"),
        ("bad",),
        ("good",),
        ("good", "bad"),
    ]
    fields = [
        [(one.record, one.field) for each in of.missing for one in each.fields] for of in found
    ]
    assert fields == [[(1, "n")], [(0, "n")], [], [], []]


TIED = """
facts:
  a.part: {type: integer, range: [0, 9], ask: How large is a part?}
  a.rest: {type: integer, range: [0, 9], ask: How large is the rest?}
  a.whole: {type: integer, range: [0, 18], ask: How large is all?, derive: a.part + a.rest}
  a.shift: {type: integer, range: [0, 99], ask: By how much?}
  a.list: {type: records, ask: Which?, fields: {n: {type: integer, range: [0, 9]}}}
  a.seen: {type: records, ask: Which were seen?, fields: {n: {type: integer, range: [0, 9]}}}
  a.sum: {type: integer, range: [0, 99], ask: What is the sum?, derive: sum(a.seen.n)}
constraints:
  - {id: room, never: n > a.shift, each: a.list, because: There is no room.}
"""
LARGE = """
gate: g
question: Is it large?
rules:
  - {id: large, when: a.whole > 12 or a.shift < 5 or a.sum > 9, then: yes, because: It is large.}
otherwise: {then: no, because: It is not.}
"""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"part": 9}, {"part": 2}),
        ({"whole": 12, "part": 4}, {"whole": 12, "part": 2}),
        ({"list": [{"n": 8}]}, {"list": [{"n": 2}]}),
        ({"seen": [{"n": 8}, {}]}, {"seen": [{"n": 2}, {}]}),
    ],
)
def test_what_is_known_of_something_open_is_in_the_outline(
    tmp_path: Path, one: dict[str, Any], other: dict[str, Any]
) -> None:
    """By way of what follows from it, of what was said of that, and of records in part known."""
    book = written(tmp_path, TIED, LARGE)
    flow = book.flows["f"]
    cases = [read_mapping({"a": facts}, book) for facts in (one, other)]
    assert signature(Completions(cases[0], flow)) != signature(Completions(cases[1], flow))
    assert outline(cases[0], flow) != outline(cases[1], flow)
