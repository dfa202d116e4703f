"""The days of a timeline: where each lies, what is ruled, and what is marked at the top."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.drawing.lettering import width
from coopflow.drawing.sheet import Looks, element
from coopflow.drawing.words import dated, moments

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from coopflow.projections.timeline import Timeline

_BEYOND = timedelta(days=100)
"""What lies further off the period than this does not stretch the axis."""

_YEAR = 12
_STEPS = (1, 3, 6, _YEAR, 24, 60, 120, 600, 1200, 6000, 12000)
"""Months between two lines: as many as leave room for their numbers."""

_ONE = timedelta(days=1)
_LOOKS: dict[str, Looks] = {
    "signed": {"stroke": "#2e7d32", "stroke_width": 1.5},
    "reviewed": {"stroke": "#5b3a8c", "stroke_width": 1.5, "stroke_dasharray": "8 3"},
    "ended": {"stroke": "#333333", "stroke_width": 1.5, "stroke_dasharray": "2 2"},
    "today": {"stroke": "#b3261e", "stroke_width": 2.5},
}


@frozen
class Axis:
    """From one day to another, drawn from `left` on `wide` pixels."""

    start: date
    end: date
    left: float
    wide: float

    def x(self, day: date) -> float:
        """Return where `day` begins; days beyond the axis lie on its ends."""
        within = min(max(day, self.start), self.end)
        return self.left + (within - self.start).days / (self.end - self.start).days * self.wide

    def after(self, day: date) -> float:
        """Return where `day` is over."""
        return self.x(day + _ONE) if day < date.max else self.x(day)


def axis(timeline: Timeline, left: float, wide: float) -> Axis:
    """Return the axis for a timeline: whole months around its period and what lies near it."""
    first, last = timeline.period.start, timeline.period.end
    days = [day for *_, day in moments(timeline, "en")]
    days += [day for task in timeline.tasks for day in (task.opens, task.due) if day is not None]
    near = [day for day in days if first - day <= _BEYOND and day - last <= _BEYOND]
    return Axis(_month(min((first, *near))), _next_month(max((last, *near))), left, wide)


def rule(sheet: ET.Element, timeline: Timeline, along: Axis, top: float, bottom: float) -> None:
    """Draw the period, the months and their numbers; a line of years stands above them."""
    period = timeline.period
    left, right = along.x(period.start), along.after(period.end)
    shade: Looks = {"fill": "#eaf1f8", "class_": "period"}
    element(sheet, "rect", x=left, y=top, width=right - left, height=bottom - top, **shade)
    months = _months(along)
    each = along.wide / len(months)
    step = next((n for n in _STEPS if n * each >= (24 if n < _YEAR else 36)), _STEPS[-1])
    for month in months:
        if _count(month) % step:
            continue
        x, january = along.x(month), month.month == 1
        line: Looks = {"stroke": "#8fa3b8" if january else "#d5dde6", "stroke_width": 1}
        element(sheet, "line", x1=x, y1=top, x2=x, y2=bottom, **line)
        if step < _YEAR:
            element(sheet, "text", str(month.month), x=x + 3, y=top - 6, font_size=11, fill="#444")
        if january or (month is months[0] and each * (13 - month.month) > 32):  # noqa: PLR2004 - pixels
            year: Looks = {"font_size": 11.0, "fill": "#444444", "font_weight": "bold"}
            element(sheet, "text", str(month.year), x=x + 3, y=top - 20, **year)


def mark(
    sheet: ET.Element, timeline: Timeline, along: Axis, top: float, bottom: float, lang: str
) -> None:
    """Draw a line for the signature, the review, the end and today, each with its words above."""
    ends: list[float] = []
    for name, said, day in sorted(moments(timeline, lang), key=lambda moment: moment[2]):
        if not along.start <= day < along.end:
            continue
        group = element(sheet, "g", class_=name)
        x, words = along.x(day), f"{said} {dated(day, lang)}"
        lane = next((n for n, end in enumerate(ends) if end < x), len(ends))
        ends[lane : lane + 1] = [x + width(words, 11) + 14]
        y = top - 40 - 15 * lane
        element(group, "line", x1=x, y1=y - 9, x2=x, y2=bottom, **_LOOKS[name])
        element(group, "text", words, x=x + 4, y=y, font_size=11, fill=str(_LOOKS[name]["stroke"]))


def lanes(timeline: Timeline) -> int:
    """Return how many lines the words above the axis may take (at most)."""
    return len(moments(timeline, "en"))


def _count(month: date) -> int:
    return month.year * _YEAR + month.month - 1


def _month(day: date) -> date:
    return day.replace(day=1)


def _next_month(day: date) -> date:
    last = monthrange(day.year, day.month)[1]
    whole = day.replace(day=last)
    return whole + _ONE if whole < date.max else whole


def _months(along: Axis) -> list[date]:
    found = [along.start]
    while (following := _next_month(found[-1])) < along.end:
        found.append(following)
    return found
