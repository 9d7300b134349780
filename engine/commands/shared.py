"""What several commands do: find the rulebook, decide, draw, print findings, end with a status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..diagnostics.codes.scenarios import UNKNOWN_GATE
from ..diagnostics.codes.vocabulary import UNKNOWN_INFORMANT
from ..diagnostics.findings import Finding, in_order
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.printable import for_shell, json_text
from ..diagnostics.rendering import as_annotation, as_json, as_text
from ..diagnostics.suggestion import did_you_mean

if TYPE_CHECKING:
    from ..decide.decision import Decision
    from ..diagnostics.source import Source
    from ..facade import Rulebook
    from ..rulebook.model import Book, Flow
    from ..rulebook.workspace import Workspace


@contextmanager
def refusing(form: str = "text") -> Iterator[None]:
    """Turn invalid input into its findings and exit status 1."""
    try:
        yield
    except Invalid as invalid:
        show(invalid.findings, form, err=form != "json")
        raise SystemExit(1) from None


SEEN_ALIKE = ("rules", "flows", "flow", "as_of", "strict", "redact")
"""What another command has to be given to see a file as this one did."""


def seen_alike(path: Path) -> str:
    """A file with those options of the running command, as words of a shell."""
    context = click.get_current_context()
    words = [for_shell(str(path))]
    for option in context.command.params:
        value = context.params.get(option.name or "")
        if option.name in SEEN_ALIKE and value:
            words += [option.opts[0], *([] if value is True else [for_shell(str(value))])]
    return " ".join(words)


def known_informant(book: Book, role: str) -> str:
    """A kind of people that the vocabulary knows; raises Invalid otherwise."""
    known = book.vocabulary.informants
    if role in known:
        return role
    every = "kinds of people: " + ", ".join(known)
    help_ = "; ".join(filter(None, (did_you_mean(role, known), every)))
    message = f"unknown informant `{role}`"
    raise Invalid([Finding(UNKNOWN_INFORMANT, message, Place(book.origin), help_)])


def check_gate(about: str | None, gates: Sequence[str], book: Book) -> None:
    """Nothing where a gate is among these, or none is named; raises Invalid otherwise."""
    if about is not None and about not in gates:
        help_ = did_you_mean(about, gates) or "gates: " + ", ".join(gates)
        raise Invalid([Finding(UNKNOWN_GATE, f"no gate `{about}`", Place(book.origin), help_)])


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say on a terminal's standard error that something takes its time."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} .."):
        yield


def show(findings: Iterable[Finding], form: str, err: bool = False) -> None:
    """Print findings as text, as JSON or as annotations for GitHub."""
    found = in_order(findings)
    if form == "json":
        print_json(as_json(found))
        return
    for finding in found:
        click.echo(as_annotation(finding) if form == "github" else as_text(finding), err=err)


MOST_ALIKE = 5
"""So many notices of one kind are told each for itself."""


def show_notices(notices: Iterable[Finding], at_least: int | None = None) -> None:
    """Print notices on standard error: of each kind the first, then how many more there are.

    Of a kind of which there are `at_least` so many, there may be more that nobody kept.
    """
    from ..present import phrases_tables as words

    kinds: dict[str, list[Finding]] = {}
    for one in in_order(notices):
        kinds.setdefault(one.code, []).append(one)
    show([one for found in kinds.values() for one in found[:MOST_ALIKE]], "text", err=True)
    for code, found in kinds.items():
        if more := found[MOST_ALIKE:]:
            rows = [one.line for one in more] if len({one.file for one in found}) == 1 else []
            cut = at_least is not None and len(found) >= at_least
            click.echo(words.more_alike(len(more), code, rows, cut), err=True)


def print_json(data: Any) -> None:
    """Print data to read and to parse."""
    click.echo(json_text(data))


def own_workspace(folder: Path | None) -> Workspace:
    """A workspace to write to: never the shipped one."""
    found = workspace(folder)
    if found.shipped:
        raise click.UsageError(
            "this folder has no rules/ and flows/; name a workspace, or start one with"
            " `backchannel init DIR`"
        )
    return found


def workspace(folder: Path | None) -> Workspace:
    """The workspace in a folder; without one, the current folder's or the shipped."""
    from ..rulebook.workspace import find_workspace

    if folder is not None and not folder.is_dir():
        raise click.BadParameter(f"there is no folder {str(folder)!r}")
    return find_workspace(folder)


def mixed_workspace(rules: Path | None, flows: Path | None) -> Workspace:
    """The current folder's workspace or the shipped, with other rules or flows where named."""
    from dataclasses import replace

    found = workspace(None)
    if rules is None and flows is None:
        return found
    return replace(found, rules=rules or found.rules, flows=flows or found.flows, shipped=False)


def book_of(folder: Path | None) -> Book:
    """The rulebook of the workspace in a folder; raises Invalid where it has errors."""
    return loading()(workspace(folder))


NO_CACHE = "backchannel.no_cache"
"""By this name the context of a command says that no rulebook is to be kept ready."""


def loading() -> Callable[[Workspace], Book]:
    """How rulebooks are read: kept ready, unless `--no-cache` says otherwise."""
    context = click.get_current_context(silent=True)
    if context is not None and context.meta.get(NO_CACHE):
        from ..rulebook.load import load as read_files

        return read_files
    from ..rulebook.cache import load

    return load


def book_and_flow(rules: Path | None, flows: Path | None, flow: str | None) -> tuple[Book, Flow]:
    """The rulebook and the flow that the options of a workspace name; raises Invalid."""
    from ..rulebook.choice import chosen_flow

    found = mixed_workspace(rules, flows)
    book = loading()(found)
    return book, book.flows[chosen_flow(book, flow, str(found.flows))]


def rulebook_of(rules: Path | None, flows: Path | None, flow: str | None) -> Rulebook:
    """The same, ready to evaluate cases."""
    from ..facade import Rulebook

    return Rulebook.of(mixed_workspace(rules, flows), flow, loading())


def decide(
    rulebook: Rulebook,
    paths: Sequence[Path],
    as_of: date | None = None,
    strict: bool = False,
    redact: bool = False,
) -> tuple[Decision, ...]:
    """A decision for each fact file; says so where the compiled matcher made them."""
    from ..decide.many import decide_all
    from ..decide.redacted_findings import redacted_findings, without_lines
    from ..decide.redaction import redacted

    def evaluated(text: Source) -> Decision:
        try:
            return rulebook.evaluate_text(text, as_of, strict)
        except Invalid as invalid:
            raise (redacted_findings(invalid, text) if redact else invalid) from None

    try:
        decisions = decide_all(evaluated, paths)
    except Invalid as invalid:  # of files that are no text, too
        raise (without_lines(invalid) if redact else invalid) from None
    tell_matcher(rulebook)
    return tuple(map(redacted, decisions)) if redact else decisions


def tell_matcher(rulebook: Rulebook) -> None:
    """Say on standard error where the compiled matcher decides which rules fire."""
    from ..matching.matcher import CompiledMatcher

    if rulebook.matcher == CompiledMatcher.name:
        from ..present import phrases_work as work

        click.echo(work.notice(work.PLAIN_MATCHER), err=True)


def draw(rulebook: Rulebook, decision: Decision | None, out: Path | None, form: str | None) -> None:
    """Draw a decision's path, or the flow; into a file, or else to standard output."""
    from ..diagnostics.writing import write
    from ..draw.output import Picture, form_of

    chosen = form or form_of(out or Path())
    data = Picture(rulebook.book, rulebook.flow, decision).form(chosen)
    if out is not None:
        write(out, data)
    else:
        click.echo(data, nl=False)
