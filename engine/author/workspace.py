"""Starting a workspace: the shipped files, an example and the schemas, in a folder of one's own."""

from __future__ import annotations

import json
from pathlib import Path

from ..diagnostics.codes.commands import NOT_EMPTY
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.printable import json_text
from ..diagnostics.writing import write_new
from ..rulebook.load import load
from ..rulebook.model import Book
from ..rulebook.workspace import shipped
from . import schema

EXAMPLE = "community.json"


def init(folder: Path) -> list[Path]:
    """Write a workspace into `folder` and return what was written.

    Raises Invalid, and changes nothing, when there are files in the way.
    """
    _refuse_to_overwrite(folder)
    texts = {folder / name: text.encode() for name, text in contents().items()}
    write_new(texts)
    return list(texts)


def _refuse_to_overwrite(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Invalid([Finding(NOT_EMPTY, "there is a file of this name", Place(str(folder)))])
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    if names:
        told = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
        message = f"the folder is not empty: {told}"
        raise Invalid([Finding(NOT_EMPTY, message, Place(str(folder)), "name a new folder")])


def contents() -> dict[str, str]:
    """Every file of a new workspace by its path."""
    source = shipped()
    book = load(source)
    found = {f"schemas/{name}.json": _schema(make, book) for name, make in schema.MAKERS.items()}
    for path in sorted(source.rules.rglob("*.yaml")):
        name = f"rules/{path.relative_to(source.rules).as_posix()}"
        found[name] = _headed(path, "rules") if path.parent == source.rules else _text(path)
    for path in sorted(source.flows.glob("*.yaml")):
        found[f"flows/{path.name}"] = _headed(path, "flow")
    found[f"examples/{EXAMPLE}"] = _example(source.rules.parent / "examples" / EXAMPLE)
    return found


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _schema(make: schema.Maker, book: Book) -> str:
    return json_text(make(book)) + "\n"


def _headed(path: Path, kind: str) -> str:
    """A file with the line that tells editors its schema."""
    return f"# yaml-language-server: $schema=../schemas/{kind}.json\n{_text(path)}"


def _example(path: Path) -> str:
    facts = {"$schema": "../schemas/facts.json"} | json.loads(_text(path))
    return json_text(facts) + "\n"
