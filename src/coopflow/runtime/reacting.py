"""Run reactions upon the journal: in order within an agreement, and each at least once.

Each reaction has a cursor in the journal. An entry it fails at is *held up*, and so are the later
ones of the same agreement for the same reaction; the cursor goes on. What is held up is taken from
the agreement's own stream when the time has come, up to where the cursor is; what is beyond waits
for the cursor. So nothing is done out of order, and nothing twice but where the process ended
between doing it and writing down that it is done.
"""

from __future__ import annotations

from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.host.reactions import Happened
from coopflow.journal.codec import decode
from coopflow.journal.progress import Held
from coopflow.runtime.records import replay
from coopflow.runtime.runner import Doing
from coopflow.values.raised import raised
from coopflow.values.time import stamp, unstamp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from coopflow.host.reactions import Reaction
    from coopflow.journal.entry import Entry
    from coopflow.journal.progress import Progress
    from coopflow.journal.store import Journal
    from coopflow.projections.board import Board
    from coopflow.runtime.clock import Clock
    from coopflow.runtime.runner import Patience
    from coopflow.values.agreement import Agreement

_LONGEST = 500
"""Characters that are kept of what was raised."""
_MOST_REMEMBERED = 256
"""Agreements that are remembered as they were."""


class Reacting:
    """Runs reactions, for whoever has the turn; one caller at a time.

    Attributes:
        done: How many were run and are done.
        failed: How many failed.
    """

    def __init__(
        self,
        journal: Journal,
        board: Board,
        progress: Progress,
        reactions: Sequence[Reaction],
        clock: Clock,
        *,
        patience: Patience,
        tell: Callable[[Doing], None],
        stopping: Callable[[], bool],
    ) -> None:
        """Run `reactions` upon `journal` until `stopping`, and `tell` of each."""
        self._journal = journal
        self._board = board
        self._progress = progress
        self._reactions = {each.name: each for each in reactions}
        self._clock = clock
        self._patience = patience
        self._tell = tell
        self._stopping = stopping
        self._then: dict[str, Agreement] = {}
        self.done = self.failed = 0

    def react(self) -> None:
        """Run what can be run up to the journal's present end."""
        if not self._reactions:
            return
        cursors = self._progress.cursors()
        now = stamp(self._clock.now())
        held = [each for each in self._progress.held() if each.reaction in self._reactions]
        for each in held:
            if each.again is not None and each.again <= now and not self._stopping():
                self._go_on(each, cursors[each.reaction], now)
        places = {name: cursors[name] for name in self._reactions}
        try:
            self._follow(places)
        finally:
            for name, position in places.items():
                if position > self._progress.cursors()[name]:
                    self._progress.advance(name, position)

    def again(self) -> datetime | None:
        """Return when the next one that failed is to be tried; ``None`` where none is."""
        waiting = [
            each.again
            for each in self._progress.held()
            if each.again is not None and each.reaction in self._reactions
        ]
        return unstamp(min(waiting)) if waiting else None

    def _follow(self, places: dict[str, int]) -> None:
        """Let each reaction come from its place to the journal's present end."""
        end, start = self._progress.end(), min(places.values())
        if start >= end:
            return
        held = {(each.reaction, each.agreement) for each in self._progress.held()}
        entries = self._journal.tail(after=start)
        for entry in takewhile(lambda it: it.position <= end, entries):
            for name, reaction in self._reactions.items():
                if entry.position <= places[name]:
                    continue
                if self._stopping():
                    return
                if (name, entry.stream) not in held and not self._first(reaction, entry):
                    held.add((name, entry.stream))
                places[name] = entry.position

    def _first(self, reaction: Reaction, entry: Entry) -> bool:
        """Tell a reaction of an entry for the first time; false where that fails."""
        if entry.stream.startswith(":") or not reaction.awaits(entry.type):
            return True
        found = self._run(reaction, entry)
        if isinstance(found, str):
            self._fail(_at(reaction, entry), entry, found)
            return False
        if found:
            self._progress.advance(reaction.name, entry.position)
            self._succeed(reaction.name, entry, 0)
        return True

    def _go_on(self, held: Held, cursor: int, now: str) -> None:
        """Try what is held up, and if that succeeds what waits behind it."""
        reaction = self._reactions[held.reaction]
        stream = self._journal.read(held.agreement, after=held.version - 1)
        entries = [
            entry
            for entry in takewhile(lambda it: it.position <= cursor, stream)
            if entry.version == held.version or reaction.awaits(entry.type)
        ]
        for entry, following in zip(entries, [*entries[1:], None], strict=True):
            if self._stopping():
                return
            found = self._run(reaction, entry)
            if isinstance(found, str):
                self._fail(held, entry, found)
                return
            failed = held.failed
            if following is not None:
                held = changed(_at(reaction, following), again=now)
                self._progress.hold(held)
            else:
                self._progress.release(held)
            if found:
                self._succeed(reaction.name, entry, failed)

    def _run(self, reaction: Reaction, entry: Entry) -> bool | str:
        """Tell a reaction of an entry, and leave it to the caller to write down what came of it.

        Returns:
            Whether it was one for it; or what was raised.
        """
        key = reaction.key(entry.position)
        try:
            happened = Happened(
                agreement=entry.stream,
                position=entry.position,
                version=entry.version,
                type=entry.type,
                event=decode(entry),
                at=unstamp(entry.at),
                by=entry.by,
                key=key,
                as_it_was=partial(self._as_it_was, entry.stream, entry.version),
            )
            if not self._concerned(reaction, happened):
                return False
            reaction.react(happened)
        except KeyboardInterrupt:  # not the guest's: somebody wants it all to end
            raise
        except BaseException as error:  # noqa: BLE001 - a guest's, whatever it is
            return _told(error)
        return True

    def _concerned(self, reaction: Reaction, happened: Happened) -> bool:
        if not reaction.concerns(happened.type, happened.event):
            return False
        if not reaction.scope or happened.agreement in reaction.scope:
            return True
        return happened.then().terms.framework in reaction.scope

    def _succeed(self, reaction: str, entry: Entry, failed: int) -> None:
        """Tell of what is done, once it is written down: whoever is told may raise."""
        self.done += 1
        self._say("done", reaction, entry, failed=failed)

    def _fail(self, held: Held, entry: Entry, error: str) -> None:
        failed = held.failed + 1
        again = None
        if failed < self._patience.attempts:
            again = self._clock.now() + self._patience.pause(failed)
        written = stamp(again) if again is not None else None
        self._progress.hold(changed(held, failed=failed, again=written, error=error))
        self.failed += 1
        what = "failed" if again is not None else "parked"
        self._say(what, held.reaction, entry, failed=failed, again=again, error=error)

    def _say(
        self,
        what: str,
        reaction: str,
        entry: Entry,
        *,
        failed: int,
        again: datetime | None = None,
        error: str | None = None,
    ) -> None:
        self._tell(
            Doing(
                what=what,  # type: ignore[arg-type]  # one of three, just above
                at=self._clock.now(),
                reaction=reaction,
                agreement=entry.stream,
                type=entry.type,
                key=f"{reaction}:{entry.position}",
                failed=failed,
                again=again,
                error=error,
            )
        )

    def _as_it_was(self, name: str, version: int) -> Agreement:
        """Return an agreement as its entry of that version left it."""
        known = self._then.get(name)
        if known is None or known.version > version:
            known = self._board.snapshot(name)
        if known is None or known.version > version:
            known = None
        start = known.version if known is not None else 0
        if known is None or start < version:
            facts = takewhile(lambda it: it[0] <= version, self._journal.facts(name, after=start))
            known = replay(name, facts, known).agreement()
        if len(self._then) >= _MOST_REMEMBERED:
            self._then.clear()
        self._then[name] = known
        return known


def _at(reaction: Reaction, entry: Entry) -> Held:
    return Held(
        reaction=reaction.name,
        agreement=entry.stream,
        version=entry.version,
        position=entry.position,
    )


def _told(error: BaseException) -> str:
    """Return what was raised in a form that every store can keep."""
    return raised(error)[:_LONGEST].encode("utf-8", "backslashreplace").decode()
