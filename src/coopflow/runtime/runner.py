"""`Runner`: what every runner promises; and the values it is told by, and tells.

`coopflow.testing.runner_contract` holds the promises as tests.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, Protocol

from attrs import frozen

from coopflow.runtime.ticking import Ticked

What = Literal[
    "waiting",
    "working",
    "ticked",
    "hindered",
    "done",
    "failed",
    "parked",
    "trouble",
    "stopped",
]


@frozen(kw_only=True)
class Patience:
    """How often a reaction that fails is tried, and how long is waited in between.

    Where the clock is hindered in an agreement, it is tried after the same pauses, without end.

    Attributes:
        attempts: After so many failures it is parked (1 or more).
        first: The pause after the first failure; after each further one it is twice as long.
        most: The longest pause.
    """

    attempts: int = 8
    first: timedelta = timedelta(seconds=5)
    most: timedelta = timedelta(minutes=15)

    def pause(self, failed: int) -> timedelta:
        """Return how long to wait after so many failures (1 or more)."""
        doubled: int = 2 ** min(failed - 1, 30)
        return min(self.first * doubled, self.most)


@frozen(kw_only=True)
class Doing:
    """One thing a runner tells of itself.

    Attributes:
        what: ``waiting`` for another runner's end, ``working`` from now on, ``ticked``: the clock
            has written something; ``hindered``: it could not do what is due, which is told once
            and tried again; a reaction is ``done``, has ``failed`` and is tried again, or is
            ``parked``; ``trouble`` with the journal, after which it goes on; ``stopped``.
        at: When (aware, UTC), by the office's clock.
        tick: What the clock did and could not do, where it ticked as an office's own does.
        reaction: The reaction's name.
        type: The stored type of the entry it was told of.
        key: The idempotency key.
        failed: How often it failed.
        again: When it is tried again.
        error: What was raised; where it was ``stopped`` the name of its kind.
    """

    what: What
    at: datetime
    tick: Ticked | None = None
    reaction: str | None = None
    agreement: str | None = None
    type: str | None = None
    key: str | None = None
    failed: int = 0
    again: datetime | None = None
    error: str | None = None


@frozen(kw_only=True)
class Step:
    """What came of one step.

    Attributes:
        worked: Whether it was its turn. Nothing was done otherwise: another runner works, this
            one does already, or it was stopped.
        tick: What the clock did and could not do, where it ticked as an office's own does.
        done: How many reactions were run and are done.
        failed: How many failed.
        again: When the next one that failed is to be tried; ``None`` where none is.
    """

    worked: bool
    tick: Ticked | None = None
    done: int = 0
    failed: int = 0
    again: datetime | None = None


class Runner(Protocol):
    """Keeps a journal going: ticks, and runs reactions after what they follow from is final.

    Of all runners of one journal, in whatever processes, one works at a time. Each reaction is
    told of each entry at least once, and of those of one agreement in their order. Closing the
    office stops its runners.
    """

    def run(self) -> None:
        """Work until it is stopped; wait for the turn first, where another works."""
        ...

    def step(self) -> Step:
        """Tick, and run what can be run up to the journal's present end. Waits for nothing.

        Called while the runner works already, also by what it runs, it does nothing.
        """
        ...

    def stop(self) -> None:
        """Let `run` end, once and for all, when the reaction at hand is done.

        It returns at once, and may be called by any thread and by a signal's handler.
        """
        ...
