"""Meetings: one act with a day, those who were there and what was written down."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine import clocks
from coopflow.engine.authority import may_ask
from coopflow.engine.ladder import begins
from coopflow.engine.objections import before_accept, before_report
from coopflow.engine.rules import Question
from coopflow.engine.tasks import acceptors, owed_as
from coopflow.engine.unfolding import reason
from coopflow.values.events import TaskAccepted
from coopflow.values.handing_events import MeetingHeld
from coopflow.values.meeting import Meeting
from coopflow.values.task import Report, Task

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.engine.consent import Answer
    from coopflow.engine.rules import Rules, View
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.agreement import Agreement
    from coopflow.values.command import Command
    from coopflow.values.directory import Directory
    from coopflow.values.reason import Reason
    from coopflow.values.terms import Officer

_ENOUGH = 2
"""Parties without whom nothing is a meeting between agencies."""


def meeting(
    rules: Rules, view: View, command: Command, officer: Officer, unfolding: Unfolding
) -> Answer:
    """Record that a meeting was held; the tasks that it performs are settled by it.

    Whatever state the agreement is in, people may meet about it. What is adopted at the meeting
    is adopted by commands of their own, which follow it.
    """
    now, held = unfolding.now, command.body
    objections = may_ask("party", officer, now.terms)
    if held is None:
        return [*objections, reason("body.missing", wanted="meeting")], ()
    if not isinstance(held, Meeting):
        return [*objections, reason("body.unexpected", command=command.name)], ()
    if held.on > unfolding.today():
        objections.append(reason("meeting.future", on=held.on, at=unfolding.today()))
    held, unknown = _completed(held, view.directory)
    objections += unknown or _between(held, now)
    tasks, unfit = _performed(now, held)
    objections += unfit
    objections += [each for task in tasks for each in clocks.waits(now, task, rules.calendar)]
    settled_at = _settled_at(held, unfolding)
    for task in tasks:
        report = Report(settled_at or unfolding.at, task.lead or officer.agency, None, held.minutes)
        objections += _demands(rules, view, command, unfolding, task, report)
    if objections:
        return objections, ()
    name = f"{held.kind}/{unfolding.ordinal('meeting', held.kind)}"
    held = changed(held, tasks=tuple(task.id for task in tasks))
    unfolding.add(MeetingHeld(meeting=name, held=held))
    for task in tasks:
        unfolding.add(
            TaskAccepted(task=task.id, settles=True, settled_by=held.kind, settled_at=settled_at)
        )
        clocks.settled(unfolding, now, task, rules.calendar, held.on)
    return [], ()


def _settled_at(held: Meeting, unfolding: Unfolding) -> datetime | None:
    """Return when what the meeting performs was performed, if not now: on the day it was held."""
    if held.on == unfolding.today():
        return None
    try:
        return begins(held.on, unfolding.now.terms.time_zone)
    except OverflowError:  # where the first day of the calendar begins before it
        return datetime.min.replace(tzinfo=UTC)


def _completed(held: Meeting, directory: Directory) -> tuple[Meeting, list[Reason]]:
    """Return the meeting with the agency of everybody there, and who is not known."""
    objections, there = [], []
    for each in held.attendees:
        known = directory.officers.get(each.officer) if each.officer is not None else None
        if each.officer is not None and known is None:
            objections.append(reason("officer.unknown", officer=each.officer))
            continue
        agency = each.agency or (known.agency if known is not None else "")
        if agency not in directory.agencies:
            objections.append(reason("agency.unknown", agency=agency))
        elif known is not None and known.agency != agency:
            values = {"officer": known.id, "own": known.agency, "agency": agency}
            objections.append(reason("meeting.other-agency", **values))
        there.append(changed(each, agency=agency))
    return changed(held, attendees=tuple(there)), objections


def _between(held: Meeting, now: Agreement) -> list[Reason]:
    there = {each.agency for each in held.attendees}
    present = [party for party in now.terms.parties if party in there]
    if len(present) >= _ENOUGH:
        return []
    values = {"parties": ", ".join(now.terms.parties), "present": ", ".join(present) or "none"}
    return [reason("meeting.one-sided", **values)]


def _performed(now: Agreement, held: Meeting) -> tuple[list[Task], list[Reason]]:
    """Return the tasks that the meeting performs, and what speaks against those it names."""
    fitting = [task for task in now.open_tasks() if task.settled_by == held.kind]
    if not held.tasks:
        return _earliest(task for task in fitting if task.opens <= held.on), []
    tasks: dict[str, Task] = {}
    objections: list[Reason] = []
    for name in dict.fromkeys(held.tasks):
        task, unfound = owed_as(now, name)
        objections += unfound
        if task is None:
            continue
        if task.settled_by != held.kind:
            could = ", ".join(each.id for each in fitting) or "none"
            values = {"task": name, "kind": held.kind, "could": could}
            objections.append(reason("meeting.other-task", **values))
        else:
            tasks[task.id] = task
    return list(tasks.values()), objections


def _earliest(tasks: Iterable[Task]) -> list[Task]:
    """Return of each obligation the first; one of another agreement is another obligation."""
    first: dict[tuple[str, str], Task] = {}
    for task in tasks:
        first.setdefault((task.id.rpartition(":")[0], task.obligation), task)
    return list(first.values())


def _demands(
    rules: Rules,
    view: View,
    command: Command,
    unfolding: Unfolding,
    task: Task,
    report: Report,
) -> list[Reason]:
    """Return what agencies demand of a report, and check before they accept, of the minutes."""
    now, lead = unfolding.now, str(report.by)
    asked = changed(command, name="report", task=task.id, evidence=report.evidence, body=None)
    objections = before_report(rules, Question(now, asked, view.directory, task), lead)
    reported = Task(task.owed, "reported", report, task.accepted_by, task.clock, task.hands)
    asked = changed(asked, name="accept", evidence=())
    question = Question(now, asked, view.directory, reported)
    for agency in acceptors(reported, now) if task.acceptance != "none" else ():
        objections += before_accept(rules, question, agency)
    return objections
