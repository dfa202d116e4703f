"""The two agencies' plugins, as they are installed, work beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coopflow import Secretariat, load_terms
from coopflow.testing.scenario import begin, review

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[3] / "examples" / "quang_nam_2022"
OFFICERS = {"ban-dan-van": "le-thi-thuy", "ban-dan-toc": "dang-tan-gian"}


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Secretariat]:
    """Give an office in which the plan of 2022 runs under both plugins."""
    monkeypatch.setenv("COOPFLOW_PLUGINS", "ban-dan-van,ban-dan-toc")
    with Secretariat.open("memory:") as office:
        begin(office, load_terms(FOLDER / "framework-2021-2025.yaml"), at="2021-01-04")
        begin(office, load_terms(FOLDER / "plan-2021.yaml"), at="2021-01-04")
        review(office, "qn-2021", at="2022-03-22")
        begin(office, load_terms(FOLDER / "plan-2022.yaml"), at="2022-03-22")
        yield office


class TestTogether:
    """Each agency's rules stand beside the other's."""

    def test_they_are_loaded_without_conflict(self, office: Secretariat) -> None:
        """And the signature records both."""
        names = [name for name, _ in office.get("qn-2022").charter.plugins]

        assert ["coopflow", "ban-dan-toc", "ban-dan-van"] == names

    def test_an_objection_bears_the_installed_name(self, office: Secretariat) -> None:
        """The one that `COOPFLOW_PLUGINS` takes."""
        said = {"by": OFFICERS["ban-dan-toc"], "at": "2022-06-30", "task": "5.9/1"}
        (told,) = office.why("qn-2022", "report", **said)

        assert ("evidence.missing", "ban-dan-toc") == (told.reason.code, told.reason.plugin)

    def test_joint_work_is_under_the_rules_of_who_acts(self, office: Secretariat) -> None:
        """3.4 and 5.2 are one act, and each agency claims its own clause of it."""
        asked = {
            agency: office.why("qn-2022", "report", by=officer, at="2022-06-30", task="3.4/1")
            for agency, officer in OFFICERS.items()
        }

        assert {agency: [agency] for agency in OFFICERS} == {
            agency: [each.reason.plugin for each in told] for agency, told in asked.items()
        }

    def test_every_promise_can_be_kept_under_both(self, office: Secretariat) -> None:
        """With the evidence the plan expects, titled: no demand stands in another's way."""
        terms = office.get("qn-2022").terms
        for obligation in terms.obligations:
            if obligation.by_round:
                by = OFFICERS[str(obligation.lead)]
                said = {"at": "2022-05-02", "obligation": obligation.id}
                office.submit("qn-2022", "occasion", by=by, **said)
        for occasion in terms.occasions:
            said = {"at": "2022-05-02", "occasion": occasion.id}
            office.submit("qn-2022", "occasion", by="le-thi-thuy", **said)
        for row in office.tasks("qn-2022", open_only=True):
            if row.settled_by in ("review", "renewal"):
                continue
            lead = row.lead or "ban-dan-van"
            other = next(agency for agency in OFFICERS if agency != lead)
            expected = terms.obligation(row.obligation)
            assert expected is not None
            office.submit(
                "qn-2022",
                "report",
                by=OFFICERS[lead],
                at="2022-05-09",
                task=row.id,
                assessment="met",
                evidence=[{"kind": kind, "title": "Household A"} for kind in expected.evidence],
            )
            if row.coordinating or row.lead is None:
                said = {"at": "2022-05-09", "task": row.id}
                office.submit("qn-2022", "accept", by=OFFICERS[other], **said)
        left = {row.id: row.settled_by for row in office.tasks("qn-2022", open_only=True)}

        assert {"5.10/1": "review", "5.11/1": "renewal"} == left

    def test_a_briefing_keeps_a_promise_under_both_plugins(self, office: Secretariat) -> None:
        """With minutes that say of which meeting they are, and the notice the Board demands."""
        minutes = [{"kind": "minutes", "title": "Giao ban 6 tháng"}, {"kind": "conclusion-notice"}]
        there = [{"officer": officer} for officer in OFFICERS.values()]
        held = {"kind": "briefing", "on": "2022-06-28", "attendees": there}
        lacking = office.why("qn-2022", "meeting", by="dang-tan-gian", at="2022-06-28", body=held)
        office.meet("qn-2022", {**held, "minutes": minutes}, by="dang-tan-gian")
        states = {row.id: row.state for row in office.tasks("qn-2022")}

        assert ["evidence.missing", "ban-dan-van.minutes-unidentified"] == [
            each.reason.code for each in lacking
        ]
        assert ("accepted", "open") == (states["5.9/1"], states["5.9/2"])

    def test_both_have_a_section_in_the_review(self, office: Secretariat) -> None:
        """Each of its own tasks."""
        findings = office.outline("qn-2022", as_of="2022-12-28").findings

        assert set(OFFICERS) == {agency for agency, _ in findings}
