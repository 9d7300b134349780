"""Texts in logic: each is a number, and what is asked of it a condition of its own.

A text that is named passes as it does. One that is open passes in any way that some text can,
which pairs of tests tell, and equal texts pass alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from ..language import types
from ..language.comparison import constant
from ..language.texts import Passed, Sought
from ..language.traverse import descend
from ..language.tree import Compare, Expression, Fact
from ..rulebook.lint import conditions
from ..rulebook.model import Book
from . import logic
from .logic import Form, Term, alike, both, implies, negation, same


class Texts:
    """The numbers of named texts and words, what is asked of texts, and the open ones.

    `meet` tells whether open texts may be compared with each other.
    """

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.asked: dict[Sought, None] = {}
        self.open: dict[str, Term] = {}
        self.named: list[Term] = []
        """What was assumed of texts as they were named, some of them after questions were put."""
        self._passes: dict[tuple[str, Sought], Term] = {}
        self.meet: Callable[[], bool] = lambda: True

    def code(self, text: str) -> Term:
        """The number of a text; a new one gets the next."""
        return logic.constant(Fraction(self.codes.setdefault(text, len(self.codes))))

    def passes(self, sought: Sought, text: Term) -> Term:
        """When a text, given by its number, passes."""
        if text.form is Form.CHOICE:
            condition, *arms = text.parts
            return logic.choose(condition, *(self.passes(sought, arm) for arm in arms))
        if text.constant is not None:
            named = [one for one, code in self.codes.items() if code == text.constant]
            return logic.truth(sought.holds(named[0]))
        key = text.name, sought
        if key not in self._passes:
            self._passes[key] = logic.boolean(f'{text.name} {sought.operator} "{sought.text}"')
        return self._passes[key]

    def told(self, text: str, term: Term) -> Term:
        """That an open text passes what a named one does, and nothing else."""
        return both(*(self._says(one, text, term) for one in self.asked))

    def _says(self, sought: Sought, text: str, term: Term) -> Term:
        found = self.passes(sought, term)
        return found if sought.holds(text) else negation(found)

    # each gives what has to be assumed from then on

    def name(self, text: str) -> Sequence[Term]:
        """A text is named."""
        code, texts = self.code(text), self.open.values()
        found = [implies(same(one, code), self.told(text, one)) for one in texts]
        self.named += found
        return found

    def opens(self, term: Term) -> Iterator[Term]:
        """A text is open."""
        asked = list(self.asked)
        for place, one in enumerate(asked):
            yield from self._of(one, term, asked[:place], self.open.values())
        self.open[term.name] = term

    def ask(self, sought: Sought) -> Iterator[Term]:
        """Something is asked of a text."""
        before, texts = list(self.asked), list(self.open.values())
        self.asked[sought] = None
        for place, term in enumerate(texts):
            yield from self._of(sought, term, before, texts[:place])

    def _of(
        self, sought: Sought, term: Term, asked: Sequence[Sought], others: Iterable[Term]
    ) -> Iterator[Term]:
        """What holds of an open text and something asked, beside all else."""
        found = self.passes(sought, term)
        for text in self.codes:
            yield implies(same(term, self.code(text)), self._says(sought, text, term))
        for other in asked:
            yield from _beside(sought, found, other, self.passes(other, term))
        for one in others if self.meet() else ():
            yield implies(same(term, one), alike(found, self.passes(sought, one)))

    # models

    def passed(self, term: Term, value: Callable[[Term], object]) -> Passed:
        """What a text passes in a model."""
        return {one: value(self.passes(one, term)) is True for one in self.asked}


def _beside(one: Sought, found: Term, other: Sought, told: Term) -> Iterator[Term]:
    """What passing one says of another, and the other way round."""
    if one.implies(other):
        yield implies(found, told)
    if other.implies(one):
        yield implies(told, found)
    if one.excludes(other):
        yield negation(both(found, told))


def may_meet(book: Book) -> bool:
    """Whether texts that can be open are compared with each other, or derived from each other."""
    facts = book.vocabulary.facts

    def varies(node: Expression) -> bool:
        is_other = isinstance(node, Fact) and not isinstance(facts[node.name].type, types.Text)
        return not is_other and constant(node, book.numbers) is None

    return any(isinstance(one.type, types.Text) and one.derive for one in facts.values()) or any(
        isinstance(node, Compare) and varies(node.left) and varies(node.right)
        for _, _, tree in conditions(book)
        for node in descend(tree)
    )
