"""The oracle's part about time: clocks that stand still, and deadlines that are extended."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naive_days import ONE, SATURDAY, after, local_day
from oracle_tasks import OWED, leaders, owed, zone

if TYPE_CHECKING:
    from datetime import date

World = dict[str, Any]
Judged = tuple[set[str], Callable[[], None]]


def stop_all(agreement: World, today: date) -> None:
    """Let every clock stand still, but for those that have run out: no due day is left."""
    for task in owed(agreement):
        if task["due"] is not None and task["due"] >= today:
            task["remaining"], day = 0, today
            while day < task["due"]:
                day += ONE
                task["remaining"] += task["counts"] == "days" or day.weekday() < SATURDAY
            task["due"] = None


def go_on(agreement: World, today: date) -> None:
    """Let every clock that stood still run on, for as long as it had left."""
    for task in owed(agreement):
        if task["remaining"] is not None:
            task["due"] = today
            if task["remaining"]:
                task["due"] = after(today, f"{task['remaining']} {task['counts']}")
            task["remaining"] = None


def granters(agreement: World, task: World) -> list[str]:
    """Return who has to grant time: who helps, or else the other parties; for joint ones, both."""
    parties: list[str] = agreement["terms"]["parties"]
    if task["lead"] is not None:
        return task["coordinating"] or [each for each in parties if each != task["lead"]]
    asker = task["asked"]["party"] if task["asked"] else None
    names = [*parties, *(each for each in task["coordinating"] if each not in parties)]
    return [each for each in names if each != asker]


def act(agreement: World, asked: World, agency: str) -> Judged:
    """Judge a request for time, a grant or a denial, and let it happen."""
    named = asked.get("task")
    task = agreement["tasks"].get(named)
    if task is None or task["state"] not in OWED:
        wrong = "missing" if named is None else "unknown" if task is None else "settled"
        return {f"task.{wrong}"}, lambda: None
    if asked["command"] == "extension":
        return _ask(agreement, task, asked, agency)
    found = set() if agency in granters(agreement, task) else {"authority.granting"}
    if task["asked"] is None:
        return {*found, "extension.not-asked"}, lambda: None
    if asked["command"] == "deny":
        return found, lambda: task.update(asked=None)
    return _grant(agreement, task, agency, found)


def _grant(agreement: World, task: World, agency: str, found: set[str]) -> Judged:
    if agency in task["asked"]["granted"]:
        found.add("grant.given")
    until = task["asked"]["until"]
    found |= _undated(task)
    if task["due"] is not None and until <= task["due"]:
        found.add("extension.not-later")

    def happen() -> None:
        granted = [*task["asked"]["granted"], agency]
        if set(granters(agreement, task)) <= set(granted):
            task.update(due=until, asked=None, extended=True)
        else:
            task["asked"] = {**task["asked"], "granted": granted}

    return found, happen


def _ask(agreement: World, task: World, asked: World, agency: str) -> Judged:
    until, due = asked.get("until"), task["due"]
    found = _undated(task)
    if agency not in leaders(agreement, task):
        found.add("authority.lead")
    if task["state"] == "reported":
        found.add("task.already-reported")
    if due is not None and due < local_day(asked["at"], zone(agreement)):
        found.add("extension.late")
    if task["asked"] is not None:
        found.add("extension.pending")
    if task["extended"]:
        found.add("extension.used-up")
    if until is None:
        found.add("until.missing")
    elif due is not None and until <= due:
        found.add("extension.not-later")
    told: World = {"party": agency, "until": until, "granted": []}
    return found, lambda: task.update(asked=told)


def _undated(task: World) -> set[str]:
    if task["remaining"] is not None:
        return {"task.halted"}
    return {"task.undated"} if task["due"] is None else set()
