"""A decision as text for a terminal: verdict first, then the path as a short story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..decide.decision import Condition, Decision, Missing, OpenField, Remark, Station
from ..language.values import Value, apart, ends, say
from ..rulebook.model import OPEN, Book
from . import phrases
from .heard import listen_for, means, sighting, unmentioned
from .page import heading
from .phrases_testimony import CONTESTED, WHOEVER_IS_RIGHT
from .sections import listed
from .testimony import on_whom, origin, who_said_what
from .words import shown

COLOURS = {"green": "green", "red": "red", "mixed": "yellow", "unheard": "dim"}


def render(decision: Decision, book: Book) -> RenderableType:
    """Everything a person needs from a decision, in the order they need it."""
    parts = [_headline(decision, book), _not_seen(decision, book), _path(decision, book)]
    parts += listed(on_whom(decision, book))
    parts += _questions(decision, book)
    parts += _remarks(phrases.CAUTIONS, decision.cautions)
    parts += _remarks(phrases.STRENGTHS, decision.strengths)
    parts += _remarks(phrases.IGNORED, decision.ignored)
    parts += listed(who_said_what(decision, book))
    parts += _board(decision, book)
    parts += _closing(decision, book)
    return Group(*parts)


def short(decision: Decision, book: Book, file: str) -> RenderableType:
    """The verdict and the next step, and how to see more of a file: fits the smallest terminal."""
    parts: list[RenderableType] = [_headline(decision, book)]
    if last := [*_last_gate(decision, book)]:
        parts += [Text(), *last]
    if decision.missing:
        parts += [
            Text(),
            Text(phrases.NEXT_STEP, style="bold"),
            _question(decision.missing[0], book),
        ]
    return Group(*parts, Text(), Text(phrases.see_more(file), style="dim"))


def _last_gate(decision: Decision, book: Book) -> Iterator[Text]:
    gate = next((one for one in decision.path if one.node == decision.decided_at), None)
    if gate is not None and gate.because:
        yield Text(shown(gate.because))


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
    total = ", ".join(phrases.tally(counts.most_common()))
    return Group(table, Text(), Text(total))


def _brief_reason(decision: Decision) -> str:
    if decision.settled:
        rule, gate = decision.rule, decision.decided_at or ""
        return phrases.of_rule(rule) if rule else phrases.of_gate(gate)
    return phrases.questions_left(len(decision.missing))


def _headline(decision: Decision, book: Book) -> RenderableType:
    title = decision.path[-1].title
    lines = [Text(shown(decision.program), style="bold")] if decision.program else []
    verdict = Text(
        phrases.verdict(decision.verdict), style=f"bold {_verdict_colour(decision, book)}"
    )
    if decision.settled:
        lines += [verdict.append(f"  {title}", style="not bold default"), _decided(decision)]
    else:
        still = phrases.both_possible(decision.possible)
        verdict.append(f"  {still}", style="not bold default")
        lines += [verdict, Text(phrases.open_at(title))]
    lines.append(Text(phrases.rests_on(decision.rests_on, decision.as_of), style="dim"))
    return Group(*lines)


def _not_seen(decision: Decision, book: Book) -> RenderableType:
    """What was taken as not seen, by the question under which it would have come up."""
    told = not_mentioned(decision, book)
    return Group(*(Text(one, style="dim") for one in told))


def not_mentioned(decision: Decision, book: Book) -> list[str]:
    """A sentence for each question under which nothing bad came up."""
    return [
        phrases.nobody_mentioned(
            group.question.ask if group.question is not None else None,
            [sighting(fact) for fact in group.sightings],
        )
        for group in unmentioned(book, decision.assumed)
    ]


def _decided(decision: Decision) -> Text:
    gate = next((one for one in decision.path if one.node == decision.decided_at), None)
    return Text(phrases.decided_at(gate.title, decision.rule) if gate is not None else "")


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
            table.add_row(outcome, Group(*_story(station, book, decision)))
    return Group(Text(), table)


def _story(station: Station, book: Book, decision: Decision) -> Iterator[Text]:
    yield Text(station.title, style="bold")
    if station.because:
        source = f"  [{station.source}]" if station.source else ""
        yield Text(shown(station.because)).append(source, style="dim")
    else:
        yield Text(phrases.because(None, station.outcome == OPEN))
    if station.outcome == OPEN and decision.settled:
        yield Text(phrases.SAME_VERDICT)
    if station.outcome == OPEN and not decision.settled:
        yield from (Text(one, style="dim") for one in waiting_for(station, decision, book))
    if station.forced_by:
        yield Text(forced(station, book))
    for line in reasons(station, book):
        yield Text(line, style="dim")
    for one in station.holding:
        source = f"  [{one.source}]" if one.source else ""
        yield Text(phrases.collected(shown(one.because))).append(source, style="dim")


def forced(station: Station, book: Book) -> str:
    """The facts that leave a gate no other outcome."""
    told = [_equals(name, value, book) for name, value in station.forced_by.items()]
    return phrases.forced(told, station.outcome or "")


def _equals(name: str, value: Value, book: Book) -> str:
    return phrases.equals(name, shown(say(value, book.vocabulary.facts[name].kind)))


def waiting_for(station: Station, decision: Decision, book: Book) -> Iterator[str]:
    """The first rule that may still decide an open gate, and what it waits for."""
    if station.because is not None:
        return
    for rule in station.passed_over:
        unknown = dict.fromkeys(
            name
            for one in rule.conditions
            for name, value in one.values.items()
            if one.truth is None and value is None and not _settled(name, decision)
        )
        if rule.rule == station.waits and unknown:
            yield phrases.waits_for(rule.rule, [_bounded(one, decision, book) for one in unknown])
            return


def _settled(name: str, decision: Decision) -> bool:
    """Whether what is open in the records leaves a number only one value."""
    low, high = decision.bounds.get(name, (0, 1))
    return low == high


def _bounded(name: str, decision: Decision, book: Book) -> str:
    """An open fact, with what the records leave of it."""
    if name not in decision.bounds:
        return name
    return phrases.between(name, *ends(*decision.bounds[name], book.vocabulary.facts[name].kind))


def reasons(station: Station, book: Book) -> Iterator[str]:
    """The values that made a gate come out as it did.

    Where it came out by default: what kept those rules from holding that would
    have led elsewhere. What is still open is no reason: nothing is said of its value.
    """
    known = list(_known(station.conditions, book))
    yield from known
    if station.conditions and not known and not station.forced_by:
        disputed = any(one.disputed(name) for one in station.conditions for name in one.values)
        yield WHOEVER_IS_RIGHT if disputed else phrases.WHATEVER_IS_OPEN
    if station.conditions or station.rule is None:
        return
    for rule in station.passed_over:
        if rule.then not in (station.outcome, OPEN):
            told = list(_known(rule.conditions, book)) or [phrases.clause(phrases.WHATEVER_IS_OPEN)]
            yield phrases.not_held(rule.rule, told)


def _known(found: Iterable[Condition], book: Book) -> Iterator[str]:
    """The conditions that made it come out so, as far as what is known tells."""
    decisive = (one for one in found if one.decisive and one.truth is not None)
    return (values(one, book) for one in decisive)


def values(condition: Condition, book: Book) -> str:
    """The facts of a condition with their values, and what they stand against."""
    kinds = {name: fact.kind for name, fact in book.vocabulary.facts.items()}
    spelt = {name: _spelt(condition, name, kinds[name]) for name in condition.values}
    limit = _apart(condition, spelt, kinds)
    told = [
        phrases.equals(name, shown(one)) + origin(condition, name, book)
        for name, one in spelt.items()
    ]
    if limit is not None:
        return phrases.against_limit(told, limit, condition.truth is False)
    return (", ".join(told) or condition.text) + phrases.against(condition.thresholds)


def _spelt(condition: Condition, name: str, kind: str) -> str:
    value = condition.values[name]
    return CONTESTED if value is None and condition.disputed(name) else say(value, kind)


def _apart(condition: Condition, spelt: dict[str, str], kinds: Mapping[str, str]) -> str | None:
    """The limit of a condition in words; value and limit with digits enough to tell them apart."""
    limit = condition.limit
    if limit is None:
        return None
    value, said = condition.values.get(limit.fact), say(limit.value, kinds[limit.fact])
    if isinstance(value, Fraction):
        spelt[limit.fact], said = apart(value, limit.value, kinds[limit.fact])
    return phrases.limit(limit, said)


def _questions(decision: Decision, book: Book) -> list[RenderableType]:
    if not decision.missing:
        return [] if decision.settled else [Text(), Text(phrases.NOTHING_TO_ASK)]
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
    return [heading(phrases.TO_FIND_OUT), table]


def _question(one: Missing, book: Book) -> Text:
    whom = [book.vocabulary.informants.get(key, key) for key in one.whom]
    text = Text(one.ask)
    text.append(f"\n{one.fact}{phrases.whom_for(whom)}", style="dim")
    for told in beside_question(one, book):
        text.append(f"\n{told}", style="dim")
    if one.asked is not None:
        text.append(f"\n{phrases.ASKED[one.asked]}")
    return text


def beside_question(one: Missing, book: Book) -> Iterator[str]:
    """What is open of a list; or what its answers mean, and what to listen for."""
    fact = one.fact
    if one.fields:
        yield shown(phrases.open_fields([_field(each) for each in one.fields]))
        return
    told = [phrases.meaning(*one) for one in means(book.vocabulary.facts[fact])]
    if told:
        yield "; ".join(told)
    heard = listen_for(book, fact)
    if heard:
        yield phrases.listen_for(heard)


def _field(one: OpenField) -> tuple[str, str]:
    """A field, and the record that lacks it."""
    if one.key is None:
        return one.field, phrases.of_record(one.record + 1)
    key, value = one.key
    return one.field, phrases.where_key(key, say(value, "record"))


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
        word = Text(phrases.COLOURS[colour], style=COLOURS[colour])
        table.add_row(signal, word, Text(book.board.signals[signal]))
    return [heading(phrases.SIGNALS), table]


def _closing(decision: Decision, book: Book) -> Iterator[RenderableType]:
    yield Text()
    for name, label in decision.labels.items():
        told = f"{book.flows[name].title} {phrases.label_title(label)}{phrases.columns(label)}."
        yield Text(f"{told} {phrases.DOES_NOT_ENTER}")
    yield Text(phrases.which_rules(book), style="dim")
