"""The words and sentences of every output, each once: who translates the product begins here.

Text, Markdown, pages and pictures say the same things with the same words; `phrases_work` goes on
with what is said of proofs, tests and files. Elsewhere stand only the words for single values
(`language.values`), rules read as sentences (`author.sentences`), findings, the help of commands,
and what the workspace says itself: titles, questions, reasons, remarks, the noun for a case, the
notice at the foot of a page.

Braces in a constant are filled by `str.format`, or with marked-up parts by a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from ..case.provenance import Provenance
from ..decide.decision import Decision, Label
from ..decide.support import Support
from ..diagnostics.printable import printable
from ..language.comparison import RELATIONS, Limit
from ..language.interpret import Kleene
from ..language.values import number, spaced
from ..rulebook.model import INCOMPLETE, Book, Kind
from ..rulebook.model import NOT_KNOWN as NO_LABEL

LANGUAGE = "en"
"""The language of all this, as a page declares it."""


# small words


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a or b`, `a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def either(words: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return listed(words, "or")


def counted(count: int, one: str, many: str = "") -> str:
    """`1 rule`, `2 rules`; `many` where an s does not make it."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def clause(sentence: str) -> str:
    """A sentence as a part of another; a first word with capitals inside keeps its own."""
    first = sentence.partition(" ")[0]
    kept = any(mark.isupper() or mark == "-" for mark in first[1:])
    start = sentence[:1] if kept else sentence[:1].lower()
    return start + sentence[1:].removesuffix(".").removesuffix("?")


def quantity(value: Fraction, unit: str | None) -> str:
    """A number of the rules, exactly, with its unit."""
    return number(value) + (f" {unit}" if unit else "")


SHORTEST = 4
"""Units of fewer letters, such as `ms`, are symbols, which have no plural."""
ONE_OF: Mapping[str, str] = {"people": "person", "series": "series", "species": "species"}
"""Where the singular of a word is not told by its ending."""


def with_unit(said: str, unit: str | None) -> str:
    """A number that is said, with its unit: `2 talks`, `1 talk`."""
    if not unit:
        return said
    before, space, last = unit.rpartition(" ")
    return f"{said} {before}{space}{_one_of(last)}" if said == "1" else f"{said} {unit}"


def _one_of(word: str) -> str:
    """The singular of a plural; any other word as it is."""
    if word in ONE_OF or len(word) < SHORTEST or not word.endswith("s"):
        return ONE_OF.get(word, word)
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


TRUTHS: Mapping[Kleene, str] = {True: "true", False: "false", None: "not known"}
"""How a condition came out."""
FATES: Mapping[Kleene, str] = {True: "applies", False: "does not apply", None: "undecided"}
"""What that makes of a rule."""
NOT_KNOWN = TRUTHS[None]
COLOURS: Mapping[str, str] = {
    "green": "green",
    "red": "red",
    "mixed": "mixed",
    "unheard": "unheard",
}
"""The states of a signal."""
AND, OR, ASK = "and", "or", "ask"

# headings

NAMELESS = "Decision"
PATH, STEPS, PICTURE, CONTENTS = "The path", "The path, step by step", "The picture", "Contents"
TO_FIND_OUT, SOURCES = "What to find out", "Sources"
CAUTIONS, STRENGTHS, IGNORED = "Cautions", "Strengths", "Shown, but ignored"
SIGNALS, SIGNAL = "Signals", "signal"

# the verdict


def verdict(name: str) -> str:
    """The word for what came out, at the head of a page."""
    return name.upper()


def both_possible(verdicts: Sequence[str]) -> str:
    """What an open decision may still come to, as one reads it after the word."""
    if len(verdicts) == 2:
        return f"{' and '.join(verdicts)} are both still possible"
    return f"still possible: {', '.join(verdicts)}"


def still_possible(verdicts: Sequence[str]) -> str:
    return f"Still possible: {either(verdicts)}"


OPEN_AT, DECIDED_AT = "Open at: ", "Decided at: "
DOES_NOT_ENTER = "This does not enter the verdict."
NOT_KNOWN_YET = "Not known yet"


def open_at(title: str) -> str:
    return f"{OPEN_AT}{title}"


def decided_at(title: str, rule: str | None = None) -> str:
    return f"{DECIDED_AT}{title}" + (f" ({of_rule(rule)})" if rule else "")


def of_rule(rule: str, source: str = "") -> str:
    return f"rule {rule}" + (f", {source}" if source else "")


def of_gate(gate: str) -> str:
    return f"gate {gate}"


def collected(because: str) -> str:
    """One of the things that a gate collects and that hold."""
    return f"Collected: {because}"


def by_rule(outcome: str, rule: str, why: str) -> str:
    return f"{outcome}, by {rule}: {why}"


def questions_left(count: int) -> str:
    return f"{counted(count, 'question')} left" if count else "nothing to ask"


def tally(counts: Sequence[tuple[str, int]]) -> list[str]:
    """`2 high`, `1 low`: how many there are of each."""
    return [f"{count} {word}" for word, count in counts]


# the path

UNDECIDED = "What is known so far does not decide this."
EITHER_WAY = "Whatever the open answers turn out to be, every rule that can decide leads here."
SAME_VERDICT = "Whatever comes out here, the verdict stays the same."
WHATEVER_IS_OPEN = "That is so whatever the open answers turn out to be."
SAME_EITHER_WAY = "The verdict is the same either way."
DECIDES, STOPS = "This decides the verdict.", "The path stops here for now."


def because(reason: str | None, is_open: bool) -> str:
    """Why a gate came out as it did, in one sentence."""
    return reason or (UNDECIDED if is_open else EITHER_WAY)


NEXT_STEP = "Ask next"


def see_more(file: str) -> str:
    """How to see the whole answer, and the report, of a file that is written for a shell."""
    return f"More: backchannel evaluate {file}, or as a page: backchannel render {file} -o out.html"


def waits_for(rule: str, facts: Sequence[str]) -> str:
    """What the first rule that may still decide an open gate waits for."""
    return f"{of_rule(rule).capitalize()} waits for {listed(facts)}."


def between(fact: str, low: str, high: str) -> str:
    """An open number, and what the known records leave of it."""
    return f"{fact} (between {low} and {high})"


def of_record(number: int) -> str:
    return f"of record {number}"


def where_key(key: str, value: str) -> str:
    return f"where {equals(key, value)}"


def open_fields(found: Sequence[tuple[str, str]]) -> str:
    """Fields that records lack, each with its record."""
    told = [f"{field} {record}" for field, record in found]
    return f"Open in what you have: {'; '.join(told)}."


def unknown_fact(fact: str) -> str:
    return f"{fact} is {NOT_KNOWN}"


def anyway(reason: str) -> str:
    """An open gate that makes no difference: its reason, and that."""
    return f"{reason.rstrip('.')}, but {clause(SAME_EITHER_WAY)}"


def not_held(rule: str, why: Sequence[str]) -> str:
    return f"rule {rule} does not hold: {'; '.join(why)}"


def limit(found: Limit, said: str) -> str:
    """What a number stands against, spelled as `said`: `at least 3, lead_months`."""
    named = f", {found.threshold}" if found.threshold is not None else ""
    return f"{RELATIONS[found.operator].words} {said}{named}"


def equals(name: str, value: str) -> str:
    return f"{name} = {value}"


def against_limit(facts: Sequence[str], told: str, failed: bool) -> str:
    return f"{', '.join(facts)} ({'not ' if failed else ''}{told})"


def against(thresholds: Mapping[str, Fraction]) -> str:
    told = ", ".join(f"{name} {number(value)}" for name, value in thresholds.items())
    return f" (against {told})" if told else ""


# what to find out

ASKED = {
    "declined": "Asked and dodged: ask someone else.",
    "unknown": "Asked, and they did not know: ask someone else.",
    "contested": (
        "Those who told of it differ: look yourself, talk to one of them again, or judge by"
        " yourself."
    ),
}
"""Of a question that was asked in vain."""
NOTHING_TO_ASK = (
    "No answer can settle this: something here cannot be worked out, such as a share of none."
)
WHO_CAN_ANSWER = "Who can answer what"


def whom(people: Sequence[str]) -> str:
    """A sentence of its own; empty where nobody is named."""
    return f"Ask {either(people)}." if people else ""


def whom_for(people: Sequence[str]) -> str:
    """The same after the name of a fact."""
    return f": ask {either(people)}" if people else ""


def how_many_to_find_out(count: int) -> str:
    return f"{TO_FIND_OUT}: {counted(count, 'question')}"


# beside the verdict


def label_title(label: Label) -> str:
    """What a side flow says; nothing is said of a case of which nothing is known yet."""
    if label.row == NO_LABEL or label.matched == 0:
        return NOT_KNOWN_YET
    return label.title


def columns(label: Label) -> str:
    """How many columns of a side flow matched."""
    return f" ({label.matched} of {label.of} columns)" if label.matched is not None else ""


def columns_match(label: Label) -> str:
    return f" ({label.matched} of {label.of} columns match)" if label.of else ""


def nobody_mentioned(question: str | None, sightings: Sequence[str]) -> str:
    """What did not come up under a question that has an answer."""
    told = "; ".join(clause(one) for one in sightings)
    if question is None:
        return f"Nobody mentioned: {told}."
    return f"You asked: {question} Nobody mentioned: {told}."


NOT_MENTIONED = "Taken as not seen"


def listen_for(sightings: Sequence[str]) -> str:
    return f"Listen for: {'; '.join(clause(one) for one in sightings)}."


def meaning(value: str, words: str) -> str:
    """What a value means: `true: at least one resident is an IMG`."""
    return f"{value}: {words}"


def origin(told: Provenance) -> str:
    """Where a value comes from: ` [a PGY-2, 2026-09-01: named the person]`."""
    where = ", ".join(one for one in (told.source, told.as_of) if one)
    note = f"{': ' if where else ''}{told.note}" if told.note else ""
    return f" [{where}{note}]"


def forced(facts: Sequence[str], outcome: str) -> str:
    """Why a gate comes out as it does where no single rule decides it."""
    return f"Whatever else comes out, it is {outcome}: {listed(facts)}."


def rests_on(support: Support, as_of: date) -> str:
    """One line below a verdict: how many voices, how old, whose numbers, what was assumed."""
    parts = [*_voices(support), *_ages(support, as_of)]
    if support.own_thresholds:
        parts.append(f"thresholds of the rulebook's own: {', '.join(support.own_thresholds)}")
    if support.assumed:
        parts.append(f"{counted(support.assumed, 'thing')} taken as not seen")
    told = "; ".join(parts)
    return f"Rests on {told}; as of {as_of.isoformat()}." if told else f"As of {as_of.isoformat()}."


def _voices(support: Support) -> Iterator[str]:
    if support.informants is not None:
        yield counted(support.informants, "informant")
    if support.private is not None:
        yield f"{counted(support.private, 'talk')} in private"


def _ages(support: Support, as_of: date) -> Iterator[str]:
    if support.oldest is None or support.newest is None:
        return
    if support.oldest == support.newest:
        yield f"values of {support.oldest} ({_age(support.oldest, as_of)})"
        return
    oldest, newest = (as_of - support.oldest).days, (as_of - support.newest).days
    ages = f"{newest} to {counted(oldest, 'day')} old"
    if newest < 0:
        ages = f"{_age(support.oldest, as_of)} to {_age(support.newest, as_of)}"
    yield f"values of {support.oldest} to {support.newest} ({ages})"


def _age(day: date, as_of: date) -> str:
    days = (as_of - day).days
    return f"{counted(days, 'day')} old" if days >= 0 else f"{counted(-days, 'day')} ahead"


def how_many_not_seen(count: int) -> str:
    return f"{counted(count, 'thing')} taken as not seen, since nobody mentioned them"


def which_rules(book: Book) -> str:
    """Where the rules are from, and the start of their fingerprint."""
    return f"Rules: {printable(book.origin)} ({book.fingerprint[:19]})"


def which_rules_markdown(origin: str, fingerprint: str) -> str:
    return f"Rules: {origin} (`{fingerprint[:19]}`)"


# the page

REPORT_OF, RULEBOOK = "Report of {day}", "Rulebook: {hash}"
FLOWCHART = "Flowchart"
SCROLL, IN_WORDS = (
    "Scroll sideways to see all of it. ",
    "The next section says the same in words.",
)
HOW = "How this came out"
ALL_COLLECTED = "All that is collected here, whatever decides"
COLLECTED, COLLECTS = "collected", "collects"
RULE_DECIDES, RULE_LEAVES_OPEN = "Rule {rule} decides", "Rule {rule} leaves this open"
LAST_RESORT = "No rule above it applies, so this one does."
NONE_DECIDES = "No rule decides yet: some that are undecided would lead to different ends."
ALL_LEAD_HERE = "No single rule decides, but all that still can lead to the same outcome."
FIRST_RULE = "It is the first rule, so none was passed over."
PASSED_OVER, ALL_RULES = "Passed over before it, in order", "The rules, in order"
NO_DIFFERENCE = "made no difference"
AGAINST = "against {threshold}"
IF_NONE = "if none of these holds"


def skip_to(title: str) -> str:
    return f"Skip to: {title}"


def behind(conditions: int, rules: int, decided: bool) -> str:
    """What can be opened below a gate."""
    parts = [counted(conditions, "condition")] if conditions else []
    fate = "passed over" if decided else "tried"
    parts += [f"{counted(rules, 'rule')} {fate}"] if rules else []
    return " and ".join(parts) or HOW


def would(outcome: str | None) -> str:
    """Where a rule that was passed over leads; None where it leaves the gate open."""
    end = "leave it open" if outcome is None else f"lead to {spaced(outcome)}"
    return f" (would {end})"


# the picture

ORDER = "Each question tries its rules in this order; the first that holds decides."
ON_PATH, OFF_PATH = "On the path.", "The path does not come here."
NEXT, NO_RULE_LEADS = "next", "no rule leads here"
KINDS: Mapping[Kind, str] = {"step": "step", "gate": "question", "verdict": "verdict"}
TAKEN, NOT_TAKEN, STILL_OPEN = "the path taken", "not taken", "still open"
KEY = (
    "Hexagons are questions, ovals verdicts. Thick lines are the path taken, dashed ones are open."
)


def result(decision: Decision, where: str | None) -> str:
    """What came out, below the heading of a picture; `where` is the gate that decided."""
    if not decision.settled:
        return f"{verdict(INCOMPLETE)}, {clause(still_possible([*map(spaced, decision.possible)]))}"
    told = f", {clause(DECIDED_AT)}{where}" if where is not None else ""
    return verdict(spaced(decision.verdict)) + told


def answered_otherwise(outcome: str) -> str:
    return f"{NOT_TAKEN}, the answer is {outcome}"


def question_of(ask: str, fact: str) -> str:
    return f"{ask} ({fact})"
