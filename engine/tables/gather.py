"""All programs that files, folders and tables hold, in the order they are named and written.

One table is read row by row. Several sources are held together: those that call a program the
same are merged into one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..diagnostics.codes.commands import NO_FILES
from ..diagnostics.codes.tables import NO_MAPPING_FOR
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.printable import printable
from ..diagnostics.source import read
from ..rulebook.model import Book
from .columns import Plan, plan
from .draft import Draft
from .fact_file import draft_of, subject_of
from .mapping import TableMapping
from .mapping_file import read_mapping_file
from .merge import merged
from .opening import ENDINGS, is_table, open_sheet
from .program import Program, Reject
from .rows import drafts
from .sheet import Row

Item = Program | Reject | Draft
IN_FOLDERS = tuple(one for one in ENDINGS if one != ".txt")


@dataclass
class Ledger:
    """What was read: rows of tables, fact files, and what is to be told of them.

    Rows are counted where the file is read, so that `in = out + rejects` is a check.
    """

    rows: int = 0
    files: int = 0
    notices: list[Finding] = field(default_factory=list)


def gather(
    paths: Sequence[Path],
    book: Book,
    mapping: Path | Sequence[Path] | None = None,
    ledger: Ledger | None = None,
) -> Iterator[Program | Reject]:
    """The programs in fact files, folders of them, and tables, which mappings may describe.

    Raises Invalid where a mapping is wrong, a table that is named cannot be read, or a folder
    holds nothing; a table in a folder is a reject then, as any other file there.
    """
    ledger = ledger if ledger is not None else Ledger()
    named = [mapping] if isinstance(mapping, Path) else list(mapping or ())
    files = list(_unfolded(paths))
    tables = [path for path in files if is_table(path)]
    mapped = {path: one or TableMapping() for path, one in chosen(tables, named, book).items()}
    plans = {
        path: _plan(path, one, book, ledger) if path in paths else _found(path, one, book, ledger)
        for path, one in mapped.items()
    }
    only = plans.get(files[0]) if len(files) == 1 else None
    if isinstance(only, Plan):
        return (one.finished() for one in drafts(only, book, ledger.notices))
    return _together(list(_items(files, plans, book, ledger)), book)


def _unfolded(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        found = sorted(_inside(path)) if path.is_dir() else [path]
        if not found:
            message = "this folder holds no fact file (.json) and no table"
            raise Invalid([Finding(NO_FILES, message, Place(str(path)), _folders_in(path))])
        yield from found


def _folders_in(folder: Path) -> str | None:
    """A line of help where there are folders inside, which are not looked into."""
    inner = sorted(one.name for one in folder.iterdir() if one.is_dir())
    if not inner:
        return None
    return f"folders inside are not looked into; name them, as `{folder / printable(inner[0])}`"


def _inside(folder: Path) -> Iterator[Path]:
    endings = (".json", *IN_FOLDERS)
    return (one for one in folder.iterdir() if one.suffix.lower() in endings)


def chosen(
    tables: Sequence[Path], files: Sequence[Path], book: Book
) -> dict[Path, TableMapping | None]:
    """For each table its mapping, if any: one that names it, else the one that names no tables.

    Raises Invalid where a mapping is wrong, or is for no table, or several are for one.
    """
    mappings = [read_mapping_file(one, book) for one in files]
    found = [
        Finding(NO_MAPPING_FOR, "no table that is read is called so", one.place("files"))
        for one in mappings
        if one.files and not any(map(one.is_for, tables))
    ]
    general = [one for one in mappings if not one.files]
    by_table: dict[Path, TableMapping | None] = {}
    for path in tables:
        fitting = [one for one in mappings if one.is_for(path)] or general
        if len(fitting) > 1:
            listed = ", ".join(f"`{one.file}`" for one in fitting)
            message, help_ = f"several mappings are for it: {listed}", "name tables under `files`"
            found.append(Finding(NO_MAPPING_FOR, message, Place(str(path)), help_))
        by_table[path] = fitting[0] if fitting else None
    if found:
        raise Invalid(found)
    return by_table


def _plan(path: Path, mapping: TableMapping, book: Book, ledger: Ledger) -> Plan:
    sheet = open_sheet(path, mapping.sheet)
    found = plan(replace(sheet, rows=_counted(sheet.rows, ledger)), mapping, book)
    ledger.notices += [*sheet.notices, *found.notices]
    return found


def _found(path: Path, mapping: TableMapping, book: Book, ledger: Ledger) -> Plan | Reject:
    """The plan of a table in a folder, or why it has none."""
    try:
        return _plan(path, mapping, book, ledger)
    except Invalid as invalid:
        return Reject(path.name, tuple(invalid.findings))


def _counted(rows: Iterator[Row], ledger: Ledger) -> Iterator[Row]:
    for row in rows:
        ledger.rows += not row.blank
        yield row


def _items(
    files: Sequence[Path], plans: dict[Path, Plan | Reject], book: Book, ledger: Ledger
) -> Iterator[Item]:
    for path in files:
        planned = plans.get(path)
        if isinstance(planned, Plan):
            yield from drafts(planned, book, ledger.notices)
        else:
            ledger.files += 1
            yield planned or _fact_file(path)


def _fact_file(path: Path) -> Program | Reject:
    try:
        pipe_is_meant = path.suffix.lower() != ".json"  # as in a shell's <(..)
        return Program(path.stem, read(path, regular=not pipe_is_meant), Place(str(path)))
    except Invalid as invalid:
        return Reject(path.stem, tuple(invalid.findings))


def _together(items: Sequence[Item], book: Book) -> Iterator[Program | Reject]:
    """Drafts of one key as one program; a fact file joins the rows that call it the same.

    Two fact files are two programs, whatever they are called.
    """
    keys = {one.key for one in items if isinstance(one, Draft)}
    joined = [_joining(one, keys, book) for one in items]
    groups: dict[str, list[Draft]] = {}
    for one in joined:
        if isinstance(one, Draft):
            groups.setdefault(one.key, []).append(one)
    for one in joined:
        if not isinstance(one, Draft):
            yield one
        elif one.key in groups:
            yield from _merged(groups.pop(one.key), book)


def _joining(one: Item, keys: Collection[str], book: Book) -> Item:
    """A fact file as a draft, where rows call their program as it does."""
    if not keys or not isinstance(one, Program):
        return one
    key = subject_of(one, book.vocabulary)
    return draft_of(one, key, book.vocabulary) if key is not None and key in keys else one


def _merged(group: Sequence[Draft], book: Book) -> Iterator[Program | Reject]:
    """One program of many drafts; rows that are wrong are rejects of their own."""
    sound = [one for one in group if not one.found]
    yield from (one.finished() for one in group if one.found)
    if sound:
        yield merged(sound, book.vocabulary).finished()
