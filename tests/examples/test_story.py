"""The story of 2022 is told, and the journal it leaves says the same."""

from __future__ import annotations

import contextlib
import io
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from coopflow import Secretariat
from coopflow.definitions.plain import plain
from coopflow.values.handing_events import MeetingHeld
from coopflow.values.time import day_of
from quang_nam_2022 import story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coopflow.projections.rows import TaskRow
    from coopflow.runtime.records import Recorded

CONFERENCE = date(2022, 3, 22)
ILLUSTRATIVE = "(illustrative)"
ZONE = "Asia/Ho_Chi_Minh"


class Told:
    """What the story printed, and the office that reads the journal it kept."""

    def __init__(self, output: str, office: Secretariat) -> None:
        self.output = output
        self.office = office

    def chapters(self) -> Iterator[tuple[str, list[str]]]:
        """Yield each chapter's title with its lines."""
        title, lines = "", list[str]()
        for line in self.output.splitlines():
            if "───" in line:
                yield title, lines
                title, lines = line.strip("─ "), []
            else:
                lines.append(line)
        yield title, lines

    def events(self, agreement: str, kind: str) -> list[Recorded]:
        """Return the entries of one type, in order."""
        return [each for each in self.office.history(agreement) if each.type == kind]

    def meetings(self, agreement: str) -> list[MeetingHeld]:
        """Return what is recorded of the meetings, in order."""
        found = [each.event for each in self.office.meetings(agreement)]
        return [each for each in found if isinstance(each, MeetingHeld)]

    def task(self, agreement: str, name: str) -> TaskRow:
        """Return one task as the board has it."""
        (row,) = (each for each in self.office.tasks(agreement) if each.id == name)
        return row


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Tell the story once, with the plugins that are installed, and open what it leaves."""
    url = f"sqlite:///{tmp_path_factory.mktemp('story') / 'quang-nam.db'}"
    output = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(output):
        patch.setenv("COLUMNS", "1000")
        story.main(url)
    with Secretariat.open(url, create=False) as office:
        yield Told(output.getvalue(), office)


class TestTheConference:
    """22 March 2022: the review of 2021, the plan of 2022 and the renewal, in one meeting."""

    def test_all_36_promises_were_signed(self, told: Told) -> None:
        """The text bound is the plan of the article, and it names its predecessor."""
        plan = told.office.get("qn-2022")
        kinds = Counter(each.kind for each in plan.terms.obligations)
        leads = Counter(each.lead for each in plan.terms.obligations)

        assert plan.charter.digest == plan.charter.bound
        assert {"continuous": 16, "once": 8, "recurring": 7, "triggered": 5} == kinds
        assert {"ban-dan-toc": 24, "ban-dan-van": 11, None: 1} == leads
        assert ("qn-2021-2025", "qn-2021") == (plan.terms.framework, plan.terms.predecessor)

    def test_2021_was_reviewed_and_renewed_that_day(self, told: Told) -> None:
        """By the signing of 2022, in the very same transaction."""
        reviewed, renewed = told.events("qn-2021", "agreement.moved")[-2:]
        signed = told.events("qn-2022", "agreement.moved")[0]
        (entry, *_) = told.office.meetings("qn-2022")
        (meeting, *_) = told.meetings("qn-2022")

        assert "renewed" == told.office.get("qn-2021").state
        assert "qn-2022" == told.office.get("qn-2021").successor
        assert [CONFERENCE] * 3 == [day_of(each.at, ZONE) for each in (reviewed, renewed, signed)]
        assert renewed.recorded_at == signed.recorded_at == entry.recorded_at
        assert ["review", "sign"] == [each.command for each in meeting.adoptions]

    def test_the_signing_performed_two_promises(self, told: Told) -> None:
        """3.2 and 3.3 are accepted, as of the day of the signature."""
        rows = [told.task("qn-2022", name) for name in ("3.2/1", "3.3/1")]

        assert [("accepted", "signature", CONFERENCE)] * 2 == [
            (row.state, row.settled_by, row.reported_on) for row in rows
        ]

    def test_what_2021_still_owed_was_taken_up(self, told: Told) -> None:
        """The briefing that was never held is a task of 2022, with its old day and its lead."""
        old, new = told.task("qn-2021", "2/2"), told.task("qn-2022", "qn-2021:2/2")

        assert "carried" == old.state
        assert (old.lead, old.due, old.coordinating) == (new.lead, new.due, new.coordinating)


class TestTheYear:
    """2022 is carried out, and what was promised is found in the record."""

    def test_one_act_under_two_leads_is_one_task(self, told: Told) -> None:
        """3.4 and 5.2: led jointly, listed under the first of them."""
        row = told.task("qn-2022", "3.4/1")
        rows = told.office.tasks("qn-2022")

        assert (None, ("5.2",)) == (row.lead, row.also)
        assert [] == [each.id for each in rows if each.obligation == "5.2"]

    def test_a_household_in_distress_was_helped_within_the_time(self, told: Told) -> None:
        """The occasion opened the task; it was reported and accepted."""
        row = told.task("qn-2022", "5.7/1")

        assert ("household-distress/1", "accepted", False) == (row.occasion, row.state, row.late)

    def test_what_is_told_was_said(self, told: Told) -> None:
        """The words of the story on that household are notes in the record."""
        said = [
            plain(each.event)["note"]
            for kind in ("occasion.recorded", "task.returned", "task.reported")
            for each in told.events("qn-2022", kind)
            if plain(each.event).get("note")
        ]

        assert 3 == len(said)
        assert [] == [words for words in said if words not in told.output]

    def test_both_briefings_were_held(self, told: Told) -> None:
        """As meetings, which settled them; the pause after the flood gave the second three days."""
        rows = [told.task("qn-2022", name) for name in ("5.9/1", "5.9/2")]
        held = [each.held.on for each in told.meetings("qn-2022")[1:]]

        assert [date(2022, 6, 28), date(2022, 12, 20)] == held
        assert [(date(2022, 6, 30), "briefing"), (date(2023, 1, 3), "briefing")] == [
            (row.due, row.settled_by) for row in rows
        ]
        assert ["accepted"] * 2 == [row.state for row in rows]

    def test_the_report_was_drafted(self, told: Told) -> None:
        """5.8 comes before the review."""
        assert "accepted" == told.task("qn-2022", "5.8/1").state


class TestTheClock:
    """Day by day, what time alone does is done, and told."""

    def test_nothing_is_recorded_of_a_day_before_the_one_before(self, told: Told) -> None:
        """The story goes by the clock: its entries come in the order of their days."""
        for name in ("qn-2021", "qn-2022", "qn-2023"):
            days = [each.recorded_at for each in told.office.history(name)]

            assert days == sorted(days)

    def test_the_briefing_never_held_was_urged(self, told: Told) -> None:
        """Three days late, and seven: then the superior body was told as well."""
        found = [plain(each.event) for each in told.events("qn-2021", "task.reminded")]
        urged = [(each["rung"], each["to"]) for each in found if each["rung"] > 0]

        assert [(3, ["ban-dan-toc"]), (7, ["ban-dan-toc", "ubnd-tinh"])] == urged
        assert "urges Ban Dân tộc and UBND tỉnh: 2/2 due 2021-12-31 (7 days late)" in told.output

    def test_nobody_was_reminded_of_what_was_settled(self, told: Told) -> None:
        """Nor twice of the same rung before the same day."""
        found = [plain(each.event) for each in told.events("qn-2022", "task.reminded")]
        rungs = [(each["task"], each["rung"], each["due"]) for each in found]
        urged = {each["task"] for each in found if each["rung"] > 0}

        assert len(rungs) == len(set(rungs))
        assert {"1.2/1", "5.4/1"} == urged

    def test_many_on_one_day_are_one_line(self, told: Told) -> None:
        """Whoever hears the same of many tasks, hears it once."""
        assert "The clock reminds Ban Dân vận: 5 tasks due 2023-01-03 (in 14 days)" in told.output

    def test_more_time_was_asked_for_and_granted_once(self, told: Told) -> None:
        """For the draft of the report."""
        assert [1, 1] == [
            len(told.events("qn-2022", f"extension.{name}")) for name in ("asked", "granted")
        ]
        assert date(2022, 12, 27) == told.task("qn-2022", "5.8/1").due

    def test_the_pause_gave_back_what_remained(self, told: Told) -> None:
        """Four working days on the 18th, a Tuesday; four from the 21st, a Friday."""
        assert date(2022, 10, 27) == told.task("qn-2022", "5.7/1").due


class TestTheCascade:
    """3.1 goes down both lines, and what comes up is added up."""

    def test_the_districts_of_both_lines_delivered(self, told: Told) -> None:
        """Nine and nine; whoever refused was asked again."""
        (tree,) = told.office.tree("qn-2022", "3.1/1")

        assert [9, 9] == [each.roll_up.done for each in tree.branches]
        assert (18, False) == (tree.roll_up.hands, tree.risk)

    def test_it_was_at_risk_before(self, told: Told) -> None:
        """One had refused, and one was late."""
        (tree,) = told.office.tree("qn-2022", "3.1/1", as_of="2022-07-01")

        assert (16, 1, 1, True) == (
            tree.roll_up.done,
            tree.roll_up.late,
            tree.roll_up.refused,
            tree.risk,
        )
        assert "3.1/1 is AT RISK" in told.output

    def test_without_plugins_it_goes_to_a_few(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """The story names them itself, and comes to the same end."""
        monkeypatch.setenv("COOPFLOW_PLUGINS", "none")
        url = f"sqlite:///{tmp_path / 'quang-nam.db'}"

        with contextlib.redirect_stdout(io.StringIO()):
            story.main(url)

        with Secretariat.open(url, plugins=[], create=False) as office:
            (tree,) = office.tree("qn-2022", "3.1/1")
            assert (4, "renewed") == (tree.roll_up.done, office.get("qn-2022").state)


class TestTheEnd:
    """2022 is reviewed and renewed, and no promise disappears."""

    def test_the_review_found_something_of_each_kind(self, told: Told) -> None:
        """Achievements, limitations, causes and lessons; the lessons reach the next plan."""
        review = told.office.get("qn-2022").review
        assert review is not None
        lessons = [each.text for each in review.findings if each.kind == "lesson"]

        assert {"achievement", "limitation", "cause", "lesson"} == {
            each.kind for each in review.findings
        }
        assert lessons == list(told.office.get("qn-2023").charter.lessons)

    def test_the_review_and_the_renewal_performed_two_promises(self, told: Told) -> None:
        """5.10 with the adoption of the review, 5.11 with the signing of 2023."""
        accepted = {
            plain(each.event)["task"]: each for each in told.events("qn-2022", "task.accepted")
        }
        (adopted,) = told.events("qn-2022", "review.adopted")
        (signed,) = told.events("qn-2023", "agreement.bound")

        assert "review" == plain(accepted["5.10/1"].event)["settled_by"]
        assert adopted.recorded_at == accepted["5.10/1"].recorded_at
        assert "renewal" == plain(accepted["5.11/1"].event)["settled_by"]
        assert signed.recorded_at == accepted["5.11/1"].recorded_at

    def test_2022_was_renewed_by_2023(self, told: Told) -> None:
        """And 2023 is signed."""
        assert ("renewed", "qn-2023") == (
            told.office.get("qn-2022").state,
            told.office.get("qn-2022").successor,
        )
        assert "signed" == told.office.get("qn-2023").state

    @pytest.mark.parametrize(
        ("ended", "following"), [("qn-2021", "qn-2022"), ("qn-2022", "qn-2023")]
    )
    def test_every_task_ever_opened_has_its_fate(
        self, told: Told, ended: str, following: str
    ) -> None:
        """Accepted, waived, unmet, or carried and found in the successor."""
        opened = {plain(each.event)["task"]["id"] for each in told.events(ended, "task.opened")}
        opened |= {plain(each.event)["task"]["id"] for each in told.events(ended, "task.taken-up")}
        rows = {row.id: row for row in told.office.tasks(ended)}
        carried = {row.id for row in rows.values() if row.state == "carried"}
        found = {row.id for row in told.office.tasks(following)}

        assert opened == set(rows)
        assert {"accepted", "waived", "unmet", "carried"} >= {row.state for row in rows.values()}
        assert {name if ":" in name else f"{ended}:{name}" for name in carried} <= found

    def test_the_record_is_whole(self, told: Told) -> None:
        """Every digest, every event and every row, recomputed from the file."""
        assert () == told.office.verify().broken


class TestTheTelling:
    """A reader sees what is news and what is made up."""

    def test_nothing_is_cut_off_in_a_narrow_window(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """80 columns hold every word; the only dots shorten a digest."""
        monkeypatch.setenv("COLUMNS", "80")

        story.main()

        told = capsys.readouterr().out
        assert [] == re.findall(r"\S*(?<![0-9a-f]{12})…", told)
        assert [] == [line for line in told.splitlines() if len(line) > 80]

    @pytest.mark.parametrize(
        "code", ["authority.other-agency", "proposal.other-text", "disposition.missing"]
    )
    def test_three_refusals_are_shown_with_their_reasons(self, told: Told, code: str) -> None:
        """Signing for the other agency, signing another text, leaving tasks undisposed."""
        assert f"{code}: " in told.output

    def test_whatever_did_not_happen_that_day_is_marked(self, told: Told) -> None:
        """By its line, or by the heading of its chapter: the article tells of one day only."""
        unmarked = [
            line
            for title, lines in told.chapters()
            for line in lines
            if re.match(r"[-+✗·!] \d{4}-\d\d-\d\d", line)
            and CONFERENCE.isoformat() not in line
            and ILLUSTRATIVE not in line + title
        ]

        assert [] == unmarked

    def test_a_refusal_is_marked(self, told: Told) -> None:
        """The article reports none, and the people in it are real."""
        refusals = [
            (line, ILLUSTRATIVE in line + title)
            for title, lines in told.chapters()
            for line in lines
            if line.startswith("✗")
        ]

        assert refusals
        assert [] == [line for line, marked in refusals if not marked]

    def test_what_is_inferred_is_called_so(self, told: Told) -> None:
        """That the two who represented also signed."""
        assert "that they signed is inferred" in told.output
