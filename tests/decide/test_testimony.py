"""What several people said of one case: what is contested, what hangs on it, and on whom."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import engine
from engine.decide import voices
from engine.decide.redaction import redacted
from engine.diagnostics.invalid import Invalid
from engine.diagnostics.place import dotted
from engine.diagnostics.source import Source
from tests.domain.program import rulebook

RULEBOOK = rulebook()
EXAMPLES = Path(__file__).parents[2] / "examples"


def talk(who: str | None, said: dict[str, Any], **more: Any) -> dict[str, Any]:
    named = {} if who is None else {"who": who}
    return named | {"is_img": True, "private": True} | more | {"said": said}


def decided(*talks: dict[str, Any], **groups: Any) -> dict[str, Any]:
    """The decision as JSON, of talks beside what the user states."""
    return RULEBOOK.evaluate({"evidence": {"interviews": list(talks)}, **groups}).to_dict()


def test_two_who_differ_leave_a_fact_contested_and_the_fork_says_which_way_it_falls() -> None:
    found = decided(
        talk("A", {"visa": {"handler": "gme"}}),
        talk("B", {"visa": {"handler": "resident_alone"}}),
        applicant={"visa_need": "j1"},
    )
    assert found["verdict"] == "incomplete"
    assert found["contested"] == [
        {
            "fact": "visa.handler",
            "values": [
                {"value": "gme", "who": ["A"]},
                {"value": "resident_alone", "who": ["B"]},
            ],
        }
    ]
    assert found["fork"] == [
        {"if": {"visa.handler": "gme"}, "verdict": "incomplete"},
        {"if": {"visa.handler": "resident_alone"}, "verdict": "low"},
    ]
    assert found["voices"] == {"A": {"without": "low"}, "B": {"without": "incomplete"}}
    assert found["stands_unless"] is None


def test_people_who_say_five_months_and_six_do_not_disagree_about_anything_that_matters() -> None:
    """Both are early enough: with all else as it should be, the verdict is settled."""
    found = three_voices(A={"visa": {"handler": "gme"}}, B={"visa": {"handler": "gme"}})
    assert found["contested"][0]["fact"] == "visa.paperwork_lead_months"
    assert (found["verdict"], found["fork"]) == ("high", [])


def three_voices(**said: dict[str, Any]) -> dict[str, Any]:
    """The shipped example, with other things said by some."""
    return RULEBOOK.evaluate(three_voices_facts(**said), as_of=date(2026, 11, 1)).to_dict()


def three_voices_facts(**said: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((EXAMPLES / "three_voices.json").read_text("utf-8"))
    for one in facts["evidence"]["interviews"]:
        for group, told in said.get(one["who"], {}).items():
            one["said"].setdefault(group, {}).update(told)
    return facts


def test_a_verdict_stands_unless_the_smallest_coalition_is_wrong() -> None:
    """Two say that residents file alone: only if both are wrong may it be otherwise."""
    alone = {"visa": {"handler": "resident_alone"}}
    found = decided(talk("A", alone), talk("B", alone), applicant={"visa_need": "j1"})
    assert found["verdict"] == "low"
    assert found["voices"] == {"A": {"without": "low"}, "B": {"without": "low"}}
    assert found["stands_unless"] == ["A", "B"]


def crowd(size: int, **said: Any) -> list[dict[str, Any]]:
    return [talk(f"P{place:03}", said) for place in range(size)]


@pytest.mark.parametrize("size", [13, 200])
def test_of_many_voices_coalitions_of_three_are_tried(size: int) -> None:
    """All say the same: no three of them can shake it."""
    alone = crowd(size, visa={"handler": "resident_alone"})
    found = decided(*alone, applicant={"visa_need": "j1"})
    assert (found["verdict"], found["stands_unless"]) == ("low", "at least 4")
    assert set(map(str, found["voices"].values())) == {"{'without': 'low'}"}


def test_of_many_voices_three_that_alone_tell_what_counts_are_found() -> None:
    """Ten told of something else."""
    others = crowd(10, visa={"had_to_fight": False})
    alone = [talk(who, {"visa": {"handler": "resident_alone"}}) for who in ("X", "Y", "Z")]
    found = decided(*others, *alone, applicant={"visa_need": "j1"})
    assert (found["verdict"], found["stands_unless"]) == ("low", ["X", "Y", "Z"])


def test_too_many_coalitions_leave_what_was_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of two were tried, not all of three."""
    monkeypatch.setattr(voices, "MOST_TRIED", 13 + 78)
    talks = [
        talk(
            f"P{place:03}", {"visa": {"handler": "resident_alone", "paperwork_lead_months": place}}
        )
        for place in range(13)
    ]
    found = decided(*talks, applicant={"visa_need": "j1"})
    assert found["stands_unless"] == "at least 3"


def test_what_nobody_can_shake_has_no_coalition() -> None:
    """The user knows of too few IMGs, whatever anybody says."""
    found = decided(
        talk("A", {"visa": {"handler": "gme"}}),
        program={"has_imgs": False},
    )
    assert (found["verdict"], found["stands_unless"]) == ("low", None)


def values_of(found: dict[str, Any], fact: str) -> list[tuple[Any, list[str]]]:
    """The values between which a fact is contested, each with those who say so."""
    told = [one for one in found["contested"] if one["fact"] == fact]
    return [(one["value"], one["who"]) for one in told[0]["values"]] if told else []


def known(found: dict[str, Any], fact: str) -> Any:
    """What a fact is taken for."""
    return next(one["value"] for one in found["heard"] if one["fact"] == fact)


FOUGHT, HANDLER = "visa.had_to_fight", "visa.handler"


def fought(value: Any = True, **how: Any) -> dict[str, Any]:
    return {"visa": {"had_to_fight": {"value": value, **how}}}


def handled(value: str, **how: Any) -> dict[str, Any]:
    return {"visa": {"handler": {"value": value, **how}}}


HEARSAY = {"firsthand": False}
DAYS = [{"on": "2026-10-01"}, {"on": "2026-10-02"}]


@pytest.mark.parametrize(
    ("talks", "value"),
    [
        # one firsthand yes is enough for a red flag, and a hearsay yes where no firsthand no is
        ([talk("A", fought()), talk("B", fought(False))], True),
        ([talk("A", fought(**HEARSAY)), talk("B", fought(False, **HEARSAY))], True),
        ([talk("A", fought(False)), talk("B", fought(False, **HEARSAY))], False),
        # firsthand goes before hearsay
        ([talk("A", handled("gme")), talk("B", handled("program", **HEARSAY))], "gme"),
        # a later talk takes back what the same person said, but no yes told in private
        (
            [talk("A", handled("gme"), **DAYS[0]), talk("A", handled("program"), **DAYS[1])],
            "program",
        ),
        ([talk("A", fought(), **DAYS[0]), talk("A", fought(False), **DAYS[1])], True),
        (
            [
                talk("A", fought(), private=False, **DAYS[0]),
                talk("A", fought(False), **DAYS[1]),
            ],
            False,
        ),
        # not knowing does not count
        (
            [talk("A", handled("gme")), talk("B", {"visa": {"handler": {"status": "unknown"}}})],
            "gme",
        ),
    ],
)
def test_voices_come_to_one_value(talks: list[dict[str, Any]], value: Any) -> None:
    found = decided(*talks)
    (fact,) = {one["fact"] for one in found["heard"]}
    assert (found["contested"], known(found, fact)) == ([], value)


@pytest.mark.parametrize(
    ("talks", "fact", "values"),
    [
        # a hearsay yes against a firsthand no
        (
            [talk("A", fought(False)), talk("B", fought(**HEARSAY))],
            FOUGHT,
            [(True, ["B"]), (False, ["A"])],
        ),
        # without days nobody can tell what was said later
        (
            [talk("A", handled("gme")), talk("A", handled("program"))],
            HANDLER,
            [("gme", ["A"]), ("program", ["A"])],
        ),
        # talks without a name are with different people
        (
            [talk(None, handled("gme"), **DAYS[0]), talk(None, handled("program"), **DAYS[1])],
            HANDLER,
            [("gme", ["interview 1"]), ("program", ["interview 2"])],
        ),
        # nor is one of them the person who happens to be called so
        (
            [talk("interview 2", handled("gme")), talk(None, handled("program"))],
            HANDLER,
            [("gme", ["interview 2"]), ("program", ["nameless interview 2"])],
        ),
        # a space too many makes nobody another person
        (
            [talk("Dr. A ", handled("gme")), talk("Dr.  A", handled("program"))],
            HANDLER,
            [("gme", ["Dr. A"]), ("program", ["Dr. A"])],
        ),
        # what two repeat from one origin is that one's word, once
        (
            [
                talk("A", handled("gme", **HEARSAY, origin="a PGY-3")),
                talk("B", handled("gme", **HEARSAY, origin="a PGY-3")),
                talk("C", handled("program", **HEARSAY)),
            ],
            HANDLER,
            [("gme", ["a PGY-3"]), ("program", ["C"])],
        ),
    ],
)
def test_voices_that_differ(
    talks: list[dict[str, Any]], fact: str, values: list[tuple[Any, list[str]]]
) -> None:
    found = decided(*talks)
    told = values_of(found, fact)
    assert sorted(told, key=str) == sorted(values, key=str)
    assert known(found, fact) is None


def test_an_origin_that_several_repeat_is_a_voice() -> None:
    found = decided(
        talk("A", handled("resident_alone", **HEARSAY, origin="a PGY-3")),
        talk("B", handled("resident_alone", **HEARSAY, origin="a PGY-3")),
        applicant={"visa_need": "j1"},
    )
    assert found["voices"] == {
        "A": {"without": "low"},
        "B": {"without": "low"},
        "a PGY-3": {"without": "incomplete"},
    }
    assert (found["verdict"], found["stands_unless"]) == ("low", ["a PGY-3"])


def test_sets_are_united_and_a_dodge_is_kept() -> None:
    found = decided(
        talk(
            "A",
            {
                "visa": {"pd_line": ["both_many_times"]},
            },
        ),
        talk("B", {"visa": {"pd_line": ["case_by_case"], "handler": {"status": "declined"}}}),
    )
    assert known(found, "visa.pd_line") == ["both_many_times", "case_by_case"]
    assert "key-question-declined" in str(found["cautions"]) or "dodged" in str(found["cautions"])


def test_the_users_own_judgment_settles_and_both_stay_visible() -> None:
    found = decided(
        talk("A", handled("gme")),
        talk("B", handled("resident_alone")),
        visa={"handler": "gme"},
    )
    (heard,) = found["heard"]
    assert (found["contested"], heard["value"], heard["own"]) == ([], "gme", True)
    assert [one["value"] for one in heard["said"]] == ["gme", "resident_alone"]


def test_testimony_against_records_of_the_user_is_contested() -> None:
    records = [{"match_year": year, "class_size": 10, "img_count": 2} for year in range(2020, 2026)]
    found = decided(talk("A", {"history": {"img_share": 0.5}}), history={"intake": records})
    assert found["contested"] == [
        {
            "fact": "history.img_share",
            "values": [
                {"value": 0.5, "who": ["A"]},
                {"value": 0.2, "who": [], "records": ["history.intake"]},
            ],
        }
    ]


def test_lists_that_differ_are_contested_whole() -> None:
    """One list or the other: the share is that of one of them."""
    many = [{"match_year": year, "class_size": 10, "img_count": 5} for year in range(2020, 2026)]
    none = [{**one, "img_count": 0} for one in many]
    found = decided(
        talk("A", {"history": {"intake": many}}), talk("B", {"history": {"intake": none}})
    )
    assert [one["fact"] for one in found["contested"]] == ["history.intake"]
    assert [one["verdict"] for one in found["fork"]] == ["incomplete", "low"]
    assert found["heard"][0]["from_memory"] is True


def test_what_several_say_that_cannot_be_true_together_is_open_and_named() -> None:
    found = decided(
        talk("A", {"selection": {"step2_low": 250}}), talk("B", {"selection": {"step2_high": 230}})
    )
    named = {one["fact"]: "impossible" in one for one in found["contested"]}
    assert named == {"selection.step2_low": True, "selection.step2_high": True}


def test_what_is_contested_and_cannot_be_true_is_open_with_all_it_clashes_with() -> None:
    """Nobody of the three goes before another; what is contested elsewhere stays as it is."""
    found = decided(
        talk("A", {"selection": {"step2_low": 250}, "visa": {"handler": "gme"}}),
        talk("B", {"selection": {"step2_low": 240}, "visa": {"handler": "program"}}),
        talk("C", {"selection": {"step2_high": 230}}),
    )
    named = {one["fact"]: "impossible" in one for one in found["contested"]}
    assert named == {
        "selection.step2_low": True,
        "selection.step2_high": True,
        "visa.handler": False,
    }


def test_strict_takes_what_is_contested_as_not_known() -> None:
    facts = three_voices_facts(A={"visa": {"handler": "gme"}}, B={"visa": {"handler": "gme"}})
    day = date(2026, 11, 1)
    assert RULEBOOK.evaluate(facts, as_of=day).verdict == "high"
    strict = RULEBOOK.evaluate(facts, as_of=day, strict=True)
    assert strict.verdict == "incomplete"
    assert "visa.paperwork_lead_months" in [one.fact for one in strict.missing]


def test_a_contested_fact_is_known_to_notes_and_declined_if_anybody_declined() -> None:
    found = RULEBOOK.evaluate(three_voices_facts())
    assert found.verdict == "incomplete"
    dodged = {"who": "D", "said": {"visa": {"handler": {"status": "declined"}}}}
    facts = three_voices_facts()
    facts["evidence"]["interviews"].append(dodged)
    told = RULEBOOK.evaluate(facts)
    handler = next(one for one in told.testimony.heard if one.fact == HANDLER)
    assert [one.status for one in handler.provenance.said][-1] == "declined"


def test_values_told_long_ago_are_listed_and_counted() -> None:
    old = RULEBOOK.evaluate(three_voices_facts(), as_of=date(2029, 1, 1)).to_dict()
    assert {"fact": HANDLER, "as_of": "2026-10-10", "fresh_for": "2 years"} in old["stale"]
    assert three_voices()["stale"] == []


def test_redacted_nobody_is_named() -> None:
    facts = three_voices_facts()
    for one, name in zip(facts["evidence"]["interviews"], ("Ann", "Bob", "Cyd"), strict=True):
        one["who"] = name
    facts["culture"]["feedback_style"] = {"value": "constructive", "source": "Ann", "note": "Ann"}
    found = json.dumps(redacted(RULEBOOK.evaluate(facts, as_of=date(2026, 11, 1))).to_dict())
    for name in (
        "Ann",
        "Bob",
        "Cyd",
        "the coordinator",
        "the program's website",
        "2026-10",
        "January",
    ):
        assert name not in found
    assert '"A": {"without": "low"}' in found


@pytest.mark.parametrize(
    ("said", "message", "path"),
    [
        (
            {"visa": {"handlr": "gme"}},
            "unknown fact `visa.handlr`",
            "said.visa.handlr",
        ),
        ({"visas": {}}, "unknown group `visas`", "said.visas"),
        ({"visa": {"handler": "gmee"}}, '`"gmee"` is not one of its values', "said.visa.handler"),
        (
            {"visa": {"handler": {"value": "gme", "firsthand": "no"}}},
            '`"no"` is not true or false',
            "said.visa.handler.firsthand",
        ),
        (
            {"visa": {"handler": {"value": "gme", "source": "x"}}},
            "unknown key `source`",
            "said.visa.handler.source",
        ),
        ([1], "`[1]` is no set of facts", "said"),
        (
            {"evidence": {"interviews": []}},
            "nobody can tell of `evidence.interviews`: it is the list of who told what",
            "said.evidence.interviews",
        ),
        (
            {"selection": {"step2_low": 250, "step2_high": 230}},
            "the lowest usual Step 2 score is above the highest",
            "said.selection.step2_low",
        ),
    ],
)
def test_mistakes_in_what_was_said_are_told_with_their_places(
    said: Any, message: str, path: str
) -> None:
    text = json.dumps({"evidence": {"interviews": [{"who": "A"}, {"who": "B", "said": said}]}})
    with pytest.raises(Invalid) as caught:
        RULEBOOK.evaluate_text(Source("facts.json", text))
    (finding,) = caught.value.findings
    assert finding.message == message
    assert dotted(finding.place.path) == f"evidence.interviews[1].{path}"


def test_the_list_of_talks_is_nothing_to_tell_of() -> None:
    said: dict[str, Any] = {"evidence": {"interviews": []}}
    with pytest.raises(Invalid) as caught:
        decided(talk("A", said))
    assert [one.code for one in caught.value.findings] == ["said-of-itself"]


MANY_WAYS = 60
"""Facts each derived from the two before: there are 10^12 ways through them."""


def test_what_follows_from_many_is_gone_through_once(tmp_path: Path) -> None:
    """Where it clashes with what was said, and where coalitions are looked for."""
    chain = "".join(
        f"  x.f{n}: {{type: number, ask: Which?, derive: x.f{n - 1} + x.f{n - 2}}}\n"
        for n in range(2, MANY_WAYS)
    )
    for name, text in {
        "rules/facts.yaml": "facts:\n"
        "  x.talks: {type: records, ask: Who?, testimony: true, fields: {who: {type: text}}}\n"
        f"  x.f0: {{type: number, ask: Which?}}\n  x.f1: {{type: number, ask: Which?}}\n{chain}"
        "constraints:\n"
        f"  - {{id: c, never: x.f{MANY_WAYS - 1} is known and x.f0 > 5, because: No.}}\n",
        "rules/g.yaml": "gate: g\nquestion: Is it?\n"
        "rules:\n  - {id: r, when: x.f0 > 3, then: yes, because: It is.}\n"
        "otherwise: {then: no, because: It is not.}\n",
        "flows/f.yaml": "flow: f\ntitle: Is it?\nstart: g\nnodes:\n"
        "  - {id: g, kind: gate, title: G, to: {yes: high, no: low}}\n"
        "  - {id: high, kind: verdict, title: Yes, verdict: high}\n"
        "  - {id: low, kind: verdict, title: No, verdict: low}\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    book = engine.Rulebook.load(tmp_path)
    clash = [{"who": "A", "said": {"x": {"f0": 7}}}, {"who": "B", "said": {"x": {"f1": 1}}}]
    assert book.evaluate({"x": {"talks": clash}}).verdict == "incomplete"
    told = book.evaluate({"x": {"talks": [{"who": "A", "said": {"x": {"f0": 4}}}]}}).to_dict()
    assert (told["verdict"], told["stands_unless"]) == ("high", ["A"])
