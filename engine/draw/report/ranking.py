"""A ranking as one HTML page: a table to sort and filter, in which each case opens its report.

It loads nothing. Without its script it is a table in order, and the reports open all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...decide.ranking import passed
from ...language.types import Enumeration, SetOf, Text
from ...language.values import Value, amount, spaced
from ...present import phrases
from ...present import phrases_ranking as words
from ...present.kept import as_cell, label, to_read
from ...present.left_out import Rejected
from ...present.ranking import Ranking, Row, notes, rows, showing, standing, where_in
from ...present.undecided import warnings
from ...present.words import shown
from ...rulebook.model import OPEN, Fact
from . import lists, report
from .markup import Markup, Part, tag, written
from .shell import leaf
from .words import SYMBOLS, badge, symbol, tone, verdict_tone

ANCHOR = re.compile(r'(id|href|aria-labelledby)="(#?)report\.(?!source\.)')
"""An anchor of a report, but for those of sources, which all reports share. Bare quotes stand in
markup only."""
COLUMNS = 6
"""So many there are beside those of facts."""


def render(ranking: Ranking) -> str:
    """The whole page, which stands alone."""
    found = list(rows(ranking))
    table = _table(found, ranking) if found else None
    body = [*_head(ranking), table, _sources(found, ranking), _rejected(ranking)]
    title = words.ranking_of(ranking.noun)
    return leaf(title, body, ranking.book, also="ranking.css", script="ranking.js")


def _head(ranking: Ranking) -> Iterator[Part]:
    yield tag("p", ranking.order.flow.title, class_="kicker")
    if ranking.where is not None:
        yield tag("p", words.ONLY_WHERE, " ", tag("code", ranking.where))
    yield [tag("p", line) for line in (*warnings(ranking), *notes(ranking))]
    titles = [flow.title for flow in ranking.order.labels()]
    yield tag("p", words.ordered_by(titles, showing(ranking)), class_="aside")


def glance(ranking: Ranking, svg: str) -> str:
    """The picture of all of them as a page."""
    drawing = svg[svg.index("<svg") :].strip()
    frame = tag(
        "div",
        Markup(drawing),
        class_="frame",
        role="region",
        tabindex="0",
        aria_label=words.ranking_of(ranking.noun),
    )
    title = words.ranking_of(ranking.noun)
    return leaf(title, frame, ranking.book, also="ranking.css", drawing=drawing)


# the table


def _table(found: Sequence[Row], ranking: Ranking) -> Part:
    hint = tag("p", words.OPENS, class_="aside")
    columns = ranking.columns
    bodies = [_body(place, row, ranking, columns) for place, row in enumerate(found)]
    table = tag("table", _columns(ranking), bodies, class_="ranking", id="ranking")
    return (_gates(ranking), hint, _controls(found, ranking), table)


def _gates(ranking: Ranking) -> Markup:
    """What the numbers of the gates mean."""
    nodes = ranking.order.flow.nodes
    items = [tag("li", nodes[gate].title) for gate in ranking.order.flow.gates()]
    return tag("ol", items, class_="key")


def _controls(found: Sequence[Row], ranking: Ranking) -> Markup:
    """What the script brings to life: hidden while there is none."""
    verdicts = list(dict.fromkeys(row.verdict for row in found))
    choices = [_choice("verdict", words.VERDICT, verdicts)]
    for flow in ranking.order.labels():
        beside = dict.fromkeys(row.beside.get(flow.name, "") for row in found)
        choices.append(_choice(f"beside-{flow.name}", flow.title, [*beside]))
    find = tag("label", words.FIND, " ", tag("input", type="search", id="find"))
    told = tag(
        "output",
        id="told",
        aria_live="polite",
        data_told=words.so_many_of("{shown}", "{all}", ranking.noun),
    )
    return tag("div", find, choices, told, class_="controls", hidden="hidden", id="controls")


def _choice(key: str, title: str, values: Sequence[str]) -> Markup:
    options = [tag("option", words.ALL, value="")]
    options += [tag("option", one, value=one) for one in values if one]
    return tag("label", title, " ", tag("select", options, data_key=key))


def _columns(ranking: Ranking) -> Markup:
    sortable = (("rank", words.RANK), ("name", ranking.noun.one))
    heads = [tag("th", title, scope="col", data_sort=key) for key, title in sortable]
    for place, fact in enumerate(ranking.columns):
        heads.append(
            tag(
                "th",
                label(fact),
                scope="col",
                data_sort=f"fact{place}",
                title=fact.ask,
                class_="fact",
            )
        )
    heads.append(tag("th", words.VERDICT, scope="col"))
    heads.append(tag("th", words.GATES, scope="col", data_sort="passed"))
    heads.append(tag("th", words.WHERE_WHY_NEXT, scope="col"))
    heads.append(tag("th", words.QUESTIONS, scope="col", data_sort="questions"))
    return tag("thead", tag("tr", heads))


def _body(place: int, row: Row, ranking: Ranking, columns: Sequence[Fact]) -> Markup:
    """The row of a case, and below it its report."""
    beside = {f"data-beside-{name}": told for name, told in row.beside.items()}
    for column, fact in enumerate(columns):
        beside[f"data-fact{column}"] = _to_sort(row.known.least(fact.name))
    first = tag(
        "tr",
        tag("td", str(row.rank), class_="number"),
        tag("th", tag("bdi", row.name), _apart(row), scope="row"),
        [_fact(fact, row) for fact in columns],
        tag("td", _verdict(row, ranking)),
        tag("td", _cells(row, ranking)),
        tag(
            "td",
            tag("p", row.where),
            tag("p", row.why, class_="aside"),
            _step(row),
            _weighs(row),
            class_="told",
        ),
        tag("td", str(len(row.decision.missing)), class_="number"),
    )
    whole = str(COLUMNS + len(columns))
    more = tag("tr", tag("td", _report(place, row, ranking), colspan=whole), class_="more")
    return tag(
        "tbody",
        first,
        more,
        data_rank=str(row.rank),
        data_name=row.name,
        data_verdict=row.verdict,
        data_passed=str(passed(row.decision)),
        data_questions=str(len(row.decision.missing)),
        **beside,
    )


def _apart(row: Row) -> Part:
    """What tells it from others of its name."""
    return tag("p", tag("bdi", row.apart), class_="aside") if row.apart else None


def _fact(fact: Fact, row: Row) -> Markup:
    """What is known of a fact; on a narrow screen its name stands before it."""
    said = to_read(row.known, fact)
    wide = " wide" if isinstance(fact.type, Text | Enumeration | SetOf) else ""
    return tag(
        "td", tag("bdi", said) if said else None, class_=f"fact{wide}", data_label=label(fact)
    )


def _to_sort(value: Value | None) -> str:
    """What the script sorts by: numbers as such, true before false, what is not known last."""
    match value:
        case bool():
            return "1" if value else "0"
        case Fraction():
            return amount(value)
        case _:
            return as_cell(value)


def _verdict(row: Row, ranking: Ranking) -> Part:
    told = [tag("p", one, class_="aside") for one in standing(row, ranking)]
    return (badge(row.verdict, verdict_tone(row.decision, ranking.book)), told)


def _cells(row: Row, ranking: Ranking) -> Markup:
    """A cell for each gate of the flow: its outcome, open, or not come to."""
    came = {one.node: one.outcome for one in row.decision.path if one.kind == "gate"}
    items = [_cell(gate, came.get(gate), ranking) for gate in ranking.order.flow.gates()]
    return tag("ol", items, class_="gates")


def _cell(gate: str, outcome: str | None, ranking: Ranking) -> Markup:
    title = ranking.order.flow.nodes[gate].title
    word = spaced(outcome) if outcome is not None else phrases.NOT_TAKEN
    mood = tone(outcome, ranking.book) if outcome is not None else "unheard"
    mark = SYMBOLS[mood] if outcome is not None else ""
    seen = " pale" if outcome in (None, OPEN) else ""
    told = words.stands(title, word)
    return tag(
        "li",
        symbol(mark),
        tag("span", told, class_="unseen"),
        class_=f"tone-{mood}{seen}",
        title=told,
    )


def _weighs(row: Row) -> Part:
    return [tag("p", one, class_="aside") for one in (row.weighs, row.behind) if one]


def _step(row: Row) -> Part:
    if not row.step:
        return None
    whom = tag("span", phrases.whom([row.whom]), class_="aside") if row.whom else None
    return tag("p", words.next_step(row.step), " ", whom)


# the reports


def _report(place: int, row: Row, ranking: Ranking) -> Markup:
    """The report of a case, its anchors told apart from those of the others."""
    inner = written([*report.inside(row.decision, ranking.book)])
    own = ANCHOR.sub(rf'\1="\2case{place}.', inner)
    name = tag("span", f": {row.name}", class_="unseen")
    return tag("details", tag("summary", words.REPORT, name), tag("div", Markup(own)))


def _sources(found: Sequence[Row], ranking: Ranking) -> Part:
    told = lists.passages([row.decision for row in found], ranking.book)
    return tag("section", tag("h2", phrases.SOURCES), told, class_="part-sources") if told else None


def _rejected(ranking: Ranking) -> Part:
    """What is invalid, each with its place and what is wrong with it first."""
    found = ranking.left_out.rejected
    if not found:
        return None
    summary = tag("summary", words.rejected(len(found)))
    return tag("details", summary, tag("ul", map(_reject, found)), class_="rejected")


def _reject(one: Rejected) -> Markup:
    place = tag("bdi", where_in(one.finding.place))
    return tag("li", tag("bdi", shown(one.key)), " (", place, "): ", shown(one.finding.message))
