"""What a body answers to what it was handed: taken on, not taken on, so far, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.definitions.standard import ASSIGNMENT
from coopflow.engine.custody import below, hand, task_of
from coopflow.engine.tasks import find
from coopflow.engine.unfolding import reason
from coopflow.values.handing_events import (
    AssignmentAcknowledged,
    AssignmentDelivered,
    AssignmentProgressed,
    AssignmentRefused,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.engine.rules import Rules, View
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.agreement import Agreement
    from coopflow.values.assignment import Assignment
    from coopflow.values.command import Command
    from coopflow.values.reason import Reason
    from coopflow.values.task import Task
    from coopflow.values.terms import Officer

    Found = tuple[Task, Assignment]

_FROM = {(row.origin, row.command) for row in ASSIGNMENT.rows}
_WHOLE = 100


def acknowledge(
    _: Rules, __: View, command: Command, officer: Officer, unfolding: Unfolding
) -> list[Reason]:
    """Let a body take on what it was handed."""
    found, objections = _find(unfolding.now, command, officer)
    if found is None or objections:
        return objections
    task, held = found
    unfolding.add(AssignmentAcknowledged(task=task.id, assignment=held.id, note=command.note))
    return []


def refuse(
    _: Rules, __: View, command: Command, officer: Officer, unfolding: Unfolding
) -> list[Reason]:
    """Let a body give back what it was handed, and say why.

    What it has handed on to others who did not refuse it, it cannot give back.
    """
    found, objections = _find(unfolding.now, command, officer)
    if command.note is None:
        objections.append(reason("note.missing", command=command.name))
    if found is None:
        return objections
    task, held = found
    if on := [each.to for each in below(task, held.id) if each.state != "refused"]:
        values = {"assignment": held.id, "bodies": ", ".join(on)}
        objections.append(reason("assignment.handed-on", **values))
    if objections:
        return objections
    unfolding.add(AssignmentRefused(task=task.id, assignment=held.id, note=command.note))
    return []


def progress(
    _: Rules, __: View, command: Command, officer: Officer, unfolding: Unfolding
) -> list[Reason]:
    """Let a body tell how far it has come."""
    found, objections = _find(unfolding.now, command, officer)
    percent = command.percent
    if percent is None and command.note is None and not command.evidence:
        objections.append(reason("progress.missing", command=command.name))
    if percent is not None and not 0 <= percent <= _WHOLE:
        objections.append(reason("progress.percent", percent=percent))
    if found is None or objections:
        return objections
    task, held = found
    told = AssignmentProgressed(
        task=task.id,
        assignment=held.id,
        percent=percent,
        note=command.note,
        evidence=command.evidence,
    )
    unfolding.add(told)
    return []


def deliver(
    _: Rules, __: View, command: Command, officer: Officer, unfolding: Unfolding
) -> list[Reason]:
    """Let a body send up what it did, with evidence; it need not have acknowledged it before."""
    found, objections = _find(unfolding.now, command, officer)
    if not command.evidence:
        objections.append(reason("delivery.empty", command=command.name))
    if found is None or objections:
        return objections
    task, held = found
    sent = AssignmentDelivered(
        task=task.id, assignment=held.id, note=command.note, evidence=command.evidence
    )
    unfolding.add(sent)
    return []


def _find(now: Agreement, command: Command, officer: Officer) -> tuple[Found | None, list[Reason]]:
    """Return the assignment a command is about; the one its agency has where none is named."""
    name = command.assignment
    if name == "" or (name is None and command.task is None):
        return None, [reason("assignment.missing", command=command.name)]
    home = command.task if command.task is not None else task_of(name or "")
    if home is None:
        return None, [reason("assignment.unknown", task=now.id, assignment=name)]
    task, objections = find(now, changed(command, task=home))
    if task is None:
        return None, objections
    own = [each for each in task.hands if each.to == officer.agency]
    own = [each for each in own if each.live] or own
    held = hand(task, name) if name is not None else own[0] if len(own) == 1 else None
    if held is None:
        return None, [_unfound(task, command, own, officer.agency)]
    if held.to != officer.agency:
        values = {"officer": officer.id, "agency": officer.agency}
        objections.append(reason("authority.assignee", **values, assignment=held.id, to=held.to))
    if (held.state, command.name) not in _FROM:
        told = {"assignment": held.id, "state": held.state, "command": command.name}
        objections.append(reason("assignment.not-now", **told))
    return (task, held), objections


def _unfound(task: Task, command: Command, own: Sequence[Assignment], agency: str) -> Reason:
    if command.assignment is not None:
        return reason("assignment.unknown", task=task.id, assignment=command.assignment)
    if own:
        return reason("assignment.missing", command=command.name)
    return reason("assignment.not-held", task=task.id, agency=agency)
