"""A journal in one SQLite file, shared by the threads of a process and by processes.

Each append is one transaction that takes the file's only write lock before it looks at
anything (`BEGIN IMMEDIATE`). What it read can therefore not be overtaken, and positions are
handed out in the order in which they become visible: a reader that goes on from the last
position it saw skips nothing.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from coopflow.errors import JournalBroken, JournalUnavailable
from coopflow.journal.chain import START, Link, extend
from coopflow.journal.sqlite_connection import connect, immediate
from coopflow.journal.sqlite_errors import told, told_ours, undecodable
from coopflow.journal.sqlite_rows import COLUMNS, Row, entry_of, legible, tolerant
from coopflow.journal.sqlite_schema import prepare
from coopflow.journal.sqlite_verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coopflow.journal.entry import Append, Entry

PAGE = 500  # entries fetched at a time

_READ = (
    f"SELECT {COLUMNS} FROM entries WHERE stream = ? AND version > ? "  # noqa: S608 - a constant
    "ORDER BY version LIMIT ?"
)
_TAIL = f"SELECT {COLUMNS} FROM entries WHERE position > ? ORDER BY position LIMIT ?"  # noqa: S608 - a constant
_HEAD = (
    "SELECT version, digest, position FROM entries WHERE stream = ? ORDER BY version DESC LIMIT 1"
)
# The range is what the index by key can walk; the rest of the condition thins it out.
_KEYED = f"""
    SELECT {COLUMNS} FROM entries
    WHERE stream = ? AND "key" >= ? AND "key" < ? AND ("key" = ? OR "key" >= ?)
    ORDER BY version
"""  # noqa: S608 - a constant
_INSERT = f"INSERT INTO entries ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - a constant


class SqliteJournal:
    """A `Journal` in a file. `also` is handed the `sqlite3.Connection` of the transaction.

    One connection serves all threads in turn. No lock is held while a caller goes through
    what was read: it comes in pages, and between two of them others may write.
    """

    def __init__(self, path: str, *, create: bool = True, busy_timeout: float = 5.0) -> None:
        """Open the file at `path`.

        Args:
            path: Where the file is, relative or absolute.
            create: Whether to begin a journal where there is none.
            busy_timeout: How long to wait for another writer (seconds).

        Raises:
            JournalMissing: There is no journal, and `create` is false.
            JournalUnavailable: It cannot be opened, or is no journal that this library reads.
            JournalBroken: The file is damaged.
        """
        self.url = f"sqlite:///{path}"
        try:
            self._path = Path(path).absolute()
        except OSError as error:  # the directory we are in may be gone
            raise JournalUnavailable(self.url, f"it cannot be reached: {error.strerror}") from error
        self._busy_timeout = busy_timeout
        self._lock = RLock()
        with told_ours(self.url):
            self._connection = self._connect(create=create)
            try:
                prepare(self._connection, self.url, create=create, patience=busy_timeout)
            except BaseException:
                self._connection.close()
                raise

    def append(
        self,
        appends: Sequence[Append],
        *,
        recorded_at: str,
        also: Callable[[Any], None] | None = None,
    ) -> tuple[Entry, ...]:
        """Extend one or several streams, in one transaction."""
        entries: list[Entry] = []
        with self.transaction() as connection:
            with told_ours(self.url):
                (last,) = connection.execute("SELECT max(position) FROM entries").fetchone()
                for append in appends:
                    link = _end(connection, append.stream)
                    after = (last or 0) + len(entries)
                    added = extend(link, append, after=after, recorded_at=recorded_at)
                    connection.executemany(_INSERT, map(_row, added))
                    entries += added
            if also is not None:
                also(connection)
        return tuple(entries)

    def read(self, stream: str, *, after: int = 0) -> Iterator[Entry]:
        """Go through one stream in order of versions."""
        after = max(after, 0)
        while rows := self._page(_READ, stream, after, PAGE):
            for row in rows:
                entry = entry_of(row)
                after += 1
                # What is told of a stream with a hole in it would be false.
                if (entry.stream, entry.version) != (stream, after):
                    raise JournalBroken(stream, after, "it is missing or out of order")
                yield entry

    def tail(self, *, after: int = 0) -> Iterator[Entry]:
        """Go through all streams in order of positions."""
        after = max(after, 0)
        while rows := self._page(_TAIL, after, PAGE):
            for row in rows:
                entry = entry_of(row)
                # Damaged pages may lead back to where one was, and round and round.
                if entry.position <= after:
                    what = "it is out of order: its position does not follow the last one"
                    raise JournalBroken(entry.stream, entry.version, what)
                after = entry.position
                yield entry

    def streams(self) -> tuple[str, ...]:
        """Name every stream, in the order in which they began."""
        with self.reading() as connection:
            rows = connection.execute(
                "SELECT stream FROM entries GROUP BY stream ORDER BY min(position)"
            ).fetchall()
        return tuple(stream for (stream,) in rows)

    def version(self, stream: str) -> int:
        """Count the entries of one stream."""
        with self.reading() as connection:
            return _end(connection, stream).version

    def keyed(self, stream: str, key: str) -> tuple[Entry, ...]:
        """Find the entries of one stream by their key, in order of versions."""
        # "!" comes next after a space: between the two is what begins with `key` and a space.
        rows = self._page(_KEYED, stream, key, f"{key}!", key, f"{key} ")
        return tuple(map(entry_of, rows))

    def verify(self, stream: str | None = None) -> tuple[JournalBroken, ...]:
        """Recompute the chain of one stream or of all, and let SQLite check the file.

        Beyond what every journal finds: a stream that lost its end while later entries of
        other streams remain, because positions leave no gap (when all streams are checked).
        It looks at one snapshot through a connection of its own, so nobody waits for it.
        """
        try:
            with told_ours(self.url), closing(self._connect(create=False)) as connection:
                return verify(connection, self.url, stream)
        except JournalBroken as broken:
            return (broken.with_traceback(None),)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, told(self.url):
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write what else lives in the file: committed at the end of the block, or not at all.

        Raises:
            RuntimeError: This thread is inside a transaction already.
            JournalError: What SQLite said, as what it means.
        """
        with self._lock, told(self.url):
            if self._connection.in_transaction:
                message = "a transaction of this journal is open: write through its connection"
                raise RuntimeError(message)
            with immediate(self._connection):
                yield self._connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read what else lives in the file. Other threads wait until the block ends.

        Raises:
            JournalError: What SQLite said, as what it means.
        """
        with self._lock, told(self.url):
            yield self._connection

    def _connect(self, *, create: bool) -> sqlite3.Connection:
        return connect(self._path, self.url, create=create, busy_timeout=self._busy_timeout)

    def _page(self, statement: str, *values: object) -> list[Row]:
        with self.reading() as connection:
            try:
                return connection.execute(statement, values).fetchall()
            except UnicodeEncodeError:
                return []  # what is asked for is no text: nothing can have been stored under it
            except sqlite3.OperationalError as error:
                if not undecodable(error):
                    raise
                # Once more, to name the entry. Slow, and only for a file that was damaged.
                connection.text_factory = tolerant
                try:
                    rows = connection.execute(statement, values).fetchall()
                finally:
                    connection.text_factory = str
        return [legible(row) for row in rows]


def _end(connection: sqlite3.Connection, stream: str) -> Link:
    """Find the end of a stream by the index, however long the stream is."""
    try:
        row = connection.execute(_HEAD, (stream,)).fetchone()
    except UnicodeEncodeError:
        return START  # as in `_page`; whoever appends is told when it is sealed
    if row is None:
        return START
    version, digest, position = row
    if type(version) is not int or type(digest) is not str:
        raise JournalBroken(stream, None, "its last entry holds a value of the wrong type")
    return Link(version, digest, position)


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
