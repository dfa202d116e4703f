"""The secretariat: it keeps the record of agreements, and judges every command upon it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Self

from coopflow.journal.url import open_journal
from coopflow.projections.board import Wanted
from coopflow.runtime.boards import open_board, rebuild
from coopflow.runtime.casework import Casework, Request
from coopflow.runtime.clock import Clock, SystemClock
from coopflow.runtime.explaining import Explaining
from coopflow.runtime.hosting import host_of
from coopflow.runtime.looking import Looking
from coopflow.runtime.records import Records
from coopflow.runtime.renewing import following_terms
from coopflow.runtime.submitting import Submitting, refusal
from coopflow.runtime.verifying import Verification, verify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.definitions.checks import Known
    from coopflow.definitions.document import Document
    from coopflow.definitions.terms_reader import Reading
    from coopflow.engine.available import Option
    from coopflow.host.manager import Host
    from coopflow.journal.store import Journal
    from coopflow.projections.rows import AgreementRow, TaskRow
    from coopflow.runtime.instants import When
    from coopflow.runtime.outlining import Outline
    from coopflow.runtime.records import Recorded
    from coopflow.runtime.writing import Receipt
    from coopflow.values.agreement import Agreement
    from coopflow.values.explanation import Explanation
    from coopflow.values.lifecycle import Lifecycle
    from coopflow.values.terms import Terms


class Secretariat:
    """Keeps the record, judges commands, and answers questions. Safe to share between threads.

    Open one with `Secretariat.open`, and close it, or use it in a ``with`` statement.
    """

    def __init__(self, journal: Journal, host: Host, clock: Clock) -> None:
        """Work upon `journal`, with what `host` offers and the time `clock` tells."""
        self._journal = journal
        self._host = host
        self._clock = clock
        self._board = open_board(journal)
        self._records = Records(journal, self._board)
        self._casework = Casework(self._records, host, clock)
        self._lock = threading.RLock()  # of what is remembered for readers; writers take turns
        writers = Records(journal, self._board)
        casework = Casework(writers, host, clock)
        self._submitting = Submitting(journal, self._board, writers, casework)
        self._looking = Looking(journal, self._board, self._records, host, clock)
        self._explaining = Explaining(journal, self._records, self._casework)

    @classmethod
    def open(
        cls,
        url: str,
        *,
        plugins: Iterable[Any] | None = None,
        lifecycles: Iterable[Lifecycle] = (),
        clock: Clock | None = None,
        create: bool = True,
    ) -> Secretariat:
        """Open the journal at `url`.

        Args:
            url: ``memory:``, ``sqlite:///relative.db`` or ``sqlite:////absolute/path.db``.
            plugins: Modules or objects with hooks; ``None`` for those that installed
                distributions announce, narrowed by the environment's ``COOPFLOW_PLUGINS``
                (names separated by commas, or ``none``).
            lifecycles: Tables that terms may name besides those of the plugins; an agreement
                takes its own into the journal when it is drafted.
            clock: What time it is; by default the system's.
            create: Whether to begin a journal where there is none.

        Raises:
            ValueError: The URL has none of these forms.
            JournalError: The journal cannot be opened.
            PluginError: A plugin cannot be used.
            DefinitionError: A lifecycle cannot mean what it says.
        """
        host = host_of(plugins, lifecycles)
        journal = open_journal(url, create=create)
        try:
            return cls(journal, host, clock or SystemClock())
        except BaseException:
            journal.close()
            raise

    def close(self) -> None:
        """Let go of the journal. A second time does nothing."""
        with self._lock:
            self._journal.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

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

    # --- writing ---------------------------------------------------------------------------

    def draft(self, terms: Terms, *, by: str, at: When = None, key: str | None = None) -> Agreement:
        """Begin an agreement, and return it.

        What the terms bring that is new to the directory is entered there.

        Args:
            terms: What is to be signed.
            by: Who drafts it (an officer of a party).
            at: When; by default now.
            key: Makes a repetition harmless.

        Raises:
            CommandRefused: The rules say no, with every reason.
            DefinitionError: The terms cannot mean what they say.
            JournalError: It could not be written.
        """
        request = Request(agreement=terms.id, name="draft", by=by, at=at, body=terms)
        self._submitting.submit(request, key)
        return self.get(terms.id)

    def submit(  # noqa: PLR0913 - what an officer may say with a command
        self,
        agreement: str,
        command: str,
        *,
        by: str,
        at: When = None,
        key: str | None = None,
        agency: str | None = None,
        task: str | None = None,
        occasion: str | None = None,
        obligation: str | None = None,
        proposal: str | None = None,
        assessment: str | None = None,
        note: str | None = None,
        until: When = None,
        evidence: Any = (),
        body: Any = None,
    ) -> Receipt:
        """Do what an officer asks.

        Args:
            agreement: Its id.
            command: What is asked: ``"sign"``, ``"report"``, …
            by: Who asks (an officer's id).
            at: When it happens; by default now, or when the last entry happened if that is later.
            key: Makes a repetition harmless: the same key and command again return the first
                receipt; with another command it is refused.
            agency: In whose name; by default the officer's own agency.
            task: Which task, for ``report``, ``accept`` and ``return``.
            occasion: What happened, for ``occasion``.
            obligation: Whose round is opened, for ``occasion``.
            proposal: Which proposal, where several stand open.
            assessment: ``met``, ``partly`` or ``not``, for reports on what is continuous.
            note: Words to go with it.
            until: The day that is asked for, for ``extension``.
            evidence: Kinds, ``kind: title`` texts, mappings or `Evidence`.
            body: New terms, a review, dispositions, a pause: a value, or a mapping as in a file.

        Raises:
            CommandRefused: The rules say no, with every reason. Nothing is written.
            DefinitionError: The body or the evidence is not what it should be.
            JournalError: It could not be written.
            ValueError: `at` is no date or time.
        """
        request = Request(
            agreement=agreement,
            name=command,
            by=by,
            at=at,
            agency=agency,
            task=task,
            occasion=occasion,
            obligation=obligation,
            proposal=proposal,
            assessment=assessment,
            note=note,
            until=until,
            evidence=evidence,
            body=body,
        )
        if command == "draft":
            raise refusal("command.draft")
        return self._submitting.submit(request, key)

    def renew(
        self,
        agreement: str,
        *,
        by: str,
        terms: Terms | None = None,
        at: When = None,
        key: str | None = None,
    ) -> Agreement:
        """Draft the successor of an agreement, and return it.

        Args:
            agreement: The id of the one to be renewed.
            by: Who drafts it.
            terms: Its terms; by default those of the agreement for the next period.
            at: When.
            key: Makes a repetition harmless.

        Raises:
            CommandRefused: The rules say no, with every reason.
            DefinitionError: The terms cannot mean what they say.
            JournalError: It could not be written.
        """
        with self._lock:
            now = self.get(agreement)
            framework = self._records.agreement(now.terms.framework)
        following = following_terms(now, terms, framework)
        return self.draft(following, by=by, at=at, key=key)

    def rebuild(self) -> int:
        """Make the lists anew from the journal, and return how many agreements they hold."""
        return rebuild(self._journal, self._board)

    # --- reading ---------------------------------------------------------------------------

    def read(self, document: Document) -> Reading:
        """Read terms as they would be drafted here: the journal's own lifecycles are known, too.

        Args:
            document: A file that was read with `read_file`.

        Raises:
            DefinitionError: Something is wrong with them; all of their problems.
        """
        with self._lock:
            return self._casework.read(document)

    def get(self, agreement: str, *, as_of: When = None) -> Agreement:
        """Return an agreement as it is now, or as it stood.

        Args:
            agreement: Its id.
            as_of: Only what had happened by then; a day alone is taken in whole.

        Raises:
            CommandRefused: There is none of this id, or was none yet.
        """
        with self._lock:
            return self._looking.agreement(agreement, as_of)

    def lifecycle(self, agreement: str) -> Lifecycle:
        """Return the table an agreement runs on, as it was stored when it was drafted.

        Raises:
            CommandRefused: There is no such agreement.
        """
        with self._lock:
            return self._records.plan(self.get(agreement)).lifecycle

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
        wanted = Wanted(agreement=agreement, agency=agency, open_only=open_only)
        with self._lock:
            page = (limit, after)
            return self._looking.tasks(wanted, page, late=late, at=at, as_of=as_of)

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
        with self._lock:
            return self._looking.history(agreement, task, as_of)

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
        with self._lock:
            return self._looking.outline(agreement, as_of)

    def verify(self, agreement: str | None = None) -> Verification:
        """Recompute the record of one agreement, or everything, and say what does not hold.

        Raises:
            CommandRefused: There is no such agreement.
        """
        found = verify(self._journal, self._board, agreement)
        if agreement is not None and found and not found.streams:
            raise refusal("agreement.unknown", agreement=agreement)
        return found
