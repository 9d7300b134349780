"""What a diagram says of a case is what evaluation says of it, and what brute force finds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings

from engine.case.bases import bases_of
from engine.case.case import Case
from engine.case.intake import read_mapping
from engine.case.questions import to_ask
from engine.compile.build import compiled
from engine.compile.prospect import Prospect, Prospects
from engine.compile.reading import Reading
from engine.diagnostics.invalid import Invalid
from engine.language.traverse import sources
from engine.rulebook.model import INCOMPLETE, OPEN
from tests.brute_force import completions
from tests.domain.hiding import spots, without
from tests.domain.program import ROOT, rulebook
from tests.domain.samples import complete
from tests.expected import Expected
from tests.search import trials
from tests.strategies import World, worlds

BOOK = rulebook().book
FLOW = BOOK.flows["img_support"]
PROSPECTS = Prospects(BOOK, FLOW)


def mattering(prospect: Prospect) -> set[str]:
    return {name for name in prospect.questions if prospect.matters(name)}


def partial_cases(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Complete programs of which little or much was taken out, also next to a flip.

    Every other one is a good program with at most one thing changed: high, or nearly so.
    """
    random = Random(seed)
    while count:
        good = count % 2 == 0
        file = _nearly_good(random) if good else complete(random)
        every = spots(file)
        most = (0, 1, 2, 4, 8) if good else (1, 2, 4, 8, 20, len(every) * 2 // 3)
        hidden = random.sample(every, min(random.choice(most), len(every)))
        found = without(random, file, hidden)
        try:
            read_mapping(found, BOOK)
        except Invalid:
            continue
        count -= 1
        yield found


def _nearly_good(random: Random) -> dict[str, dict[str, Any]]:
    """One of the examples that are high, perhaps with one fact as it is in another program."""
    name = random.choice(("community", "j1_only", "records"))
    file: dict[str, dict[str, Any]] = json.loads(
        (ROOT / "examples" / f"{name}.json").read_text(encoding="utf-8")
    )
    other = complete(random)
    if random.random() < 1 / 2:
        group = random.choice([one for one in other if one in file and one != "history"])
        fact = random.choice([*other[group]])
        file[group][fact] = other[group][fact]
    return file


def agrees(facts: dict[str, Any]) -> str:
    """The verdict of a case, once the diagram was found to say of it what evaluation says.

    For a rule that leaves its gate open `missing` also names the facts that the rule is about.
    """
    case = read_mapping(facts, BOOK)
    prospect = PROSPECTS.of(case)
    try:
        decision = rulebook().evaluate(facts)
    except Invalid:
        assert not (prospect.verdicts and prospect.consistent), json.dumps(facts)
        return "contradictory"
    assert prospect.verdicts == decision.possible, json.dumps(facts)
    told = {one.fact for one in decision.missing}
    rules = (rule for gate in FLOW.gates() for rule in BOOK.gates[gate].rules)
    opening = {
        to_ask(case, base)
        for rule in rules
        if rule.then == OPEN
        for base in bases_of(case, sources(rule.when))
    }
    found = mattering(prospect)
    assert found <= told and told - opening <= found, json.dumps(facts)
    return decision.verdict


def test_the_shipped_flow_agrees_with_evaluation() -> None:
    """Possible verdicts, and what is missing; `benchmarks/questions.py` does the same at length."""
    found = Counter(map(agrees, partial_cases(7, 8)))
    assert {*found} == {"low", "high", INCOMPLETE}


@settings(max_examples=trials(20), deadline=None)
@given(worlds())
def test_random_rulebooks_agree_with_brute_force(world: World) -> None:
    """Whether a diagram answers, or the core where there is none."""
    expected = Expected(world.case, world.flow)
    assume(expected.walked)
    prospect = Prospects(world.book, world.flow).of(world.case)
    assert prospect.verdicts == expected.possible
    if len(expected.possible) > 1:
        opening = {
            to_ask(world.case, base)
            for gate in world.flow.gates()
            for rule in world.book.gates[gate].rules
            if rule.then == OPEN
            for base in bases_of(world.case, sources(rule.when))
        }
        assert mattering(prospect) - opening == expected.missing() - opening


@settings(max_examples=trials(15), deadline=None)
@given(worlds())
def test_the_core_answers_what_a_diagram_answers(world: World) -> None:
    """Beyond the allowed number of nodes nothing is said that the diagram would not say."""
    assume(completions(world.case))
    small, large = Prospects(world.book, world.flow, 0), Prospects(world.book, world.flow)
    assert small.compiled is None
    one, other = small.of(world.case), large.of(world.case)
    assert one.verdicts == other.verdicts
    assert mattering(one) == mattering(other)


def test_a_settled_case_has_no_question() -> None:
    prospect = PROSPECTS.of(read_mapping({"program": {"has_imgs": False}}, BOOK))
    assert prospect.verdicts == ("low",) and mattering(prospect) == set()


def test_influence_is_the_chance_that_two_answers_part() -> None:
    """Counted by hand on what is left of the shipped flow when three answers are open."""
    facts = json.loads((rulebook_folder() / "examples" / "community.json").read_text())
    for group, name in (("visa", "handler"), ("visa", "paperwork_lead_months")):
        del facts[group][name]
    prospect = PROSPECTS.of(read_mapping(facts, BOOK))
    assert prospect.verdicts == ("low", "high")
    # handler: 3 of 4 answers pass, and of those the lead time passes half of the time
    assert prospect.influence("visa.handler") == pytest.approx(2 * 3 / 4 * 1 / 4 * 1 / 2)
    assert prospect.influence("visa.paperwork_lead_months") == pytest.approx(3 / 4 * 2 * 1 / 4)


def rulebook_folder() -> Any:
    from tests.domain.program import ROOT

    return ROOT


def test_the_shipped_flow_is_small() -> None:
    """Less than a thousand nodes, where 100,000 are allowed."""
    found = compiled(BOOK, FLOW)
    assert found is not None and found.size(found.root, *found.gates.values()) < 1000
    assert compiled(BOOK, FLOW, 100) is None


def test_rules_that_ask_what_is_known_have_no_diagram() -> None:
    assert compiled(BOOK, BOOK.flows["archetype"]) is None


def follow(data: dict[str, Any], name: str, cells: dict[int, int]) -> list[str]:
    """A reader of the JSON form that knows nothing of the engine."""
    found = data[name] if name == "diagram" else data["gates"][name]
    place = found["root"]
    while place >= 0:
        variable, ways = found["nodes"][place]
        place = ways[cells[variable]]
    told: list[str] = found["terminals"][-1 - place]
    return told


def cell_of(variable: dict[str, Any], case: Case) -> int:
    """Found by what the JSON says of each cell."""
    (only,) = variable["sum"]
    value: Any = case.value(only["of"]["fact"])
    for place, cell in enumerate(variable["cells"]):
        if isinstance(cell, dict):
            inside = (
                value >= cell.get("from", value) and value <= cell.get("to", value)
                and not value <= cell.get("above", value - 1)
                and not value >= cell.get("below", value + 1)
            )  # fmt: skip
            if inside:
                return place
        elif cell == value:
            return place
    raise AssertionError(variable)


def test_the_json_form_is_read_without_the_engine() -> None:
    """On complete programs its terminals are the verdicts that evaluation comes to."""
    found = compiled(BOOK, FLOW)
    assert found is not None
    data = json.loads(json.dumps(rulebook().diagram()))
    random, seen = Random(5), Counter[str]()
    for _ in range(40):
        facts = complete(random)
        decision, case = rulebook().evaluate(facts), read_mapping(facts, BOOK)
        reading = Reading(found, case)
        cells = {
            level: reading.cells[level][0]
            for level in range(len(found.variables))
            if len(reading.cells[level]) == 1
        }
        for level, cell in cells.items():
            variable = data["variables"][level]
            if len(variable["sum"]) == 1 and not variable["facts"][0].endswith("share"):
                assert cell_of(variable, case) == cell
        if decision.verdict != INCOMPLETE and {*reading.asked} <= {*cells}:
            assert follow(data, "diagram", cells | dict.fromkeys(reading.asked, 0)) == [
                decision.verdict
            ]
            seen[decision.verdict] += 1
    assert {"high", "low"} <= {*seen}


def test_cases_leave_nothing_behind() -> None:
    """However many are looked at, the diagram of the flow stays as large as it was made."""
    found = compiled(BOOK, FLOW)
    assert found is not None
    before = len(found.diagrams.levels)
    for facts in partial_cases(3, 3):
        Reading(found, read_mapping(facts, BOOK)).ends()
    assert len(found.diagrams.levels) == before
