"""An office's reactions: where they begin, how they stand, what is tried again, who runs them."""

from __future__ import annotations

from datetime import timedelta
from threading import RLock
from typing import TYPE_CHECKING
from weakref import WeakSet

from attrs import frozen

from coopflow.errors import JournalUnavailable
from coopflow.journal.memory import MemoryJournal
from coopflow.journal.progress import Held, MemoryProgress, Progress
from coopflow.runtime.runner import Patience
from coopflow.values.time import stamp

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from coopflow.host.manager import Host
    from coopflow.journal.store import Journal
    from coopflow.projections.board import Board
    from coopflow.runtime.clock import Clock
    from coopflow.runtime.reacting import Reacting
    from coopflow.runtime.runner import Doing, Runner

USUAL = Patience()


@frozen(kw_only=True)
class Standing:
    """How far one reaction has come.

    Attributes:
        plugin: Who contributes it; ``None`` where no plugin at hand does.
        position: Up to where it has come in the journal; ``None`` where it has not begun.
        behind: How many entries of the journal it has not come to.
        held: What it failed at, and what is therefore held up; in order of positions.
    """

    name: str
    plugin: str | None
    position: int | None
    behind: int
    held: tuple[Holdup, ...]


@frozen(kw_only=True)
class Holdup(Held):
    """An entry at which a reaction failed.

    Attributes:
        behind: How many later entries the agreement has, which wait behind it.
    """

    behind: int


class Reactor:
    """What `Secretariat` has reactions by."""

    def __init__(self, journal: Journal, board: Board, host: Host, clock: Clock) -> None:
        """Work upon `journal`, with the reactions that `host` offers and the time `clock` tells."""
        self._journal = journal
        self._board = board
        self._host = host
        self._clock = clock
        self._progress = open_progress(journal)
        self._installed = not host.reactions
        self._runners: WeakSet[Runner] = WeakSet()
        self._closing = RLock()  # no runner is made amid it
        self._closed = False

    def install(self) -> None:
        """Let reactions that this journal has not seen begin at its end; once is enough."""
        if not self._installed:
            self._progress.install(self._host.reactions)
            self._installed = True

    def standing(self) -> tuple[Standing, ...]:
        """Return how far each reaction has come, in order of names."""
        cursors, offered = self._progress.cursors(), self._host.reactions
        end = self._progress.end()
        held = [self._holdup(each) for each in self._progress.held()]
        return tuple(
            Standing(
                name=name,
                plugin=offered[name].plugin if name in offered else None,
                position=cursors.get(name),
                behind=end - cursors[name] if name in cursors else 0,
                held=tuple(each for each in held if each.reaction == name),
            )
            for name in sorted({*cursors, *offered})
        )

    def retry(self, key: str | None) -> tuple[str, ...]:
        """Let a reaction be tried at once where it is held up; all of them for ``None``.

        Raises:
            ValueError: Nothing is held up under `key`.
        """
        again = stamp(self._clock.now())
        found = [
            each.key
            for each in self._progress.held()
            if key in (None, each.key) and self._progress.retry(each, again)
        ]
        if key is not None and not found:
            message = f"no reaction is held up under {key!r}: `coopflow reactions` lists them"
            raise ValueError(message)
        return tuple(found)

    def runner(
        self,
        *,
        tick: Callable[[datetime], object] | None = None,
        tell: Callable[[Doing], None] | None = None,
        patience: Patience = USUAL,
        poll: float = 1.0,
    ) -> Runner:
        """Return a runner.

        Raises:
            JournalUnavailable: The office was closed.
            ValueError: `poll` is no time to wait.
        """
        from coopflow.runtime.embedded import EmbeddedRunner  # noqa: PLC0415 - only to run
        from coopflow.runtime.reacting import Reacting  # noqa: PLC0415 - the same

        if not 0 < poll <= timedelta(days=1).total_seconds():
            message = f"poll={poll!r}: it is a time in seconds, above 0 and at most a day"
            raise ValueError(message)
        telling = tell or (lambda _: None)

        def reacting(stopping: Callable[[], bool]) -> Reacting:
            return Reacting(
                self._journal,
                self._board,
                self._progress,
                tuple(self._host.reactions.values()),
                self._clock,
                patience=patience,
                tell=telling,
                stopping=stopping,
            )

        with self._closing:
            if self._closed:
                what = "its office was closed: open another one to run reactions"
                raise JournalUnavailable(self._journal.url, what)
            self.install()
            runner = EmbeddedRunner(
                self._progress,
                self._clock,
                reacting=reacting,
                tick=tick,
                tell=telling,
                poll=timedelta(seconds=poll),
            )
            self._runners.add(runner)
        return runner

    def close(self) -> None:
        """Stop all runners, without waiting for what they have at hand; no other is made."""
        with self._closing:
            self._closed = True
            runners = tuple(self._runners)
        for each in runners:
            each.stop()

    def _holdup(self, held: Held) -> Holdup:
        return Holdup(
            reaction=held.reaction,
            agreement=held.agreement,
            version=held.version,
            position=held.position,
            failed=held.failed,
            again=held.again,
            error=held.error,
            behind=self._journal.version(held.agreement) - held.version,
        )


def open_progress(journal: Journal) -> Progress:
    """Return where reactions are in `journal`; nothing is made before one is installed."""
    if isinstance(journal, MemoryJournal):
        return MemoryProgress(journal)
    from coopflow.journal.sqlite import SqliteJournal  # noqa: PLC0415 - only the store asked for
    from coopflow.journal.sqlite_progress import SqliteProgress  # noqa: PLC0415 - the same

    if not isinstance(journal, SqliteJournal):
        message = f"no reactions are known for {type(journal).__name__}"
        raise TypeError(message)
    return SqliteProgress(journal)
