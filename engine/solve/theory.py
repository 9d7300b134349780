"""What clauses cannot say: which cells of numbers go together, by z3.

z3 is asked about the cells that a SAT solver has chosen for the numbers of one group, tied by
sums, products and the like; conditions inside them are held as the SAT solver has them. Where
they do not go together, its unsatisfiable core is a clause that holds of every case (lazy
SMT: Barrett et al., "Satisfiability Modulo Theories", Handbook of Satisfiability, 2009).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .context import Held, Made, current
from .ladder import Ladder
from .linear import Leaf, numbers_in
from .logic import Form, Term
from .nodes import through
from .solver import Solver
from .spelling import Speller

Holds = Callable[[int], bool]

MOST_TANGLED = 1_000
"""Fractions by numbers that are not known, times the comparisons about them: with
more z3 may never come back, whatever limits it was given."""


@dataclass(slots=True, eq=False)
class Group:
    """Numbers that are tied together: their ladders, and the literals inside."""

    ladders: list[Ladder] = field(default_factory=list)
    variables: dict[Leaf, Term] = field(default_factory=dict)
    inside: dict[int, None] = field(default_factory=dict)
    fractions: set[object] = field(default_factory=set)

    @property
    def tangled(self) -> bool:
        """Whether z3 is better not asked."""
        return len(self.fractions) * len(self.ladders) > MOST_TANGLED

    def cells(self, holds: Holds) -> list[int]:
        """The literals that say where these numbers stand."""
        return [one for ladder in self.ladders for one in ladder.bounds(holds)]

    def conditions(self, holds: Holds) -> list[int]:
        """The literals inside as they hold; one of these may be the mark of a ladder as well."""
        return [one if holds(one) else -one for one in self.inside]


class Theory:
    """Asks z3 about groups of numbers. `literal` is that of a condition inside a number.

    `asked` is how many questions it has put; what was agreed to before is not asked again.
    """

    def __init__(self, effort: int, literal: Callable[[Term], int], lists: bool = False) -> None:
        context = current()
        self._solver = Solver(context, effort, lists)
        self._speller = Speller(context, literal)
        self._literal = literal
        self._passes: dict[int, Made] = {}
        self.asked = 0
        self._agreed: dict[tuple[frozenset[int], frozenset[int]], Held] = {}

    def clash(self, group: Group, holds: Holds) -> Sequence[int] | None:
        """Literals that cannot hold together, of those that say where the numbers stand.

        Empty where they can; None where that is not decided.
        """
        cells, conditions = group.cells(holds), group.conditions(holds)
        key = frozenset(cells), frozenset(conditions)
        if key in self._agreed:
            return ()
        terms = self._terms(group, cells, conditions)
        self.asked += 1
        answer = self._solver.check(terms)
        if answer is True:
            self._agreed[key] = self._solver.model
        if answer is not False:
            return () if answer else None
        core, identity = self._solver.core(), self._speller.identity
        pairs = zip(terms, [*cells, *conditions], strict=True)
        return list({one: None for term, one in pairs if identity(term) in core})

    def numbers(self, group: Group, holds: Holds) -> Mapping[Leaf, Fraction]:
        """A number for each variable of a group whose cells go together.

        Of the model in which they did: asked again, z3 may not find one of products.
        """
        cells, conditions = group.cells(holds), group.conditions(holds)
        model = self._agreed.get((frozenset(cells), frozenset(conditions)))
        if model is None:
            if self._solver.check(self._terms(group, cells, conditions)) is not True:
                raise RuntimeError("cells that go together were refused")
            model = self._solver.model
        spell, number = self._speller.spell, self._solver.number
        return {leaf: number(spell(term), model) for leaf, term in group.variables.items()}

    def _terms(self, group: Group, cells: Iterable[int], conditions: Iterable[int]) -> list[Made]:
        for ladder in group.ladders:
            for mark, literal in zip(ladder.marks, ladder.literals, strict=True):
                if literal not in self._passes:
                    passes = self._speller.passes(ladder, mark)
                    self._passes |= {literal: passes, -literal: self._speller.no(passes)}
                    if all(isinstance(leaf, tuple) for _, leaf, _ in ladder.leaves):
                        self._name(literal)
        return [
            *(self._passes[one] for one in cells),
            *(self._speller.held(one) for one in conditions),
        ]

    def _name(self, literal: int) -> None:
        """Sums get a name to be assumed by: z3 takes them in once, not for each question."""
        for one in (literal, -literal):
            self._passes[one], told = self._speller.named(f"at {one}", self._passes[one])
            self._solver.assume([told])

    # groups

    def groups(self, ladders: Iterable[Ladder]) -> list[Group]:
        """Ladders by the variables that tie them together; those of free numbers are in none."""
        every = [(ladder, dict(_variables(ladder))) for ladder in ladders]
        groups: dict[Leaf, Group] = {}
        for ladder, named in every:
            if ladder.tied:
                joined = Group(variables=dict(named))
                for other in {
                    id(groups[leaf]): groups[leaf] for leaf in named if leaf in groups
                }.values():
                    joined.variables |= other.variables
                groups |= dict.fromkeys(joined.variables, joined)
        alone: list[Group] = []
        for ladder, named in every:
            group = next((groups[leaf] for leaf in named if leaf in groups), None)
            if (
                group is None and ladder.tied
            ):  # a choice between constants, which hangs on no number
                group = Group()
                alone.append(group)
            if group is not None:
                group.ladders.append(ladder)
                group.inside |= dict.fromkeys(self._inside(ladder))
                group.fractions |= {_key(node) for node in _nodes(ladder) if _is_fraction(node)}
        return [*{id(group): group for group in groups.values()}.values(), *alone]

    def _inside(self, ladder: Ladder) -> Iterable[int]:
        """The conditions that numbers of the ladder hang on."""
        yield from (literal for _, literal in ladder.weighed)
        for node in _nodes(ladder):
            if node.form is Form.CHOICE:
                yield abs(self._literal(node.parts[0]))


def _key(node: Term) -> object:
    """The same for fractions of the same two variables, however often they are made."""
    plain = all(part.form is Form.VARIABLE for part in node.parts)
    return tuple(part.name for part in node.parts) if plain else node


def _is_fraction(node: Term) -> bool:
    """Whether it is a fraction of which it is not known what divides; products do less harm."""
    return node.form is Form.QUOTIENT and node.parts[1].constant is None


def _variables(ladder: Ladder) -> Iterable[tuple[Leaf, Term]]:
    return (((node.kind, node.name), node) for node in _nodes(ladder) if node.form is Form.VARIABLE)


def _nodes(ladder: Ladder) -> Iterable[Term]:
    """The numbers that a ladder is about, down to their variables."""
    seen: set[Term] = set()
    for _, _, term in ladder.leaves:
        for node in through(term, seen, numbers_in):
            seen.add(node)
            yield node
