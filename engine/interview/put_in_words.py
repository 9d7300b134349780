"""A question, and what became of an answer, as lines to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from ..diagnostics.invalid import Invalid
from ..diagnostics.rendering import as_text
from ..language import types
from ..language.naming import lettered
from ..present import phrases_asking as words
from ..present.answers import answer as kind_of_answer
from ..present.heard import means, sighting
from ..present.phrases_work import in_unit
from ..rulebook.model import Book, Fact
from .answers import Answer
from .edit import spelled
from .question import Question

WIDTH = 80


def folded(told: Iterable[str]) -> Iterator[str]:
    """Lines of at most 80 columns; what goes on goes in as far, and two more."""
    for line in told:
        indent = " " * (len(line) - len(line.lstrip()) + 2)
        yield from wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False) or [""]


def lines(asked: Question, book: Book) -> Iterator[str]:
    """The question, its answers with what they mean, what to listen for, and whom it is for."""
    yield from folded(_lines(asked, book))


def _lines(asked: Question, book: Book) -> Iterator[str]:
    fact = asked.fact
    yield fact.ask
    meanings = dict(means(fact))
    for number, value in enumerate(asked.choices, 1):
        yield "  " + words.choice(number, value, meanings.get(value, ""))
    if isinstance(fact.type, types.Records):
        yield f"  {words.rows([*fact.type.fields])}"
    elif not asked.choices:
        yield f"  {kind_of_answer(fact.type)}{in_unit(fact.unit)}"
    if asked.sightings:
        yield f"  {words.LISTEN}"
        for place, heard in enumerate(asked.sightings):
            yield f"    {words.heard(lettered(place), sighting(heard), _to_say(heard))}"
    if fact.whom:
        yield f"  {words.asked_of([book.vocabulary.informants.get(one, one) for one in fact.whom])}"


def _to_say(fact: Fact) -> str:
    """What has to be said of a sighting that can be several things."""
    match fact.type:
        case types.Boolean():
            return ""
        case types.Enumeration(values) | types.SetOf(values):
            others = [one for one in values if one != fact.assume]
            return ", ".join(others) if len(others) > 1 else ""
        case _:
            return kind_of_answer(fact.type)


def noted(asked: Question, answer: Answer) -> Iterator[str]:
    """That an answer is in the file, as it was understood."""
    value = _value(answer, asked.fact) if answer.is_given else ""
    beside = [f"{fact.name} = {_value(told, fact)}" for fact, told in answer.heard]
    yield from folded([words.stored(asked.fact.name, value, beside)])


def _value(answer: Answer, fact: Fact) -> str:
    if answer.status is not None or not isinstance(fact.type, types.Records):
        return answer.status or spelled(answer.value, None)
    return words.records(len(answer.value))


def refused(invalid: Invalid) -> Iterator[str]:
    """Why an answer was not written."""
    yield f"{words.ANSWER_BEFORE}:"
    for finding in invalid.findings:
        where = f"{finding.where}: " if finding.where else ""
        help_ = [f"  help: {finding.help}"] if finding.help else []
        yield from folded([f"{where}{finding.message}", *help_])


def findings(invalid: Invalid) -> Iterator[str]:
    """What is wrong, line by line."""
    for finding in invalid.findings:
        yield from as_text(finding).splitlines()
