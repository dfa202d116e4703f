"""Move what bodies have in hand to those that take their place, all in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.authority import may_ask
from coopflow.engine.drafting import directory_change, enter
from coopflow.engine.evolve import evolve_directory
from coopflow.engine.unfolding import reason
from coopflow.values.handing_events import AssignmentMoved
from coopflow.values.reassignment import Reassignment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.engine.consent import Answer
    from coopflow.engine.rules import Rules, View
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.agreement import Agreement
    from coopflow.values.assignment import Assignment
    from coopflow.values.command import Command
    from coopflow.values.directory import Directory
    from coopflow.values.reason import Reason
    from coopflow.values.task import Task
    from coopflow.values.terms import Officer


def reassign(
    _: Rules, view: View, command: Command, officer: Officer, unfolding: Unfolding
) -> Answer:
    """Let a party record that bodies are replaced: whatever they have in hand goes over.

    Who takes it is for the law to say that did away with them, so the line between agency and
    body is not looked at.
    """
    now, told = unfolding.now, command.body
    objections = may_ask("party", officer, now.terms)
    if not isinstance(told, Reassignment):
        code = "body.missing" if told is None else "body.unexpected"
        values = {"wanted": "reassignment"} if told is None else {"command": command.name}
        return [*objections, reason(code, **values)], ()
    today = unfolding.today()
    if told.since is not None and told.since > today:
        objections.append(reason("reassign.early", since=told.since, at=today))
    entered, contradictions = enter(view.directory, told, told.since or today)
    objections += contradictions
    directory = view.directory
    for event in entered:
        directory = evolve_directory(directory, event)
    objections += _unknown(told, directory)
    live = tuple(_live(now))
    objections += _left_behind(told, directory, live)
    successors = {old: new for old, new in told.bodies if old != new}
    moved = [(task, each) for task, each in live if each.to in successors]
    if not moved:
        names = ", ".join(successors) or "none"
        objections.append(reason("reassign.nothing", agreement=now.id, bodies=names))
    if objections:
        return objections, ()
    for task, each in moved:
        unfolding.add(
            AssignmentMoved(
                task=task.id,
                assignment=each.id,
                to=successors[each.to],
                source=told.source,
                since=told.since,
            )
        )
    return [], directory_change(view.directory, entered)


def _live(now: Agreement) -> Iterator[tuple[Task, Assignment]]:
    for task in now.open_tasks():
        for each in task.hands:
            if each.live:
                yield task, each


def _unknown(told: Reassignment, directory: Directory) -> list[Reason]:
    named = dict.fromkeys(body for pair in told.bodies for body in pair)
    named.update(dict.fromkeys(each.agency for each in told.officers))
    named.update(dict.fromkeys(each.parent for each in told.agencies if each.parent))
    return [
        reason("agency.unknown", agency=body) for body in named if body not in directory.agencies
    ]


def _left_behind(
    told: Reassignment, directory: Directory, live: tuple[tuple[Task, Assignment], ...]
) -> list[Reason]:
    """Of a level that is gone, every body that has something in hand needs a successor."""
    if told.level is None:
        return []
    replaced = dict(told.bodies)
    left = dict.fromkeys(
        each.to
        for _, each in live
        if each.to not in replaced
        and (body := directory.agencies.get(each.to)) is not None
        and body.level == told.level
    )
    if not left:
        return []
    return [reason("reassign.left", level=told.level, bodies=", ".join(left))]
