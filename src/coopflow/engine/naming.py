"""What a task is called: by its id, or by another clause of the same act with its ordinal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from coopflow.values.task import Owed, Task

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Called = TypeVar("Called", Task, Owed)


def other_names(task: Task | Owed) -> tuple[str, ...]:
    """Return what a task is called besides its id."""
    if not task.also:
        return ()
    born, colon, here = task.id.rpartition(":")
    ordinal = here.rpartition("/")[2]
    return tuple(f"{born}{colon}{clause}/{ordinal}" for clause in task.also)


def named(tasks: Mapping[str, Task], name: str | None) -> Task | None:
    """Return which of `tasks`, kept by their ids, is called `name`; an id goes first."""
    if name is None:
        return None
    return tasks.get(name) or _by_clause(tasks.values(), name)


def among(tasks: Collection[Called], name: str) -> Called | None:
    """Return which of `tasks` is called `name`; an id goes first."""
    return next((task for task in tasks if task.id == name), None) or _by_clause(tasks, name)


def _by_clause(tasks: Collection[Called], name: str) -> Called | None:
    return next((task for task in tasks if name in other_names(task)), None)
