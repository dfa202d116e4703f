"""What a diagram of states is given beside what Mermaid draws: room for labels, and a legend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.drawing import words as said
from coopflow.drawing.sheet import Looks, element, sized, tag

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree import ElementTree as ET


Look = dict[str, str]
"""Of a mark: fill, stroke and the like, as CSS calls them."""

_ORDER = ("present", "next", "passed")
_MOVED = re.compile(r"translate\(\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*\)")


@frozen
class Box:
    """A part of the drawing, by its middle."""

    x: float
    y: float
    wide: float
    high: float

    def meets(self, other: Box) -> bool:
        """Tell whether the two cover each other."""
        return (
            abs(self.x - other.x) * 2 < self.wide + other.wide
            and abs(self.y - other.y) * 2 < self.high + other.high
        )


def spread(root: ET.Element) -> None:
    """Move labels down that cover another label or a state: Mermaid lets them lie on each other."""
    taken = [box for each in root.iter(tag("g")) if (box := _state(each)) is not None]
    labels = [(box, each) for each in root.iter(tag("g")) if (box := _label(each)) is not None]
    for found, group in sorted(labels, key=lambda pair: (pair[0].y, pair[0].x)):
        box = found
        while blocking := [other for other in taken if box.meets(other)]:
            lowest = max(other.y + other.high / 2 for other in blocking)
            box = Box(box.x, lowest + box.high / 2 + 1, box.wide, box.high)
        taken.append(box)
        group.set("transform", f"translate({box.x:g}, {box.y:g})")


def marked(root: ET.Element, looks: Mapping[str, Look]) -> None:
    """Give the states their looks, one by one: not every viewer obeys a style sheet."""
    for group in root.iter(tag("g")):
        rect, words = group.find(tag("rect")), group.find(f"{tag('g')}/{tag('text')}")
        for mark in set(group.get("class", "").split()) & set(looks):
            if rect is None or words is None:
                continue
            look = looks[mark]
            rect.set("style", _css(look))
            of_words = {"fill": look["color"], "font-weight": look.get("font-weight", "")}
            words.set("style", _css({**of_words, "stroke": "none"}))


def legend(root: ET.Element, looks: Mapping[str, Look], lang: str) -> None:
    """Say below the drawing what its marks mean, and give the drawing its size."""
    x, y, wide, high = map(float, root.attrib["viewBox"].split())
    high += 8 if looks else 0
    group = element(root, "g", class_="legend", font_size=13)
    for mark in (each for each in _ORDER if each in looks):
        box: Looks = {"x": x + 10, "y": y + high, "width": 26.0, "height": 14.0, "rx": 4.0}
        element(group, "rect", style=_css(looks[mark]), **box)
        element(group, "text", said.mark(mark, lang), x=x + 46, y=y + high + 12, fill="#222222")
        high += 24
    sized(root, x, y, max(wide, 230), high)


def _css(look: Mapping[str, str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in look.items() if value)


def _state(group: ET.Element) -> Box | None:
    rect = group.find(tag("rect"))
    if "statediagram-state" not in group.get("class", "") or rect is None:
        return None
    return _box(group, float(rect.get("width", 0)), float(rect.get("height", 0)))


def _label(group: ET.Element) -> Box | None:
    rect = group.find(f"{tag('g')}/{tag('rect')}")
    if group.get("class") != "edgeLabel" or rect is None:
        return None
    return _box(group, float(rect.get("width", 0)), float(rect.get("height", 0)))


def _box(group: ET.Element, wide: float, high: float) -> Box | None:
    moved = _MOVED.match(group.get("transform", ""))
    return Box(float(moved[1]), float(moved[2]), wide, high) if moved is not None else None
