"""What is copied from the table into the output: keys, and the columns that are kept.

In CSV a text that a spreadsheet would run gets a quote mark, as `present.spreadsheet` has it; and
one that has it in a table of texts loses it where the output is no such table.
"""

from __future__ import annotations

import re

from ..present.spreadsheet import NUMBER, RUNS, quoted
from .sql import words
from .sql.words import Sql
from .table import Column

PARQUET = ".parquet"
HARMLESS = ("boolean", "whole", "decimal", "double", "day")
WIDE = re.compile(r"\\u([0-9a-f]{4})")
FORMULA = f"^(?:{WIDE.sub(lambda found: chr(int(found[1], 16)), RUNS.pattern)})"
PLAIN_NUMBER = f"^(?:{NUMBER.pattern})\\z"
MARK = "'"


def copied(column: Column, sql: Sql, of_texts: bool, ending: str) -> Sql:
    """A column of the table as the output has it; `of_texts` for a table of texts."""
    if column.kind in HARMLESS or (ending == PARQUET and not of_texts):
        return sql
    if ending == PARQUET:
        marked = words.every([words.starts(sql, MARK), words.matches(sql, FORMULA)])
        return words.case([(marked, words.from_second(sql))], sql)
    text = sql if column.kind == "text" else words.cast(sql, "VARCHAR")
    runs = [words.matches(text, FORMULA), words.negate(words.matches(text, PLAIN_NUMBER))]
    runs += [words.negate(words.starts(text, MARK))] if of_texts else []
    return words.case([(words.every(runs), words.behind(MARK, text))], text)


def spelt(name: str, ending: str) -> str:
    """The name of a column in the output."""
    return name if ending == PARQUET else quoted(name)
