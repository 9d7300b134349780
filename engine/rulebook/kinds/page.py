"""The page that lists every file and key: `python -m engine.rulebook.kinds.page` writes it out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import assert_never

from .cases import LEAF
from .files import FILES
from .keys import (
    AnyValue,
    ChoiceValue,
    EitherValue,
    ExpressionValue,
    FileKind,
    FlagValue,
    ItemKind,
    Key,
    ListValue,
    MappingValue,
    NameValue,
    NothingValue,
    NumberValue,
    ReferenceValue,
    RemarkValue,
    TextValue,
    Value,
    WholeValue,
    WordValue,
    items_of,
)
from .tables import COLUMN, MAPPING

INTRODUCTION = """\
# Files and keys

Every kind of file in a workspace and every key that may stand in it. Any other key is an
error; keys in bold are required, of the kinds that are named with them if some are.
[rules.md](rules.md) has the language of conditions, [tests.md](tests.md) shows tests of rules."""


def page() -> str:
    """The whole page as Markdown."""
    blocks = [INTRODUCTION]
    for file in FILES:
        blocks += file_of_page(file)
    blocks += ["## Fact file", "A value in a fact file may stand in a long form:", table(LEAF)]
    blocks += ["## Mapping", "What `import --map` reads; [tables.md](tables.md) shows it in use."]
    blocks += [table(MAPPING), f"### {COLUMN.title}", table(COLUMN)]
    return "\n\n".join(blocks) + "\n"


def file_of_page(file: FileKind) -> Iterator[str]:
    """The blocks of one kind of file: where it stands, and a table for each item in it."""
    yield f"## {file.title.capitalize()}"
    told = f", told by its key `{file.told_by[0]}`" if file.folder == "rules" else ""
    yield f"A file under `{file.folder}/`{told}: {file.root.says}."
    yield table(file.root)
    listed = {id(file.root)}
    for item in items_of(file.root):
        if id(item) not in listed:
            listed.add(id(item))
            yield f"### {item.title}"
            yield f"{item.says[0].upper()}{item.says[1:]}."
            yield table(item)


def table(item: ItemKind) -> str:
    """The keys of an item; those that are required are in bold."""
    rows = ["| key | holds | what it is for |", "| --- | --- | --- |", *map(_row, item.keys)]
    if item.rest is not None:
        rows.append(f"| any fact | {in_words(item.rest.of)} | what is known of it |")
    return "\n".join([*rows, *_ways(item)])


def _row(key: Key) -> str:
    name = f"**`{key.name}`**" if key.required else f"`{key.name}`"
    bound = f" (of {_listed(key.goes_with)})" if key.goes_with else ""
    return f"| {name} | {in_words(key.value)} | {key.says}{bound} |"


def _ways(item: ItemKind) -> Iterator[str]:
    if item.ways:
        ways = " or ".join(" with ".join(f"`{key}`" for key in way) for way in item.ways)
        yield f"\nOne of these: {ways}."


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def in_words(value: Value) -> str:
    """What a value is, in a few words."""
    match value:
        case TextValue(filled=True):
            return "a text; `{group.fact}` is filled in"
        case TextValue(or_flag=True):
            return "a text, `true` or `false`"
        case TextValue():
            return "a text"
        case RemarkValue():
            return "a text or `null`"
        case NameValue():
            return "a name"
        case WordValue():
            return "a word"
        case NumberValue():
            return "a number"
        case WholeValue():
            return "a whole number"
        case FlagValue():
            return "`true` or `false`"
        case ExpressionValue():
            return "a condition or a calculation"
        case ChoiceValue():
            return f"one of {_listed(value.words)}"
        case ReferenceValue():
            return REFERENCES[value.to]
        case NothingValue():
            return "`null`"
        case AnyValue():
            return "a value of the fact"
        case ItemKind():
            return f"the keys of {value.title}"
        case ListValue():
            return f"a list; in it {in_words(value.of)}"
        case MappingValue():
            return f"names; under each {in_words(value.of)}"
        case EitherValue():
            return ", or ".join(in_words(option) for option in value.options)
        case _:
            assert_never(value)


REFERENCES = {
    "fact": "the name of a fact",
    "flow": "the name of a flow",
    "informant": "the name of an informant",
    "outcome": "an outcome",
    "signal": "a signal of the board",
    "source": "the name of a passage",
}

if __name__ == "__main__":
    sys.stdout.write(page())
