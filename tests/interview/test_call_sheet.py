"""The call sheet: whom to ask what, in text, Markdown and as a page to print."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.commands.main import main
from engine.present import phrases_asking as words
from tests.domain.program import ROOT
from tests.domain.samples import complete
from tests.interview.talks import BOOK, OF_THE_ARTICLE, settled_by_sheets

COMMUNITY = ROOT / "examples" / "community.json"
FACTS = BOOK.vocabulary.facts


def run(*arguments: object) -> Result:
    given = ["questions", *map(str, arguments)]
    return CliRunner().invoke(main, given, catch_exceptions=False)


def nearly(folder: Path, *groups: str) -> Path:
    """The community example under another name, without some groups of facts."""
    facts = json.loads(COMMUNITY.read_text(encoding="utf-8"))
    facts["program"]["name"] = "Larkmoor"
    path = folder / "larkmoor.json"
    path.write_text(json.dumps({key: one for key, one in facts.items() if key not in groups}))
    return path


def test_text_on_80_columns(tmp_path: Path) -> None:
    """What is looked up first and apart; then each kind of person; manners on top of it all."""
    told = run(nearly(tmp_path, "visa", "culture"), COMMUNITY, "--limit", 2).stdout
    lines = told.splitlines()
    assert max(map(len, lines)) <= 80
    heads = [lines[n - 1] for n, line in enumerate(lines) if line and not line.strip("=")]
    assert heads[0] == words.LOOK_UP and heads[-1] == words.AFTER
    assert heads[1] == "Ask a current IMG resident"
    assert lines.index("- A dodged question is an answer too; do not press.") < lines.index(
        heads[0]
    )
    assert "Millbrook Valley Community Hospital is settled: high." in lines
    assert "only for" not in told  # only one of the two waits for anything
    asked = told[told.index(heads[1]) : told.index(heads[2])]
    assert len(re.findall(r"^ +\d ", asked, re.MULTILINE)) == 2
    assert asked.count("listen for:") == 2 and asked.count("_" * 60) == 2


def test_only_what_a_role_can_tell(tmp_path: Path) -> None:
    path = nearly(tmp_path, "visa")
    told = run(path, "--for", "gme_office", "--format", "markdown").stdout
    heads = re.findall(r"^## (.*)$", told, re.MULTILINE)
    assert heads == [words.LOOK_UP, "Ask the GME office"]
    names = re.findall(r"\(`(.*)`\)$", told, re.MULTILINE)
    assert names and all("gme_office" in FACTS[name].whom for name in names)
    assert told.count("  - Answer: _") == len(names)


def test_what_is_looked_up_is_for_whoever_can_be_looked_up(tmp_path: Path) -> None:
    told = run(nearly(tmp_path, "history"), "--for", "public_record", "--format", "markdown").stdout
    assert re.findall(r"^## (.*)$", told, re.MULTILINE)[0] == words.LOOK_UP


def test_where_a_role_has_nothing_to_tell_others_may(tmp_path: Path) -> None:
    path = nearly(tmp_path)
    facts = json.loads(path.read_text())
    del facts["visa"]["handler"]
    path.write_text(json.dumps(facts))
    told = run(path, "--for", "faculty").stdout
    assert words.NOTHING_TO_ASK not in told
    assert "No question for a faculty member changes a verdict any more." in told


def test_a_program_that_no_answer_moves_on_is_named_with_what_does() -> None:
    told = " ".join(run(ROOT / "examples" / "one_voice.json").stdout.split())
    assert "No answer to a question here moves Harrow Point Medical Center on." in told
    assert "Speak to another." in told


def test_what_voices_agree_about_enough_is_not_asked(tmp_path: Path) -> None:
    """Five months and six are no reason to ask, as for `evaluate`."""
    path = nearly(tmp_path)
    facts = json.loads(path.read_text())
    del facts["visa"]["paperwork_lead_months"]
    facts["evidence"]["interviews"] += [
        {"who": "A", "said": {"visa": {"paperwork_lead_months": 5}}},
        {"who": "B", "said": {"visa": {"paperwork_lead_months": 6}}},
    ]
    path.write_text(json.dumps(facts))
    assert "Larkmoor is settled: high." in run(path).stdout


def test_what_cannot_be_true_together_is_refused_or_opened(tmp_path: Path) -> None:
    """What the user says is refused; of what people said it is opened, as `evaluate` does."""
    path = tmp_path / "a.json"
    own = {"outcomes": {"img_fellowship_share": 0.9, "us_fellowship_share": 0.1,
                        "fellowship_gap": 0.7}}  # fmt: skip
    path.write_text(json.dumps(own))
    assert run(path).exit_code == 1
    said = [{"who": "A", "said": {"outcomes": {"us_fellowship_share": 0.45}}},
            {"who": "B", "said": {"outcomes": {"fellowship_gap": 0.7}}}]  # fmt: skip
    path.write_text(json.dumps({"evidence": {"interviews": said}}))
    done = run(path)
    assert done.exit_code == 0 and words.NOTHING_TO_ASK not in done.stdout


def test_a_program_that_waits_alone_for_something_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text('{"program": {"name": "Second", "has_imgs": true}}')
    told = run(nearly(tmp_path, "visa"), tmp_path / "b.json", "--for", "chief").stdout
    assert "only for Second" in told


def test_nothing_to_ask() -> None:
    told = run(COMMUNITY).stdout
    assert words.NOTHING_TO_ASK in told and words.LOOK_UP not in told


def test_a_page_to_print(tmp_path: Path) -> None:
    """It stands alone, escapes what is in it, and numbers questions through a part."""
    path = nearly(tmp_path, "visa", "culture")
    path.write_text(path.read_text().replace("Larkmoor", "A <b> & Co"))
    page = run(path, "--for", "img_resident", "--limit", 4, "--format", "html").stdout
    assert page.startswith("<!doctype html>") and "A &lt;b&gt; &amp; Co" in page
    assert "http" not in page.replace("http-equiv", "") and "<script" not in page
    assert page.count('class="room"') == page.count("<strong>") - page.count("<strong>listen")
    part = page[page.index("Ask a current IMG resident") :]
    starts = [int(one) for one in re.findall(r'<ol class="asked" start="(\d+)">', part)]
    assert starts[0] == 1 and starts[:2] == sorted(starts[:2])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--for", "img_residant"], "unknown informant `img_residant`"),
        (["--limit", "0"], "0 is not in the range"),
        (["--flow", "none"], "no flow `none`"),
    ],
)
def test_wrong_usage(arguments: list[str], told: str) -> None:
    done = run(COMMUNITY, *arguments)
    assert done.exit_code != 0 and told in done.stderr


def test_one_program_twice() -> None:
    done = run(COMMUNITY, COMMUNITY)
    assert done.exit_code in (0, 1) and "Traceback" not in done.output


def test_half_as_many_questions_as_the_article_settle_no_fewer_programs() -> None:
    """`benchmarks/questions.py sheet` does it with 100 programs."""
    random = Random(11)
    files: list[dict[str, dict[str, Any]]] = [complete(random) for _ in range(10)]
    ours, others = settled_by_sheets(files, len(OF_THE_ARTICLE) // 2)
    assert ours >= others > 0


def test_a_sheet_is_never_a_question_whether_they_support_visas() -> None:
    """No question of the flow can be answered with a yes to support."""
    for fact in FACTS.values():
        assert not re.search(r"do (you|they) support|how supportive", fact.ask, re.IGNORECASE)
