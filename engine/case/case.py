"""What is known of one case, as every reading above the rulebook sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ..concurrency import cached_property
from ..language.values import Value
from ..rulebook.kinds.spelling import TODAY as TODAY
from ..rulebook.model import Book
from .provenance import Provenance
from .testimony.statement import Contested, Disputes, Statement, shared_origins


@dataclass(frozen=True)
class Told:
    """All that a fact file says, before anything is concluded from it.

    `values` are the user's own, `statements` those of others, in the order of the file. With
    `strict`, what is contested is open altogether; `impossible` says of facts why what was said
    of them cannot be true together with the rest.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    digits: Mapping[str, int] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    as_of: date | None = None
    strict: bool = False
    impossible: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def shared(self) -> frozenset[str]:
        """The origins that are voices of their own."""
        return shared_origins(self.statements)


@dataclass(frozen=True)
class Case:
    """The known facts of one case: stated, derived and assumed ones. All others are open.

    `asked` and `declines` name what was asked in vain, and what of it was dodged;
    `stated` gives, for each derived fact that was also given directly, the value
    as given and its decimal places; `assumed` names the facts taken as not seen;
    `loose` names thresholds whose numbers are left open too; `as_of` is the day that is today
    for the case, None where it may be any; `provenance` says of stated
    facts where they come from. On `contested` facts voices differ: they are open, but for
    `choices`, which are known to be one of what was said, and with them all that is `following`
    from them, whichever it is. `told` is what all this was made of.
    """

    book: Book
    values: Mapping[str, Value]
    declines: frozenset[str] = frozenset()
    assumed: Mapping[str, Value] = field(default_factory=dict)
    stated: Mapping[str, tuple[Value, int]] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    as_of: date | None = None
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    contested: Disputes = field(default_factory=dict)
    choices: Disputes = field(default_factory=dict)
    following: frozenset[str] = frozenset()
    told: Told = Told()

    def value(self, fact: str) -> Value | None:
        """The value of a fact; None while it is open."""
        return self.values.get(fact)

    def declined(self, fact: str) -> bool:
        """Whether the question was asked and dodged."""
        return fact in self.declines

    def disputed(self, fact: str) -> bool:
        """Whether a fact is known to be one of several values that were said."""
        return fact in self.choices or fact in self.following

    def dispute(self, fact: str) -> Contested | None:
        """Between which values voices differ on a fact."""
        return self.contested.get(fact)

    def threshold(self, name: str) -> Fraction | None:
        """The value of a threshold of the rulebook; None while it is left open."""
        return None if name in self.loose else self.book.numbers[name]

    def key(self, fact: str) -> str | None:
        """The field that orders the records of a fact."""
        return self.book.vocabulary.key(fact)
