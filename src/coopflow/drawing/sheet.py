"""Elements of an SVG. They are made as a tree, so that no word can be anything but a word."""

from __future__ import annotations

from xml.etree import ElementTree as ET

_SVG = "http://www.w3.org/2000/svg"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Looks = dict[str, str | float]
"""Attributes of an element; ``font_size`` is ``font-size``."""

FONT = "'Noto Sans','Segoe UI','DejaVu Sans',Arial,sans-serif"


def tag(name: str) -> str:
    """Return the full name of an SVG element."""
    return f"{{{_SVG}}}{name}"


def element(parent: ET.Element, name: str, words: str = "", /, **looks: str | float) -> ET.Element:
    """Put an element into `parent`, and return it; ``font_size`` is ``font-size``."""
    made = ET.SubElement(parent, tag(name))
    for look, value in looks.items():
        made.set(look.rstrip("_").replace("_", "-"), _value(value))
    made.text = words or None
    return made


def sheet(wide: float, high: float, title: str, about: str) -> ET.Element:
    """Return an empty drawing that says what it is to who cannot see it."""
    root = ET.Element(tag("svg"))
    sized(root, 0, 0, wide, high)
    root.set("role", "img")
    root.set("aria-labelledby", "coopflow-title coopflow-about")
    root.set("font-family", FONT)
    element(root, "title", title, id="coopflow-title")
    element(root, "desc", about, id="coopflow-about")
    return root


def sized(root: ET.Element, x: float, y: float, wide: float, high: float) -> None:
    """Give a drawing its size, on white."""
    root.set("viewBox", " ".join(map(_value, (x, y, wide, high))))
    root.set("width", _value(wide))
    root.set("height", _value(high))
    root.set("style", "background-color:#ffffff")


def written(root: ET.Element) -> str:
    """Return the drawing as text."""
    ET.register_namespace("", _SVG)
    return ET.tostring(root, encoding="unicode") + "\n"


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(value, 2):g}"
