"""From an event to the next value. Events carry their outcome: no rules are needed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.values import events as e
from coopflow.values.agreement import Agreement, Assent, Charter, Proposal, Work

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from rpds import HashTrieMap

    from coopflow.values.directory import Directory
    from coopflow.values.events import AgreementEvent, DirectoryEvent, TaskEvent
    from coopflow.values.task import Task, TaskState


def evolve(agreement: Agreement | None, event: AgreementEvent, at: datetime, by: str) -> Agreement:
    """Return the agreement after `event`.

    Args:
        agreement: The present; ``None`` before the first event.
        event: What happened.
        at: When.
        by: Who did it (an officer's id).

    Raises:
        ValueError: The first event does not draft an agreement, or names what is not there.
    """
    if isinstance(event, e.AgreementDrafted):
        return _drafted(event, at)
    if agreement is None:
        message = f"a stream begins with a draft, not with {type(event).__name__}"
        raise ValueError(message)
    return _STEPS[type(event)](agreement, event, at, by)


def evolve_directory(directory: Directory, event: DirectoryEvent) -> Directory:
    """Return the directory after `event`."""
    version = directory.version + 1
    if isinstance(event, e.AgencyEntered):
        agencies = directory.agencies.insert(event.agency.id, event.agency)
        return changed(directory, version=version, agencies=agencies)
    if isinstance(event, e.GroupEntered):
        groups = directory.groups.insert(event.group.id, event.group)
        return changed(directory, version=version, groups=groups)
    officers = directory.officers.insert(event.officer.id, event.officer)
    return changed(directory, version=version, officers=officers)


def task_after(agreement: Agreement, event: TaskEvent, at: datetime) -> Task:
    """Return the task that `event` is about, as it is afterwards, settled or not."""
    if isinstance(event, (e.TaskOpened, e.TaskTakenUp)):
        return event.task
    task = agreement.tasks[event.task]
    if isinstance(event, e.TaskReported):
        return task.after("reported", at, event.party, event.assessment, event.evidence)
    if isinstance(event, e.TaskReturned):
        return task.after("open")
    reported_at, accepted_by, state = task.reported_at, task.accepted_by, task.state
    if isinstance(event, e.TaskAccepted):
        state = "accepted" if event.settles else state
        accepted_by = (*accepted_by, event.party) if event.party else accepted_by
        reported_at = (event.settled_at or at) if event.settled_by else reported_at
    else:
        state = _SETTLED[type(event)]
    said = (task.reporter, task.assessment, task.evidence)
    return task.after(state, reported_at, *said, accepted_by)


_SETTLED: dict[type, TaskState] = {
    e.TaskWaived: "waived",
    e.TaskUnmet: "unmet",
    e.TaskCarried: "carried",
}


def _drafted(event: e.AgreementDrafted, at: datetime) -> Agreement:
    charter = Charter(
        terms=event.terms,
        digest=event.digest,
        lifecycle=event.lifecycle,
        lifecycle_digest=event.lifecycle_digest,
        lessons=event.lessons,
    )
    return Agreement(event.terms.id, 1, at, event.state, event.phase, charter)


def _next(
    now: Agreement, at: datetime, work: Work | None = None, charter: Charter | None = None
) -> Agreement:
    """Return the agreement one entry later, with what changed in it."""
    return Agreement(
        now.id,
        now.version + 1,
        at,
        now.state,
        now.phase,
        charter or now.charter,
        work or now.work,
    )


def _revised(now: Agreement, event: e.AgreementRevised, at: datetime, _: str) -> Agreement:
    charter = changed(now.charter, terms=event.terms, digest=event.digest)
    return _next(now, at, charter=charter)


def _moved(now: Agreement, event: e.AgreementMoved, at: datetime, _: str) -> Agreement:
    work, phase = now.work, event.phase
    if event.successor is not None or (phase == "executing" and not work.started):
        started = work.started or phase == "executing"
        work = changed(work, successor=event.successor or work.successor, started=started)
    return Agreement(now.id, now.version + 1, at, event.target, phase, now.charter, work)


def _bound(now: Agreement, event: e.AgreementBound, at: datetime, _: str) -> Agreement:
    charter = changed(now.charter, bound=event.digest, bound_at=at, plugins=event.plugins)
    return _next(now, at, charter=charter)


def _opened(now: Agreement, event: e.ProposalOpened, at: datetime, _: str) -> Agreement:
    proposal = Proposal(
        id=event.proposal,
        command=event.command,
        digest=event.digest,
        consent=event.consent,
        opener=event.opener,
        review=event.review,
        closing=event.closing,
    )
    ordinals = _counted(now, f"proposal {event.command}")
    return _next(now, at, _work(now, proposals=(*now.proposals, proposal), ordinals=ordinals))


def _assented(now: Agreement, event: e.ProposalAssented, at: datetime, by: str) -> Agreement:
    assent = Assent(party=event.party, officer=by, at=at, digest=event.digest)
    return _with(now, event.proposal, at, lambda p: changed(p, assents=(*p.assents, assent)))


def _declined(now: Agreement, event: e.ProposalDeclined, at: datetime, by: str) -> Agreement:
    if event.closes:
        return _gone(now, event, at, by)
    no = event.party
    return _with(now, event.proposal, at, lambda p: changed(p, declined_by=(*p.declined_by, no)))


def _gone(now: Agreement, event: Any, at: datetime, _: str) -> Agreement:
    left = tuple(proposal for proposal in now.proposals if proposal.id != event.proposal)
    return _next(now, at, _work(now, proposals=left))


def _with(
    now: Agreement, name: str, at: datetime, change: Callable[[Proposal], Proposal]
) -> Agreement:
    proposals = tuple(change(each) if each.id == name else each for each in now.proposals)
    return _next(now, at, _work(now, proposals=proposals))


def _review(now: Agreement, event: e.ReviewAdopted, at: datetime, _: str) -> Agreement:
    return _next(now, at, changed(now.work, review=event.review))


def _occasion(now: Agreement, event: e.OccasionRecorded, at: datetime, _: str) -> Agreement:
    return _next(now, at, _work(now, ordinals=_counted(now, f"occasion {event.name}")))


def _skipped(now: Agreement, _: e.TaskSkipped, at: datetime, __: str) -> Agreement:
    return _next(now, at)


def _task(now: Agreement, event: Any, at: datetime, _: str) -> Agreement:
    task = task_after(now, event, at)
    if isinstance(event, (e.TaskOpened, e.TaskTakenUp)):
        taken_up = isinstance(event, e.TaskTakenUp)
        ordinals = _counted(now, f"taken {task.id}" if taken_up else f"task {task.obligation}")
        work = _work(now, tasks=now.work.tasks.insert(task.id, task), ordinals=ordinals)
    elif task.settled:
        work = _work(now, tasks=now.work.tasks.remove(task.id))
    else:
        work = _work(now, tasks=now.work.tasks.insert(task.id, task))
    return _next(now, at, work)


def _work(
    now: Agreement,
    *,
    tasks: HashTrieMap[str, Task] | None = None,
    proposals: tuple[Proposal, ...] | None = None,
    ordinals: HashTrieMap[str, int] | None = None,
) -> Work:
    """Return the work with what changed in it: directly, because this is where replay goes by."""
    work = now.work
    return Work(
        work.tasks if tasks is None else tasks,
        work.proposals if proposals is None else proposals,
        work.ordinals if ordinals is None else ordinals,
        work.review,
        work.successor,
        work.started,
    )


def _counted(now: Agreement, name: str) -> HashTrieMap[str, int]:
    return now.ordinals.insert(name, now.ordinals.get(name, 0) + 1)


_STEPS: dict[type, Callable[[Agreement, Any, datetime, str], Agreement]] = {
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
    e.TaskOpened: _task,
    e.TaskTakenUp: _task,
    e.TaskReported: _task,
    e.TaskAccepted: _task,
    e.TaskReturned: _task,
    e.TaskWaived: _task,
    e.TaskUnmet: _task,
    e.TaskCarried: _task,
}
