"""The inbox of an agency or an officer: what they could do, the most urgent first."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine.authority import may_assent
from coopflow.errors import JournalBroken
from coopflow.runtime.instants import When, instant
from coopflow.runtime.submitting import refusal
from coopflow.values.time import day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from coopflow.projections.board import Board
    from coopflow.projections.inbox import InboxRow
    from coopflow.runtime.records import Records
    from coopflow.values.lifecycle import By
    from coopflow.values.terms import Officer

_MOST = 500
"""Rows that are looked at together where some are not an officer's."""


def inbox(
    board: Board,
    records: Records,
    *,
    agency: str | None,
    officer: str | None,
    at: When,
    now: datetime,
    limit: int | None,
    after: InboxRow | None,
) -> tuple[InboxRow, ...]:
    """Return what awaits an agency, or what of it an officer could do.

    Args:
        board: Where it is kept.
        records: Agreements with their tables, and the directory.
        agency: Whose; or else
        officer: whose.
        at: The instant that decides what is late; ``None`` for `now`.
        now: What the clock says.
        limit: At most so many.
        after: Only what follows this row.

    Raises:
        CommandRefused: There is no such agency or officer.
        ValueError: Neither or both are named, or `limit` is below 1, or `at` is no time.
    """
    if (agency is None) == (officer is None):
        message = "say whose inbox: an agency's or an officer's"
        raise ValueError(message)
    if limit is not None and limit < 1:
        message = f"limit={limit!r}: it is 1 or more"
        raise ValueError(message)
    directory = records.directory()
    who = directory.officers.get(officer) if officer is not None else None
    if officer is not None and who is None:
        raise refusal("officer.unknown", officer=officer)
    whose = who.agency if who is not None else str(agency)
    if whose not in directory.agencies:
        raise refusal("agency.unknown", agency=whose)

    @cache
    def today(zone: str) -> date:
        return day_of(instant(at, zone=zone, now=now, last=None), zone)

    found: list[InboxRow] = []
    place = after.place if after is not None else None
    while limit is None or len(found) < limit:
        most = limit if who is None or limit is None else max(limit, _MOST)
        rows = board.inbox(whose, most, place)
        for row in rows:
            told = _for(row, who, records)
            if told is not None:
                found.append(changed(told, late=told.late_on(today(told.time_zone))))
        if most is None or len(rows) < most:
            break
        place = rows[-1].place
    return tuple(found[:limit])


def _for(row: InboxRow, officer: Officer | None, records: Records) -> InboxRow | None:
    """Return what awaits, by its own name; ``None`` where it is not this officer's to do.

    Where the agreement cannot be read, nobody can tell whose it is: it is told as it was kept.
    """
    if row.what != "assent":
        return row
    try:
        now = records.agreement(row.agreement)
        rows = records.plan(now).lifecycle.rows if now is not None else ()
    except JournalBroken:
        return row
    proposal = next((each for each in now.proposals if each.id == row.about), None) if now else None
    if now is None or proposal is None:
        return None  # it was answered between the two looks
    asked = (
        each.by for each in rows if (each.command, each.origin) == (proposal.command, now.state)
    )
    by: By = next(asked, "signatory")
    if officer is not None and may_assent(by, officer, now.terms):
        return None
    return changed(row, what="sign") if by == "signatory" else row
