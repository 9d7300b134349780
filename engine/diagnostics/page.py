"""The page that explains every code: `python -m engine.diagnostics.page` writes it out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from inspect import cleandoc
from textwrap import fill

from .code import Code
from .registry import PARTS, Part

WIDTH = 111
IN_BACKTICKS = re.compile(r"`[^`]+`")
KEPT = "\N{NO-BREAK SPACE}"
INTRODUCTION = (
    """
    Everything that backchannel can say about a file, by its code: what it means, why it matters,
    what it looks like when it is wrong and when it is right. An *error* keeps a rulebook or a fact
    file from being used, and all errors are told at once; a *warning* is about a rulebook that
    works but may not say what you mean.
    """,
    """
    `backchannel check` prints findings as text, as JSON (`--format json`) or as annotations for
    GitHub (`--format github`). Look a code up by searching this page for it.
    """,
)


def page() -> str:
    """The whole page as Markdown."""
    blocks = ["# Findings", *map(paragraph, INTRODUCTION)]
    for part in PARTS:
        blocks += part_of_page(part)
    return "\n\n".join(blocks) + "\n"


def part_of_page(part: Part) -> Iterator[str]:
    """The blocks of one part: its heading, what is said first, and a section for each code."""
    yield f"## {part.title}"
    if part.introduction:
        yield paragraph(part.introduction)
    for code in part.codes:
        yield section(code)
        if code.more:
            yield paragraph(code.more)


def section(code: Code) -> str:
    """What a code means, and an example of the wrong way and the right one."""
    wrong, right = cleandoc(code.wrong), cleandoc(code.right)
    example = f"```{code.language}\n# wrong\n{wrong}\n# right\n{right}\n```"
    return f"### {code.id}\n{paragraph(code.explanation)}\n{example}"


def paragraph(text: str) -> str:
    """A text in lines of one width; what stands in backticks stays on one line."""
    words = IN_BACKTICKS.sub(lambda code: code[0].replace(" ", KEPT), " ".join(text.split()))
    lines = fill(words, WIDTH, break_long_words=False, break_on_hyphens=False)
    return lines.replace(KEPT, " ")


if __name__ == "__main__":
    sys.stdout.write(page())
