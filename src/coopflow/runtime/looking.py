"""Questions about the record, as it is or as it stood; nothing here writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine import available as options
from coopflow.projections.board import Wanted, place
from coopflow.runtime.casework import Casework
from coopflow.runtime.instants import When, instant, until
from coopflow.runtime.listing import list_tasks
from coopflow.runtime.outlining import outline
from coopflow.runtime.past import PastRecords, entries_until, past_board
from coopflow.runtime.records import Recorded, Records, recorded
from coopflow.runtime.submitting import refusal
from coopflow.runtime.tracing import trace
from coopflow.runtime.trees import day_there, trees
from coopflow.values.time import day_of, local

if TYPE_CHECKING:
    from datetime import datetime

    from coopflow.engine.available import Option
    from coopflow.host.manager import Host
    from coopflow.journal.store import Journal
    from coopflow.projections.board import Board
    from coopflow.projections.cascade import Cascade
    from coopflow.projections.rows import AgreementRow, TaskRow
    from coopflow.runtime.clock import Clock
    from coopflow.runtime.outlining import Outline
    from coopflow.values.agreement import Agreement

    Page = tuple[int | None, TaskRow | None]
    """At most how many rows, and the row that they follow."""


class Looking:
    """Answers from the board and the records; with `as_of`, from the entries up to then."""

    def __init__(
        self, journal: Journal, board: Board, records: Records, host: Host, clock: Clock
    ) -> None:
        """Work upon `journal`, and what is kept of it at hand."""
        self._journal = journal
        self._board = board
        self._records = records
        self._host = host
        self._clock = clock

    def agreement(self, name: str, as_of: When = None) -> Agreement:
        """Return an agreement, as it is or as it stood.

        Raises:
            CommandRefused: There is none of this id, or was none yet.
            ValueError: `as_of` is no date or time.
        """
        return self._stood(name, as_of)[0]

    def agreements(self, as_of: When = None) -> tuple[AgreementRow, ...]:
        """Return all agreements as rows; those not drafted by `as_of` are not among them."""
        return self._lists(None, as_of).agreements()

    def tasks(
        self, wanted: Wanted, page: Page = (None, None), *, late: bool, at: When, as_of: When = None
    ) -> tuple[TaskRow, ...]:
        """Return the tasks `wanted`, each knowing whether it is late.

        Args:
            wanted: Which ones, of all pages.
            page: At most how many, and the row that they follow.
            late: Whether only those owed and late.
            at: The instant that decides what is late; ``None`` for `as_of`, or now.
            as_of: Only what had happened by then.

        Raises:
            CommandRefused: There is no such agreement, or was none yet; or no such agency.
            ValueError: A time is none, or the page is none.
        """
        limit, after = page
        if (limit is not None and limit < 1) or (after is not None and limit is None):
            message = f"limit={limit!r}: it is 1 or more, and `after` goes with a limit"
            raise ValueError(message)
        if wanted.agreement is not None:
            self.agreement(wanted.agreement, as_of)
        if wanted.agency is not None and wanted.agency not in self._records.directory().agencies:
            raise refusal("agency.unknown", agency=wanted.agency)
        wanted = changed(wanted, limit=limit, after=place(after) if after is not None else None)
        board = self._lists(wanted.agreement, as_of)
        moment = as_of if at is None else at
        return list_tasks(board, wanted, late=late, at=moment, now=self._clock.now())

    def tree(
        self, name: str, task: str | None, at: When = None, as_of: When = None
    ) -> tuple[Cascade, ...]:
        """Return what became of the tasks of an agreement below the parties."""
        now, last = self._stood(name, as_of)
        today = day_there(as_of if at is None else at, now, self._clock.now())
        return trees(self._journal, now, task, today, last, self._records.directory())

    def history(self, name: str, task: str | None, as_of: When = None) -> tuple[Recorded, ...]:
        """Return what happened to an agreement, or to one task."""
        last = self._stood(name, as_of)[1]
        if task is None:
            return tuple(recorded(each) for each in entries_until(self._journal, name, last))
        traced = trace(self._journal, name, task, last)
        if not traced:
            raise refusal("task.unknown", agreement=name, task=task)
        return traced

    def available(
        self, name: str, by: str, at: When = None, as_of: When = None
    ) -> tuple[Option, ...]:
        """Return everything an officer could do, or could have done."""
        now, last = self._stood(name, as_of)
        if by not in self._records.directory().officers:
            raise refusal("officer.unknown", officer=by)
        records = self._records if last is None else PastRecords(self._journal, last)
        casework = Casework(records, self._host, self._clock)
        view = casework.view(now, now.terms)
        rules = casework.rules(records.plan(now), now.terms)
        moment = casework.at(last if at is None else at, view, now.terms)
        return options.available(rules, view, by, moment)

    def outline(self, name: str, as_of: When) -> Outline:
        """Return what a review would have to say of a day, by default of today."""
        now = self.agreement(name)
        zone = now.terms.time_zone
        day = day_of(instant(as_of, zone=zone, now=self._clock.now(), last=now.at), zone)
        rows = self.tasks(Wanted(agreement=name), late=False, at=day)
        return outline(now, self._host.responsibilities, rows, day)

    def _stood(self, name: str, as_of: When) -> tuple[Agreement, datetime | None]:
        """Return an agreement and the last instant that is looked at, ``None`` for all of them."""
        now = self._records.agreement(name)
        if now is None:
            raise refusal("agreement.unknown", agreement=name)
        if as_of is None:
            return now, None
        zone = now.terms.time_zone
        last = until(as_of, zone=zone)
        then = PastRecords(self._journal, last).agreement(name)
        if then is None:
            first = recorded(next(iter(self._journal.read(name))))
            told = {"as_of": str(as_of), "drafted": local(first.at, zone)}
            raise refusal("agreement.not-yet", agreement=name, **told)
        return then, last

    def _lists(self, name: str | None, as_of: When) -> Board:
        if as_of is None:
            return self._board
        listed = [row for row in self._board.agreements() if name in (None, row.id)]
        return past_board(self._journal, listed, as_of)
