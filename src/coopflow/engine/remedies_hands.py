"""What would change objections to the handing down of tasks, and to what bodies answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.custody import below, givers, hand
from coopflow.engine.naming import named
from coopflow.engine.remedy import advise, again, give

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.engine.remedy import Refusal, Remedies
    from coopflow.values.assignment import Assignment
    from coopflow.values.explanation import Remedy
    from coopflow.values.task import Task

_MOST_NAMED = 10
"""How many assignments are named where one of them must be said."""


def _which(refusal: Refusal) -> Iterator[Remedy]:
    """One of those the asker's body has; where it has none, one of those that others have."""
    now, asked = refusal.now, refusal.command
    if now is None:
        return
    task = named(now.tasks, asked.task or asked.assignment)
    tasks = (task,) if task is not None else now.open_tasks()
    live = [(task, each) for task in tasks for each in task.hands if each.live]
    asker = refusal.view.directory.officers.get(asked.by)
    own = [pair for pair in live if asker is not None and pair[1].to == asker.agency]
    for task, each in (own or live)[:_MOST_NAMED]:
        yield from _answer(refusal, asked.name, task, each)


def _holder(refusal: Refusal) -> Iterator[Remedy]:
    """The very same, by the body that has it."""
    found = _found(refusal)
    if found is None:
        return
    if refusal.command.name == "assign":
        task, each = found
        yield from give(refusal, "assign", (each.to,), task=task.id, assignment=each.id)
        return
    yield from _answer(refusal, refusal.command.name, *found)


def _giver(refusal: Refusal) -> Iterator[Remedy]:
    task = refusal.task()
    if task is not None and refusal.now is not None:
        yield from give(refusal, "assign", givers(task, refusal.now), task=task.id)


def _anew(refusal: Refusal) -> Iterator[Remedy]:
    """What is taken on already goes on; what is over can be handed down anew."""
    found = _found(refusal)
    if found is None:
        return
    task, each = found
    if each.live:
        for command in ("progress", "deliver"):
            yield from _answer(refusal, command, task, each)
        return
    yield from give(refusal, "assign", (each.by,), task=task.id, assignment=each.parent)


def _answered_first(refusal: Refusal) -> Iterator[Remedy]:
    found = _found(refusal)
    if found is not None:
        for command in ("deliver", "refuse"):
            yield from _answer(refusal, command, *found)


def _those_below_first(refusal: Refusal) -> Iterator[Remedy]:
    found = _found(refusal)
    if found is None:
        return
    task, each = found
    yield from _answer(refusal, "deliver", task, each)
    for lower in below(task, each.id):
        if lower.live:
            yield from _answer(refusal, "refuse", task, lower)


def _answer(refusal: Refusal, command: str, task: Task, each: Assignment) -> Iterator[Remedy]:
    return give(refusal, command, (each.to,), task=task.id, assignment=each.id)


def _successor(refusal: Refusal) -> Iterator[Remedy]:
    """Another one takes over; or what cannot go up is given back."""
    values = {name: refusal.value(name) for name in ("assignment", "to")}
    yield from again(refusal, "other-successor", **values)
    found = _found(refusal)
    if found is not None:
        yield from _answer(refusal, "refuse", *found)


def _found(refusal: Refusal) -> tuple[Task, Assignment] | None:
    """The assignment an objection is about."""
    name = refusal.value("assignment")
    for task in refusal.now.tasks.values() if refusal.now is not None else ():
        if (each := hand(task, name)) is not None:
            return task, each
    return None


HANDS: dict[str, Remedies] = {
    "assignment.given": _answered_first,
    "assignment.handed-on": _those_below_first,
    "assignment.missing": _which,
    "assignment.nobody": lambda it: again(it, "name-bodies"),
    "assignment.not-below": lambda it: again(it, "other-body", "to", by=it.value("by")),
    "assignment.not-held": _which,
    "assignment.not-now": _anew,
    "assignment.unknown": _which,
    "assignment.until": lambda it: again(it, "earlier-until", "until", due=it.value("due")),
    "authority.assign": _giver,
    "authority.assignee": _holder,
    "delivery.empty": lambda it: again(it, "any-evidence"),
    "note.missing": lambda it: again(it, "say-why"),
    "progress.missing": lambda it: again(it, "say-how-far"),
    "progress.percent": lambda it: again(it, "say-percent", "percent"),
    "reassign.between": _answered_first,
    "reassign.early": lambda it: again(it, "not-before", since=it.value("since")),
    "reassign.giver": _successor,
    "reassign.idle": lambda it: [advise(it, "nothing-to-move")],
    "reassign.left": lambda it: again(it, "name-successors", bodies=it.value("bodies")),
    "reassign.level": lambda it: again(it, "other-level", known=it.value("known")),
    "reassign.nothing": lambda it: again(it, "name-holders", bodies=_holders(it)),
    "reassign.party": _successor,
}


def _holders(refusal: Refusal) -> str:
    tasks = refusal.now.open_tasks() if refusal.now is not None else ()
    found = dict.fromkeys(each.to for task in tasks for each in task.hands if each.live)
    return ", ".join(found)
