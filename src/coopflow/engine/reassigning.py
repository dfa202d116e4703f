"""Move what bodies have in hand to those that take their place, all in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.authority import may_ask
from coopflow.engine.custody import over
from coopflow.engine.drafting import directory_change, enter
from coopflow.engine.evolve import evolve_directory
from coopflow.engine.joining import between, one_each
from coopflow.engine.unfolding import reason
from coopflow.values.handing_events import AssignmentMoved
from coopflow.values.reassignment import Reassignment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    body is not looked at: one that stood below may take over, and one may take over from several.
    What a body would then have from itself is one with what it takes over. Only upward nothing
    goes: parties owe what the terms say, and nobody hands work to itself.
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
    successors, live = dict(told.bodies), tuple(_live(now))
    objections += _level(told, directory, [successors.get(each.to, each.to) for _, each in live])
    moved = [(task, each) for task, each in live if each.to in successors]
    if not live:
        objections.append(reason("reassign.idle", agreement=now.id))
    elif not moved:
        names = ", ".join(successors)
        objections.append(reason("reassign.nothing", agreement=now.id, bodies=names))
    after = {each.id: successors.get(each.to, each.to) for _, each in live}
    objections += _upside_down(live, after, now)
    if objections:
        return objections, ()
    for task in {task.id: task for task, _ in moved}.values():
        for parts in one_each(task, after):
            if any(each.to in successors for each in parts):
                unfolding.add(_moved(task, parts, after, told))
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


def _level(told: Reassignment, directory: Directory, holders: Iterable[str]) -> list[Reason]:
    """Of a level that is gone nobody may have anything in hand afterwards.

    Args:
        told: The level, perhaps.
        directory: The bodies there are, also those that are new.
        holders: Who would have something in hand.
    """
    if told.level is None:
        return []
    levels = {each.id: each.level for each in directory.agencies.values() if each.level}
    if told.level not in levels.values():
        known = ", ".join(sorted(set(levels.values()))) or "none"
        return [reason("reassign.level", level=told.level, known=known)]
    left = [body for body in dict.fromkeys(holders) if levels.get(body) == told.level]
    if not left:
        return []
    return [reason("reassign.left", level=told.level, bodies=", ".join(left))]


def _upside_down(
    live: Iterable[tuple[Task, Assignment]], after: Mapping[str, str], now: Agreement
) -> list[Reason]:
    found: list[Reason] = []
    for task, each in live:
        if each.to != after[each.id]:
            found += _upward(task, each, after[each.id], now)
        found += _between(task, each, after)
    return found


def _moved(
    task: Task, parts: Sequence[Assignment], after: Mapping[str, str], told: Reassignment
) -> AssignmentMoved:
    *joins, kept = parts
    return AssignmentMoved(
        task=task.id,
        assignment=kept.id,
        to=after[kept.id],
        source=told.source,
        since=told.since,
        joins=tuple(each.id for each in joins),
    )


def _upward(task: Task, held: Assignment, to: str, now: Agreement) -> list[Reason]:
    values = {"assignment": held.id, "to": to}
    if to in now.terms.parties:
        return [reason("reassign.party", **values)]
    return [reason("reassign.giver", **values)] if to in over(task, held) else []


def _between(task: Task, held: Assignment, after: Mapping[str, str]) -> list[Reason]:
    """Nobody takes over what it has a part of through others, who would stand under it and over."""
    found = between(task, held, after)
    if found is None:
        return []
    over, through = found
    values = {"assignment": held.id, "to": after[held.id], "over": over.id}
    return [reason("reassign.between", **values, bodies=", ".join(through))]
