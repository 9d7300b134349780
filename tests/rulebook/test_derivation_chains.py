"""Facts derived each from the one before: many work, in every command; too many are a finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from engine.rulebook.derivations import MOST_IN_A_ROW

GATE = """\
gate: g
question: Is it much?
rules:
  - {id: much, when: LAST, then: yes, because: It is.}
otherwise: {then: no, because: It is not.}
"""
FLOW = """\
flow: f
title: Is it much?
start: g
nodes:
  - {id: g, kind: gate, title: Much?, to: {yes: high, no: low}}
  - {id: high, kind: verdict, title: Yes, verdict: high}
  - {id: low, kind: verdict, title: No, verdict: low}
"""
FORMS = {
    "a sum": ("number", "(((PREVIOUS + 1) * 2) - 3) / 2", "a.f{} > 5"),
    "a choice": ("number", "if PREVIOUS > 1 then PREVIOUS + 1 else 2", "a.f{} > 5"),
    "what is known": ("boolean", "PREVIOUS is known", "a.f{}"),
    "nested as deep as may be": ("boolean", "not (" * 57 + "PREVIOUS" + ")" * 57, "a.f{}"),
}


def write(folder: Path, form: str, links: int) -> None:
    """A workspace with a chain of so many derived facts."""
    kind, derivation, last = FORMS[form]
    facts = ["facts:", f"  a.f0: {{type: {kind}, ask: How much?}}"]
    for link in range(1, links + 1):
        derive = derivation.replace("PREVIOUS", f"a.f{link - 1}")
        facts.append(f"  a.f{link}: {{type: {kind}, ask: How much?, derive: {derive}}}")
    for name, text in {
        "rules/facts.yaml": "\n".join(facts),
        "rules/g.yaml": GATE.replace("LAST", last.format(links)),
        "flows/f.yaml": FLOW,
        "open.json": "{}",
    }.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_products_of_products_are_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each link of the chain would double the digits."""
    monkeypatch.setitem(FORMS, "a square", ("number", "PREVIOUS * PREVIOUS", "a.f{} > 5"))
    monkeypatch.setitem(FORMS, "a sum of two", ("number", "PREVIOUS + 1 / PREVIOUS", "a.f{} > 5"))
    monkeypatch.chdir(tmp_path)
    for form, first in (("a square", 7), ("a sum of two", 6)):
        write(tmp_path, form, 9)
        done = CliRunner().invoke(main, ["check", "--no-prove"])
        assert done.output.count("error: ") == 1
        assert f"`a.f{first}` comes to a product of more than 64 factors" in done.output


def test_interest_of_many_years_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grown = ("number", "PREVIOUS + PREVIOUS * a.rate / 100", "a.f{} > 5")
    monkeypatch.setitem(FORMS, "interest", grown)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "interest", 60)
    facts = tmp_path / "rules" / "facts.yaml"
    rate = "\n  a.rate: {type: number, ask: How much?}\n"
    facts.write_text(facts.read_text(encoding="utf-8") + rate, encoding="utf-8")
    assert CliRunner().invoke(main, ["check", "--no-prove"]).exit_code == 0


def test_choices_inside_choices_are_encoded_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every depth once more, they would never come to an end."""
    nested = "(if PREVIOUS > 1 then " * 25 + "PREVIOUS" + " else 1)" * 25
    monkeypatch.setitem(FORMS, "choices inside choices", ("number", nested, "a.f{} > 5"))
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "choices inside choices", 2)
    done = CliRunner().invoke(main, ["evaluate", "open.json", "--short"])
    assert done.output.startswith("INCOMPLETE")


LINKS = {"nested as deep as may be": 15, "a choice": 40}
"""Where each link is deep, or takes long to prove, fewer of them do as well."""


@pytest.mark.parametrize("form", FORMS)
def test_a_long_chain_works(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, form, LINKS.get(form, 80))
    monkeypatch.chdir(tmp_path)
    for command in (["check"], ["evaluate", "open.json"]):
        assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0, command


@pytest.mark.parametrize(
    ("command", "known"),
    [
        ("check", ()),
        ("facts template", ()),
        ("evaluate", ()),
        ("evaluate", ("f0",)),
        ("evaluate", ("f0", "f1")),
        ("whatif", ("f0",)),
        ("sensitivity", ("f0", "f1")),
    ],
)
def test_derivations_that_meet_again_are_read_once(
    command: str, known: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each fact is behind the two after it: there are 10^12 ways through them."""
    write(tmp_path, "a sum", 60)
    facts = tmp_path / "rules" / "facts.yaml"
    lines = ["facts:", *(f"  a.f{one}: {{type: number, ask: How much?}}" for one in (0, 1))]
    for link in range(2, 61):
        derive = f"a.f{link - 1} - a.f{link - 2}"
        lines.append(f"  a.f{link}: {{type: number, ask: How much?, derive: {derive}}}")
    facts.write_text("\n".join(lines), encoding="utf-8")
    told = ", ".join(f'"{name}": {place + 1}' for place, name in enumerate(known))
    (tmp_path / "open.json").write_text('{"a": {' + told + "}}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    file = [] if command in ("check", "facts template") else ["open.json"]
    done = CliRunner().invoke(main, [*command.split(), *file], catch_exceptions=False)
    assert done.exit_code == 0


def test_the_longest_works_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "what is known", MOST_IN_A_ROW)
    monkeypatch.chdir(tmp_path)
    for command in (["whatif", "open.json"], ["facts", "template"], ["evaluate", "open.json"]):
        assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0, command


@pytest.mark.parametrize("command", [["check"], ["evaluate", "open.json"], ["whatif", "open.json"]])
def test_a_longer_one_is_one_finding(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "what is known", 300)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert done.output.count("error: ") == 1
    told = f"`a.f{MOST_IN_A_ROW + 1}` is the last of more than {MOST_IN_A_ROW} facts derived"
    assert told in done.output


def test_what_is_tangled_beyond_hope_is_not_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """z3 would not come back from it, whatever limits it was given; most of it alone is decided."""
    fraction = ("number", "1 / (PREVIOUS + 1)", "a.f{} > 5")
    monkeypatch.setitem(FORMS, "fractions of fractions", fraction)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "fractions of fractions", 12)
    assert "No findings" in CliRunner().invoke(main, ["check"]).output
    write(tmp_path, "fractions of fractions", 40)
    rules = [f"  - {{id: r{one}, when: a.f{one} > {one}, then: no, because: It is.}}"
             for one in range(5, 40)]  # fmt: skip
    gate = tmp_path / "rules" / "g.yaml"
    gate.write_text(gate.read_text().replace("otherwise:", "\n".join([*rules, "otherwise:"])))
    assert "not decided" in CliRunner().invoke(main, ["check"]).output
    done = CliRunner().invoke(main, ["evaluate", "open.json", "--short"], catch_exceptions=False)
    assert done.output.startswith("INCOMPLETE")
