"""The secretariat: it keeps the record of agreements, and judges every command upon it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from coopflow.journal.url import open_journal
from coopflow.runtime.asking import Asking
from coopflow.runtime.boards import rebuild
from coopflow.runtime.calls import each_of, require_clock, require_terms, require_text, tables
from coopflow.runtime.casework import Casework
from coopflow.runtime.clock import Clock, SystemClock
from coopflow.runtime.holding_off import HoldingOff
from coopflow.runtime.hosting import host_of
from coopflow.runtime.meeting import Holding, meeting_body
from coopflow.runtime.reactor import USUAL
from coopflow.runtime.records import Records
from coopflow.runtime.renewing import following_terms
from coopflow.runtime.request import Request
from coopflow.runtime.submitting import Submitting, refusal
from coopflow.runtime.ticking import Ticking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from coopflow.definitions.document import Document
    from coopflow.host.manager import Host
    from coopflow.journal.store import Journal
    from coopflow.runtime.instants import When
    from coopflow.runtime.runner import Doing, Patience, Runner
    from coopflow.runtime.ticking import Ticked
    from coopflow.runtime.writing import Receipt
    from coopflow.values.agreement import Agreement
    from coopflow.values.lifecycle import Lifecycle
    from coopflow.values.meeting import Meeting
    from coopflow.values.terms import Terms


class Secretariat(Asking):
    """Keeps the record, judges commands, and answers questions. Safe to share between threads.

    Open one with `Secretariat.open`, and close it, or use it in a ``with`` statement.
    """

    def __init__(self, journal: Journal, host: Host, clock: Clock) -> None:
        """Work upon `journal`, with what `host` offers and the time `clock` tells."""
        super().__init__(journal, host, clock)
        writers = Records(journal, self._board)
        casework = Casework(writers, host, clock)
        self._submitting = Submitting(journal, self._board, writers, casework)
        self._holding = Holding(journal, self._board, writers, host, clock)
        self._ticking = Ticking(journal, self._board, writers, casework)

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
            ValueError: The URL has none of these forms, or an argument is not what it is called.
            JournalError: The journal cannot be opened.
            PluginError: A plugin cannot be used.
            DefinitionError: A lifecycle cannot mean what it says.
        """
        given = None if plugins is None else each_of("plugins", plugins)
        require_clock(clock)
        host = host_of(given, tables(lifecycles))
        journal = open_journal(url, create=create)
        try:
            return cls(journal, host, clock or SystemClock())
        except BaseException:
            journal.close()
            raise

    def close(self) -> None:
        """Stop the office's runners, and let go of the journal. A second time does nothing.

        It does not wait for what a runner has at hand, which may then fail and be done anew: stop
        it and let it end before, where that matters.
        """
        self._reactor.close()
        with self._lock:
            self._journal.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

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
            ValueError: `at` is no date or time, `key` no text, or `terms` are none.
        """
        require_text("key", key)
        require_terms(terms)
        self._reactor.install()
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
        assignment: str | None = None,
        to: Any = (),
        until: Any = None,
        percent: int | str | None = None,
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
            assignment: Which assignment, for what bodies answer and to hand on from one.
            to: The bodies a task is handed to (ids), for ``assign``; plugins propose them.
            until: A last day: of an assignment, to answer the proposal it opens, or the due day
                that ``extension`` asks for.
            percent: How far an assignment is done (0 to 100), for ``progress``.
            evidence: Kinds, ``kind: title`` texts, mappings or `Evidence`.
            body: New terms, a review, dispositions, a pause, or who takes over from whom: a
                value, or a mapping as in its file.

        Raises:
            CommandRefused: The rules say no, with every reason. Nothing is written.
            DefinitionError: The body or the evidence is not what it should be.
            JournalError: It could not be written.
            ValueError: `at` is no date or time, `agreement` or `key` no text.
        """
        require_text("agreement", agreement)
        require_text("key", key)
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
            assignment=assignment,
            to=to,
            until=until,
            percent=percent,
            evidence=evidence,
            body=body,
        )
        if command == "draft":
            raise refusal("command.draft")
        self._reactor.install()
        if command == "meeting":
            return self._holding.hold(request, key)
        return self._submitting.submit(request, key)

    def meet(
        self,
        agreement: str,
        held: Meeting | Mapping[str, Any] | Document,
        *,
        by: str,
        at: When = None,
        adoptions: Iterable[Mapping[str, Any]] = (),
        key: str | None = None,
    ) -> Receipt:
        """Record that a meeting was held, and do what is adopted at it: everything or nothing.

        The meeting settles the tasks that such meetings perform. Each adoption is a command that
        takes a transition, given by each officer named, in order; it needs the same consent as
        ever, and has to have it at the meeting.

        Args:
            agreement: The id of the one the meeting is of.
            held: What it was: a value, or a mapping as in its file.
            by: Who records it (an officer of a party).
            at: When all of it happens; by default on the day of the meeting.
            adoptions: Mappings with ``command``, ``by`` (ids of officers who attend), and, where
                there is one, ``with`` (the body) and ``agreement`` (another one).
            key: Makes a repetition harmless, for all of it together.

        Returns:
            The receipt of all that was recorded, in all agreements concerned.

        Raises:
            CommandRefused: The rules say no to the meeting or to an adoption.
            DefinitionError: What is said of the meeting is not what it should be.
            JournalError: It could not be written.
            ValueError: `at` is no date or time.
        """
        body = meeting_body(held, adoptions)
        return self.submit(agreement, "meeting", by=by, at=at, key=key, body=body)

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

    def tick(self, now: When = None, *, progress: Callable[[int], None] | None = None) -> Ticked:
        """Let the clock do what is due: remind, urge, let proposals expire, let agreements lapse.

        Doing it twice, late, or in two processes at once records the same.

        Args:
            now: The instant it is for; by default what the clock says. Without a zone it is local
                to each agreement, and a day alone means its beginning there.
            progress: Called now and then with how many agreements were looked at so far.

        Raises:
            JournalError: It could not be written. What was done before stays done.
            ValueError: `now` is no date or time.
        """
        return self._ticking.tick(now, self._clock.now(), progress)

    def runner(
        self,
        *,
        tick: Callable[[datetime], object] | None = None,
        tell: Callable[[Doing], None] | None = None,
        patience: Patience = USUAL,
        poll: float = 1.0,
    ) -> Runner:
        """Return a runner that keeps this journal going: `run` it, or let it `step`.

        Args:
            tick: Does what time alone makes due at an instant; by default as `tick` does, but that
                an agreement that is hindered is tried again after pauses, as `patience` has them.
            tell: Is told of all that the runner does.
            patience: How often a reaction that fails is tried, and how long is waited.
            poll: How long to wait before looking again (seconds).

        Raises:
            JournalError: Where reactions begin could not be written down, or the office is closed.
            ValueError: `poll` is no time to wait.
        """
        tick = tick or HoldingOff(self._ticking, patience)
        return self._reactor.runner(tick=tick, tell=tell, patience=patience, poll=poll)

    def retry(self, key: str | None = None) -> tuple[str, ...]:
        """Let what reactions failed at be tried again at once, and return the keys of it.

        Args:
            key: Only this one, as `reactions` gives it; by default all.

        Raises:
            ValueError: Nothing is held up under `key`.
        """
        return self._reactor.retry(key)

    def rebuild(self) -> int:
        """Make the lists anew from the journal, and return how many agreements they hold."""
        return rebuild(self._journal, self._board)
