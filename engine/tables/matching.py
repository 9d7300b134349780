"""Which fact a column may hold, by the words of its name and by a look at its values.

Words weigh by how few facts of the vocabulary have them (inverse document frequency, as in
Sparck Jones 1972); a word of the fact's own name counts more than one of its question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import log

from ..language import types
from ..language.naming import group_of
from ..language.values import nfc
from ..rulebook.model import Vocabulary
from .cells import INSIDE, read_cell
from .mapping import PLAIN, Reading, Target, folded, target, targets
from .sheet import Cell

NAME, GROUP, QUESTION = 3.0, 1.5, 1.0
"""How much a word counts by where the vocabulary has it."""
WORD = re.compile(r"[a-z]+[0-9]+[a-z]*|[0-9]+|[^\W\d_]+|%")
JOINT = re.compile(r"(?<=[a-z])[\s_-]+(?=[0-9])")
ENDING = re.compile(r"(?<=...)(?:ships?|ing|ed|est|er|es|s)$")
SAME = {"pct": "share", "percent": "share", "percentage": "share", "%": "share", "part": "share"}
"""Ways of writing one thing that have nothing to do with what is looked at."""
STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "at",
        "did",
        "do",
        "does",
        "for",
        "from",
        "how",
        "in",
        "is",
        "it",
        "many",
        "of",
        "on",
        "or",
        "over",
        "since",
        "that",
        "the",
        "them",
        "they",
        "this",
        "to",
        "was",
        "were",
        "what",
        "when",
        "which",
        "who",
        "with",
    ]
)


HOW_MANY = ("count", "number")
"""Words of a name that a table leaves out: `IMGs` are how many there were."""
NONE = frozenset(["no", "none"])


ASIDE = frozenset(
    "address comment contact email fax link mail note phone remark url website".split()  # noqa: SIM905
)
"""Words of columns that a person keeps for themselves, about no fact."""
LINK = re.compile(r"(https?://|www\.|mailto:)\S+|[^\s@]+@[^\s@]+\.\w+", re.IGNORECASE)


def is_aside(name: str, values: Iterable[Cell]) -> bool:
    """Whether a column holds notes, addresses or links."""
    told = [one.strip() for one in values if isinstance(one, str) and one.strip()]
    links = sum(LINK.fullmatch(one) is not None for one in told)
    named = {word.removesuffix("s") for word in WORD.findall(nfc(name).lower())}
    return not named.isdisjoint(ASIDE) or (bool(told) and 2 * links >= len(told))


def words_of(text: str) -> list[str]:
    """The words of a name or a question, without their endings."""
    joint = JOINT.sub("", nfc(text).lower())
    found = (SAME.get(word, word) for word in WORD.findall(joint) if word not in STOP)
    return [ENDING.sub("", word) for word in found]


def spoken(name: str, shared: Collection[str]) -> list[str]:
    """The words of a name that are among these, as they are written."""
    joint = JOINT.sub("", nfc(name).lower())
    return [word for word in WORD.findall(joint) if {*words_of(word)} & {*shared}]


@dataclass(frozen=True, slots=True)
class Fit:
    """How the values of a column read as a fact: how many of them do, of how many, and how."""

    good: int
    of: int
    units: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.good / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that a column may hold: how near its words are, which they are, how values fit.

    It is `whole` where the column has every word of the fact's name, and no word of the
    vocabulary beside those of the fact, or is `called` as the vocabulary says that tables do.
    """

    target: Target
    score: float
    shared: tuple[str, ...]
    fit: Fit
    whole: bool = False
    called: bool = False

    @property
    def likelihood(self) -> float:
        """How likely it is the fact, by its name and its values."""
        return self.called + self.score * (0.5 + self.fit.share / 2)


@dataclass(frozen=True)
class Matcher:
    """The vocabulary as words."""

    vocabulary: Vocabulary

    @cached_property
    def every(self) -> tuple[Target, ...]:
        found = (target(self.vocabulary, name) for name in targets(self.vocabulary))
        return tuple(one for one in found if one is not None
                     and not isinstance(one.type, types.Records))  # fmt: skip

    @cached_property
    def _words(self) -> Mapping[str, Mapping[str, float]]:
        """For each target its words, and how much each counts there."""
        return {one.name: dict(_weights(one)) for one in self.every}

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        counts = Counter(word for words in self._words.values() for word in words)
        return {word: log(1 + len(self.every) / count) for word, count in counts.items()}

    @cached_property
    def _headers(self) -> Mapping[str, Collection[frozenset[str]]]:
        """What tables call a column of each fact, as words."""
        return {one.name: [frozenset(words_of(told)) for told in one.fact.headers]
                for one in self.every if one.fact.headers and not one.field}  # fmt: skip

    def candidates(self, name: str, values: Sequence[Cell]) -> list[Candidate]:
        """The facts that a column may hold, the likeliest first."""
        words = dict.fromkeys(words_of(name))
        if is_aside(name, values):
            return []
        found = [one for of in self.every if (one := self._candidate(of, words, values))]
        found.sort(key=lambda one: -one.likelihood)
        return found

    def said_by(self, text: str, flags: Sequence[Target]) -> list[bool | None]:
        """What a text such as `J-1 / H-1B` says of facts that are true or false: that those are
        true which it calls by a name of their own, or with `no` that none is; None: not said."""
        told = frozenset(words_of(text)) if "?" not in text else frozenset()
        headers = [{*self._headers.get(one.name, ())} for one in flags]
        of_all = set.intersection(*headers)
        if told & NONE and (told <= NONE or told - NONE in of_all):
            return [False for _one in flags]
        own = [[one for one in of if one not in of_all and one <= told] for of in headers]
        known = told <= {word for found in own for one in found for word in one}
        return [True if known and found else None for found in own]

    def _candidate(
        self, of: Target, words: Collection[str], values: Sequence[Cell]
    ) -> Candidate | None:
        """One fact, if it has some of the words; those that tables call it by say everything."""
        if frozenset(words) in self._headers.get(of.name, ()):
            return Candidate(of, 1.0, tuple(words), fit(values, of.type), True, True)
        shared = tuple(word for word in words if word in self._words[of.name])
        if not shared:
            return None
        score, whole = self._score(of, words, shared), self._whole(of, words)
        return Candidate(of, score, shared, fit(values, of.type), whole)

    def _whole(self, of: Target, words: Collection[str]) -> bool:
        known = self._words[of.name]
        own = [word for word, weight in known.items() if weight == NAME]
        beside = [word for word in words if word in self._rarity and word not in known]
        return bool(own) and all(word in words for word in own) and not beside

    def _score(self, of: Target, words: Iterable[str], shared: Iterable[str]) -> float:
        """How much of the column's words the fact has, and of its name's words the column."""
        weights = self._words[of.name]
        most = max(self._rarity.values())
        whole = sum(NAME * self._rarity.get(word, most) for word in words)
        had = sum(weights[word] * self._rarity[word] for word in shared)
        own = [word for word, weight in weights.items() if weight == NAME]
        own = [word for word in own if word in shared or word not in HOW_MANY] or own
        covered = sum(self._rarity[word] for word in own if word in shared)
        own_weight = sum(self._rarity[word] for word in own)  # 0 for a name such as `on`
        return 0.6 * had / whole + (0.4 * covered / own_weight if own_weight else 0.0)


def _weights(one: Target) -> Iterator[tuple[str, float]]:
    fact = one.fact
    said = [fact.ask, *fact.means.values(), *fact.fields_mean.get(one.field, {}).values()]
    for word in (word for text in said for word in words_of(text)):
        yield word, QUESTION
    group = group_of(fact.name)
    short = one.field or fact.name.removeprefix(f"{group}.")
    outer = [group, fact.name.removeprefix(f"{group}.")] if one.field else [group]
    for text in outer:
        yield from ((word, GROUP) for word in words_of(text))
    yield from ((word, NAME) for word in words_of(short))


def fit(values: Sequence[Cell], kind: types.Type) -> Fit:
    """How values read as a type, with the units that help."""
    told = [one for one in values if not _is_silent(one)]
    units = _units(told, kind)
    reading = Reading(units=units)
    odd = [one for one in told if not _reads(one, kind, reading)]
    listed = tuple(dict.fromkeys(" ".join(str(one).split()) for one in odd))
    return Fit(len(told) - len(odd), len(told), units, listed)


def _is_silent(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and folded(cell) in (*PLAIN.not_known, ""))


def _reads(cell: Cell, kind: types.Type, reading: Reading) -> bool:
    found = read_cell(cell, kind, reading)
    if not isinstance(found, dict):
        return False
    value = found.get("value")
    if isinstance(kind, types.Numeric):
        return isinstance(value, int | Decimal) and kind.holds(Fraction(value))
    return value is not None or "status" in found


def _units(values: Sequence[Cell], kind: types.Type) -> tuple[str, ...]:
    """What stands behind numbers; a hundred as the whole, where bare numbers of a share say so."""
    if not isinstance(kind, types.Numeric):
        return ()
    if kind == types.SHARE:
        bare = [read_cell(one, types.Numeric(), PLAIN) for one in values]
        large = [one for one in bare if isinstance(one, dict) and _above_one(one.get("value"))]
        return ("%",) if large else ()
    found = [INSIDE.search(one) for one in values if isinstance(one, str)]
    return tuple(
        dict.fromkeys(folded(one[2]) for one in found if one is not None and one[2] != "%")
    )


def _above_one(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and value > 1
