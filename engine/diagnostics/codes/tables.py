"""What tables, and the mappings that describe them, can be wrong with."""

from __future__ import annotations

from ..code import Code

TOO_MANY_COLUMNS = Code(
    "too-many-columns",
    "The table has more columns than a spreadsheet can have; it is probably no table.",
    wrong="a,b,c, … a million names",
    right="program,state,visa",
    language="text",
)

OTHER_ENCODING = Code(
    "other-encoding",
    """
    The file is no UTF-8, and was read as the encoding that is named. Letters with accents may be
    wrong; saving the table as `CSV UTF-8` settles it.
    """,
    wrong="H\\xf4pital Sainte-Anne",
    right="Hôpital Sainte-Anne",
    language="text",
    severity="warning",
)

HIDDEN_SHEET = Code(
    "hidden-sheet",
    "The workbook has sheets that are not read, hidden ones among them. `sheet` names another.",
    wrong="sheet: a sheet that nobody sees",
    right="sheet: Programs",
    severity="warning",
)

MERGED_CELLS = Code(
    "merged-cells",
    """
    Cells of several rows are merged into one. Its value is taken for each of these rows, as a
    person reads it.
    """,
    wrong="TX over three rows",
    right="TX, TX, TX",
    language="text",
    severity="warning",
)

UNREAD_COLUMN = Code(
    "unread-column",
    """
    A column is named neither as a fact nor in the mapping, so that nothing in it is read. List it
    under `ignore` to say that this is meant.
    """,
    wrong="columns: {visa: visa.j1_sponsored}",
    right="columns: {visa: visa.j1_sponsored}\nignore: [city]",
    severity="warning",
)

DUPLICATE_COLUMN = Code(
    "duplicate-column",
    "Several columns have one name, so that nobody knows which of them is meant. Rename one.",
    wrong="program,visa,visa",
    right="program,visa,visa last year",
    language="text",
)

NO_SUCH_COLUMN = Code(
    "no-such-column",
    "A mapping or an option names a column that the table does not have: another table, or a slip.",
    wrong="columns: {vsia: visa.j1_sponsored}",
    right="columns: {visa: visa.j1_sponsored}",
)

NO_FACT_COLUMNS = Code(
    "no-fact-columns",
    """
    No column of the table is named as a fact, and no mapping says what they are.
    `backchannel import TABLE --suggest` prints a mapping to start from.
    """,
    wrong="program,visa",
    right="program.name,visa.j1_sponsored",
    language="text",
)

UNREAD_CELL = Code(
    "unread-cell",
    """
    What stands in a cell is no value of the fact that its column holds. The mapping can say what
    a word means, which words mean not known, or in which unit numbers are.
    """,
    wrong="visa.j1_sponsored\nsometimes",
    right="visa.j1_sponsored\nyes",
    language="text",
)

DROPPED_CELL = Code(
    "dropped-cell",
    """
    A cell cannot be read, and the mapping says `on_error: drop` of its column: the cell is taken
    as not asked, and the row goes in without it.
    """,
    wrong="Step 2\nask them",
    right="Step 2\n230",
    language="text",
    severity="warning",
)

SMALL_PERCENTAGE = Code(
    "small-percentage",
    """
    A column holds percentages, with a sign or above 1, and in some rows a number of at most 1
    without the sign. It is read as all others are, `0.5` as half a percent; perhaps 50 % is meant.
    """,
    wrong="IMGs\n62%\n0.5",
    right="IMGs\n62%\n50%",
    language="text",
    severity="warning",
)

NO_CACHED_VALUE = Code(
    "no-cached-value",
    """
    A cell holds a formula whose value was never computed, or an error. Formulas are not computed
    here: open the workbook in a spreadsheet program and save it.
    """,
    wrong="=VLOOKUP(A2; Visas; 2)",
    right="yes",
    language="text",
)

RAGGED_ROW = Code(
    "ragged-row",
    "A row has more cells than there are columns; often a comma in a text without quotes.",
    wrong="program,visa\nRiverbend, Main Campus,yes",
    right='program,visa\n"Riverbend, Main Campus",yes',
    language="text",
)

EMPTY_KEY = Code(
    "empty-key",
    """
    A column is empty in a row, and the mapping's `key` is made of it: nobody knows which one the
    row is about. `"{row}"` in the key tells rows apart by their number.
    """,
    wrong="Program,State\n,TX",
    right="Program,State\nRiverbend,TX",
    language="text",
)

SAME_KEY = Code(
    "same-key",
    """
    Two rows of one table are called the same. The first stands. Where they are different programs,
    name more columns under `key`, or `"{row}"`.
    """,
    wrong="key: Program",
    right="key: [Program, City]",
)

ROWS_DIFFER = Code(
    "rows-differ",
    """
    A table whose rows are records says something of the program itself in one row, and something
    else in another.
    """,
    wrong="program,state,match_year\nRiverbend,TX,2024\nRiverbend,OK,2025",
    right="program,state,match_year\nRiverbend,TX,2024\nRiverbend,TX,2025",
    language="text",
)

GIVES_WAY = Code(
    "gives-way",
    """
    A number that is marked as about (`~47`), or a share that differs by at most two percentage
    points, stands beside records that make it another one near it. What the records give is exact
    and stands; the other is left out.
    """,
    wrong="IMGs %,2025 Quota,2025 IMGs\n~50,15,7",
    right="IMGs %,2025 Quota,2025 IMGs\n47,15,7",
    language="text",
    severity="warning",
)

KEPT_AS_SAID = Code(
    "kept-as-said",
    """
    A value stands beside records that make it something else. The records stand, and the value is
    kept as what the source of the row said, so that the verdict is what holds whoever is right.
    """,
    wrong="IMGs %,2025 Quota,2025 IMGs\n62,15,7",
    right="IMGs %,2025 Quota,2025 IMGs\n47,15,7",
    language="text",
    severity="warning",
)

NOWHERE_TO_DIFFER = Code(
    "nowhere-to-differ",
    """
    Two sources say different things, and the vocabulary has no list of sources in which both could
    stand, so that one of them would be lost.
    """,
    wrong="list.csv: yes, website.csv: no",
    right="list.csv: yes, website.csv: yes",
    language="text",
)

NO_MAPPING_FOR = Code(
    "no-mapping-for",
    """
    Several mappings, and it is not clear which of them is for a table. `files` in a mapping names
    the tables that it is for.
    """,
    wrong="columns: {visa: visa.j1_sponsored}",
    right="files: [list.csv]\ncolumns: {visa: visa.j1_sponsored}",
)

BAD_COLUMN = Code(
    "bad-column",
    "What a mapping says of a column, a key or a row cannot be done; the message says why.",
    wrong='columns: {"{year} Quota": visa.j1_sponsored}',
    right='columns: {"{match_year} Quota": history.intake.class_size}',
)

CELL_TOO_LONG = Code(
    "cell-too-long",
    "A cell of a workbook holds at most 32,767 characters. CSV and JSON lines hold more.",
    wrong="backchannel export programs -o programs.xlsx",
    right="backchannel export programs -o programs.csv",
    language="text",
)

LOST_ROWS = Code(
    "lost-rows",
    """
    Fewer rows came out, as programs or as rejects, than went in. This is a mistake of the program
    and not of the table; nothing is written.
    """,
    wrong="204 rows were read, and 203 accounted for",
    right="204 rows in, 204 programs out, 0 rejected",
    language="text",
)

OF_NO_ROW = Code(
    "of-no-row",
    """
    A record of a table of its own is of no row of the table that is scanned: no row is called so.
    Its key has to be spelt as there.
    """,
    wrong="program.name,match_year,class_size\nSt. Elmo,2024,8",
    right="program.name,match_year,class_size\nSaint Elmo,2024,8",
    language="text",
)
