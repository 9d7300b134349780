"""YAML text to a tree that knows where everything was written.

Anchors, aliases, tags and duplicate keys are findings; scalars stay the words
they were written as, so that `yes` and `no` are words and numbers stay exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from ..diagnostics.code import Code
from ..diagnostics.codes.facts import TOO_MANY
from ..diagnostics.codes.files import (
    DUPLICATE_KEY,
    EMPTY_FILE,
    FILE_TOO_FULL,
    SEVERAL_DOCUMENTS,
    TOO_DEEP,
    WRONG_SHAPE,
    YAML_ANCHOR,
    YAML_SYNTAX,
    YAML_TAG,
)
from ..diagnostics.findings import Finding
from ..diagnostics.place import Place
from ..diagnostics.source import Source
from ..language.values import nfc
from .kinds.spelling import DEEPEST
from .yaml_slips import control_character, no_character, no_yaml

STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls but tab and line end, and what turns the direction of writing around."""


MOST_NODES = 100_000
"""Keys and values of one file."""
MOST_FINDINGS = 100
MARKS, MOST_MARKS = (":", ",", "\n", "- ", "\\"), 5_000
"""What tells how much there is to parse, and how much the slower parser is given."""


@dataclass(frozen=True, slots=True)
class YamlScalar:
    """One word or text; `style` is the quote or block mark it was written with, if any."""

    value: str
    start: int
    end: int
    style: str | None = None


@dataclass(frozen=True, slots=True)
class YamlList:
    """A list."""

    items: tuple[YamlNode, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class YamlMapping:
    """Keys with their values, in the order they were written."""

    entries: tuple[tuple[YamlScalar, YamlNode], ...]
    start: int
    end: int


YamlNode = YamlScalar | YamlList | YamlMapping


def compose(source: Source) -> tuple[YamlNode | None, list[Finding]]:
    """The tree of the first document; None when there is no document that can be read.

    libyaml reads sound files ten times faster; where it stumbles, the slower parser
    reads again, since it says better what is wrong.
    """
    try:
        return _compose(source, pure=False)
    except (YAMLError, ValueError):
        return _explained(source, pure=sum(map(source.text.count, MARKS)) <= MOST_MARKS)


def _compose(source: Source, pure: bool) -> tuple[YamlNode | None, list[Finding]]:
    composer = _Composer(source, pure)
    root = composer.document()
    return root, composer.findings if root is not None else [_nothing(source)]


def _explained(source: Source, pure: bool) -> tuple[YamlNode | None, list[Finding]]:
    """What is wrong; by the slower parser unless it would take seconds."""
    composer = _Composer(source, pure)
    try:
        root = composer.document()
        return root, composer.findings if root is not None else [_nothing(source)]
    except MarkedYAMLError as error:
        return None, [*composer.findings, no_yaml(source, error)]
    except ReaderError as error:
        return None, [control_character(source, error.position)]
    except ValueError:  # from `chr`, deep inside
        return None, [*composer.findings, no_character(source)]
    except _TooMuch as error:
        return None, [*composer.findings, error.finding]


def _nothing(source: Source) -> Finding:
    return Finding(EMPTY_FILE, "the file holds nothing but comments", Place(source.name))


class _TooMuch(YAMLError):  # noqa: N818 - reads as what the file is
    """Nested deeper, or with more in it, than any file of ours needs to be."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class _Composer:
    def __init__(self, source: Source, pure: bool) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.nodes = 0
        self.events: Iterator[Event] = YAML(typ="safe", pure=pure).parse(source.text)

    def document(self) -> YamlNode | None:
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                root = self.node(next(self.events), 0)
                self.only_one()
                return root
        return None

    def only_one(self) -> None:
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                message, help_ = "a second document begins here", "put it in a file of its own"
                self.report(SEVERAL_DOCUMENTS, message, event, help_)

    def first_word(self, event: Event) -> str:
        written = self.source.text[event.start_mark.index : event.end_mark.index]
        return next(iter(written.split(maxsplit=1)), "")

    def report(self, code: Code, message: str, event: Event, help_: str | None = None) -> None:
        """A finding about the first word of an event."""
        start = event.start_mark.index
        end = start + len(self.first_word(event))
        self.findings.append(self.source.finding(code, message, start, end, help_))

    def node(self, event: Event, depth: int) -> YamlNode:
        if depth > DEEPEST:
            start, message = event.start_mark.index, f"nested more than {DEEPEST} deep"
            raise _TooMuch(self.source.finding(TOO_DEEP, message, start, start + 1))
        self.nodes += 1
        if self.nodes > MOST_NODES or len(self.findings) >= MOST_FINDINGS:
            raise _TooMuch(self.too_full(event))
        if isinstance(event, NodeEvent):
            self.plain(event)
        match event:
            case MappingStartEvent():
                return self.mapping(event, depth)
            case SequenceStartEvent():
                return self.sequence(event, depth)
            case ScalarEvent():
                return self.scalar(event)
            case _:  # an alias: reported, and taken for a word
                start, end = event.start_mark.index, event.end_mark.index
                return YamlScalar(self.source.text[start:end], start, end)

    def too_full(self, event: Event) -> Finding:
        start = event.start_mark.index
        if self.nodes > MOST_NODES:
            message = f"more than {MOST_NODES} keys and values"
            return self.source.finding(FILE_TOO_FULL, message, start, start + 1, "split the file")
        message = f"more than {MOST_FINDINGS - 1} mistakes; what follows is not read"
        return self.source.finding(TOO_MANY, message, start, start + 1)

    def plain(self, event: NodeEvent) -> None:
        """Neither anchor nor alias nor tag."""
        if isinstance(event, AliasEvent):
            self.report(
                YAML_ANCHOR,
                f"`*{event.anchor}` stands for another place",
                event,
                "write it out; anchors and aliases are not read",
            )
        elif event.anchor:
            self.report(
                YAML_ANCHOR,
                f"`&{event.anchor}` names this place",
                event,
                "leave it out; anchors and aliases are not read",
            )
        tag = getattr(event, "ctag", None)
        if tag is not None and str(tag) not in ("", "None", "!"):
            message = f"`{self.first_word(event)}` is a tag"
            self.report(YAML_TAG, message, event, "leave it out; tags are not read")

    def scalar(self, event: ScalarEvent) -> YamlScalar:
        start, end = event.start_mark.index, event.end_mark.index
        if start == end:  # nothing is written: the place is after what stands before it
            while start > 0 and self.source.text[start - 1].isspace():
                start -= 1
            end = start
        steering = STEERING.search(event.value)
        if steering is not None:
            message = f"this text holds a control character (U+{ord(steering.group()):04X})"
            self.report(YAML_SYNTAX, message, event, "delete it; it would steer the terminal")
        return YamlScalar(nfc(event.value), start, end, event.style or None)

    def sequence(self, event: Event, depth: int) -> YamlList:
        start, items = event.start_mark.index, []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return YamlList(tuple(items), start, event.end_mark.index)

    def mapping(self, event: Event, depth: int) -> YamlMapping:
        start = event.start_mark.index
        entries: dict[str, tuple[YamlScalar, YamlNode]] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.node(event, depth + 1)
            colon = event.start_mark.index
            value = self.node(next(self.events), depth + 1)
            if isinstance(key, YamlScalar) and not key.value and key.style is None:
                message = "no key stands before this `:`"
                self.findings.append(self.source.finding(WRONG_SHAPE, message, colon, colon + 1))
            elif not isinstance(key, YamlScalar):
                self.findings.append(
                    self.source.finding(WRONG_SHAPE, "a key has to be a word", key.start, key.end)
                )
            elif key.value in entries:
                self.findings.append(
                    self.source.finding(
                        DUPLICATE_KEY,
                        f"`{key.value}` is written twice",
                        key.start,
                        key.end,
                        "keep one of the two",
                    )
                )
            else:
                entries[key.value] = key, value
        return YamlMapping(tuple(entries.values()), start, event.end_mark.index)


def code(source: Source, scalar: YamlScalar) -> tuple[str, int | None]:
    """The characters of an expression as they stand in the file, and where they start.

    The start is None when quoting hides the places of single characters.
    """
    raw = source.text[scalar.start : scalar.end]
    if scalar.style is None:
        return raw, scalar.start
    if scalar.style in ("|", ">"):
        header = raw.index("\n") + 1 if "\n" in raw else 0
        return raw[header:], scalar.start + header
    if raw[1:-1] == scalar.value:
        return scalar.value, scalar.start + 1
    return scalar.value, None
