"""From one event to the next value. Events carry their outcome: no rules are needed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine.folding import Folding, course_after
from coopflow.values import events as e
from coopflow.values.agreement import Agreement, Work

if TYPE_CHECKING:
    from datetime import datetime

    from coopflow.values.directory import Directory
    from coopflow.values.events import AgreementEvent, DirectoryEvent


def evolve(agreement: Agreement | None, event: AgreementEvent, at: datetime, by: str) -> Agreement:
    """Return the agreement after `event`.

    Args:
        agreement: The present; ``None`` before the first event.
        event: What happened.
        at: When.
        by: Who did it (an officer's id).

    Raises:
        ValueError: The first event does not draft an agreement, or a later one does.
        KeyError: It names what is not there.
    """
    if type(event) is e.AgreementMoved and agreement is not None:
        # What comes most and changes least takes the short way.
        work = agreement.work
        course = course_after(work.course, event)
        if course is not work.course:
            work = Work(work.tasks, work.ordinals, course, work.hanging)
        charter, version = agreement.charter, agreement.version + 1
        return Agreement(charter, version, at, event.target, event.phase, work)
    folding = Folding(agreement)
    folding.happen(event, at, by)
    return folding.agreement()


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
