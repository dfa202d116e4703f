"""The timeline as an SVG: tasks by area, each from when to when, and how it stands.

It is drawn by hand, of nothing but the standard library: the charts there are know neither a
task that is late and reported, nor one without a date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.labels import cleaned
from coopflow.drawing import axis as axes
from coopflow.drawing.bars import HIGH, bar, patterns, swatch
from coopflow.drawing.lettering import width, wrapped
from coopflow.drawing.sheet import Looks, element, sheet, sized, written
from coopflow.drawing.words import dated, mark, place, standing, undated
from coopflow.language.phrases import phrase

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from coopflow.projections.timeline import Heading, Stretch, Timeline

_WIDE = 1320
_EDGE = 20
_WORDS, _WORDS_WIDE = 124, 394
_CHART, _CHART_WIDE = 530, 600
_STATE, _STATE_WIDE = 1150, 150
_LINE = 15
_SIZE = 12
_LOOKS = ("open", "reported", "accepted", "late", "unmet", "waived", "carried")


def svg(timeline: Timeline, lang: str = "en") -> str:
    """Return a timeline as an SVG that needs nothing beside itself.

    Args:
        timeline: What is drawn.
        lang: str of titles, where the terms have it, and of our own words.
    """
    title = cleaned(timeline.title.say(lang))
    made = sheet(_WIDE, 100, title, _about(timeline, lang))
    patterns(made)
    top = _head(made, timeline, title, lang) + 52 + 15 * axes.lanes(timeline)
    along = axes.axis(timeline, _CHART, _CHART_WIDE)
    bottom = top + sum(_height(heading, lang) for heading in timeline.headings) + 4
    axes.rule(made, timeline, along, top, bottom)
    y = top
    for heading in timeline.headings:
        y = _heading(made, heading, y, lang)
        for task in heading.tasks:
            y = _task(made, task, timeline, along, y, lang)
    if not timeline.headings:
        element(
            made,
            "text",
            phrase("no task has been opened", lang),
            x=_EDGE,
            y=top + 14,
            font_size=_SIZE,
        )
    axes.mark(made, timeline, along, top, max(bottom, top + 24), lang)
    sized(made, 0, 0, _WIDE, _legend(made, max(bottom, top + 24) + 24, lang))
    return written(made)


def _about(timeline: Timeline, lang: str) -> str:
    states = [task.state for task in timeline.tasks]
    counts = [f"{mark(s, lang)}: {states.count(s)}" for s in _LOOKS if s in states]
    period = f"{dated(timeline.period.start, lang)} – {dated(timeline.period.end, lang)}"
    return ", ".join((cleaned(f"{timeline.agreement} ({timeline.state})"), period, *counts))


def _head(made: ET.Element, timeline: Timeline, title: str, lang: str) -> float:
    y = 32.0
    for line in wrapped(title, 18, _WIDE - 2 * _EDGE, 2):
        element(made, "text", line, x=_EDGE, y=y, font_size=18, font_weight="bold")
        y += 24
    period = f"{dated(timeline.period.start, lang)} – {dated(timeline.period.end, lang)}"
    words = f"{cleaned(timeline.agreement)} · {cleaned(timeline.state)} · {period}"
    element(made, "text", words, x=_EDGE, y=y, font_size=13, fill="#444444")
    return y


def _heading(made: ET.Element, heading: Heading, y: float, lang: str) -> float:
    group = element(made, "g", class_="heading")
    element(
        group, "rect", x=_EDGE - 6, y=y + 4, width=_CHART - _EDGE - 12, height=22, fill="#dfe7ef"
    )
    (line,) = wrapped(_title(heading, lang), 13, _CHART - _EDGE - 24, 1)
    element(group, "text", line, x=_EDGE, y=y + 19, font_size=13, font_weight="bold")
    return y + 28


def _title(heading: Heading, lang: str) -> str:
    return cleaned(place(heading, lang))


def _task(
    made: ET.Element, task: Stretch, timeline: Timeline, along: axes.Axis, y: float, lang: str
) -> float:
    late = " late" if task.late else ""
    group = element(made, "g", class_=f"task {task.state}{late}")
    group.set("data-task", cleaned(task.id))
    lines, ids, states = _lines(task, lang), _ids(task), _standing(task, lang)
    element(group, "title", _whole(task, lang))
    for number, line in enumerate(ids):
        look: Looks = {"font_size": _SIZE - 0.5, "font_weight": "bold"}
        element(group, "text", line, x=_EDGE, y=y + 14 + _LINE * number, **look)
    for number, line in enumerate(lines):
        element(group, "text", line, x=_WORDS, y=y + 14 + _LINE * number, font_size=_SIZE)
    who: Looks = {"font_size": _SIZE - 1, "fill": "#555555"}
    element(group, "text", _who(task, lang), x=_WORDS, y=y + 14 + _LINE * len(lines), **who)
    high = _task_height(task, lang)
    middle = y + (high - HIGH) / 2 - 2
    bar(group, task, timeline, along, middle)
    swatch(group, task.state, _STATE, middle, 16)
    for number, line in enumerate(states):
        top = middle + 10 - _LINE * (len(states) - 1) / 2
        tone: Looks = {"font_size": _SIZE - 0.5, "fill": "#b3261e" if task.late else "#1a1a1a"}
        element(group, "text", line, x=_STATE + 22, y=top + _LINE * number, **tone)
    ruled: Looks = {"stroke": "#e6e6e6", "stroke_width": 1}
    element(group, "line", x1=_EDGE, y1=y + high, x2=_WIDE - _EDGE, y2=y + high, **ruled)
    return y + high


def _whole(task: Stretch, lang: str) -> str:
    words = task.words.say(lang) if task.words is not None else ""
    due = dated(task.due, lang) if task.due is not None else undated(lang)
    days = f"{dated(task.opens, lang)} – {due}"
    parts = (task.id, words, _lead(task, lang), days, standing(task, lang))
    return cleaned(" · ".join(filter(None, parts)))


def _lines(task: Stretch, lang: str) -> list[str]:
    words = cleaned(task.words.say(lang)) if task.words is not None else ""
    return wrapped(words, _SIZE, _WORDS_WIDE, 2)


def _who(task: Stretch, lang: str) -> str:
    parts = (_lead(task, lang), task.occasion)
    (line,) = wrapped(cleaned(" · ".join(filter(None, parts))), _SIZE - 1, _WORDS_WIDE, 1)
    return line


def _lead(task: Stretch, lang: str) -> str:
    if task.lead is None:
        return phrase("jointly", lang)
    return task.lead_name.say(lang) if task.lead_name is not None else task.lead


def _ids(task: Stretch) -> list[str]:
    return wrapped(cleaned(task.id), _SIZE, _WORDS - _EDGE - 6, 3)


def _standing(task: Stretch, lang: str) -> list[str]:
    return wrapped(standing(task, lang), _SIZE - 0.5, _STATE_WIDE - 20, 3)


def _task_height(task: Stretch, lang: str) -> float:
    most = max(len(_lines(task, lang)) + 1, len(_ids(task)), len(_standing(task, lang)))
    return max(_LINE * most + 8, HIGH + 14)


def _height(heading: Heading, lang: str) -> float:
    return 28 + sum(_task_height(task, lang) for task in heading.tasks)


def _legend(made: ET.Element, y: float, lang: str) -> float:
    group = element(made, "g", class_="legend")
    x = float(_EDGE)
    for look in _LOOKS:
        swatch(group, look, x, y, 22)
        element(group, "text", mark(look, lang), x=x + 28, y=y + 10, font_size=_SIZE)
        x += 50 + width(mark(look, lang), _SIZE)
    circle: Looks = {"cx": x + 8, "cy": y + HIGH / 2, "r": 4.5}
    element(group, "circle", fill="#ffffff", stroke="#111111", **circle)
    report = phrase("report", lang)
    element(group, "text", report, x=x + 20, y=y + 10, font_size=_SIZE)
    x += 42 + width(report, _SIZE)
    flag = f"M{x:g},{y - 4:g} v20 M{x:g},{y - 4:g} l8,3 l-8,3 z"
    element(group, "path", d=flag, stroke="#333333", fill="#333333")
    element(group, "text", phrase("occasion", lang), x=x + 14, y=y + 10, font_size=_SIZE)
    return y + 32
