"""What is asked of the record: nothing here writes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from coopflow.projections.board import Wanted
from coopflow.runtime.agenda import calendar
from coopflow.runtime.boards import open_board
from coopflow.runtime.calls import require_limit, require_text
from coopflow.runtime.casework import Casework
from coopflow.runtime.explaining import Explaining
from coopflow.runtime.inboxes import inbox
from coopflow.runtime.instants import require_when
from coopflow.runtime.looking import Looking
from coopflow.runtime.meeting import meetings_in
from coopflow.runtime.reactor import Reactor
from coopflow.runtime.records import Records
from coopflow.runtime.request import Request
from coopflow.runtime.submitting import refusal
from coopflow.runtime.verifying import Verification, verify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coopflow.definitions.checks import Known
    from coopflow.definitions.document import Document
    from coopflow.definitions.terms_reader import Reading
    from coopflow.engine.available import Option
    from coopflow.host.manager import Host
    from coopflow.journal.store import Journal
    from coopflow.projections.cascade import Cascade
    from coopflow.projections.inbox import InboxRow
    from coopflow.projections.rows import AgreementRow, TaskRow
    from coopflow.runtime.clock import Clock
    from coopflow.runtime.instants import When
    from coopflow.runtime.outlining import Outline
    from coopflow.runtime.reactor import Standing
    from coopflow.runtime.records import Recorded
    from coopflow.values.agreement import Agreement
    from coopflow.values.explanation import Explanation
    from coopflow.values.lifecycle import Lifecycle


class Asking:
    """Answers questions about a journal: the reading half of `Secretariat`."""

    def __init__(self, journal: Journal, host: Host, clock: Clock) -> None:
        """Work upon `journal`, with what `host` offers and the time `clock` tells."""
        self._journal = journal
        self._host = host
        self._clock = clock
        self._board = open_board(journal)
        self._records = Records(journal, self._board)
        self._casework = Casework(self._records, host, clock)
        self._lock = threading.RLock()  # of what is remembered for readers; writers take turns
        self._looking = Looking(journal, self._board, self._records, host, clock)
        self._explaining = Explaining(journal, self._records, self._casework)
        self._reactor = Reactor(journal, self._board, host, clock)

    @property
    def host(self) -> Host:
        """What coopflow and its plugins contribute."""
        return self._host

    @property
    def clock(self) -> Clock:
        """What time it is here."""
        return self._clock

    @property
    def known(self) -> Known:
        """What a terms file may name here; `load_terms` takes it."""
        return self._host.known

    def read(
        self, document: Document, *, places: Mapping[str, tuple[str, ...]] | None = None
    ) -> Reading:
        """Read terms as they would be drafted here: the journal's own lifecycles are known, too.

        Args:
            document: A file that was read with `read_file`.
            places: Of lifecycles that were read from files, where each row stands (``file:line``),
                by the lifecycle's key; problems name it. By default they name the row's number.

        Raises:
            DefinitionError: Something is wrong with them; all of their problems.
        """
        with self._lock:
            return self._casework.read(document, places)

    def get(self, agreement: str, *, as_of: When = None) -> Agreement:
        """Return an agreement as it is now, or as it stood.

        Args:
            agreement: Its id.
            as_of: Only what had happened by then; a day alone is taken in whole.

        Raises:
            CommandRefused: There is none of this id, or was none yet.
        """
        require_text("agreement", agreement)
        with self._lock:
            return self._looking.agreement(agreement, as_of)

    def lifecycle(self, agreement: str) -> Lifecycle:
        """Return the table an agreement runs on, as it was stored when it was drafted.

        Raises:
            CommandRefused: There is no such agreement.
        """
        require_text("agreement", agreement)
        with self._lock:
            return self._records.plan(self.get(agreement)).lifecycle

    def kept(self, key: str) -> Lifecycle | None:
        """Return the newest table the journal keeps under a key such as ``"county-mou@1"``.

        It is there once an agreement was drafted on it; ``None`` until then.
        """
        with self._lock:
            tables = self._records.tables(key)
            return tables[-1] if tables else None

    def agreements(self, *, as_of: When = None) -> tuple[AgreementRow, ...]:
        """Return all agreements as rows, in order of ids; with `as_of`, as they stood then."""
        with self._lock:
            return self._looking.agreements(as_of)

    def tasks(
        self,
        agreement: str | None = None,
        *,
        agency: str | None = None,
        late: bool = False,
        open_only: bool = False,
        at: When = None,
        as_of: When = None,
        limit: int | None = None,
        after: TaskRow | None = None,
    ) -> tuple[TaskRow, ...]:
        """Return tasks as rows, settled ones too, by agreement and in order of ids.

        Args:
            agreement: Only those of this agreement.
            agency: Only those this agency leads or coordinates.
            late: Only those that are still owed and late at `at`.
            open_only: Only those still owed.
            at: The instant that decides what is late; by default `as_of`, or now.
            as_of: Only what had happened by then; a day alone is taken in whole.
            limit: At most so many (1 or more); they then come in order of their due days,
                those without one last.
            after: Only what follows this row in that order: the last one of the page before.

        Raises:
            CommandRefused: There is no such agreement, or was none yet; or no such agency.
            ValueError: `at` or `as_of` is no time, `limit` is below 1, or `after` comes without.
        """
        require_text("agreement", agreement)
        require_text("agency", agency)
        require_limit(limit)
        require_when(at)
        wanted = Wanted(agreement=agreement, agency=agency, open_only=open_only)
        with self._lock:
            page = (limit, after)
            return self._looking.tasks(wanted, page, late=late, at=at, as_of=as_of)

    def tree(
        self, agreement: str, task: str | None = None, *, at: When = None, as_of: When = None
    ) -> tuple[Cascade, ...]:
        """Return to whom tasks were handed down, what became of that, and whether it is a risk.

        Args:
            agreement: Its id.
            task: Only this one, settled or not; by default each that is owed and was handed down.
            at: The instant that decides what is late; by default `as_of`, or now.
            as_of: Only what had happened by then; a day alone is taken in whole.

        Raises:
            CommandRefused: There is no such agreement or task, or was none yet.
            ValueError: `at` or `as_of` is no time.
        """
        require_text("task", task)
        require_text("agreement", agreement)
        with self._lock:
            return self._looking.tree(agreement, task, at, as_of)

    def history(
        self, agreement: str, *, task: str | None = None, as_of: When = None
    ) -> tuple[Recorded, ...]:
        """Return everything that happened to an agreement, or to one of its tasks, in order.

        A task is followed back to where it was born and on into what it was carried to: the
        `stream` of each entry tells which agreement it is of.

        Args:
            agreement: Its id.
            task: Only what concerns this task; any clause of its act will do.
            as_of: Only what had happened by then; a day alone is taken in whole.

        Raises:
            CommandRefused: There is no such agreement or task, or was none yet.
        """
        require_text("task", task)
        require_text("agreement", agreement)
        with self._lock:
            return self._looking.history(agreement, task, as_of)

    def meetings(self, agreement: str, *, as_of: When = None) -> tuple[Recorded, ...]:
        """Return the entries that tell of the meetings held, in order.

        The `event` of each has the meeting as `held`, its id as `meeting`, and what was adopted
        at it as `adoptions`.

        Args:
            agreement: Its id.
            as_of: Only what had happened by then; a day alone is taken in whole.

        Raises:
            CommandRefused: There is no such agreement, or was none yet.
        """
        return meetings_in(self.history(agreement, as_of=as_of))

    def calendar(self, agreement: str, agency: str | None = None, *, lang: str = "en") -> bytes:
        """Return a calendar file (RFC 5545, UTF-8): due days with their reminders, and meetings.

        The same record gives the same bytes. Read again, it changes what was read before: each
        event has a lasting id, and a number that rises with every change.

        Args:
            agreement: Its id.
            agency: Only what this agency leads or coordinates, and meetings it attended.
            lang: As for `word`; of the terms, whatever they are written in.

        Raises:
            CommandRefused: There is no such agreement, or no such agency.
            ExtraMissing: The extra ``ics`` is not installed.
        """
        require_text("agreement", agreement)
        with self._lock:
            return calendar(self._looking, self._records, agreement, agency, lang)

    def why(
        self, agreement: str, command: str, *, by: str, key: str | None = None, **said: Any
    ) -> tuple[Explanation, ...]:
        """Return every objection to a command, explained; none where it would be accepted.

        Each has its reason, the rule behind it, and what would change it. Writes nothing.

        Args:
            agreement: Its id; for ``draft`` that of the terms.
            command: What would be asked: also ``draft``, and what renews, with terms as body.
            by: Who would ask.
            key: The key it would be given.
            said: What would be said with it, as for `submit`.

        Raises:
            DefinitionError: The body, or something said, is not what it should be.
            ValueError: `at` is no date or time.
        """
        require_text("agreement", agreement)
        require_text("key", key)
        request = Request(agreement=agreement, name=command, by=by, **said)
        with self._lock:
            return self._explaining.explained(request, key, self._clock.now())

    def available(
        self, agreement: str, *, by: str, at: When = None, as_of: When = None
    ) -> tuple[Option, ...]:
        """Return everything an officer could do now, or could have done. Writes nothing.

        `at` and `as_of` are as for `tasks`.

        Raises:
            CommandRefused: There is no such agreement, or was none yet; or no such officer.
        """
        require_text("by", by)
        require_text("agreement", agreement)
        with self._lock:
            return self._looking.available(agreement, by, at, as_of)

    def outline(self, agreement: str, *, as_of: When = None) -> Outline:
        """Return what a review would have to say: the plugins' findings, and what is undisposed.

        Args:
            agreement: Its id.
            as_of: The day it speaks for; by default today.

        Raises:
            CommandRefused: There is no such agreement.
            PluginError: A plugin's section fails.
        """
        require_text("agreement", agreement)
        with self._lock:
            return self._looking.outline(agreement, as_of)

    def inbox(
        self,
        *,
        agency: str | None = None,
        officer: str | None = None,
        at: When = None,
        limit: int | None = None,
        after: InboxRow | None = None,
    ) -> tuple[InboxRow, ...]:
        """Return what awaits an agency, the most urgent first: by day, undated last.

        Args:
            agency: Whose inbox; or else
            officer: whose: only what this officer could do for their agency.
            at: The instant that decides what is late; by default now.
            limit: At most so many (1 or more).
            after: Only what follows this row: the last one of the page before.

        Raises:
            CommandRefused: There is no such agency or officer.
            ValueError: Neither or both are named, `limit` is below 1, or `at` is no time.
        """
        require_text("agency", agency)
        require_text("officer", officer)
        require_limit(limit)
        require_when(at)
        who = {"agency": agency, "officer": officer}
        with self._lock:
            now = self._clock.now()
            page = {"at": at, "now": now, "limit": limit, "after": after}
            return inbox(self._board, self._records, **who, **page)  # type: ignore[arg-type]  # above

    def reactions(self) -> tuple[Standing, ...]:
        """Return how far each reaction has come, and what it failed at, in order of names."""
        return self._reactor.standing()

    def verify(self, agreement: str | None = None) -> Verification:
        """Recompute the record of one agreement, or everything, and say what does not hold.

        Raises:
            CommandRefused: There is no such agreement.
        """
        require_text("agreement", agreement)
        found = verify(self._journal, self._board, agreement)
        if agreement is not None and found and not found.streams:
            raise refusal("agreement.unknown", agreement=agreement)
        return found
