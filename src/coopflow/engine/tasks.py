"""Report, accept, return; and the occasions that open tasks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from coopflow.definitions.same_as import acts, lead_of
from coopflow.definitions.standard import TASK
from coopflow.engine import clocks
from coopflow.engine.authority import may_ask, not_leading
from coopflow.engine.custody import leads, reports_for
from coopflow.engine.naming import named
from coopflow.engine.objections import before_accept, before_report
from coopflow.engine.rules import Question
from coopflow.engine.schedule import open_for_occasion
from coopflow.engine.unfolding import reason
from coopflow.values.events import OccasionRecorded, TaskAccepted, TaskReported, TaskReturned
from coopflow.values.lifecycle import RUNNING
from coopflow.values.task import Assessment

if TYPE_CHECKING:
    from coopflow.engine.rules import Rules, View
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.agreement import Agreement
    from coopflow.values.command import Command
    from coopflow.values.reason import Reason
    from coopflow.values.task import Task
    from coopflow.values.terms import Officer

_FROM = {(row.origin, row.command): row.target for row in TASK.rows}
_ORDINAL = re.compile(r"[1-9][0-9]{0,9}")


def report(
    rules: Rules, view: View, command: Command, officer: Officer, unfolding: Unfolding
) -> list[Reason]:
    """Let the lead say that a task is done; where nobody must accept, that settles it.

    A division of the lead's, to which the lead handed it, says so in the lead's name.
    """
    now = unfolding.now
    task, objections = find(now, command)
    if task is None:
        return objections
    party = officer.agency
    if party not in leads(task, now):
        party = reports_for(task, now, view.directory, party) or party
    if party not in leads(task, now):
        objections.append(not_leading(officer, task.id, task.lead, now.terms))
    if (task.state, "report") not in _FROM:
        objections.append(reason("task.already-reported", task=task.id, by=task.reporter))
    objections += _assessment(task, command.assessment)
    question = Question(now, command, view.directory, task)
    objections += before_report(rules, question, party)
    objections += clocks.waits(now, task, rules.calendar)
    if objections:
        return objections
    unfolding.add(
        TaskReported(
            task=task.id,
            party=party,
            assessment=command.assessment,  # type: ignore[arg-type]  # checked above
            note=command.note,
            evidence=command.evidence,
        )
    )
    reported = unfolding.now.tasks[task.id]
    if reported.acceptance == "none" or not acceptors(reported, unfolding.now):
        unfolding.add(TaskAccepted(task=task.id, settles=True))
        clocks.settled(unfolding, now, task, rules.calendar)
    return []


def accept(
    rules: Rules, view: View, command: Command, officer: Officer, unfolding: Unfolding
) -> list[Reason]:
    """Let an agency that coordinates accept a report."""
    task, objections = _judge(unfolding.now, command, officer)
    if task is None:
        return objections
    if officer.agency in task.accepted_by:
        objections.append(reason("acceptance.given", task=task.id, agency=officer.agency))
    question = Question(unfolding.now, command, view.directory, task)
    objections += before_accept(rules, question, officer.agency)
    objections += clocks.waits(unfolding.now, task, rules.calendar)
    if objections:
        return objections
    left = set(acceptors(task, unfolding.now)) - {*task.accepted_by, officer.agency}
    settles = task.acceptance != "all" or not left
    unfolding.add(
        TaskAccepted(task=task.id, settles=settles, party=officer.agency, note=command.note)
    )
    if settles:
        clocks.settled(unfolding, question.agreement, task, rules.calendar)
    return []


def send_back(
    _: Rules, __: View, command: Command, officer: Officer, unfolding: Unfolding
) -> list[Reason]:
    """Let an agency that coordinates return a report: the task is open again."""
    task, objections = _judge(unfolding.now, command, officer)
    if task is None or objections:
        return objections
    unfolding.add(TaskReturned(task=task.id, party=officer.agency, note=command.note))
    return []


def occasion(
    rules: Rules, _: View, command: Command, officer: Officer, unfolding: Unfolding
) -> list[Reason]:
    """Record a happening, or open a round; every obligation it triggers gets a task."""
    now, terms = unfolding.now, unfolding.now.terms
    objections = may_ask("party", officer, terms)
    if now.phase not in RUNNING:
        objections.append(reason("occasion.not-running", agreement=now.id, state=now.state))
    if (command.occasion is None) == (command.obligation is None):
        known = ", ".join(each.id for each in terms.occasions) or "none"
        return [*objections, reason("occasion.missing", known=known)]
    if rules.calendar is None:
        objections.append(reason("calendar.unknown", calendar=terms.calendar))
    every_act = acts(terms.obligations)
    if command.obligation is not None:
        name = command.obligation
        triggered = [act for act in every_act if any(clause.id == name for clause in act)]
        objections += _round(now, name, officer)
    else:
        name = str(command.occasion)
        if all(each.id != name for each in terms.occasions):
            known = ", ".join(each.id for each in terms.occasions) or "none"
            objections.append(reason("occasion.unknown", occasion=name, known=known))
        triggered = [act for act in every_act if name in act[0].on]
    if objections or rules.calendar is None:
        return objections
    minted = f"{name}/{unfolding.ordinal('occasion', name)}"
    unfolding.add(OccasionRecorded(occasion=minted, name=name, note=command.note))
    for act in triggered:
        open_for_occasion(unfolding, act, minted, rules.calendar)
    clocks.occurred(unfolding, name, rules.calendar)
    return []


def acceptors(task: Task, agreement: Agreement) -> tuple[str, ...]:
    """Return who may accept or return `task`: where it is joint, all but its reporter."""
    if task.lead is not None:
        return task.coordinating
    return everybody_else(task, agreement, task.reporter)


def everybody_else(task: Task, agreement: Agreement, agency: str | None) -> tuple[str, ...]:
    """Return whom a joint task concerns, the parties first; but one agency."""
    everybody = dict.fromkeys((*agreement.terms.parties, *task.coordinating))
    return tuple(each for each in everybody if each != agency)


def ever_opened(agreement: Agreement, name: str) -> bool:
    """Tell whether a task `name` was ever opened or taken up here."""
    if ":" in name:
        return f"taken {name}" in agreement.ordinals
    obligation, _, ordinal = name.rpartition("/")
    count = agreement.ordinals.get(f"task {obligation}", 0)
    return bool(_ORDINAL.fullmatch(ordinal)) and int(ordinal) <= count


def find(now: Agreement, command: Command) -> tuple[Task | None, list[Reason]]:
    """Return the task a command is about, or why there is none."""
    if command.task is None:
        return None, [reason("task.missing", command=command.name)]
    return owed_as(now, command.task)


def owed_as(now: Agreement, name: str) -> tuple[Task | None, list[Reason]]:
    """Return the task that is called `name`, by any clause of its act, or why there is none."""
    task = named(now.tasks, name)
    if task is not None:
        return task, []
    names = (name, _by_first_clause(now, name))
    code = "task.settled" if any(ever_opened(now, each) for each in names) else "task.unknown"
    return None, [reason(code, task=name, agreement=now.id)]


def _by_first_clause(now: Agreement, name: str) -> str:
    """Return the id under which the act of a clause is listed."""
    clause, _, ordinal = name.rpartition("/")
    for act in acts(now.terms.obligations):
        if any(each.id == clause for each in act):
            return f"{act[0].id}/{ordinal}"
    return name


def _judge(now: Agreement, command: Command, officer: Officer) -> tuple[Task | None, list[Reason]]:
    task, objections = find(now, command)
    if task is None:
        return None, objections
    able = acceptors(task, now)
    if officer.agency not in able:
        names = ", ".join(able) or "none"
        objections.append(
            reason(
                "authority.coordinating",
                officer=officer.id,
                agency=officer.agency,
                task=task.id,
                coordinating=names,
            )
        )
    if (task.state, command.name) not in _FROM:
        objections.append(reason("task.not-reported", task=task.id, command=command.name))
    return task, objections


def _assessment(task: Task, given: str | None) -> list[Reason]:
    known = ", ".join(get_args(Assessment))
    if given is None:
        wanted = task.kind == "continuous"
        return [reason("assessment.missing", task=task.id, known=known)] if wanted else []
    if given not in get_args(Assessment):
        return [reason("assessment.unknown", assessment=given, known=known)]
    return []


def _round(now: Agreement, name: str, officer: Officer) -> list[Reason]:
    obligation = now.terms.obligation(name)
    if obligation is None:
        return [reason("obligation.unknown", obligation=name, agreement=now.id)]
    if not obligation.by_round:
        return [reason("obligation.not-by-round", obligation=name, kind=obligation.kind)]
    (act,) = (a for a in acts(now.terms.obligations) if obligation in a)
    lead = lead_of(act)
    if lead is not None and officer.agency != lead:
        return [not_leading(officer, name, lead, now.terms)]
    return []
