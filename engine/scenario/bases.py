"""Named bases: the facts that several tests start from, shared by all files of a folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..case import intake, json_text
from ..diagnostics.codes.conditions import UNKNOWN_FACT
from ..diagnostics.codes.files import DUPLICATE_ID
from ..diagnostics.codes.scenarios import BASE_CYCLE, MISSING_BASE, OUTSIDE_WORKSPACE, UNKNOWN_BASE
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.source import read
from ..diagnostics.suggestion import did_you_mean
from ..rulebook.document import YamlNode, YamlScalar
from ..rulebook.model import Book
from ..rulebook.shape import Shape
from .values import Given, Givens, fractions, grouped, placed, raw


@dataclass(frozen=True, slots=True)
class Written:
    """A base as a file has it."""

    shape: Shape
    key: YamlScalar
    node: YamlNode


@dataclass
class Bases:
    """The bases of a folder, worked out when a test asks for them. None is one that is wrong."""

    book: Book
    root: Path
    written: dict[str, Written] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _done: dict[str, Givens | None] = field(default_factory=dict)
    _files: dict[Path, Givens | None] = field(default_factory=dict)

    def add(self, shape: Shape, node: YamlNode | None) -> None:
        """Take note of the bases of one file."""
        for name, (key, value) in shape.entries(node, "bases").items():
            shape.identifier(key, "a base")
            other = self.written.setdefault(name, Written(shape, key, value))
            if other.key is not key:
                place = other.shape.place(other.key)
                help_ = f"the other one is at {place.file}:{place.line}"
                shape.report(DUPLICATE_ID, f"base `{name}` is taken", key, help_)

    def check(self) -> None:
        """Work out every base, so that mistakes in unused ones are told as well."""
        for name in self.written:
            self.named(name)

    def find(self, shape: Shape, node: YamlNode | None) -> Givens | None:
        """The facts of the base that a file names, or gives the path of."""
        found = shape.scalar(node, "base") if node is not None else None
        if found is None:
            return {} if node is None else None
        if found.value in self.written:
            return self.named(found.value)
        if "/" in found.value or found.value.endswith(".json"):
            return self._file(shape, found)
        known = ", ".join(self.written) or "none yet"
        help_ = did_you_mean(found.value, self.written) or f"bases: {known}"
        shape.report(UNKNOWN_BASE, f"there is no base `{found.value}`", found, help_)
        return None

    def named(self, name: str) -> Givens | None:
        if name not in self._done:
            self._done[name] = None  # what a base that leads back to itself finds
            self._done[name] = self._work_out(name)
        return self._done[name]

    def _work_out(self, name: str) -> Givens | None:
        written = self.written[name]
        shape, before = written.shape, len(written.shape.findings)
        entries = shape.entries(written.node, f"base {name}")
        _key, other = entries.pop("base", (None, None))
        if isinstance(other, YamlScalar) and self._leads_back(name, other.value):
            message = f"base `{name}` builds on itself"
            shape.report(BASE_CYCLE, message, other, "let one of them stand on its own")
            return None
        start = self.find(shape, other)
        facts = changed(start or {}, shape, entries, self.book)
        if start is None or len(shape.findings) > before:
            return None
        return facts if self._sound(facts, written) else None

    def _leads_back(self, name: str, other: str) -> bool:
        """Whether the bases that `other` builds on come to `name`."""
        seen: list[str] = []
        while other in self.written and other not in seen:
            seen.append(other)
            entries = Shape(self.written[other].shape.source).entries(self.written[other].node, "")
            _key, node = entries.get("base", (None, None))
            other = node.value if isinstance(node, YamlScalar) else ""
        return name in seen

    def _sound(self, facts: Givens, written: Written) -> bool:
        try:
            intake.read_mapping(grouped(facts), self.book)
        except Invalid as invalid:
            source, key = written.shape.source, written.key
            for one in invalid.findings:
                here = replace(one, place=source.place(key.start, key.end))
                written.shape.findings.append(placed(one, facts, source) or here)
            return False
        return True

    def _file(self, shape: Shape, node: YamlScalar) -> Givens | None:
        """The facts of a JSON fact file inside the workspace."""
        path = Path(os.path.normpath(Path(shape.source.name).parent / node.value))
        real = path.resolve()
        if not real.is_relative_to(self.root.resolve()):
            message = f"`{node.value}` lies outside the workspace"
            help_ = "a base stays inside the folder that holds `rules`"
            shape.report(OUTSIDE_WORKSPACE, message, node, help_)
            return None
        if not real.is_file():
            help_ = "the path counts from the folder of this file"
            shape.report(MISSING_BASE, f"there is no file `{node.value}`", node, help_)
            return None
        if path not in self._files:
            self._files[path] = self._facts_in(path)
        return self._files[path]

    def _facts_in(self, path: Path) -> Givens | None:
        try:
            source = read(path, regular=True)
            intake.read_file(source, self.book)
        except Invalid as invalid:
            self.findings.extend(invalid.findings)
            return None
        data, _findings = json_text.parse(source)
        return {
            f"{group}.{short}": Given(value)
            for group, facts in data.items()
            if isinstance(facts, Mapping)
            for short, value in facts.items()
        }


def changed(
    facts: Givens, shape: Shape, changes: Mapping[str, tuple[YamlScalar, YamlNode]], book: Book
) -> dict[str, Given]:
    """Facts with some of them changed; null takes one out."""
    found = dict(facts)
    for name, (key, node) in changes.items():
        if name not in book.vocabulary.facts:
            help_ = did_you_mean(name, book.vocabulary.facts) or "write `group.fact: value`"
            shape.report(UNKNOWN_FACT, f"unknown fact `{name}`", key, help_)
        elif any(shape.number(part, name) is None for part in fractions(node)):
            continue
        elif (value := raw(node)) is None:
            found.pop(name, None)
        else:
            found[name] = Given(value, shape.source, key, node)
    return found
