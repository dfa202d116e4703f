"""What a body would have from itself becomes one: the lower part comes into the upper one's place.

So it is where a body takes over from the one that handed to it, as communes did from districts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine.custody import hand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coopflow.values.assignment import Assignment
    from coopflow.values.task import Task


def one_each(task: Task, after: Mapping[str, str]) -> Iterator[tuple[Assignment, ...]]:
    """Yield what is one from now on: live parts, each handed on from another, of one body.

    Args:
        task: The task.
        after: Of each live part the body that has it afterwards.

    Returns:
        Groups of one part or more, in the order of their names.
    """
    groups: dict[str, list[Assignment]] = {}
    for each in sorted((each for each in task.hands if each.live), key=_ordinal):
        groups.setdefault(_top(task, each, after), []).append(each)
    yield from map(tuple, groups.values())


def _top(task: Task, held: Assignment, after: Mapping[str, str]) -> str:
    """Return the uppermost of what is one with a part."""
    over = hand(task, held.parent)
    if over is None or after.get(over.id) != after[held.id]:
        return held.id
    return _top(task, over, after)


def between(
    task: Task, held: Assignment, after: Mapping[str, str]
) -> tuple[Assignment, tuple[str, ...]] | None:
    """Return the part further up that falls to the body that has `held`, and who stands between.

    ``None`` where there is none, or nobody stands between: then the two become one.
    """
    through: list[str] = []
    over = hand(task, held.parent)
    while over is not None:
        if after.get(over.id) == after[held.id]:
            if through and over.to != after[held.id]:
                return over, tuple(through)
        else:
            through.append(after.get(over.id, over.to))
        over = hand(task, over.parent)
    return None


def join(
    hands: Iterable[Assignment], kept: Assignment, joins: tuple[str, ...]
) -> tuple[Assignment, ...]:
    """Return the parts of a task once `kept` stands for those that `joins` names.

    It stands in the place of the uppermost, under whoever handed that one down and with its day,
    and has what was told of any: all evidence, all notes; how far it is done as told of the
    uppermost, or else the least that was told. What was handed on from them is handed on from it.

    Args:
        hands: All parts of the task, `kept` among them.
        kept: The one that remains.
        joins: The others.
    """
    every = {each.id: each for each in hands}
    names = {*joins, kept.id}
    parts = [every[name] for name in (*joins, kept.id)]
    (top,) = (each for each in parts if each.parent not in names)
    percents = [each.percent for each in parts if each.percent is not None]
    one = changed(
        kept,
        by=top.by,
        parent=top.parent,
        instead_of=top.instead_of,
        due=top.due,
        remaining=top.remaining,
        percent=top.percent if top.percent is not None else min(percents, default=None),
        note="\n".join(dict.fromkeys(each.note for each in parts if each.note)) or None,
        evidence=tuple(piece for each in parts for piece in each.evidence),
    )
    found = []
    for each in every.values():
        if each.id == top.id:
            found.append(one)
        elif each.id not in names:
            found.append(changed(each, parent=kept.id) if each.parent in names else each)
    return tuple(found)


def _ordinal(each: Assignment) -> int:
    return int(each.id.rpartition("~")[2])
