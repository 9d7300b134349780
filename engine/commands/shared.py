"""What the commands share: options, printing findings, ending with the right status."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..diagnostics.findings import Finding, Invalid, in_order, render
from ..rulebook.load import Workspace, find_workspace

DIRECTORY = click.Path(file_okay=False, path_type=Path)


@contextmanager
def refusing(form: str = "text") -> Iterator[None]:
    """Turn invalid input into its findings and exit status 1."""
    try:
        yield
    except Invalid as invalid:
        show(invalid.findings, form, err=form != "json")
        raise SystemExit(1) from None


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
        listed = [finding.to_dict() for finding in found]
        click.echo(json.dumps({"findings": listed}, indent=2, ensure_ascii=False))
        return
    for finding in found:
        click.echo(annotation(finding) if form == "github" else render(finding), err=err)


def annotation(finding: Finding) -> str:
    """One finding as a workflow command."""
    place = f"file={_property(finding.file)},line={finding.line or 1},col={finding.column or 1}"
    told = finding.message + (f"\nhelp: {finding.help}" if finding.help else "")
    return f"::{finding.severity} {place},title={finding.code}::{_escaped(told)}"


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


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
    if folder is not None and not folder.is_dir():
        raise click.BadParameter(f"there is no folder {str(folder)!r}")
    return find_workspace(folder)
