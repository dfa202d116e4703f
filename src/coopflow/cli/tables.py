"""Tables and pages on a terminal; the same without colour where the output is none.

Nothing a user wrote is read as markup: every cell is a `Text`.
"""

from __future__ import annotations

import os
import sys
from io import StringIO
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from coopflow.cli.text import safe, say, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

WIDTH = 100
"""Columns where the output is no terminal and COLUMNS does not say."""

_NARROWEST = 40
_WIDEST = 400
_LONGEST = 110
"""Characters of an obligation's words in a table; `show --terms --json` has all of them."""


def console(*, to_file: bool = False) -> Console:
    """Return a console that takes every word literally.

    Args:
        to_file: Draw into memory, plainly, however stdout looks.
    """
    terminal = not to_file and sys.stdout is not None and sys.stdout.isatty()
    return Console(
        file=StringIO() if to_file else sys.stdout,
        width=None if terminal and "COLUMNS" not in os.environ else _width(),
        markup=False,
        highlight=False,
        emoji=False,
        force_terminal=False if to_file else None,
        color_system=None if to_file else "auto",
    )


def show(*pieces: RenderableType) -> None:
    """Print pieces one below the other; where stdout is no terminal, without trailing blanks."""
    if not pieces:
        return
    if sys.stdout is not None and sys.stdout.isatty():
        screen = console()
        for piece in pieces:
            screen.print(piece)
        return
    paper = console(to_file=True)
    for piece in pieces:
        paper.print(piece)
    drawn = paper.file.getvalue()  # type: ignore[attr-defined]  # made above, of StringIO
    say(*(line.rstrip() for line in drawn.rstrip("\n").split("\n")))


def line(words: str, style: str = "") -> Text:
    """Return words as they are, wrapped where the screen ends."""
    return Text(safe(words), style=style, overflow="fold")


def table(*headings: str) -> Table:
    """Return a table with a rule below its headings; the widest columns give way first."""
    made = Table(
        box=SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
    )
    for heading in headings:
        made.add_column(heading, overflow="fold", no_wrap=heading == "due")
    return made


def pairs(rows: Iterable[tuple[str, str]]) -> Table:
    """Return names and what they stand for, in two columns."""
    made = Table.grid(padding=(0, 2, 0, 0))
    made.add_column(no_wrap=True)
    made.add_column(overflow="fold")
    for name, words in rows:
        made.add_row(line(name, "bold"), line(words))
    return made


def lines(rows: Iterable[Sequence[str]], wraps: int) -> Table:
    """Return rows in columns without headings, of which the one at `wraps` may be long."""
    made = Table.grid(padding=(0, 2, 0, 0))
    for index, row in enumerate(rows):
        if index == 0:
            for column in range(len(row)):
                made.add_column(no_wrap=column != wraps, overflow="fold")
        made.add_row(*(line(cell) for cell in row))
    return made


def gist(words: str) -> str:
    """Return as much of `words` as a table has room for."""
    return shortened(words, _LONGEST)


def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    wanted = (
        int(columns)
        if columns.isascii() and columns.isdigit() and columns[:6] == columns
        else WIDTH
    )
    return min(max(wanted, _NARROWEST), _WIDEST)
