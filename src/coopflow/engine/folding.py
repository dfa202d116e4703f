"""From events to the next value. Events carry their outcome: no rules are needed here.

`Folding` is where events do something. One event at a time, what it holds is persistent and
shared with the value before; a long history goes through plain dicts, which are made persistent
once, at its end.
"""

from __future__ import annotations

from bisect import bisect_left
from sys import intern
from typing import TYPE_CHECKING, Any

from attrs import evolve as changed
from attrs import fields
from rpds import HashTrieMap

from coopflow.engine import folding_clock, folding_hands
from coopflow.values import clock_events as c
from coopflow.values import events as e
from coopflow.values.agreement import (
    Agreement,
    Assent,
    Charter,
    Course,
    Proposal,
    Work,
    anchor_of,
)
from coopflow.values.meeting import MEETINGS
from coopflow.values.task import SETTLED, Owed, Report, Task

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from coopflow.values.events import AgreementEvent
    from coopflow.values.lifecycle import Phase
    from coopflow.values.task import TaskState


class Folding:
    """An agreement while events happen to it. It lives inside one fold and is never handed on.

    Attributes:
        touched: The tasks that changed, settled ones too, as they are now; ``None`` where
            nobody asks for them.
    """

    __slots__ = (
        "at", "charter", "course", "hanging", "ordinals", "phase", "state", "tasks", "touched",
        "version",
    )  # fmt: skip

    charter: Charter
    version: int
    at: datetime
    state: str
    phase: Phase
    tasks: Any
    ordinals: Any
    hanging: HashTrieMap[str, tuple[str, ...]]
    course: Course

    def __init__(
        self, agreement: Agreement | None, *, watch: bool = False, long: bool = False
    ) -> None:
        """Begin at `agreement`; with a draft where there is none.

        Args:
            agreement: The present.
            watch: Whether `touched` is wanted.
            long: Whether so much will happen that plain dicts pay.
        """
        self.touched: dict[str, Task] | None = {} if watch else None
        if agreement is None:
            self.version = 0
            self.course = _BEGUN
            self.tasks = self.ordinals = self.hanging = _NOTHING
        else:
            self.charter = agreement.charter
            self.version = agreement.version
            self.at = agreement.at
            self.state = agreement.state
            self.phase = agreement.phase
            self.tasks = agreement.work.tasks
            self.ordinals = agreement.work.ordinals
            self.hanging = agreement.work.hanging
            self.course = agreement.work.course
        if long:
            self.tasks, self.ordinals = _Growing(self.tasks), _Growing(self.ordinals)

    def happen(self, event: AgreementEvent, at: datetime, by: str) -> None:
        """Let `event` happen.

        Raises:
            ValueError: The first event does not draft an agreement, or a later one does.
            KeyError: It names what is not there.
        """
        kind = type(event)
        if (kind is e.AgreementDrafted) == (self.version > 0):
            message = f"a stream begins with a draft and holds no other, not with {kind.__name__}"
            raise ValueError(message)
        _STEPS[kind](self, event, at, by)
        self.version += 1
        self.at = at

    def agreement(self) -> Agreement:
        """Return what it is now.

        Raises:
            ValueError: Nothing has happened.
        """
        if self.version == 0:
            message = "a stream without entries is no agreement"
            raise ValueError(message)
        tasks, ordinals = self.tasks, self.ordinals
        if type(tasks) is _Growing:
            tasks, ordinals = HashTrieMap(tasks), HashTrieMap(ordinals)
        work = Work(tasks or _NOTHING, ordinals, self.course, self.hanging)
        return Agreement(self.charter, self.version, self.at, self.state, self.phase, work)

    def put(self, task: Task) -> None:
        """Keep `task` as it is now; what is settled leaves."""
        name = task.owed.id
        if task.owed.timing.due_from is not None:
            new, settled = name not in self.tasks, task.state in SETTLED
            if new != settled:  # what is neither hangs already; what is both never did
                self._hang(task, leaves=settled)
        if task.state in SETTLED:
            self.tasks = self.tasks.remove(name)
        else:
            self.tasks = self.tasks.insert(name, task)
        if self.touched is not None:
            self.touched[name] = task

    def _hang(self, task: Task, *, leaves: bool) -> None:
        """Put a task that opens under what its deadline hangs on, or take away one that leaves."""
        anchor, name = anchor_of(task), task.owed.id
        if anchor is None:
            return
        names = self.hanging.get(anchor, ())
        place = bisect_left(names, name)
        names = (*names[:place], *(() if leaves else (name,)), *names[place + leaves :])
        if names:
            self.hanging = self.hanging.insert(anchor, names)
        else:
            self.hanging = self.hanging.discard(anchor)

    def count(self, name: str) -> None:
        """Count one more proposal, task or occasion of a name."""
        self.ordinals = self.ordinals.insert(name, self.ordinals.get(name, 0) + 1)

    def propose(self, proposals: tuple[Proposal, ...]) -> None:
        """Let these proposals stand open and no others."""
        course = self.course
        self.course = changed(course, proposals=proposals)


# What many agreements have alike is kept once.
_BEGUN = Course()
_NOTHING: HashTrieMap[str, Any] = HashTrieMap()


class _Growing(dict[str, Any]):
    """A dict that answers to the words of a persistent map."""

    def insert(self, key: str, value: Any) -> _Growing:
        """Set, and return itself."""
        self[key] = value
        return self

    def remove(self, key: str) -> _Growing:
        """Delete, and return itself."""
        del self[key]
        return self


def _drafted(now: Folding, event: e.AgreementDrafted, _: datetime, __: str) -> None:
    now.charter = Charter(
        terms=event.terms,
        digest=event.digest,
        lifecycle=intern(event.lifecycle),
        lifecycle_digest=intern(event.lifecycle_digest),
        lessons=event.lessons,
    )
    now.state, now.phase = intern(event.state), event.phase


def _revised(now: Folding, event: e.AgreementRevised, _: datetime, __: str) -> None:
    now.charter = changed(now.charter, terms=event.terms, digest=event.digest)


def _moved(now: Folding, event: e.AgreementMoved, _: datetime, __: str) -> None:
    now.state, now.phase = intern(event.target), event.phase
    now.course = course_after(now.course, event)


def course_after(course: Course, event: e.AgreementMoved) -> Course:
    """Return how far an agreement has come once it has moved."""
    if event.successor is not None:
        course = changed(course, successor=event.successor)
    if event.phase == "executing" and not course.started:
        course = changed(course, started=True)
    return course


def _bound(now: Folding, event: e.AgreementBound, at: datetime, _: str) -> None:
    digest = now.charter.digest if now.charter.digest == event.digest else event.digest
    now.charter = changed(now.charter, bound=digest, bound_at=at, plugins=event.plugins)


def _opened(now: Folding, event: e.ProposalOpened, _: datetime, __: str) -> None:
    proposal = Proposal(
        id=event.proposal,
        command=event.command,
        digest=event.digest,
        consent=event.consent,
        opener=event.opener,
        review=event.review,
        closing=event.closing,
        pause=event.pause,
        until=event.until,
    )
    now.count(intern(f"proposal {event.command}"))
    now.propose((*now.course.proposals, proposal))


def _assented(now: Folding, event: e.ProposalAssented, at: datetime, by: str) -> None:
    assent = Assent(party=event.party, officer=by, at=at, digest=event.digest)
    _with(now, event.proposal, lambda p: changed(p, assents=(*p.assents, assent)))


def _declined(now: Folding, event: e.ProposalDeclined, at: datetime, by: str) -> None:
    if event.closes:
        _gone(now, event, at, by)
        return
    no = event.party
    _with(now, event.proposal, lambda p: changed(p, declined_by=(*p.declined_by, no)))


def _gone(now: Folding, event: Any, _: datetime, __: str) -> None:
    now.propose(tuple(each for each in now.course.proposals if each.id != event.proposal))


def _with(now: Folding, name: str, change: Callable[[Proposal], Proposal]) -> None:
    proposals = now.course.proposals
    now.propose(tuple(change(each) if each.id == name else each for each in proposals))


def _review(now: Folding, event: e.ReviewAdopted, _: datetime, __: str) -> None:
    now.course = changed(now.course, review=event.review)


def _occasion(now: Folding, event: e.OccasionRecorded, _: datetime, __: str) -> None:
    now.count(f"occasion {event.name}")


def _skipped(_: Folding, __: e.TaskSkipped, ___: datetime, ____: str) -> None:
    """Nothing is owed, and nothing changes but the version."""


def _task_opened(now: Folding, event: e.TaskOpened, _: datetime, __: str) -> None:
    now.count(f"task {event.task.obligation}")
    now.put(Task(event.task))


def _taken_up(now: Folding, event: e.TaskTakenUp, _: datetime, __: str) -> None:
    told = event.task
    owed = Owed(**{name: getattr(told, name) for name in _OWED})
    report = None
    if told.reported_at is not None:
        report = Report(told.reported_at, told.reporter, told.assessment, told.evidence)
    now.count(f"taken {told.id}")
    now.put(Task(owed, told.state, report, told.accepted_by, told.clock, told.hands))


_OWED = tuple(each.name for each in fields(Owed))


def _reported(now: Folding, event: e.TaskReported, at: datetime, _: str) -> None:
    report = Report(at, event.party, event.assessment, event.evidence)
    task = now.tasks[event.task]
    now.put(Task(task.owed, "reported", report, (), task.clock, task.hands))


def _returned(now: Folding, event: e.TaskReturned, _: datetime, __: str) -> None:
    task = now.tasks[event.task]
    now.put(Task(task.owed, clock=task.clock, hands=task.hands))


def _accepted(now: Folding, event: e.TaskAccepted, at: datetime, _: str) -> None:
    task = now.tasks[event.task]
    report, accepted_by = task.report, task.accepted_by
    if event.party:
        accepted_by = (*accepted_by, event.party)
    moment = event.settled_at or at
    # What a meeting performed may have been reported before it, and that report stands.
    stands = report is not None and event.settled_by in MEETINGS and report.at <= moment
    if event.settled_by and not stands:
        said = (report.by, report.assessment, report.evidence) if report is not None else ()
        report = Report(moment, *said)
    state: TaskState = "accepted" if event.settles else task.state
    settled_at = moment if event.settles else None
    clock, hands = task.clock, task.hands
    now.put(Task(task.owed, state, report, accepted_by, clock, hands, settled_at))


def _settled(state: TaskState) -> Callable[[Folding, Any, datetime, str], None]:
    def settle(now: Folding, event: Any, at: datetime, _: str) -> None:
        task = now.tasks[event.task]
        now.put(Task(task.owed, state, task.report, task.accepted_by, task.clock, task.hands, at))

    return settle


_STEPS: dict[type, Callable[[Folding, Any, datetime, str], None]] = {
    e.AgreementDrafted: _drafted,
    e.AgreementRevised: _revised,
    e.AgreementMoved: _moved,
    e.AgreementBound: _bound,
    e.ReviewAdopted: _review,
    e.OccasionRecorded: _occasion,
    e.ProposalOpened: _opened,
    e.ProposalAssented: _assented,
    e.ProposalDeclined: _declined,
    e.ProposalRetracted: _gone,
    e.ProposalVoided: _gone,
    e.ProposalAdopted: _gone,
    e.TaskSkipped: _skipped,
    e.TaskOpened: _task_opened,
    e.TaskTakenUp: _taken_up,
    e.TaskReported: _reported,
    e.TaskAccepted: _accepted,
    e.TaskReturned: _returned,
    e.TaskWaived: _settled("waived"),
    e.TaskUnmet: _settled("unmet"),
    e.TaskCarried: _settled("carried"),
    c.ProposalExpired: _gone,
    **folding_clock.STEPS,
    **folding_hands.STEPS,
}
