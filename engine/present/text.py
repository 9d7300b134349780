"""A decision as text for a terminal: verdict first, then the path as a short story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..decide.decision import Condition, Decision, Missing, Remark, Station
from ..language.values import number as exactly
from ..language.values import say
from ..rulebook.model import OPEN, Book
from .page import heading
from .words import listed, shown, which_rules

COLOURS = {"green": "green", "red": "red", "mixed": "yellow", "unheard": "dim"}


ASKED = {
    "declined": "Asked and dodged: ask someone else.",
    "unknown": "Asked, and they did not know: ask someone else.",
}
NOTHING_TO_ASK = (
    "No answer can settle this: something here cannot be worked out, such as a share of none."
)


def render(decision: Decision, book: Book) -> RenderableType:
    """Everything a person needs from a decision, in the order they need it."""
    parts = [_headline(decision, book), _path(decision, book)]
    parts += _questions(decision, book)
    parts += _remarks("Cautions", decision.cautions)
    parts += _remarks("Strengths", decision.strengths)
    parts += _remarks("Shown, but ignored", decision.ignored)
    parts += _board(decision, book)
    parts += _closing(decision, book)
    return Group(*parts)


def brief(named: Sequence[tuple[str, Decision]], book: Book) -> RenderableType:
    """A line for each program, by its name, and how many there are of each verdict."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_column()
    for name, one in named:
        verdict = Text(one.verdict, style=f"bold {_verdict_colour(one, book)}")
        table.add_row(verdict, shown(name), _brief_reason(one))
    counts = Counter(one.verdict for _, one in named)
    total = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    return Group(table, Text(), Text(total))


def _brief_reason(decision: Decision) -> str:
    if decision.settled:
        return f"rule {decision.rule}" if decision.rule else f"gate {decision.decided_at}"
    asked = len(decision.missing)
    return f"{asked} question{'s' if asked != 1 else ''} left" if asked else "nothing to ask"


def _headline(decision: Decision, book: Book) -> RenderableType:
    title = decision.path[-1].title
    lines = [Text(shown(decision.program), style="bold")] if decision.program else []
    verdict = Text(decision.verdict.upper(), style=f"bold {_verdict_colour(decision, book)}")
    if decision.settled:
        lines += [verdict.append(f"  {title}", style="not bold default"), _decided(decision)]
    else:
        still = " and ".join(decision.possible)
        verdict.append(f"  {still} are both still possible" if len(decision.possible) == 2 else
                       f"  still possible: {', '.join(decision.possible)}",
                       style="not bold default")  # fmt: skip
        lines += [verdict, Text(f"Open at: {title}")]
    return Group(*lines)


def _decided(decision: Decision) -> Text:
    gate = next((one for one in decision.path if one.node == decision.decided_at), None)
    rule = f" (rule {decision.rule})" if decision.rule else ""
    return Text(f"Decided at: {gate.title}{rule}" if gate is not None else "")


def _verdict_colour(decision: Decision, book: Book) -> str:
    gates = [station for station in decision.path if station.kind == "gate"]
    return outcome_colour(gates[-1].outcome, book) if gates else "default"


def outcome_colour(outcome: str | None, book: Book) -> str:
    """Green and red as the board says; yellow while open."""
    if outcome == OPEN:
        return "yellow"
    if book.board is None:
        return "cyan"
    return "green" if outcome in book.board.good else "red" if outcome in book.board.bad else "cyan"


def _path(decision: Decision, book: Book) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for station in decision.path:
        if station.kind == "gate":
            if table.row_count:
                table.add_row()
            outcome = Text(
                station.outcome or "", style=f"bold {outcome_colour(station.outcome, book)}"
            )
            table.add_row(outcome, Group(*_story(station, book, decision.settled)))
    return Group(Text(), table)


def _story(station: Station, book: Book, settled: bool) -> Iterator[Text]:
    yield Text(station.title, style="bold")
    if station.because:
        source = f"  [{station.source}]" if station.source else ""
        yield Text(shown(station.because)).append(source, style="dim")
    elif station.outcome == OPEN:
        yield Text("What is known so far does not decide this.")
    else:
        yield Text("Whatever the open answers turn out to be, one rule or another leads here.")
    if station.outcome == OPEN and settled:
        yield Text("Whatever comes out here, the verdict stays the same.")
    for line in reasons(station, book):
        yield Text(line, style="dim")


def reasons(station: Station, book: Book) -> Iterator[str]:
    """The values that made a gate come out as it did.

    Where it came out by default: what kept those rules from holding that would
    have led elsewhere.
    """
    for condition in station.conditions:
        if condition.decisive:
            yield values(condition, book)
    if station.conditions or station.rule is None:
        return
    for rule in station.passed_over:
        if rule.then not in (station.outcome, OPEN):
            told = "; ".join(values(one, book) for one in rule.conditions if one.decisive)
            yield f"rule {rule.rule} does not hold: {told}"


def values(condition: Condition, book: Book) -> str:
    """The facts of a condition with their values, and what they stand against."""
    facts = book.vocabulary.facts
    told = [
        f"{name} = {shown(say(value, facts[name].kind))}"
        for name, value in condition.values.items()
    ]
    if condition.limit is not None:
        fits = "not " if condition.truth is False else ""
        return f"{', '.join(told)} ({fits}{condition.limit})"
    limits = [f"{name} {exactly(limit)}" for name, limit in condition.thresholds.items()]
    against = f" (against {', '.join(limits)})" if limits else ""
    return (", ".join(told) or condition.text) + against


def _questions(decision: Decision, book: Book) -> list[RenderableType]:
    if not decision.missing:
        return [] if decision.settled else [Text(), Text(NOTHING_TO_ASK)]
    titles = {node.id: node.title for node in book.flows[decision.flow].nodes.values()}
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    gate = ""
    for place, one in enumerate(decision.missing, 1):
        if one.gate != gate:
            gate = one.gate
            table.add_row("", Text(titles[gate], style="bold"))
        table.add_row(f"{place}.", _question(one, book))
    return [heading("What to find out"), table]


def _question(one: Missing, book: Book) -> Text:
    whom = [book.vocabulary.informants.get(key, key) for key in one.whom]
    text = Text(one.ask)
    text.append(f"\n{one.fact}", style="dim")
    if whom:
        text.append(f": ask {listed(whom, 'or')}", style="dim")
    if one.asked is not None:
        text.append(f"\n{ASKED[one.asked]}")
    return text


def _remarks(title: str, remarks: Iterable[Remark]) -> list[RenderableType]:
    found = tuple(remarks)
    if not found:
        return []
    table = Table.grid(padding=(0, 1))
    for remark in found:
        table.add_row("-", _remark(remark))
    return [heading(title), table]


def _remark(remark: Remark) -> Text:
    source = f"  [{remark.source}]" if remark.source else ""
    return Text(shown(remark.text)).append(source, style="dim")


def _board(decision: Decision, book: Book) -> list[RenderableType]:
    if book.board is None or not decision.signals:
        return []
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column(no_wrap=True)
    table.add_column()
    for signal, colour in decision.signals.items():
        word = Text(colour, style=COLOURS[colour])
        table.add_row(signal, word, Text(book.board.signals[signal]))
    return [heading("Signals"), table]


def _closing(decision: Decision, book: Book) -> Iterator[RenderableType]:
    yield Text()
    for name, label in decision.labels.items():
        of = f" ({label.matched} of {label.of} columns)" if label.matched is not None else ""
        title = book.flows[name].title
        yield Text(f"{title} {label.title}{of}. This does not enter the verdict.")
    if decision.assumed:
        names = ", ".join(decision.assumed)
        yield Text(f"Taken as not seen, since nobody reported it: {names}", style="dim")
    yield Text(which_rules(book), style="dim")
