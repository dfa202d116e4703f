"""The one connection that writes to a file, and what a piece of work may do with it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from coopflow.errors import JournalBroken, JournalUnavailable
from coopflow.journal.chain import START, Link, extend
from coopflow.journal.sqlite_errors import meaning
from coopflow.journal.sqlite_reading import facts, fetch_all, keyed, read, streams
from coopflow.journal.sqlite_rows import COLUMNS, Row
from coopflow.journal.sqlite_schema import require_present

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coopflow.journal.entry import Append, Entry, Fact

HEAD = (
    "SELECT version, digest, position FROM entries WHERE stream = ? ORDER BY version DESC LIMIT 1"
)
_INSERT = f"INSERT INTO entries ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - a constant
_Later = tuple[str, object, "Sequence[Any]"]
"""A statement put off: its text, the key for which only the last is done, its values."""
_MOST_ENDS = 10_000
"""Ends of streams that are remembered."""


class SqliteWriting:
    """The transactions of a file, one after the other; and in each of them a `Writing`.

    Where streams end is remembered from one transaction to the next. It stays true while nobody
    else writes to the file, and `PRAGMA data_version` tells whether somebody did.

    Entries are told to SQLite when somebody looks, or at the commit: those of all callers who
    share it in one statement. A piece of work that only adds needs no savepoint then, since what
    it added can be dropped before SQLite ever heard of it.
    """

    def __init__(self, connection: sqlite3.Connection, url: str) -> None:
        """Write through `connection`, which nobody else uses."""
        self.connection = connection
        self.lost = 0
        self._url = url
        self._ends: dict[str, Link] = {}
        self._position: int | None = None
        cursor = connection.cursor()  # one for all: making them anew costs a statement
        self._run, self._run_many = cursor.execute, cursor.executemany
        self._others = -1
        self._appended = self._wrote = False
        self._kept: list[_Later] = []  # what earlier pieces of work in this transaction put off
        self._own: list[_Later] = []  # what the piece at hand put off
        self._shared = self._marked = False

    # --- what a piece of work sees: `coopflow.journal.store.Writing` ---------------------------

    @property
    def handle(self) -> sqlite3.Connection:
        """The connection. All that was put off is in it by now."""
        self._settle()
        return self.connection

    @property
    def position(self) -> int:
        """Position of the journal's last entry (0 where there is none)."""
        if self._position is None:
            (last,) = self.connection.execute("SELECT max(position) FROM entries").fetchone()
            self._position = last or 0
        return self._position

    def append(self, appends: Sequence[Append], *, recorded_at: str) -> tuple[Entry, ...]:
        """Extend one or several streams, in the order given."""
        entries: list[Entry] = []
        try:
            position = self.position
            for append in appends:
                link = self._end(append.stream)
                added = extend(link, append, after=position, recorded_at=recorded_at)
                self._appended = self._wrote = True
                self._own += [(_INSERT, entry.position, _row(entry)) for entry in added]
                last = added[-1]
                self._ends[append.stream] = Link(last.version, last.digest, last.position)
                self._position = position = last.position
                entries += added
        except UnicodeDecodeError as error:
            raise _damaged(error) from error
        return tuple(entries)

    def put_off(self, statement: str, key: object, values: Sequence[Any]) -> None:
        """Let a statement be done before anybody looks, or at the commit.

        Of those put off for the same key only the last is done; among different statements there
        is no order.
        """
        self._own.append((statement, key, values))

    def read(self, stream: str, *, after: int = 0) -> Iterator[Entry]:
        """Go through one stream, what this transaction added to it included."""
        return read(self._fetch, stream, after)

    def facts(self, stream: str, *, after: int = 0) -> Iterator[Fact]:
        """Go through one stream, of each entry only what happened."""
        return facts(self._fetch, stream, after)

    def keyed(self, stream: str, key: str) -> tuple[Entry, ...]:
        """Find the entries of one stream by their key."""
        return keyed(self._fetch, stream, key)

    def streams(self) -> tuple[str, ...]:
        """Name every stream, in the order in which they began."""
        return streams(self._fetch)

    # --- what a group of callers needs: `coopflow.journal.group.Transactions` ------------------

    def begin(self) -> None:
        """Take the file's only write lock before anything is looked at.

        A transaction that reads first and asks for the lock later could find that another
        writer has made what it read untrue.
        """
        self._wrote = self._shared = self._marked = False
        self._run("BEGIN IMMEDIATE")
        (others,) = self._run("PRAGMA data_version").fetchone()
        if others != self._others or len(self._ends) > _MOST_ENDS:
            require_present(self.connection, self._url)
            self._others = others
            self._forget()

    def save(self) -> None:
        """Mark where one piece of work begins. SQLite is told when the work comes to it."""
        self._appended = self._marked = False
        self._shared = True

    def keep(self) -> None:
        """Let what was done since the mark be part of the transaction."""
        self._kept += self._own
        self._own.clear()
        if self._marked:
            self._run("RELEASE work")

    def drop(self) -> bool:
        """Undo what was done since the mark; tell whether what came before it still stands."""
        self._own.clear()
        if not self.connection.in_transaction:  # SQLite has undone everything, as on a full disk
            self._lose()
            return False
        if self._marked:
            self._run("ROLLBACK TO work")
            self._run("RELEASE work")
        if self._appended:
            self._tell(self._kept)  # what is forgotten now is asked of SQLite again
            self._lose()
        return True

    def commit(self) -> None:
        """Make everything durable.

        Raises:
            JournalUnavailable: SQLite has undone the transaction, and nobody said so.
        """
        self._tell(self._kept)
        self._tell(self._own)
        self._require_open()
        self._run("COMMIT")

    def undo(self) -> bool:
        """Undo all that is not final; tell whether there was anything."""
        open_still = True
        self._kept.clear()
        self._own.clear()
        try:
            open_still = self.connection.in_transaction
            if open_still:
                self._run("ROLLBACK")
        except sqlite3.Error:
            pass  # a connection that is closed has undone it; one that fails makes nothing final
        self._lose()
        return open_still

    def meaning(self, error: BaseException) -> BaseException:
        """Return what an error of SQLite means; any other as it is."""
        return meaning(error, self._url) if isinstance(error, sqlite3.Error) else error

    def _end(self, stream: str) -> Link:
        known = self._ends.get(stream)
        if known is None:
            known = self._ends[stream] = end(self.connection, stream)
        return known

    def _fetch(self, statement: str, *values: Any) -> list[Row]:
        if self._own:
            self._settle()
        self._tell(self._kept)
        return fetch_all(self.connection, statement, *values)

    def _settle(self) -> None:
        """Do what was put off, so that what the piece at hand did can be undone alone."""
        if self._shared and not self._marked:
            self._tell(self._kept)
            self._run("SAVEPOINT work")
            self._marked = True
        self._tell(self._own)

    def _tell(self, later: list[_Later]) -> None:
        """Do what was put off, each statement once for all its keys."""
        if not later:
            return
        self._require_open()
        statements: dict[str, dict[object, Sequence[Any]]] = {}
        for statement, key, values in later:
            statements.setdefault(statement, {})[key] = values
        later.clear()
        try:
            for statement, last in statements.items():
                self._run_many(statement, last.values())
        except (UnicodeDecodeError, OverflowError) as error:
            raise _damaged(error) from error

    def _require_open(self) -> None:
        if not self.connection.in_transaction:
            what = "the transaction was undone, and nothing was written: make room, then try again"
            raise JournalUnavailable(self._url, what)

    def _forget(self) -> None:
        self._ends.clear()
        self._position = None

    def _lose(self) -> None:
        if self._wrote:
            self.lost += 1
            self._forget()


def end(connection: sqlite3.Connection, stream: str) -> Link:
    """Find the end of a stream by the index, however long the stream is."""
    try:
        row = connection.execute(HEAD, (stream,)).fetchone()
    except UnicodeEncodeError:
        return START  # nothing can be stored under what is no text; its writer is told at the seal
    if row is None:
        return START
    version, digest, position = row
    if type(version) is not int or type(digest) is not str:
        raise JournalBroken(stream, None, "its last entry holds a value of the wrong type")
    return Link(version, digest, position)


def _damaged(error: Exception) -> JournalBroken:
    """Return what two errors of Python's own mean around statements of ours.

    It fails to decode SQLite's complaint where that quotes damaged text; and a number that was
    tampered with may leave no room for the next.
    """
    what = "its description of itself is not UTF-8"
    if isinstance(error, OverflowError):
        what = "a number leaves no room for the next"
    return JournalBroken("", None, f"the database in it is damaged: {what}")


def _row(entry: Entry) -> Row:
    return (
        entry.position,
        entry.stream,
        entry.version,
        entry.type,
        entry.at,
        entry.recorded_at,
        entry.by,
        entry.key,
        entry.data,
        entry.digest,
    )
