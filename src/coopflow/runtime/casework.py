"""From what a caller asks to what decide judges: rules, view and command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from coopflow.definitions.bodies import read_closing, read_evidence, read_review
from coopflow.definitions.document import Document, from_data
from coopflow.definitions.plain import digest_of
from coopflow.definitions.terms_reader import read_terms
from coopflow.definitions.terms_writer import terms_data
from coopflow.engine.decide import decide
from coopflow.engine.rules import Rules, View
from coopflow.engine.unfolding import reason
from coopflow.runtime.instants import When, instant
from coopflow.values.command import Command
from coopflow.values.review import Closing, Review
from coopflow.values.terms import Terms
from coopflow.values.verdict import Refused, Verdict

if TYPE_CHECKING:
    from coopflow.engine.machine import Plan
    from coopflow.host.manager import Host
    from coopflow.runtime.clock import Clock
    from coopflow.runtime.records import Records
    from coopflow.values.agreement import Agreement


@frozen(kw_only=True)
class Request:
    """What a caller asks, as it was asked.

    Attributes:
        at: When; read as local to the agreement where it has no zone.
        evidence: Kinds, ``kind: title`` texts, mappings or values.
        body: New terms, a review or a closing: a value, a mapping or a read document.
    """

    agreement: str
    name: str
    by: str
    at: When = None
    agency: str | None = None
    task: str | None = None
    occasion: str | None = None
    obligation: str | None = None
    proposal: str | None = None
    assessment: str | None = None
    note: str | None = None
    evidence: Any = ()
    body: Any = None


@frozen(kw_only=True)
class Case:
    """A request ready to be judged."""

    rules: Rules
    view: View
    command: Command

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

    def prepare(self, request: Request) -> Case | Refused:
        """Return the case, or why there can be none.

        Raises:
            DefinitionError: The body, or the evidence, is not what it should be.
            ValueError: `at` is no instant.
        """
        if request.name == "draft":
            return self._draft(request)
        agreement = self._records.agreement(request.agreement)
        if agreement is None:
            return Refused((reason("agreement.unknown", agreement=request.agreement),))
        plan = self._records.plan(agreement.charter.lifecycle_digest)
        body = self._body(request, plan, agreement)
        terms = body if isinstance(body, Terms) else agreement.terms
        view = self.view(agreement, terms)
        return self._case(request, plan, view, terms, body)

    def view(self, agreement: Agreement | None, terms: Terms) -> View:
        """Return what a command upon `agreement` may need to know, its text being `terms`."""
        drafting = agreement is None or agreement.phase == "drafting"
        predecessor = self._records.agreement(terms.predecessor) if drafting else None
        plan = None
        if predecessor is not None:
            plan = self._records.plan(predecessor.charter.lifecycle_digest)
        return View(
            directory=self._records.directory(),
            agreement=agreement,
            predecessor=predecessor,
            predecessor_plan=plan,
            framework=self._records.agreement(terms.framework) if drafting else None,
        )

    def rules(self, plan: Plan, terms: Terms) -> Rules:
        """Return what an agreement on `terms` is judged by."""
        return Rules(
            plan=plan,
            calendar=self._host.calendars.get(terms.calendar),
            guards=self._host.guards,
            responsibilities=self._host.responsibilities,
            plugins=self._host.versions,
        )

    def _draft(self, request: Request) -> Case | Refused:
        before = self._records.agreement(getattr(request.body, "predecessor", None))
        terms = self._terms(request.body, before)
        view = self.view(self._records.agreement(terms.id), terms)
        offered = self._host.lifecycles.get(terms.lifecycle)
        if offered is not None:
            plan = self._records.compiled(offered)
        elif before is not None:
            plan = self._records.plan(before.charter.lifecycle_digest)
        return self._case(request, plan, view, terms, terms)

    def _case(
        self,
        request: Request,
        plan: Plan,
        view: View,
        terms: Terms,
        body: Terms | Review | Closing | None,
    ) -> Case:
        command = Command(
            agreement=terms.id if request.name == "draft" else request.agreement,
            name=request.name,
            by=request.by,
            at=self.at(request.at, view, terms),
            agency=request.agency,
            task=request.task,
            occasion=request.occasion,
            obligation=request.obligation,
            proposal=request.proposal,
            assessment=request.assessment,
            note=request.note,
            evidence=read_evidence(request.evidence),
            body=body,
        )
        return Case(rules=self.rules(plan, terms), view=view, command=command)

    def at(self, when: When, view: View, terms: Terms) -> Any:
        """Return the instant a command happens: not before what it follows, unless it says so."""
        followed = [each.at for each in (view.agreement, view.predecessor) if each is not None]
        last = max(followed) if view.agreement is not None else None
        return instant(when, zone=terms.time_zone, now=self._clock.now(), last=last)

    def _body(
        self, request: Request, plan: Plan, agreement: Agreement
    ) -> Terms | Review | Closing | None:
        given = request.body
        if given is None or isinstance(given, (Review, Closing)):
            return given
        rows = plan.rows.get((agreement.state, request.name), ())
        wanted = next((plan.effect(row).body for row in rows), None)
        if isinstance(given, Terms) or wanted is Terms:
            return self._terms(given, agreement)
        document = given if isinstance(given, Document) else from_data(given)
        return read_review(document) if wanted is Review else read_closing(document)

    def _terms(self, given: Any, follows: Agreement | None) -> Terms:
        """Read terms however they come: what code puts together is checked like a file.

        They may name the lifecycle of the agreement they follow, though nobody offers it any more:
        the journal has it.
        """
        known = self._host.known
        if follows is not None:
            known = evolve(known, lifecycles=(*known.lifecycles, follows.charter.lifecycle))
        data = terms_data(given) if isinstance(given, Terms) else given
        document = data if isinstance(data, Document) else from_data(data)
        return read_terms(document, known=known).terms


def fingerprint(key: str, request: Request) -> str:
    """Return how `key` is stored: with a digest of the request it stands for."""
    asked = {
        name: str(value)
        for name in ("agreement", "name", "by", "at", "agency", "task", "occasion", "obligation",
                     "proposal", "assessment", "note")
        if (value := getattr(request, name)) is not None
    }  # fmt: skip
    body = request.body.data if isinstance(request.body, Document) else request.body
    whole = {**asked, "evidence": read_evidence(request.evidence), "body": _told(body)}
    return f"{key} {digest_of(whole)[:16]}"


def _told(body: Any) -> str:
    if isinstance(body, (Terms, Review, Closing)):
        return digest_of(body)
    return "" if body is None else digest_of(from_data(body).data)
