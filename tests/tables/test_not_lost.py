"""Nothing that is read is written over, and no word or key is taken for another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.commands.main import main

TABLE = "program.name,visa.j1_sponsored,city\nA,yes,Rome\nB,maybe,Oslo\n"
LINES = '{"program.name": "A"}\n{"program.name": "B", "visa.j1_sponsored": "maybe"}\n'


def run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*map(str, words)])
    return done.exit_code, done.output


@pytest.mark.parametrize(
    "words",
    [
        ("export", "in.csv", "-o", "in.csv"),
        ("export", "in.csv", "-o", "link.csv"),
        ("import", "in.jsonl", "-o", "in.jsonl", "--update"),
        ("rank", "in.csv", "--format", "csv", "-o", "in.csv"),
        ("rank", "in.csv", "--picture", "picture.svg", "--format", "csv", "-o", "./in.csv"),
        ("rank", "in.csv", "--map", "map.yaml", "--format", "csv", "-o", "map.yaml"),
        ("rank", "folder", "--format", "json", "-o", "folder/all.json"),
        ("compare", "in.csv", "--format", "markdown", "-o", "in.csv"),
    ],
)
def test_what_is_read_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"in.csv": TABLE, "in.jsonl": LINES, "map.yaml": "columns: {city: program.city}\n"}
    for name, text in files.items():
        Path(name).write_text(text)
    Path("link.csv").symlink_to("in.csv")
    Path("folder").mkdir()
    code, told = run(*words)
    assert code == 2, told
    assert {name: Path(name).read_text() for name in files} == files
    assert [*Path("folder").iterdir()] == []


def test_lines_that_are_there_are_written_anew_only_when_asked_to(tmp_path: Path) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "out.jsonl"
    table.write_text("program.name\nA\n")
    out.write_text("mine\n")
    code, told = run("import", table, "-o", out)
    assert code == 2 and "--update" in told and out.read_text() == "mine\n"
    assert run("import", table, "-o", out, "--update")[0] == 0
    assert json.loads(out.read_text())["program"] == {"name": "A"}


def test_two_words_that_are_one_are_a_mistake_of_the_mapping(tmp_path: Path) -> None:
    table, mapping = tmp_path / "t.csv", tmp_path / "m.yaml"
    table.write_text("program.name,x\nA,Y\n")
    mapping.write_text(
        "columns: {program.name: program.name,"
        " x: {fact: visa.j1_sponsored, words: {Y: true, y: false}}}\n"
    )
    code, told = run("import", table, "--map", mapping, "-o", tmp_path / "out.jsonl")
    assert code == 1 and "m.yaml:1:" in told and "neither case nor spaces" in told


def test_what_a_word_means_has_no_unit(tmp_path: Path) -> None:
    table, mapping, out = tmp_path / "t.csv", tmp_path / "m.yaml", tmp_path / "out.jsonl"
    table.write_text("program.name,S\nA,one in ten\nB,62\n")
    mapping.write_text(
        "columns:\n  program.name: program.name\n"
        '  S: {fact: history.img_share, unit: "%", words: {one in ten: 0.1}}\n'
    )
    assert run("import", table, "--map", mapping, "-o", out)[0] == 0
    shares = [json.loads(line)["history"]["img_share"] for line in out.read_text().splitlines()]
    assert shares == [0.1, 0.62]


def test_without_a_key_a_program_goes_by_its_name(tmp_path: Path) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "out.jsonl"
    table.write_text("$key,program.name\nk1,A\n,Case\n,\n")
    assert run("import", table, "-o", out)[0] == 0
    told = [json.loads(line) for line in out.read_text().splitlines()]
    assert [one.get("$key", one.get("program", {}).get("name")) for one in told][:2] == [
        "k1",
        "Case",
    ]


@pytest.mark.parametrize("meant", ["maybe", "7", "{visa.h1b_sponsored: maybe}"])
def test_a_word_that_means_no_value_of_its_fact_is_a_mistake_of_the_mapping(
    tmp_path: Path, meant: str
) -> None:
    table, mapping = tmp_path / "t.csv", tmp_path / "m.yaml"
    table.write_text("program.name,x\nA,Z\n")
    mapping.write_text(
        "columns:\n  program.name: program.name\n"
        f"  x: {{fact: visa.j1_sponsored, words: {{Y: {meant}}}}}\n"
    )
    code, told = run("import", table, "--map", mapping, "-o", tmp_path / "out.jsonl")
    assert code == 1 and "m.yaml:3:" in told and "is neither yes nor no" in told
