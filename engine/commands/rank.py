"""`rank`: many programs in order, the best first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from ..diagnostics.printable import json_text, printable
from . import many, shared
from .options import AS_OF, REDACT, STRICT, TARGET, of_a_workspace

if TYPE_CHECKING:
    from ..facade import Rulebook
    from ..present.left_out import LeftOut
    from ..present.ranking import Ranking
    from ..tables.judged import Judged
    from ..tables.program import Reject

EXAMPLES = """
\b
Examples:
  backchannel rank programs
  backchannel rank programs --brief
  backchannel rank programs -o ranking.html
  backchannel rank programs.xlsx --map map.yaml -o ranking.xlsx
  backchannel rank programs --where "eligibility = open_to_you and visa.j1_sponsored"
  backchannel rank programs --where "verdict in [high, incomplete]" --format csv
  backchannel rank programs --keep program.state --keep history.img_share -o ranking.csv
  backchannel rank programs -o ranking.md --picture ranking.svg
"""
WHERE = "--where"
WIDTH = 80
MOST_PROCESSES = 64


def _text(ranking: Ranking) -> bytes:
    from ..present import page, ranking_text

    return page.plain(ranking_text.render(ranking)).encode()


def _brief(ranking: Ranking) -> bytes:
    from ..present import page, ranking_brief

    return page.plain(ranking_brief.render(ranking)).encode()


def _csv(ranking: Ranking) -> bytes:
    from ..present.ranking import table
    from ..present.spreadsheet import as_csv

    return as_csv(*table(ranking)).encode()


def _json(ranking: Ranking) -> bytes:
    from ..present.ranking import to_dict

    return f"{json_text(to_dict(ranking))}\n".encode()


def _markdown(ranking: Ranking) -> bytes:
    from ..present import ranking_markdown

    return ranking_markdown.render(ranking).encode()


def _html(ranking: Ranking) -> bytes:
    from ..draw.report import ranking as page

    return page.render(ranking).encode()


def _xlsx(ranking: Ranking) -> bytes:
    from ..present.phrases_ranking import RANKING
    from ..present.ranking import table
    from ..present.spreadsheet import as_xlsx

    return as_xlsx(RANKING, *table(ranking), to_read=True)


FORMS: Mapping[str, Callable[[Ranking], bytes]] = {
    "text": _text,
    "csv": _csv,
    "json": _json,
    "markdown": _markdown,
    "html": _html,
    "xlsx": _xlsx,
}
"""What `--format` can be; the first is what is printed without it."""
BRIEF = "brief"
"""What `--brief` makes of text."""
WRITERS = {**FORMS, BRIEF: _brief}
ENDINGS = {"txt": "text", "md": "markdown", "htm": "html"} | {
    one: one for one in FORMS if one not in ("text", "markdown")
}
"""The formats by the endings of files."""
PICTURES = ("svg", "png", "pdf", "html")


@click.command(epilog=EXAMPLES)
@many.PROGRAMS
@many.MAPPING
@click.option(
    "--format", "form", type=click.Choice([*FORMS]), help="Default: as OUT ends, else text."
)
@click.option(
    "-o", "--output", "out", type=TARGET, metavar="OUT", help="A file, instead of printing."
)
@click.option("--brief", is_flag=True, help="One line for each program, as text.")
@click.option(
    WHERE,
    "where",
    metavar="CONDITION",
    help="Only those of which this holds, in the language of the rules; beside facts it may name"
    " `verdict` and the labels, such as `eligibility`.",
)
@click.option(
    "--keep",
    multiple=True,
    metavar="FACT",
    help="Also show what is known of this fact, such as program.state; repeat it.",
)
@click.option(
    "--picture",
    type=TARGET,
    metavar="OUT",
    help=f"Draw all of them, a row each: {', '.join('.' + one for one in PICTURES)}.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, MOST_PROCESSES),
    metavar="N",
    help="On how many cores to decide; by default as many as pay. The result is the same.",
)
@of_a_workspace
@AS_OF
@STRICT
@REDACT
def rank(
    paths: tuple[Path, ...],
    mapping: Path | None,
    form: str | None,
    out: Path | None,
    brief: bool,
    where: str | None,
    keep: tuple[str, ...],
    picture: Path | None,
    processes: int | None,
    rules: Path | None,
    flows: Path | None,
    flow: str | None,
    as_of: date | None,
    strict: bool,
    redact: bool,
) -> None:
    """Put many programs in order: fact files, folders of them, and tables.

    The best verdict comes first; within it counts whether anything bars you,
    then the checks passed, your own ratings, what is known, such as a share,
    strengths less cautions, and last the questions left and how many people
    told you something. Each row says where it stands and why, what to find out
    next and with whom. What cannot be read is told on standard error, and the
    others are ranked. Exit status: 0 all are ranked, 1 a file, a row, the
    condition or the rulebook is invalid or OUT cannot be written, 2 wrong
    usage.
    """
    chosen = _form(form, out, brief)
    drawn = many.ending(picture, PICTURES) if picture is not None else ""
    many.apart((out, picture), (*paths, mapping))
    if out is not None and out == picture:
        raise click.UsageError("-o and --picture name the same file")
    with shared.refusing():
        rulebook = shared.rulebook_of(rules, flows, flow)
        keep = _keep(keep, rulebook)
        ranking, invalid = _ranking(
            rulebook, paths, mapping, where, (as_of, strict, redact), processes
        )
        ranking = replace(ranking, keep=keep)
        files = {out: WRITERS[chosen](ranking)} if out is not None else {}
        if picture is not None:
            files[picture] = _drawn(ranking, drawn)
        _deliver(ranking, chosen, files, out)
    raise SystemExit(1 if invalid else 0)


def _form(form: str | None, out: Path | None, brief: bool) -> str:
    """The format that is asked for; two that do not go together are wrong usage."""
    chosen = many.form(form, out, FORMS, ENDINGS)
    if brief and chosen != "text":
        raise click.UsageError("--brief is text; leave out --format, or write to a .txt file")
    if chosen == "xlsx" and out is None and sys.stdout.isatty():
        raise click.UsageError("xlsx is no text for a terminal; write it to a file with -o OUT")
    return BRIEF if brief else chosen


def _keep(asked: tuple[str, ...], rulebook: Rulebook) -> tuple[str, ...]:
    """The facts to show, each once; one that there is not, or that is a list, is wrong usage."""
    from ..diagnostics.suggestion import did_you_mean
    from ..present.kept import is_plain

    facts = rulebook.book.vocabulary.facts
    for name in asked:
        told = f"--keep: no fact `{printable(name)}`"
        if name not in facts:
            raise click.UsageError("; ".join(filter(None, (told, did_you_mean(name, facts)))))
        if not is_plain(facts[name]):
            raise click.UsageError(f"--keep: `{name}` is a list, which has no single value")
    return tuple(dict.fromkeys(asked))


def _ranking(
    rulebook: Rulebook,
    paths: tuple[Path, ...],
    mapping: Path | None,
    where: str | None,
    reading: tuple[date | None, bool, bool],
    processes: int | None,
) -> tuple[Ranking, int]:
    """All that fit, ranked, and how many are invalid; these are told on standard error."""
    from ..decide.filtering import condition
    from ..decide.ranking import ranked
    from ..present.ranking import Ranking
    from ..tables.decided import Reading
    from ..tables.judged import Judged, Judging

    book, flow = rulebook.book, rulebook.flow
    wanted = condition(where, book, flow, WHERE) if where is not None else None
    programs = many.gathered(paths, book, mapping)
    judging = Judging(rulebook.decide, Reading(book, *reading), wanted)
    found = many.judged(rulebook, programs, judging, processes)
    rejects = [one for one in found if not isinstance(one, Judged)]
    many.tell(rejects)
    made = [one for one in found if isinstance(one, Judged)]
    fitting = ranked((one.entry for one in made if one.truth), book, flow)
    return Ranking(book, flow, fitting, where, _left_out(made, rejects, reading[2])), len(rejects)


def _left_out(made: list[Judged], rejects: list[Reject], redact: bool) -> LeftOut:
    """What is not ranked. What is wrong with a file may quote it: redacted, it is its code only."""
    from ..present.left_out import LeftOut, Perhaps, Rejected

    perhaps = tuple(Perhaps(one.entry, one.unknown) for one in made if one.truth is None)
    first = ((one.key, one.findings[0]) for one in rejects)
    rejected = tuple(
        Rejected(key, replace(one, message=one.code) if redact else one) for key, one in first
    )
    return LeftOut(sum(one.truth is False for one in made), perhaps, rejected)


def _drawn(ranking: Ranking, form: str) -> bytes:
    from ..draw.overview import drawn

    return drawn(ranking, form)


def _deliver(ranking: Ranking, form: str, files: Mapping[Path, bytes], out: Path | None) -> None:
    """Write the files, all or none; print the ranking, or how many are in the file."""
    from ..diagnostics.writing import write_all
    from ..present import page, ranking_brief, ranking_text
    from ..present.ranking import may_fit, notes

    write_all(files)
    perhaps = may_fit(ranking) if form != "json" else ""
    if perhaps:
        click.echo(fill(perhaps, WIDTH, break_long_words=False, break_on_hyphens=False), err=True)
    if out is not None:
        for line in notes(ranking):
            click.echo(line)
    elif form in ("text", BRIEF):
        lines = ranking_brief if form == BRIEF else ranking_text
        page.write(lines.render(ranking), page.console())
    else:
        click.echo(FORMS[form](ranking), nl=False)
