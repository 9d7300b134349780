"""The engine agrees with an independent reading of domain.md on thousands of invented programs."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

from engine import Decision
from tests.domain.board import board
from tests.domain.hiding import every_way, exactly, few, without
from tests.domain.known import DERIVED, known
from tests.domain.oracle import GATES, read
from tests.domain.program import rulebook
from tests.domain.remarks import CAUTIONS, IGNORED, STRENGTHS, fired
from tests.domain.rows import archetype, eligibility
from tests.domain.samples import File, complete, sparse
from tests.domain.sightings import SEASON, SIGHTINGS, UNDER
from tests.search import trials

ROOT = Path(__file__).parents[2]
COMPLETE = range(trials(600))
HIDDEN, SPARSE = range(10_000, 10_000 + trials(120)), range(20_000, 20_000 + trials(50))
GRADUATES = "outcomes.has_img_graduates"


@cache
def decided() -> list[tuple[File, Decision]]:
    """The complete files, each with what the engine makes of it."""
    return [(file, rulebook().evaluate(file)) for file in map(complete, map(Random, COMPLETE))]


def gates(decision: Decision) -> list[tuple[str, str | None, str | None]]:
    """The gates on the path, each with its rule and outcome."""
    return [
        (station.node, station.rule, station.outcome)
        for station in decision.path
        if station.kind == "gate"
    ]


def test_complete_facts_are_decided_alike() -> None:
    """With everything known, verdict, gate, rule and the way there are the oracle's."""
    for seed, (file, decision) in enumerate(decided()):
        reading = read(file)
        told = [(gate, *left[0]) for gate, left in reading.passed.items()]
        found = decision.verdict, decision.decided_at, decision.rule
        assert found == (reading.verdict, reading.decided_at, reading.rule), f"seed {seed}"
        assert gates(decision) == told[: len(gates(decision))], f"seed {seed}"


def test_the_sample_tells_rules_apart() -> None:
    """Every rule of the four gates decides its gate in more than one of the complete files."""
    deciding = Counter(
        (gate, left[0][0]) for file, _ in decided() for gate, left in read(file).passed.items()
    )
    every = {(gate, name) for gate, rules in GATES.items() for name, _, _ in rules(known({}))}
    assert {rule for rule in every if deciding[rule] < 2} == set()


def test_the_archetype_is_the_row_of_the_table() -> None:
    """The label names the row that matches in most columns, and in how many."""
    for seed, (file, decision) in enumerate(decided()):
        label = decision.labels["archetype"]
        assert (label.row, label.matched) == archetype(known(file)), f"seed {seed}"


def test_eligibility_is_what_the_bars_say() -> None:
    """The label says open, closed or not known as the bars of the page do."""
    found = []
    for seed, (file, decision) in enumerate(decided()):
        label = decision.labels["eligibility"]
        assert label.row == eligibility(known(file)), f"seed {seed}"
        found.append(label.row)
    assert min(Counter(found).values()) > 20


def test_remarks_are_those_of_the_page() -> None:
    """Each note goes with exactly the programs that it should, and each fires somewhere."""
    every: set[str] = set()
    for seed, (file, decision) in enumerate(decided()):
        facts = known(file)
        told = (decision.cautions, CAUTIONS), (decision.strengths, STRENGTHS)
        for remarks, notes in (*told, (decision.ignored, IGNORED)):
            assert {remark.id for remark in remarks} == fired(notes, facts), f"seed {seed}"
            every |= {remark.id for remark in remarks}
    assert every == {*CAUTIONS, *STRENGTHS, *IGNORED}


def test_the_board_shows_what_was_heard() -> None:
    """Each signal has the color that remarks and failing rules give it, wherever the walk ended."""
    colors = set()
    for seed, (file, decision) in enumerate(decided()):
        passed = {station.node for station in decision.path if station.kind == "gate"}
        assert dict(decision.signals) == board(known(file), passed), f"seed {seed}"
        colors |= set(decision.signals.items())
    assert len(colors) >= 30


def test_what_is_hidden_leaves_exactly_what_it_can_change() -> None:
    """With a few facts hidden, the verdicts are those that trying every value gives,
    decided at the same gate by the rule that fires in every way."""
    for seed in HIDDEN:
        rng = Random(seed)
        file = complete(rng)
        hidden = few(rng, file, most=200)
        decision = rulebook().evaluate(without(rng, file, hidden))
        found = frozenset(decision.possible), decision.decided_at, decision.rule
        assert found == exactly(list(every_way(file, hidden))), f"seed {seed}: {hidden}"


def test_many_unknowns_stay_between_truth_and_kleene() -> None:
    """With much unknown, the verdict of the whole file stays possible, and nothing is
    possible that Kleene's logic rules out; no verdict is given later than it allows."""
    order, only_hidden = list(GATES), 0
    for seed in SPARSE:
        rng = Random(seed)
        file = complete(rng)
        left = sparse(rng, file)
        decision, reading = rulebook().evaluate(left), read(left)
        assert set(decision.possible) <= reading.possible, f"seed {seed}"
        # that nobody has finished overrules a stated two-tier system, which alone says somebody has
        if known(left).get(GRADUATES) in (None, known(file).get(GRADUATES)):
            only_hidden += 1
            assert read(file).possible <= set(decision.possible), f"seed {seed}"
        assert (decision.verdict == "incomplete") == (len(decision.possible) > 1), f"seed {seed}"
        if reading.verdict != "incomplete":
            at = order.index(decision.decided_at or "")
            assert at <= order.index(reading.decided_at), f"seed {seed}"
    assert only_hidden > 0.95 * len(SPARSE)


def test_sightings_and_derived_facts_are_those_of_the_page() -> None:
    """The vocabulary assumes and derives the facts that domain.md marks, and no others."""
    facts = rulebook().book.vocabulary.facts.values()
    assumed = {fact.name: (fact.assume, fact.under) for fact in facts if fact.assume is not None}
    expected: dict[str, tuple[object, str | None]] = {
        name: (frozenset() if value == [] else value, UNDER[name])
        for name, value in SIGHTINGS.items()
    }
    assert assumed == expected | {"evidence.season": (SEASON, None)}
    assert {fact.name for fact in facts if fact.derive is not None} == set(DERIVED)
