"""When a task is due, in words: a day, a clock that stands still, more time that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.language.phrases import counted, phrase

if TYPE_CHECKING:
    from coopflow.projections.rows import TaskRow
    from coopflow.values.task import Task


def due_words(row: TaskRow, task: Task | None, lang: str) -> str:
    """Return when a task is due, and what is going on about that.

    Args:
        row: The task in the list.
        task: The same as it is owed; ``None`` where it is settled.
        lang: The language.
    """
    due = str(row.due) if row.due is not None else ""
    if task is None:
        return due
    clock = task.clock
    if clock.remaining is not None and task.owed.timing.counts == "days":
        due = counted(
            "suspended, {number} day remains",
            "suspended, {number} days remain",
            clock.remaining,
            lang,
        )
    elif clock.remaining is not None:
        due = counted(
            "suspended, {number} working day remains",
            "suspended, {number} working days remain",
            clock.remaining,
            lang,
        )
    if clock.asked is not None:
        asked = phrase("asked for: {until}", lang, until=clock.asked.until)
        due = f"{due} ({asked})"
    return due
