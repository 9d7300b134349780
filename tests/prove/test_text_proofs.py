"""Proofs about what texts start with, contain and end with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.facade import Rulebook
from engine.prove.check.findings import prove
from engine.prove.diff.diff import changes
from engine.prove.diff.pair import pair
from engine.prove.space.prover import flat
from engine.prove.space.replay import Replay
from engine.prove.whatif.whatif import what_if
from engine.rulebook.model import Book
from tests.prove.books import FACTS, book, gate, told

TWO_TEXTS = FACTS + "  x.other: {type: text, ask: What else?}\n"
RIVER = "  x.river: {type: text, ask: W?, derive: if x.a then x.text else x.other}\n"


def rules(folder: Path, when: str, facts: str = TWO_TEXTS, constraints: str = "") -> Book:
    folder.mkdir(exist_ok=True)
    return book(folder, gate("first", when), facts=facts, constraints=constraints)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ('x.text starts with "ab" and not x.text starts with "a"', "never-fires"),
        ('x.text starts with "ab" and x.text starts with "b"', "never-fires"),
        ('x.text ends with "ab" and not x.text contains "b"', "never-fires"),
        ('x.text = "abc" and x.text ends with "b"', "never-fires"),
        ('x.text = x.other and x.text contains "a" and not x.other contains "a"', "never-fires"),
        ('x.river ends with "a" and x.a and not x.text contains "a"', "never-fires"),
        ('x.text in ["ab", "b"] and x.text starts with "c"', "never-fires"),
        ('x.text starts with "ab" and x.text starts with "abc" and x.b', ""),
        ('x.text starts with "ab" and x.text ends with "ba"', ""),
        ('x.text != x.other and x.text starts with "a" and x.other starts with "a"', ""),
        ('not x.text contains "a" and x.text != "b" and x.text ends with "b"', ""),
    ],
)
def test_what_no_text_does_is_found(tmp_path: Path, when: str, said: str) -> None:
    of = rules(tmp_path, f"asked: {when} -> yes\nok: x.c -> yes", TWO_TEXTS + RIVER)
    assert [one.partition(":")[0] for one in told(of)] == ([said] if said else [])


def test_a_narrower_text_is_shadowed_by_a_wider_one(tmp_path: Path) -> None:
    of = rules(
        tmp_path,
        'wide: x.text contains "ab" -> no\nnarrow: x.text starts with "cabc" -> yes\n'
        "ok: x.c -> yes",
    )  # fmt: skip
    (finding,) = prove(of)
    assert finding.message == "rule `narrow` never decides: `wide` above takes its cases"
    assert finding.witness == {"x": {"text": "cabc"}}


@pytest.mark.parametrize(
    ("old", "new", "regions"),
    [
        ('x.text starts with "St"', 'x.text starts with "St."',
         ['x.text starts with "St" and not x.text starts with "St."']),
        ('x.text starts with "a"', 'x.text ends with "a"',
         ['x.text starts with "a" and not x.text ends with "a"',
          'not x.text starts with "a" and x.text ends with "a"']),
        ('x.text starts with "St."', 'x.text starts with "St." and x.text != "St. Elm"',
         ['x.text = "St. Elm"']),
        ('x.text contains "a"', 'x.text contains "a" or x.text starts with "ba"', []),
    ],
)  # fmt: skip
def test_an_edit_is_told_by_the_texts_it_moves(
    tmp_path: Path, old: str, new: str, regions: list[str]
) -> None:
    """Each with a text that shows it, evaluated as any other."""
    books = [
        rules(tmp_path / name, f"asked: {when} -> yes\nok: x.c -> yes")
        for name, when in (("old", old), ("new", new))
    ]
    found = list(changes(pair(books[0], books[1], "flow")))
    assert [one.region for one in found] == regions
    for one in found:
        assert one.witness is not None
        shown = [verdict(of, flat(one.witness)) for of in books]
        assert shown == [one.before, one.after]


def verdict(of: Book, facts: dict[str, Any]) -> str | None:
    replay = Replay(of, of.flows["flow"])
    case = replay.case(facts)
    assert case is not None
    return replay.verdict(case)


def test_a_flip_says_which_texts_do(tmp_path: Path) -> None:
    """A text that was not known, and one that would have to be another."""
    of = rules(tmp_path, 'asked: x.text starts with "St. " and not x.text = "St. Elm" -> yes')
    told = [
        (step.before, step.words)
        for text in (None, "St. Elm", "Oak")
        for flip in asked(of, **({"text": text} if text is not None else {})).flips
        for step in flip.steps
        if flip.verdict == "high"
    ]
    words = 'another text that starts with "St. "'
    assert told == [(None, words), ("St. Elm", words), ("Oak", words)]


def asked(of: Book, **facts: Any) -> Any:
    replay = Replay(of, of.flows["flow"])
    case = replay.case({f"x.{name}": value for name, value in facts.items()})
    assert case is not None
    found = replay.verdict(case)
    assert found is not None
    return what_if(of, replay.flow, case, found)


def test_a_flip_keeps_to_a_constraint_on_texts(tmp_path: Path) -> None:
    """Two open texts that have to be alike; whichever way they are filled in, it has to do."""
    of = rules(
        tmp_path, 'asked: x.text contains "a" and x.other contains "b" -> yes',
        constraints='- {id: alike, never: x.text != x.other, because: They are one.}\n'
                    '- {id: no, never: x.text = "ab", because: It is taken.}\n',
    )  # fmt: skip
    found = asked(of, text="aa")
    assert found.verdict == "low"
    for flip in found.flips:
        case = Replay(of, of.flows["flow"]).case(flip.example)
        assert case is not None


def test_open_texts_settle_what_every_text_does(tmp_path: Path) -> None:
    """An open text contains what it starts with: one of the two rules always decides."""
    of = rules(
        tmp_path,
        'one: not x.text contains "a" -> yes\ntwo: not x.text starts with "a" -> yes\n'
        'three: x.text ends with "c" -> yes\nfour: not x.text ends with "bc" -> yes',
    )  # fmt: skip
    assert Rulebook(of, "flow").evaluate({}).verdict == "high"
