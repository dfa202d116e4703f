"""The tables of tasks, assignments and proposals are what their events do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from rpds import HashTrieMap

from coopflow.definitions.standard import ASSIGNMENT, PROPOSAL, TASK
from coopflow.engine.evolve import evolve
from coopflow.engine.folding import Folding
from coopflow.values import events as e
from coopflow.values import handing_events as h
from coopflow.values.agreement import Agreement, Charter, Course, Proposal, Work
from coopflow.values.assignment import Assignment
from coopflow.values.clock_events import ProposalExpired
from coopflow.values.lifecycle import ALL
from coopflow.values.task import Owed, Task

if TYPE_CHECKING:
    from coopflow.values.assignment import AssignmentState
    from coopflow.values.task import TaskState

AT = datetime(2022, 1, 1, tzinfo=UTC)
DAY = date(2022, 1, 1)
OPEN = Owed(
    id="1/1", obligation="1", kind="once", lead="a", acceptance="any", opens=DAY, opened_on=DAY
)
PUT = Proposal(id="sign/1", command="sign", digest="d", consent=ALL, opener="a")
TASK_EVENTS: dict[str, Any] = {
    "report": e.TaskReported(task="1/1", party="a"),
    "accept": e.TaskAccepted(task="1/1", party="b", settles=True),
    "return": e.TaskReturned(task="1/1", party="b"),
    "settle": e.TaskAccepted(task="1/1", settles=True, settled_by="review"),
    "waive": e.TaskWaived(task="1/1"),
    "lapse": e.TaskUnmet(task="1/1"),
    "carry": e.TaskCarried(task="1/1", successor="next", as_task="this:1/1"),
}
PROPOSAL_EVENTS: dict[str, Any] = {
    "assent": e.ProposalAssented(proposal="sign/1", party="b", digest="d"),
    "adopt": e.ProposalAdopted(proposal="sign/1"),
    "decline": e.ProposalDeclined(proposal="sign/1", party="b", closes=True),
    "retract": e.ProposalRetracted(proposal="sign/1", party="a"),
    "expire": ProposalExpired(proposal="sign/1"),
    "void": e.ProposalVoided(proposal="sign/1", because="state left"),
}


def _agreement(state: TaskState = "open") -> Agreement:
    charter: Any = Charter.__new__(Charter)
    tasks = HashTrieMap({OPEN.id: Task(OPEN, state)})
    work = Work(tasks, course=Course((PUT,)))
    return Agreement(charter, 3, AT, "executing", "executing", work)


class TestTasks:
    """A task's event leads where the table of tasks says, and the table says it of each."""

    @pytest.mark.parametrize("row", TASK.rows, ids=lambda row: f"{row.origin}-{row.command}")
    def test_an_event_leads_where_its_row_says(self, row: Any) -> None:
        """From every state a row leads out of."""
        folding = Folding(_agreement(row.origin), watch=True)
        folding.happen(TASK_EVENTS[row.command], AT, "ann")
        assert folding.touched is not None
        (after,) = folding.touched.values()

        assert row.target == after.state

    def test_every_row_has_its_event(self) -> None:
        """And no event is without a row."""
        assert {row.command for row in TASK.rows} == TASK_EVENTS.keys()


HANDED_EVENTS: dict[str, Any] = {
    "acknowledge": h.AssignmentAcknowledged(task="1/1", assignment="1/1~1"),
    "refuse": h.AssignmentRefused(task="1/1", assignment="1/1~1"),
    "progress": h.AssignmentProgressed(task="1/1", assignment="1/1~1"),
    "deliver": h.AssignmentDelivered(task="1/1", assignment="1/1~1"),
    "reassign": h.AssignmentMoved(task="1/1", assignment="1/1~1", to="c"),
}


def _handed(state: AssignmentState) -> Agreement:
    held = Assignment(id="1/1~1", to="b", by="a", state=state, at=AT)
    tasks = HashTrieMap({OPEN.id: Task(OPEN, hands=(held,))})
    return Agreement(_agreement().charter, 3, AT, "executing", "executing", Work(tasks))


class TestAssignments:
    """An assignment's event leads where its table says, and the table says it of each."""

    @pytest.mark.parametrize("row", ASSIGNMENT.rows, ids=lambda row: f"{row.origin}-{row.command}")
    def test_an_event_leads_where_its_row_says(self, row: Any) -> None:
        """From every state a row leads out of."""
        after = evolve(_handed(row.origin), HANDED_EVENTS[row.command], AT, "ann")

        assert row.target == after.tasks["1/1"].hands[0].state

    def test_every_row_has_its_event(self) -> None:
        """And no event is without a row."""
        assert {row.command for row in ASSIGNMENT.rows} == HANDED_EVENTS.keys()


class TestProposals:
    """A proposal stands open until an event leads out of *open*, as its table says."""

    @pytest.mark.parametrize("row", PROPOSAL.rows, ids=lambda row: row.command)
    def test_an_event_closes_it_where_its_row_says(self, row: Any) -> None:
        """Only an assent leaves it open."""
        after = evolve(_agreement(), PROPOSAL_EVENTS[row.command], AT, "ann")

        assert (row.target == "open") == bool(after.proposals)

    def test_every_row_has_its_event(self) -> None:
        """And no event is without a row."""
        assert {row.command for row in PROPOSAL.rows} == PROPOSAL_EVENTS.keys()
