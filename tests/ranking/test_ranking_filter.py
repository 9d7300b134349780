"""--where: the language of the rules over facts, verdict and labels."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.case.intake import read_mapping
from engine.decide.filtering import condition, fits, unknown
from engine.diagnostics.invalid import Invalid
from engine.diagnostics.rendering import as_text
from engine.language.interpret import Kleene, truth
from engine.tables.decided import Decided, Reading, decided
from engine.tables.gather import gather
from tests.domain.program import rulebook
from tests.ranking.many_programs import EXAMPLES, SAME_DAY, folder, run

BOOK, FLOW = rulebook().book, rulebook().flow
MADE = [
    one
    for one in decided(gather([EXAMPLES], BOOK), rulebook().decide, Reading(BOOK))
    if isinstance(one, Decided)
]
Reads = Callable[[Decided], Kleene]


def label(one: Decided, name: str, row: str) -> Kleene:
    found = one.decision.to_dict()["labels"][name]
    value = found.get("row", found.get("outcome"))
    return None if value == "not_known" else value == row


def both(left: Kleene, right: Kleene) -> Kleene:
    if left is False or right is False:
        return False
    return None if left is None or right is None else operator.and_(left, right)


def sponsored(one: Decided) -> Kleene:
    found = one.case.values.get("visa.j1_sponsored")
    return found if isinstance(found, bool) else None


CONDITIONS: dict[str, Reads] = {
    "verdict = high": lambda one: one.decision.verdict == "high",
    "verdict in [high, incomplete]": lambda one: one.decision.verdict != "low",
    "eligibility = open_to_you": lambda one: label(one, "eligibility", "open_to_you"),
    "labels.archetype = score_mining": lambda one: label(one, "archetype", "score_mining"),
    "visa.j1_sponsored": sponsored,
    "eligibility = open_to_you and visa.j1_sponsored": lambda one: both(
        label(one, "eligibility", "open_to_you"), sponsored(one)
    ),
    "eligibility is known": lambda one: label(one, "eligibility", "open_to_you") is not None,
}


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_means_what_it_says(text: str) -> None:
    wanted = condition(text, BOOK, FLOW, "--where")
    found = [fits(wanted, one.case, one.decision) for one in MADE]
    assert found == [CONDITIONS[text](one) for one in MADE]
    assert len({*found}) > 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("elegibility = open_to_you", "help: did you mean `eligibility`?"),
        ("eligibility = opn_to_you", "help: did you mean `open_to_you`?"),
        ("visa.j1_sponsord", "help: did you mean `visa.j1_sponsored`?"),
        ("verdict = medium", "help: it can be: low, high, incomplete"),
        ("foo = 3", "there are: verdict, archetype, eligibility"),
        ("foo = 3", "error: unknown name `foo`"),
        ("program.state = NY", "`NY` stands for a text, and needs quotes"),
        ("program.state = NY", 'help: write `"NY"`'),
        ('program.state in ["NJ", NY]', 'help: write `"NY"`'),
        ("eligibility = open to you", "help: did you mean `open_to_you`?"),
        ("eligibility = Open-To-You", "`Open-To-You` is not one of its values"),
        ('eligibility = "open to you"', "help: did you mean `open_to_you`?"),
        ('archetype = "close to no row"', "help: did you mean `none`?"),
        ('program.name = "open to you" and foo', "error: unknown name `foo`"),
        ("verdict =", "--where:1:9: error: the condition stops too early"),
        ("__import__('os')", "--where:1:"),
        ("verdict", "not true or false"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_remedy(text: str, told: str) -> None:
    with pytest.raises(Invalid) as caught:
        condition(text, BOOK, FLOW, "--where")
    assert told in "\n".join(map(as_text, caught.value.findings))


SHARE, CLASS, HANDLER = "history.img_share", "program.class_size", "visa.handler"
ATOMS = st.one_of(
    st.builds(
        "{} {} {}".format,
        st.just(SHARE),
        st.sampled_from(["<", "<=", ">", ">=", "="]),
        st.sampled_from(["0.1", "0.2", "0.3"]),
    ),
    st.builds(
        "{} {} {}".format, st.just(CLASS), st.sampled_from(["<", ">=", "="]), st.integers(4, 7)
    ),
    st.builds("{} = {}".format, st.just(HANDLER), st.sampled_from(["gme", "resident_alone"])),
)
WHOLE = st.recursive(
    ATOMS,
    lambda part: (
        st.builds("({} {} {})".format, part, st.sampled_from(["and", "or"]), part)
        | st.builds("not ({})".format, part)
    ),
    max_leaves=4,
)
TWENTIETHS = st.integers(1, 7).map(lambda one: Fraction(one, 20))


@settings(max_examples=60)
@given(
    WHOLE,
    st.tuples(TWENTIETHS, TWENTIETHS),
    st.tuples(st.integers(4, 8), st.integers(4, 8)),
    st.sampled_from([("gme", "resident_alone"), ("gme", "gme")]),
)
def test_a_condition_holds_where_it_does_whichever_voice_is_right(
    text: str, share: tuple[Fraction, Fraction], size: tuple[int, int], handler: tuple[str, str]
) -> None:
    """Against every value that the facts may have, on a grid finer than the limits."""
    wanted = condition(text, BOOK, FLOW, "--where")
    said = [
        {
            "history": {"img_share": float(share[one])},
            "program": {"class_size": size[one]},
            "visa": {"handler": handler[one]},
        }
        for one in (0, 1)
    ]
    sources = [{"who": who, "said": one} for who, one in zip("AB", said, strict=True)]
    case = read_mapping({"evidence": {"sources": sources}}, BOOK)
    shares = [Fraction(one, 40) for one in range(int(min(share) * 40), int(max(share) * 40) + 1)]
    sizes = [Fraction(one) for one in range(min(size), max(size) + 1)]
    every = product(shares, sizes, {*handler})
    truths = {
        truth(wanted, replace(case, values=dict(zip((SHARE, CLASS, HANDLER), one, strict=True))))
        for one in every
    }
    assert fits(wanted, case, MADE[0].decision) is (truths.pop() if len(truths) == 1 else None)


def test_those_that_do_not_fit_and_those_not_known_are_counted() -> None:
    done = run(
        "rank", EXAMPLES, *SAME_DAY, "--where", "eligibility = open_to_you and verdict = high"
    )
    assert done.exit_code == 0
    assert "1 program: 1 high." in done.stdout
    assert "7 programs left out: the condition does not hold." in done.stdout
    assert "2 left out: whether they fit is not known." in done.stdout


def test_a_wrong_condition_ends_with_status_1_before_anything_is_ranked() -> None:
    done = run("rank", EXAMPLES, "--where", "verdict = medium")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "`medium` is not one of its values" in done.stderr


def test_those_that_may_fit_are_named_with_what_is_not_known(tmp_path: Path) -> None:
    """A few on standard error, without JSON; in JSON all of them."""
    folder(tmp_path, tuple(f"Bayview {one}" for one in range(7)))
    words = ("rank", tmp_path, "--where", "visa.j1_sponsored and program.has_imgs")
    done = run(*words)
    told = " ".join(done.stderr.split())
    assert told.startswith(
        "4 programs may match: Bayview 0 (visa.j1_sponsored is not known), Bayview 2 ("
    )
    assert max(map(len, done.stderr.splitlines())) <= 80
    data = run(*words, "--format", "json")
    assert data.stderr == ""
    found = json.loads(data.stdout)
    assert found["left_out"]["unknown"] == len(found["may_fit"]) == 4
    assert found["may_fit"][0]["unknown"] == ["visa.j1_sponsored"]
    both = run("rank", tmp_path, "--where", "visa.j1_sponsored = visa.h1b_sponsored").stderr
    told = " ".join(both.split())
    assert "(visa.j1_sponsored and visa.h1b_sponsored are not known)" in told
    assert told.endswith(", and 2 more.")


@given(st.sampled_from([*CONDITIONS]), st.integers(0, 10**6))
def test_only_what_is_not_known_and_is_in_the_condition_is_named(text: str, seed: int) -> None:
    wanted = condition(text, BOOK, FLOW, "--where")
    one = MADE[seed % len(MADE)]
    found = unknown(wanted, one.case, one.decision)
    if fits(wanted, one.case, one.decision) is None:
        assert found
    for name in found:
        assert name in text and one.case.value(name) is None
