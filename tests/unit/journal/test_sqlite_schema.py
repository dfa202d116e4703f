"""The file says what it is, and no other file is touched."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from coopflow.errors import JournalBroken, JournalMissing, JournalUnavailable
from coopflow.journal import sqlite_schema
from coopflow.journal.sqlite import SqliteJournal
from coopflow.journal.sqlite_schema import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION, prepare
from coopflow.testing.journal_writing import append, insist_at, marked, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def begin(path: Path, *statements: str) -> bytes:
    """Make a database by `statements`; return the bytes of its file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path.read_bytes()


def again(raw: sqlite3.Connection, *steps: Callable[[sqlite3.Connection], None]) -> None:
    """Bring the file up to a schema that has more `steps`."""
    prepare(raw, "sqlite:///plan.db", create=True, patience=0, migrations=(*MIGRATIONS, *steps))


def to_2_notes(connection: sqlite3.Connection) -> None:
    """Give the file a table more."""
    connection.execute("CREATE TABLE notes (text TEXT) STRICT")


def to_3_fails(connection: sqlite3.Connection) -> None:
    """Fail half-way."""
    connection.execute("CREATE TABLE half (text TEXT) STRICT")
    connection.execute("CREATE TABLE half (text TEXT) STRICT")


class TestMarks:
    """A journal is known by two numbers in its first page."""

    def test_they_are_written(self, journal: SqliteJournal, raw: sqlite3.Connection) -> None:
        """With a log written ahead, which the file remembers, and every commit on the disk."""
        numbers = [
            raw.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode")
        ]
        with journal.reading() as connection:
            synchronous = connection.execute("PRAGMA synchronous").fetchone()[0]

        assert [APPLICATION_ID, SCHEMA_VERSION, "wal"] == numbers
        assert 2 == synchronous
        assert len(MIGRATIONS) == SCHEMA_VERSION

    @pytest.mark.parametrize(
        "statement",
        ["CREATE TABLE theirs (x)", "PRAGMA application_id = 77", "CREATE VIEW v AS SELECT 1"],
    )
    def test_the_database_of_another_program_is_left_alone(
        self, path: Path, statement: str
    ) -> None:
        """It is refused, and not a byte of it changes."""
        before = begin(path, statement)

        with pytest.raises(JournalUnavailable, match="another program"):
            SqliteJournal(str(path))
        assert before == path.read_bytes()
        assert [path] == list(path.parent.iterdir())

    def test_a_newer_schema_is_refused(self, journal: SqliteJournal, path: Path) -> None:
        """Both numbers are told."""
        newer = f"PRAGMA user_version = {SCHEMA_VERSION + 1}"
        journal.write(lambda it: it.handle.execute(newer))

        with pytest.raises(JournalUnavailable, match=f"schema {SCHEMA_VERSION + 1}.*up to"):
            SqliteJournal(str(path))

    @pytest.mark.parametrize("version", [0, -1])
    def test_an_impossible_schema_is_damage(
        self, journal: SqliteJournal, path: Path, version: int
    ) -> None:
        """A journal has a schema."""
        impossible = f"PRAGMA user_version = {version}"
        journal.write(lambda it: it.handle.execute(impossible))

        with pytest.raises(JournalBroken):
            SqliteJournal(str(path))

    def test_marks_without_tables_are_damage(self, path: Path) -> None:
        """A journal has its tables."""
        begin(path, f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 1")

        with pytest.raises(JournalBroken):
            SqliteJournal(str(path))

    def test_other_tables_are_damage(self, path: Path) -> None:
        """And no others in their place: which is told when they are used."""
        begin(
            path,
            "CREATE TABLE entries (x)",
            f"PRAGMA application_id = {APPLICATION_ID}",
            "PRAGMA user_version = 1",
        )

        with closing(SqliteJournal(str(path))) as journal:
            with pytest.raises(JournalBroken):
                tuple(journal.tail())
            assert [""] == [broken.stream for broken in journal.verify()]

    def test_no_database_at_all(self, path: Path) -> None:
        """A file of something else is damaged, or never was a journal."""
        path.write_text("Kế hoạch phối hợp\n" * 100)

        with pytest.raises(JournalBroken, match="no database"):
            SqliteJournal(str(path))

    def test_an_empty_file_is_no_journal_yet(self, path: Path) -> None:
        """It is one to begin, and none to look for."""
        path.touch()

        with pytest.raises(JournalMissing):
            SqliteJournal(str(path), create=False)
        assert b"" == path.read_bytes()
        with closing(SqliteJournal(str(path))) as journal:
            assert () == journal.verify()

    def test_an_old_sqlite_is_told(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The version that is needed, and the one that is there."""
        monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))

        with pytest.raises(JournalUnavailable, match=r"SQLite 3\.37"):
            SqliteJournal(str(path))


class TestMigrations:
    """An older file is brought up step by step, or stays as it was."""

    def test_missing_steps_are_taken(self, journal: SqliteJournal, raw: sqlite3.Connection) -> None:
        """Each once; the entries stay."""
        before = tuple(journal.tail())
        again(raw, to_2_notes)
        again(raw, to_2_notes)

        assert (SCHEMA_VERSION + 1,) == raw.execute("PRAGMA user_version").fetchone()
        assert [] == raw.execute("SELECT * FROM notes").fetchall()
        assert before == tuple(journal.tail())

    def test_a_step_that_fails_undoes_all(
        self, journal: SqliteJournal, raw: sqlite3.Connection
    ) -> None:
        """The file is still the older one, and whole."""
        with pytest.raises(sqlite3.OperationalError):
            again(raw, to_2_notes, to_3_fails)

        assert (SCHEMA_VERSION,) == raw.execute("PRAGMA user_version").fetchone()
        assert [("entries",)] == raw.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
        ).fetchall()
        assert () == journal.verify()
        assert 5 == write(journal, append("a", 4))[0].version

    def test_processes_may_begin_one_journal_at_once(self, path: Path) -> None:
        """Each finds it made, by itself or by another, and none loses an entry."""
        url, work = f"sqlite:///{path}", marked(writers=4, each=2)

        with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
            for done in [pool.submit(insist_at, url, "a", drafts) for drafts in work]:
                done.result(timeout=60)

        with closing(SqliteJournal(str(path), create=False)) as journal:
            assert 8 == journal.version("a")
            assert () == journal.verify()

    def test_openers_at_the_same_moment_are_all_served(self, tmp_path: Path) -> None:
        """Whoever is late finds a journal half made, and waits for it. Tried many times over."""
        start = Barrier(4)

        def begin_at_once(path: str) -> int:
            start.wait(timeout=60)
            with closing(SqliteJournal(path, busy_timeout=60)) as journal:
                return journal.version("a")

        with ThreadPoolExecutor(4) as pool:
            for number in range(25):
                path = str(tmp_path / f"{number}.db")
                answers = [pool.submit(begin_at_once, path) for _ in range(4)]

                assert [0, 0, 0, 0] == [answer.result(timeout=60) for answer in answers]

    def test_whoever_waits_lets_go_and_tries_again(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A reader in the way of the log is waited for, though SQLite itself would not."""
        begin(path)
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM sqlite_schema").fetchall()
            monkeypatch.setattr(sqlite_schema, "sleep", lambda _: reader.execute("ROLLBACK"))

            with closing(SqliteJournal(str(path), busy_timeout=60)) as journal:
                assert 0 == journal.version("a")

    def test_waiting_ends(self, path: Path) -> None:
        """A reader that stays in the way is told, once the time is up."""
        begin(path)
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM sqlite_schema").fetchall()

            with pytest.raises(JournalUnavailable, match="another writer"):
                SqliteJournal(str(path), busy_timeout=0)
