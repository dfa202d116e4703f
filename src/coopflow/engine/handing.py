"""Hand a task down: to divisions, and by them to the bodies below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.custody import below, custody, givers, guides, hand, last_day, minted
from coopflow.engine.hand_clocks import due_today, stand_still, stop_hand
from coopflow.engine.proposed import proposed
from coopflow.engine.rules import Handing, Question
from coopflow.engine.tasks import find
from coopflow.engine.unfolding import reason
from coopflow.values.assignment import Assignment
from coopflow.values.handing_events import TaskAssigned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.engine.rules import Rules, View
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.agreement import Agreement
    from coopflow.values.command import Command
    from coopflow.values.directory import Directory
    from coopflow.values.reason import Reason
    from coopflow.values.task import Task
    from coopflow.values.terms import Officer


def assign(
    rules: Rules, view: View, command: Command, officer: Officer, unfolding: Unfolding
) -> list[Reason]:
    """Let who leads or coordinates a task, or has it in hand, hand it down.

    Where nobody says to whom, plugins propose it.
    """
    now, giver = unfolding.now, officer.agency
    task, objections = find(now, command)
    if task is None:
        return objections
    parent = _handed_on(task, command, giver, now)
    objections += _may_hand(task, parent, command, officer, now)
    objections += _until(rules, task, parent, command, unfolding)
    if objections:
        return objections
    hands = custody(task, giver, parent)
    question = Question(now, command, view.directory, task, parent)
    offered, objections = proposed(rules, question, hands)
    chosen = _chosen(task, parent, command, offered)
    if not chosen and not objections:
        objections.append(reason("assignment.nobody", task=task.id, agency=giver))
    for each in chosen:
        objections += _may_have(each, view.directory, hands, offered, task)
        objections += _has_it(task, parent, each.to)
    if objections:
        return objections
    for further, each in enumerate(chosen):
        assignment = Assignment(
            id=minted(task, further),
            to=each.to,
            by=giver,
            parent=parent.id if parent is not None else None,
            instead_of=each.instead_of,
            due=command.until or (parent.due if parent is not None else None),
            remaining=parent.remaining if parent is not None and command.until is None else None,
            source=each.source or None,
            at=command.at,
            note=command.note,
        )
        unfolding.add(TaskAssigned(task=task.id, assignment=assignment))
        if rules.calendar is not None and stand_still(now, task):
            stop_hand(unfolding, task, assignment, rules.calendar)
    return []


def _handed_on(task: Task, command: Command, giver: str, now: Agreement) -> Assignment | None:
    """Return what is handed on: what is named, or what a body without another say holds."""
    if command.assignment is not None:
        return hand(task, command.assignment)
    if giver in givers(task, now):
        return None
    held = [each for each in task.hands if each.to == giver and each.live]
    return held[0] if len(held) == 1 else None


def _may_hand(
    task: Task, parent: Assignment | None, command: Command, officer: Officer, now: Agreement
) -> list[Reason]:
    values = {"officer": officer.id, "agency": officer.agency}
    if parent is None and command.assignment is not None:
        return [reason("assignment.unknown", task=task.id, assignment=command.assignment)]
    if parent is None:
        able = givers(task, now)
        if officer.agency in able:
            return []
        return [reason("authority.assign", **values, task=task.id, givers=", ".join(able))]
    if parent.to != officer.agency:
        return [reason("authority.assignee", **values, assignment=parent.id, to=parent.to)]
    if not parent.live:
        told = {"assignment": parent.id, "state": parent.state, "command": command.name}
        return [reason("assignment.not-now", **told)]
    return []


def _until(
    rules: Rules,
    task: Task,
    parent: Assignment | None,
    command: Command,
    unfolding: Unfolding,
) -> list[Reason]:
    """A body has a day that is still to come, and no longer than whoever hands to it.

    Of what stands still the day is the one on which it would be due, did it go on today.
    """
    today, until = unfolding.today(), command.until
    if until is None:
        return []
    if until < today:
        return [reason("until.past", until=until, today=today)]
    standing = stand_still(unfolding.now, task)
    if standing and rules.calendar is None:
        return [reason("calendar.unknown", calendar=unfolding.now.terms.calendar)]
    due = last_day(task, parent) if parent is not None else task.due
    if standing and rules.calendar is not None:
        due = due_today(task, parent, today, rules.calendar)
    if due is None or until <= due:
        return []
    return [reason("assignment.until", task=task.id, until=until, due=due)]


def _chosen(
    task: Task, parent: Assignment | None, command: Command, offered: Sequence[Handing]
) -> tuple[Handing, ...]:
    """Return to whom it is handed: to whom is said, or those proposed who have not had it."""
    if command.to:
        known = {each.to: each for each in offered}
        return tuple(known.get(body) or Handing(body) for body in dict.fromkeys(command.to))
    name = parent.id if parent is not None else None
    had = {each.to for each in below(task, name) if each.state != "refused"}
    return tuple(each for each in offered if each.to not in had)


def _may_have(
    handing: Handing,
    directory: Directory,
    hands: Sequence[str],
    offered: Sequence[Handing],
    task: Task,
) -> list[Reason]:
    missing = [
        reason("agency.unknown", agency=body)
        for body in (handing.to, handing.instead_of)
        if body is not None and body not in directory.agencies
    ]
    if missing or handing in offered:
        return missing
    if any(guides(directory, agency, handing.to) for agency in hands):
        return []
    return [reason("assignment.not-below", to=handing.to, by=", ".join(hands), task=task.id)]


def _has_it(task: Task, parent: Assignment | None, body: str) -> list[Reason]:
    name = parent.id if parent is not None else None
    return [
        reason("assignment.given", task=task.id, to=body, assignment=each.id)
        for each in below(task, name)
        if each.to == body and each.live
    ]
