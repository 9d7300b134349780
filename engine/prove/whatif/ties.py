"""What ties facts to each other: derivations, constraints, what dates are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass

from ...solve.linear import Leaf
from ...solve.logic import Form, Term
from ...solve.nodes import through
from ..space.inquiry import Inquiry


def leaf_of(variable: Term) -> Leaf:
    return variable.kind, variable.name


def leaves_of(term: Term) -> frozenset[Leaf]:
    """The variables of a term."""
    seen: set[Term] = set()
    for node in through(term, seen):
        seen.add(node)
    return frozenset(leaf_of(node) for node in seen if node.form is Form.VARIABLE)


@dataclass(frozen=True, slots=True)
class Part:
    """Something that every case keeps to, and the variables it is about.

    `owner` is the fact whose derivation it is; none of a constraint. What is `defined` says what
    helpers stand for, whatever the facts are.
    """

    term: Term
    leaves: frozenset[Leaf]
    owner: str | None = None
    defined: bool = False


class Ties:
    """What ties the facts of a space to each other."""

    def __init__(self, inquiry: Inquiry) -> None:
        space = inquiry.space
        defined = frozenset(space.encoder.calendar.definitions)
        rest = [one for one in space.encoder.variables.assumptions if one not in defined]
        found = [Part(one, leaves_of(one)) for one in (*rest, *space.constraints)]
        self.ranges = [one for one in found if len(one.leaves) < 2]
        self.parts = [one for one in found if len(one.leaves) > 1]
        self.parts += [Part(one, leaves_of(one), name) for name, one in space.encoder.ties]
        self.parts += [Part(one, leaves_of(one), defined=True) for one in defined]
        self._helpers = frozenset(map(leaf_of, space.encoder.calendar.helpers))
        self._by_name = by_name = space.encoder.variables.by_name
        self._facts = {leaf_of(term): name for name, of in by_name.items() for term in of}
        names = [name for name in by_name if name.partition("[")[0] in inquiry.learnable]
        self._known: dict[Term, frozenset[Leaf]] = {}
        self._open = frozenset(leaf_of(term) for name in names for term in by_name[name])

    def may_be_learnt(self, atom: Term) -> bool:
        """Whether it hangs on something open: such atoms are left out where others suffice."""
        return not self._leaves(atom).isdisjoint(self._open)

    def derived(self, chosen: Set[str]) -> Callable[[Term], bool]:
        """Whether an atom is about a fact that follows from others, and is not chosen."""
        owners = {part.owner for part in self.parts if part.owner is not None} - chosen
        leaves = {leaf_of(one) for name in owners for one in self._by_name.get(name, ())}
        return lambda atom: not self._leaves(atom).isdisjoint(leaves)

    def _leaves(self, atom: Term) -> frozenset[Leaf]:
        plain = atom.parts[0] if atom.form is Form.NOT else atom
        if plain not in self._known:
            self._known[plain] = leaves_of(plain)
        return self._known[plain]

    def any(self, atoms: Iterable[Term], touched: set[Leaf]) -> bool:
        """Whether some of these facts have to do with each other."""
        several = any(len(self._leaves(atom)) > 1 for atom in atoms)
        return several or any(part.leaves & touched for part in self.parts)

    def following(self, atoms: Iterable[Term], chosen: Set[str]) -> set[Leaf]:
        """The variables of conditions, of what they follow from, and of what follows."""
        found = {leaf for atom in atoms for leaf in self._leaves(atom)}
        derived = {
            part: {leaf_of(one) for one in self._by_name.get(part.owner, ())}
            for part in self.parts
            if part.owner is not None and part.owner not in chosen
        }
        while (
            more := {leaf for part, own in derived.items() if own & found for leaf in part.leaves}
            - found
        ):
            found |= more
        while (
            more := {
                leaf
                for part in self.parts
                if part.leaves & found
                for leaf in self._of(part, chosen)
            }
            - found
        ):
            found |= more
        return found

    def _of(self, part: Part, chosen: Set[str]) -> Iterator[Leaf]:
        """What the part says something of: a derived fact, helpers, or what is asked of a text."""
        if part.defined:
            yield from part.leaves & self._helpers
        elif part.owner is None and len({self._facts.get(leaf) for leaf in part.leaves}) == 1:
            yield from part.leaves
        elif part.owner is not None and part.owner not in chosen:
            yield from map(leaf_of, self._by_name.get(part.owner, ()))

    def touched(self, atoms: Iterable[Term]) -> set[Leaf]:
        """The variables of conditions, and all that are tied to them in any way."""
        found = {leaf for atom in atoms for leaf in self._leaves(atom)}
        while more := {
            leaf for part in self.parts if part.leaves & found for leaf in part.leaves - found
        }:
            found |= more
        return found
