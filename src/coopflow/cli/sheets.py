"""Rows for people: in columns where the screen has room for them, one below the other elsewhere.

Ids, days and states are never cut: where the words between them would get too little room, each
row becomes a short line with its words below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen
from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from coopflow.cli.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult

_GAP = 2
_INDENT = 4
_LEAST = 26
"""Columns without which words are not read with pleasure."""
_GIVING = 0.16
"""Of the screen, what a column that may wrap gets at most beside the words."""


def line(words: str, style: str = "") -> Text:
    """Return words as they are, wrapped where the screen ends."""
    return Text(safe(words), style=style, overflow="fold")


@frozen
class Column:
    """One column.

    Attributes:
        heading: What stands above it; empty for nothing.
        words: Whether it holds sentences, which get the room that is left.
        gives: Whether it may be wrapped to make room.
        below: Whether it stands below, as words do, where the columns are given up.
        named: Whether its heading is told there.
    """

    heading: str = ""
    words: bool = False
    gives: bool = False
    below: bool = False
    named: bool = False


class Sheet:
    """Rows that are drawn with one set of columns, in sections where they have some."""

    def __init__(self, *columns: Column) -> None:
        """Begin without rows."""
        self._columns = columns
        self._sections: list[tuple[tuple[Text, ...], list[tuple[Text, ...]]]] = []

    def section(self, *headings: Text) -> None:
        """Begin a section: the rows that follow stand below these headings."""
        self._sections.append((headings, []))

    def add(self, *cells: str | Text) -> None:
        """Add a row, of which a text is shown as it is."""
        if not self._sections:
            self.section()
        made = tuple(cell if isinstance(cell, Text) else line(cell) for cell in cells)
        self._sections[-1][1].append(made)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it as wide as the screen is; rich asks this."""
        widths = self._fitted(options.max_width)
        if widths is not None and any(column.heading for column in self._columns):
            yield _grid(widths, [[Text(each.heading, "bold") for each in self._columns]])
            yield Text("─" * (sum(widths) + _GAP * (len(widths) - 1)))
        for index, (headings, rows) in enumerate(self._sections):
            if index and headings:
                yield Text("")
            yield from headings
            if widths is not None and rows:
                yield _grid(widths, rows)
            elif rows:
                yield from self._stacked(rows, options.max_width)

    def _fitted(self, most: int) -> list[int] | None:
        """Return the width of each column, ``None`` where the words would get too little."""
        widths, least = [], []
        for index, column in enumerate(self._columns):
            cells = [Text(column.heading), *(row[index] for row in self._rows())]
            widths.append(max(_width(cell) for cell in cells))
            least.append(max(_longest_word(cell) for cell in cells))
            if column.gives:
                widths[-1] = min(widths[-1], max(least[-1], int(most * _GIVING)))
        left = most - _GAP * (len(widths) - 1) - sum(widths)
        for index, column in enumerate(self._columns):
            if left < 0 and column.words:
                wanted = widths[index]
                widths[index] = max(wanted + left, min(wanted, max(_LEAST, least[index])))
                left += wanted - widths[index]
        return widths if left >= 0 else None

    def _rows(self) -> Iterator[tuple[Text, ...]]:
        return (row for _, rows in self._sections for row in rows)

    def _stacked(self, rows: Sequence[tuple[Text, ...]], most: int) -> Iterator[Text | Padding]:
        """Yield of each row its short cells on one line, and below them what is long."""
        heads = bool(self._columns) and self._columns[0].words
        for row in rows:
            short: list[Text] = []
            long: list[Text] = []
            for column, cell in zip(self._columns, row, strict=True):
                if cell.plain:
                    told = Text.assemble(f"{column.heading} ", cell) if column.named else cell
                    (long if column.words or column.below else short).append(told)
            lines = _joined(short, most - _INDENT)
            first, *rest = [*long, *lines] if heads else [*lines, *long]
            yield first
            yield from (Padding(each, (0, 0, 0, _INDENT)) for each in rest)


def _joined(cells: Sequence[Text], most: int) -> list[Text]:
    """Return cells side by side, on as few lines as hold them."""
    lines: list[Text] = []
    for cell in cells:
        if lines and _width(lines[-1]) + _GAP + _width(cell) <= most:
            lines[-1] = Text.assemble(lines[-1], " " * _GAP, cell, overflow="fold")
        else:
            lines.append(cell)
    return lines


def _grid(widths: Sequence[int], rows: Sequence[Sequence[Text]]) -> Table:
    made = Table.grid(padding=(0, _GAP, 0, 0))
    for width in widths:
        made.add_column(width=width, overflow="fold")
    for row in rows:
        made.add_row(*row)
    return made


def _width(cell: Text) -> int:
    return max((cell_len(each) for each in cell.plain.split("\n")), default=0)


def _longest_word(cell: Text) -> int:
    return max((cell_len(each) for each in cell.plain.split()), default=0)
