"""From what a caller asks to what decide judges: rules, view and command."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from coopflow.definitions.bodies import (
    body_data,
    read_closing,
    read_evidence,
    read_pause,
    read_review,
)
from coopflow.definitions.document import Document, from_data
from coopflow.definitions.lifecycle_checks import gains
from coopflow.definitions.meeting_file import read_meeting
from coopflow.definitions.plain import digest_of, plain
from coopflow.definitions.reassignment_file import read_reassignment
from coopflow.definitions.terms_reader import Reading, read_terms
from coopflow.definitions.terms_writer import terms_data
from coopflow.engine.decide import decide
from coopflow.engine.rules import Related, Rules, View
from coopflow.engine.unfolding import reason
from coopflow.errors import DefinitionError
from coopflow.runtime.figures import read_figures
from coopflow.runtime.instants import instant
from coopflow.runtime.request import read_said
from coopflow.values.command import Command, Unread
from coopflow.values.meeting import Meeting
from coopflow.values.problem import Problem
from coopflow.values.reassignment import Reassignment
from coopflow.values.review import Closing, Review
from coopflow.values.saying import saying
from coopflow.values.suspension import Pause
from coopflow.values.terms import Terms
from coopflow.values.verdict import Refused, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coopflow.engine.machine import Plan
    from coopflow.engine.phases import Body
    from coopflow.host.manager import Host
    from coopflow.runtime.clock import Clock
    from coopflow.runtime.instants import When
    from coopflow.runtime.records import Records
    from coopflow.runtime.request import Request, Said
    from coopflow.values.agreement import Agreement


@frozen
class Case:
    """A request ready to be judged.

    Attributes:
        now: What the clock said when it was put together.
    """

    rules: Rules
    view: View
    command: Command
    now: datetime

    def judge(self) -> Verdict:
        """Return what the engine says to it."""
        return decide(self.rules, self.view, self.command)


class Casework:
    """Puts cases together from the record, the host and the clock."""

    def __init__(self, records: Records, host: Host, clock: Clock) -> None:
        """Work upon `records`, with what `host` offers and the time `clock` tells."""
        self._records = records
        self._host = host
        self._clock = clock
        self._rules: dict[tuple[str, str], Rules] = {}

    def prepare(self, request: Request, said: Said) -> Case | Refused:
        """Return the case, or why there can be none.

        Args:
            request: What is asked.
            said: Its texts, as `read_said` gives them.

        Raises:
            DefinitionError: The body, or the evidence, is not what it should be.
            ValueError: `at` is no instant.
        """
        if said["name"] == "draft":
            return self._draft(request, said)
        agreement = self._records.agreement(request.agreement)
        if agreement is None:
            return Refused((reason("agreement.unknown", agreement=request.agreement),))
        plan = self._records.plan(agreement)
        body = self._body(request, plan, agreement)
        terms = body if isinstance(body, Terms) else agreement.terms
        view = self.view(agreement, terms)
        return self._case(request, said, plan, view, terms, body)

    def view(self, agreement: Agreement | None, terms: Terms) -> View:
        """Return what a command upon `agreement` may need to know, its text being `terms`."""
        if agreement is not None and agreement.phase != "drafting":
            return View(self._records.directory(), agreement)
        predecessor = self._records.agreement(terms.predecessor)
        plan = None
        if predecessor is not None:
            plan = self._records.plan(predecessor)
        framework = self._records.agreement(terms.framework)
        related = Related(predecessor=predecessor, predecessor_plan=plan, framework=framework)
        return View(self._records.directory(), agreement, related)

    def rules(self, plan: Plan, terms: Terms) -> Rules:
        """Return what an agreement on `terms` is judged by: the same for the same table."""
        known = self._rules.get((plan.digest, terms.calendar))
        if known is None:
            known = self._rules[plan.digest, terms.calendar] = Rules(
                plan=plan,
                calendar=self._host.calendars.get(terms.calendar),
                reporting=self._host.reporting,
                guards=self._host.guards,
                responsibilities=self._host.responsibilities,
                plugins=self._host.versions,
            )
        return known

    def _draft(self, request: Request, said: Said) -> Case | Refused:
        terms = self.terms(request.body)
        view = self.view(self._records.agreement(terms.id), terms)
        stored = self._records.tables(terms.lifecycle)
        offered = self._host.lifecycles.get(terms.lifecycle) or stored[-1]
        if any(not gains(offered, each) for each in stored):
            return Refused((reason("lifecycle.changed", lifecycle=terms.lifecycle),))
        plan = self._records.compiled(offered)
        return self._case(request, said, plan, view, terms, terms)

    def _case(
        self,
        request: Request,
        said: Said,
        plan: Plan,
        view: View,
        terms: Terms,
        body: Body,
    ) -> Case:
        now = self._clock.now()
        command = Command(
            agreement=terms.id if request.name == "draft" else request.agreement,
            at=_at(request.at, view, terms, now),
            evidence=read_evidence(request.evidence),
            body=body,
            **read_figures(request),
            **said,
        )
        return Case(self.rules(plan, terms), view, command, now)

    def at(self, when: When, view: View, terms: Terms) -> datetime:
        """Return the instant a command happens: not before what it follows, unless it says so."""
        return _at(when, view, terms, self._clock.now())

    def _body(self, request: Request, plan: Plan, agreement: Agreement) -> Body:
        given = request.body
        if given is None:
            return None
        rows = plan.rows.get((agreement.state, request.name), ())
        wanted = _BODIES.get(request.name) or next((plan.effect(row).body for row in rows), None)
        strange = isinstance(given, _VALUES) and type(given) is not wanted
        if wanted is None or strange:
            return Unread()
        if wanted is Terms:
            return self.terms(given)
        return _READERS[wanted](as_document(given))

    def read(
        self, document: Document, places: Mapping[str, tuple[str, ...]] | None = None
    ) -> Reading:
        """Read terms, knowing the lifecycles of the host and those the journal keeps.

        Args:
            document: The file.
            places: As for `Known`.

        Raises:
            DefinitionError: Something is wrong with them; all of their problems.
        """
        known = evolve(self._host.known, places=places or {})
        data = document.data
        key = data.get("lifecycle") if isinstance(data, dict) else None
        if isinstance(key, str) and key not in known.lifecycles:
            stored = {each.key: each for each in self._records.tables(key)}
            known = evolve(known, lifecycles={**known.lifecycles, **stored})
        return read_terms(document, known=known)

    def terms(self, given: Any) -> Terms:
        """Read terms however they come: what code puts together is checked like a file."""
        data = terms_data(given) if isinstance(given, Terms) else given
        return self.read(data if isinstance(data, Document) else from_data(data)).terms


def _at(when: When, view: View, terms: Terms, now: datetime) -> datetime:
    last = view.agreement.at if view.agreement is not None else None
    if last is not None and view.predecessor is not None:
        last = max(last, view.predecessor.at)
    return instant(when, zone=terms.time_zone, now=now, last=last)


_BODIES: dict[str, type] = {"reassign": Reassignment, "meeting": Meeting}
"""What the commands of every lifecycle carry that have a body of their own."""

_READERS: dict[Any, Callable[[Document], Body]] = {
    Review: read_review,
    Closing: read_closing,
    Pause: read_pause,
    Reassignment: read_reassignment,
    Meeting: lambda document: read_meeting(document)[0],
}
_VALUES = (Terms, *_READERS)


def fingerprint(key: str, request: Request) -> str:
    """Return how `key` is stored: with a digest of the request it stands for.

    Whoever repeats a request may say it otherwise: a body is the same in a file, as a mapping of
    the same shape and as a value, and text is the same in every normal form.

    Raises:
        DefinitionError: What is said, or the body, is not what it should be.
    """
    asked = {name: value for name, value in read_said(request).items() if value is not None}
    asked |= {name: each for name, each in read_figures(request).items() if each}
    asked["agreement"] = str(request.agreement)
    if request.at is not None:
        asked["at"] = str(request.at)
    if request.until is not None:
        asked["until"] = str(request.until)
    whole = {**asked, "evidence": read_evidence(request.evidence), "body": _told(request.body)}
    return f"{key} {digest_of(whole)[:16]}"


def _told(body: Any) -> str:
    if body is None:
        return ""
    data = from_data(as_in_a_file(body)).data
    try:
        return digest_of(data)
    except (TypeError, ValueError) as error:
        text = saying("the body holds what no file could hold: {why}", why=error)
        raise DefinitionError((Problem(code="type.wrong", said=text),)) from None


def as_document(body: Any) -> Document:
    """Return a body, however it comes, as a document.

    Raises:
        DefinitionError: It is a value that was put together otherwise than it should be.
    """
    return body if isinstance(body, Document) else from_data(as_in_a_file(body))


def as_in_a_file(body: Any) -> Any:
    """Return what a file with this body would hold.

    Raises:
        DefinitionError: It is a value that was put together otherwise than it should be.
    """
    try:
        if isinstance(body, Terms):
            return terms_data(body)
        if isinstance(body, (Review, Closing, Pause, Reassignment)):
            return body_data(body)
        if isinstance(body, Meeting):
            return plain(body)
    except (AttributeError, TypeError, ValueError) as error:
        text = saying(
            "this {kind} is not put together as it should be: {why}",
            kind=type(body).__name__,
            why=error,
        )
        raise DefinitionError((Problem(code="type.wrong", said=text),)) from None
    return body.data if isinstance(body, Document) else body
