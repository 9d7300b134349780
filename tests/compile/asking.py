"""Small rulebooks at random, and strategies of asking by brute force over all answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from engine.case.case import Case
from engine.case.intake import read_mapping
from engine.compile.prospect import Prospects
from engine.interview import choice
from engine.language.naming import group_of
from engine.rulebook.load import load
from engine.rulebook.model import Book, Flow
from engine.rulebook.workspace import find_workspace
from tests.brute_force import walk_through

TOPICS = ("a", "b")
WORDS = ("red", "green", "blue")
Known = frozenset[tuple[str, object]]


def small_rulebook(random: Random) -> Book:
    """Five to seven facts of two or three values, and two or three gates of a few rules."""
    facts = {f"{random.choice(TOPICS)}.f{n}": random.random() < 0.7
             for n in range(random.randint(5, 7))}  # fmt: skip
    gates = [f"gate{n}" for n in range(random.randint(2, 3))]
    with TemporaryDirectory() as folder:
        rules, flows = Path(folder, "rules"), Path(folder, "flows")
        rules.mkdir()
        flows.mkdir()
        (rules / "facts.yaml").write_text(_vocabulary(facts))
        for gate in gates:
            (rules / f"{gate}.yaml").write_text(_gate(random, gate, facts))
        (flows / "flow.yaml").write_text(_flow(random, gates))
        return load(find_workspace(Path(folder)))


def _vocabulary(facts: Mapping[str, bool]) -> str:
    lines = ["facts:"]
    for name, plain in facts.items():
        kind = "type: boolean" if plain else f"type: enumeration\n    values: [{', '.join(WORDS)}]"
        lines += [f"  {name}:", f"    {kind}", f"    ask: What about {name}?"]
    return "\n".join(lines) + "\n"


def _gate(random: Random, gate: str, facts: Mapping[str, bool]) -> str:
    lines = [f"gate: {gate}", f"question: How is {gate}?", "rules:"]
    for place in range(random.randint(1, 3)):
        signs = [_condition(random, facts) for _ in range(random.randint(1, 3))]
        when = random.choice((" and ", " or ")).join(signs)
        then = random.choice(("yes", "no"))
        lines += [f"  - id: r{gate}{place}", f"    when: {when}", f"    then: {then}",
                  "    because: So it is."]  # fmt: skip
    return "\n".join([*lines, "otherwise:", f"  then: {random.choice(('yes', 'no'))}",
                      "  because: Nothing else held."]) + "\n"  # fmt: skip


def _condition(random: Random, facts: Mapping[str, bool]) -> str:
    name = random.choice([*facts])
    if not facts[name]:
        return f"{name} = {random.choice(WORDS)}"
    return random.choice((name, f"not {name}"))


def _flow(random: Random, gates: Sequence[str]) -> str:
    """Each gate leads on to the next, and from its other edge to a later one or to the end."""
    lines = ["flow: flow", "title: A flow", f"start: {gates[0]}", "nodes:"]
    for gate, following in zip(gates, [*gates[1:], "good"], strict=True):
        later = [*gates[gates.index(gate) + 1 :], "bad", "bad"]
        ways = [following, random.choice(later) if following != "good" else "bad"]
        random.shuffle(ways)
        lines += [f"  - id: {gate}", "    kind: gate", f"    title: About {gate}",
                  f"    to: {{yes: {ways[0]}, no: {ways[1]}}}"]  # fmt: skip
    for verdict in ("good", "bad"):
        lines += [f"  - id: {verdict}", "    kind: verdict", f"    title: It is {verdict}",
                  f"    verdict: {verdict}"]  # fmt: skip
    return "\n".join(lines) + "\n"


@dataclass
class Small:
    """A rulebook small enough to go through all answers."""

    book: Book
    flow: Flow
    prospects: Prospects
    ends: dict[Known, frozenset[str]] = field(default_factory=dict)
    costs: dict[Known, float] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book) -> Small:
        (flow,) = book.flows.values()
        return cls(book, flow, Prospects(book, flow))

    def values(self, fact: str) -> Sequence[object]:
        kind = self.book.vocabulary.facts[fact].type
        return getattr(kind, "values", (False, True))

    def case(self, known: Known) -> Case:
        found: dict[str, dict[str, object]] = {}
        for name, value in known:
            group, _, short = name.partition(".")
            found.setdefault(group, {})[short] = value
        return read_mapping(found, self.book)

    def open(self, known: Known) -> list[str]:
        told = {name for name, _ in known}
        return [name for name in self.book.vocabulary.facts if name not in told]

    def verdicts(self, known: Known) -> frozenset[str]:
        """Where all ways to fill in the rest lead, one by one."""
        if known not in self.ends:
            left = self.open(known)
            if left:
                ways = (self.verdicts(known | {(left[0], one)}) for one in self.values(left[0]))
                self.ends[known] = frozenset[str]().union(*ways)
            else:
                self.ends[known] = walk_through(self.case(known), self.flow).verdicts
        return self.ends[known]

    def matters(self, known: Known, fact: str) -> bool:
        """Whether some way to fill in all else leaves it to this fact."""
        others = [name for name in self.open(known) if name != fact]
        for filled in product(*(self.values(name) for name in others)):
            full = known | frozenset(zip(others, filled, strict=True))
            if len({self.verdicts(full | {(fact, one)}) for one in self.values(fact)}) > 1:
                return True
        return False


def best(small: Small, known: Known = frozenset()) -> float:
    """The expected number of questions of the best strategy, every answer equally likely."""
    if len(small.verdicts(known)) == 1:
        return 0.0
    if known not in small.costs:
        small.costs[known] = 1 + min(
            sum(best(small, known | {(name, one)}) for one in small.values(name))
            / len(small.values(name))
            for name in small.open(known)
        )
    return small.costs[known]


def expected(small: Small, rank: choice.Rank) -> float:
    """The same of a strategy that the interview follows."""
    return sum(chance * asked for chance, asked in talks(small, rank, frozenset(), None, 1.0))


def talks(
    small: Small, rank: choice.Rank, known: Known, topic: str | None, chance: float
) -> Iterator[tuple[float, int]]:
    """Each talk that can come about: how likely, and how many questions it takes."""
    found = choice.next_question(small.prospects.of(small.case(known)), topic, rank=rank)
    if found is None:
        yield chance, len(known)
        return
    values = small.values(found)
    for value in values:
        more = known | {(found, value)}
        yield from talks(small, rank, more, group_of(found), chance / len(values))
