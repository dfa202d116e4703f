"""A hundred processes killed in the middle of their work, and what became of the record."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from coopflow import Secretariat
from coopflow.testing.survival import Lost, Survival
from coopflow.testing.survival_crew import FORKS, begin_at, rebuild_at
from coopflow.testing.survival_story import COMMON, begin

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from pathlib import Path

TIMES = 25


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal is kept."""
    return tmp_path / "journal.db"


def kill(*words: str) -> subprocess.CompletedProcess[str]:
    """Call the script as one does by hand."""
    command = [sys.executable, "-m", "coopflow.testing.survival", *words]
    return subprocess.run(command, check=False, capture_output=True, text=True)


class TestKilled:
    """What was answered is there, whole, and nothing by half: four times 25 processes."""

    @pytest.mark.parametrize("seed", range(4))
    def test_nothing_that_was_answered_is_lost(self, path: Path, seed: int) -> None:
        """One process or two are killed at a time, and others go on in the same file."""
        answer = kill("--times", str(TIMES), "--seed", str(seed), "--db", f"sqlite:///{path}")
        told = re.findall(r"so far: (\d+); answered commands, all there: (\d+)", answer.stdout)

        assert (0, "") == (answer.returncode, answer.stderr)
        assert [] == [acked for _, acked in told if int(acked) == 0]
        assert int(told[-1][0]) >= TIMES


def moved(path: Path) -> list[object]:
    """Look whether anything is written to a journal."""
    found: list[object] = []
    for file in (path, path.with_name(f"{path.name}-wal")):
        with suppress(FileNotFoundError):
            found.append((file.stat().st_size, file.stat().st_mtime_ns))
    return found


def kill_amid(process: BaseProcess, path: Path, moves: int) -> None:
    """Kill a process when it has written so often, or has ended."""
    process.start()
    for _ in range(moves):
        before = moved(path)
        while moved(path) == before and process.is_alive():
            pass
    process.kill()
    process.join()
    process.close()


class TestAmid:
    """What is done to the file as a whole is done, or is not."""

    @pytest.mark.parametrize("moves", range(8))
    def test_beginning(self, path: Path, moves: int) -> None:
        """A journal that was being begun is there, or can be begun."""
        url = f"sqlite:///{path}"
        kill_amid(FORKS.Process(target=begin_at, args=(url,)), path, moves)

        with Secretariat.open(url, plugins=[]) as office:
            found = office.verify()
            if not office.agreements():
                begin(office)

            assert found
            assert [COMMON] == [row.id for row in office.agreements()]
            assert office.verify().entries >= 6

    @pytest.mark.parametrize("moves", range(1, 5))
    def test_making_the_board_anew(self, path: Path, moves: int) -> None:
        """There is one, and it says what the journal says."""
        url = f"sqlite:///{path}"
        begin_at(url)
        kill_amid(FORKS.Process(target=rebuild_at, args=(url,)), path, moves)

        with Secretariat.open(url, plugins=[], create=False) as office:
            assert [COMMON] == [row.id for row in office.agreements()]
            assert office.verify()


class TestLost:
    """What is not as it was answered is told: otherwise the above would say nothing."""

    @pytest.mark.parametrize(
        ("statement", "told"),
        [
            # Found as missing, or by the next writer, whose command no longer follows.
            (
                "DELETE FROM entries WHERE position = (SELECT max(position) FROM entries)",
                "was|CommandRefused",
            ),
            ("UPDATE entries SET position = -position WHERE position = 9", "was"),
            ("UPDATE board_tasks SET state = 'accepted'", "board"),
            ("DELETE FROM board_involved WHERE agreement = 'common'", "board"),
        ],
    )
    def test_a_record_that_is_not_what_was_answered(
        self, path: Path, statement: str, told: str
    ) -> None:
        """Where an entry is missing or moved, or the board says otherwise."""
        survival = Survival(f"sqlite:///{path}", seed=1)
        survival.kill()
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(statement)

        with pytest.raises(Lost, match=told):
            survival.kill()

    def test_by_hand_it_says_where_to_look(self, path: Path) -> None:
        """What is no journal of its own is left alone, and the exit code says so."""
        path.write_text("dear diary\n" * 100, "utf-8")

        answer = kill("--times", "1", "--db", f"sqlite:///{path}")

        assert (1, "") == (answer.returncode, answer.stdout)
        assert str(path) in answer.stderr
        assert "dear diary\n" * 100 == path.read_text("utf-8")
