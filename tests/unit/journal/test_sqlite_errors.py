"""Every error of SQLite becomes one of ours, and says what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from coopflow.errors import JournalBroken, JournalError, JournalUnavailable
from coopflow.journal.sqlite import SqliteJournal
from coopflow.journal.sqlite_errors import meaning
from coopflow.testing.journal_writing import RECORDED_AT, append, draft, write

if TYPE_CHECKING:
    from pathlib import Path

    from coopflow.journal.sqlite_writing import SqliteWriting

CODES = sorted(
    {
        value
        for name, value in vars(sqlite3).items()
        if name.startswith("SQLITE_") and isinstance(value, int) and 0 < value < 100
    }
)


def failure(code: int) -> sqlite3.Error:
    """Make the error that Python would raise for a result code."""
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    return error


class TestMeaning:
    """No result code is without a meaning."""

    @pytest.mark.parametrize("code", CODES)
    def test_every_code_is_told(self, code: int) -> None:
        """Known or not, primary or extended, with SQLite's own words at its end."""
        for extended in (code, code | 7 << 8):
            told = meaning(failure(extended), "sqlite:///plan.db")

            assert isinstance(told, JournalError)
            assert "what SQLite says" in str(told)

    @pytest.mark.parametrize(
        ("code", "part"),
        [
            (sqlite3.SQLITE_BUSY, "another writer"),
            (sqlite3.SQLITE_BUSY_SNAPSHOT, "another writer"),
            (sqlite3.SQLITE_FULL, "disk is full"),
            (sqlite3.SQLITE_READONLY_DIRECTORY, "reading it, too, takes writing"),
            (sqlite3.SQLITE_CANTOPEN_ISDIR, "cannot be opened"),
            (sqlite3.SQLITE_IOERR_WRITE, "disk failed"),
            (sqlite3.SQLITE_PERM, "access"),
        ],
    )
    def test_what_may_pass_is_unavailable(self, code: int, part: str) -> None:
        """The journal is whole; somebody can do something about it."""
        told = meaning(failure(code), "sqlite:///plan.db")

        assert isinstance(told, JournalUnavailable)
        assert "sqlite:///plan.db" == told.url
        assert part in told.what

    @pytest.mark.parametrize(
        "code", [sqlite3.SQLITE_CORRUPT_INDEX, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR]
    )
    def test_what_will_not_pass_is_broken(self, code: int) -> None:
        """The file as a whole is at fault."""
        told = meaning(failure(code), "sqlite:///plan.db")

        assert isinstance(told, JournalBroken)
        assert ("", None) == (told.stream, told.version)


class TestFailures:
    """What goes wrong for real is told, and leaves the journal usable."""

    def test_locked(self, journal: SqliteJournal, raw: sqlite3.Connection) -> None:
        """While another process is writing, reading goes on and writing is refused."""
        raw.execute("BEGIN IMMEDIATE")

        with pytest.raises(JournalUnavailable, match="another writer"):
            write(journal, append("a", 4))
        assert 4 == journal.version("a")
        assert () == journal.verify()

        raw.execute("ROLLBACK")
        assert 5 == write(journal, append("a", 4))[0].version

    def test_opened_while_locked(
        self, journal: SqliteJournal, raw: sqlite3.Connection, path: Path
    ) -> None:
        """A journal that is there is opened without writing."""
        raw.execute("BEGIN IMMEDIATE")

        with closing(SqliteJournal(str(path), busy_timeout=0)) as other:
            assert tuple(journal.tail()) == tuple(other.tail())

    def test_full(self, journal: SqliteJournal) -> None:
        """Where there is no more room nothing is written, and with room all goes on."""

        def limit(writing: SqliteWriting) -> None:
            (pages,) = writing.handle.execute("PRAGMA page_count").fetchone()
            writing.handle.execute(f"PRAGMA max_page_count = {pages}")

        journal.write(limit)

        with pytest.raises(JournalUnavailable, match="full"):
            write(journal, append("a", 4), append("b", 2, draft(bytes(100_000))))
        assert (4, 2) == (journal.version("a"), journal.version("b"))

        journal.write(lambda it: it.handle.execute("PRAGMA max_page_count = 100000"))
        assert 5 == write(journal, append("a", 4))[0].version

    def test_read_only(self, journal: SqliteJournal) -> None:
        """What may only be read can be read."""
        journal.write(lambda it: it.handle.execute("PRAGMA query_only = ON"))

        with pytest.raises(JournalUnavailable, match="not written"):
            write(journal, append("a", 4))
        assert 4 == journal.version("a")

    def test_closed(self, journal: SqliteJournal) -> None:
        """A journal that was let go of says so."""
        journal.close()

        with pytest.raises(JournalUnavailable, match="closed"):
            journal.version("a")

    @pytest.mark.parametrize("create", [True, False])
    def test_no_directory(self, tmp_path: Path, create: bool) -> None:  # noqa: FBT001 - both
        """The directory that is missing is named: nothing could be begun there either."""
        with pytest.raises(JournalUnavailable, match=r"there is no directory .*nowhere"):
            SqliteJournal(str(tmp_path / "nowhere" / "plan.db"), create=create)

    def test_a_directory(self, tmp_path: Path) -> None:
        """A directory is no file."""
        with pytest.raises(JournalUnavailable, match="not a file"):
            SqliteJournal(str(tmp_path))

    def test_out_of_reach(self, tmp_path: Path) -> None:
        """Where the system will not even look, its own word for it is told."""
        with pytest.raises(JournalUnavailable, match="too long"):
            SqliteJournal(str(tmp_path / ("x" * 300)), create=False)

    def test_errors_of_what_is_written_along(self, journal: SqliteJournal) -> None:
        """SQLite's complaint about the rows of others is told too, and nothing is written."""
        with pytest.raises(JournalError):
            journal.append(
                [append("a", 4)],
                recorded_at=RECORDED_AT,
                also=lambda connection: connection.execute("INSERT INTO nothing VALUES (1)"),
            )

        assert 4 == journal.version("a")

    @pytest.mark.parametrize("error", [OverflowError, UnicodeError, KeyboardInterrupt])
    def test_errors_of_others_pass_as_they_are(
        self, journal: SqliteJournal, error: type[BaseException]
    ) -> None:
        """What is not SQLite's is not ours to reword."""

        def fail(_: object) -> None:
            raise error

        with pytest.raises(error):
            journal.append([append("a", 4)], recorded_at=RECORDED_AT, also=fail)

        assert 4 == journal.version("a")
