"""Reading scenario files: `rules/tests/*.yaml`, with every mistake in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from ..case import intake
from ..diagnostics.codes.files import (
    BAD_NAME,
    DUPLICATE_ID,
    MISSING_FOLDER,
    MISSING_KEY,
    WRONG_SHAPE,
)
from ..diagnostics.codes.flows import UNKNOWN_FLOW
from ..diagnostics.codes.scenarios import NO_TESTS
from ..diagnostics.findings import Finding, in_order
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.source import decode, read, unreadable
from ..diagnostics.suggestion import did_you_mean
from ..language.calendar import day_of, why_no_day
from ..language.traverse import reads_today
from ..rulebook.document import YamlMapping, YamlNode, YamlScalar, compose
from ..rulebook.kinds.cases import TEST, TESTS
from ..rulebook.kinds.spelling import SUFFIXES
from ..rulebook.lint import conditions
from ..rulebook.model import Book
from ..rulebook.shape import Shape
from ..rulebook.workspace import Workspace
from . import expect
from .bases import Bases, changed
from .model import Scenario
from .values import Givens, grouped, placed


@dataclass
class _Folder:
    """The scenario files of a workspace while they are being read."""

    book: Book
    bases: Bases
    unsaved: Mapping[Path, bytes] = field(default_factory=dict)
    files: list[tuple[Shape, dict[str, YamlNode]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    undated: set[str] = field(default_factory=set)

    @cached_property
    def reads_today(self) -> bool:
        """Whether anything in the rulebook reads the day as of which a case is looked at."""
        return any(reads_today(tree) for _, _, tree in conditions(self.book))

    def all_findings(self) -> list[Finding]:
        shapes = [finding for shape, _ in self.files for finding in shape.findings]
        return in_order([*self.findings, *self.bases.findings, *shapes])


def load(
    workspace: Workspace, book: Book, unsaved: Mapping[Path, bytes] | None = None
) -> tuple[Scenario, ...]:
    """Every test of a workspace in the order of its files; raises Invalid with every mistake.

    Of files that an editor holds `unsaved`, by their paths, that is read and not the disk.
    """
    folder = _Folder(book, Bases(book, workspace.rules.parent), unsaved or {})
    for path in _paths(workspace.rules / "tests", folder):
        _open(folder, path)
    for shape, keys in folder.files:
        folder.bases.add(shape, keys.get("bases"))
    folder.bases.check()
    scenarios = tuple(one for shape, keys in folder.files for one in _tests(folder, shape, keys))
    found = folder.all_findings()
    if not scenarios and not found:
        message = "there is no test in this folder"
        found.append(Finding(NO_TESTS, message, Place(str(workspace.rules / "tests")), WRITE))
    if found:
        raise Invalid(found)
    return scenarios


WRITE = "write one as docs/tests.md shows"


def _paths(folder: Path, into: _Folder) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
    except FileNotFoundError:
        message = "there is no such folder"
        into.findings.append(Finding(MISSING_FOLDER, message, Place(str(folder)), WRITE))
    except OSError as error:
        into.findings.append(unreadable(error, str(folder)))
    return []


def _open(folder: _Folder, path: Path) -> None:
    try:
        held = folder.unsaved.get(path)
        source = read(path, regular=True) if held is None else decode(held, str(path))
    except Invalid as invalid:
        folder.findings.extend(invalid.findings)
        return
    root, findings = compose(source)
    folder.findings.extend(findings)
    shape = Shape(source)
    if root is not None:
        keys = shape.item(root, TESTS.root)
        folder.files.append((shape, keys))


def _tests(folder: _Folder, shape: Shape, keys: dict[str, YamlNode]) -> Iterator[Scenario]:
    for node in shape.items(keys.get("tests"), "tests"):
        found = _test(folder, shape, keys, node)
        if found is not None:
            yield found


def _test(
    folder: _Folder, shape: Shape, file: dict[str, YamlNode], node: YamlNode
) -> Scenario | None:
    keys = shape.item(node, TEST)
    if not isinstance(node, YamlMapping) or "name" not in keys:
        return None
    name = _name(folder, shape, keys["name"])
    flow = _flow(folder.book, shape, keys.get("flow") or file.get("flow"), keys["name"])
    base = folder.bases.find(shape, keys.get("base") or file.get("base"))
    day = _day(folder, shape, keys.get("as_of") or file.get("as_of"), keys["name"])
    facts = _facts(folder, shape, base, keys, day)
    if flow is None:
        return None
    expected = expect.read(
        expect.Context(shape, folder.book, folder.book.flows[flow]), keys.get("expect")
    )
    if facts is None:
        return None
    trouble = _trouble(shape, keys)
    place = shape.place(keys["name"])
    return Scenario(name, flow, grouped(facts), expected, place, trouble, day)


def _name(folder: _Folder, shape: Shape, node: YamlNode) -> str:
    """The name of a test: a sentence that no other test has."""
    name = shape.text(node, "name")
    place = shape.place(node)
    here = f"{place.file}:{place.line}"
    if name.isascii() and name and " " not in name:
        help_ = "say in a few words what the test shows"
        shape.report(BAD_NAME, f"`{name}` is no sentence", node, help_)
    if name and folder.names.setdefault(name, here) != here:
        help_ = f"the other one is at {folder.names[name]}"
        shape.report(DUPLICATE_ID, "another test has this name", node, help_)
    return name


def _flow(book: Book, shape: Shape, node: YamlNode | None, name: YamlNode) -> str | None:
    """The flow that a test walks; it goes without saying where there is only one."""
    if node is None and len(book.flows) == 1:
        return next(iter(book.flows))
    flows = "flows: " + ", ".join(book.flows)
    if node is None:
        shape.report(MISSING_KEY, "it is not said which `flow` to walk", name, flows)
        return None
    found = shape.scalar(node, "flow")
    if found is None or found.value in book.flows:
        return found.value if found is not None else None
    help_ = did_you_mean(found.value, book.flows) or flows
    shape.report(UNKNOWN_FLOW, f"no flow `{found.value}`", found, help_)
    return None


def _day(folder: _Folder, shape: Shape, node: YamlNode | None, name: YamlNode) -> date | None:
    """The day that is today for a test; it has to be said where anything reads it."""
    found = shape.scalar(node, "as_of")
    if found is None:
        if node is None and folder.reads_today:
            _undated(folder, shape, name)
        return None
    day = day_of(found.value)
    if day is None:
        message = f"`{found.value}` is no date"
        shape.report(WRONG_SHAPE, message, found, why_no_day(found.value))
    return day


def _undated(folder: _Folder, shape: Shape, name: YamlNode) -> None:
    """Told once for a file: whoever starts to read `today` has a hundred tests without a day."""
    file = shape.place(name).file
    if file not in folder.undated:
        folder.undated.add(file)
        message = "the rules read `today`, and it is not said which day that is"
        help_ = "add `as_of: 2026-11-01`, or another day, to the test or at the top of its file"
        shape.report(MISSING_KEY, message, name, help_)


def _facts(
    folder: _Folder,
    shape: Shape,
    base: Givens | None,
    keys: dict[str, YamlNode],
    as_of: date | None,
) -> Givens | None:
    """The base with the changes of the test; None when they are wrong."""
    before = len(shape.findings)
    changes = shape.entries(keys.get("with"), "with")
    facts = changed(base or {}, shape, changes, folder.book)
    if base is None or len(shape.findings) > before:
        return None
    try:
        intake.read_mapping(grouped(facts), folder.book, as_of=as_of)
    except Invalid as invalid:
        own = {name: given for name, given in facts.items() if name in changes}
        shape.findings.extend(_told(invalid.findings, own, shape, keys))
        return None
    return facts


def _told(
    found: Iterable[Finding], own: Givens, shape: Shape, keys: dict[str, YamlNode]
) -> Iterator[Finding]:
    for one in found:
        yield placed(one, own, shape.source) or one.told_at(_trouble(shape, keys))


def _trouble(shape: Shape, keys: dict[str, YamlNode]) -> Place:
    """The first change stands for all of them; the name for a test without any."""
    spot: YamlNode = keys["name"]
    changes = keys.get("with")
    if isinstance(changes, YamlMapping) and changes.entries:
        spot = changes.entries[0][0]
    end = spot.end if isinstance(spot, YamlScalar) else spot.start + 1
    return shape.source.place(spot.start, end)
