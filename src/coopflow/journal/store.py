"""`Journal`: what every place that keeps entries promises.

`coopflow.testing.journal_contract` holds the same promises as tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coopflow.errors import JournalBroken
    from coopflow.journal.entry import Append, Entry, Fact

T = TypeVar("T")


class Writing(Protocol):
    """A transaction, as a piece of work sees it. Nothing of it is to be kept when the work ends.

    What it reads cannot change before the transaction ends, and includes what was appended in it.
    """

    @property
    def handle(self) -> Any:
        """What the store has for a transaction, so that more can be written with the entries."""
        ...

    @property
    def position(self) -> int:
        """Position of the journal's last entry (0 where there is none).

        Whoever remembers what they read at a position may go on with it at the same position.
        """
        ...

    @property
    def lost(self) -> int:
        """How often something was appended here that did not become final.

        Where it has grown, what was remembered of earlier transactions may never have been.
        """
        ...

    def append(self, appends: Sequence[Append], *, recorded_at: str) -> tuple[Entry, ...]:
        """Extend one or several streams, in the order given.

        Args:
            appends: What each stream gains. A stream named twice is extended twice.
            recorded_at: The instant to store as such with every entry.

        Returns:
            The entries, one for each draft, in their order.

        Raises:
            StaleVersion: A stream is not at the version its writer expected.
        """
        ...

    def read(self, stream: str, *, after: int = 0) -> Iterator[Entry]:
        """Go through one stream, as `Journal.read` does."""
        ...

    def facts(self, stream: str, *, after: int = 0) -> Iterator[Fact]:
        """Go through one stream, as `Journal.facts` does."""
        ...

    def keyed(self, stream: str, key: str) -> tuple[Entry, ...]:
        """Find the entries of one stream by their key, as `Journal.keyed` does."""
        ...

    def streams(self) -> tuple[str, ...]:
        """Name every stream, as `Journal.streams` does."""
        ...


class Journal(Protocol):
    """Streams that only grow. Safe to share between threads.

    Every method may raise `JournalUnavailable` (it cannot be used now) or `JournalBroken`
    (what is stored cannot be read), and none raises what the store beneath it raises.

    Attributes:
        url: Where it is kept, in a form that `open_journal` takes.
    """

    url: str

    def append(
        self,
        appends: Sequence[Append],
        *,
        recorded_at: str,
        also: Callable[[Any], None] | None = None,
    ) -> tuple[Entry, ...]:
        """Extend one or several streams, in the order given: all of them or none.

        The answer comes when the entries are as durable as this journal can make them.

        Args:
            appends: What each stream gains. A stream named twice is extended twice.
            recorded_at: The instant to store as such with every entry.
            also: Called once the entries are in and before they are final, with the
                `Writing.handle`, so that more can be written with them. It may read this
                journal, which shows what was final before, and must not append to it. What it
                raises, this raises, and nothing is written.

        Returns:
            The entries, one for each draft, in their order.

        Raises:
            StaleVersion: A stream is not at the version its writer expected. Nothing is written.
        """
        ...

    def write(self, work: Callable[[Any], T]) -> T:
        """Do a piece of work in a transaction, and return its result when that is durable.

        What the work reads through the `Writing` it is handed stays true until it is final, so
        it may decide on it. It may run in another thread than the caller's, and share its
        transaction with the work of other callers; it may run twice where it was cut off, so it
        does nothing beside what it writes.

        Args:
            work: Called with a `Writing`. What it raises, this raises, and nothing of it stays.

        Raises:
            RuntimeError: This is asked from within such work.
        """
        ...

    def read(self, stream: str, *, after: int = 0) -> Iterator[Entry]:
        """Go through one stream in order of versions, from the one that follows `after`.

        Others may write meanwhile. No lock is held between two entries, and nothing is ever
        seen of an append that is not final.
        """
        ...

    def facts(self, stream: str, *, after: int = 0) -> Iterator[Fact]:
        """Go through one stream as `read` does, of each entry only what happened."""
        ...

    def tail(self, *, after: int = 0) -> Iterator[Entry]:
        """Go through all streams in order of positions, from the one that follows `after`.

        Whoever goes on from the last position seen misses nothing, however many write.
        """
        ...

    def streams(self) -> tuple[str, ...]:
        """Name every stream, in the order in which they began."""
        ...

    def version(self, stream: str) -> int:
        """Count the entries of one stream (0 where there is none)."""
        ...

    def keyed(self, stream: str, key: str) -> tuple[Entry, ...]:
        """Find the entries of one stream by their key, in order of versions.

        Those whose key is `key`, or begins with `key` and a space.
        """
        ...

    def verify(self, stream: str | None = None) -> tuple[JournalBroken, ...]:
        """Recompute the chain of one stream or of all, and report what does not hold.

        A changed, exchanged or missing entry is found. A cut-off end is not: what remains is
        a whole, shorter chain. Only a digest that was noted elsewhere can show that.

        Returns:
            For each broken stream its first broken entry; after them, with an empty stream,
            what is wrong with the store as a whole. Empty where everything holds.
            These are values: damage is never raised here.
        """
        ...

    def close(self) -> None:
        """Let go of what is held. A second time does nothing."""
        ...
