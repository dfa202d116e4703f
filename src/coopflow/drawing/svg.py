"""From a Mermaid state diagram to SVG, by Mermaid itself in an embedded engine (extra `svg`).

No other module imports `mermaidx`, and it is imported when something is drawn. No browser, no
network and no program of the system has a part in it. The same text gives the same bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from coopflow.definitions.draw import NEXT
from coopflow.definitions.labels import cleaned
from coopflow.drawing.lettering import wrapped
from coopflow.drawing.marks import legend, marked, spread
from coopflow.drawing.sheet import FONT, SPACE, element, tag, written
from coopflow.errors import ExtraMissing

if TYPE_CHECKING:
    from coopflow.drawing.marks import Look

_CODE = re.compile(r"#(\d+);")
_LOOK = re.compile(r"    classDef (\w+) (.*)")
_PRIVATE = 0xE000
"""Signs in a label that Mermaid would obey travel through it in a private area."""

_SIZE = 16
_LINE = 24
_ROOM = 200
"""Pixels: of letters, of a line, and of the widest label, as Mermaid lays them out."""

_CONFIG: dict[str, Any] = {
    "theme": "base",
    "securityLevel": "strict",
    "themeVariables": {
        "primaryColor": "#ffffff",
        "primaryTextColor": "#1a1a1a",
        "primaryBorderColor": "#555555",
        "lineColor": "#333333",
        "fontFamily": FONT,
    },
}


def state_diagram(mermaid: str, title: str, lang: str = "en") -> str:
    """Return a Mermaid state diagram as an SVG that needs nothing beside itself.

    Args:
        mermaid: What `coopflow.definitions.draw.mermaid` wrote.
        title: What the picture is of.
        lang: str of the legend.

    Raises:
        ExtraMissing: What draws it is not installed.
    """
    try:
        import mermaidx  # type: ignore[import-untyped]  # noqa: PLC0415 - only when something is drawn, and only where installed
    except ImportError as error:
        raise ExtraMissing("svg", "drawing a diagram as SVG", str(error)) from None
    looks = _looks(mermaid)
    hidden = _CODE.sub(_hidden, _LOOK.sub(_weight, mermaid))
    root = ET.fromstring(mermaidx.render(hidden, config=_CONFIG).svg())  # noqa: S314 - made above
    for each in root.iter():
        each.text, each.tail = _shown(each.text), _shown(each.tail)
    _letter(root)
    _thicken(root, mermaid)
    spread(root)
    marked(root, looks)
    head = root.find(tag("title"))
    if head is None:
        head = ET.Element(tag("title"), id="coopflow-title")
        root.insert(0, head)
        root.set("aria-labelledby", "coopflow-title")
    head.text = cleaned(title)
    legend(root, looks, lang)
    return written(root)


def _looks(mermaid: str) -> dict[str, Look]:
    """Return what the text says about the looks of each mark it gives."""
    found = (_LOOK.match(line) for line in mermaid.splitlines())
    return {
        each[1]: dict(part.split(":") for part in each[2].split(","))
        for each in found
        if each is not None
    }


def _weight(look: re.Match[str]) -> str:
    """Leave of the looks what makes letters wider; the rest is given without a style sheet."""
    return f"    classDef {look[1]} font-weight:{'bold' if 'bold' in look[2] else 'normal'}"


def _hidden(code: re.Match[str]) -> str:
    number = int(code[1])
    return chr(_PRIVATE + number) if number < 0x80 else chr(number)  # noqa: PLR2004 - ASCII


def _shown(words: str | None) -> str | None:
    if words is None:
        return None
    return "".join(
        chr(ord(letter) - _PRIVATE) if _PRIVATE <= ord(letter) < _PRIVATE + 0x80 else letter
        for letter in words
    )


def _letter(root: ET.Element) -> None:
    """Put text where Mermaid put HTML, which only browsers show."""
    for group in [each for each in root.iter() if each.find(tag("foreignObject")) is not None]:
        html = group.find(tag("foreignObject"))
        assert html is not None  # noqa: S101 - for mypy: the groups were chosen by it
        group.remove(html)
        wide, high = float(html.get("width", 0)), float(html.get("height", 0))
        words = " ".join("".join(html.itertext()).split())
        if not words:
            continue
        if group.get("data-id"):  # an arrow's: it lies on lines, a state's does not
            look = "fill:#ffffff;opacity:1"
            element(group, "rect", width=wide, height=high, style=look)
        one = high < _LINE * 1.5
        size, lines = (_SIZE, [words]) if one else _fitted(words, high)
        text = element(group, "text", x=wide / 2, font_size=size, text_anchor="middle")
        text.set(SPACE, "preserve")
        step = size * 1.25
        top = high / 2 - step * len(lines) / 2 + size
        for number, line in enumerate(lines):
            element(text, "tspan", line, x=wide / 2, y=top + step * number)


def _fitted(words: str, high: float) -> tuple[int, list[str]]:
    """Break words into lines that fit into the room Mermaid has made; it measured, we guess."""
    for size in range(_SIZE, 4, -2):
        lines = wrapped(words, size, _ROOM + 16, 99)
        if len(lines) * size * 1.25 <= high + size:
            return size, lines
    return 4, wrapped(words, 4, _ROOM + 16, max(int(high / 6), 1))


def _thicken(root: ET.Element, mermaid: str) -> None:
    """Draw the rows that may be taken now with a thick line; Mermaid numbers its arrows."""
    arrows = [line for line in mermaid.splitlines() if " --> " in line]
    ahead = {f"edge{n}" for n, line in enumerate(arrows) if f": {NEXT} " in line}
    for path in root.iter(tag("path")):
        if path.get("data-id") in ahead:
            path.set("style", "fill:none;stroke:#1f4e79;stroke-width:3px")
            path.set("class", f"{path.get('class', '')} next")
        path.attrib.pop("data-points", None)
