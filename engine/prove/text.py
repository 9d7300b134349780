"""Proofs as pages for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..case.case import Case
from ..diagnostics.rendering import told_of
from ..present import phrases
from ..present import phrases_diff as words
from ..present import phrases_work as work
from ..present.page import heading
from ..present.words import shown
from ..rulebook.about import Noun
from ..rulebook.model import Book
from .diff.diff import Change, Move
from .diff.edits import Edit
from .space import cells
from .thresholds.breakpoints import Turn
from .thresholds.sensitivity import Hinge
from .whatif.flip import Flip, Step
from .whatif.whatif import FLIPS, WhatIf

SHORT = 3
"""Flips of so many facts are told one by one."""
FEW = 8
"""So many reasons are told with their values; more are listed by group."""


# diff


def diff(
    changes: Sequence[Change],
    moves: Sequence[Move],
    among: int,
    hidden: bool,
    noun: Noun,
    option: str,
    edits: Sequence[Edit],
) -> RenderableType:
    """What an edit changes, pair of verdicts by pair; then which of some cases move.

    `among` is how many cases were looked at, `option` the one that names them; `edits` are all.
    """
    parts: list[RenderableType] = []
    if not changes:
        parts.append(Text(words.NOT_COMPARED if hidden else words.no_change(noun)))
    for place, change in enumerate(changes):
        parts += [Text()] if place else []
        parts.append(_change(change, len(edits)))
    needed = [edit for change in changes for edit in change.edits]
    needless = [edit.words for edit in edits if edit not in needed]
    if changes and needless and all(change.decided for change in changes):
        parts += [Text(), Text(shown(words.needless(needless)))]
    if among:
        parts += [Text(), *_moves(moves, among, noun, len(edits))]
    else:
        parts += [Text(), Text(words.told_of_complete(noun, option), style="dim")]
    return Group(*parts)


def _change(change: Change, edits: int) -> RenderableType:
    table = _grid(2)
    if change.edits:
        told = words.made_by([one.words for one in change.edits], edits)
        table.add_row(words.MADE_BY, shown(told))
    if change.gate:
        table.add_row(words.WHERE, work.where_gate(change.gate, change.rule))
    elif change.rule:
        table.add_row(words.WHERE, words.where_constraint(change.rule))
    if change.decided:
        table.add_row(words.ONLY_WHEN, Text(shown(change.region).replace(" and ", "\nand ")))
    else:
        table.add_row("", Text(change.region))
    if change.witness is not None:
        inner = _grid(2)
        for group, facts in change.witness.items():
            inner.add_row(group, told_of(facts))
        table.add_row(words.SUCH_AS, inner)
    title = Text(words.turns(change.before, change.after), style="bold")
    return Group(title, Padding(table, (0, 0, 0, 2)))


def _moves(moves: Sequence[Move], among: int, noun: Noun, edits: int) -> Iterator[RenderableType]:
    yield Text(words.how_many_move(len(moves), among, noun))
    for move in moves:
        told = words.turns(move.before, move.after) + words.parting(move.gate)
        told += shown(words.moved_by([one.words for one in move.edits], edits))
        yield Text(f"  {shown(move.program)}: {told}")


# whatif


def whatif(name: str, found: WhatIf, book: Book) -> RenderableType:
    """The verdict, what would change it, what forces it, and how near the thresholds are."""
    return Group(
        Text(shown(name), style="bold"),
        Text(phrases.verdict(found.verdict), style="bold"),
        *(Text(one, style="yellow") for one in found.not_settled),
        *_learning([one for one in found.flips if one.learning], found),
        *_reversing([one for one in found.flips if not one.learning], found),
        *_elsewhere(found),
        *_nothing(found),
        *_reasons(found, book),
        *_distances(found.distances, book),
        Text(),
        Text(phrases.which_rules(book), style="dim"),
    )


def _learning(flips: Sequence[Flip], found: WhatIf) -> Iterator[RenderableType]:
    for size, alike in _by_size(flips):
        yield heading(work.would_settle(size))
        yield _flips(alike, found.case)
    if flips:
        yield from _more(found.more_learning, len(flips))


def _reversing(flips: Sequence[Flip], found: WhatIf) -> Iterator[RenderableType]:
    for size, alike in _by_size(flips):
        yield heading(work.would_be_another(size))
        yield _flips(alike, found.case)
    if flips:
        yield from _more(found.more_reversing, len(flips))


def _by_size(flips: Sequence[Flip]) -> Iterator[tuple[int, list[Flip]]]:
    """Smallest first. They differ in size only where larger ones are not proved the smallest."""
    for size, alike in groupby(flips, key=lambda flip: len(flip.steps)):
        yield size, [*alike]


def _more(more: bool, told: int) -> Iterator[RenderableType]:
    if more:
        yield Text(work.there_are_more(2 * told), style="dim")


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
                _row(table, phrases.OR if place else phrases.AND, steps, case)
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
        return work.now_open(case.declined(step.fact), step.fact in case.contested)
    value = cells.value(case.book.vocabulary.facts[step.fact].type, step.before)
    return work.now(value, step.fact in case.assumed)


def _elsewhere(found: WhatIf) -> Iterator[RenderableType]:
    """That there may be ways to verdicts of which none is told."""
    told = {found.verdict, *(flip.verdict for flip in found.flips)}
    others = [one for one in found.verdicts if one not in told]
    if found.flips and found.to is None and others:
        yield Text()
        yield Text(work.shortest_way_to(others[0]), style="dim")


def _nothing(found: WhatIf) -> Iterator[RenderableType]:
    if found.flips:
        return
    if FLIPS in found.undecided:
        return
    yield Text()
    if found.to == found.verdict:
        yield Text(work.already(found.verdict))
    elif found.fixed:
        yield Text(work.no_way_but_fixed(bool(found.lists)))
    else:
        yield Text(work.no_way(bool(found.lists)))


def _reasons(found: WhatIf, book: Book) -> Iterator[RenderableType]:
    if not found.reasons:
        return
    yield heading(work.makes_it(found.verdict))
    if len(found.reasons) > FEW:
        yield Text(work.many_force_it(len(found.reasons)))
        table = _grid(2)
        for group, names in _by_group(found.reasons):
            table.add_row(group, ", ".join(names))
        yield Padding(table, (0, 0, 0, 2))
        return
    yield Text(work.force_it(len(found.reasons)))
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
    yield heading(work.NEAREST)
    table = _grid(3)
    for turn in turns:
        now = work.now_quantity(turn.value, book.thresholds[turn.threshold].unit)
        table.add_row(turn.threshold, now, work.verdict_at(turn.verdict, turn.turns_at))
    yield Padding(table, (0, 0, 0, 2))


# sensitivity


def sensitivity(hinges: Sequence[Hinge], book: Book) -> RenderableType:
    """Threshold by threshold, the cases that hinge on it."""
    parts: list[RenderableType] = []
    for hinge in hinges:
        if hinge.programs:
            head = work.one_step(hinge.threshold, hinge.value, hinge.step)
            parts += [Text(head, style="bold"), *(_hinging(one) for one in hinge.programs)]
    quiet = [hinge.threshold for hinge in hinges if not hinge.programs]
    if quiet:
        parts += [Text()] if parts else []
        parts.append(Text(work.none_hinges_on(quiet, book.vocabulary.case)))
    return Group(*parts, Text(), Text(phrases.which_rules(book), style="dim"))


def _hinging(program: tuple[str, Turn]) -> RenderableType:
    name, turn = program
    return Text("  " + work.hinges(shown(name), turn.before, turn.verdict, turn.turns_at))


def _grid(columns: int) -> Table:
    table = Table.grid(padding=(0, 2))
    for _ in range(columns - 1):
        table.add_column(no_wrap=True)
    table.add_column()
    return table
