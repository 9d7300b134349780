"""From a workspace (a folder with `rules/` and `flows/`) to a checked rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ..diagnostics.codes.conditions import UNKNOWN_THRESHOLD
from ..diagnostics.codes.files import (
    DUPLICATE_ID,
    EMPTY_FOLDER,
    MISSING_FOLDER,
    NOT_A_MAPPING,
    UNKNOWN_FILE,
)
from ..diagnostics.codes.flows import UNKNOWN_FLOW
from ..diagnostics.codes.rules import GATE_WITHOUT_RULES, SECOND_BOARD, SECOND_VOCABULARY
from ..diagnostics.codes.vocabulary import NO_VOCABULARY
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.source import Source, decode, read, unreadable
from ..language.resolve import Scope
from . import facts, flows, gates
from .context import Context
from .document import YamlMapping, compose
from .kinds.files import nameless, told, told_by
from .kinds.flows import FLOW
from .kinds.keys import FileKind
from .kinds.rules import BOARD_FILE, GATE, NOTES, PROMISES, VOCABULARY
from .kinds.spelling import SUFFIXES
from .model import Board, Book, Gate, Note, Threshold, Vocabulary
from .promise import Promise
from .promises import read_promises
from .shape import Shape
from .workspace import Workspace


@dataclass
class _Files:
    """The files of a workspace by what they hold."""

    unsaved: Mapping[Path, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unread: bool = False
    _held: dict[FileKind, list[tuple[Shape, YamlMapping]]] = field(default_factory=dict)

    def add(self, kind: FileKind, shape: Shape, root: YamlMapping) -> None:
        self._held.setdefault(kind, []).append((shape, root))

    def of(self, kind: FileKind) -> list[tuple[Shape, YamlMapping]]:
        """The files of one kind, in the order of their names."""
        return self._held.get(kind, [])

    def all_findings(self) -> list[Finding]:
        """Every finding but those that a file which cannot be read has caused."""
        shapes = {shape.source.name: shape for held in self._held.values() for shape, _ in held}
        found = self.findings + [one for shape in shapes.values() for one in shape.findings]
        return [one for one in found if not (self.unread and one.entry in ELSEWHERE)]


TELLING = f"a file under rules/ has the key {told_by()}"
ELSEWHERE = (GATE_WITHOUT_RULES, NO_VOCABULARY, UNKNOWN_FLOW, UNKNOWN_THRESHOLD)


def load(workspace: Workspace, unsaved: Mapping[Path, bytes] | None = None) -> Book:
    """Read and check all of a workspace; raises Invalid with everything that is wrong.

    Of files that an editor holds `unsaved`, by their paths, that is read and not the disk.
    """
    files = _read(workspace, unsaved or {})
    draft = _vocabulary_draft(files, workspace)
    if not files.of(VOCABULARY):
        raise Invalid(files.all_findings())
    thresholds = _thresholds(files, draft.sources)
    numbers = {name: threshold.value for name, threshold in thresholds.items()}
    vocabulary = facts.finish(draft, numbers)
    board = _board(files)
    signals = board.signals if board is not None else {}
    context = Context(Scope(draft.types, numbers), draft.sources, signals)
    found, notes = _gates(files, context)
    flow_files = _flows(files, found)
    promises = _promises(files, context, flow_files)
    if findings := files.all_findings():
        raise Invalid(findings)
    return _book(workspace, vocabulary, thresholds, found, notes, board, flow_files, promises)


def _book(
    workspace: Workspace,
    vocabulary: Vocabulary,
    thresholds: Mapping[str, Threshold],
    found: Mapping[str, Gate],
    notes: tuple[Note, ...],
    board: Board | None,
    flow_files: Mapping[str, flows.FlowFile],
    promises: tuple[Promise, ...],
) -> Book:
    """Everything in an order that does not depend on the names of files."""
    signals = list(board.signals) if board is not None else []
    return Book(
        vocabulary,
        _by_name(thresholds),
        _by_name(found),
        tuple(sorted(notes, key=lambda note: _note_order(note, signals))),
        board,
        {name: file.flow for name, file in _by_name(flow_files).items()},
        promises,
        workspace.name,
    )


T = TypeVar("T")


def _by_name(found: Mapping[str, T]) -> dict[str, T]:
    return dict(sorted(found.items()))


def _note_order(note: Note, signals: list[str]) -> tuple[int, str, str]:
    """By signal as the board lists them, others after them."""
    known = note.signal in signals
    return signals.index(note.signal) if known else len(signals), note.signal, note.id


def _read(workspace: Workspace, unsaved: Mapping[Path, bytes]) -> _Files:
    files = _Files(unsaved)
    for folder in (workspace.rules, workspace.flows):
        paths = _yaml_files(folder, files)
        for path in paths:
            _sort_in(files, path, folder == workspace.flows)
    return files


def _yaml_files(folder: Path, files: _Files) -> list[Path]:
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
    except FileNotFoundError:
        trouble = Finding(MISSING_FOLDER, "there is no such folder", Place(str(folder)))
    except OSError as error:
        trouble = unreadable(error, str(folder))
    else:
        if found:
            return found
        trouble = Finding(EMPTY_FOLDER, "there is no .yaml file in this folder", Place(str(folder)))
    files.findings.append(trouble)
    files.unread = True
    return []


def _sort_in(files: _Files, path: Path, is_flow: bool) -> None:
    """Read one file and put it with its kind, which its keys tell."""
    read_in = _mapping(files, path)
    if read_in is None:
        files.unread = True
        return
    source, root = read_in
    keys = {key.value for key, _ in root.entries}
    files.unread |= nameless(keys)
    kind = FLOW if is_flow else told(keys)
    if kind is None:
        files.unread = True
        start, end = _head(root)
        message = "this is no file of rules"
        files.findings.append(source.finding(UNKNOWN_FILE, message, start, end, TELLING))
        return
    files.add(kind, Shape(source), root)


def _head(root: YamlMapping) -> tuple[int, int]:
    """The first key of a file, to stand for all of it."""
    head = root.entries[0][0] if root.entries else root
    return head.start, head.end


def _mapping(files: _Files, path: Path) -> tuple[Source, YamlMapping] | None:
    """The text of a file and the mapping in it; None, with findings, where there is none."""
    try:
        held = files.unsaved.get(path)
        source = read(path, regular=True) if held is None else decode(held, str(path))
    except Invalid as error:
        files.findings.extend(error.findings)
        return None
    root, findings = compose(source)
    files.findings.extend(findings)
    if root is None or isinstance(root, YamlMapping):
        return (source, root) if root is not None else None
    message = "the file has to be a mapping of keys to values"
    files.findings.append(source.finding(NOT_A_MAPPING, message, root.start, root.end))
    return None


def _vocabulary_draft(files: _Files, workspace: Workspace) -> facts.Draft:
    if not files.of(VOCABULARY):
        message = "no file here has the key `facts`"
        files.findings.append(Finding(NO_VOCABULARY, message, Place(str(workspace.rules))))
        return facts.Draft(Shape(_nothing()))
    for shape, root in files.of(VOCABULARY)[1:]:
        shape.report(SECOND_VOCABULARY, "the vocabulary is in another file", root)
    return facts.read_draft(*files.of(VOCABULARY)[0])


def _nothing() -> Source:
    return Source("", "")


def _thresholds(files: _Files, sources: Mapping[str, str]) -> dict[str, Threshold]:
    found: dict[str, Threshold] = {}
    for shape, root in files.of(GATE):
        for threshold in gates.read_thresholds(shape, root, sources):
            other = found.setdefault(threshold.name, threshold)
            if other is not threshold:
                message = f"threshold `{threshold.name}` is taken"
                help_ = f"the other one is at {other.place.file}:{other.place.line}"
                shape.findings.append(Finding(DUPLICATE_ID, message, threshold.place, help_))
    return found


def _board(files: _Files) -> Board | None:
    boards = [gates.read_board(shape, root) for shape, root in files.of(BOARD_FILE)]
    for shape, root in files.of(BOARD_FILE)[1:]:
        shape.report(SECOND_BOARD, "the board is in another file", root)
    return boards[0] if boards else None


def _gates(files: _Files, context: Context) -> tuple[dict[str, Gate], tuple[Note, ...]]:
    found: dict[str, Gate] = {}
    notes: list[Note] = []
    for shape, root in files.of(GATE):
        gate, beside = gates.read_gate(shape, root, context)
        if found.setdefault(gate.id, gate) is not gate:
            shape.report(DUPLICATE_ID, f"gate `{gate.id}` has another file", root.entries[0][0])
        notes.extend(beside)
    for shape, root in files.of(NOTES):
        keys = shape.item(root, NOTES.root)
        notes.extend(gates.read_notes(shape, keys.get("notes"), context))
    return found, tuple(notes)


def _flows(files: _Files, found: Mapping[str, Gate]) -> dict[str, flows.FlowFile]:
    read_in: dict[str, flows.FlowFile] = {}
    for shape, root in files.of(FLOW):
        file = flows.read_flow(shape, root)
        if file is not None and read_in.setdefault(file.flow.name, file) is not file:
            shape.report(DUPLICATE_ID, f"flow `{file.flow.name}` has another file", root)
    for file in read_in.values():
        flows.check(file, found, read_in)
    return read_in


def _promises(
    files: _Files, context: Context, flow_files: Mapping[str, flows.FlowFile]
) -> tuple[Promise, ...]:
    known = {name: file.flow for name, file in flow_files.items()}
    found = (
        read_promises(shape, root, context.scope, context.sources, known)
        for shape, root in files.of(PROMISES)
    )
    return tuple(sorted((one for each in found for one in each), key=lambda one: one.id))
