"""How a place is refined while what is wrong there rises from a text to its file."""

from __future__ import annotations

from engine.diagnostics.codes.conditions import SYNTAX, UNKNOWN_VALUE
from engine.diagnostics.codes.proofs import CONSTRAINTS_EXCLUDE, NOT_DECIDED
from engine.diagnostics.findings import Finding, Mistake
from engine.diagnostics.place import Place, Span, dotted
from engine.diagnostics.rendering import as_annotation, as_json, as_text
from engine.diagnostics.source import Source

FILE = Source("rules/a.yaml", "when: a == 1\n")


def test_a_span_of_a_text_is_counted_from_where_the_text_begins() -> None:
    """The parser knows the condition only, the file knows the line."""
    found = FILE.at(Mistake(SYNTAX, "`==` does not fit here", Span(2, 4), "write `=`"), 6)
    assert as_text(found) == (
        "rules/a.yaml:1:9: error: `==` does not fit here\n"
        "  | when: a == 1\n"
        "  |         ^^\n"
        "  help: write `=`"
    )


def test_a_path_is_written_as_a_person_writes_it() -> None:
    """Keys by dots, places in lists in brackets."""
    assert dotted(("history", "intake", 2, "count")) == "history.intake[2].count"


def test_a_path_stays_when_what_is_wrong_is_told_at_another_place() -> None:
    """A test file has its own line for a fact of its base, and the fact keeps its name."""
    found = Mistake(UNKNOWN_VALUE, "no", ("visa", "handler")).placed(Place("facts"))
    moved = found.told_at(FILE.place(0, 4))
    assert (found.file, found.where) == ("facts", "visa.handler")
    assert (moved.file, moved.line, moved.where) == ("rules/a.yaml", 1, "visa.handler")
    assert moved.place.excerpt == "when: a == 1"


def test_a_node_is_shown_by_its_first_word() -> None:
    """A rule of ten lines is underlined at its first one."""
    assert as_text(Finding(NOT_DECIDED, "not decided", FILE.head(0))).splitlines() == [
        "rules/a.yaml:1:1: warning: not decided",
        "  | when: a == 1",
        "  | ^^^^",
    ]


def test_a_finding_is_as_severe_as_its_code_unless_it_says_otherwise() -> None:
    """Constraints on records that exclude each other leave cases without records."""
    assert Finding(CONSTRAINTS_EXCLUDE, "", Place()).severity == "error"
    assert Finding(CONSTRAINTS_EXCLUDE, "", Place(), graded="warning").severity == "warning"


def test_programs_get_the_id_of_the_code() -> None:
    """As JSON and as the title of an annotation."""
    found = Finding(SYNTAX, "no, 100%", Place("a,b.yaml"), "look")
    assert as_json([found]) == {
        "findings": [
            {
                "code": "syntax",
                "severity": "error",
                "message": "no, 100%",
                "file": "a,b.yaml",
                "line": 0,
                "column": 0,
                "help": "look",
                "witness": None,
            }
        ]
    }
    assert as_annotation(found) == (
        "::error file=a%2Cb.yaml,line=1,col=1,title=syntax::no, 100%25%0Ahelp: look"
    )
