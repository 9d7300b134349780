"""Reading a mapping, with every mistake in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..diagnostics.codes.conditions import UNKNOWN_FACT
from ..diagnostics.codes.files import WRONG_SHAPE
from ..diagnostics.codes.tables import BAD_COLUMN
from ..diagnostics.findings import in_order
from ..diagnostics.invalid import Invalid
from ..diagnostics.source import Source, read
from ..diagnostics.suggestion import did_you_mean
from ..language.calendar import is_no_day, why_no_day
from ..language.types import Records
from ..rulebook.document import YamlList, YamlMapping, YamlNode, YamlScalar, compose
from ..rulebook.kinds.tables import COLUMN, MAPPING, ON_ERROR, UNANSWERED
from ..rulebook.model import Book
from ..rulebook.shape import Shape
from .cells import Problem, read_cell
from .mapping import (
    HOLE,
    PLAIN,
    ColumnRule,
    Constant,
    Meaning,
    Reading,
    TableMapping,
    Target,
    folded,
    target,
    targets,
)

NOTHING = ("", "~", "null")
FOR_ALL = tuple(key.name for key in UNANSWERED)


def read_mapping_file(path: Path, book: Book) -> TableMapping:
    """The mapping in a file; raises Invalid with everything that is wrong with it."""
    return read_mapping_text(read(path, regular=True), book)


def read_mapping_text(source: Source, book: Book) -> TableMapping:
    """The mapping in a text; raises Invalid with everything that is wrong with it."""
    root, findings = compose(source)
    reader = _Reader(Shape(source, findings), book)
    found = reader.mapping(root) if root is not None else TableMapping()
    if reader.shape.findings:
        raise Invalid(in_order(reader.shape.findings))
    return found


@dataclass
class _Reader:
    shape: Shape
    book: Book

    def mapping(self, root: YamlNode) -> TableMapping:
        keys = self.shape.item(root, MAPPING)
        comma = self.shape.flag(keys.get("decimal_comma"), "decimal_comma")
        reading = self.unanswered(keys, Reading(comma=comma), add=False)
        return TableMapping(
            self.shape.source.name,
            self.words(keys.get("files"), "files"),
            self.shape.text(keys.get("sheet"), "sheet") or None,
            self.words(keys.get("key"), "key"),
            self.shape.text(keys.get("source"), "source") or None,
            self.day(keys.get("as_of")),
            tuple(self.columns(keys.get("columns"), reading)),
            self.words(keys.get("ignore"), "ignore"),
            tuple(self.constants(keys.get("every_row"))),
            reading,
            {name: self.shape.place(node) for name, node in keys.items()},
        )

    def day(self, node: YamlNode | None) -> str | None:
        found = self.shape.text(node, "as_of")
        if found and node is not None and is_no_day(found):
            self.shape.report(WRONG_SHAPE, f"`{found}` is not a date", node, why_no_day(found))
        return found or None

    def words(self, node: YamlNode | None, what: str) -> tuple[str, ...]:
        """A word alone, or a list of them; a word that is quoted may be empty."""
        if isinstance(node, YamlList):
            found = tuple(one for one in node.items if isinstance(one, YamlScalar))
            if len(found) < len(node.items):
                self.shape.report(WRONG_SHAPE, f"`{what}` has to be a list of words", node)
            return tuple(one.value for one in found)
        if node is None:
            return ()
        one = self.shape.scalar(node, what)
        return (one.value,) if one is not None else ()

    def unanswered(self, keys: Mapping[str, YamlNode], base: Reading, add: bool) -> Reading:
        """How cells are read, with the words for no answer listed here: beside those of `base`
        for a column, in their place for the whole table."""
        not_known, asked, declined = (
            frozenset(map(folded, self.words(keys.get(name), name)))
            | (getattr(base, name) if add or name not in keys else frozenset())
            for name in FOR_ALL
        )
        return replace(base, not_known=not_known, asked=asked, declined=declined)

    def columns(self, node: YamlNode | None, base: Reading) -> Iterator[ColumnRule]:
        for name, (key, value) in self.shape.entries(node, "columns").items():
            found = self.column(name, key, value, base)
            if found is not None:
                yield found

    def column(
        self, name: str, key: YamlScalar, value: YamlNode, base: Reading
    ) -> ColumnRule | None:
        keys: Mapping[str, YamlNode] = {"fact": value}
        if isinstance(value, YamlMapping):
            keys = self.shape.item(value, COLUMN, name)
        words_of = keys.get("words")
        empty = isinstance(words_of, YamlMapping) and not words_of.entries
        if "fact" not in keys and (words_of is None or empty):
            message = f"it is not said which fact the column `{name}` holds"
            self.shape.report(BAD_COLUMN, message, key, "give a `fact`, or `words`, or `ignore` it")
            return None
        of = self.target(keys["fact"]) if "fact" in keys else None
        if "fact" in keys and of is None:
            return None
        words = self.meanings(keys.get("words"), of)
        units = tuple(map(folded, self.words(keys.get("unit"), "unit")))
        reading = replace(self.unanswered(keys, base, add=True), words=words, units=units)
        hole, place = self.hole(name, key, of), self.shape.place(key)
        rule = ColumnRule(name, of, reading, hole, place, self.drops(keys.get("on_error")))
        return rule if any(True for _one in rule.facts) else None

    def drops(self, node: YamlNode | None) -> bool:
        """Whether cells that cannot be read are left unasked."""
        found = self.shape.scalar(node, "on_error")
        if found is not None and found.value not in ON_ERROR:
            help_ = f"{ON_ERROR[0]} the row, or {ON_ERROR[1]} the cell"
            self.shape.report(WRONG_SHAPE, f"`{found.value}` is no way to go on", found, help_)
        return found is not None and found.value == ON_ERROR[1]

    def target(self, node: YamlNode) -> Target | None:
        found = self.shape.scalar(node, "fact")
        if found is None:
            return None
        known = target(self.book.vocabulary, found.value)
        if known is None:
            near = did_you_mean(found.value, targets(self.book.vocabulary))
            help_ = near or "`backchannel facts template` lists every fact"
            self.shape.report(UNKNOWN_FACT, f"unknown fact `{found.value}`", found, help_)
        return known

    def hole(self, name: str, key: YamlScalar, of: Target | None) -> Target | None:
        """The field that a pattern such as `{match_year} Quota` names."""
        holes = HOLE.findall(name)
        if not holes:
            return None
        if len(holes) > 1 or of is None or not of.field:
            message = "braces stand for one field of a list, and this column is of none"
            help_ = 'such as "{match_year} Quota": history.intake.class_size'
            self.shape.report(BAD_COLUMN, message, key, help_)
            return None
        found = target(self.book.vocabulary, f"{of.fact.name}.{holes[0]}")
        if found is None:
            fields = of.fact.type.fields if isinstance(of.fact.type, Records) else {}
            help_ = did_you_mean(holes[0], fields) or "fields: " + ", ".join(fields)
            message = f"`{of.fact.name}` has no field `{holes[0]}`"
            self.shape.report(BAD_COLUMN, message, key, help_)
        return found

    def meanings(self, node: YamlNode | None, of: Target | None) -> dict[str, tuple[Meaning, ...]]:
        found: dict[str, tuple[Meaning, ...]] = {}
        for word, (key, value) in self.shape.entries(node, "words").items():
            if folded(word) in found:
                message = f"`{word}` is there already: neither case nor spaces tell words apart"
                self.shape.report(BAD_COLUMN, message, key, "leave one of them out")
            found[folded(word)] = tuple(self.meaning(value, of))
        return found

    def meaning(self, node: YamlNode, of: Target | None) -> Iterator[Meaning]:
        """What a word means: the value of the column's fact, or those of several."""
        if isinstance(node, YamlMapping):
            for key, value in node.entries:
                found = self.target(key)
                if found is not None and isinstance(value, YamlScalar):
                    yield self.meant(found, value)
                elif found is not None:
                    self.shape.report(WRONG_SHAPE, f"`{key.value}` has to be a word", value)
        elif of is None:
            message = "it is not said of which fact this is a value"
            help_ = "write `{visa.j1_sponsored: true}`, or give the column a `fact`"
            self.shape.report(BAD_COLUMN, message, node, help_)
        elif isinstance(node, YamlScalar):
            yield self.meant(of, node)
        else:
            self.shape.report(WRONG_SHAPE, "a word has to mean a value", node)

    def meant(self, of: Target, node: YamlScalar) -> Meaning:
        """A value that a word means; one that its fact cannot have is a mistake here."""
        found = Meaning(of, self.text(node))
        said = read_cell(found.text, of.type, PLAIN)
        if isinstance(said, Problem):
            self.shape.report(BAD_COLUMN, said.message, node, f"a value of `{of.name}` is wanted")
        return found

    def text(self, node: YamlScalar) -> str | None:
        """A value as it is written; None where it says that nobody asked."""
        return None if node.style is None and node.value in NOTHING else node.value

    def constants(self, node: YamlNode | None) -> Iterator[Constant]:
        for key, value in self.shape.entries(node, "every_row").values():
            of, text = self.target(key), self.shape.scalar(value, key.value)
            if of is not None and of.field:
                message = f"`{of.name}` is a field of a list"
                self.shape.report(BAD_COLUMN, message, key, "a column gives it, not every row")
            elif of is not None and text is not None:
                yield Constant(of, text.value, self.shape.place(key))
