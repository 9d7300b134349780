"""Inputs that are large rather than odd: long chains, lists, texts and numbers."""

from __future__ import annotations

from random import Random

FLOW = """\
flow: f
title: Is it much?
start: g0
nodes:
  - {id: high, kind: verdict, title: Yes, verdict: high}
  - {id: low, kind: verdict, title: No, verdict: low}
"""
DERIVATIONS = (
    "{} + 1", "{} * 2", "{} * {}", "1 / ({} + 1)", "if {} > 1 then {} - 1 else {} + 1",
    "{} + sum(x in a.list)", "number of ({} > 1, {} < 5)", "{} / 3 + {} / 7",
    "(if {} > 1 then " * 20 + "{}" + " else 1)" * 20, "-(" * 50 + "{}" + ")" * 50,
)  # fmt: skip
SIZES = (1, 3, 10, 40, 100)


def large(random: Random) -> dict[str, str]:
    """A workspace with something long in it, and a fact file for it."""
    links, gates, rules = (random.choice(SIZES) for _ in range(3))
    gates = min(gates, 30)
    while gates * rules > 200:
        gates, rules = max(1, gates // 2), max(1, rules // 2)
    derivation = random.choice(DERIVATIONS)
    facts = [
        "facts:",
        "  a.list: {type: records, ask: Which?, key: k,",
        "    fields: {k: {type: integer}, x: {type: number}}}",
        "  a.text: {type: text, ask: Which?}",
        "  a.f0: {type: number, ask: How much?}",
    ]
    for link in range(1, links + 1):
        derive = derivation.replace("{}", f"a.f{link - 1}")
        facts.append(f"  a.f{link}: {{type: number, ask: How much?, derive: {derive}}}")
    files = {"rules/facts.yaml": "\n".join(facts) + "\n", "flows/f.yaml": FLOW}
    for gate in range(gates):
        following = f"g{gate + 1}" if gate + 1 < gates else "high"
        files[f"rules/g{gate}.yaml"] = _gate(random, gate, rules, links)
        files["flows/f.yaml"] += (
            f"  - {{id: g{gate}, kind: gate, title: G, to: {{yes: {following}, no: low}}}}\n"
        )
    return files | {"cases/large.json": _facts(random)}


def _gate(random: Random, gate: int, rules: int, links: int) -> str:
    lines = [f"gate: g{gate}", "question: Is it much?", "rules:"]
    for rule in range(rules):
        fact, limit = f"a.f{random.randint(0, links)}", random.randint(0, 1_000)
        condition = random.choice((
            f"{fact} > {limit}", f"{fact} > {limit} and a.f0 < {limit}", f'a.text = "{limit}"',
            f"count(a.list where x > {fact}) > {limit}",
            f"mean(x in newest {limit} of a.list) > {fact}",
        ))  # fmt: skip
        outcome = random.choice(("yes", "no", "open"))
        lines.append(
            f"  - {{id: r{gate}-{rule}, when: {condition!r}, then: {outcome}, because: It is.}}"
        )
    return "\n".join([*lines, "otherwise: {then: no, because: It is not.}"]) + "\n"


def _facts(random: Random) -> str:
    number = random.choice(("1", "2", "0.1", "9" * 38, "1e-30", "1e30", "-3", "null"))
    records = ", ".join(
        f'{{"k": {place}, "x": {random.choice((number, place, f"{place}.{place}"))}}}'
        for place in range(random.choice((0, 1, 10, 100, 2_000)))
    )
    text = "x" * random.choice((0, 1, 100, 9_999, 10_001))
    given = [f'"f0": {number}'] if random.random() < 0.8 else []
    given += [f'"list": [{records}]'] if random.random() < 0.5 else []
    return (
        f'{{"a": {{{", ".join([*given, f"{chr(34)}text{chr(34)}: {chr(34)}{text}{chr(34)}"])}}}}}'
    )
