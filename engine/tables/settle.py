"""A value beside the records that give it, where they give another: the row is no reject for that.

Records are counts and exact. What is marked as about a number gives way to them, if it is near,
and so does a share that differs as people round; what truly differs is kept as what the source of
the row said, so that the verdict is what holds whoever is right. Nothing of this is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TypeVar

from ..diagnostics.codes.facts import CONTRADICTION
from ..diagnostics.codes.tables import GIVES_WAY, KEPT_AS_SAID
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.source import Source
from ..language.types import SHARE, Records, Type
from ..language.values import Value
from ..rulebook.kinds.spelling import TODAY
from ..rulebook.model import Book
from .cells import ABOUT_NOTE, Leaf
from .draft import Draft, grouped
from .fact_file import flat
from .merge import as_testimony, sources_of
from .program import Program

NEAR = Fraction(1, 10)
"""So far, by its own size, may what is about a number be from it."""
ROUNDED = Fraction(2, 100)
"""So far may a share be, which nothing marks: by rounding, or by one person of fifty."""
Result = TypeVar("Result")


def settled(
    program: Program, book: Book, attempt: Callable[[Program], Result]
) -> tuple[Result, Program, tuple[Finding, ...]]:
    """What comes of a program, the program as it was taken, and what is to be told of it.

    Raises the Invalid that `attempt` raises, where it is about anything but such a value.
    """
    first: Invalid | None = None
    notices: tuple[Finding, ...] = ()
    while True:
        try:
            return attempt(program), program, notices
        except Invalid as invalid:
            first = first or invalid
            blamed = _blamed(program, book, invalid)
            if not blamed:
                raise first from None
            program, told = _without(program, blamed, book)
            notices = (*notices, *told)


def mistakes(
    program: Program, book: Book, attempt: Callable[[Program], Result]
) -> tuple[Finding, ...]:
    """Everything that is wrong with a program: also what shows only without what shows first."""
    found: tuple[Finding, ...] = ()
    while True:
        try:
            settled(program, book, attempt)
        except Invalid as invalid:
            new = [one for one in invalid.findings if one not in found]
            found = (*found, *new)
            facts = _facts(program, book)
            kept = {name: leaf for name, leaf in facts.items() if name not in map(_name, new)}
            if len(kept) == len(facts):
                return found
            program = _of(program, kept)
        else:
            return found


def _blamed(program: Program, book: Book, invalid: Invalid) -> tuple[Finding, ...]:
    """The findings, if all of them are about values that stand beside records which give them."""
    facts = _facts(program, book)
    beside = {name for name in facts if _stands_beside(name, facts, book)}
    found = tuple(invalid.findings)
    sound = all(one.entry is CONTRADICTION and _name(one) in beside for one in found)
    return found if sound and sources_of(book.vocabulary) is not None else ()


def _facts(program: Program, book: Book) -> dict[str, Leaf]:
    if isinstance(program.facts, Source):
        return {}
    return flat(program.facts, book.vocabulary) or {}


def _name(finding: Finding) -> str:
    """The fact that a finding is about."""
    return ".".join(map(str, finding.place.path[:2]))


def _stands_beside(name: str, facts: dict[str, Leaf], book: Book) -> bool:
    fact = book.vocabulary.facts[name]
    if fact.derive is None or fact.stands or "value" not in facts[name]:
        return False
    lists = (one for one in book.vocabulary.bases[name] if one in facts)
    return any(isinstance(book.vocabulary.facts[one].type, Records) for one in lists)


def _without(
    program: Program, blamed: Sequence[Finding], book: Book
) -> tuple[Program, list[Finding]]:
    """The program without these values: each gives way, or becomes what its source said."""
    facts = _facts(program, book)
    said = {_name(one): facts.pop(_name(one)) for one in blamed}
    rest = _of(program, facts)
    kinds = {name: book.vocabulary.facts[name].type for name in said}
    near = {name for name, leaf in said.items()
            if _is_near(leaf, _made(rest, name, book), kinds[name])}  # fmt: skip
    heard = sources_of(book.vocabulary)
    kept = {name: leaf for name, leaf in said.items() if name not in near}
    who = Draft(program.key, {}, program.place).who
    if kept:
        assert heard is not None
        draft = Draft(program.key, {}, program.place)
        told = {name: [(draft, leaf)] for name, leaf in kept.items()}
        facts[heard] = as_testimony(facts.get(heard), told)
    return _of(program, facts), [
        _notice(one, said[_name(one)], None if _name(one) in near else who) for one in blamed
    ]


def _of(program: Program, facts: dict[str, Leaf]) -> Program:
    assert not isinstance(program.facts, Source)
    return replace(program, facts=grouped(facts, program.facts.get(TODAY)))


def _made(rest: Program, name: str, book: Book) -> Value | None:
    """What the records make of a fact, where they tell."""
    try:
        return rest.case(book, now=date.today()).value(name)
    except Invalid:
        return None


def _is_near(leaf: Leaf, made: Value | None, kind: Type) -> bool:
    """Whether a value is near what records make, as far as one of its kind may be."""
    if not isinstance(made, Fraction):
        return False
    given = Fraction(leaf["value"])
    about = NEAR * abs(given) if _is_about(leaf) else Fraction(0)
    return abs(made - given) <= max(about, ROUNDED if kind == SHARE else 0)


def _is_about(leaf: Leaf) -> bool:
    return str(leaf.get("note", "")).startswith(ABOUT_NOTE)


def _notice(finding: Finding, leaf: Leaf, who: str | None) -> Finding:
    if who is None:
        why = "it is marked as about" if _is_about(leaf) else "it is within 2 percentage points"
        return Finding(GIVES_WAY, f"{finding.message}; {why}, and gives way", finding.place)
    told = leaf.get("source") or who
    return Finding(KEPT_AS_SAID, f"{finding.message}; kept as what `{told}` said", finding.place,
                   finding.help)  # fmt: skip
