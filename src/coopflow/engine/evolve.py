"""From an event to the next value. Events carry their outcome: no rules are needed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.values import events as e
from coopflow.values.agreement import Agreement, Assent, Charter, Proposal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from coopflow.values.directory import Directory
    from coopflow.values.events import AgreementEvent, DirectoryEvent, TaskEvent
    from coopflow.values.task import Task

Changes = dict[str, "Any"]
"""Fields of the agreement that an event changes."""


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
    changes = _STEPS[type(event)](agreement, event, at, by)
    return changed(agreement, version=agreement.version + 1, at=at, **changes)


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
        return changed(
            task,
            state="reported",
            reported_at=at,
            reporter=event.party,
            assessment=event.assessment,
            evidence=event.evidence,
        )
    if isinstance(event, e.TaskReturned):
        return changed(
            task,
            state="open",
            reported_at=None,
            reporter=None,
            assessment=None,
            evidence=(),
            accepted_by=(),
        )
    if isinstance(event, e.TaskAccepted):
        return changed(
            task,
            state="accepted" if event.settles else task.state,
            accepted_by=(*task.accepted_by, event.party) if event.party else task.accepted_by,
            reported_at=(event.settled_at or at) if event.settled_by else task.reported_at,
        )
    if isinstance(event, e.TaskWaived):
        return changed(task, state="waived")
    return changed(task, state="unmet" if isinstance(event, e.TaskUnmet) else "carried")


def _drafted(event: e.AgreementDrafted, at: datetime) -> Agreement:
    charter = Charter(
        terms=event.terms,
        digest=event.digest,
        lifecycle=event.lifecycle,
        lifecycle_digest=event.lifecycle_digest,
        lessons=event.lessons,
    )
    return Agreement(
        id=event.terms.id,
        version=1,
        at=at,
        charter=charter,
        state=event.state,
        phase=event.phase,
    )


def _revised(now: Agreement, event: e.AgreementRevised, _: datetime, __: str) -> Changes:
    return {"charter": changed(now.charter, terms=event.terms, digest=event.digest)}


def _moved(now: Agreement, event: e.AgreementMoved, _: datetime, __: str) -> Changes:
    return {
        "state": event.target,
        "phase": event.phase,
        "successor": event.successor or now.successor,
        "started": now.started or event.phase == "executing",
    }


def _bound(now: Agreement, event: e.AgreementBound, at: datetime, _: str) -> Changes:
    charter = changed(now.charter, bound=event.digest, bound_at=at, plugins=event.plugins)
    return {"charter": charter}


def _opened(now: Agreement, event: e.ProposalOpened, _: datetime, __: str) -> Changes:
    proposal = Proposal(
        id=event.proposal,
        command=event.command,
        digest=event.digest,
        consent=event.consent,
        opener=event.opener,
        review=event.review,
        closing=event.closing,
    )
    return {
        "proposals": (*now.proposals, proposal),
        "ordinals": _counted(now, f"proposal {event.command}"),
    }


def _assented(now: Agreement, event: e.ProposalAssented, at: datetime, by: str) -> Changes:
    assent = Assent(party=event.party, officer=by, at=at, digest=event.digest)
    return _with(now, event.proposal, lambda p: changed(p, assents=(*p.assents, assent)))


def _declined(now: Agreement, event: e.ProposalDeclined, at: datetime, by: str) -> Changes:
    if event.closes:
        return _gone(now, event, at, by)
    party = event.party
    return _with(now, event.proposal, lambda p: changed(p, declined_by=(*p.declined_by, party)))


def _gone(now: Agreement, event: Any, _: datetime, __: str) -> Changes:
    return {"proposals": tuple(p for p in now.proposals if p.id != event.proposal)}


def _with(now: Agreement, name: str, change: Callable[[Proposal], Proposal]) -> Changes:
    proposals = tuple(change(each) if each.id == name else each for each in now.proposals)
    return {"proposals": proposals}


def _review(_: Agreement, event: e.ReviewAdopted, __: datetime, ___: str) -> Changes:
    return {"review": event.review}


def _occasion(now: Agreement, event: e.OccasionRecorded, _: datetime, __: str) -> Changes:
    return {"ordinals": _counted(now, f"occasion {event.name}")}


def _skipped(_: Agreement, __: e.TaskSkipped, ___: datetime, ____: str) -> Changes:
    return {}


def _task(now: Agreement, event: Any, at: datetime, _: str) -> Changes:
    task = task_after(now, event, at)
    if isinstance(event, e.TaskOpened):
        ordinals = _counted(now, f"task {task.obligation}")
        return {"tasks": now.tasks.insert(task.id, task), "ordinals": ordinals}
    tasks = now.tasks.remove(task.id) if task.settled else now.tasks.insert(task.id, task)
    return {"tasks": tasks}


def _counted(now: Agreement, name: str) -> Any:
    return now.ordinals.insert(name, now.ordinals.get(name, 0) + 1)


_STEPS: dict[type, Callable[[Agreement, Any, datetime, str], Changes]] = {
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
