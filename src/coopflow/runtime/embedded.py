"""The embedded runner: one process keeps a journal going, and another takes over when it ends."""

from __future__ import annotations

from datetime import timedelta
from queue import Empty, SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.errors import JournalUnavailable
from coopflow.runtime.runner import Doing, Step
from coopflow.runtime.ticking import Ticked
from coopflow.values.raised import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from coopflow.journal.progress import Progress
    from coopflow.runtime.clock import Clock
    from coopflow.runtime.reacting import Reacting
    from coopflow.runtime.runner import What
    from coopflow.runtime.ticking import Hindered

_TURN = timedelta(seconds=0.05)
"""How often whoever waits for another runner's end looks."""


class EmbeddedRunner:
    """A `Runner` in this process."""

    def __init__(
        self,
        progress: Progress,
        clock: Clock,
        *,
        reacting: Callable[[Callable[[], bool]], Reacting],
        tick: Callable[[datetime], object] | None,
        tell: Callable[[Doing], None],
        poll: timedelta,
    ) -> None:
        """Work upon `progress` by what `reacting` makes, and by `tick`.

        Args:
            progress: Where reactions are, and whose turn it is.
            clock: What time it is here.
            reacting: Makes what runs reactions, of a question whether to stop.
            tick: Does what time alone makes due at an instant. What it did is told in full where
                it returns a `Ticked`, and else only that the journal has grown meanwhile.
            tell: Is told of all that is done.
            poll: How long to wait before looking again.
        """
        self._progress = progress
        self._clock = clock
        self._tick = tick
        self._tell = tell
        self._poll = poll
        self._turn = progress.turn()
        self._at_work = Lock()  # held by the call that holds the turn, and gives it back
        self._reacting = reacting(lambda: self._stopping)
        self._stopping = False
        self._hindered: set[tuple[str, ...]] = set()  # what the last tick was
        # Its `put` may be called by a signal's handler wherever that comes in; an event's `set`
        # may not, for it could wait for a lock that the very code it interrupts is holding.
        self._bell: SimpleQueue[None] = SimpleQueue()

    def run(self) -> None:
        """Work until it is stopped."""
        error: str | None = None
        mine = False
        try:
            mine = self._await_turn()
            if mine:
                self._say("working")
            while mine and not self._stopping:
                pause, error = self._go_on()
                self._wait(pause)
        except BaseException as raised:
            error = type(raised).__name__
            raise
        finally:
            if mine:
                self._give()
            self._say("stopped", error)

    def step(self) -> Step:
        """Tick, and run what can be run up to the journal's present end."""
        if self._stopping or not self._take():
            return Step(worked=False)
        try:
            return self._step()
        finally:
            self._give()

    def stop(self) -> None:
        """Let `run` end when the reaction at hand is done."""
        self._stopping = True
        self._bell.put(None)

    def _take(self) -> bool:
        """Take the turn for one call; false where another call, or another runner, has it."""
        if not self._at_work.acquire(blocking=False):
            return False
        taken = False
        try:
            taken = self._turn.take()
        finally:
            if not taken:
                self._at_work.release()
        return taken

    def _give(self) -> None:
        """Give the turn back: for the call that took it, and no other."""
        try:
            self._turn.give()
        finally:
            self._at_work.release()

    def _await_turn(self) -> bool:
        """Wait until nobody else works here; false where it was stopped before."""
        told = False
        while not self._stopping:
            if self._take():
                return True
            if not told:
                told = True
                self._say("waiting")
            self._wait(_TURN)
        return False

    def _go_on(self) -> tuple[timedelta, str | None]:
        """Take a step.

        Returns:
            How long there is nothing more to do; and what kind of trouble cut the step short.
        """
        try:
            step = self._step()
        except JournalUnavailable as error:  # locked for long, or a full disk: it may pass
            self._say("trouble", said(error))
            return self._poll, type(error).__name__
        if step.done:
            return timedelta(), None
        if step.again is None:
            return self._poll, None
        return min(max(step.again - self._clock.now(), timedelta()), self._poll), None

    def _step(self) -> Step:
        before = self._reacting.done, self._reacting.failed
        ticked = None
        if self._tick is not None:
            end = self._progress.end()
            done = self._tick(self._clock.now())
            if isinstance(done, Ticked):
                ticked = done
                self._tell_of(done)
            elif self._progress.end() > end:
                self._say("ticked")
        self._reacting.react()
        return Step(
            worked=True,
            tick=ticked,
            done=self._reacting.done - before[0],
            failed=self._reacting.failed - before[1],
            again=self._reacting.again(),
        )

    def _tell_of(self, done: Ticked) -> None:
        """Tell what the clock did; and what it could not do, once as long as that stays so."""
        news = tuple(each for each in done.hindered if _known_by(each) not in self._hindered)
        self._hindered = {_known_by(each) for each in done.hindered}
        if done or news:
            self._say("ticked" if done else "hindered", tick=changed(done, hindered=news))

    def _wait(self, pause: timedelta) -> None:
        """Wait for a time, or until it is stopped."""
        if self._stopping or not pause:
            return
        try:
            self._bell.get(timeout=pause.total_seconds())
        except Empty:
            return

    def _say(self, what: What, error: str | None = None, tick: Ticked | None = None) -> None:
        self._tell(Doing(what=what, at=self._clock.now(), error=error, tick=tick))


def _known_by(each: Hindered) -> tuple[str, ...]:
    """Return what tells one thing that hinders from another, tick after tick."""
    return each.agreement, *each.texts
