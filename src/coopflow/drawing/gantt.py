"""The timeline as a Mermaid Gantt chart: for pages that draw Mermaid themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.labels import first, label
from coopflow.drawing.lettering import gist
from coopflow.drawing.words import moments, place, standing
from coopflow.language.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coopflow.projections.timeline import Stretch, Timeline

_TAGS = {"accepted": "done, ", "reported": "active, ", "unmet": "crit, done, "}
_LONGEST = 60


def text(timeline: Timeline, lang: str = "en") -> str:
    """Return a timeline as Mermaid text; each task's words end with its state.

    Source:
        Mermaid, Gantt diagrams (``gantt``).
    """
    return "\n".join(_lines(timeline, lang)) + "\n"


def _lines(timeline: Timeline, lang: str) -> Iterator[str]:
    yield "gantt"
    yield f"    title {label(timeline.title.say(lang))}"
    yield "    dateFormat YYYY-MM-DD"
    yield "    axisFormat %m/%Y"
    yield "    inclusiveEndDates"
    yield "    todayMarker off"
    yield f"    section {label(timeline.agreement)}"
    start, end = timeline.period.start, timeline.period.end
    yield f"    {first(phrase('period', lang))} :{start}, {end}"
    for _, said, day in moments(timeline, lang):
        yield f"    {first(said)} :milestone, {day}, 0d"
    for heading in timeline.headings:
        yield f"    section {label(place(heading, lang))}"
        for task in heading.tasks:
            yield f"    {_words(task, lang)} :{_tags(task)}{_days(task, timeline.period.end)}"


def _words(task: Stretch, lang: str) -> str:
    words = task.words.say(lang) if task.words is not None else ""
    return first(f"{task.id} {gist(words, _LONGEST)} ({standing(task, lang)})")


def _tags(task: Stretch) -> str:
    return "crit, " if task.late and task.state == "open" else _TAGS.get(task.state, "")


def _days(task: Stretch, end: date) -> str:
    return f"{task.opens}, {max(task.due or task.settled_on or end, task.opens)}"
