"""Rules as sentences and gates as tables."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from engine.author.sentences import Words
from engine.language import tree
from engine.language.parse import parse
from engine.language.resolve import Scope, resolve
from engine.language.traverse import descend
from engine.rulebook.load import load
from engine.rulebook.workspace import find_workspace
from tests.author.corpus_case import GOOD

TRIAGE = str(Path(__file__).parents[2] / "examples" / "workspaces" / "triage")
BOOK = load(find_workspace(GOOD))
TYPES = {name: fact.type for name, fact in BOOK.vocabulary.facts.items()}

READ = {
    "visa.had_to_fight": "`visa.had_to_fight` is true",
    "not visa.had_to_fight": "`visa.had_to_fight` is false",
    "true": "always",
    "visa.had_to_fight = true": "`visa.had_to_fight` is true",
    "visa.handler = office": "`visa.handler` is office",
    "visa.lead_months >= lead_months": "`visa.lead_months` is at least 3 months (`lead_months`)",
    "intake.foreign_share < enough": "`intake.foreign_share` is below 1/3 (`enough`)",
    "hospital.name = \"Elm\"": '`hospital.name` is "Elm"',
    'hospital.name starts with "St. "': '`hospital.name` starts with "St. "',
    'not hospital.name contains "Elm"': 'it is not so that `hospital.name` contains "Elm"',
    "today + 60 days > today": "today plus 60 days is above today",
    "months from today to (today - 1 year) < few_years":
        "the whole months from today to today minus 1 year is below 3 (`few_years`)",
    "visa.handler in [office, attorney]": "`visa.handler` is one of office or attorney",
    "visa.handler not in [office, attorney, resident_alone]":
        "`visa.handler` is none of office, attorney or resident_alone",
    "visa.kinds has any of [j1]": "`visa.kinds` includes j1",
    "not visa.kinds is empty": "it is not so that `visa.kinds` is empty",
    "visa.handler is known": "`visa.handler` is known",
    "(visa.lead_months > 3) is known": "it is known whether `visa.lead_months` is above 3",
    "visa.handler was declined": "the question for `visa.handler` was dodged",
    "visa.had_to_fight or visa.kinds is empty and visa.lead_months = 0":
        "`visa.had_to_fight` is true or (`visa.kinds` is empty and `visa.lead_months` is 0)",
    "at least 2 of (visa.had_to_fight, visa.kinds is empty, visa.lead_months = 0)":
        "at least 2 of these: `visa.had_to_fight` is true; `visa.kinds` is empty; "
        "`visa.lead_months` is 0",
    "number of (visa.had_to_fight, visa.kinds is empty) != 1":
        "the number of these that hold (`visa.had_to_fight` is true; `visa.kinds` is empty) "
        "is not 1",
    "visa.lead_months * 2 - 1 <= -visa.lead_months / 4":
        "`visa.lead_months` times 2 minus 1 is at most minus `visa.lead_months` divided by 4",
    "(if visa.had_to_fight then 1 else visa.lead_months) > 2":
        "1 if `visa.had_to_fight` is true, else `visa.lead_months` is above 2",
    "count(intake.classes where foreign > 0) >= 3":
        "the number of records in intake.classes where foreign > 0 is at least 3",
    "sum(foreign in newest 3 of intake.classes) > max(intake.classes.size)":
        "the sum of `foreign` in newest 3 of intake.classes is above the largest `size` in "
        "intake.classes",
    "share(foreign > 2 in intake.classes) = 1":
        "the share with `foreign` is above 2 in intake.classes is 1",
    "mean(known intake.classes.foreign) > share(known foreign > 2 in intake.classes)":
        "the mean of `foreign`, where that is known, in intake.classes is above the share with "
        "`foreign` is above 2, where that is known, in intake.classes",
    "count(known foreign in newest 3 of intake.classes) = 1":
        "the number of records in newest 3 of intake.classes in which `foreign` is known is 1",
    "count(known foreign > 2 in intake.classes) = 1":
        "the number of records in intake.classes of which it is known whether `foreign` is above 2 "
        "is 1",
}  # fmt: skip


def settled(text: str) -> tree.Expression:
    """A condition over the facts of the good workspace."""
    found = resolve(parse(text), Scope(TYPES, BOOK.numbers, statuses=True))
    assert found.problems == (), text
    return found.tree


@pytest.mark.parametrize(("text", "words"), READ.items())
def test_a_condition_reads_as_english(text: str, words: str) -> None:
    """Thresholds show their number, their unit and their name."""
    assert Words(BOOK).condition(settled(text)) == words


def test_every_node_of_the_language_has_its_words() -> None:
    """A node that is added to the tree needs a sentence; dates are shown as they are written."""
    read = {type(part) for text in READ for part in descend(settled(text))}
    assert set(tree.NODES) - read == {tree.DayOf}


def run(*arguments: str) -> Result:
    """One command; an exception of any kind is the test's failure."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_the_rules_are_listed_as_sentences() -> None:
    """By gate, each with its passage; 80 columns and no blanks at the end in a pipe."""
    output = run("rules", "list", "--in", str(GOOD)).output
    assert (
        "intake  Do people from abroad come year after year?\n\n"
        "  too-short\n"
        "    When the number of records in intake.classes is below 3 (`few_years`), the\n"
        "    gate stays open.\n\n"
        "  fading\n"
        "    When `intake.trend` is down and `intake.foreign_share` is below 1/3\n"
        "    (`enough`), the gate comes out `no`.\n"
    ) in output
    assert "  had-to-fight  [guide]\n" in output
    assert all(len(line) <= 80 and line == line.rstrip() for line in output.splitlines())


def test_one_rule_is_shown_with_its_condition_and_place() -> None:
    """What a person needs to find and change it."""
    assert run("rules", "show", "structured", "--in", str(GOOD)).output == (
        "structured\n"
        "  When `visa.handler` is one of office or attorney and `visa.lead_months` is at\n"
        "  least 3 months (`lead_months`), the gate comes out `yes`.\n"
        "  when:\n"
        "    visa.handler in [office, attorney] and visa.lead_months >= lead_months\n"
        "  because: {visa.handler} files it, {visa.lead_months} months ahead.\n"
        f"  gate visa, {GOOD}/rules/visa.yaml:16\n"
    )


def test_every_shipped_rule_can_be_shown() -> None:
    """None of them lacks words."""
    for name in ("truly-supportive", "equal", "no-imgs", "h1b-needed"):
        result = run("rules", "show", name)
        assert result.exit_code == 0 and "When " in result.output


def test_a_misspelt_name_is_told() -> None:
    """With what was probably meant."""
    result = run("rules", "show", "structred", "--in", str(GOOD))
    assert result.exit_code == 1
    assert result.stderr.endswith(
        "error: no rule `structred`\n  help: did you mean `structured`?\n"
    )
    result = run("rules", "table", "vsa", "--in", str(GOOD))
    assert result.stderr.endswith("error: no gate `vsa`\n  help: did you mean `visa`?\n")


MARKDOWN = """\
| rule | impact.data_lost | impact.work_stops | impact.share_hit | impact.way_round | outcome |
| --- | --- | --- | --- | --- | --- |
| data-lost | true | - | - | - | critical |
| many-stopped | - | true | >= 0.25 | - | critical |
| rare | - | false | < 0.01 | - | minor |
| easy-way-round | - | - | - | "easy" | minor |
| otherwise | - | - | - | - | real |
"""


def test_a_gate_is_a_markdown_table() -> None:
    """Rules as rows, facts as columns, cells in the S-FEEL style."""
    result = run("rules", "table", "severity", "--format", "markdown", "--in", TRIAGE)
    assert result.output == MARKDOWN


def test_a_gate_is_a_csv_table() -> None:
    """The same cells."""
    result = run("rules", "table", "severity", "--format", "csv", "--in", TRIAGE)
    head, _, *rows = (line.strip("| ").split(" | ") for line in MARKDOWN.splitlines())
    assert list(csv.reader(StringIO(result.output))) == [head, *rows]


def test_a_gate_fits_the_terminal_as_a_table() -> None:
    """With the groups of the facts above their names."""
    assert run("rules", "table", "severity", "--in", TRIAGE).output == (
        "                 impact.     impact.      impact.     impact.\n"
        "rule             data_lost   work_stops   share_hit   way_round   outcome\n"
        "──────────────────────────────────────────────────────────────────────────\n"
        "data-lost        true        -            -           -           critical\n"
        "many-stopped     -           true         >= 0.25     -           critical\n"
        "rare             -           false        < 0.01      -           minor\n"
        'easy-way-round   -           -            -           "easy"      minor\n'
        "otherwise        -           -            -           -           real\n"
    )


def test_a_table_that_is_too_wide_is_turned() -> None:
    """Each rule with the facts that it reads; one row for each way in which it can hold."""
    output = run("rules", "table", "smooth_visa").output
    lines = output.splitlines()
    head = lines.index("no-sponsorship → no")
    first, second = lines[head + 1 : head + 3]
    assert first.split() == ["visa.j1_sponsored", "false"]
    assert second.split() == ["visa.h1b_sponsored", "false"]
    assert first.index("false") == second.index("false")
    assert output.count("h1b-needed → no\n") == 12
    assert all(len(line) <= 80 and line == line.rstrip() for line in output.splitlines())


def test_what_fits_no_column_stands_in_one_of_its_own() -> None:
    """A comparison of two calculations, a count, a second word on one fact."""
    output = run("rules", "table", "intake", "--format", "csv", "--in", str(GOOD)).output
    assert output == (
        "rule,intake.foreign_share,intake.trend,further condition,outcome\n"
        "too-short,-,-,count(intake.classes) < few_years,open\n"
        'fading,< 1/3,"""down""",-,no\n'
        "steady,>= 1/3,-,-,yes\n"
        "otherwise,-,-,-,some\n"
    )
