"""A journal that lives as long as its process: for tests, trials and demonstrations."""

from __future__ import annotations

from bisect import bisect_left, insort
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from coopflow.journal.chain import START, Link, check, extend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coopflow.errors import JournalBroken
    from coopflow.journal.entry import Append, Entry, Fact

T = TypeVar("T")


class MemoryJournal:
    """A `Journal` in lists. There is no transaction to share: the handle is ``None``."""

    def __init__(self) -> None:
        self.url = "memory:"
        self._lock = RLock()
        self._kept = MemoryWriting()
        self._final: int | None = None  # the last position that is, while somebody writes

    def append(
        self,
        appends: Sequence[Append],
        *,
        recorded_at: str,
        also: Callable[[Any], None] | None = None,
    ) -> tuple[Entry, ...]:
        """Extend one or several streams: all of them or none."""

        def work(writing: MemoryWriting) -> tuple[Entry, ...]:
            entries = writing.append(appends, recorded_at=recorded_at)
            if also is not None:
                also(None)
            return entries

        return self.write(work)

    def write(self, work: Callable[[MemoryWriting], T]) -> T:
        """Do a piece of work, all of it or nothing."""
        with self._lock:
            if self._final is not None:
                message = "a transaction of this journal is open: write through what it gave you"
                raise RuntimeError(message)
            self._final = self._kept.position
            try:
                return work(self._kept)
            except BaseException:
                self._kept.take_back(self._final)
                raise
            finally:
                self._final = None

    def read(self, stream: str, *, after: int = 0) -> Iterator[Entry]:
        """Go through one stream in order of versions."""
        return iter(self._seen(lambda: self._kept.read(stream, after=after)))

    def facts(self, stream: str, *, after: int = 0) -> Iterator[Fact]:
        """Go through one stream in order of versions, of each entry only what happened."""
        return map(_fact, self.read(stream, after=after))

    def tail(self, *, after: int = 0) -> Iterator[Entry]:
        """Go through all streams in order of positions."""
        return iter(self._seen(lambda: self._kept.tail(after=after)))

    @property
    def position(self) -> int:
        """Position of the last entry that is final (0 where there is none)."""
        with self._lock:
            return self._kept.position if self._final is None else self._final

    def streams(self) -> tuple[str, ...]:
        """Name every stream, in the order in which they began."""
        return tuple(dict.fromkeys(entry.stream for entry in self.tail()))

    def version(self, stream: str) -> int:
        """Count the entries of one stream."""
        return sum(1 for _ in self.read(stream))

    def keyed(self, stream: str, key: str) -> tuple[Entry, ...]:
        """Find the entries of one stream by their key, in order of versions."""
        return tuple(self._seen(lambda: self._kept.keyed(stream, key)))

    def verify(self, stream: str | None = None) -> tuple[JournalBroken, ...]:
        """Recompute the chain of one stream or of all."""
        streams = self.streams() if stream is None else (stream,)
        found = (check(self.read(name)) for name in streams)
        return tuple(broken for broken in found if broken is not None)

    def close(self) -> None:
        """Do nothing: what is in memory goes with its last user."""

    def _seen(self, ask: Callable[[], Iterable[Entry]]) -> list[Entry]:
        """Return those that are final; other threads wait until whoever writes is done."""
        with self._lock:
            return [it for it in ask() if self._final is None or it.position <= self._final]


class MemoryWriting:
    """The entries, and a `Writing` in them for whoever holds the journal.

    Attributes:
        lost: As `Writing` has it.
    """

    handle = None

    def __init__(self) -> None:
        self.lost = 0
        self._entries: list[Entry] = []
        self._streams: dict[str, list[Entry]] = {}
        self._keys: dict[str, list[tuple[str, int]]] = {}  # per stream, sorted: key, version

    @property
    def position(self) -> int:
        """Position of the last entry."""
        return len(self._entries)

    def append(self, appends: Sequence[Append], *, recorded_at: str) -> tuple[Entry, ...]:
        """Extend one or several streams, in the order given."""
        before = len(self._entries)
        for append in appends:
            self._extend(append, recorded_at)
        return tuple(self._entries[before:])

    def read(self, stream: str, *, after: int = 0) -> Iterator[Entry]:
        """Go through one stream in order of versions."""
        return iter(self._streams.get(stream, [])[max(after, 0) :])

    def facts(self, stream: str, *, after: int = 0) -> Iterator[Fact]:
        """Go through one stream in order of versions, of each entry only what happened."""
        return map(_fact, self.read(stream, after=after))

    def tail(self, *, after: int = 0) -> Iterator[Entry]:
        """Go through all streams in order of positions."""
        return iter(self._entries[max(after, 0) :])

    def streams(self) -> tuple[str, ...]:
        """Name every stream, in the order in which they began."""
        return tuple(self._streams)

    def keyed(self, stream: str, key: str) -> tuple[Entry, ...]:
        """Find the entries of one stream by their key, in order of versions."""
        keys = self._keys.get(stream, [])
        same = slice(bisect_left(keys, (key, 0)), bisect_left(keys, (key + "\0", 0)))
        longer = slice(bisect_left(keys, (key + " ", 0)), bisect_left(keys, (key + "!", 0)))
        versions = sorted(version for _, version in keys[same] + keys[longer])
        return tuple(self._streams[stream][version - 1] for version in versions)

    def take_back(self, length: int) -> None:
        """Remove what stands behind the first `length` entries."""
        self.lost += len(self._entries) > length
        while len(self._entries) > length:
            entry = self._entries.pop()
            self._streams[entry.stream].pop()
            if not self._streams[entry.stream]:
                del self._streams[entry.stream]
            if entry.key is not None:
                keys = self._keys[entry.stream]
                keys.pop(bisect_left(keys, (entry.key, entry.version)))

    def _extend(self, append: Append, recorded_at: str) -> None:
        held = self._streams.get(append.stream, [])
        last = held[-1] if held else None
        link = Link(last.version, last.digest, last.position) if last else START
        for entry in extend(link, append, after=len(self._entries), recorded_at=recorded_at):
            self._entries.append(entry)
            self._streams.setdefault(entry.stream, []).append(entry)
            if entry.key is not None:
                insort(self._keys.setdefault(entry.stream, []), (entry.key, entry.version))


def _fact(entry: Entry) -> Fact:
    return entry.version, entry.type, entry.at, entry.by, entry.data
