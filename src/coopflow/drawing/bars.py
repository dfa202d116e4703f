"""How a task looks on the timeline: a bar, told apart by its pattern as well as by its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.drawing.sheet import Looks, element

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from coopflow.drawing.axis import Axis
    from coopflow.projections.timeline import Stretch, Timeline

HIGH = 12
"""Pixels of a bar."""

_STROKES = {
    "open": "#555555",
    "reported": "#1f4e79",
    "accepted": "#2e7d32",
    "waived": "#6b6b6b",
    "unmet": "#7a1f1f",
    "carried": "#5b3a8c",
    "late": "#b3261e",
}
_PATTERNS: dict[str, tuple[str, ...]] = {
    "reported": ("M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4",),
    "waived": ("M2,2 h1 M6,6 h1",),
    "unmet": ("M0,0 l8,8 M0,8 l8,-8",),
    "carried": ("M0,2 h8 M0,6 h8",),
    "late": ("M-2,6 l4,4 M0,0 l8,8 M6,-2 l4,4",),
}


def patterns(sheet: ET.Element) -> None:
    """Put what bars are filled with into the drawing."""
    defs = element(sheet, "defs")
    for name, strokes in _PATTERNS.items():
        size: Looks = {"width": 8, "height": 8, "patternUnits": "userSpaceOnUse"}
        made = element(defs, "pattern", id=f"coopflow-{name}", **size)
        element(made, "rect", width=8, height=8, fill="#ffffff")
        for stroke in strokes:
            element(made, "path", d=stroke, stroke=_STROKES[name], stroke_width=1.6, fill="none")


def swatch(sheet: ET.Element, look: str, x: float, y: float, wide: float) -> ET.Element:
    """Draw a bar of this look: a state of a task, or ``late``."""
    fill = {"open": "#ffffff", "accepted": _STROKES["accepted"]}.get(look, f"url(#coopflow-{look})")
    return element(
        sheet, "rect", class_=look, x=x, y=y, width=max(wide, 3), height=HIGH, rx=2, fill=fill,
        stroke=_STROKES[look], stroke_width=1.2,
    )  # fmt: skip


def bar(sheet: ET.Element, task: Stretch, timeline: Timeline, along: Axis, y: float) -> None:
    """Draw a task: from when to when, how long it was late, when it was reported.

    An undated task goes on until it was settled, or, with an open end, to the end of the period.
    """
    last = task.due or task.settled_on or max(timeline.period.end, task.opens)
    left, right = along.x(task.opens), along.after(last)
    drawn = swatch(sheet, task.state, left, y, right - left)
    if task.due is None and task.settled_on is None:
        drawn.set("stroke-dasharray", "4 3")
    if task.late and task.due is not None:
        until = task.reported_on or task.settled_on or timeline.today
        begins = along.after(task.due)
        swatch(sheet, "late", begins, y, along.after(until) - begins)
    if task.opens < along.start:
        point = f"M{along.left - 2:g},{y:g} v{HIGH} l-7,-{HIGH / 2:g} z"
        element(sheet, "path", d=point, fill=_STROKES[task.state])
    if task.occasion is not None:
        flag = f"M{left:g},{y - 4:g} v{HIGH + 8} M{left:g},{y - 4:g} l8,3 l-8,3 z"
        element(sheet, "path", d=flag, stroke="#333333", fill="#333333", class_="occasion")
    if task.reported_on is not None:
        dot: Looks = {"cx": along.x(task.reported_on), "cy": y + HIGH / 2, "r": 4.5}
        element(sheet, "circle", class_="report", fill="#ffffff", stroke="#111111", **dot)
    if task.state == "carried":
        tip = f"M{right:g},{y - 2:g} l9,{HIGH / 2 + 2:g} l-9,{HIGH / 2 + 2:g} z"
        element(sheet, "path", d=tip, fill=_STROKES["carried"])
