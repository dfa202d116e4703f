"""Open the board that belongs to a journal, and make it from the journal where it must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.projections.board import MemoryBoard
from coopflow.runtime.verifying import all_rows

if TYPE_CHECKING:
    from coopflow.journal.store import Journal
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
    rows = all_rows(journal)
    transaction = getattr(journal, "transaction", None)
    if transaction is None:
        board.clear(None)
        board.put(rows, None)
        return len(rows)
    with transaction() as connection:
        board.clear(connection)
        board.put(rows, connection)
    return len(rows)
