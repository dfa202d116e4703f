"""A disk that takes no more: nothing is answered, nothing is lost, and all goes on afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import JournalUnavailable, Secretariat
from coopflow.testing.survival_story import COMMON, occur

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from coopflow.journal.entry import Entry

LONG = "x" * 9000  # no room is left for it where there is

OCCASION = ("occasion", COMMON, "flood", "--as", "ba", "--at", "2000-02-01")


def limit(connections: list[sqlite3.Connection], pages: int) -> None:
    """Let the file have so many pages, or as many as it has."""
    for connection in connections:
        connection.execute(f"PRAGMA max_page_count = {pages}")


class TestAtTheCommit:
    """A commit that fails was nobody's: whoever took part in it is told so, and nobody else."""

    @pytest.fixture(params=[0, 100, 6000], ids="room for {} bytes".format)
    def told(self, request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
        """What became of six writers in six threads, to three agreements."""
        script = Path(__file__).parent / "full_disk.py"
        url = f"sqlite:///{tmp_path / 'journal.db'}"
        answer = subprocess.run(
            [sys.executable, script, url, str(request.param)], check=True, capture_output=True
        )
        told: dict[str, Any] = json.loads(answer.stdout)
        return told

    def test_it_fails_for_all_and_leaves_no_trace(self, told: dict[str, Any]) -> None:
        """Each is told that nothing was written; then each is served, once, and stays so."""
        errors = {kind for kind, _ in told["full"]}
        places = [tuple(place[:2]) for answer in told["told"] for place in answer]

        assert ({"JournalUnavailable"}, 6) == (errors, len(told["full"]))
        assert all("the disk failed" in text for _, text in told["full"])
        assert 12 * 2 == len(places) == len(set(places))
        assert told["told"] == told["told again"]
        assert told["as before"]
        assert told["as reopened"]
        assert told["whole"]


class TestBeforeTheCommit:
    """What finds no room is refused, and so are those who wait with it or after it."""

    def test_it_is_said_and_passes(
        self, office: Secretariat, connections: list[sqlite3.Connection]
    ) -> None:
        """In each of several threads; and the office says what it said before."""
        before = office.get(COMMON), office.agreements(), office.tasks()
        limit(connections, 1)
        with ThreadPoolExecutor(4) as pool:
            running = [pool.submit(partial(occur, office, f"{n}{LONG}")) for n in range(4)]
        errors = [done.exception() for done in running]
        meanwhile = office.get(COMMON), office.agreements(), office.tasks()
        limit(connections, 100_000)
        told = [event.version for event in occur(office, LONG)]

        assert {JournalUnavailable} == set(map(type, errors))
        assert {True} == {"the disk is full: make room" in str(error) for error in errors}
        assert before == meanwhile
        assert [before[0].version + 1, before[0].version + 2] == told
        assert office.verify()


class TestByHand:
    """The command line says it in one line, with an exit code of its own."""

    def test_writing(
        self,
        path: Path,
        whole: tuple[Entry, ...],
        call: Callable[..., subprocess.CompletedProcess[str]],
    ) -> None:
        """Nothing was written; with room it is."""
        before = path.read_bytes()
        refused = call(*OCCASION, after="ulimit -f 0")
        left = path.read_bytes()
        done = call(*OCCASION)

        assert (5, "") == (refused.returncode, refused.stdout)
        assert refused.stderr.startswith(f"coopflow: sqlite:///{path}: the disk failed")
        assert 1 == refused.stderr.count("\n")
        assert before == left
        assert (0, "") == (done.returncode, done.stderr)
        assert f"whole: 3 streams, {len(whole) + 2} entries\n" == call("verify").stdout
