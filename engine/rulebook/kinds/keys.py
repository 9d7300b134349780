"""What the table of files is made of: what a value may be, the keys of an item, kinds of files.

Nothing but data. Readers, the formatter, the JSON Schemas and the page on files each ask it
what stands where; the table itself is in `kinds`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

Named = Literal["fact", "flow", "informant", "outcome", "signal", "source"]
Folder = Literal["rules", "flows", "rules/tests"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a word is spelled; `typed` is the same for a JSON Schema, "" where it does not ask."""

    written: str
    typed: str = ""
    reserved: frozenset[str] = frozenset()

    def fits(self, word: str) -> bool:
        return self.parts(word) is not None and word not in self.reserved

    def parts(self, word: str) -> tuple[str, ...] | None:
        """The parts of a word that is spelled so; None for one that is not."""
        found = re.fullmatch(self.written, word)
        return found.groups() if found is not None else None


@dataclass(frozen=True, slots=True)
class TextValue:
    """A text that is not empty; when `filled`, facts in braces are filled in.

    With `or_flag` a bare `true` or `false` stands for a text.
    """

    filled: bool = False
    or_flag: bool = False
    like: Pattern | None = None


@dataclass(frozen=True, slots=True)
class RemarkValue:
    """A text in a fact file, which may be empty or `null`."""


@dataclass(frozen=True, slots=True)
class NameValue:
    """A word that names something: letters, digits, `_` and `-`."""


@dataclass(frozen=True, slots=True)
class WordValue:
    """Any single word; `1` and `true` are words too."""


@dataclass(frozen=True, slots=True)
class NumberValue:
    """An exact number: `3`, `0.35` or `1/3`."""


@dataclass(frozen=True, slots=True)
class WholeValue:
    """A whole number; `least` is what an editor asks for."""

    least: int | None = None


@dataclass(frozen=True, slots=True)
class FlagValue:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class ExpressionValue:
    """An expression of the language; `constant` where a bare `true` or `false` makes sense."""

    constant: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceValue:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """The name of something that the rulebook has elsewhere."""

    to: Named


@dataclass(frozen=True, slots=True)
class NothingValue:
    """`null`, `~` or nothing at all."""


@dataclass(frozen=True, slots=True)
class AnyValue:
    """Whatever the type of a fact makes of it."""


@dataclass(frozen=True, slots=True)
class ListValue:
    """A list, of exactly `size` items where that is given."""

    of: Value
    size: int | None = None


@dataclass(frozen=True, slots=True)
class MappingValue:
    """A mapping from names of the user's own."""

    of: Value
    names: Pattern | None = None


@dataclass(frozen=True, slots=True)
class EitherValue:
    """One of two shapes."""

    options: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an item: what it holds, and what it is for in one line.

    Keys of one `group` are of one sort, such as the weights of a note. A key `goes_with`
    some words of the key that decides what an item is (`type`, `kind`); a key that does and
    is `required` is required with these alone.
    """

    name: str
    value: Value
    says: str
    required: bool = False
    group: str = ""
    goes_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemKind:
    """A mapping with a closed list of keys, in the order in which they are told.

    `title` is what messages call it. Of the `ways`, each some keys that belong together,
    exactly one has to be there. With `rest`, names of the user's own stand beside the keys.
    """

    title: str
    says: str
    keys: tuple[Key, ...]
    ways: tuple[tuple[str, ...], ...] = ()
    rest: MappingValue | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(key.name for key in self.keys)

    def required(self, also: Collection[str] = ()) -> tuple[str, ...]:
        """The keys that can never be left out, and those in `also`, in their order."""
        return tuple(
            key.name
            for key in self.keys
            if (key.required and not key.goes_with) or key.name in also
        )

    def group(self, name: str) -> tuple[str, ...]:
        """The keys of one sort."""
        return tuple(key.name for key in self.keys if key.group == name)

    def find(self, name: str) -> Key | None:
        return next((key for key in self.keys if key.name == name), None)


Scalar = (
    TextValue
    | RemarkValue
    | NameValue
    | WordValue
    | NumberValue
    | WholeValue
    | FlagValue
    | ExpressionValue
    | ChoiceValue
    | NothingValue
    | AnyValue
)
Value = Scalar | ReferenceValue | ListValue | MappingValue | EitherValue | ItemKind

TEXT, FILLED = TextValue(), TextValue(filled=True)
ID, EXACT, FLAG = NameValue(), NumberValue(), FlagValue()
EXPRESSION, CONDITION = ExpressionValue(), ExpressionValue(constant=True)
REMARK, NOTHING, ANY = RemarkValue(), NothingValue(), AnyValue()


@dataclass(frozen=True, slots=True, eq=False)
class FileKind:
    """A kind of file: the folder it stands in, what it holds, and the keys that tell it.

    The first of `told_by` is its own key; by the others it is known when that one is missing.
    """

    title: str
    folder: Folder
    told_by: tuple[str, ...]
    root: ItemKind


def under(value: Value, key: str) -> Value:
    """What stands under a key of a value; anything, where the table does not say."""
    match value:
        case ItemKind():
            found = value.find(key)
            beside = value.rest.of if value.rest is not None else ANY
            return found.value if found is not None else beside
        case MappingValue():
            return value.of
        case EitherValue():
            return next((under(one, key) for one in value.options if _has_keys(one)), ANY)
        case _:
            return ANY


def _has_keys(value: Value) -> bool:
    return isinstance(value, ItemKind | MappingValue)


def each(value: Value) -> Value:
    """What the items of a list are."""
    match value:
        case ListValue():
            return value.of
        case EitherValue():
            return next((one.of for one in value.options if isinstance(one, ListValue)), ANY)
        case _:
            return ANY


def items_of(value: Value) -> Iterator[ItemKind]:
    """Every kind of item that can stand in a value, outer ones first."""
    match value:
        case ItemKind():
            yield value
            for key in value.keys:
                yield from items_of(key.value)
            if value.rest is not None:
                yield from items_of(value.rest)
        case ListValue() | MappingValue():
            yield from items_of(value.of)
        case EitherValue():
            for option in value.options:
                yield from items_of(option)
        case _:
            return
