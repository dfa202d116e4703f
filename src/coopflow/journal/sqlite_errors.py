"""What SQLite says, told as what it means for a journal.

Python names only some failures by class, and a message may be worded anew in any release;
the result code is what stays, so the code decides.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coopflow.errors import JournalBroken, JournalUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.errors import JournalError

_BUSY = "another writer is keeping it locked: try again in a moment"
_FORBIDDEN = "access is refused: check who may read and write the file and its directory"
_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_PERM: _FORBIDDEN,
    sqlite3.SQLITE_AUTH: _FORBIDDEN,
    sqlite3.SQLITE_FULL: "the disk is full: make room, then try again",
    sqlite3.SQLITE_READONLY: "it is not written to, and reading it, too, takes writing (its log "
    "and an index stand beside it): check who may write the file, its directory and the disk",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: check that its directory exists and who may "
    "write there",
    sqlite3.SQLITE_IOERR: "the disk failed while it was read or written: check the disk, then "
    "try again",
    sqlite3.SQLITE_NOMEM: "there is not enough memory to use it",
    sqlite3.SQLITE_TOOBIG: "an entry is larger than the file can hold",
}
_BROKEN = {
    sqlite3.SQLITE_NOTADB: "it is no database, or its first bytes were changed",
    sqlite3.SQLITE_CORRUPT: "the database in it is damaged",
    sqlite3.SQLITE_FORMAT: "the database in it is damaged",
    sqlite3.SQLITE_CONSTRAINT: "rows in it contradict each other",
    sqlite3.SQLITE_MISMATCH: "a row in it holds a value of the wrong type",
    # The statements are ours and right, so it is the tables that differ.
    sqlite3.SQLITE_ERROR: "the tables in it are not those that were made",
    sqlite3.SQLITE_SCHEMA: "the tables in it are not those that were made",
}


@contextmanager
def told(url: str) -> Iterator[None]:
    """Let no error of SQLite out of the block: raise what `meaning` makes of it.

    Everything else passes as it is, for the block may run the code of a caller.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise meaning(error, url) from error


@contextmanager
def told_ours(url: str) -> Iterator[None]:
    """As `told`, around statements of our own: there, two more errors mean a damaged file.

    Python fails to decode SQLite's own complaint where that quotes damaged text, and a number
    that was tampered with may leave no room for the next.
    """
    with told(url):
        try:
            yield
        except UnicodeDecodeError as error:
            what = "the database in it is damaged: its description of itself is not UTF-8"
            raise JournalBroken("", None, what) from error
        except OverflowError as error:
            what = "the database in it is damaged: a number leaves no room for the next"
            raise JournalBroken("", None, what) from error


def meaning(error: sqlite3.Error, url: str) -> JournalError:
    """Say what an error of SQLite means for the journal at `url`."""
    if undecodable(error):
        return JournalBroken("", None, "text in it is not UTF-8")
    code = primary(error)
    if code is not None and code in _BROKEN:
        return JournalBroken("", None, f"{_BROKEN[code]} ({error})")
    if code is not None and code in _UNAVAILABLE:
        return JournalUnavailable(url, f"{_UNAVAILABLE[code]} ({error})")
    return JournalUnavailable(url, f"it cannot be used: {error}")


def primary(error: sqlite3.Error) -> int | None:
    """Return the primary result code; ``None`` where the error comes from Python's own module."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def undecodable(error: sqlite3.Error) -> bool:
    """Tell whether a text that was read is not UTF-8. Such an error bears no result code."""
    return isinstance(error, sqlite3.OperationalError) and "decode to UTF-8" in str(error)
