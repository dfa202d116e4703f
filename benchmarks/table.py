"""Rows for people: a table of ratios, and below it what each row measures."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from benchmarks.results import Result

_DIGITS = 3


def drawn(rows: Sequence[Result]) -> RenderableType:
    """Return the table, and a sentence a row below it."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for title in ("work", "ours", "reference", "unit", "ratio", "goal", ""):
        right = title in ("ours", "reference", "ratio")
        table.add_column(title, justify="right" if right else "left", no_wrap=True)
    for row in rows:
        table.add_row(
            row.work,
            shown(row.ours),
            shown(row.reference),
            row.unit,
            "–" if row.ratio is None else f"{shown(row.ratio)}×",
            row.goal or "",
            _mark(row),
        )
    return Group(table, *(_sentence(row) for row in rows))


def shown(figure: float | None) -> str:
    """Return a figure with as many digits as mean something."""
    if figure is None:
        return "–"
    if figure == 0 or abs(figure) == float("inf"):
        return str(figure)
    places = _DIGITS - 1 - floor(log10(abs(figure)))
    return f"{round(figure, places):,.{max(0, places)}f}"


def _mark(row: Result) -> Text:
    if row.met is None:
        return Text(row.note and "not run", style="yellow")
    return Text("met", style="green") if row.met else Text("missed", style="red")


def _sentence(row: Result) -> RenderableType:
    told = Text.assemble((row.work, "bold"), ": ", row.says)
    if row.note:
        told.append(f" ({row.note})", style="yellow")
    elif row.ratio_range is not None:
        least, most = row.ratio_range
        told.append(f" Median of {row.runs}; ratios {shown(least)} to {shown(most)}.", style="dim")
    return Padding(told, (0, 0, 0, 2))
