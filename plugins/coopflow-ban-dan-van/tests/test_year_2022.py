"""The Commission's part in the plan of 2022, as the year goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coopflow import CommandRefused

if TYPE_CHECKING:
    from coopflow import Secretariat
    from coopflow.host import Finding, Reason

COMMISSION, BOARD = "le-thi-thuy", "dang-tan-gian"
PLUGIN = "coopflow_ban_dan_van"

DEMANDS = {
    "1.1": ("advice-register",),
    "1.2": ("model-list",),
    "1.3": ("review-report",),
    "2.1": ("campaign-list",),
    "2.2": ("session-record",),
    "3.1": ("guidance-letter",),
    "3.4": ("signed-document",),
    "3.5": ("situation-bulletin",),
    "3.6": ("survey-plan", "survey-report"),
    "3.7": ("inspection-decision", "inspection-report"),
}


def task_of(office: Secretariat, clause: str) -> str:
    """Return an open task of `clause`; the round or happening it waits for comes first."""
    obligation = office.get("qn-2022").terms.obligation(clause)
    assert obligation is not None
    if obligation.by_round:
        lead = COMMISSION if obligation.lead == "ban-dan-van" else BOARD
        office.submit("qn-2022", "occasion", by=lead, at="2022-05-09", obligation=clause)
    if obligation.on:
        name = obligation.on[0]
        office.submit("qn-2022", "occasion", by=COMMISSION, at="2022-05-09", occasion=name)
    rows = office.tasks("qn-2022", open_only=True)
    return next(row.id for row in rows if clause in (row.obligation, *row.also))


def report(office: Secretariat, clause: str, evidence: Any, *, by: str = COMMISSION) -> str:
    """Report a task of `clause`, and return its id."""
    task = task_of(office, clause)
    said = {"task": task, "at": "2022-05-12", "evidence": evidence, "assessment": "met"}
    office.submit("qn-2022", "report", by=by, **said)
    return task


def before_report(office: Secretariat, clause: str, evidence: Any) -> tuple[Reason, ...]:
    """Return what speaks against a report."""
    task = task_of(office, clause)
    said = {"task": task, "at": "2022-05-12", "evidence": evidence, "assessment": "met"}
    asked = office.why("qn-2022", "report", by=COMMISSION, **said)
    return tuple(each.reason for each in asked)


def before_accept(office: Secretariat, clause: str, evidence: Any) -> tuple[Reason, ...]:
    """Let the Board report; return what speaks against the Commission's accepting it."""
    task = report(office, clause, evidence, by=BOARD)
    asked = office.why("qn-2022", "accept", by=COMMISSION, at="2022-05-13", task=task)
    return tuple(each.reason for each in asked)


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    """Return their codes."""
    return [each.code for each in reasons]


class TestEvidence:
    """The Commission reports nothing without something to show for it."""

    @pytest.mark.parametrize("clause", DEMANDS)
    def test_a_report_without_evidence_is_refused(self, office: Secretariat, clause: str) -> None:
        """The officer learns what is lacking, whose demand it is, and that it is illustrative."""
        (objection,) = before_report(office, clause, ())
        values = dict(objection.values)

        assert "evidence.missing" == objection.code
        assert ", ".join(DEMANDS[clause]) == values["kinds"]
        assert ("ban-dan-van", PLUGIN) == (objection.agency, objection.plugin)
        assert f"plan for 2022, {clause}; what is asked is illustrative" == str(objection.source)

    @pytest.mark.parametrize("clause", DEMANDS)
    def test_a_report_with_evidence_stands(self, office: Secretariat, clause: str) -> None:
        """The kinds alone will do: titles and days are the partner's to ask for."""
        task = report(office, clause, DEMANDS[clause])
        states = {row.id: row.state for row in office.tasks("qn-2022")}

        assert "reported" == states[task]

    def test_a_refused_report_writes_nothing(self, office: Secretariat) -> None:
        """The error names the plugin for whoever reads it."""
        before = office.history("qn-2022")

        with pytest.raises(CommandRefused, match=PLUGIN):
            office.submit("qn-2022", "report", by=COMMISSION, at="2022-05-12", task="3.4/1")

        assert before == office.history("qn-2022")

    def test_the_demands_are_the_commissions_own(self, office: Secretariat) -> None:
        """Where the Board reports on joint work, the Commission's plugin asks nothing of it."""
        said = {"task": "2.1/1", "at": "2022-05-12", "assessment": "met"}

        assert () == office.why("qn-2022", "report", by=BOARD, **said)


class TestBeforeReport:
    """The Commission does not report what cannot be so."""

    @pytest.mark.parametrize(
        ("decided", "reported", "expected"),
        [
            ("2022-05-09", "2022-05-11", []),
            ("2022-05-11", "2022-05-11", []),
            ("2022-05-11", "2022-05-09", ["ban-dan-van.inspection-before-decision"]),
            (None, "2022-05-09", []),
            ("2022-05-11", None, []),
        ],
    )
    def test_an_inspection_was_decided_first(
        self, office: Secretariat, decided: str | None, reported: str | None, expected: list[str]
    ) -> None:
        """A report older than the decision is on another one; without days nobody can tell."""
        evidence = [
            {"kind": "inspection-decision", "date": decided},
            {"kind": "inspection-report", "date": reported},
        ]
        given = [{key: value for key, value in each.items() if value} for each in evidence]

        assert expected == codes(before_report(office, "3.7", given))


class TestBeforeAccept:
    """What the Board leads, the Commission accepts with open eyes."""

    def test_help_was_for_somebody(self, office: Secretariat) -> None:
        """A record without a title helped nobody in particular."""
        (objection,) = before_accept(office, "5.7", "support-record")

        assert "ban-dan-van.support-unnamed" == objection.code
        assert ("ban-dan-van", PLUGIN) == (objection.agency, objection.plugin)

    def test_help_for_a_household_is_accepted(self, office: Secretariat) -> None:
        """The title names it."""
        task = report(office, "5.7", "support-record: Household A, commune B", by=BOARD)
        office.submit("qn-2022", "accept", by=COMMISSION, at="2022-05-13", task=task)
        states = {row.id: row.state for row in office.tasks("qn-2022")}

        assert "accepted" == states[task]

    @pytest.mark.parametrize(
        ("evidence", "expected"),
        [
            ("draft-report", ["ban-dan-van.comments-missing"]),
            ("draft-report, comments", []),
        ],
    )
    def test_the_comments_were_kept(
        self, office: Secretariat, evidence: str, expected: list[str]
    ) -> None:
        """The draft alone does not show that the Commission was heard."""
        assert expected == codes(before_accept(office, "5.8", evidence))

    @pytest.mark.parametrize(
        ("minutes", "expected"),
        [
            ({}, ["ban-dan-van.minutes-unidentified"]),
            ({"title": "Half-year briefing"}, []),
            ({"date": "2022-05-11"}, []),
            ({"date": "2022-05-12"}, []),
            ({"date": "2022-05-13"}, ["ban-dan-van.minutes-after-report"]),
            (
                {"title": "Half-year briefing", "date": "2022-06-30"},
                ["ban-dan-van.minutes-after-report"],
            ),
        ],
    )
    def test_the_minutes_are_of_a_meeting_that_was_held(
        self, office: Secretariat, minutes: dict[str, str], expected: list[str]
    ) -> None:
        """It was reported on 12 May, in the plan's time zone: later minutes are of another one."""
        evidence = [{"kind": "minutes", **minutes}, "conclusion-notice"]

        assert expected == codes(before_accept(office, "5.9", evidence))

    def test_what_is_returned_can_be_made_good(self, office: Secretariat) -> None:
        """A check that says no leaves a way on: return it, and it is reported again."""
        task = report(office, "5.7", "support-record", by=BOARD)
        office.submit("qn-2022", "return", by=COMMISSION, at="2022-05-13", task=task)
        named = "support-record: Household A, commune B"
        office.submit("qn-2022", "report", by=BOARD, at="2022-05-16", task=task, evidence=named)

        assert () == office.why("qn-2022", "accept", by=COMMISSION, at="2022-05-17", task=task)


class TestEveryPromise:
    """No demand makes a promise impossible to keep."""

    def test_all_the_commission_leads_can_be_settled(self, office: Secretariat) -> None:
        """With the evidence the plan expects, and the Board's acceptance."""
        terms = office.get("qn-2022").terms
        led = [o for o in terms.obligations if o.lead == "ban-dan-van" and not o.settled_by]
        tasks = {each.id: task_of(office, each.id) for each in led}
        for each in led:
            said: dict[str, Any] = {"task": tasks[each.id], "at": "2022-05-12"}
            shown: dict[str, Any] = {"evidence": each.evidence, "assessment": "met"}
            office.submit("qn-2022", "report", by=COMMISSION, **said, **shown)
            office.submit("qn-2022", "accept", by=BOARD, **said)
        states = {row.id: row.state for row in office.tasks("qn-2022")}

        assert 9 == len(led)
        assert {"accepted"} == {states[task] for task in tasks.values()}


class TestSection:
    """The Commission's section says what its tasks say."""

    def found(self, office: Secretariat, kind: str) -> dict[str, tuple[str, ...]]:
        """Return the findings of one kind: English words, and the tasks they speak of."""
        outline = office.outline("qn-2022", as_of="2023-01-05")
        made: list[Finding] = [each for agency, each in outline.findings if agency == "ban-dan-van"]
        return {each.text.say("en"): each.tasks for each in made if each.kind == kind}

    def test_a_year_in_which_only_the_signing_was_done(self, office: Secretariat) -> None:
        """What the signature performed is accepted; the rest of the year's work is overdue."""
        name = "Mass Mobilisation Commission of the Quảng Nam Party Committee"
        count = "2 of the 9 tasks it leads, alone or jointly, are accepted"
        words = f"{name}: {count}: 3.2/1, 3.3/1."
        overdue = ("1.1/1", "1.2/1", "2.1/1", "2.2/1", "3.1/1", "3.5/1")

        assert {words: ("3.2/1", "3.3/1")} == self.found(office, "achievement")
        assert overdue in self.found(office, "limitation").values()

    def test_rounds_that_were_not_held_teach_something(self, office: Secretariat) -> None:
        """The plan leaves number and days of surveys and inspections open."""
        limitations, lessons = self.found(office, "limitation"), self.found(office, "lesson")

        assert {"3.6: no round was opened.", "3.7: no round was opened."} <= set(limitations)
        assert ["3.6", "3.7"] == [words.partition(":")[0] for words in lessons]

    def test_rounds_that_were_held_are_counted(self, office: Secretariat) -> None:
        """Two opened and one reported is one of two."""
        report(office, "3.6", DEMANDS["3.6"])
        office.submit("qn-2022", "occasion", by=COMMISSION, at="2022-09-05", obligation="3.6")

        assert ("3.6/1",) == self.found(office, "achievement")["3.6: 1 of 2 rounds reported."]
        assert ["3.7"] == [words.partition(":")[0] for words in self.found(office, "lesson")]

    def test_a_late_report_is_a_limitation(self, office: Secretariat) -> None:
        """It was made after the last day of the year, with an assessment that is no better."""
        said = {"task": "1.1/1", "at": "2023-01-04", "assessment": "not"}
        office.submit("qn-2022", "report", by=COMMISSION, evidence="advice-register", **said)
        limitations = self.found(office, "limitation")

        assert ("1.1/1",) == limitations["Reported after the due day: 1.1/1 (2022-12-31)."]
        assert ("1.1/1",) == limitations["Assessed as not met: 1.1/1."]

    def test_a_review_can_adopt_it_as_it_is(self, office: Secretariat) -> None:
        """Every finding is one the review accepts, areas and tasks included, in both languages."""
        outline = office.outline("qn-2022", as_of="2023-01-05")
        body = {
            "as_of": "2023-01-05",
            "findings": [
                {
                    "kind": each.kind,
                    "text": {"vi": each.text.say("vi"), "en": each.text.say("en")},
                    "areas": list(each.areas),
                    "tasks": list(each.tasks),
                }
                for _, each in outline.findings
            ],
            "dispositions": {row.id: {"as": "carry"} for row in outline.undisposed},
        }

        assert outline.findings
        assert {("vi", "en")} == {
            tuple(name for name, _ in each.text.words) for _, each in outline.findings
        }
        assert () == office.why("qn-2022", "review", by=COMMISSION, at="2023-01-05", body=body)
