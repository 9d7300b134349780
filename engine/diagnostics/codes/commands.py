"""What keeps a command from doing what it is asked."""

from __future__ import annotations

from ..code import Code

FILE_EXISTS = Code(
    "file-exists",
    "A file of this name is there already, and is not written over.",
    wrong="backchannel facts template -o program.json",
    right="backchannel facts template -o program2.json",
    language="text",
)

LAYOUT_UNSAFE = Code(
    "layout-unsafe",
    """
    `fmt` found that its layout would lose a comment or change what the rulebook means, and wrote
    nothing. Lay the file out by hand, and tell us about it.
    """,
    wrong="backchannel fmt",
    right="backchannel check",
    language="text",
)

NO_FILES = Code(
    "no-files",
    "A folder that stands for fact files holds none.",
    wrong="sensitivity rules",
    right="sensitivity examples",
)

NOT_EMPTY = Code(
    "not-empty",
    "`init` starts a workspace in a new or an empty folder only; it changes nothing else.",
    wrong="backchannel init .",
    right="backchannel init my-rules",
    language="text",
)

UNKNOWN_REVISION = Code(
    "unknown-revision",
    "The name is no revision that git knows here, or there was no workspace at that time.",
    wrong="backchannel diff mian",
    right="backchannel diff main",
    language="text",
)

LIST_FILLED = Code(
    "list-filled",
    "`facts fill` does not write over records that the fact file has already.",
    wrong="backchannel facts fill program.json --worksheet intake intake.csv",
    right="backchannel facts fill program.json --worksheet intake intake.csv --replace",
    language="text",
)

BAD_TABLE = Code(
    "bad-table",
    "A table cannot be taken apart into rows and columns. Save it anew from the spreadsheet.",
    wrong="a cell of 200,000 letters",
    right="2024, 12, 5",
    language="text",
)

UNKNOWN_WORKSHEET = Code(
    "unknown-worksheet",
    "No list of records of the vocabulary has this name.",
    wrong="backchannel facts template --worksheet graduate",
    right="backchannel facts template --worksheet graduates",
    language="text",
)

UNWRITABLE_FILE = Code(
    "unwritable-file",
    "The file cannot be written; the message has the system's reason.",
    wrong="backchannel facts template -o /etc/program.json",
    right="backchannel facts template -o program.json",
    language="text",
)

WORKSHEET_EMPTY = Code(
    "worksheet-empty",
    "A worksheet has no row with anything in it, or its columns have no names.",
    wrong="match_year,class_size,img_count",
    right="match_year,class_size,img_count\n2025,12,5",
    language="text",
)

NO_SPARK = Code(
    "no-spark",
    """
    A scan on Spark needs the extra `spark`, a Java that it runs on, and a place where it runs that
    answers. DuckDB, which comes along, does the same on one machine.
    """,
    wrong="backchannel scan programs.parquet -o out.parquet --engine spark",
    right="pip install 'backchannel[spark]'",
    language="text",
)
