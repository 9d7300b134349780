"""What an open gate is said to wait for: a rule that can still decide it."""

from __future__ import annotations

import json

from engine.present.text import waiting_for
from tests.domain.program import ROOT, rulebook


def test_a_rule_that_records_rule_out_is_not_waited_for() -> None:
    """With two classes open, some class surely has had an IMG: `no-imgs` is out of question."""
    file = json.loads((ROOT / "examples" / "community.json").read_text(encoding="utf-8"))
    for record in file["history"]["intake"][:2]:
        del record["img_count"]
    decision = rulebook().evaluate(file)
    station = next(one for one in decision.path if one.outcome == "open")
    open_ = [rule.rule for rule in station.passed_over if rule.truth is None]
    assert open_[0] == "no-imgs" and station.waits == "interrupted"
    (told,) = waiting_for(station, decision, rulebook().book)
    assert told.startswith("Rule interrupted waits for history.years_with_img (between 6 and 8)")
