"""Commands that prove: diff, whatif, sensitivity."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..diagnostics.findings import Finding, Invalid
from ..rulebook.choice import chosen_flow
from .shared import refusing, show, working

if TYPE_CHECKING:
    from ..case.case import Case
    from ..diagnostics.source import Source
    from ..prove.diff.pair import Pair
    from ..rulebook.model import Book, Flow

FORM = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
FLOW = click.option("--flow", help="Which flow to use; default: the main one.")
FILE = click.Path(exists=True, allow_dash=True, readable=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
RULES = click.option(
    "--rules", type=FOLDER, help="Folder with the rules; default: ./rules, else the shipped."
)
FLOWS = click.option(
    "--flows", type=FOLDER, help="Folder with the flows; default: ./flows, else the shipped."
)
DIFFERS, TROUBLE = 1, 2
PROGRAMS, CASES = "--programs", "--cases"
"""One option under two names, so that it can be told as the workspace calls its cases."""


@click.command(
    epilog="\b\nExamples:\n  backchannel diff HEAD .\n"
    "  backchannel diff old-rules new-rules --programs examples/*.json --format json"
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.argument("more", nargs=-1, type=FILE, metavar="[FACTS.json]...")
@click.option(
    PROGRAMS,
    CASES,
    "programs",
    multiple=True,
    type=FILE,
    help="Fact files, or folders of them: also tell which move.",
)
@FLOW
@FORM
def diff(
    old: str,
    new: str,
    more: Sequence[Path],
    programs: Sequence[Path],
    flow: str | None,
    form: str,
) -> None:
    """Say which verdicts an edit can change: OLD and NEW are folders or git revisions.

    Each change comes with the gate and rule where the paths part, a region in
    which all programs are that change, and one of them as an example. Told of
    programs without open facts; --programs looks at real ones. Exit status:
    0 the same, 1 different, 2 trouble.
    """
    from ..present import phrases_work as work
    from ..prove.diff.diff import changes, moves

    try:
        pair = _pair(old, new, flow)
        cases = _both(pair, [*_unfolded([*programs, *more])])
    except Invalid as invalid:
        show(invalid.findings, form, err=form != "json")
        raise SystemExit(TROUBLE) from None
    for note in pair.notes:
        click.echo(f"notice: {note.text}", err=True)
    with working(work.COMPARING):
        found, moved = list(changes(pair)), list(moves(pair, cases))
    _print_diff(found, moved, len(cases), pair, form)
    raise SystemExit(DIFFERS if found or moved or pair.hidden else 0)


def _print_diff(
    found: Sequence[Any], moved: Sequence[Any], among: int, pair: Pair, form: str
) -> None:
    from ..present import page
    from ..prove import text

    if form == "json":
        _print_json({"changes": [one.to_dict() for one in found],
                     "programs": [one.to_dict() for one in moved]})  # fmt: skip
        return
    option = PROGRAMS if pair.noun.many == PROGRAMS.removeprefix("--") else CASES
    page.write(text.diff(found, moved, among, pair.hidden, pair.noun, option), page.console())


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def _pair(old: str, new: str, flow: str | None) -> Pair:
    from ..prove.diff.pair import pair
    from ..prove.diff.revisions import load

    before, after = (load(name, Path()) for name in (old, new))
    names = [chosen_flow(book, flow, side) for side, book in ((old, before), (new, after))]
    if names[0] != names[1]:
        message = f"OLD goes through flow `{names[0]}`, NEW through `{names[1]}`"
        raise Invalid([Finding("unknown-flow", message, new, help="name one with --flow")])
    return pair(before, after, names[0])


def _unfolded(paths: Sequence[Path]) -> Iterator[Path]:
    """Fact files; of a folder, those in it."""
    for path in paths:
        found = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not found:
            raise Invalid([Finding("no-files", "this folder holds no .json file", str(path))])
        yield from found


def _both(pair: Pair, paths: Sequence[Path]) -> dict[str, tuple[Case | None, Case | None]]:
    """Each program as either side reads it; None where it refuses the facts."""
    from ..decide.many import source

    found: dict[str, tuple[Case | None, Case | None]] = {}
    for path in paths:
        text = source(path)
        sides = [_read_or_not(text, space.book) for space in (pair.old, pair.new)]
        if all(isinstance(side, Invalid) for side in sides):
            raise next(side for side in sides if isinstance(side, Invalid))
        old, new = (None if isinstance(side, Invalid) else side for side in sides)
        found[_unique(_name(path, old or new), found)] = (old, new)
    return found


def _unique(name: str, taken: dict[str, Any]) -> str:
    number = 2
    while name in taken:
        name, number = f"{name.removesuffix(f' ({number - 1})')} ({number})", number + 1
    return name


def _read_or_not(text: Source, book: Book) -> Case | Invalid:
    from ..case.intake import read_file

    try:
        return read_file(text, book)
    except Invalid as invalid:
        return invalid


def _read(path: Path, book: Book) -> Case:
    from ..case.intake import read_file
    from ..decide.many import source

    return read_file(source(path), book)


def _name(path: Path, case: Case | None) -> str:
    subject = case.book.vocabulary.subject if case is not None else None
    found = case.value(subject) if case is not None and subject is not None else None
    return str(found) if found is not None else path.stem


@click.command(
    epilog="\b\nExamples:\n  backchannel whatif program.json\n"
    "  backchannel whatif program.json --to high --most 10"
)
@click.argument("facts", type=FILE, metavar="FACTS.json|-")
@click.option("--to", help="Only changes that lead to this verdict.")
@click.option("--any", "every", is_flag=True, help="Let facts change that are marked fixed.")
@click.option("--most", type=click.IntRange(1, 100), default=5, show_default=True,
              help="At most so many alternatives of each kind.")  # fmt: skip
@RULES
@FLOWS
@FLOW
@FORM
def whatif(
    facts: Path, to: str | None, every: bool, most: int, rules: Path | None, flows: Path | None,
    flow: str | None, form: str,
) -> None:  # fmt: skip
    """Say which smallest changes would turn a verdict, and what forces it as it is.

    What is unknown and would only have to be learnt is kept apart from what is
    known and would have to be otherwise. Looks for five seconds at most; then
    it tells some way, and that it is not proved to be the smallest. Exit status:
    0 answered, 1 the input is invalid, 2 wrong usage.
    """
    from ..present import page
    from ..present import phrases_work as work
    from ..prove import text
    from ..prove.whatif.whatif import checked_target, what_if

    with refusing(form):
        book, of = _book(rules, flows, flow)
        checked_target(of, to, book)
        case = _read(facts, book)
        verdict = _verdict(book, of, case, facts)
        with working(work.LOOKING):
            found = what_if(book, of, case, verdict, to, every, most)
    if form == "json":
        for one in found.undecided:
            click.echo(f"notice: not decided in time: {one}", err=True)
        _print_json(found.to_dict())
        return
    page.write(text.whatif(_name(facts, case), found, book), page.console())


def _book(rules: Path | None, flows: Path | None, flow: str | None) -> tuple[Book, Flow]:
    from dataclasses import replace

    from ..rulebook.load import find_workspace, load

    found = find_workspace()
    if rules is not None or flows is not None:
        found = replace(found, rules=rules or found.rules, flows=flows or found.flows,
                        shipped=False)  # fmt: skip
    book = load(found)
    return book, book.flows[chosen_flow(book, flow, str(found.flows))]


def _verdict(book: Book, flow: Flow, case: Case, path: Path) -> str:
    """Today's verdict; raises Invalid where the facts contradict each other."""
    from ..decide.evaluate import Evaluator
    from ..prove.space.replay import plain

    return Evaluator(book, flow.name, plain).decide(case, str(path)).verdict


@click.command(epilog="\b\nExamples:\n  backchannel sensitivity programs/*.json")
@click.argument("programs", nargs=-1, required=True, type=FILE, metavar="FACTS.json...|-")
@RULES
@FLOWS
@FLOW
@FORM
def sensitivity(
    programs: Sequence[Path], rules: Path | None, flows: Path | None, flow: str | None, form: str
) -> None:
    """Say for each threshold which programs' verdicts hinge on it, and where they turn.

    A program hinges on a threshold when moving that by one step gives another
    verdict: 1 beside whole numbers, 0.05 beside shares. Exit status: 0 answered,
    1 the input is invalid, 2 wrong usage.
    """
    from ..present import page
    from ..present import phrases_work as work
    from ..prove import text
    from ..prove.thresholds.sensitivity import sensitivity as find

    with refusing(form):
        book, of = _book(rules, flows, flow)
        cases: dict[str, Case] = {}
        for path in _unfolded(programs):
            case = _read(path, book)
            _verdict(book, of, case, path)
            cases[_unique(_name(path, case), cases)] = case
        with working(work.MOVING):
            found = find(book, of, cases)
    if form == "json":
        _print_json({"thresholds": [hinge.to_dict() for hinge in found]})
        return
    page.write(text.sensitivity(found, book), page.console())
