"""Pages on a terminal; the same without colour where the output is none.

Nothing a user wrote is read as markup: every cell is a `Text`.
"""

from __future__ import annotations

import os
import sys
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console

from coopflow.cli.text import say

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDTH = 100
"""Columns where the output is no terminal and COLUMNS does not say."""

_NARROWEST = 40
_WIDEST = 400


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
    say(*(line.rstrip() for line in drawn.removesuffix("\n").split("\n")))


def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    wanted = (
        int(columns)
        if columns.isascii() and columns.isdigit() and columns[:6] == columns
        else WIDTH
    )
    return min(max(wanted, _NARROWEST), _WIDEST)
