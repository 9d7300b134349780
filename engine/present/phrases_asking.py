"""The words and sentences of an interview, a call sheet and a worksheet.

The third part of `phrases`.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics.printable import printable
from .phrases import counted, either, listed

PROMPT = "> "
BACK_OR_END = "Enter ends, `back` takes the last answer back > "
WEIGHING = "weighing questions"
LISTEN = "listen for, and add by letter after a +:"
NOTED = "noted"
STOPPED = "Stopped. What was answered is in the file; the same command goes on from here."
INPUT_ENDED = "The input ended. What was answered is in the file."
NOTHING_BEFORE = "there is no answer to go back to"
NOTHING_HANGS = "no rule reads it any more"
CHANGED = "the file was changed by somebody else meanwhile and was read anew; nothing was written"
BROKEN = "the file was changed by somebody else meanwhile and cannot be used; nothing was written:"
ANSWER_BEFORE = "Your answer was not written"
MADE_AGAIN = "the file was not there any more; it was made again, with everything in it"
HELP = (
    "Answer with a value or its number; `don't know` and `dodged` are answers too.",
    "`+ a c` adds what else came up, by its letters, behind an answer or alone.",
    "`skip` leaves it out for now, `back` takes back what was written last,",
    "`why` says what hangs on it, `note ..` keeps a remark with it, `quit` ends.",
    "Every answer is in the file at once.",
)


def head(number: int, topic: str, possible: Sequence[str], left: int) -> str:
    """Above a question: where the talk is, and what can still come of it."""
    more = f"at most {counted(left, 'more question')}" if left else "the last question"
    return f"{number} · {topic} · still possible: {listed(possible)} · {more}"


def rows(fields: Sequence[str]) -> str:
    return f"a row for each, with ; between rows and - for what is open: {', '.join(fields)}"


def choice(number: int, value: str, words: str) -> str:
    return f"{number} {value}{f': {words}' if words else ''}"


def heard(letter: str, words: str, values: str) -> str:
    return f"{letter}  {words}{f' ({letter}= {values})' if values else ''}"


def asked_of(people: Sequence[str]) -> str:
    return f"for {either(people)}"


def started(path: str) -> str:
    return f"New file: {printable(path)}. `help` says what can be typed."


def resumed(path: str) -> str:
    return f"Going on with {printable(path)}. `help` says what can be typed."


def stored(fact: str, value: str, beside: Sequence[str]) -> str:
    more = f"; also {listed(beside)}" if beside else ""
    return f"{NOTED}: {fact} = {value}{more}" if value else f"{NOTED}{more}"


def noted_talk(who: str) -> str:
    return f"{NOTED}: a talk with {printable(who)}"


def undone(fact: str) -> str:
    return f"taken back: {fact}"


def note_to(fact: str) -> str:
    return f"the note to {fact}"


def settled(verdict: str, unheard: int) -> str:
    """`unheard` things would be another matter, if somebody mentioned them after all."""
    taken = f"; {counted(unheard, 'thing')} taken as not seen" if unheard else ""
    return f"Settled: {verdict}, whatever is still open{taken}."


def nothing_matters(possible: Sequence[str]) -> str:
    return (
        f"Nothing that can be asked for changes the verdict any more; still possible:"
        f" {listed(possible)}."
    )


def nothing_from(name: str, possible: Sequence[str]) -> str:
    return (
        f"Nothing that {printable(name)} can say matters any more; still possible:"
        f" {listed(possible)}."
    )


def nothing_about(gate: str, possible: Sequence[str]) -> str:
    return f"Nothing about {gate} matters any more; still possible: {listed(possible)}."


def nothing_else(possible: Sequence[str]) -> str:
    return f"Nothing else is to be asked here; still possible: {listed(possible)}."


def stuck(gate: str, why: str) -> str:
    return f"Open at: {gate} {why}"


def more_of(lists: Sequence[str]) -> str:
    return f"More in these lists can still change the verdict: {listed(lists)}. Add it to the file."


def left_out(facts: Sequence[str]) -> str:
    return f"Still open, since skipped or asked in vain: {listed(facts)}."


def differing(facts: Sequence[str]) -> str:
    return (
        f"Voices differ, and one more settles nothing: {listed(facts)}. Talk to one of them again"
        " another day, look yourself, or judge by yourself: `ask` without --informant."
    )


def ask_others(facts: Sequence[str]) -> str:
    return f"For others: {listed(facts)}."


def fill_in(lists: Sequence[str]) -> str:
    return f"Open in records that are there: {listed(lists)}. Fill in what they lack in the file."


def evaluate(file: str) -> str:
    return f"See it: backchannel evaluate {file}"


def rule_needs(gate: str, rule: str, then: str, reads: Sequence[str]) -> str:
    """Which rule waits for an answer: `smooth_visa, rule had-to-fight (then no)`."""
    through = f", by way of {listed(reads)}" if reads else ""
    return f"{gate}, rule {rule} (then {then}){through}"


def leads_to(answer: str, verdicts: Sequence[str]) -> str:
    return f"{answer}: {either(verdicts)}"


def not_possible(answer: str) -> str:
    return f"{answer}: contradicts what is known"


# the call sheet

SHEET = "What to find out, and from whom"
LISTEN_FOR = "listen for"
AFTER = "After each talk, by yourself"
LOOK_UP = "Tonight, without asking anyone"
NOTHING_TO_ASK = "There is nothing to ask: no answer to a question changes a verdict any more."
ROOM_TO_WRITE = "Answer:"


def sheet_for(programs: Sequence[str]) -> str:
    return f"For {listed([printable(one) for one in programs])}."


def ask_somebody(role: str) -> str:
    return f"Ask {role}"


def waiting(programs: Sequence[str]) -> str:
    return f"only for {listed([printable(one) for one in programs])}"


def nothing_for(role: str) -> str:
    return f"No question for {role} changes a verdict any more."


def stuck_program(program: str, gate: str, why: str, lists: Sequence[str]) -> str:
    head = f"No answer to a question here moves {printable(program)} on."
    return " ".join((head, stuck(gate, printable(why)), *([more_of(lists)] if lists else [])))


def more_matter(left: int) -> str:
    return f"{counted(left, 'more question')} may matter; `--limit` shows more."


def disputed(programs: Sequence[str]) -> str:
    told = listed([printable(one) for one in programs])
    return f"voices of {told} differ on it: ask one of them again, or look yourself"


def needs_nothing(program: str, verdict: str) -> str:
    return f"{printable(program)} is settled: {verdict}."


# worksheets


def sheet_column(name: str, kind: str, meaning: str) -> str:
    return f"# {name}: {kind}{f' ({meaning})' if meaning else ''}"


def sheet_head(ask: str) -> str:
    return f"# {ask}"


FILL_BELOW = "# One row for each, below the names of the columns. Leave empty what is not known."


def records(count: int) -> str:
    return counted(count, "record")


def filled(records: int, fact: str, path: str) -> str:
    return f"{counted(records, 'record')} of {fact} in {printable(path)}"


# the page that asks in a browser; its script has its own words

PARTS = "Parts of this page"
NEEDS_SCRIPT = "This page needs JavaScript. It loads nothing and sends nothing."
STAYS = "What you answer stays in this browser until you save it as a file. Nothing is sent."
HELD = "What you answer is saved to the file at once, by the workbench around this page."


def made_by(fingerprint: str) -> str:
    """By which rules the page was made."""
    return f"Rulebook <code>{fingerprint}</code>"
