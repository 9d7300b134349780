"""From what a fact file says to a case: voices combined, what follows, what cannot be true.

What the user states stands; statements of others that cannot be true beside it, or beside each
other, leave their facts open, which is worked out in rounds, since every opened fact opens others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from ..diagnostics.codes.conditions import VALUE_OUT_OF_RANGE
from ..diagnostics.codes.facts import CONTRADICTION
from ..diagnostics.place import Path
from ..language.interpret import evaluate
from ..language.traverse import facts_in
from ..language.types import Numeric, describe
from ..language.values import Value
from ..rulebook.following import behind
from ..rulebook.model import Book, Constraint
from .broken import mid_sentence, report_broken
from .case import Case, Told
from .disagreement import disagreement
from .provenance import Provenance
from .testimony.combine import Combined, combine
from .testimony.statement import Choice, Contested, Statement, voice
from .values import Reader, plain
from .work import SoFar, Work


def conclude(book: Book, told: Told, reader: Reader) -> Case:
    """The case; what cannot be true in what the user states is reported."""
    while True:
        work = _combined(book, told, reader)
        case = _case(work)
        if not work.clashes:
            return case
        told = replace(told, impossible={**told.impossible, **work.clashes})


def _case(work: Work) -> Case:
    assumed = _assume(work, work.book.vocabulary.facts)
    _derive(work, assumed)
    choices = work.settled
    case = Case(
        work.book,
        work.values,
        frozenset(work.declined),
        assumed,
        work.stated,
        frozenset(work.asked | (work.contested.keys() - choices.keys())),
        as_of=work.told.as_of,
        provenance=work.provenance,
        contested=dict(sorted(work.contested.items(), key=lambda one: _place(work.book, one[0]))),
        choices=choices,
        following=frozenset(work.following),
        told=work.told,
    )
    _contradictions(work, case)
    if not work.reader.mistakes:
        _derived_out_of_range(work)
    return case


def _place(book: Book, name: str) -> int:
    return [*book.vocabulary.facts].index(name)


# what voices come to


def _combined(book: Book, told: Told, reader: Reader) -> Work:
    work = Work(
        book,
        told,
        reader,
        dict(told.values),
        dict(told.digits),
        set(told.asked),
        set(told.declined),
        dict(told.provenance),
    )
    for name, said in by_fact(told.statements).items():
        _hear(work, name, said)
    return work


def by_fact(statements: Iterable[Statement]) -> dict[str, tuple[Statement, ...]]:
    """The statements about each fact."""
    found: dict[str, list[Statement]] = {}
    for one in statements:
        found.setdefault(one.fact, []).append(one)
    return {name: tuple(said) for name, said in found.items()}


def _hear(work: Work, name: str, said: tuple[Statement, ...]) -> None:
    """Take what was said of a fact; a value of the user's own settles it."""
    found = combine(work.book.vocabulary.facts[name], said, work.told.shared)
    own = name in work.told.values
    before = work.provenance.get(name, Provenance())
    work.provenance[name] = replace(before, said=said, counted=() if own else found.counted)
    if found.declined:
        work.declined.add(name)
    if own:
        return
    if not found.counted:
        work.asked.add(name)
        return
    work.asked.discard(name)
    _take(work, name, found)


def _take(work: Work, name: str, found: Combined) -> None:
    why = work.told.impossible.get(name)
    if found.value is not None and why is None:
        work.quoted[name] = found
        work.values[name] = found.value
        work.digits[name] = found.digits
        return
    shared = work.told.shared
    choices = found.choices or _only_choice(found, shared)
    work.contested[name] = Contested(name, choices, why, found.digits)


def _only_choice(found: Combined, shared: frozenset[str]) -> tuple[Choice, ...]:
    who = tuple(dict.fromkeys(voice(one, shared) for one in found.counted))
    return () if found.value is None else (Choice(found.value, who),)


# what follows


def _derive(work: Work, assumed: dict[str, Value]) -> None:
    """Work out derived facts, each after those it needs; `assumed` grows by what they answer.

    What was given directly must agree with what its sources make of it, and
    stays as given: learning the sources of a rounded number changes nothing.
    """
    vocabulary, exact = work.book.vocabulary, dict(work.values)
    for name in vocabulary.derived_in_order:
        worked_out = _worked_out(work, name, exact)
        _against_records(work, name, worked_out)
        given = work.values.get(name)
        if name in work.contested:
            worked_out = None
        elif given is None:
            as_given = _worked_out(work, name, work.values) if work.stated else worked_out
            work.values |= _named(name, as_given)
        else:
            work.stated[name] = given, work.digits[name]
            worked_out = given if vocabulary.facts[name].stands else worked_out
            if worked_out is not None and not agree(worked_out, given, work.digits[name]):
                _disagreement(work, name, given, worked_out)
        _follow(work, name)
        heard = _assume(work, vocabulary.heard_under.get(name, ()))
        assumed |= heard
        exact |= _named(name, worked_out) | heard


def _named(name: str, value: Value | None) -> dict[str, Value]:
    return {} if value is None else {name: value}


def _worked_out(work: Work, name: str, values: Mapping[str, Value]) -> Value | None:
    tree = work.book.vocabulary.facts[name].derive
    assert tree is not None, name
    return evaluate(tree, SoFar(work, values))


def _follow(work: Work, name: str) -> None:
    """Note a fact that is open, but would be known whichever of the voices is right."""
    if not work.settled or name in work.values or name in work.contested:
        return
    first = {fact: one.choices[0].value for fact, one in work.settled.items()}
    found = _worked_out(work, name, {**work.values, **first, **work.following})
    work.following |= _named(name, found)


def _against_records(work: Work, name: str, worked_out: Value | None) -> None:
    """Testimony of a fact that records make something else of is contested, the records shown."""
    found, digits = work.quoted.get(name), work.digits.get(name, 0)
    before = work.contested.get(name)
    if before is None and (worked_out is None or found is None):
        return
    if work.book.vocabulary.facts[name].stands:
        if before is not None:  # whichever of them is right overrules what it follows from
            work.contested[name] = replace(before, untied=True)
        return
    if worked_out is None:
        return
    derive = work.book.vocabulary.facts[name].derive
    assert derive is not None, name
    records = Choice(worked_out, (), facts_in(derive))
    if before is not None:
        work.contested[name] = _with_records(before, records)
    elif found is not None and not _same(worked_out, found.value, digits):
        said = _only_choice(found, work.told.shared)
        work.contested[name] = Contested(name, (*said, records), None, digits, untied=True)
        del work.values[name], work.quoted[name]


def _with_records(before: Contested, records: Choice) -> Contested:
    """The dispute with what the records say, be it one of the values that were said."""
    choices = list(before.choices)
    for place, one in enumerate(choices):
        if agree(records.value, one.value, before.digits):
            choices[place] = replace(one, records=records.records)
            return replace(before, choices=tuple(choices), untied=True)
    return replace(before, choices=(*choices, records), untied=True)


def agree(exact: Value, given: Value, places: int) -> bool:
    """Whether `given` is `exact` rounded to its decimal places, whichever way halves go."""
    if isinstance(exact, Fraction) and isinstance(given, Fraction):
        return abs(exact - given) <= Fraction(1, 2 * 10**places) if exact != given else True
    return exact == given


def _same(exact: Value, told: Value | None, places: int) -> bool:
    return told is not None and agree(exact, told, places)


def _assume(work: Work, names: Iterable[str]) -> dict[str, Value]:
    """Sightings that nobody mentioned count as not seen, once their question is answered.

    Asked in vain, they stay open; a question on whose answer voices differ has one.
    """
    facts, values = work.book.vocabulary.facts, work.values
    assumed: dict[str, Value] = {
        name: fact.assume
        for name in names
        if (fact := facts[name]).assume is not None
        and name not in values
        and name not in work.asked
        and name not in work.contested
        and (fact.under is None or _is_answered(work, fact.under))
    }
    work.values |= assumed
    return assumed


def _is_answered(work: Work, question: str) -> bool:
    return question in work.values or question in work.settled or question in work.following


# what cannot be true


def _blamed(work: Work, facts: Iterable[str], why: str) -> bool:
    """Open the facts among these, and among what they are derived from, that rest on testimony
    alone; whether there are any."""
    read = behind(work.book.vocabulary.facts, facts, ends=work.stated)
    found = {name: why for name in read if name in work.quoted}
    work.clashes |= found
    return bool(found)


def _derived_out_of_range(work: Work) -> None:
    """What records make of a fact has to be possible for it, as if it were given directly."""
    for name in work.book.vocabulary.derived_in_order:
        fact, found = work.book.vocabulary.facts[name], work.values.get(name)
        if not isinstance(fact.type, Numeric) or not isinstance(found, Fraction):
            continue
        if fact.derive is not None and not fact.type.holds(found):
            base = facts_in(fact.derive)[0]
            group, _, short = base.partition(".")
            told = f"{plain(found)}, which is not {describe(fact.type)}"
            message = f"`{base}` makes `{name}` {told}"
            if not _blamed(work, facts_in(fact.derive), message):
                work.reader.report(VALUE_OUT_OF_RANGE, message, (group, short))


def _disagreement(work: Work, name: str, given: Value, found: Value) -> None:
    group, _, short = name.partition(".")
    message, help_ = disagreement(
        Case(work.book, work.values, as_of=work.told.as_of), name, given, found
    )
    derive = work.book.vocabulary.facts[name].derive
    if derive is None or not _blamed(work, facts_in(derive), f"{name}: {message}"):
        work.reader.report(CONTRADICTION, message, (group, short), help_)


def _contradictions(work: Work, case: Case) -> None:
    for constraint in work.book.vocabulary.constraints:
        if constraint.each is None:
            if evaluate(constraint.never, case) is True:
                _broken(work, constraint, _first_stated(work, constraint))
            continue
        records = case.value(constraint.each)
        for place, record in enumerate(records if isinstance(records, tuple) else ()):
            if evaluate(constraint.never, case, record) is True:
                group, _, short = constraint.each.partition(".")
                _broken(work, constraint, (group, short, place))


def _broken(work: Work, constraint: Constraint, path: Path) -> None:
    read = [*facts_in(constraint.never), *([constraint.each] if constraint.each else [])]
    if not _blamed(work, read, mid_sentence(constraint.because.rstrip("."))):
        report_broken(work.reader, constraint, work.values, path)


def _first_stated(work: Work, constraint: Constraint) -> Path:
    """The first fact of the constraint that somebody stated."""
    for name in facts_in(constraint.never):
        if name in work.digits:
            group, _, short = name.partition(".")
            return group, short
    return ()
