"""What any file can be wrong with, before it is asked what it says."""

from __future__ import annotations

from ..code import Code

BAD_NAME = Code(
    "bad-name",
    """
    A name is not spelt as names are: a letter first, then letters, digits, `_` (and `-` in ids).
    Facts are `group.fact`. Some words (`otherwise`, `incomplete`, the words of the language) mean
    something already.
    """,
    wrong="- id: on their own",
    right="- id: on-their-own",
)

BAD_NUMBER = Code(
    "bad-number",
    "A number has to be written plainly, so that it stays exact: `3`, `0.35` or `1/3`.",
    wrong='few_years: "3"',
    right="few_years: 3",
)

DUPLICATE_ID = Code(
    "duplicate-id",
    """
    Two things carry one name, so that nobody could say which of them is meant. The help names the
    other place.
    """,
    wrong="""
    - id: late
    - id: late
    """,
    right="""
    - id: late
    - id: very-late
    """,
)

DUPLICATE_KEY = Code(
    "duplicate-key",
    """
    A key is written twice, and one of the two would be lost. Often a `-` before a new item is
    missing.
    """,
    wrong="""
    then: no
    then: yes
    """,
    right="then: no",
)

DUPLICATE_VALUE = Code(
    "duplicate-value",
    """
    A value stands twice in a list of allowed values; one of them was probably meant to be another.
    """,
    wrong="values: [up, flat, up]",
    right="values: [up, flat, down]",
)

EMPTY_FILE = Code(
    "empty-file",
    """
    The file is empty, or everything in it is a comment. A gate without its rules would leave its
    flow hanging.
    """,
    wrong="# gate: intake",
    right="gate: intake",
)

EMPTY_FOLDER = Code(
    "empty-folder",
    "The folder has no `.yaml` file. A workspace needs its vocabulary, its gates and its flow.",
    wrong="my-rules/flows/",
    right="my-rules/flows/hospital.yaml",
    language="text",
)

FILE_TOO_FULL = Code(
    "file-too-full",
    """
    A file holds more keys and values than are read: 100,000 in a file of rules, 150,000 commas and
    colons in a fact file, which is room for 10,000 records of seven fields. The limit keeps
    broken or hostile files from exhausting the machine.
    """,
    wrong="values: [a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a]    # and on for 100,000",
    right="values: [a]",
)

FILE_TOO_LARGE = Code(
    "file-too-large",
    """
    The file is larger than 2 MB. No rulebook written by people is, so this is probably not the
    file you meant.
    """,
    wrong="rules/everything.yaml (12 MB)",
    right="rules/intake.yaml, rules/visa.yaml",
    language="text",
)

MISSING_FOLDER = Code(
    "missing-folder",
    "A folder that is needed is not there. A workspace is a folder with `rules/` and `flows/`.",
    wrong="my-rules/rule/",
    right="my-rules/rules/",
    language="text",
)

MISSING_KEY = Code(
    "missing-key",
    "A key that is always needed is not there. Nothing is guessed in its place.",
    wrong="""
    - when: visa.had_to_fight
      then: no
    """,
    right="""
    - id: had-to-fight
      when: visa.had_to_fight
      then: no
      because: A resident had to push to get a visa filed.
    """,
)

NOT_A_MAPPING = Code(
    "not-a-mapping",
    "The file begins as a list or a word. Every file of a workspace is keys with values.",
    wrong="- gate: intake",
    right="gate: intake",
)

NOT_UTF8 = Code(
    "not-utf8",
    """
    The file has bytes that are no UTF-8 text; an older program probably saved it in another
    encoding.
    """,
    wrong="saved as Windows-1252",
    right="saved as UTF-8",
    language="text",
)

SEVERAL_DOCUMENTS = Code(
    "several-documents",
    "A line of three dashes begins a second document, which would not be read.",
    wrong="""
    rules: []
    ---
    notes: []
    """,
    right="""
    rules: []
    notes: []
    """,
)

TOO_DEEP = Code(
    "too-deep",
    """
    Lists or mappings are nested deeper than any file needs; the limit keeps broken or hostile files
    from exhausting the machine.
    """,
    wrong="values: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[j1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    right="values: [j1]",
)

UNKNOWN_FILE = Code(
    "unknown-file",
    """
    Nothing in a file under `rules/` tells what it holds: it has none of the keys `facts`, `gate`,
    `notes`, `promises`, `board`. Notes to yourself belong in another folder.
    """,
    wrong="todo: [ask about visas]",
    right="notes: []",
)

UNKNOWN_KEY = Code(
    "unknown-key",
    """
    A key is misspelt or made up, and would have no effect. In braces, a comma inside a text
    silently begins a new key: put that text in quotes.
    """,
    wrong="otherwise: {then: no, because: None was shown, or not yet}",
    right='otherwise: {then: no, because: "None was shown, or not yet"}',
)

UNREADABLE_FILE = Code(
    "unreadable-file",
    "The system does not let us read the file or folder; the message has its reason.",
    wrong="-rw------- root rules/visa.yaml",
    right="-rw-r--r-- root rules/visa.yaml",
    language="text",
)

WRONG_SHAPE = Code(
    "wrong-shape",
    """
    A list, a mapping or a single text stands where another of them belongs, or nothing stands there
    at all.
    """,
    wrong="whom: office",
    right="whom: [office]",
)

YAML_ANCHOR = Code(
    "yaml-anchor",
    """
    `&name` and `*name` make one place stand for another. They are not read, so that every rule says
    all that it means. A text that begins with `*` or `&` needs quotes.
    """,
    wrong="because: *Residents* file their visas alone.",
    right='because: "*Residents* file their visas alone."',
)

YAML_SYNTAX = Code(
    "yaml-syntax",
    """
    The file is no YAML at this place: a tab, a quote or bracket that is not closed, a `: ` inside a
    text without quotes, a line that stands too far left or right. The help says which.
    """,
    wrong="because: Visas: residents file them alone.",
    right='because: "Visas: residents file them alone."',
)

YAML_TAG = Code(
    "yaml-tag",
    "`!word` gives a value a type of its own. Tags are not read, because some of them run code.",
    wrong="because: !!str Residents file their visas alone.",
    right="because: Residents file their visas alone.",
)
