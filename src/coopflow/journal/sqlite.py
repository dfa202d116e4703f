"""A journal in one SQLite file, shared by the threads of a process and by processes.

Each transaction takes the file's only write lock before it looks at anything (`BEGIN
IMMEDIATE`). What it read can therefore not be overtaken, and positions are handed out in the
order in which they become visible: a reader that goes on from the last position it saw skips
nothing.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from coopflow.errors import JournalBroken, JournalUnavailable
from coopflow.journal import sqlite_reading as reading
from coopflow.journal.group import GroupCommit
from coopflow.journal.sqlite_connection import close_as_it_is, connect
from coopflow.journal.sqlite_errors import told, told_ours
from coopflow.journal.sqlite_schema import prepare
from coopflow.journal.sqlite_verify import verify
from coopflow.journal.sqlite_writing import SqliteWriting, end

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from coopflow.journal.entry import Append, Entry, Fact
    from coopflow.journal.sqlite_rows import Row

T = TypeVar("T")


class SqliteJournal:
    """A `Journal` in a file. Work is handed the `sqlite3.Connection` of its transaction.

    One connection writes, for callers who share its transactions (`coopflow.journal.group`);
    another reads, for all threads in turn, and sees only what is final. No lock is held while a
    caller goes through what was read: it comes in pages, and between two of them others may
    write.
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
            writer = self._connect(create=create)
            try:
                prepare(writer, self.url, create=create, patience=busy_timeout)
                self._connection = self._connect(create=False)
            except JournalBroken:
                close_as_it_is(writer, self._path)
                raise
            except BaseException:
                writer.close()
                raise
        self._writing = SqliteWriting(writer, self.url)
        self._group = GroupCommit(self._writing)

    def append(
        self,
        appends: Sequence[Append],
        *,
        recorded_at: str,
        also: Callable[[Any], None] | None = None,
    ) -> tuple[Entry, ...]:
        """Extend one or several streams, in one transaction."""

        def work(writing: SqliteWriting) -> tuple[Entry, ...]:
            entries = writing.append(appends, recorded_at=recorded_at)
            if also is not None:
                also(writing.handle)
            return entries

        return self.write(work)

    def write(self, work: Callable[[SqliteWriting], T]) -> T:
        """Do `work` in a transaction, which callers who wait at the same time share."""
        return self._group.do(partial(work, self._writing))

    def read(self, stream: str, *, after: int = 0) -> Iterator[Entry]:
        """Go through one stream in order of versions."""
        return reading.read(self._fetch, stream, after)

    def facts(self, stream: str, *, after: int = 0) -> Iterator[Fact]:
        """Go through one stream in order of versions, of each entry only what happened."""
        return reading.facts(self._fetch, stream, after)

    def tail(self, *, after: int = 0) -> Iterator[Entry]:
        """Go through all streams in order of positions."""
        return reading.tail(self._fetch, after)

    def streams(self) -> tuple[str, ...]:
        """Name every stream, in the order in which they began."""
        return reading.streams(self._fetch)

    def version(self, stream: str) -> int:
        """Count the entries of one stream."""
        with self.reading() as connection:
            return end(connection, stream).version

    def keyed(self, stream: str, key: str) -> tuple[Entry, ...]:
        """Find the entries of one stream by their key, in order of versions."""
        return reading.keyed(self._fetch, stream, key)

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
        with told(self.url):
            self._group.end(self._writing.connection.close)
        with self._lock, told(self.url):
            self._connection.close()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read what else lives in the file. Other readers wait until the block ends.

        Raises:
            JournalError: What SQLite said, as what it means.
        """
        with self._lock, told(self.url):
            yield self._connection

    def _connect(self, *, create: bool) -> sqlite3.Connection:
        return connect(self._path, self.url, create=create, busy_timeout=self._busy_timeout)

    def _fetch(self, statement: str, *values: Any) -> list[Row]:
        with self.reading() as connection:
            return reading.fetch_all(connection, statement, *values)
