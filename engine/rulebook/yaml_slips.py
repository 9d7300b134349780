"""What is said of a text that is no YAML: the parsers' words, in ours, and what helps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError

from ..diagnostics.codes.files import YAML_SYNTAX
from ..diagnostics.findings import Finding
from ..diagnostics.source import Source

NO_CHARACTER = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")


def control_character(source: Source, offset: int) -> Finding:
    """A character that no YAML may hold."""
    message = f"a control character (U+{ord(source.text[offset]):04X}) stands here"
    return source.finding(YAML_SYNTAX, message, offset, offset + 1, "delete it")


def no_character(source: Source) -> Finding:
    """An escape whose number stands for nothing."""
    found = NO_CHARACTER.search(source.text)
    start, end = found.span() if found else (0, 1)
    message = f"`{source.text[start:end]}` is no character"
    return source.finding(YAML_SYNTAX, message, start, end)


IN_BRACES = "inside braces and brackets a text that holds `[`, `{` or `,` has to be in quotes"


def no_yaml(source: Source, error: MarkedYAMLError) -> Finding:
    """What either parser has stumbled over, in our words."""
    problem, there = str(error.problem or error.context), error.problem_mark
    began = error.context_mark
    if "expected ',' or" in problem and there and began and there.line == began.line:
        opened = source.text[there.index : there.index + 1]
        if opened in ("[", "{"):
            message = f"a `{opened}` does not fit here"
            return source.finding(YAML_SYNTAX, message, there.index, there.index + 1, IN_BRACES)
    told = (one for one in YAML_ERRORS if one.sign in problem)
    known = next(told, _YamlError(problem, f"this is no YAML: {problem.lower()}"))
    marks = (error.context_mark, error.problem_mark)
    mark = next(one for one in (marks if known.opening else marks[::-1]) if one is not None)
    message = known.message.replace("{mark}", source.text[mark.index : mark.index + 1])
    return source.finding(YAML_SYNTAX, message, mark.index, mark.index + 1, known.help)


@dataclass(frozen=True, slots=True)
class _YamlError:
    """What the parser says and what we say; `opening` tells where it began, not where it ended."""

    sign: str
    message: str
    help: str | None = None
    opening: bool = False


YAML_ERRORS = (
    _YamlError("'\\t'", "a tab stands here", "indent with spaces, not with tabs"),
    _YamlError("a tab character", "a tab stands here", "indent with spaces, not with tabs"),
    _YamlError("cannot start any token", "a text cannot begin with `{mark}`", "put it in quotes"),
    _YamlError(
        "mapping values are not allowed",
        "a `:` does not fit here",
        "put a text that holds `: ` in quotes, and check the indentation",
    ),
    _YamlError(
        "expected <block end>",
        "this does not fit what stands before it",
        "put a text that begins with `{`, `[` or a quote in quotes; check the indentation",
    ),
    *(
        _YamlError(
            sign,  # of the faster parser
            "this does not fit what stands before it",
            "put a text that begins with `{`, `[` or a quote in quotes; check the indentation",
        )
        for sign in ("did not find expected key", "did not find expected '-'")
    ),
    _YamlError(
        "could not find expected ':'",
        "a `:` with a space behind it is missing here",
        "write `key: value`",
        opening=True,
    ),
    _YamlError(
        "expected ',' or",
        "this bracket is not closed rightly",
        "a `,` or a closing bracket is missing",
        opening=True,
    ),
    _YamlError(
        "unexpected end of stream",
        "this quote is not closed",
        "put the same quote at the end of the text",
        opening=True,
    ),
    _YamlError(
        "unknown escape character",
        "a `\\` with this letter means nothing inside double quotes",
        "use single quotes",
    ),
)
