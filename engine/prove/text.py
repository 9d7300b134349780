"""Proofs as pages for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..case.case import Case
from ..diagnostics.findings import spelled
from ..language.values import number
from ..present.page import heading
from ..present.words import shown, which_rules
from ..rulebook.model import Book
from .diff.diff import Change, Move
from .space import cells
from .thresholds.breakpoints import Turn
from .thresholds.sensitivity import Hinge
from .whatif.flip import Flip, Step
from .whatif.whatif import WhatIf

COMPLETE = "Told of programs without open facts; --programs looks at yours."
SHORT = 3
"""Flips of so many facts are told one by one."""
FEW = 8
"""So many reasons are told with their values; more are listed by group."""


# diff


def diff(
    changes: Sequence[Change], moves: Sequence[Move], programs: int, hidden: bool
) -> RenderableType:
    """What an edit changes, pair of verdicts by pair; then which of the programs move."""
    parts: list[RenderableType] = []
    if not changes:
        parts.append(Text("no verdict can change, as far as the two can be compared" if hidden else
                          "no program's verdict can change"))  # fmt: skip
    for place, change in enumerate(changes):
        parts += [Text()] if place else []
        parts.append(_change(change))
    if programs:
        parts += [Text(), *_moves(moves, programs)]
    else:
        parts += [Text(), Text(COMPLETE, style="dim")]
    return Group(*parts)


def _change(change: Change) -> RenderableType:
    table = _grid(2)
    if change.gate:
        rule = f", rule {change.rule}" if change.rule else ""
        table.add_row("where", f"gate {change.gate}{rule}")
    elif change.rule:
        table.add_row("where", f"constraint {change.rule}")
    if change.decided:
        table.add_row("only when", Text(shown(change.region).replace(" and ", "\nand ")))
    else:
        table.add_row("", Text(change.region))
    if change.witness is not None:
        inner = _grid(2)
        for group, facts in change.witness.items():
            told = ", ".join(f"{name} {spelled(value)}" for name, value in facts.items())
            inner.add_row(group, told)
        table.add_row("such as", inner)
    title = Text(f"{change.before} -> {change.after}", style="bold")
    return Group(title, Padding(table, (0, 0, 0, 2)))


def _moves(moves: Sequence[Move], programs: int) -> Iterator[RenderableType]:
    yield Text(f"{len(moves)} of {programs} programs move" if programs > 1 else
               "the program moves" if moves else "the program does not move")  # fmt: skip
    for move in moves:
        at = f", parting at gate {move.gate}" if move.gate else ""
        yield Text(f"  {shown(move.program)}: {move.before} -> {move.after}{at}")


# whatif


def whatif(name: str, found: WhatIf, book: Book) -> RenderableType:
    """The verdict, what would change it, what forces it, and how near the thresholds are."""
    return Group(
        Text(shown(name), style="bold"),
        Text(found.verdict.upper(), style="bold"),
        *(Text(_not_decided(one, found), style="yellow") for one in found.undecided),
        *_learning([one for one in found.flips if one.learning], found, book),
        *_reversing([one for one in found.flips if not one.learning], found, book),
        *_elsewhere(found),
        *_nothing(found),
        *_reasons(found, book),
        *_distances(found.distances, book),
        Text(),
        Text(which_rules(book), style="dim"),
    )


def _not_decided(what: str, found: WhatIf) -> str:
    if what == "reasons":
        return "What makes it so was not worked out."
    single = any(len(flip.steps) == 1 for flip in found.flips)
    if single:
        return "There may be more than is told: the search was stopped."
    return "It is not proved that fewer changes do not suffice: the search was stopped."


def _learning(flips: Sequence[Flip], found: WhatIf, book: Book) -> Iterator[RenderableType]:
    if flips:
        size = len(flips[0].steps)
        one = "One answer would settle it" if size == 1 else f"{size} answers would settle it"
        yield heading(one)
        yield _flips(flips, found.case)
        yield from _more(found.more_learning, len(flips))


def _reversing(flips: Sequence[Flip], found: WhatIf, book: Book) -> Iterator[RenderableType]:
    if flips:
        size = len(flips[0].steps)
        facts = "one fact were" if size == 1 else f"{size} facts together were"
        yield heading(f"It would be another verdict if {facts}")
        yield _flips(flips, found.case)
        yield from _more(found.more_reversing, len(flips))


def _more(more: bool, told: int) -> Iterator[RenderableType]:
    if more:
        yield Text(f"There are more; --most {2 * told} shows up to {2 * told}.", style="dim")


def _flips(flips: Sequence[Flip], case: Case) -> RenderableType:
    """Each with its facts; of long ones for the same verdict, what all have in common once."""
    table = _grid(2)
    for verdict in dict.fromkeys(flip.verdict for flip in flips):
        ways = [flip.steps for flip in flips if flip.verdict == verdict]
        common = [step for step in ways[0] if all(step in steps for steps in ways)]
        if len(ways) > 1 and len(ways[0]) > SHORT and common:
            _row(table, verdict, common, case)
            ways = [tuple(step for step in steps if step not in common) for steps in ways]
            for place, steps in enumerate(ways):
                _row(table, "or" if place else "and", steps, case)
        else:
            for steps in ways:
                _row(table, verdict, steps, case)
    return Padding(table, (0, 0, 0, 2))


def _row(table: Table, verdict: str, steps: Sequence[Step], case: Case) -> None:
    if len(steps) > 1 and table.row_count:
        table.add_row()
    told = Text("\n").join(_step(step, case) for step in steps)
    table.add_row(Text(verdict, style="bold"), told)


def _step(step: Step, case: Case) -> Text:
    now = (f"({shown(_now(step, case))})", "dim")
    return Text.assemble(f"{step.fact}: {shown(step.words)} ", now)


def _now(step: Step, case: Case) -> str:
    """What is known of a fact today, and how."""
    if step.before is None:
        return "now dodged" if case.declined(step.fact) else "now not known"
    value = cells.value(case.book.vocabulary.facts[step.fact].type, step.before)
    return f"taken as {value}" if step.fact in case.assumed else f"now {value}"


def _elsewhere(found: WhatIf) -> Iterator[RenderableType]:
    """That there may be ways to verdicts of which none is told."""
    told = {found.verdict, *(flip.verdict for flip in found.flips)}
    others = [one for one in found.verdicts if one not in told]
    if found.flips and found.to is None and others:
        yield Text()
        yield Text(f"--to {others[0]} looks for the shortest way to {others[0]}.", style="dim")


def _nothing(found: WhatIf) -> Iterator[RenderableType]:
    if found.flips:
        return
    yield Text()
    if "flips" in found.undecided:
        yield Text("Whether some change gives another verdict is not decided.")
        return
    if found.to == found.verdict:
        yield Text(f"It is {found.verdict} already.")
    elif found.fixed:
        yield Text(
            "No change gives another verdict, as long as facts that cannot change, such as the"
            " past, stay as they are. --any looks at those too."
        )
    else:
        yield Text("No change of its facts gives another verdict.")


def _reasons(found: WhatIf, book: Book) -> Iterator[RenderableType]:
    if not found.reasons:
        return
    yield heading(f"What makes it {found.verdict}")
    if len(found.reasons) > FEW:
        yield Text(f"These {len(found.reasons)} facts force it, whatever all others are; "
                   "no fewer do.")  # fmt: skip
        table = _grid(2)
        for group, names in _by_group(found.reasons):
            table.add_row(group, ", ".join(names))
        yield Padding(table, (0, 0, 0, 2))
        return
    alone = "This fact forces" if len(found.reasons) == 1 else "These facts force"
    yield Text(f"{alone} it, whatever all others are.")
    for name in found.reasons:
        value = cells.value(book.vocabulary.facts[name].type, found.case.values[name])
        yield Text(f"  {name}: {shown(value)}")


def _by_group(names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for name in names:
        group, _, short = name.partition(".")
        groups.setdefault(group, []).append(short)
    yield from groups.items()


def _distances(turns: Sequence[Turn], book: Book) -> Iterator[RenderableType]:
    if not turns:
        return
    yield heading("Thresholds that would turn it, the nearest first")
    table = _grid(3)
    for turn in turns:
        unit = book.thresholds[turn.threshold].unit
        now = f"now {number(turn.value)}" + (f" {unit}" if unit else "")
        table.add_row(turn.threshold, now, f"{turn.verdict} at {number(turn.turns_at)}")
    yield Padding(table, (0, 0, 0, 2))


# sensitivity


def sensitivity(hinges: Sequence[Hinge], book: Book) -> RenderableType:
    """Threshold by threshold, the programs that hinge on it."""
    parts: list[RenderableType] = []
    for hinge in hinges:
        if hinge.programs:
            head = f"{hinge.threshold} {number(hinge.value)} (one step: {number(hinge.step)})"
            parts += [Text(head, style="bold"), *(_hinging(one) for one in hinge.programs)]
    quiet = [hinge.threshold for hinge in hinges if not hinge.programs]
    if quiet:
        parts += [Text()] if parts else []
        parts.append(Text(f"No program hinges on: {', '.join(quiet)}"))
    return Group(*parts, Text(), Text(which_rules(book), style="dim"))


def _hinging(program: tuple[str, Turn]) -> RenderableType:
    name, turn = program
    told = f"{turn.before} now, {turn.verdict} at {number(turn.turns_at)}"
    return Text(f"  {shown(name)}: {told}")


def _grid(columns: int) -> Table:
    table = Table.grid(padding=(0, 2))
    for _ in range(columns - 1):
        table.add_column(no_wrap=True)
    table.add_column()
    return table
