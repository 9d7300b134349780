"""Options and arguments that several commands take, each written once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from . import shared, suggestions

FILE = click.Path(exists=True, allow_dash=True, readable=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FOLDER = click.Path(file_okay=False, path_type=Path)
"""A folder that may be missing: the command says so in its own words, or makes it."""
TARGET = click.Path(path_type=Path)

Command = TypeVar("Command", bound=Callable[..., object])

RULES = click.option(
    "--rules", type=FOLDER, help="Folder with the rules; default: ./rules, else the shipped."
)
FLOWS = click.option(
    "--flows", type=FOLDER, help="Folder with the flows; default: ./flows, else the shipped."
)
FLOW = click.option(
    "--flow",
    help="Which flow to use; default: the main one.",
    shell_complete=suggestions.flows,
)
ROLE = click.option(
    "--for",
    "role",
    help="Only what this kind of person can tell.",
    shell_complete=suggestions.informants,
    metavar="ROLE",
)
HERE = click.argument("folder", type=NEW_FOLDER, required=False, metavar="[DIR]")
INSIDE = click.option(
    "--in", "folder", type=NEW_FOLDER, help="The workspace; default: this folder."
)


class Day(click.DateTime):
    """A day as people write it in files."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            told = f"{value!r} is not a day of the calendar; write it as 2026-11-26"
            raise click.BadParameter(told, ctx, param) from None


def effort(steps: int, taking: str) -> Callable[[Command], Command]:
    """`--effort`: how far to search. Counted, so that a busy machine gives the same answer."""
    return click.option(
        "--effort",
        type=click.IntRange(0),
        default=steps,
        show_default=True,
        metavar="STEPS",
        help=f"Stop after so many steps of the search; {steps:,} take {taking}.",
    )


AS_OF = click.option(
    "--as-of",
    type=Day(),
    metavar="YYYY-MM-DD",
    callback=lambda _context, _option, day: day.date() if day is not None else None,
    help="The day that is today for rules, and for the age of values; default: today.",
)


STRICT = click.option(
    "--strict",
    is_flag=True,
    help="Treat what voices differ on as not known at all, rather than as one of what they said.",
)
REDACT = click.option(
    "--redact",
    is_flag=True,
    help="To pass it on: people become A, B, C; their notes, days and sources are left out.",
)


def _keep_no_cache(context: click.Context, _option: click.Parameter, given: bool) -> None:
    if given:
        context.meta[shared.NO_CACHE] = True


NO_CACHE = click.option(
    "--no-cache",
    is_flag=True,
    expose_value=False,
    callback=_keep_no_cache,
    envvar="BACKCHANNEL_NO_CACHE",
    help="Read the rulebook from its files, and keep nothing ready for the next time.",
)


def of_a_workspace(command: Command) -> Command:
    """The options that say which rulebook a command uses."""
    return RULES(FLOWS(FLOW(NO_CACHE(command))))


def printed_as(*forms: str) -> Callable[[Command], Command]:
    """`--format` with these choices, the first of them without it."""
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], show_default=True
    )
