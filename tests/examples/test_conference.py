"""The conference of 22 March 2022 as one act, upon the files of the example."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coopflow import Secretariat, load_terms
from coopflow.testing.scenario import begin
from quang_nam_2022.findings import REVIEW_2021

FOLDER = Path(__file__).parents[2] / "examples" / "quang_nam_2022"
THUY, GIAN = "le-thi-thuy", "dang-tan-gian"
# What the story settles in the course of 2021 is carried here.
OPEN = {"1/1": {"as": "carry"}, "2/1": {"as": "carry"}}
ADOPTED: dict[str, Any] = {**REVIEW_2021}
REVIEW = {**ADOPTED, "dispositions": {**ADOPTED["dispositions"], **OPEN}}
CONFERENCE: dict[str, Any] = {
    "kind": "conference",
    "on": "2022-03-22",
    "attendees": [{"officer": THUY, "role": "chair"}, {"officer": GIAN, "role": "represent"}],
    "adoptions": [
        {"agreement": "qn-2021", "command": "review", "by": [GIAN, THUY], "with": REVIEW},
        {"command": "sign", "by": [THUY, GIAN]},
    ],
}


class TestConference:
    """One conference reviews the year, signs the next plan, and so renews the one before."""

    def test_it_is_one_act(self) -> None:
        """In one transaction: consecutive entries of both agreements, by both officers."""
        with Secretariat.open("memory:", plugins=[]) as office:
            for name in ("framework-2021-2025", "plan-2021"):
                begin(office, load_terms(FOLDER / f"{name}.yaml"), at="2021-01-04")
            office.draft(load_terms(FOLDER / "plan-2022.yaml"), by=THUY, at="2022-03-18")
            receipt = office.meet("qn-2022", CONFERENCE, by=THUY, key="2022-03-22")
            states = [office.get(name).state for name in ("qn-2021", "qn-2022")]
            positions = [each.position for each in receipt.events]

            assert ["renewed", "signed"] == states
            assert positions == list(range(positions[0], positions[0] + len(positions)))
            assert {THUY, GIAN} == {each.by for each in receipt.events}
            assert receipt == office.meet("qn-2022", CONFERENCE, by=THUY, key="2022-03-22")
