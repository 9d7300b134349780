"""docs/cli.md, the help of every command: `make docs` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator

import click
from click.testing import CliRunner

from engine.commands.main import main
from tests.domain.program import ROOT

PAGE = ROOT / "docs" / "cli.md"
HEAD = """\
# The command line

What `--help` prints for each command. `make docs` writes this page, and a test holds it current.
"""


def commands(group: click.Group = main, *before: str) -> Iterator[tuple[str, ...]]:
    """The words that call each command, groups before what they hold; () is the program."""
    yield before
    with click.Context(group) as context:
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            if isinstance(found, click.Group):
                yield from commands(found, *before, name)
            else:
                yield (*before, name)


def section(words: tuple[str, ...]) -> str:
    """The help of one command as a person sees it on 80 columns."""
    runner = CliRunner(env={"COLUMNS": "80"})
    told = runner.invoke(main, [*words, "--help"], prog_name="backchannel", catch_exceptions=False)
    return f"\n## {' '.join(('backchannel', *words))}\n\n```text\n{told.stdout.rstrip()}\n```\n"


def page() -> str:
    """The whole page."""
    return HEAD + "".join(section(words) for words in commands())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(PAGE.relative_to(ROOT))
