"""What would change objections about tasks, occasions, reviews and what becomes of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.dispositions import owed
from coopflow.engine.remedy import able, again, give, towards
from coopflow.values.explanation import Remedy
from coopflow.values.lifecycle import RUNNING
from coopflow.values.time import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coopflow.engine.remedy import Refusal, Remedies
    from coopflow.values.task import TaskState

_STATE: dict[str, TaskState] = {"report": "open", "accept": "reported", "return": "reported",
                               "extension": "open"}  # fmt: skip
"""The state a task must be in for each command about tasks."""

_MOST_NAMED = 10
"""How many tasks, occasions or rounds are named where one of them must be said."""


def _others_accept(refusal: Refusal) -> Iterator[Remedy]:
    yield from give(refusal, "accept", task=refusal.value("task"))


def _judge_report(refusal: Refusal) -> Iterator[Remedy]:
    task = refusal.task()
    if task is not None:
        yield from give(refusal, "accept", task=task.id)
        yield from give(refusal, "return", task=task.id)


def _report_first(refusal: Refusal) -> Iterator[Remedy]:
    task = refusal.task()
    if task is not None:
        yield from give(refusal, "report", task=task.id)


def _which_task(refusal: Refusal) -> Iterator[Remedy]:
    """One of those it can be said of: by whoever asked, or else by whoever may."""
    now, asked = refusal.now, refusal.command
    if now is None:
        return
    wanted = _STATE.get(asked.name)
    tasks: dict[str, list[str]] = {}
    for task in now.open_tasks():
        if task.state == wanted or (wanted is None and task.clock.asked is not None):
            for agency in able(now, asked.name, task.id):
                tasks.setdefault(agency, []).append(task.id)
    asker = refusal.view.directory.officers.get(asked.by)
    if asker is not None and asker.agency in tasks:
        code, values = _naming(tasks[asker.agency])
        yield from again(refusal, code, "task", **values)
        return
    agencies: dict[tuple[str, ...], list[str]] = {}
    for agency, names in tasks.items():
        agencies.setdefault(tuple(names), []).append(agency)
    for alike, some in agencies.items():
        code, values = _naming(alike)
        # Whom one task is for, all of these are for: nobody is asked about each of them.
        for each in give(refusal, asked.name, some, task=alike[0]):
            told = tuple(values.items())
            yield Remedy(code=code, values=told, agreement=asked.agreement, by=each.by)


def _naming(tasks: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Return the advice to name one of these tasks: the first of them, and how many more."""
    named, more = ", ".join(tasks[:_MOST_NAMED]), len(tasks) - _MOST_NAMED
    if more > 0:
        return "which-task-of-many", {"tasks": named, "more": str(more)}
    return "which-task", {"tasks": named}


def _which_occasion(refusal: Refusal) -> Iterator[Remedy]:
    now = refusal.now
    if now is None:
        return
    for occasion in now.terms.occasions[:_MOST_NAMED]:  # the objection names all of them
        yield from give(refusal, "occasion", refusal.parties, occasion=occasion.id)
    rounds = [each.id for each in now.terms.obligations if each.by_round]
    for obligation in rounds[:_MOST_NAMED]:
        yield from give(refusal, "occasion", refusal.parties, obligation=obligation)


def _while_it_runs(refusal: Refusal) -> Iterator[Remedy]:
    rules = refusal.rules
    if rules is not None:
        yield from towards(refusal, lambda state: rules.plan.phases[state] in RUNNING)


def _its_occasion(refusal: Refusal) -> Iterator[Remedy]:
    now = refusal.now
    obligation = now.terms.obligation(refusal.value("obligation")) if now is not None else None
    for occasion in obligation.on if obligation is not None else ():
        yield from give(refusal, "occasion", refusal.parties, occasion=occasion)


def _a_closing_kind(refusal: Refusal) -> Iterator[Remedy]:
    yield from again(refusal, "waive-or-unmet", task=refusal.value("task"))


def _open_ones(refusal: Refusal) -> Iterator[Remedy]:
    now = refusal.now
    if now is None:
        return
    today = day_of(max(refusal.command.at, now.at), now.terms.time_zone)
    tasks = ", ".join(each.id for each in owed(now, today)) or "none"
    yield from again(refusal, "leave-out", task=refusal.value("task"), tasks=tasks)


def _an_area(refusal: Refusal) -> Iterator[Remedy]:
    areas = ", ".join(each.id for each in refusal.now.terms.areas) if refusal.now else ""
    yield from again(refusal, "which-area", areas=areas)


def _earlier_day(refusal: Refusal) -> Iterator[Remedy]:
    yield from again(refusal, "earlier-day", at=refusal.value("at"))


def _evidence(refusal: Refusal) -> Iterator[Remedy]:
    yield from again(refusal, "evidence", kinds=refusal.value("kinds"))


def _assessment(refusal: Refusal) -> Iterator[Remedy]:
    yield from again(refusal, "assess", "assessment", known=refusal.value("known"))


TASKS: dict[str, Remedies] = {
    "acceptance.given": _others_accept,
    "assessment.missing": _assessment,
    "assessment.unknown": _assessment,
    "disposition.by-review": _open_ones,
    "disposition.missing": lambda it: again(
        it, "dispose", tasks=it.value("tasks"), outcomes=it.value("outcomes")
    ),
    "disposition.no-successor": _a_closing_kind,
    "disposition.not-open": _open_ones,
    "disposition.reason": lambda it: again(it, "give-reason", task=it.value("task")),
    "evidence.missing": _evidence,
    "finding.unknown-area": _an_area,
    "finding.unknown-task": lambda it: again(it, "leave-out-task", task=it.value("task")),
    "obligation.not-by-round": _its_occasion,
    "obligation.unknown": _which_occasion,
    "occasion.missing": _which_occasion,
    "occasion.not-running": _while_it_runs,
    "occasion.unknown": _which_occasion,
    "review.as-of-future": _earlier_day,
    "task.already-reported": _judge_report,
    "task.missing": _which_task,
    "task.not-reported": _report_first,
    "task.unknown": _which_task,
}
