"""The Board's part in the plan of 2022, as the year goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coopflow import CommandRefused

if TYPE_CHECKING:
    from coopflow import Secretariat
    from coopflow.host import Finding, Reason

BOARD, COMMISSION = "dang-tan-gian", "le-thi-thuy"
PLUGIN = "coopflow_ban_dan_toc"

DEMANDS = {
    "1.8": ("progress-report",),
    "1.9": ("review-report", "minutes"),
    "1.10": ("recipient-list",),
    "1.11": ("case-file",),
    "2.3": ("session-record",),
    "4.1": ("training-plan", "attendance-list"),
    "4.2": ("class-list",),
    "4.3": ("training-report",),
    "5.2": ("signed-document",),
    "5.3": ("visit-list",),
    "5.6": ("gift-list",),
    "5.7": ("support-record",),
    "5.8": ("draft-report", "comments"),
    "5.9": ("minutes", "conclusion-notice"),
}


def task_of(office: Secretariat, clause: str) -> str:
    """Return an open task of `clause`; the round or happening it waits for comes first."""
    obligation = office.get("qn-2022").terms.obligation(clause)
    assert obligation is not None
    lead = COMMISSION if obligation.lead == "ban-dan-van" else BOARD
    if obligation.by_round:
        office.submit("qn-2022", "occasion", by=lead, at="2022-05-09", obligation=clause)
    if obligation.on:
        name = obligation.on[0]
        office.submit("qn-2022", "occasion", by=lead, at="2022-05-09", occasion=name)
    rows = office.tasks("qn-2022", open_only=True)
    return next(row.id for row in rows if clause in (row.obligation, *row.also))


def report(office: Secretariat, clause: str, evidence: Any, *, by: str = BOARD) -> str:
    """Report a task of `clause`, and return its id."""
    task = task_of(office, clause)
    said = {"task": task, "at": "2022-05-12", "evidence": evidence, "assessment": "met"}
    office.submit("qn-2022", "report", by=by, **said)
    return task


def before_report(office: Secretariat, clause: str, evidence: Any) -> tuple[Reason, ...]:
    """Return what speaks against a report."""
    task = task_of(office, clause)
    said = {"task": task, "at": "2022-05-12", "evidence": evidence, "assessment": "met"}
    asked = office.why("qn-2022", "report", by=BOARD, **said)
    return tuple(each.reason for each in asked)


def before_accept(office: Secretariat, clause: str, evidence: Any) -> tuple[Reason, ...]:
    """Let the Commission report; return what speaks against the Board's accepting it."""
    task = report(office, clause, evidence, by=COMMISSION)
    asked = office.why("qn-2022", "accept", by=BOARD, at="2022-05-13", task=task)
    return tuple(each.reason for each in asked)


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    """Return their codes."""
    return [each.code for each in reasons]


class TestEvidence:
    """The Board reports nothing of weight without something to show for it."""

    @pytest.mark.parametrize("clause", DEMANDS)
    def test_a_report_without_evidence_is_refused(self, office: Secretariat, clause: str) -> None:
        """The officer learns what is lacking, whose demand it is, and that it is illustrative."""
        (objection,) = before_report(office, clause, ())
        values = dict(objection.values)

        assert "evidence.missing" == objection.code
        assert ", ".join(DEMANDS[clause]) == values["kinds"]
        assert ("ban-dan-toc", PLUGIN) == (objection.agency, objection.plugin)
        assert f"plan for 2022, {clause}; what is asked is illustrative" == str(objection.source)

    @pytest.mark.parametrize("clause", DEMANDS)
    def test_a_report_with_evidence_stands(self, office: Secretariat, clause: str) -> None:
        """The kinds alone will do: titles and days are the partner's to ask for."""
        task = report(office, clause, DEMANDS[clause])
        states = {row.id: row.state for row in office.tasks("qn-2022")}

        assert states[task] in ("reported", "accepted")

    def test_part_of_the_evidence_is_not_enough(self, office: Secretariat) -> None:
        """What is lacking is named, and nothing else."""
        (objection,) = before_report(office, "5.9", "minutes")

        assert "conclusion-notice" == dict(objection.values)["kinds"]

    def test_a_refused_report_writes_nothing(self, office: Secretariat) -> None:
        """The error names the plugin for whoever reads it."""
        before = office.history("qn-2022")

        with pytest.raises(CommandRefused, match=PLUGIN):
            office.submit("qn-2022", "report", by=BOARD, at="2022-05-12", task="5.8/1")

        assert before == office.history("qn-2022")

    def test_the_demands_are_the_boards_own(self, office: Secretariat) -> None:
        """Where the Commission reports on joint work, the Board's plugin asks nothing of it."""
        said = {"task": "3.4/1", "at": "2022-05-12"}

        assert () == office.why("qn-2022", "report", by=COMMISSION, **said)


class TestBeforeReport:
    """The Board does not report what cannot be so."""

    @pytest.mark.parametrize(
        ("draft", "comments", "expected"),
        [
            ("2022-05-02", "2022-05-06", []),
            ("2022-05-06", "2022-05-06", []),
            ("2022-05-06", "2022-05-02", ["ban-dan-toc.comments-before-draft"]),
            (None, "2022-05-02", []),
            ("2022-05-06", None, []),
        ],
    )
    def test_comments_follow_the_draft(
        self, office: Secretariat, draft: str | None, comments: str | None, expected: list[str]
    ) -> None:
        """Comments older than the draft are on another one; without days nobody can tell."""
        evidence = [
            {"kind": "draft-report", "date": draft},
            {"kind": "comments", "date": comments},
        ]
        given = [{key: value for key, value in each.items() if value} for each in evidence]

        assert expected == codes(before_report(office, "5.8", given))


class TestBeforeAccept:
    """What the Commission leads, the Board accepts with open eyes."""

    def test_a_review_names_the_document(self, office: Secretariat) -> None:
        """A report that is called a report does not say what was reviewed."""
        (objection,) = before_accept(office, "1.3", "review-report")

        assert "ban-dan-toc.reviewed-document-unnamed" == objection.code
        assert ("ban-dan-toc", PLUGIN) == (objection.agency, objection.plugin)

    def test_a_review_that_names_the_document_is_accepted(self, office: Secretariat) -> None:
        """The title of the report does."""
        assert () == before_accept(office, "1.3", "review-report: Directive 29-CT/TU")

    def test_guidance_has_reached_a_district(self, office: Secretariat) -> None:
        """Letters that went out are half of it."""
        reasons = before_accept(office, "3.1", "guidance-letter")

        assert ["ban-dan-toc.district-report-missing"] == codes(reasons)

    def test_guidance_that_was_answered_is_accepted(self, office: Secretariat) -> None:
        """One district's report will do."""
        task = report(office, "3.1", ["guidance-letter", "district-report"], by=COMMISSION)
        office.submit("qn-2022", "accept", by=BOARD, at="2022-05-13", task=task)
        states = {row.id: row.state for row in office.tasks("qn-2022")}

        assert "accepted" == states[task]

    @pytest.mark.parametrize(
        ("planned", "expected"),
        [("2022-05-02", []), ("2022-05-11", ["ban-dan-toc.survey-before-plan"])],
    )
    def test_a_survey_was_planned_first(
        self, office: Secretariat, planned: str, expected: list[str]
    ) -> None:
        """A report older than the plan is that of another round."""
        evidence = [
            {"kind": "survey-plan", "date": planned},
            {"kind": "survey-report", "date": "2022-05-10"},
        ]

        assert expected == codes(before_accept(office, "3.6", evidence))

    def test_what_is_returned_can_be_made_good(self, office: Secretariat) -> None:
        """A check that says no leaves a way on: return it, and it is reported again."""
        task = report(office, "3.1", "guidance-letter", by=COMMISSION)
        office.submit("qn-2022", "return", by=BOARD, at="2022-05-13", task=task)
        said: dict[str, Any] = {
            "evidence": ["guidance-letter", "district-report"],
            "assessment": "met",
        }
        office.submit("qn-2022", "report", by=COMMISSION, at="2022-05-16", task=task, **said)

        assert () == office.why("qn-2022", "accept", by=BOARD, at="2022-05-17", task=task)


class TestEveryPromise:
    """No demand makes a promise impossible to keep."""

    def test_all_the_board_leads_can_be_settled(self, office: Secretariat) -> None:
        """With the evidence the plan expects, and the Commission's acceptance where it has one."""
        terms = office.get("qn-2022").terms
        led = [
            o
            for o in terms.obligations
            if o.lead == "ban-dan-toc" and o.settled_by in (None, "briefing")
        ]
        tasks = {each.id: task_of(office, each.id) for each in led}
        for each in led:
            said: dict[str, Any] = {"task": tasks[each.id], "at": "2022-05-12"}
            shown: dict[str, Any] = {"evidence": each.evidence, "assessment": "met"}
            office.submit("qn-2022", "report", by=BOARD, **said, **shown)
            if each.coordinating:
                office.submit("qn-2022", "accept", by=COMMISSION, **said)
        states = {row.id: row.state for row in office.tasks("qn-2022")}

        assert 22 == len(led)
        assert {"accepted"} == {states[task] for task in tasks.values()}


class TestSection:
    """The Board's section says what its tasks say."""

    def found(self, office: Secretariat, kind: str) -> dict[str, tuple[str, ...]]:
        """Return the findings of one kind: English words, and the tasks they speak of."""
        outline = office.outline("qn-2022", as_of="2022-12-28")
        made: list[Finding] = [each for agency, each in outline.findings if agency == "ban-dan-toc"]
        return {each.text.say("en"): each.tasks for each in made if each.kind == kind}

    def test_a_year_in_which_nothing_was_done(self, office: Secretariat) -> None:
        """What had a day is overdue, what had none is named, and no round was opened."""
        limitations = self.found(office, "limitation")

        assert {} == self.found(office, "achievement")
        assert ("5.8/1",) == limitations["Work done once: 5.8/1 was due 2022-12-20."]
        assert ("5.9/1",) == limitations["Briefings, training, visits: 5.9/1 was due 2022-06-30."]
        assert {f"{clause}: no round was opened." for clause in ("4.1", "4.2", "4.3", "5.3")} == {
            words for words in limitations if "round" in words
        }
        assert [("1.9/1", "3.4/1")] == list(self.found(office, "lesson").values())

    def test_what_was_done_is_counted(self, office: Secretariat) -> None:
        """A briefing held and accepted in time is an achievement, and no limitation."""
        task = report(office, "5.9", DEMANDS["5.9"])
        office.submit("qn-2022", "accept", by=COMMISSION, at="2022-05-13", task=task)
        words = "Briefings, training, visits: 1/2 tasks accepted: 5.9/1."

        assert ("5.9/1",) == self.found(office, "achievement")[words]
        assert not [words for words in self.found(office, "limitation") if "5.9" in words]

    def test_what_the_review_and_the_renewal_perform_is_not_counted(
        self, office: Secretariat
    ) -> None:
        """5.10 and 5.11 cannot be done before them: 1.9, 3.4 and 5.8 are the work done once."""
        task = report(office, "5.8", DEMANDS["5.8"])
        office.submit("qn-2022", "accept", by=COMMISSION, at="2022-05-13", task=task)
        words = "Work done once: 1/3 tasks accepted: 5.8/1."

        assert ("5.8/1",) == self.found(office, "achievement")[words]

    def test_help_that_came_late_is_a_lesson(self, office: Secretariat) -> None:
        """Five working days from Monday 9 May end on the 16th."""
        task = task_of(office, "5.7")
        said = {"task": task, "at": "2022-05-18", "evidence": "support-record"}
        office.submit("qn-2022", "report", by=BOARD, **said)
        words = "Work as things happened: 5.7/1 was due 2022-05-16 and reported 2022-05-18."

        assert ("5.7/1",) == self.found(office, "limitation")[words]
        assert ("5.7/1",) in self.found(office, "lesson").values()

    def test_a_poor_assessment_is_a_limitation(self, office: Secretariat) -> None:
        """Reported in time and met in part: both are said."""
        said = {"task": "1.4/1", "at": "2022-12-20", "assessment": "partly"}
        office.submit("qn-2022", "report", by=BOARD, **said)

        words = "Work of the whole year: 1.4/1 is met in part."

        assert ("1.4/1",) == self.found(office, "limitation")[words]

    def test_the_words_are_in_both_languages(self, office: Secretariat) -> None:
        """The review is adopted in Vietnamese; the English is for those who help."""
        findings = [each for _, each in office.outline("qn-2022", as_of="2022-12-28").findings]

        assert findings
        assert {("vi", "en")} == {tuple(name for name, _ in each.text.words) for each in findings}

    def test_a_review_can_adopt_it_as_it_is(self, office: Secretariat) -> None:
        """Every finding is one the review accepts, areas and tasks included."""
        outline = office.outline("qn-2022", as_of="2022-12-28")
        body = {
            "as_of": "2022-12-28",
            "findings": [
                {
                    "kind": each.kind,
                    "text": dict(each.text.words),
                    "areas": list(each.areas),
                    "tasks": list(each.tasks),
                }
                for _, each in outline.findings
            ],
            "dispositions": {row.id: {"as": "carry"} for row in outline.undisposed},
        }

        assert () == office.why("qn-2022", "review", by=BOARD, at="2022-12-28", body=body)
