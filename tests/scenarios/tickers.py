"""A journal with much that is due, and processes that tick it: at once, and killed amid it."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Secretariat
from coopflow.runtime import ticking
from coopflow.testing import FixedClock
from coopflow.testing.survival_crew import FORKS, PATIENCE
from tests.unit.clock.ticks import HALTING, Guest, begin, begin_halting, review

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

BATCH = 3
"""Agreements that share a transaction here, so that a tick has many of them."""


def office_at(url: str) -> Secretariat:
    """Open an office whose clock stands, so that what it records is the same every time."""
    return Secretariat.open(
        url, plugins=[Guest()], lifecycles=[HALTING], clock=FixedClock("2022-01-03T02:00Z")
    )


def prepare(url: str) -> None:
    """Begin eight agreements: with ladders, with proposals to be answered, and some that end."""
    with office_at(url) as office:
        begin(office, *(f"ladder-{number}" for number in range(4)))
        for number in range(2):
            begin_halting(office, f"halting-{number}")
            name = f"asked-{number}"
            begin(office, name)
            said: dict[str, Any] = {"by": "an", "at": "2022-02-01", "body": review()}
            office.submit(name, "review", until=f"2022-06-1{number}", **said)


class Ticker:
    """A process that ticks at instants, and waits before each until it is told to go on.

    It can also be made to stop amid a transaction, and be killed there.
    """

    def __init__(self, url: str, instants: Sequence[str], *, stops: int | None = None) -> None:
        """Begin it; it `stops` when it has written to so many agreements."""
        self._pipe, other = FORKS.Pipe()
        words = (url, tuple(instants), stops, other)
        self._process = FORKS.Process(target=_work, args=words, daemon=True)
        self._process.start()
        other.close()

    def hear(self) -> Any:
        """Return the next it says: what, and in which agreements the clock did something.

        Raises:
            TimeoutError: It says nothing.
        """
        if not self._pipe.poll(PATIENCE):
            raise TimeoutError
        return self._pipe.recv()

    def go_on(self) -> None:
        """Let it go on from where it waits."""
        self._pipe.send("go on")

    def tick(self) -> Any:
        """Let it tick once, and return in which agreements the clock did something."""
        assert ("ready", ()) == self.hear()
        self.go_on()
        what, names = self.hear()
        assert "ticked" == what
        return names

    def hear_amid(self) -> None:
        """Let it go on until it stops amid a transaction."""
        while (said := self.hear()[0]) != "amid":
            if said == "ready":
                self.go_on()

    def kill(self) -> None:
        """Kill it as `kill -9` does."""
        self._process.kill()
        self._process.join(PATIENCE)


def _work(url: str, instants: Sequence[str], stops: int | None, pipe: Connection) -> None:
    def say(what: str, names: Sequence[str] = ()) -> None:
        pipe.send((what, tuple(names)))

    numbers, write = count(1), vars(ticking)["write"]

    def writing(*words: Any) -> Any:
        done = write(*words)
        if next(numbers) == stops:
            say("amid")
            pipe.recv()
        return done

    with pytest.MonkeyPatch.context() as patch, office_at(url) as office:
        patch.setattr(ticking, "BATCH", BATCH)
        patch.setattr(ticking, "write", writing)
        for instant in instants:
            say("ready")
            pipe.recv()
            done = office.tick(instant)
            say("ticked", [each.agreement for each in done.issued])
