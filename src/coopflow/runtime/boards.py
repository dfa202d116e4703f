"""Open the board that belongs to a journal, and make it from the journal where it must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.projections.board import MemoryBoard
from coopflow.projections.rows import folded
from coopflow.projections.snapshots import due
from coopflow.runtime.records import Records, replay

if TYPE_CHECKING:
    from coopflow.journal.store import Journal, Writing
    from coopflow.projections.board import Board


def open_board(journal: Journal) -> Board:
    """Return the board of `journal`, made anew if it is missing or of another edition."""
    from coopflow.journal.memory import MemoryJournal  # noqa: PLC0415 - beside the other store

    if isinstance(journal, MemoryJournal):
        return MemoryBoard()
    from coopflow.journal.sqlite import SqliteJournal  # noqa: PLC0415 - only the store asked for
    from coopflow.projections.sqlite_board import SqliteBoard  # noqa: PLC0415 - the same

    if not isinstance(journal, SqliteJournal):
        message = f"no board is known for {type(journal).__name__}"
        raise TypeError(message)
    board = SqliteBoard(journal)
    if board.stale():
        rebuild(journal, board)
    return board


def rebuild(journal: Journal, board: Board) -> int:
    """Make `board` anew from `journal`, and return how many agreements it lists."""

    def work(writing: Writing) -> int:
        names = [name for name in writing.streams() if not name.startswith(":")]
        board.clear(writing.handle)
        records = Records(writing, board)
        for name in names:
            folding = replay(name, writing.facts(name), watch=True)
            now, rows = folded(folding, records.lapsing)
            board.put((rows,), writing)
            if due(now, 0):
                board.keep(now, writing.handle)
        return len(names)

    return journal.write(work)
