"""Where reactions are, in the journal's own SQLite file; and whose turn it is, beside it.

The tables are made when the first reaction is installed. They have an edition of their own, and
are no part of the board: what is in them cannot be made again from the entries.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from coopflow.errors import JournalUnavailable
from coopflow.journal.progress import Held
from coopflow.journal.sqlite_errors import meaning, primary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from coopflow.journal.sqlite import SqliteJournal

EDITION = 1
"""Edition of these tables; a later one is reached by steps that keep what is in them."""

_TABLES = (
    "CREATE TABLE reaction_edition (edition INTEGER NOT NULL) STRICT",
    "CREATE TABLE reaction_cursors (reaction TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT",
    """CREATE TABLE reaction_held (
        reaction TEXT NOT NULL, agreement TEXT NOT NULL, version INTEGER NOT NULL,
        position INTEGER NOT NULL, failed INTEGER NOT NULL, again TEXT, error TEXT NOT NULL,
        PRIMARY KEY (reaction, agreement)) STRICT, WITHOUT ROWID""",
)
_ADVANCE = "UPDATE reaction_cursors SET position = max(position, ?) WHERE reaction = ?"
_HOLD = "INSERT OR REPLACE INTO reaction_held VALUES (?, ?, ?, ?, ?, ?, ?)"
_RETRY = (
    "UPDATE reaction_held SET failed = 0, again = ?"
    " WHERE reaction = ? AND agreement = ? AND version = ?"
)
_RELEASE = "DELETE FROM reaction_held WHERE reaction = ? AND agreement = ?"


class SqliteProgress:
    """The `Progress` in the file of a `SqliteJournal`."""

    def __init__(self, journal: SqliteJournal) -> None:
        """Stand on the file of `journal`; whether the tables are there is looked up when asked."""
        self._journal = journal
        self._sound = False

    def end(self) -> int:
        """Return the position of the journal's last entry."""
        with self._journal.reading() as connection:
            (last,) = connection.execute("SELECT max(position) FROM entries").fetchone()
        return last or 0

    def install(self, reactions: Iterable[str]) -> None:
        """Let those that are not known yet begin at the journal's end."""
        names = tuple(reactions)
        if not {*names} - self.cursors().keys():
            return

        def work(writing: Any) -> None:
            connection: sqlite3.Connection = writing.handle
            if not self._there(connection):
                for statement in _TABLES:
                    connection.execute(statement)
                connection.execute("INSERT INTO reaction_edition VALUES (?)", (EDITION,))
            connection.executemany(
                "INSERT OR IGNORE INTO reaction_cursors VALUES (?, ?)",
                [(name, writing.position) for name in names],
            )

        self._journal.write(work)

    def cursors(self) -> dict[str, int]:
        """Return the cursor of every reaction, by name."""
        return dict(self._rows("SELECT * FROM reaction_cursors ORDER BY reaction"))

    def held(self) -> tuple[Held, ...]:
        """Return what is held up, in order of positions."""
        rows = self._rows("SELECT * FROM reaction_held ORDER BY position, reaction")
        return tuple(
            Held(
                reaction=reaction,
                agreement=agreement,
                version=version,
                position=position,
                failed=failed,
                again=again,
                error=error,
            )
            for reaction, agreement, version, position, failed, again, error in rows
        )

    def advance(self, reaction: str, position: int) -> None:
        """Let everything up to a position be done by a reaction, but for what is held up."""
        self._write(lambda it: it.execute(_ADVANCE, (position, reaction)))

    def hold(self, held: Held) -> None:
        """Keep that an entry is held up."""
        place = (held.reaction, held.agreement, held.version, held.position)

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(_HOLD, (*place, held.failed, held.again, held.error))
            connection.execute(_ADVANCE, (held.position, held.reaction))

        self._write(work)

    def release(self, held: Held) -> None:
        """Let nothing of a reaction be held up any more in an agreement."""
        self._write(lambda it: it.execute(_RELEASE, (held.reaction, held.agreement)))

    def retry(self, held: Held, again: str) -> bool:
        """Try what is held up from an instant, as if it had never failed."""
        values = (again, held.reaction, held.agreement, held.version)
        return self._journal.write(
            lambda writing: bool(writing.handle.execute(_RETRY, values).rowcount)
        )

    def turn(self) -> SqliteTurn:
        """Return a turn that one of all runners of the file can take at a time."""
        path = self._journal.path.resolve()
        return SqliteTurn(path.with_name(f"{path.name}-runner"), self._journal.url)

    def _write(self, work: Callable[[sqlite3.Connection], object]) -> None:
        self._journal.write(lambda writing: work(writing.handle))

    def _rows(self, query: str) -> list[Any]:
        with self._journal.reading() as connection:
            return connection.execute(query).fetchall() if self._there(connection) else []

    def _there(self, connection: sqlite3.Connection) -> bool:
        """Tell whether the tables are there.

        Raises:
            JournalUnavailable: They are of a newer edition.
        """
        if self._sound:
            return True
        look = "SELECT 1 FROM sqlite_schema WHERE name = 'reaction_edition'"
        if connection.execute(look).fetchone() is None:
            return False
        (edition,) = connection.execute("SELECT max(edition) FROM reaction_edition").fetchone()
        if edition is None or edition > EDITION:
            what = (
                f"a newer coopflow runs reactions here (edition {edition}; this one knows "
                f"{EDITION}): upgrade coopflow"
            )
            raise JournalUnavailable(self._journal.url, what)
        self._sound = True
        return True


class SqliteTurn:
    """The `Turn` of runners of one file: the lock on a file beside it, which holds nothing.

    It is the exclusive lock that SQLite takes on a database. The operating system keeps it for the
    process and lets go of it when that ends, also by a kill: nothing can be left behind, and
    nothing has to run out.
    """

    def __init__(self, path: Path, url: str) -> None:
        """Begin without it; it is that of the file at `path`, for the journal at `url`."""
        self._path = path
        self._url = url
        self._held: sqlite3.Connection | None = None

    def take(self) -> bool:
        """Take it, where nobody has it."""
        if self._held is not None:
            return True
        try:
            connection = sqlite3.connect(
                self._path, timeout=0, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise meaning(error, self._url) from error
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            connection.close()
            if primary(error) == sqlite3.SQLITE_BUSY:
                return False
            raise meaning(error, self._url) from error
        self._held = connection
        return True

    def give(self) -> None:
        """Give it back, where it is held."""
        if self._held is not None:
            self._held.close()
            self._held = None
