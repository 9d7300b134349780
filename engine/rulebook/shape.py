"""Taking a YAML tree apart, with a finding for everything that is not as it should be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from ..diagnostics.code import Code
from ..diagnostics.codes.facts import TOO_MANY
from ..diagnostics.codes.files import BAD_NAME, BAD_NUMBER, MISSING_KEY, UNKNOWN_KEY, WRONG_SHAPE
from ..diagnostics.findings import Finding
from ..diagnostics.place import Place
from ..diagnostics.source import Source
from ..diagnostics.suggestion import did_you_mean, near
from ..language.values import read_number
from .document import YamlList, YamlMapping, YamlNode, YamlScalar
from .kinds.keys import ItemKind
from .kinds.spelling import MOST_DIGITS, NAME, NUMBER

MOST_FINDINGS = 1_000
DIGITS = re.compile(r"[0-9]+")
NO_TEXT = ("~", "null")
CUT = re.compile(r"[ \t]+(#[^\s#]{1,40})")
"""A comment without a space behind its mark, as in `because: Case #3 is late`."""


def _named(what: str) -> str:
    """A key in backticks; a phrase as it is."""
    return f"`{what}`" if NAME.fits(what) else what


@dataclass
class Shape:
    """One file being read: its tree, and the findings so far."""

    source: Source
    findings: list[Finding] = field(default_factory=list)

    def report(
        self, code: Code, message: str, node: YamlNode | YamlScalar, help_: str | None = None
    ) -> None:
        if len(self.findings) > MOST_FINDINGS:
            return
        if len(self.findings) == MOST_FINDINGS:
            code, help_ = TOO_MANY, None
            message = f"more than {MOST_FINDINGS} mistakes; the rest are not listed"
        self.findings.append(self.source.finding(code, message, node.start, node.end, help_))

    def place(self, node: YamlNode | YamlScalar) -> Place:
        """Where a node begins: its first word stands for all of it."""
        return self.source.head(node.start)

    def item(
        self, node: YamlNode | None, kind: ItemKind, what: str = "", also: Collection[str] = ()
    ) -> dict[str, YamlNode]:
        """The entries of an item of a kind, called `what` where it has a name.

        A key that is unknown, or missing though required (as those in `also` are), is a finding.
        """
        return self._closed(node, what or kind.title, kind.names, kind.required(also))

    def _closed(
        self, node: YamlNode | None, what: str, names: Collection[str], needed: Iterable[str]
    ) -> dict[str, YamlNode]:
        entries = self.entries(node, what)
        meant: set[str | None] = set()
        for key, value in entries.values():
            if key.value not in names:
                help_ = did_you_mean(key.value, names) or "keys here: " + ", ".join(names)
                if isinstance(value, YamlScalar) and not value.value:
                    help_ = "put a text that holds a comma in quotes"
                self.report(UNKNOWN_KEY, f"unknown key `{key.value}` in {_named(what)}", key, help_)
                meant.add(near(key.value, names))
        for name in needed:
            if isinstance(node, YamlMapping) and name not in entries and name not in meant:
                help_ = f"add `{name}: ..`"
                self.report(MISSING_KEY, f"{_named(what)} has no `{name}`", self._head(node), help_)
        return {name: value for name, (_key, value) in entries.items() if name in names}

    def _head(self, node: YamlMapping) -> YamlNode:
        """The first key of a mapping stands for all of it."""
        return node.entries[0][0] if node.entries else node

    def entries(self, node: YamlNode | None, what: str) -> dict[str, tuple[YamlScalar, YamlNode]]:
        """The entries of a mapping with any keys."""
        if isinstance(node, YamlMapping):
            return {key.value: (key, value) for key, value in node.entries}
        if node is not None:
            message = f"{_named(what)} has to be a mapping of keys to values"
            self.report(WRONG_SHAPE, message, node)
        return {}

    def items(self, node: YamlNode | None, what: str) -> tuple[YamlNode, ...]:
        """The items of a list."""
        if isinstance(node, YamlList):
            return node.items
        if node is not None:
            self.report(WRONG_SHAPE, f"{_named(what)} has to be a list", node)
        return ()

    def scalar(self, node: YamlNode | None, what: str) -> YamlScalar | None:
        """A single word or text that is not empty."""
        if node is None:
            return None
        if isinstance(node, YamlScalar) and node.value.strip():
            return node
        told = "is empty" if isinstance(node, YamlScalar) else "has to be a single text"
        self.report(WRONG_SHAPE, f"{_named(what)} {told}", node)
        return None

    def sentence(self, node: YamlNode | None, what: str) -> YamlScalar | None:
        """A text for people: not one that YAML has made something else of."""
        found = self.scalar(node, what)
        if found is None or found.style is not None:
            return found
        if found.value in NO_TEXT:
            message = f"`{found.value}` is no text"
            self.report(WRONG_SHAPE, message, found, "write the text, or put it in quotes")
        elif (cut := CUT.match(self.source.text, found.end)) is not None:
            message = f"the text ends here: `{cut[1]}` begins a comment"
            help_ = "put the text in quotes, or leave a space behind the `#` of a comment"
            finding = self.source.finding(WRONG_SHAPE, message, *cut.span(1), help_)
            self.findings.append(finding)
        return found

    def text(self, node: YamlNode | None, what: str) -> str:
        found = self.sentence(node, what)
        return " ".join(found.value.split()) if found is not None else ""

    def identifier(self, node: YamlNode | None, what: str) -> str:
        found = self.scalar(node, what)
        if found is None:
            return ""
        if not NAME.fits(found.value):
            self.report(
                BAD_NAME,
                f"`{found.value}` is no name",
                found,
                "use letters, digits, `_` and `-`, beginning with a letter",
            )
        return found.value

    def words(self, node: YamlNode | None, what: str) -> tuple[str, ...]:
        found = (self.scalar(item, what) for item in self.items(node, what))
        return tuple(word.value for word in found if word is not None)

    def number(self, node: YamlNode | None, what: str) -> Fraction | None:
        """An exact number: `3`, `0.35` or `1/3`."""
        found = self.scalar(node, what)
        if found is None:
            return None
        if not found.style and max(map(len, DIGITS.findall(found.value)), default=0) > MOST_DIGITS:
            message = f"`{found.value}` has too many digits"
            self.report(BAD_NUMBER, message, found, f"at most {MOST_DIGITS} in a row are read")
            return None
        if found.style or not NUMBER.fits(found.value):
            self.report(
                BAD_NUMBER,
                f"`{found.value}` is no number",
                found,
                "write `3`, `0.35` or `1/3`, without quotes",
            )
            return None
        try:
            return read_number(found.value)
        except ZeroDivisionError:
            self.report(BAD_NUMBER, f"`{found.value}` divides by zero", found)
            return None

    def whole(self, node: YamlNode | None, what: str) -> int | None:
        found = self.number(node, what)
        if found is not None and found.denominator != 1 and node is not None:
            self.report(BAD_NUMBER, f"{_named(what)} has to be a whole number", node)
            return None
        return int(found) if found is not None else None

    def flag(self, node: YamlNode | None, what: str) -> bool:
        found = self.scalar(node, what)
        if found is not None and found.value not in ("true", "false"):
            self.report(WRONG_SHAPE, f"{_named(what)} has to be `true` or `false`", found)
        return found is not None and found.value == "true"
