"""One layout for the files of a workspace: comments kept, meaning proved unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from textwrap import wrap

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.resolver import VersionedResolver

from ..diagnostics.codes.commands import LAYOUT_UNSAFE
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.leftovers import temporary_folder
from ..diagnostics.place import Place
from ..diagnostics.source import Source, read
from ..diagnostics.writing import write_all
from ..language.parse import parse
from ..rulebook.document import YamlList, YamlMapping, YamlNode, YamlScalar, compose
from ..rulebook.kinds.files import told
from ..rulebook.kinds.keys import AnyValue, ExpressionValue, Value, each, under
from ..rulebook.kinds.spelling import SUFFIXES
from ..rulebook.load import load
from ..rulebook.model import Book
from ..rulebook.workspace import Workspace
from .layout import lay_out

WIDTH = 100
COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file, its text as it is, and as it should be."""

    path: Path
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


def format_workspace(workspace: Workspace) -> list[Formatted]:
    """Every rule and flow file in its layout; raises Invalid when the rulebook has errors.

    Nothing is written. The result is loaded as a whole, and means the same.
    """
    book = load(workspace)
    found = [_formatted(path) for path in files(workspace)]
    with temporary_folder() as folder:
        same = _means(_copied(workspace, found, folder), book)
    unsafe = [one for one in found if not same or comments(one.before) != comments(one.after)]
    if unsafe:
        raise Invalid(_unsafe(one) for one in unsafe if one.changed)
    return found


def _means(workspace: Workspace, book: Book) -> bool:
    """Whether a workspace is sound and means what a book means."""
    try:
        return load(workspace).fingerprint == book.fingerprint
    except Invalid:  # its findings are about a folder that nobody knows
        return False


def _unsafe(one: Formatted) -> Finding:
    help_ = "nothing is written; lay it out by hand"
    kept = comments(one.after)
    for place, comment in enumerate(_comments(one.before)):
        if place >= len(kept) or comment.group().rstrip() != kept[place]:
            message = "a new layout would lose this comment, or move it"
            source = Source(str(one.path), one.before)
            return source.finding(LAYOUT_UNSAFE, message, comment.start(), comment.end(), help_)
    message = "a new layout would lose a comment or change the meaning"
    return Finding(LAYOUT_UNSAFE, message, Place(str(one.path)), help_)


def comments(text: str) -> list[str]:
    """The comments of a sound file in their order."""
    return [found.group().rstrip() for found in _comments(text)]


def _comments(text: str) -> list[re.Match[str]]:
    return list(COMMENT.finditer(_without_words(text)))


def _without_words(text: str) -> str:
    """The same with every scalar covered up, so that what is left is YAML's own."""
    root, _ = compose(Source("", text))
    for start, end in _scalars(root):
        text = text[:start] + re.sub(r"\S|\t", "_", text[start:end]) + text[end:]
    return text


def _scalars(node: YamlNode | None) -> Iterator[tuple[int, int]]:
    match node:
        case YamlScalar():
            yield node.start, node.end
        case YamlMapping():
            for key, value in node.entries:
                yield key.start, key.end
                yield from _scalars(value)
        case YamlList():
            for item in node.items:
                yield from _scalars(item)


def files(workspace: Workspace) -> list[Path]:
    """The YAML files directly in `rules/` and `flows/`."""
    folders = (workspace.rules, workspace.flows)
    found = (path for folder in folders for path in sorted(folder.iterdir()))
    return [path for path in found if path.suffix in SUFFIXES]


def _copied(workspace: Workspace, found: list[Formatted], folder: Path) -> Workspace:
    copy = Workspace(folder / "rules", folder / "flows")
    for one in found:
        target = copy.rules if one.path.parent == workspace.rules else copy.flows
        target.mkdir(exist_ok=True)
        (target / one.path.name).write_text(one.after, encoding="utf-8")
    return copy


def _formatted(path: Path) -> Formatted:
    source = read(path, regular=True)
    try:
        return Formatted(path, source.text, format_text(source.text))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        start = mark.index if mark is not None else 0
        message, help_ = "the layout cannot be changed here", "nothing is written; use spaces here"
        raise Invalid([source.finding(LAYOUT_UNSAFE, message, start, start + 1, help_)]) from None


def format_text(text: str) -> str:
    """The text of one sound file in its layout."""
    source = Source("", _indented(_untabbed(text)))
    root, _ = compose(source)
    assert root is not None, "a sound file"
    result = source.text
    edits = sorted(_edits(root, _kind(root), source), key=lambda edit: edit[0], reverse=True)
    for start, end, new in edits:
        result = result[:start] + new + result[end:]
    return "\n".join(line.rstrip(" ") for line in result.rstrip().split("\n")) + "\n"


def _untabbed(text: str) -> str:
    """With a space for every tab that is neither inside words nor inside a comment."""
    if "\t" not in text:
        return text
    free = COMMENT.sub(lambda found: "_" * len(found.group()), _without_words(text))
    return "".join(" " if letter == "\t" else old for old, letter in zip(text, free, strict=True))


class _Words(VersionedResolver):
    """Takes every scalar for the words it was written as."""

    @property
    def versioned_resolver(self) -> dict[str, list[object]]:
        return {}


def _indented(text: str) -> str:
    """Indentation and spacing in one way, nothing wrapped."""
    yaml = YAML()
    yaml.Resolver = _Words
    yaml.preserve_quotes = True
    yaml.width = 1 << 20
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    yaml.dump(yaml.load(text), stream)
    return stream.getvalue()


Edit = tuple[int, int, str]


def _kind(root: YamlNode) -> Value:
    """What the table of files says of a file; flows, which have no conditions, tell themselves."""
    keys = [key.value for key, _ in root.entries] if isinstance(root, YamlMapping) else []
    kind = told(keys)
    return kind.root if kind is not None else AnyValue()


def _edits(node: YamlNode, value: Value, source: Source) -> Iterator[Edit]:
    """What to write instead of which characters: conditions laid out, long texts wrapped."""
    match node:
        case YamlMapping():
            for key, entry in node.entries:
                if not _in_flow(source, entry):
                    yield from _entry(entry, under(value, key.value), source)
        case YamlList():
            for item in node.items:
                if not isinstance(item, YamlScalar):
                    yield from _edits(item, each(value), source)
        case _:
            return


def _entry(node: YamlNode, value: Value, source: Source) -> Iterator[Edit]:
    if isinstance(node, YamlScalar):
        yield from _scalar(isinstance(value, ExpressionValue), node, source)
    else:
        yield from _edits(node, value, source)


def _in_flow(source: Source, node: YamlNode) -> bool:
    """Whether a value stands in braces or brackets, where a plain text cannot be broken."""
    line = source.text[source.text.rfind("\n", 0, node.start) + 1 : node.start]
    return "{" in line or "[" in line or source.text[node.start : node.start + 1] in "{["


def _scalar(condition: bool, value: YamlScalar, source: Source) -> Iterator[Edit]:
    margin = source.text.rfind("\n", 0, value.start) + 1
    indent = _key_column(source.text[margin : value.start])
    lines = _lines(condition, value, source, WIDTH - indent - 2)
    if len(lines) == 1 and value.start - margin + len(lines[0]) <= WIDTH:
        yield value.start, value.end, lines[0]
    elif lines:
        joined = "".join(f"\n{' ' * (indent + 2)}{line}" for line in lines)
        yield value.start - 1, value.end, joined


def _lines(condition: bool, value: YamlScalar, source: Source, width: int) -> list[str]:
    """A plain value in lines; one whose quotes or marks decide where it breaks is left alone."""
    raw = source.text[value.start : value.end]
    if value.style is None and condition:
        return lay_out(parse(value.value), width)
    if value.style is None or raw == f'"{value.value}"':
        return wrap(raw, width, break_long_words=False, break_on_hyphens=False)
    return []


def _key_column(before: str) -> int:
    """Where the key of a line starts, behind the dashes of a list."""
    return len(before) - len(before.lstrip(" -"))


def write(found: list[Formatted]) -> None:
    """Write what changed, all files or none; raises Invalid."""
    write_all({one.path: one.after.encode() for one in found if one.changed})
