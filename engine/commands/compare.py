"""`compare`: a few programs side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics.printable import printable
from ..diagnostics.suggestion import did_you_mean, near
from . import many, shared
from .options import AS_OF, REDACT, STRICT, TARGET, of_a_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..decide.compared import Comparison
    from ..facade import Rulebook
    from ..tables.decided import Reading
    from ..tables.program import Program, Reject

EXAMPLES = """
\b
Examples:
  backchannel compare one.json two.json three.json
  backchannel compare one.json two.json -o both.html
  backchannel compare programs --only "Bayview Hospital" --only mercy
  backchannel compare programs.csv --map map.yaml --only 3 --only 17
"""
FEWEST, MOST = 2, 6
FEW = 5
"""So many names are told of where one is wrong."""


def _text(found: Comparison) -> str:
    from ..present import compared_text, page

    return page.plain(compared_text.render(found))


def _markdown(found: Comparison) -> str:
    from ..present import compared_markdown

    return compared_markdown.render(found)


def _html(found: Comparison) -> str:
    from ..draw.report import compared

    return compared.render(found)


FORMS: Mapping[str, Callable[[Comparison], str]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
}
"""What `--format` can be; the first is what is printed without it."""
ENDINGS = {"txt": "text", "md": "markdown", "html": "html", "htm": "html"}


@click.command(epilog=EXAMPLES)
@many.PROGRAMS
@many.MAPPING
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="One of many, by its name or its key (for a file, its name without .json); repeat it.",
)
@click.option(
    "--format", "form", type=click.Choice([*FORMS]), help="Default: as OUT ends, else text."
)
@click.option(
    "-o", "--output", "out", type=TARGET, metavar="OUT", help="A file, instead of printing."
)
@of_a_workspace
@AS_OF
@STRICT
@REDACT
def compare(
    paths: tuple[Path, ...],
    mapping: Path | None,
    only: tuple[str, ...],
    form: str | None,
    out: Path | None,
    rules: Path | None,
    flows: Path | None,
    flow: str | None,
    as_of: date | None,
    strict: bool,
    redact: bool,
) -> None:
    """Put two to six programs side by side.

    Gate by gate, how each came out and why; then the facts on which they
    differ, and what is known of some and not of others. Exit status: 0 they are
    compared, 1 one of them or the rulebook is invalid or OUT cannot be written,
    2 wrong usage.
    """
    chosen = many.form(form, out, FORMS, ENDINGS)
    many.apart([out], (*paths, mapping))
    with shared.refusing():
        from ..diagnostics.writing import write
        from ..tables.decided import Reading

        rulebook = shared.rulebook_of(rules, flows, flow)
        reading = Reading(rulebook.book, as_of, strict, redact)
        found = _compared(rulebook, paths, mapping, only, reading)
        if out is not None:
            write(out, FORMS[chosen](found).encode())
        elif chosen == "text":
            _show(found)
        else:
            click.echo(FORMS[chosen](found), nl=False)


def _show(found: Comparison) -> None:
    from ..present import compared_text, page

    page.write(compared_text.render(found), page.console())


def _compared(
    rulebook: Rulebook,
    paths: tuple[Path, ...],
    mapping: Path | None,
    only: tuple[str, ...],
    reading: Reading,
) -> Comparison:
    """Those that are asked for; raises Invalid with everything that is wrong with them."""
    from ..decide.compared import Column, compared
    from ..diagnostics.invalid import Invalid

    gathered = many.gathered(paths, rulebook.book, mapping)
    wanted = _chosen(gathered, only, reading) if only else gathered
    if not FEWEST <= len(wanted) <= MOST:
        told = f"{len(wanted)} to compare; name {FEWEST} to {MOST}"
        raise click.UsageError(f"{told}{', with --only' if len(wanted) > MOST else ''}")
    made, rejects = many.evaluated(rulebook, wanted, reading)
    if rejects:
        raise Invalid([finding for one in rejects for finding in one.findings])
    columns = [Column(one.entry.name, one.case, one.decision, one.entry.known) for one in made]
    return compared(columns, rulebook.book, rulebook.flow)


def _chosen(
    gathered: Sequence[Program | Reject], only: tuple[str, ...], reading: Reading
) -> list[Program | Reject]:
    """The programs of these keys or names, in the order in which they are asked for."""
    from ..tables.decided import named

    found: list[Program | Reject] = []
    names = [(one, named(one, reading)) for one in gathered]
    for name in dict.fromkeys(only):
        fitting = [one for one, called in names if name in called]
        if not fitting:
            known = [printable(one) for _, called in names for one in called]
            raise click.UsageError(f"no program {printable(name)!r}; {_meant(name, known)}")
        found += [one for one in fitting if one not in found]
    return found


def _meant(name: str, known: Sequence[str]) -> str:
    """Which of the known was meant: one that is near, or has such words in it; else the first."""
    close = did_you_mean(name, known)
    if close is not None:
        return close
    parts = [one for one in dict.fromkeys(known) if _within(name, one)]
    told = ", ".join(f"`{one}`" for one in (parts or [*dict.fromkeys(known)])[:FEW])
    return f"did you mean {told}?" if parts else f"there are {told}"


def _within(name: str, known: str) -> bool:
    """Whether a name begins with this one, or each word of it is near one of that name."""
    words = known.casefold().split()
    each = name.casefold().split()
    near_all = bool(each) and all(near(word, words) for word in each)
    return near_all or known.casefold().startswith(name.casefold())
