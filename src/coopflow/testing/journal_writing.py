"""Short ways to write to a journal, for the tests of whatever keeps or reads one."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from coopflow.errors import StaleVersion
from coopflow.journal.entry import Append, Draft
from coopflow.journal.url import open_journal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.journal.entry import Entry
    from coopflow.journal.store import Journal

AT = "2022-03-22T02:00:00.000000Z"
RECORDED_AT = "2022-03-22T02:00:00.000001Z"

_TRIES = 10_000


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
