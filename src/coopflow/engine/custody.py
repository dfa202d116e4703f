"""Who has a task in hand, from whom, and to whom it may be handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine.naming import other_names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from coopflow.values.agreement import Agreement
    from coopflow.values.assignment import Assignment
    from coopflow.values.directory import Directory
    from coopflow.values.task import Task


def above(directory: Directory, body: str) -> tuple[str, ...]:
    """Return the superiors of a body, the nearest first."""
    found: list[str] = []
    known = directory.agencies.get(body)
    while known is not None and known.parent is not None and known.parent not in (body, *found):
        found.append(known.parent)
        known = directory.agencies.get(known.parent)
    return tuple(found)


def guides(directory: Directory, agency: str, body: str) -> bool:
    """Tell whether an agency may hand work to a body.

    It may where the body stands under it, along the links to superiors; and where both are of
    one system and under one superior, from which the body is further away: a commission of the
    province guides that of a district, which answers to the committee of the district. Nobody
    guides a body of another system.
    """
    over, under = above(directory, agency), above(directory, body)
    if agency in under:
        return True
    systems = {each.system for name in (agency, body) if (each := directory.agencies.get(name))}
    if len(systems) != 1 or None in systems:
        return False
    common = next((each for each in under if each in over), None)
    return common is not None and under.index(common) > over.index(common)


def leads(task: Task, now: Agreement) -> tuple[str, ...]:
    """Return who leads a task: one agency, or all parties where it is joint."""
    return now.terms.parties if task.lead is None else (task.lead,)


def givers(task: Task, now: Agreement) -> tuple[str, ...]:
    """Return the agencies that may hand a task down from its top."""
    return tuple(dict.fromkeys((*leads(task, now), *task.coordinating)))


def hand(task: Task, name: str | None) -> Assignment | None:
    """Return the assignment of a task that is called `name`, by any clause of the task's act."""
    if name is not None and task_of(name) in other_names(task):
        name = _of(task.id, name)
    return next((each for each in task.hands if each.id == name), None)


def below(task: Task, name: str | None) -> tuple[Assignment, ...]:
    """Return what was handed on from an assignment; from the task itself where that is ``None``."""
    return tuple(each for each in task.hands if each.parent == name)


def custody(task: Task, giver: str, parent: Assignment | None) -> tuple[str, ...]:
    """Return through whose hands a task came to its giver, the giver first.

    What one of them may hand to a body, those after it may as well: a division of an agency
    guides whom that agency guides.
    """
    found = [giver]
    while parent is not None:
        found.append(parent.by)
        parent = hand(task, parent.parent)
    return tuple(dict.fromkeys(found))


def over(task: Task, held: Assignment) -> tuple[str, ...]:
    """Return through whose hands an assignment came, be it by name or in another's place."""
    parent = hand(task, held.parent)
    found = list(custody(task, held.by, parent))
    while parent is not None:
        found.append(parent.to)
        parent = hand(task, parent.parent)
    return tuple(dict.fromkeys(found))


def reports_for(task: Task, now: Agreement, directory: Directory, body: str) -> str | None:
    """Return the lead that a body reports for, ``None`` where it may not.

    It may where it belongs to the lead, and holds what that lead itself handed to it.
    """
    whose = {agency for agency in leads(task, now) if agency in above(directory, body)}
    held = (each for each in task.hands if each.to == body and each.live and each.parent is None)
    return next((each.by for each in held if each.by in whose), None)


def renamed(hands: Iterable[Assignment], task: str) -> tuple[Assignment, ...]:
    """Return the assignments of a task under another name of it."""
    return tuple(
        changed(each, id=_of(task, each.id), parent=_of(task, each.parent) if each.parent else None)
        for each in hands
    )


def minted(task: Task, further: int) -> str:
    """Return the name of what is handed down next of a task, or so many `further` behind it.

    No name is given twice: what is one with another is the later of both.
    """
    last = max((int(each.id.rpartition("~")[2]) for each in task.hands), default=0)
    return f"{task.id}~{last + 1 + further}"


def task_of(assignment: str) -> str | None:
    """Return the task that an assignment's name tells; ``None`` where it is not such a name."""
    return assignment.rpartition("~")[0] or None


def last_day(task: Task, held: Assignment) -> date | None:
    """Return by when a body is to do its part: its own day, but no later than its task's.

    A body can have been given a day while its task had none.
    """
    days = [day for day in (held.due, task.due) if day is not None]
    return min(days, default=None)


def behind(day: date | None, today: date) -> bool:
    """Tell whether that day is over, so that a body that has not done its part is late."""
    return day is not None and day < today


def _of(task: str, assignment: str) -> str:
    return f"{task}~{assignment.rpartition('~')[2]}"
