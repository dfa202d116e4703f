"""`Progress`: how far each reaction has come in a journal, and where it is held up.

It is kept with the journal and is no part of it: nothing of it can be made again from the entries,
and making the board anew leaves it alone. `coopflow.testing.progress_contract` holds the promises
as tests.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Protocol

from attrs import evolve, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.journal.memory import MemoryJournal


@frozen(kw_only=True)
class Held:
    """An entry that a reaction has not done, which holds up the agreement's later ones for it.

    Attributes:
        version: Place of the entry in the agreement's stream.
        position: Its place in the journal.
        failed: How often the reaction failed at it.
        again: From when it is tried again, written as in `Entry`; ``None`` where it is parked.
        error: What was raised last; empty where nothing was yet.
    """

    reaction: str
    agreement: str
    version: int
    position: int
    failed: int = 0
    again: str | None = None
    error: str = ""

    @property
    def key(self) -> str:
        """Under which the reaction was told of it, and will be."""
        return f"{self.reaction}:{self.position}"

    @property
    def parked(self) -> bool:
        """Whether it is tried again only when somebody says so."""
        return self.again is None


class Progress(Protocol):
    """Where reactions are in one journal. What a method writes is as durable as an entry.

    A reaction's *cursor* is the position up to which every entry was done by it, passed over, or
    is held up. Of what is held up there is one entry for each reaction and agreement: the first.
    """

    def end(self) -> int:
        """Return the position of the journal's last entry (0 where there is none)."""
        ...

    def install(self, reactions: Iterable[str]) -> None:
        """Let those that are not known yet begin at the journal's end."""
        ...

    def cursors(self) -> dict[str, int]:
        """Return the cursor of every reaction ever installed, by name, in order of names."""
        ...

    def held(self) -> tuple[Held, ...]:
        """Return what is held up, in order of positions."""
        ...

    def advance(self, reaction: str, position: int) -> None:
        """Let everything up to a position be done by a reaction, but for what is held up."""
        ...

    def hold(self, held: Held) -> None:
        """Keep that an entry is held up, in place of another of its reaction and agreement.

        The cursor comes to it, where it is not beyond.
        """
        ...

    def release(self, held: Held) -> None:
        """Let nothing of a reaction be held up any more in an agreement."""
        ...

    def retry(self, held: Held, again: str) -> bool:
        """Try what is held up from an instant, as if it had never failed.

        Returns:
            Whether it is still what is held up; otherwise nothing is changed.
        """
        ...

    def turn(self) -> Turn:
        """Return a turn that one of all runners of the journal can take at a time."""
        ...


class Turn(Protocol):
    """What a runner holds while it works. Nobody else's can be taken meanwhile.

    Whoever took it keeps it until it is given back, or until its process ends in whatever way.
    """

    def take(self) -> bool:
        """Take it, where nobody has it, and tell whether it is held now. Waits for nobody."""
        ...

    def give(self) -> None:
        """Give it back, where it is held."""
        ...


class MemoryProgress:
    """The `Progress` beside a journal in memory."""

    def __init__(self, journal: MemoryJournal) -> None:
        """Begin without any reaction."""
        self._journal = journal
        self._cursors: dict[str, int] = {}
        self._held: dict[tuple[str, str], Held] = {}
        self._turns = Lock()

    def end(self) -> int:
        """Return the position of the journal's last entry."""
        return self._journal.position

    def install(self, reactions: Iterable[str]) -> None:
        """Let those that are not known yet begin at the journal's end."""
        end = self.end()
        for name in reactions:
            self._cursors.setdefault(name, end)

    def cursors(self) -> dict[str, int]:
        """Return the cursor of every reaction, by name."""
        return dict(sorted(self._cursors.items()))

    def held(self) -> tuple[Held, ...]:
        """Return what is held up, in order of positions."""
        return tuple(sorted(self._held.values(), key=lambda it: (it.position, it.reaction)))

    def advance(self, reaction: str, position: int) -> None:
        """Let everything up to a position be done by a reaction, but for what is held up."""
        self._cursors[reaction] = max(position, self._cursors[reaction])

    def hold(self, held: Held) -> None:
        """Keep that an entry is held up."""
        self._held[held.reaction, held.agreement] = held
        self.advance(held.reaction, held.position)

    def release(self, held: Held) -> None:
        """Let nothing of a reaction be held up any more in an agreement."""
        self._held.pop((held.reaction, held.agreement), None)

    def retry(self, held: Held, again: str) -> bool:
        """Try what is held up from an instant, as if it had never failed."""
        now = self._held.get((held.reaction, held.agreement))
        if now is None or now.version != held.version:
            return False
        self._held[held.reaction, held.agreement] = evolve(now, failed=0, again=again)
        return True

    def turn(self) -> MemoryTurn:
        """Return a turn that one of all runners can take at a time."""
        return MemoryTurn(self._turns)


class MemoryTurn:
    """The `Turn` of runners in one process."""

    def __init__(self, lock: Lock) -> None:
        """Begin without it; `lock` is that of all of them."""
        self._lock = lock
        self._mine = False

    def take(self) -> bool:
        """Take it, where nobody has it."""
        self._mine = self._mine or self._lock.acquire(blocking=False)
        return self._mine

    def give(self) -> None:
        """Give it back, where it is held."""
        if self._mine:
            self._mine = False
            self._lock.release()
