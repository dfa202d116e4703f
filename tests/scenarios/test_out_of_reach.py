"""A journal that may not be written, or that somebody else keeps locked."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coopflow import JournalError, JournalUnavailable, Secretariat
from coopflow.cli import main
from coopflow.testing.survival_story import COMMON, begin, occur

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
OCCASION = ("occasion", COMMON, "flood", "--as", "ba", "--at", "2000-02-01")


@contextmanager
def as_anybody() -> Iterator[None]:
    """Be no more than any other user: to root, nothing is read-only."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(own)


class TestReadOnly:
    """Whoever may not write is told so, in one line, and what can be read is read."""

    @pytest.fixture
    def path(self) -> Iterator[Path]:
        """A journal in a folder that every user can reach."""
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder, "kept")
            kept.mkdir()
            path = kept / "journal.db"
            with Secretariat.open(f"sqlite:///{path}", plugins=[]) as office:
                begin(office)
            Path(folder).chmod(0o755)
            yield path

    @pytest.mark.parametrize(
        ("file", "folder", "readable"),
        [(0o444, 0o777, True), (0o666, 0o555, False), (0o444, 0o555, False)],
        ids=["the file", "its folder", "both"],
    )
    def test_it_is_refused_and_left_as_it_was(
        self,
        path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        *,
        file: int,
        folder: int,
        readable: bool,
    ) -> None:
        """SQLite keeps a log beside the file: reading, too, takes a folder one may write to."""
        monkeypatch.setenv("COOPFLOW_PLUGINS", "none")
        url, before = f"sqlite:///{path}", path.read_bytes()
        words = ("list", "--db", url), (*OCCASION, "--db", url)
        # Whatever the two need is loaded by now: that, too, may be where nobody else can read.
        assert [0, 3] == [main(words[0]), main((*OCCASION, "--agency", "north", "--db", url))]
        capsys.readouterr()
        path.chmod(file)
        path.parent.chmod(folder)

        with as_anybody():
            codes = [main(each) for each in words]
        told = capsys.readouterr()
        path.parent.chmod(0o777)
        path.chmod(0o666)

        assert [0 if readable else 5, 5] == codes
        assert codes.count(5) == told.err.count("\n") == told.err.count("check who may write")
        assert before == path.read_bytes()
        with Secretariat.open(url, plugins=[], create=False) as office:
            assert occur(office, "afterwards")
            assert office.verify()

    def test_no_journal_is_begun_where_none_may_be(self, path: Path) -> None:
        """It is told what to look at, and nothing is left behind."""
        path.unlink()
        path.parent.chmod(0o555)

        with as_anybody(), pytest.raises(JournalUnavailable, match="who may write there"):
            Secretariat.open(f"sqlite:///{path}", plugins=[])
        assert [] == list(path.parent.iterdir())


class TestLocked:
    """Somebody who keeps the file for too long is waited for no longer, and does no harm."""

    @pytest.fixture
    def other(self, path: Path) -> Iterator[sqlite3.Connection]:
        """A connection that knows of no journal."""
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            yield connection

    def test_whoever_waited_is_told(self, other: sqlite3.Connection, office: Secretariat) -> None:
        """Every thread; reading goes on meanwhile; and afterwards each is served, once."""

        def flood(number: int) -> tuple[int, ...]:
            said = {"by": "ba", "at": "2000-02-01", "occasion": "flood", "key": f"k{number}"}
            receipt = office.submit(COMMON, "occasion", **said)
            return tuple(event.version for event in receipt.events)

        before = office.get(COMMON), office.tasks()
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(4) as pool:
            running = [pool.submit(partial(flood, number)) for number in range(4)]
        errors = [done.exception() for done in running]
        meanwhile = office.get(COMMON), office.tasks()
        other.execute("ROLLBACK")
        told = sorted(version for number in range(4) for version in flood(number))

        assert {JournalUnavailable} == set(map(type, errors))
        assert {True} == {"another writer" in str(error) for error in errors}
        assert before == meanwhile
        assert list(range(before[0].version + 1, before[0].version + 9)) == told
        assert office.verify()

    def test_by_hand_it_is_one_line(
        self,
        path: Path,
        other: sqlite3.Connection,
        connections: list[sqlite3.Connection],
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """With an exit code of its own; what only reads is answered."""
        monkeypatch.setenv("COOPFLOW_PLUGINS", "none")
        db = ("--db", f"sqlite:///{path}")
        other.execute("BEGIN IMMEDIATE")
        codes = [main((*words, *db)) for words in (OCCASION, ("list",), ("verify",))]

        assert [5, 0, 0] == codes
        assert connections
        assert "another writer is keeping it locked: try again" in capsys.readouterr().err

    def test_a_file_that_somebody_has_to_himself(
        self, path: Path, other: sqlite3.Connection, connections: list[sqlite3.Connection]
    ) -> None:
        """It cannot even be opened; and once he is gone, it is as it was."""
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("COMMIT")
        url = f"sqlite:///{path}"

        with pytest.raises(JournalError, match="another writer"):
            Secretariat.open(url, plugins=[], create=False)
        other.close()
        with Secretariat.open(url, plugins=[], create=False) as office:
            assert occur(office, "afterwards")
            assert office.verify()
        assert connections
