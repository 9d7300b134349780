"""The words and sentences of work on a rulebook: proofs, tests, questionnaires, files written.

The second half of `phrases`. Where cases are spoken of, the workspace says what they are called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ..diagnostics.printable import for_shell, printable
from ..language.interpret import Kleene
from ..language.values import number
from ..rulebook.about import Noun
from .phrases import counted, listed, quantity

# what is not settled


def where_gate(gate: str, rule: str | None) -> str:
    return f"gate {gate}" + (f", rule {rule}" if rule else "")


def stopped(spent: bool) -> str:
    """Why something is not settled: a greater effort helps only where it was spent."""
    return "the effort was spent, and --effort goes further" if spent else "the search was given up"


def unsettled(what: str, spent: bool) -> str:
    return f"{what}: {stopped(spent)}."


def not_decided(spent: bool) -> str:
    return f"not decided: {stopped(spent)}"


def no_way(but_lists: bool) -> str:
    return f"No change of its{' other' if but_lists else ''} facts gives another verdict."


def no_way_but_fixed(but_lists: bool) -> str:
    changed = "No change of its other facts" if but_lists else "No change"
    return (
        f"{changed} gives another verdict, as long as facts that cannot change, such as the"
        " past, stay as they are. --any looks at those too."
    )


def lists_left(names: Sequence[str]) -> str:
    """What is not looked into: lists of which rules read every record."""
    one = len(names) == 1
    told = "another list would" if one else "other lists would"
    return f"Whether {told} give another verdict is not decided: {listed(names)}"


# whatif

NO_REASONS = "What makes it so is not decided"
MAY_BE_MORE = "There may be more than is told"
MAY_BE_FEWER = "It is not proved that fewer changes do not suffice"
NOT_SETTLED = "Whether some change gives another verdict is not decided"
NEAREST = "Thresholds that would turn it, the nearest first"


def would_settle(answers: int) -> str:
    return "One answer would settle it" if answers == 1 else f"{answers} answers would settle it"


def would_be_another(facts: int) -> str:
    were = "one fact were" if facts == 1 else f"{facts} facts together were"
    return f"It would be another verdict if {were}"


def there_are_more(most: int) -> str:
    return f"There are more; --most {most} shows up to {most}."


def shortest_way_to(verdict: str) -> str:
    return f"--to {verdict} looks for the shortest way to {verdict}."


def already(verdict: str) -> str:
    return f"It is {verdict} already."


def now_open(dodged: bool, contested: bool) -> str:
    return "now dodged" if dodged else "voices differ" if contested else "now not known"


def now(value: str, assumed: bool) -> str:
    return f"taken as {value}" if assumed else f"now {value}"


def now_quantity(value: Fraction, unit: str | None) -> str:
    return now(quantity(value, unit), assumed=False)


def makes_it(verdict: str) -> str:
    return f"What makes it {verdict}"


def force_it(facts: int) -> str:
    these = "This fact forces" if facts == 1 else "These facts force"
    return f"{these} it, whatever all others are."


def many_force_it(facts: int) -> str:
    return f"These {facts} facts force it, whatever all others are; no fewer do."


def verdict_at(verdict: str, value: Fraction) -> str:
    return f"{verdict} at {number(value)}"


# sensitivity


def one_step(threshold: str, value: Fraction, step: Fraction) -> str:
    return f"{threshold} {number(value)} (one step: {number(step)})"


def none_hinges_on(thresholds: Sequence[str], noun: Noun) -> str:
    return f"No {noun.one} hinges on: {', '.join(thresholds)}"


def hinges(name: str, before: str, after: str, turns_at: Fraction) -> str:
    return f"{name}: {before} now, {verdict_at(after, turns_at)}"


# tests

TRUTHS: Mapping[Kleene, str] = {True: "true", False: "false", None: "unknown"}
"""As a test says them, which is how conditions are covered: a word each, as in the language."""
EXPECTED, GOT, CAME_ABOUT, COVERAGE = "expected:", "got:     ", "how it came about", "coverage"
NOT_COVERED, LEFT_OUT = "not covered", "left out of the count"
NONE, NONE_OF = "none", "none of "


def totals(passed: int, of: int) -> str:
    return f"{counted(of, 'test')}: {passed} passed, {of - passed} failed"


def failed(name: str) -> str:
    return f"FAILED: {name}"


def rule_is(rule: str, found: Kleene) -> str:
    return f"rule {rule} is {TRUTHS[found]}"


def expected_rule_is(rule: str, found: Kleene) -> str:
    return f"the expected rule {rule} is {TRUTHS[found]}"


def remark_is(remark: str, found: Kleene) -> str:
    return f"the remark {remark} is {TRUTHS[found]}"


def covered(covered: int, of: int, percent: str) -> str:
    return f"{covered} of {of} ({percent} %)"


def coverage_below(what: str, least: int) -> str:
    return f"coverage of {what} is below {least} %"


NO_TEST_ENDS, NO_TEST_WALKS = "no test ends there", "no test walks it"
NO_TEST_READS, NO_TEST_HAS = "no test reads this rule", "no test has it so"
CANNOT_DECIDE = "it cannot decide, whatever the facts"
DOES_NOT_HOLD = "in every test that reads it, it does not hold"
OTHERS_DECIDE = "in every test a rule above it decides"
LOOKED_AHEAD = "tests pass this gate only by looking ahead, or leave it another way"
NEVER_UNKNOWN, IN_NO_CASE = "it is never unknown", "in no case"
IN_NO_CASE_HERE = "in no case that comes to this rule"


def no_test_comes(gate: str) -> str:
    return f"no test comes to `{gate}`"


def verdict_of(verdict: str, flow: str) -> str:
    return f"`{verdict}` of flow `{flow}`"


def edge_of(node: str, outcome: str, to: str, flow: str) -> str:
    by = f" by `{outcome}`" if outcome else ""
    return f"`{node}`{by} to `{to}` in flow `{flow}`"


def condition_in(text: str, wanted: Kleene, owner: str) -> str:
    return f"`{text}` {TRUTHS[wanted]} in {owner}"


# questionnaires

QUESTIONS = "# Questions"
LEAVE_OUT = "Leave out what you have not asked; it is never taken for a no."
WORKED_OUT = " Worked out from other facts when those are given."
TRUE_OR_FALSE, TEXT = "true or false", "text"


def any_of(values: str) -> str:
    return f"any of {values}"


def list_of_records(fields: Sequence[str]) -> str:
    return f"a list of records with {listed(fields)}"


DATE = "a date such as `2026-10-03`"


def listen_for(words: str, fact: str, answer: str) -> str:
    """What to listen for under a question, and where it is written down."""
    return f"- listen for: {words} (`{fact}`: {answer})"


def example(row: str) -> str:
    return f"Such as `{row}`"


def in_unit(unit: str | None) -> str:
    return f", in {unit}" if unit else ""


def a_number(whole: bool, low: Fraction | None, high: Fraction | None) -> str:
    ends = [
        f"{word} {number(end)}" for word, end in (("from", low), ("to", high)) if end is not None
    ]
    return " ".join(["a whole number" if whole else "a number", *ends])


# commands

COMPARING, LOOKING, MOVING = "Comparing", "Looking for the smallest change", "Moving thresholds"
NO_FINDINGS = "No findings"
NOTHING_EVALUATED = "nothing was evaluated, since not all of the files can be used"
PLAIN_MATCHER = (
    "durable_rules cannot be imported here; the compiled matcher decides instead,"
    " with the same answers"
)
WHEN = "when:"


def reason(text: str) -> str:
    return f"because: {text}"


def summary(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return NO_FINDINGS
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"


def found_in(told: str, workspace: str) -> str:
    return f"{told} in {workspace}"


def files_written(count: int, folder: str) -> str:
    return f"{count} files written to {printable(folder)}"


def try_example(folder: str) -> str:
    """How to go on in a new workspace."""
    return try_it(f"cd {for_shell(folder)} && backchannel evaluate examples/community.json")


def try_it(command: str) -> str:
    return f"Try: {command}"


def changed(file: str, only_looked: bool) -> str:
    return f"{'would change' if only_looked else 'changed'}: {printable(file)}"


def written(files: Sequence[str]) -> str:
    return f"written: {listed([printable(one) for one in files])}"


def differing(file: str, facts: Sequence[str]) -> str:
    """What is said of a file in which voices differ, before something is proved of it."""
    told = listed([printable(one) for one in facts])
    return f"{printable(file)}: voices differ on {told}; here that counts as not known"


def notice(text: str) -> str:
    return f"notice: {text}"
