"""Reading conditions: precedence, spans, and what is said of text that does not fit."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from engine.diagnostics.findings import Mistake
from engine.diagnostics.place import Span
from engine.diagnostics.suggestion import near
from engine.language import parse as parser
from engine.language.parse import DEEPEST, LONGEST, NotAnExpression, parse
from engine.language.tree import (
    Aggregate,
    And,
    Arithmetic,
    Compare,
    Expression,
    If,
    Member,
    Name,
    Negative,
    Not,
    Number,
    Or,
    Quote,
    Selection,
    Truth,
)

A, B, C = Name("a"), Name("b"), Name("c")
ONE, TWO = Number(Fraction(1)), Number(Fraction(2))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a or b and c", Or((A, And((B, C))))),
        ("not a and b", And((Not(A), B))),
        ("not a = b", Not(Compare("=", A, B))),
        ("a + b * c", Arithmetic("+", A, Arithmetic("*", B, C))),
        ("a - b - c", Arithmetic("-", Arithmetic("-", A, B), C)),
        ("a / b / c", Arithmetic("/", Arithmetic("/", A, B), C)),
        ("-a * b", Arithmetic("*", Negative(A), B)),
        ("-1 - -2", Arithmetic("-", Number(Fraction(-1)), Number(Fraction(-2)))),
        ("+a", A),
        ("(((a)))", A),
        ("a and b and c", And((A, B, C))),
        ("if a then b else if b then a else c", If(A, B, If(B, A, C))),
        ("a in []", Member(A, (), False)),
        ("a not in [-1, +2]", Member(A, (Number(Fraction(-1)), TWO), True)),
        ('a = "not b"', Compare("=", A, Quote("not b"))),
        ("true", Truth(True)),
        ("truex", Name("truex")),
        ("count(r)", Aggregate("count", None, Selection("r"))),
        ("count = 2", Compare("=", Name("count"), TWO)),
        ("g.list.size", Name("g.list.size")),
        ("sum(g.list.size)", Aggregate("sum", Name("size"), Selection("g.list"))),
        ("max(size in newest 2 of r)", Aggregate("max", Name("size"), Selection("r", "newest", 2))),
        ("a\n  =\t1", Compare("=", A, ONE)),
    ],
)
def test_text_is_read_as_people_mean_it(text: str, tree: Expression) -> None:
    """`and` binds tighter than `or`, products tighter than sums; words stay words."""
    assert parse(text) == tree


def test_every_word_of_the_grammar_is_explained() -> None:
    """Whoever adds an operator tells the authors of rules about it."""
    grammar = Path(parser.__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    page = (Path(parser.__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    tokens = re.findall(r"^[A-Z_]+\.2: /(.*?)(?:\(\?|\\b|/)", grammar, re.MULTILINE)
    words = [word for token in tokens for word in token.replace(r"\s+", " ").strip("()").split("|")]
    words += re.findall(r'"([a-z]+)"', grammar)
    assert {"has any of", "median", "exactly", "else"} <= set(words)
    assert [word for word in words if word not in page] == []


def test_a_decimal_is_read_exactly() -> None:
    """0.1 is a tenth, not the nearest binary fraction."""
    assert parse("0.1") == Number(Fraction(1, 10))


def test_spans_point_at_what_was_written() -> None:
    """Every node knows which characters it came from."""
    tree = parse("a = 1 and  b.c < 20")
    assert isinstance(tree, And)
    second = tree.operands[1]
    assert isinstance(second, Compare)
    assert (tree.span, second.span, second.right.span) == (Span(0, 19), Span(11, 19), Span(17, 19))


def problem(text: str) -> Mistake[Span]:
    """What is wrong with a text that is no expression."""
    with pytest.raises(NotAnExpression) as caught:
        parse(text)
    return caught.value.problem


@pytest.mark.parametrize(
    ("text", "message", "at", "help_"),
    [
        ("a == 1", "`==` does not fit here", "==", "write `=`"),
        ("a =< 1", "`=<` does not fit here", "=<", "write `<=`"),
        ("a <> 1", "`<>` does not fit here", "<>", "write `!=`"),
        ("a && b", "`&&` does not fit here", "&&", "write `and`"),
        ("a || b", "`||` does not fit here", "||", "write `or`"),
        ("!a", "`!` does not fit here", "!", "write `not`"),
        ("a NOT b", "`NOT` does not fit here", "NOT", "write `not`"),
        ("a is red", "`is` does not fit here", "is",
         "write `=`; `is` goes only with `known` and `empty`"),
        ("a > 30%", "`%` does not fit here", "%", "write a share as a decimal, such as `0.3`"),
        ("a = 'x'", "`'` does not fit here", "'", 'quote with `"`'),
        ("a > .5", "`.5` does not fit here", ".5", "write `0.5`"),
        ("a contains red", "`red` does not fit here", "red", 'quote what is sought: `"red"`'),
        ("a starts with red", "`red` does not fit here", "red", 'quote what is sought: `"red"`'),
        ('a begins with "red"', "`begins` does not fit here", "begins", "write `starts with`"),
        ('a does not contain "x"', "`does` does not fit here", "does",
         'write `not` in front: `not x contains "abc"`'),
        ("a <= today()", "`(` does not fit here", "(", "write `today`, without parentheses"),
        ("days between a and b > 3", "`between` does not fit here", "between",
         "write `days from x to y`"),
        ("a > 60 days", "`days` does not fit here", "days", "write the number without its unit"),
        ("a in red", "`in` does not fit here", "in", "`in` needs a list: `in [this, that]`"),
        ("a b", "`b` does not fit here", "b",
         "an `and`, an `or`, a comma or a comparison is missing before it"),
        ("days from v.a > 5", "`>` does not fit here", ">",
         "write `days from x to y`, such as `days from v.a to today`"),
        ("days from v.a + 1 month to today > 3", "`+` does not fit here", "+",
         "put what is reckoned in parentheses: `days from (x + 1 month)`"),
        ("max(today, v.b) > v.a", "`,` does not fit here", ",",
         "`max` goes over records; of two values write `if x > y then x else y`"),
        ("a contains 'b'", "`'` does not fit here", "'",
         'write what is sought between straight double quotes: `"b"`'),
        ('a starts with \u201cb\u201d', "`\u201c` does not fit here", "\u201c",
         'write what is sought between straight double quotes: `"b"`'),
        ('a contains "b', '`"` does not fit here', '"', 'the closing `"` is missing'),
        ('a contains ["b"]', "`[` does not fit here", "[",
         'ask for each by itself: `any of (x contains "a", x contains "b")`'),
        ("a contains b.c", "`b.c` does not fit here", "b.c",
         'only a fixed text can be sought, in quotes: `"b.c"` is these letters'),
        ("v.a + 2 weeks > v.b", "`weeks` does not fit here", "weeks",
         "count in days, months or years: `14 days`"),
        ("0.3 <= a <= 0.6", "comparisons do not chain", "<= 0.6",
         "compare twice and join with `and`: `0.3 <= x and x <= 0.6`"),
        ("(a", "the condition stops too early", "a", "a `)` is missing"),
        ("a in [b", "the condition stops too early", "b", "a `]` is missing"),
        ("a and ", "the condition stops too early", "d", "something is missing at the end"),
        ("a)", "`)` does not fit here", ")", None),
        ("$a", "`$` does not fit here", "$", None),
        ("at least 1.5 of (a)", "`1.5` is no whole number", "1.5", "count in whole numbers"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_and_mended(
    text: str, message: str, at: str, help_: str | None
) -> None:
    """A slip of the pen is answered with what to write instead, at its very place."""
    found = problem(text)
    assert (found.message, found.help) == (message, help_)
    assert text[found.at.start :].startswith(at[: found.at.end - found.at.start])


def test_an_empty_condition_is_answered_with_an_example() -> None:
    """Nothing written is not an error of grammar to its author."""
    assert problem("  ").help == "write a condition, such as `visits >= 2`"


def test_a_condition_has_a_bounded_length() -> None:
    """A text beyond the limit is refused before it is read."""
    found = problem("a" * (LONGEST + 1))
    assert found.message == "a condition of 4001 characters; at most 4000 are read"


def test_a_condition_has_a_bounded_depth() -> None:
    """Nesting beyond the limit is refused; parentheses alone nest nothing."""
    assert problem("not " * DEEPEST + "a").message == "a condition nested more than 60 deep"
    assert parse("(" * 500 + "a" + ")" * 500) == A
    assert parse("not " * (DEEPEST - 1) + "a") == _nots(DEEPEST - 1)


def _nots(count: int) -> Expression:
    tree: Expression = A
    for _ in range(count):
        tree = Not(tree)
    return tree


@pytest.mark.parametrize(
    ("word", "meant"),
    [("visa.handlr", "visa.handler"), ("VISA.HANDLER", "visa.handler"),
     ("weather", None), ("", None)],
)  # fmt: skip
def test_only_a_close_name_is_suggested(word: str, meant: str | None) -> None:
    """A suggestion far from what was written would only mislead."""
    assert near(word, ["visa.handler", "visa.decided"]) == meant
