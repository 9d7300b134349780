"""The words and sentences of `rank` and `compare`: many cases in order, a few side by side.

A part of `phrases`. What cases are called, the workspace says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ..decide.decision import Decision
from ..decide.known import Known
from ..language.values import score_json
from ..rulebook.about import Noun
from .phrases import NOT_KNOWN, both_possible, counted, either, listed, questions_left, tally

# a row

RANK, VERDICT, WHERE, WHY = "rank", "verdict", "where it stands", "why"
STANDS_AT = "stands at"
WHERE_AND_WHY = "where it stands, and why"
WHERE_WHY_NEXT = "where it stands, why, and what is next"
NEXT, WITH_WHOM, QUESTIONS, PASSED = "next", "with whom", "questions left", "checks passed"
VOICES, IN_PRIVATE = "people who told something", "in private"
SCORE, BALANCE, NONE = "score of your ratings", "strengths less cautions", "none"
BEHIND = "behind the one above by"
TIED = "tied with the one above"
STRENGTHS, CAUTIONS, OUT_OF_DATE, FILE = "strengths", "cautions", "out of date", "file"


def stands(title: str, outcome: str) -> str:
    """A gate and its outcome: `Do IMGs come year after year? No.`"""
    parting = "" if title.endswith(("?", ".", "!", ":")) else ":"
    return f"{title}{parting} {outcome[:1].upper()}{outcome[1:]}."


def still_open(verdicts: Sequence[str], questions: int) -> str:
    """What an open case may still come to, and how much there is to ask."""
    told = both_possible(verdicts)
    return f"{told[:1].upper()}{told[1:]}; {questions_left(questions)}."


def so_far(known: str, needed: str, unit: str) -> str:
    """What is there of what is needed: `Known: 2 of 5 years.`"""
    return f"Known: {known} of {needed} {unit}".rstrip() + "."


def next_step(ask: str) -> str:
    return f"Next: {ask}"


def again(ask: str) -> str:
    """A value that is out of date has to be asked for once more."""
    return f"Is this still so? {ask}"


def told_apart(name: str, by: str) -> str:
    return f"{name} ({by})"


def asked(question: str) -> str:
    return f"“{question}”"


def parted(what: str, own: str, above: str) -> str:
    """What keeps a case below another: `Behind the one above by questions left: 26, not 21.`"""
    return f"Behind the one above by {held_against(what, own, above)}."


def held_against(what: str, own: str, above: str) -> str:
    return f"{what}: {own}, not {above}"


def tied() -> str:
    return "Tied with the one above: equal in all that ranks."


def weighs(decision: Decision, known: Known) -> str:
    """What else of a case ranks it: `2 people told something, 1 talk in private; 1 strength`."""
    score = decision.drivers.score
    heard = [
        counted(count, one, many)
        for count, one, many in (
            (known.people, "person told something", "people told something"),
            (known.private, "talk in private", "talks in private"),
        )
        if count
    ]
    remarks = [
        counted(len(found), one)
        for found, one in ((decision.strengths, "strength"), (decision.cautions, "caution"))
        if found
    ]
    rated = [f"{SCORE} {score_json(score)}"] if score is not None else []
    return "; ".join(filter(None, (", ".join(heard), *rated, ", ".join(remarks))))


# the whole


def heading(verdict: str, title: str, count: int, noun: Noun) -> str:
    """Above those of one verdict; without a title where that is as open as the verdict."""
    told = f"{verdict.upper()}: {counted(count, noun.one, noun.many)}"
    return f"{told}, {title}" if title else told


def total(count: int, verdicts: Sequence[tuple[str, int]], noun: Noun) -> str:
    """`10 programs: 3 high, 3 incomplete, 4 low.`"""
    told = counted(count, noun.one, noun.many)
    return f"{told}: {', '.join(tally(verdicts))}." if count else none(noun)


def none(noun: Noun) -> str:
    return f"No {noun.one} to rank."


def not_wanted(count: int, noun: Noun) -> str:
    return f"{counted(count, noun.one, noun.many)} left out: the condition does not hold."


def not_known(count: int) -> str:
    """Those of which a condition tells neither that they fit it nor that they do not."""
    return f"{count} left out: whether {'it fits' if count == 1 else 'they fit'} is not known."


MOST_FACTS = 3
"""So many of the facts that a condition lacks are named."""


def for_lack_of(name: str, unknown: Sequence[str], differing: Collection[str]) -> str:
    """`Alpha (visa.j1_sponsored is not known)`; `differing` are those on which voices differ."""
    lacking = [one for one in unknown if one not in differing]
    told = (
        [f"{_few(lacking)} {'is' if len(lacking) == 1 else 'are'} {NOT_KNOWN}"] if lacking else []
    )
    differ = [one for one in unknown if one in differing]
    told += [f"{STATES['contested']} on {_few(differ)}"] if differ else []
    return f"{name} ({'; '.join(told)})"


def _few(names: Sequence[str]) -> str:
    more = len(names) - MOST_FACTS
    return listed([*names[:MOST_FACTS], *([f"{more} more"] if more > 0 else [])])


def may_fit(count: int, named: Sequence[str], noun: Noun) -> str:
    """Those of which a condition cannot tell whether they fit, the first of them by name."""
    told = f"{counted(count, noun.one, noun.many)} may match: {', '.join(named)}"
    more = count - len(named)
    return f"{told}, and {more} more." if more else f"{told}."


def rejected(count: int) -> str:
    """Files and rows that are told of on standard error."""
    return f"{count} left out: {'it is' if count == 1 else 'they are'} invalid."


def most_undecided(count: int, every: int, noun: Noun) -> str:
    """Above a ranking in which most is open."""
    return (
        f"{count} of {counted(every, noun.one, noun.many)} {_are(count)} undecided; among these the"
        " order goes by the little that is known, and further answers may turn it."
    )


def most_not_known(title: str, of: tuple[int, int], facts: Sequence[str], noun: Noun) -> str:
    """That a flow beside is not known of most, and facts that rules of it wait for."""
    count, every = of
    told = f"{asked(title)} is {NOT_KNOWN} of {count} of {counted(every, noun.one, noun.many)}"
    be = "is" if len(facts) == 1 else "are"
    return (
        f"{told}; of most of these, {listed(facts)} {be} not known, too." if facts else f"{told}."
    )


ONCE_FOR_ALL = (
    "What is about you can be given once for all rows of a table: under `every_row` in its mapping."
)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


RANKING = "Ranking"
RANKED_NOW = "evaluating"


def ranking_of(noun: Noun) -> str:
    return f"{noun.many[:1].upper()}{noun.many[1:]}, the best first"


def ordered_by(beside: Sequence[str], shown: Sequence[str]) -> str:
    """By what cases are ranked; `beside` are the titles of flows that have a say in it,
    and `shown` the questions of facts that show what is rated."""
    also = "".join(f" {one}" for one in beside)
    known = f" what is known of it, such as {either(shown)};" if shown else ""
    return (
        "The best verdict first; what is open stands right below the best that it may come to."
        f" Within a verdict:{also} Checks passed; your own ratings;{known} strengths less"
        " cautions; questions left; how many people told something. Equals share a rank."
    )


# the page

GATES, REPORT, FIND, ALL = "checks", "Report", "Find", "all"
CELLS = "A cell for each question: filled where it came out, dashed where it is open, else empty."
OPENS = "Each row opens into its report. The numbered questions are its checks, from left to right."
ONLY_WHERE = "Only those of which this holds:"


def so_many_of(shown: str, every: str, noun: Noun) -> str:
    return f"{shown} of {every} {noun.many} shown"


# side by side

DECIDED_BEFORE, COMES_LATER = "decided before", "comes later"
"""Of a check that a case did not come to, since its verdict, or an open check, came before."""
DIFFERING, PARTIAL = "Where they differ", "Known of some only"
NOT_SEEN = "not seen"
STATES: Mapping[str, str] = {
    "known": "known",
    "assumed": NOT_SEEN,
    "contested": "voices differ",
    "declined": "dodged",
    "unknown": "asked, not known",
    "open": "not known",
}
"""What a case has of a fact where it is no value."""
QUESTION_BY_QUESTION, FACT, OUTCOME = "Question by question", "fact", "what came out"


def side_by_side(noun: Noun) -> str:
    return f"{noun.many[:1].upper()}{noun.many[1:]} side by side"


def taken_as(value: str) -> str:
    return f"{value} ({NOT_SEEN})"


def alike(count: int, unseen: int, differing: bool) -> str:
    """How many facts are not told of."""
    told = f"{counted(count, 'fact')} {'is' if count == 1 else 'are'} known of all and the same."
    if unseen:
        told += f" {unseen} more {'is' if unseen == 1 else 'are'} taken as not seen of some only."
    return told if differing else f"No fact known of several differs. {told}"
