"""What stands in a picture beside names and titles, in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.language.names import named
from coopflow.language.phrases import marked, phrase, spoken

if TYPE_CHECKING:
    from datetime import date

    from coopflow.projections.timeline import Heading, Stretch, Timeline

_MARKS = {
    "present": marked("stands here"),
    "next": marked("may come next"),
    "passed": marked("behind it"),
    "late": marked("late"),
}
_MOMENTS = {
    "signed": marked("signature"),
    "reviewed": marked("review"),
    "ended": marked("ended"),
    "today": marked("today"),
}


def mark(name: str, lang: str) -> str:
    """Return what a mark in a picture means: a mark of a state, ``late``, a state of a task."""
    return phrase(_MARKS[name], lang) if name in _MARKS else named(name, lang)


def moments(timeline: Timeline, lang: str) -> list[tuple[str, str, date]]:
    """Return the days that a timeline marks: their name, their words, the day."""
    days = {
        "signed": timeline.signed,
        "reviewed": timeline.reviewed,
        "ended": timeline.ended,
        "today": timeline.today,
    }
    return [
        (name, phrase(_MOMENTS[name], lang), day) for name, day in days.items() if day is not None
    ]


def place(heading: Heading, lang: str) -> str:
    """Return what stands above tasks: where they were carried from, the area and its title."""
    title = heading.title.say(lang) if heading.title is not None else ""
    if heading.born is None:
        return f"{heading.id} {title}"
    carried = phrase("carried from {agreement}", lang, agreement=heading.born)
    return f"{carried}: {heading.id} {title}"


def undated(lang: str) -> str:
    """Return what is said of a task without a due day."""
    return phrase("no date", lang)


def standing(task: Stretch, lang: str) -> str:
    """Return in words how a task stands: its state, that it is late, that it has no date."""
    words = [named(task.state, lang)]
    words += [mark("late", lang)] if task.late else []
    words += [undated(lang)] if task.due is None and task.settled_on is None else []
    return ", ".join(words)


def dated(day: date, lang: str) -> str:
    """Write a day as it is written in a language."""
    return f"{day:%d/%m/%Y}" if spoken(lang) == "vi" else day.isoformat()
