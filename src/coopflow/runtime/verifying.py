"""Recompute everything: the chain, the events, and the rows made from them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.errors import JournalBroken, JournalError
from coopflow.journal.codec import decode
from coopflow.journal.store import Journal
from coopflow.projections.board import Board, MemoryBoard, Wanted, involved
from coopflow.projections.rows import Lapsing, folded
from coopflow.runtime.records import Records, replay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.projections.rows import AgreementRow, Rows
    from coopflow.values.agreement import Agreement


@frozen
class Verification:
    """What recomputing found. It is true where everything is whole.

    Attributes:
        streams: How many streams were recomputed.
        entries: How many entries.
        broken: What is wrong, none where it is whole; of each stream its first broken entry.
    """

    streams: int
    entries: int
    broken: tuple[JournalBroken, ...]

    def __bool__(self) -> bool:
        return not self.broken


@frozen
class Kept:
    """What is held against each other, and what it takes to make the one from the other."""

    journal: Journal
    board: Board
    lapsing: Lapsing


def verify(journal: Journal, board: Board, stream: str | None) -> Verification:
    """Recompute one stream, or all of them.

    A cut-off end of a stream leaves a whole chain; it shows here where the board still knows
    more, and otherwise only against a digest noted elsewhere.
    """
    chain = journal.verify(stream)
    named = [each for each in chain if each.stream]
    whole = [each for each in chain if not each.stream]
    try:
        found = journal.streams()
        listed = {row.id: row for row in board.agreements()}
        counts = {name: journal.version(name) for name in found if stream in (None, name)}
    except JournalBroken as error:
        return Verification(0, 0, (*named, *(whole or [error])))
    damaged = {each.stream for each in named}
    kept = Kept(journal, board, Records(journal, board).lapsing)
    for name in counts:
        if name not in damaged and any(_events(kept, name, listed.get(name))):
            named += _again(kept, name)
    gone = (name for name in listed if name not in found and stream in (None, name))
    for name in sorted(gone):
        named += _again(kept, name)
    return Verification(len(counts), sum(counts.values()), (*named, *whole))


def _again(kept: Kept, stream: str) -> list[JournalBroken]:
    """Look at a stream while nobody writes: what differed may only have been on its way."""
    journal, board = kept.journal, kept.board

    def look(_: object) -> list[JournalBroken]:
        listed = {row.id: row for row in board.agreements()}.get(stream)
        if stream in journal.streams():
            return list(_events(kept, stream, listed))
        what = "its entries are gone: the board still lists it"
        return [JournalBroken(stream, 1, what)] if listed is not None else []

    try:
        return journal.write(look)
    except JournalError:  # nobody can write to it at all
        return look(None)


def _events(kept: Kept, stream: str, listed: AgreementRow | None) -> Iterator[JournalBroken]:
    journal, board = kept.journal, kept.board
    try:
        if not stream.startswith(":"):
            folding = replay(stream, journal.facts(stream), watch=True)
            rows = folded(folding, kept.lapsing)[1]
            yield from _compare(rows, board, listed)
            yield from _snapshot(journal, board, folding.agreement())
            return
        for entry in journal.read(stream):
            decode(entry)
    except JournalBroken as error:
        yield error


def _snapshot(journal: Journal, board: Board, now: Agreement) -> Iterator[JournalBroken]:
    """Whoever begins with the snapshot must come to where the whole stream leads."""
    kept = board.snapshot(now.id)
    if kept is None:
        return
    later = replay(now.id, journal.facts(now.id, after=kept.version), kept)
    if later.agreement() != now:
        what = "its snapshot says otherwise than the journal, which holds: make it anew (rebuild)"
        yield JournalBroken(now.id, None, what)


def _compare(rows: Rows, board: Board, listed: AgreementRow | None) -> Iterator[JournalBroken]:
    name = rows.agreement.id
    hint = "the board says otherwise than the journal, which holds: make it anew (rebuild)"
    if listed is not None and listed.version > rows.agreement.version:
        what = f"the journal ends before it, and the board knows {listed.version}: it was cut off"
        yield JournalBroken(name, rows.agreement.version + 1, what)
        return
    if listed != rows.agreement:
        yield JournalBroken(name, None, hint)
        return
    made = {row.id: row for row in rows.tasks}
    kept = {row.id: row for row in board.tasks(Wanted(agreement=name), _no_day)}
    for task in sorted(made.keys() | kept.keys()):
        if made.get(task) != kept.get(task):
            yield JournalBroken(name, None, f"task {task}: {hint}")
            return
    alone = MemoryBoard()
    alone.put([rows])
    if set(alone.awaiting(name)) != set(board.awaiting(name)):
        yield JournalBroken(name, None, f"inbox: {hint}")
        return
    if alone.alarms(name) != board.alarms(name):
        yield JournalBroken(name, None, f"alarms: {hint}")
        return
    parties = rows.agreement.parties
    for agency in sorted({a for row in rows.tasks for a in involved(row, parties)}):
        wanted = Wanted(agreement=name, agency=agency)
        theirs = {row.id for row in rows.tasks if agency in involved(row, parties)}
        if {row.id for row in board.tasks(wanted, _no_day)} != theirs:
            yield JournalBroken(name, None, f"tasks of {agency}: {hint}")
            return


def _no_day(_: str) -> date:
    """Let nothing be late: that is worked out and not kept."""
    return date.min
