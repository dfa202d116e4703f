"""Extensions: the lead asks for time, whoever would accept its report grants or denies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine import clocks
from coopflow.engine.authority import not_leading
from coopflow.engine.custody import leads
from coopflow.engine.tasks import everybody_else, find
from coopflow.engine.unfolding import reason
from coopflow.values.clock_events import ExtensionAsked, ExtensionDenied, ExtensionGranted

if TYPE_CHECKING:
    from coopflow.engine.rules import Rules, View
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.agreement import Agreement
    from coopflow.values.command import Command
    from coopflow.values.reason import Reason
    from coopflow.values.task import Task
    from coopflow.values.terms import Officer


def ask(
    _: Rules, __: View, command: Command, officer: Officer, unfolding: Unfolding
) -> list[Reason]:
    """Let the lead ask for time until a day."""
    now, today, until = unfolding.now, unfolding.today(), command.until
    task, objections = find(now, command)
    if task is None:
        return objections
    clock = task.clock
    objections += _leads(now, task, officer)
    if task.state != "open":
        objections.append(reason("task.already-reported", task=task.id, by=task.reporter))
    objections += _has_due_day(task)
    if task.due is not None and task.due < today:
        values = {"task": task.id, "due": task.due, "today": today}
        objections.append(reason("extension.late", **values))
    if clock.asked is not None:
        values = {"task": task.id, "party": clock.asked.party, "until": clock.asked.until}
        objections.append(reason("extension.pending", **values))
    if clock.extended >= (most := task.owed.timing.extensions):
        objections.append(reason("extension.used-up", task=task.id, most=most))
    if until is None:
        objections.append(reason("until.missing", task=task.id, due=task.due or "–"))
    elif task.due is not None and until <= task.due:
        values = {"task": task.id, "until": until, "due": task.due}
        objections.append(reason("extension.not-later", **values))
    if not objections and until is not None:
        asked = ExtensionAsked(task=task.id, party=officer.agency, until=until, note=command.note)
        unfolding.add(asked)
    return objections


def grant(
    rules: Rules, _: View, command: Command, officer: Officer, unfolding: Unfolding
) -> list[Reason]:
    """Let an agency grant what was asked; the last that has to moves the deadline."""
    now = unfolding.now
    task, objections = _asked(now, command, officer)
    if task is None or (asked := task.clock.asked) is None:
        return objections
    objections += _has_due_day(task)
    if officer.agency in asked.granted_by:
        objections.append(reason("grant.given", task=task.id, agency=officer.agency))
    if task.due is not None and asked.until <= task.due:
        values = {"task": task.id, "until": asked.until, "due": task.due}
        objections.append(reason("extension.not-later", **values))
    if rules.calendar is None:
        objections.append(reason("calendar.unknown", calendar=now.terms.calendar))
    if objections or rules.calendar is None:
        return objections
    settles = {*granting(task, now)} <= {*asked.granted_by, officer.agency}
    granted = ExtensionGranted(
        task=task.id, party=officer.agency, settles=settles, note=command.note
    )
    unfolding.add(granted)
    if settles:
        clocks.move(unfolding, task.id, asked.until, "extension", rules.calendar)
    return []


def deny(
    _: Rules, __: View, command: Command, officer: Officer, unfolding: Unfolding
) -> list[Reason]:
    """Let an agency say no: the deadline stands."""
    task, objections = _asked(unfolding.now, command, officer)
    if task is None or objections:
        return objections
    unfolding.add(ExtensionDenied(task=task.id, party=officer.agency, note=command.note))
    return []


def granting(task: Task, agreement: Agreement) -> tuple[str, ...]:
    """Return who has to grant an extension: whoever helps, or else the other parties.

    Of a joint task it is everybody but who asks.
    """
    parties = agreement.terms.parties
    if task.lead is not None:
        return task.coordinating or tuple(each for each in parties if each != task.lead)
    asker = task.clock.asked.party if task.clock.asked is not None else None
    return everybody_else(task, agreement, asker)


def _asked(now: Agreement, command: Command, officer: Officer) -> tuple[Task | None, list[Reason]]:
    task, objections = find(now, command)
    if task is None:
        return None, objections
    able = granting(task, now)
    if officer.agency not in able:
        values = {"officer": officer.id, "agency": officer.agency, "task": task.id}
        objections.append(reason("authority.granting", **values, granting=", ".join(able)))
    if task.clock.asked is None:
        objections.append(reason("extension.not-asked", task=task.id))
    return task, objections


def _leads(now: Agreement, task: Task, officer: Officer) -> list[Reason]:
    if officer.agency in leads(task, now):
        return []
    return [not_leading(officer, task.id, task.lead, now.terms)]


def _has_due_day(task: Task) -> list[Reason]:
    if task.clock.remaining is not None:
        return [reason("task.halted", task=task.id, remaining=task.clock.remaining)]
    return [reason("task.undated", task=task.id)] if task.due is None else []
