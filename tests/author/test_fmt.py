"""One layout: comments stay, the meaning stays, and what is laid out once stays as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from cli import main
from engine.author.format import WIDTH, comments, files, format_text
from engine.author.layout import lay_out
from engine.language import types
from engine.language.parse import parse
from engine.language.show import show
from engine.language.tree import Expression
from engine.rulebook.load import load
from engine.rulebook.workspace import Workspace, shipped
from tests.author.corpus_case import GOOD
from tests.expressions import WORDS, Scope, condition
from tests.search import trials

ROWS = types.Records({"year": types.Numeric(integer=True), "good": types.Boolean()}, key="year")
SCOPE = Scope({
    "a.flag": types.Boolean(), "a.other_flag": types.Boolean(), "a.share": types.SHARE,
    "a.part": types.SHARE, "a.size": types.Numeric(integer=True),
    "a.word": types.Enumeration(WORDS), "a.name": types.Text(),
    "a.tags": types.SetOf(WORDS), "a.day": types.Day(), "a.rows": ROWS,
})  # fmt: skip


@st.composite
def trees(draw: DrawFn) -> Expression:
    """Conditions of every kind."""
    return condition(draw, SCOPE, depth=3)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small good workspace, as the current folder."""
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fmt(*options: str) -> Result:
    """Run `backchannel fmt` here."""
    return CliRunner().invoke(main, ["fmt", *options], catch_exceptions=False)


@settings(deadline=None, max_examples=trials(75))
@given(tree=trees(), width=st.integers(20, 100))
def test_a_condition_over_several_lines_is_the_same_condition(tree: Expression, width: int) -> None:
    """However narrow: the lines read back as the tree that was laid out."""
    lines = lay_out(tree, width)
    assert parse("\n".join(lines)) == parse(show(tree))
    assert lines == lay_out(tree, width)


def test_what_can_be_broken_fits_the_width() -> None:
    """A long conjunction has one part a line, with `and` in front."""
    tree = parse("a.flag and any of (a.share > 0.25, a.part < 0.5) and not a.other_flag")
    assert lay_out(tree, 30) == [
        "a.flag", "and any of (", "  a.share > 0.25,", "  a.part < 0.5)", "and not a.other_flag"
    ]  # fmt: skip


@pytest.mark.parametrize("path", files(shipped()), ids=lambda path: path.name)
def test_the_shipped_files_have_the_layout(path: Path) -> None:
    """What `fmt` would change in them is nothing."""
    text = path.read_text(encoding="utf-8")
    assert format_text(text) == text


UNTIDY = """\
# the head

gate:   visa      # beside a key
question: "Is the visa filed in good order?"
thresholds: {lead_months: {value: 3,   unit: months, source: guide}}
rules:
- id: had-to-fight
  when: visa.had_to_fight or visa.handler in [office,attorney] and visa.lead_months<3 and not visa.kinds is empty
  then: no
  # above a key
  because: 'A resident had to push to get a visa filed.'
  signal: 1
- id: structured
  when: >-
     visa.handler in [office, attorney]
     and visa.lead_months >= lead_months
  then: yes
  because: This reason is so long that it does not fit on one line of one hundred characters, and has to go on to the next.
otherwise: {then: no, because: No structured process was shown.}   # the end
"""  # noqa: E501

TIDY = """\
# the head

gate: visa        # beside a key
question: "Is the visa filed in good order?"
thresholds: {lead_months: {value: 3, unit: months, source: guide}}
rules:
  - id: had-to-fight
    when:
      visa.had_to_fight
      or visa.handler in [office, attorney] and visa.lead_months < 3 and not visa.kinds is empty
    then: no
  # above a key
    because: 'A resident had to push to get a visa filed.'
    signal: 1
  - id: structured
    when: >-
      visa.handler in [office, attorney]
      and visa.lead_months >= lead_months
    then: yes
    because:
      This reason is so long that it does not fit on one line of one hundred characters, and has to
      go on to the next.
otherwise: {then: no, because: No structured process was shown.}   # the end
"""


def test_an_untidy_file_is_laid_out(here: Path) -> None:
    """Lists are indented, spaces made even, long values broken; quotes and comments stay."""
    path = here / "rules" / "visa.yaml"
    path.write_text(UNTIDY, encoding="utf-8")
    before = load(Workspace(Path("rules"), Path("flows"))).fingerprint
    assert fmt().output == "changed: rules/visa.yaml\n"
    assert path.read_text(encoding="utf-8") == TIDY
    assert load(Workspace(Path("rules"), Path("flows"))).fingerprint == before
    assert fmt("--check").output == ""


def test_comments_are_kept_and_in_order() -> None:
    """Every one of them, word for word."""
    assert comments(UNTIDY) == ["# the head", "# beside a key", "# above a key", "# the end"]
    assert comments(TIDY) == comments(UNTIDY)
    assert max(map(len, TIDY.splitlines())) <= WIDTH


@pytest.mark.parametrize(("written", "laid_out"), [
    ("a: b\t# tab before\n", "a: b # tab before\n"),
    ("a: b\t\n", "a: b\n"),
    ("a:\tb\n", "a: b\n"),
    ("a: {b: c}\t\n", "a: {b: c}\n"),
    ("a: 'b\tc' # d\te\n", 'a: "b\\tc" # d\te\n'),
])  # fmt: skip
def test_a_tab_beside_words_becomes_a_space(written: str, laid_out: str) -> None:
    """Both readers of YAML agree on it then; inside quotes and comments it stays."""
    assert format_text(written) == laid_out


def test_a_tab_that_only_one_reader_takes_is_told_with_its_line(here: Path) -> None:
    path = here / "rules" / "visa.yaml"
    path.write_text(UNTIDY.replace("because: ", "because: a\tb ", 1), encoding="utf-8")
    result = fmt()
    assert result.exit_code == 1 and path.read_text(encoding="utf-8").count("\t") == 1
    assert "error: the layout cannot be changed here" in result.stderr
    assert result.stderr.startswith("rules/visa.yaml:")


def test_check_changes_nothing_and_fails(here: Path) -> None:
    """For use before a commit: it names the files, with exit status 1."""
    path = here / "rules" / "visa.yaml"
    path.write_text(UNTIDY, encoding="utf-8")
    result = fmt("--check")
    assert (result.output, result.exit_code) == ("would change: rules/visa.yaml\n", 1)
    assert path.read_text(encoding="utf-8") == UNTIDY


def test_a_workspace_with_errors_is_left_untouched(here: Path) -> None:
    """The errors are told instead; not even the sound files are laid out."""
    (here / "rules" / "visa.yaml").write_text(UNTIDY, encoding="utf-8")
    broken = here / "rules" / "intake.yaml"
    text = broken.read_text(encoding="utf-8").replace("intake.trend =", "intake.trned =")
    broken.write_text(text, encoding="utf-8")
    result = fmt()
    assert result.exit_code == 1
    assert result.stderr.startswith("rules/intake.yaml:12:11: error: unknown fact `intake.trned`\n")
    assert (here / "rules" / "visa.yaml").read_text(encoding="utf-8") == UNTIDY
    assert broken.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("text", [
    "a: 2024-02-30\nb: 0x1F\nc: 1_000\nd: [0, ~, 0.10, 1/3, null]\ne: Yes\n",
    "a: |\n  # no comment\n  text\nb: >-\n  folded\n\n  text\n",
    "a: 'it''s'\nb: \"a \\\" b\"\nc: a#b\n# last\n",
])  # fmt: skip
def test_words_stay_the_words_they_were(text: str) -> None:
    """Numbers, dates and quotes are not read and written anew."""
    assert format_text(text) == text
