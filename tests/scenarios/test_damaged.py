"""A file that is not what was written: it is told before anything is added to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coopflow import JournalError, JournalUnavailable, Secretariat
from coopflow.testing.survival_story import COMMON, occur

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from coopflow.journal.entry import Entry

WORDS = (("list",), ("verify",), ("occasion", COMMON, "flood", "--as", "ba", "--at", "2000-02-01"))


class TestCutShort:
    """What is left of a file is never taken for a journal that was shorter."""

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(length=st.integers(1, 2**20))
    @example(length=2**20)
    def test_a_file_cut_anywhere(
        self, tmp_path: Path, path: Path, whole: tuple[Entry, ...], length: int
    ) -> None:
        """It cannot be opened, or `verify` finds it, or nothing of it is missing."""
        before = path.read_bytes()
        cut = tmp_path / "cut.db"
        cut.write_bytes(before[: length % len(before)])

        try:
            office = Secretariat.open(f"sqlite:///{cut}", plugins=[], create=False)
        except JournalError:
            return
        with office:
            found = office.verify()
        assert not found or len(whole) == found.entries

    @pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0])
    def test_by_hand_it_is_one_line(
        self,
        path: Path,
        call: Callable[..., subprocess.CompletedProcess[str]],
        words: tuple[str, ...],
    ) -> None:
        """With an exit code of its own, and not a byte of it changes."""
        left = path.read_bytes()[:10_000]
        path.write_bytes(left)

        answer = call(*words)

        assert (4, "") == (answer.returncode, answer.stdout)
        assert answer.stderr.startswith("the file: ")
        assert 1 == answer.stderr.count("\n")
        assert left == path.read_bytes()


class TestOfALaterLibrary:
    """What a later library has written is left to it."""

    @pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0])
    def test_a_later_schema(
        self,
        path: Path,
        call: Callable[..., subprocess.CompletedProcess[str]],
        words: tuple[str, ...],
    ) -> None:
        """Which it is, and what to do; not a byte of it changes."""
        with closing(sqlite3.connect(path)) as connection:
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute(f"PRAGMA user_version = {schema + 1}")
        before = path.read_bytes()

        answer = call(*words)

        assert (5, "") == (answer.returncode, answer.stdout)
        assert f"schema {schema + 1}; this one reads up to {schema}" in answer.stderr
        assert "upgrade coopflow" in answer.stderr
        assert 1 == answer.stderr.count("\n")
        assert before == path.read_bytes()

    def test_a_later_board(
        self, path: Path, call: Callable[..., subprocess.CompletedProcess[str]]
    ) -> None:
        """It is not thrown away by whoever only looks: a later library may be working with it."""
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE board_edition SET edition = edition + 1")
        before = path.read_bytes()

        answer = call("list")

        assert (5, "") == (answer.returncode, answer.stdout)
        assert "upgrade coopflow" in answer.stderr
        assert before == path.read_bytes()

    def test_a_later_schema_meanwhile(self, path: Path) -> None:
        """An office that has had the file open writes no more of the old kind to it."""
        with Secretariat.open(f"sqlite:///{path}", plugins=[], create=False) as office:
            before = office.get(COMMON).version
            with closing(sqlite3.connect(path)) as connection:
                (schema,) = connection.execute("PRAGMA user_version").fetchone()
                connection.execute(f"PRAGMA user_version = {schema + 1}")

            with pytest.raises(JournalUnavailable, match="newer coopflow"):
                occur(office, "afterwards")
            assert before == office.get(COMMON).version

    def test_nothing_is_lost_by_it(self, path: Path, whole: tuple[Entry, ...]) -> None:
        """Whoever was refused finds everything once the file is of a version they read."""
        url = f"sqlite:///{path}"
        with closing(sqlite3.connect(path)) as connection:
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute(f"PRAGMA user_version = {schema + 1}")
            with pytest.raises(JournalUnavailable, match="newer coopflow"):
                Secretariat.open(url, plugins=[])
            connection.execute(f"PRAGMA user_version = {schema}")

        with Secretariat.open(url, plugins=[], create=False) as office:
            assert len(whole) == office.verify().entries
