"""The record as it stood: folded only as far as what had happened by an instant.

It costs what the history costs: every entry up to that instant is read again.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from coopflow.projections.board import MemoryBoard
from coopflow.projections.rows import folded
from coopflow.runtime.instants import until
from coopflow.runtime.records import Records, replay
from coopflow.values.time import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from coopflow.journal.entry import Entry, Fact
    from coopflow.journal.store import Journal
    from coopflow.projections.rows import AgreementRow, Rows
    from coopflow.values.agreement import Agreement


def entries_until(journal: Journal, stream: str, last: datetime | None) -> Iterator[Entry]:
    """Go through what had happened in a stream by `last`; through all of it for ``None``."""
    entries = journal.read(stream)
    if last is None:
        return entries
    written = stamp(last)
    return takewhile(lambda entry: entry.at <= written, entries)


def stood(journal: Journal, stream: str, last: datetime) -> tuple[Agreement, Rows] | None:
    """Return an agreement and all its rows as of `last`, ``None`` where it was not drafted yet.

    Raises:
        JournalBroken: An entry cannot be read, or does not follow from those before it.
    """
    written = stamp(last)

    def happened(fact: Fact) -> bool:
        _, _, at, _, _ = fact
        return at <= written

    folding = replay(stream, takewhile(happened, journal.facts(stream)), watch=True)
    return folded(folding) if folding.version else None


def past_board(
    journal: Journal, listed: Iterable[AgreementRow], as_of: str | date | datetime
) -> MemoryBoard:
    """Return a board of the agreements `listed`, as they stood.

    Args:
        journal: Where their entries are.
        listed: Their present rows; those not drafted by then are left out.
        as_of: A day is taken in whole, as it is counted where each agreement is.

    Raises:
        ValueError: `as_of` is no date or time.
    """
    board = MemoryBoard()
    for row in listed:
        found = stood(journal, row.id, until(as_of, zone=row.time_zone))
        if found is not None:
            board.put([found[1]])
    return board


class PastRecords(Records):
    """The journal's agreements as of an instant; the directory and the tables as they are now.

    What an agreement may need to know of others (its predecessor, its framework) is seen as of
    the same instant. The directory dates its entries itself.
    """

    def __init__(self, journal: Journal, last: datetime) -> None:
        """Read from `journal` what had happened by `last`."""
        super().__init__(journal, MemoryBoard())
        self._journal = journal
        self._last = last

    def agreement(self, name: str | None) -> Agreement | None:
        """Return the agreement as it stood, ``None`` where it was not drafted yet."""
        if name is None or name.startswith(":"):
            return None
        found = stood(self._journal, name, self._last)
        return found[0] if found is not None else None
