"""Short ways to write to a journal, for the tests of whatever keeps or reads one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from typing import TYPE_CHECKING, Any

from coopflow.errors import StaleVersion
from coopflow.journal.entry import Append, Draft
from coopflow.journal.url import open_journal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coopflow.journal.entry import Entry
    from coopflow.journal.store import Journal

AT = "2022-03-22T02:00:00.000000Z"
RECORDED_AT = "2022-03-22T02:00:00.000001Z"

_TRIES = 10_000
_LOOKS = 2_000_000


def draft(data: bytes = b"{}", *, key: str | None = None, type_: str = "test.noted") -> Draft:
    """Bring a fact that means nothing."""
    return Draft(type=type_, at=AT, by="le-thi-thuy", key=key, data=data)


def append(stream: str, expected: int, *drafts: Draft) -> Append:
    """Extend `stream` by `drafts`, or by one that means nothing."""
    return Append(stream=stream, expected=expected, drafts=drafts or (draft(),))


def write(journal: Journal, *appends: Append) -> tuple[Entry, ...]:
    """Append in one go, recorded at a fixed instant."""
    return journal.append(appends, recorded_at=RECORDED_AT)


def insist(journal: Journal, stream: str, drafts: Sequence[Draft]) -> None:
    """Append `drafts` one by one, reading and trying again whenever another writer was first.

    Raises:
        StaleVersion: One was late so often that the journal must be wrong about its versions.
    """
    for each in drafts:
        for left in reversed(range(_TRIES)):
            try:
                write(journal, append(stream, journal.version(stream), each))
                break
            except StaleVersion:
                if not left:
                    raise


def insist_at(url: str, stream: str, drafts: Sequence[Draft]) -> None:
    """As `insist`, to the journal at `url`: what another process can be given to do."""
    with closing(open_journal(url)) as journal:
        insist(journal, stream, drafts)


def insist_and_tail_at(
    url: str, work: Sequence[tuple[str, Sequence[Draft]]], expected: int
) -> tuple[str, ...]:
    """Write to several streams at once, each as `insist_at`, and tail the journal meanwhile.

    Returns:
        The digests seen, in order, once `expected` of them were.

    Raises:
        RuntimeError: So many are not to be seen, however often one looks.
    """
    with closing(open_journal(url)) as journal, ThreadPoolExecutor(len(work)) as pool:
        running = [pool.submit(insist, journal, stream, drafts) for stream, drafts in work]
        seen: list[Entry] = []
        for _ in range(_LOOKS):
            seen += journal.tail(after=seen[-1].position if seen else 0)
            if len(seen) >= expected:
                break
        else:
            message = f"{len(seen)} entries are to be seen, not {expected}"
            raise RuntimeError(message)
        for done in running:
            done.result(timeout=60)
    return tuple(entry.digest for entry in seen)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Do several things, each in a thread of its own that waits for the others to be there.

    Returns:
        What each returned or raised (such as `StaleVersion`), in the order given.
    """
    start = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        start.wait(timeout=60)
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - it is the answer
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, work) for work in works]]


def marked(writers: int, each: int) -> list[list[Draft]]:
    """Make facts that can be told apart: some for each of several writers."""
    return [
        [draft(b"%d.%d" % (writer, place)) for place in range(each)] for writer in range(writers)
    ]


def fill(journal: Journal) -> None:
    """Let two streams grow in turn: ``a`` to four entries, two of them with a key, ``b`` to two."""
    write(journal, append("a", 0, draft(b"1", key="k"), draft(b"2")))
    write(journal, append("b", 0, draft("phối hợp".encode())), append("a", 2, draft(b"3")))
    write(journal, append("a", 3, draft(b"4", key="k f")), append("b", 1, draft(b"5")))
