"""What a mapping of a table holds: which column is which fact, and how cells are read."""

from __future__ import annotations

from .keys import (
    FLAG,
    TEXT,
    ChoiceValue,
    EitherValue,
    ItemKind,
    Key,
    ListValue,
    MappingValue,
    ReferenceValue,
    TextValue,
)

WORDS = EitherValue((TEXT, ListValue(TEXT)))
"""One word, or several."""
FACT = ReferenceValue("fact")
MEANING = EitherValue((TextValue(or_flag=True), MappingValue(TextValue(or_flag=True))))

UNANSWERED = (
    Key("not_known", WORDS, "words that mean that nobody asked", group="unanswered"),
    Key("asked", WORDS, "words that mean: asked, and they do not know", group="unanswered"),
    Key("declined", WORDS, "words that mean: asked, and they dodged", group="unanswered"),
)

ON_ERROR = ("reject", "drop")
"""What becomes of a cell that cannot be read: its row is rejected, or it is left unasked."""

COLUMN = ItemKind(
    "a column",
    "the fact that a column holds, and how its cells are read",
    (
        Key("fact", FACT, "the fact, or a field of a list: `history.intake.class_size`"),
        Key("words", MappingValue(MEANING), "what a word means: one value, or several facts"),
        Key("unit", WORDS, 'what stands behind numbers, such as `yrs`; with `"%"` 62 is 0.62'),
        *UNANSWERED,
        Key("on_error", ChoiceValue(ON_ERROR),
            "of a cell that cannot be read: `reject` the row (the usual), or `drop` the cell"),
    ),
)  # fmt: skip

MAPPING = ItemKind(
    "a mapping",
    "what the columns of a table mean",
    (
        Key("files", WORDS, "the tables that it is for, such as `list.csv` or `*.xlsx`"),
        Key("sheet", TEXT, "the sheet of a workbook"),
        Key("key", WORDS, 'the columns that tell rows apart; `"{row}"` is the number of the row'),
        Key("source", TEXT, "who says all this, stamped on each value"),
        Key("as_of", TEXT, "when it was true, stamped on each value"),
        Key(
            "columns",
            MappingValue(EitherValue((FACT, COLUMN))),
            "the fact in each column; `{match_year}` in its name is a field of the list",
        ),
        Key("ignore", WORDS, "columns that are not read"),
        Key(
            "every_row",
            MappingValue(TextValue(or_flag=True)),
            "facts that are the same in each row; the name of a column in braces is filled in",
        ),
        *UNANSWERED,
        Key("decimal_comma", FLAG, "numbers are written as `12,5`"),
    ),
)
