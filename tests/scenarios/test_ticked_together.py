"""Processes that tick one file: at the same instants, and killed in the middle of it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from coopflow.values.clock_events import CLOCK
from tests.scenarios.conftest import tail
from tests.scenarios.tickers import BATCH, Ticker, office_at, prepare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coopflow.journal.entry import Entry

    Copies = Callable[[str], Path]

DAYS = ("2022-06-11", "2022-06-12", "2022-06-16", "2022-06-23", "2022-06-30", "2022-07-03",
        "2022-07-07", "2023-03-02")  # fmt: skip
"""Each time something is due: proposals, the rungs one by one, and the end."""
SLEPT = ("2022-06-11", "2022-07-12", "2023-03-02")
"""The same, after a month of sleep."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with much that comes due."""
    path = tmp_path_factory.mktemp("due") / "journal.db"
    prepare(f"sqlite:///{path}")
    return path


@pytest.fixture
def copied(prepared: Path, tmp_path: Path) -> Copies:
    """Give a copy of the journal, under a name."""

    def copy(name: str) -> Path:
        path = tmp_path / f"{name}.db"
        shutil.copy(prepared, path)
        return path

    return copy


@pytest.fixture(params=[DAYS, SLEPT], ids=["days", "slept"])
def instants(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """When is ticked."""
    found: tuple[str, ...] = request.param
    return found


@pytest.fixture
def alone(copied: Copies, instants: tuple[str, ...]) -> tuple[Entry, ...]:
    """What one process that nobody disturbs records."""
    path = copied("alone")
    with office_at(f"sqlite:///{path}") as office:
        for instant in instants:
            office.tick(instant)
    return tail(path)


def whole(path: Path) -> tuple[Entry, ...]:
    """Read what a journal holds, and look whether it and its board are in order."""
    with office_at(f"sqlite:///{path}") as office:
        assert office.verify()
    return tail(path)


class TestTogether:
    """However many tick, and whatever becomes of them: the journal is as one alone writes it."""

    def test_at_the_same_instants(
        self, copied: Copies, instants: tuple[str, ...], alone: tuple[Entry, ...]
    ) -> None:
        """Two begin each tick at once: what one did, the other did not."""
        path = copied("both")
        both = [Ticker(f"sqlite:///{path}", instants) for _ in range(2)]
        done = []
        for _ in instants:
            for each in both:
                assert ("ready", ()) == each.hear()
            for each in both:
                each.go_on()
            done.append([name for each in both for name in each.hear()[1]])
        for each in both:
            each.kill()

        assert alone == whole(path)
        assert [len(set(names)) for names in done] == [len(names) for names in done]
        assert all(done)

    @pytest.mark.parametrize("stops", [1, BATCH, BATCH + 1, 2 * BATCH + 2])
    def test_killed_amid_a_tick(
        self, copied: Copies, instants: tuple[str, ...], alone: tuple[Entry, ...], stops: int
    ) -> None:
        """Nothing is there by half; whoever ticks then does the rest, and nothing twice."""
        path = copied("killed")
        before = tail(path)
        killed = Ticker(f"sqlite:///{path}", instants, stops=stops)
        killed.hear_amid()
        killed.kill()
        left = tail(path)
        after = Ticker(f"sqlite:///{path}", instants)
        for _ in instants:
            after.tick()
        after.kill()

        assert left == alone[: len(left)]
        assert (stops <= BATCH and len(before) == len(left)) or len(before) < len(left)
        assert alone == whole(path)

    @pytest.mark.parametrize("stops", [1, BATCH + 2])
    def test_one_of_two_is_killed(
        self, copied: Copies, instants: tuple[str, ...], alone: tuple[Entry, ...], stops: int
    ) -> None:
        """The other, which came at the same instant, does what was not done."""
        path = copied("one")
        killed = Ticker(f"sqlite:///{path}", instants, stops=stops)
        other = Ticker(f"sqlite:///{path}", instants)
        killed.hear_amid()
        assert ("ready", ()) == other.hear()
        other.go_on()
        killed.kill()
        assert "ticked" == other.hear()[0]
        for _ in instants[1:]:
            other.tick()
        other.kill()

        assert alone == whole(path)

    def test_what_there_is_to_do(self, instants: tuple[str, ...], alone: tuple[Entry, ...]) -> None:
        """Else the above would say little: rungs, proposals that expire, and both ways to end."""
        done = {(entry.stream, entry.type) for entry in alone if entry.by == CLOCK}
        reminded = [
            json.loads(entry.data)
            for entry in alone
            if (entry.stream, entry.type) == ("ladder-0", "task.reminded")
        ]
        rungs = [each["rung"] for each in reminded if each["task"] == "1.1/1"]
        skipped = [rung for each in reminded for rung in each["skipped"] if each["task"] == "1.1/1"]

        assert [-14, -7, 0, 3, 7] == sorted(rungs + skipped)
        assert (5 if instants == DAYS else 1) == len(rungs)
        assert {"asked-0", "asked-1"} == {name for name, what in done if "expired" in what}
        assert {("halting-1", "agreement.moved"), ("ladder-1", "agreement.moved")} < done
