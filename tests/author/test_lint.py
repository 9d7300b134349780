"""Warnings about sound rulebooks: each fires on what it is about, and not on what is near it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from inspect import getmembers, isfunction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from engine.rulebook import lint
from tests.author.corpus_case import GOOD

VISA, FACTS, FLOW = "rules/visa.yaml", "rules/facts.yaml", "flows/hospital.yaml"
FACT = "  visa.kinds:\n"
NEW = "  visa.room:\n    type: boolean\n    ask: {ask}\n{more}" + FACT
LONG = "word " * 30
RULE = "  - id: on-their-own\n"


def test_every_warning_is_among_those_that_are_given() -> None:
    """A function of the module that makes findings and is not in the list is dead."""
    made = {
        one
        for name, one in getmembers(lint, isfunction)
        if one.__annotations__.get("return") == "Iterator[Finding]" and not name.startswith("_")
    }
    assert made == set(lint.LINTS)


@dataclass(frozen=True)
class Suspect:
    """One change to the good workspace, and the first lines of what is then said."""

    name: str
    file: str
    old: str
    new: str
    told: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


def asked(question: str, more: str = "    kept: true\n") -> str:
    """A new fact with its question."""
    return NEW.format(ask=question, more=more)


def rule(when: str, name: str = "new", then: str = "no") -> str:
    """A new rule before another."""
    head = f"  - id: {name}\n    when: {when}\n    then: {then}\n    because: It is so.\n"
    return head + RULE


SUSPECTS = (
    Suspect("a fact that nothing reads", FACTS, FACT, asked("Which room is it?", ""),
            ("rules/facts.yaml:30:3: warning: nothing reads `visa.room`",)),
    Suspect("a fact kept for the record", FACTS, FACT, asked("Which room is it?")),
    Suspect("a fact with a weight of its own", FACTS, FACT,
            asked("Which is it?", "    weight: 2\n")),
    Suspect("a fact that only a text reads", VISA, "because: Residents", "because: "
            "In {intake.trend} times residents"),
    Suspect("a threshold that nothing reads", VISA, "thresholds:\n", "thresholds:\n  spare: 4\n",
            ("rules/visa.yaml:4:3: warning: nothing reads threshold `spare`",)),
    Suspect("a rule that repeats another", VISA, RULE, rule("visa.had_to_fight"),
            ("rules/visa.yaml:12:5: warning: rule `new` repeats the condition of `had-to-fight`",)),
    Suspect("a rule much like another", VISA, RULE, rule("visa.had_to_fight = true")),
    Suspect("a rule that is always true", VISA, RULE, rule('"true"'),
            ("rules/visa.yaml:12:5: warning: rule `new` is always true",)),
    Suspect("a count of sides that differ", VISA, RULE,
            rule("exactly 1 of (visa.had_to_fight, not visa.kinds is empty)"),
            ("rules/visa.yaml:12:5: warning: rule `new` counts facts that hold together with facts "
             "that do not",)),
    Suspect("a count of comparisons", VISA, RULE,
            rule("at least 2 of (visa.kinds is empty, visa.had_to_fight, visa.handler = office)")),
    Suspect("none of what is negated", VISA, RULE, rule("none of (not visa.had_to_fight)"),
            ("rules/visa.yaml:12:5: warning: rule `new` says `none of` of what is negated "
             "itself",)),
    Suspect("a question that leads", FACTS, FACT, asked("Don't you have a room?"),
            ("rules/facts.yaml:30:3: warning: the question of `visa.room` suggests its answer",)),
    Suspect("a question that leads, in print", FACTS, FACT,
            asked("Don\N{RIGHT SINGLE QUOTATION MARK}t you have a room?"),
            ("rules/facts.yaml:30:3: warning: the question of `visa.room` suggests its answer",)),
    Suspect("a question that leads at its end", FACTS, FACT, asked("There is a room, right?"),
            ("rules/facts.yaml:30:3: warning: the question of `visa.room` suggests its answer",)),
    Suspect("a question with `do not` in it", FACTS, FACT, asked("Which rooms do they not show?")),
    Suspect("a question without its mark", FACTS, FACT, asked("The room"),
            ("rules/facts.yaml:30:3: warning: what `visa.room` asks is no question",)),
    Suspect("a long question", FACTS, FACT, asked(f"{LONG}?"),
            ("rules/facts.yaml:30:3: warning: the question of `visa.room` is 151 characters "
             "long",)),
    Suspect("a long reason", VISA, "because: Residents file their visas alone.", f"because: {LONG}",
            ("rules/visa.yaml:12:5: warning: the reason of rule `on-their-own` is 149 characters "
             "long",)),
    Suspect("a long remark", VISA, "caution: It files one kind of visa only.", f"caution: {LONG}",
            ("rules/visa.yaml:26:5: warning: the text of note `one-kind` is 149 characters long",)),
    Suspect("a reason of 140 characters", VISA, "because: Residents file their visas alone.",
            "because: " + "1234567890" * 14),
    Suspect("an edge that no rule takes", FLOW, "{yes: high, no: low}",
            "{yes: high, no: low, odd: low}",
            ("flows/hospital.yaml:10:5: warning: no rule of gate `visa` leads to `odd`",)),
)  # fmt: skip


def check(*options: str) -> Result:
    """What `backchannel check` prints here."""
    return CliRunner().invoke(main, ["check", "--no-prove", *options], catch_exceptions=False)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the good workspace, as the current folder."""
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change(here: Path, suspect: Suspect) -> None:
    """Make one change, which fits in one place."""
    path = here / suspect.file
    text = path.read_text(encoding="utf-8")
    assert text.count(suspect.old) == 1
    path.write_text(text.replace(suspect.old, suspect.new), encoding="utf-8")


@pytest.mark.parametrize("suspect", SUSPECTS, ids=str)
def test_what_is_suspect_is_told_and_nothing_else(suspect: Suspect, here: Path) -> None:
    """Warnings only, with exit status 0; silence where there is nothing to say."""
    change(here, suspect)
    result = check()
    heads = [line for line in result.output.splitlines() if ": warning: " in line]
    assert tuple(heads) == suspect.told
    assert result.exit_code == 0
    count = len(suspect.told)
    summary = f"0 errors, {count} warning" if count else "No findings"
    assert result.output.endswith(f"{summary} in {here}\n")


def test_a_warning_shows_its_line_and_remedy(here: Path) -> None:
    """As an error does."""
    change(here, SUSPECTS[0])
    assert check().output == (
        "rules/facts.yaml:30:3: warning: nothing reads `visa.room`\n"
        "  | visa.room:\n"
        "  | ^^^^^^^^^\n"
        "  help: use it in a rule or a note, or mark it `kept: <why>`\n"
        f"0 errors, 1 warning in {here}\n"
    )


def test_a_warning_is_data_too(here: Path) -> None:
    """In JSON its severity is `warning`."""
    change(here, SUSPECTS[0])
    (found,) = json.loads(check("--format", "json").output)["findings"]
    assert (found["code"], found["severity"], found["line"]) == ("unused-fact", "warning", 30)


def test_a_gate_without_a_flow_is_told(here: Path) -> None:
    """Its rules decide nothing."""
    text = "gate: spare\nquestion: Q?\nrules: []\notherwise: {then: no, because: B.}\n"
    (here / "rules" / "spare.yaml").write_text(text, encoding="utf-8")
    assert check().output.startswith("rules/spare.yaml:1:1: warning: no flow has gate `spare`\n")


def test_the_shipped_rulebook_is_clean() -> None:
    """Nothing is suspect in it."""
    root = Path(__file__).parents[2]
    assert check(str(root)).output == f"No findings in {root}\n"
