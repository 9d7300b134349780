"""`ask`: an interview in the terminal that fills a fact file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

import click

from ..diagnostics.printable import printable
from ..diagnostics.suggestion import did_you_mean
from ..language.types import Records
from . import suggestions
from .options import of_a_workspace
from .shared import book_and_flow, check_gate, known_informant, refusing, seen_alike
from .world import ends_waiting

if TYPE_CHECKING:
    from ..interview.leaves import Pages
    from ..interview.session import Session
    from ..rulebook.model import Book, Fact

EXAMPLES = """
\b
Examples:
  backchannel ask
  backchannel ask program.json
  backchannel ask program.json --about smooth_visa
  backchannel ask program.json --informant "PGY-2" --role img_resident \\
    --talk is_img=true --talk private=true
"""
NO_TEXT = ("Cc", "Cs")
"""Unicode's kinds of marks that steer, and of bytes that are no UTF-8."""
NEW = Path("program.json")
"""The file of a talk that names none."""


@click.command(epilog=EXAMPLES)
@click.argument(
    "facts",
    type=click.Path(dir_okay=False, path_type=Path),
    required=False,
    metavar="[FACTS.json]",
)
@click.option(
    "--about", help="Only what this gate asks.", shell_complete=suggestions.gates, metavar="GATE"
)
@click.option("--informant", metavar="NAME", help="Whose answers these are; goes with --role.")
@click.option(
    "--role",
    metavar="ROLE",
    help="What kind of person the informant is, such as img_resident; only what they can tell is"
    " asked.",
    shell_complete=suggestions.informants,
)
@click.option(
    "--talk",
    "beside",
    multiple=True,
    metavar="FIELD=VALUE",
    help="What else the record of this talk is to say; may be repeated.",
)
@of_a_workspace
def ask(
    facts: Path | None,
    about: str | None,
    informant: str | None,
    role: str | None,
    beside: tuple[str, ...],
    rules: Path | None,
    flows: Path | None,
    flow: str | None,
) -> None:
    """Ask one question after another, as long as the answer can change the verdict.

    Each answer is in the file before the next question, and the same command
    goes on from there. Without a file it starts program.json. With --informant
    the answers are kept as what that person said. Lines can also be piped in,
    one answer a line. Exit status: 0 ended or stopped, 1 the file or the rulebook
    is invalid, 2 wrong usage.
    """
    _check_usage(facts, about, informant, role, beside)
    from ..interview.notebook import Notebook
    from ..interview.session import Session
    from ..present import phrases_asking as words

    with refusing():
        book, of = book_and_flow(rules, flows, flow)
        check_gate(about, [*of.gates()], book)
        pages = _pages(book, informant, role, beside)
        path, is_new = facts or NEW, facts is None or not facts.exists()
        notebook = Notebook.new(path) if is_new else Notebook.open(path)
        session = Session(book, of, notebook, date.today(), about, pages)
        click.echo((words.started if is_new else words.resumed)(str(path)))
        talk(session)
    if session.failed:
        raise SystemExit(1)
    if session.asking is None:
        click.echo(words.evaluate(seen_alike(path)))


def _check_usage(
    facts: Path | None,
    about: str | None,
    informant: str | None,
    role: str | None,
    beside: Sequence[str],
) -> None:
    for given in filter(None, (about, informant, role, *beside)):
        if any(category(mark) in NO_TEXT for mark in given):
            raise click.UsageError(f"`{printable(given)}` has marks in it that are no text")
    if facts == Path("-"):
        raise click.UsageError("answers are kept in a file, which standard input is not")
    if informant is None and role is not None:
        raise click.UsageError('--role goes with --informant NAME; any will do, such as "PGY-2"')
    if beside and informant is None:
        raise click.UsageError("--talk goes with --informant")


def _pages(book: Book, informant: str | None, role: str | None, beside: Sequence[str]) -> Pages:
    """Where answers go; raises Invalid where the vocabulary knows no such role or no talks."""
    from ..case.testimony.read import as_called
    from ..interview.informant import Informant, talks_of
    from ..interview.leaves import Pages
    from ..language.calendar import day_of
    from ..rulebook.kinds.spelling import ON

    if informant is None:
        return Pages()
    if role is None:
        raise click.UsageError(_which_role(book))
    name = as_called(informant)
    if not name:
        raise click.UsageError("--informant needs a name; any that tells them apart will do")
    listed = talks_of(book)
    if listed is None:
        raise click.UsageError("this rulebook has no list of talks, with fields who and role")
    record = dict(_beside(listed, beside))
    day = day_of(record.pop(ON, "")) or date.today()
    asking, kind = book.vocabulary.asking, known_informant(book, role)
    return Informant(name, kind, listed, day, record, asking.without_talk, asking.after_talk)


def _which_role(book: Book) -> str:
    """What `--role` is for, and the kinds of people that can be talked with."""
    kinds = book.vocabulary.informants.items()
    talked = [one for one in kinds if one[0] not in book.vocabulary.asking.without_talk]
    width = max((len(key) for key, _ in talked), default=0)
    listed = "\n".join(f"  --role {key:{width}} {words}" for key, words in talked)
    return f"--informant needs --role, what kind of person it is:\n{listed}"


def _beside(listed: Fact, beside: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Fields of the record of a talk with their values as JSON; raises where one does not fit."""
    from ..case.values import Reader
    from ..interview.answers import raw_value
    from ..interview.informant import kept_by_itself

    assert isinstance(listed.type, Records)
    fields = listed.type.fields
    for one in beside:
        name, given, value = one.partition("=")
        if not given or name not in fields or kept_by_itself(name):
            known = [field for field in fields if not kept_by_itself(field)]
            help_ = did_you_mean(name, known) or "fields: " + ", ".join(known)
            raise click.UsageError(f"--talk needs a field and its value; {help_}")
        reader, raw = Reader(), raw_value(value, fields[name])
        if reader.value(raw, fields[name], ()) is None:
            raise click.UsageError(f"--talk {name}: {reader.mistakes[0].message}")
        yield name, raw


def talk(session: Session) -> None:
    """Print what a session says and give it what is typed, until it is over."""
    from ..present import phrases_asking as words

    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # bytes that are no text become a mark for that
    _say(session.opening())
    while not session.over or _reopened(session):
        line = _line(words.PROMPT)
        if line is None:
            click.echo(f"\n{words.INPUT_ENDED}")
            return
        if not sys.stdin.isatty():
            click.echo(printable(line))
        _say(session.take(line))


def _reopened(session: Session) -> bool:
    """Whether the answer that ended the talk was a slip; only a person at a terminal is asked."""
    from ..present import phrases_asking as words

    if not session.ended_by_answer or not sys.stdin.isatty():
        return False
    line = _line(words.BACK_OR_END)
    if line is None or line.strip().lower() != "back":
        return False
    _say(session.reopen())
    return not session.over


def _line(prompt: str) -> str | None:
    """What is typed next; None where nothing more comes."""
    if sys.stdin is None:  # closed before the program began
        click.echo(prompt, nl=False)
        return None
    ends_waiting()
    try:
        return input(prompt)
    except EOFError:
        return None


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(printable(line))
