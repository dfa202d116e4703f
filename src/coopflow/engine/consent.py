"""Joint transitions: proposed by one, assented to by the others, bound to one digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.calendars import after
from coopflow.definitions.consents import awaited, counting, reachable
from coopflow.definitions.plain import digest_of
from coopflow.engine.authority import may_ask, may_assent
from coopflow.engine.effects import take
from coopflow.engine.objections import chosen
from coopflow.engine.unfolding import reason
from coopflow.values.events import (
    ProposalAdopted,
    ProposalAssented,
    ProposalDeclined,
    ProposalOpened,
    ProposalRetracted,
)
from coopflow.values.review import Closing, Review
from coopflow.values.suspension import Pause
from coopflow.values.terms import Terms

if TYPE_CHECKING:
    from datetime import date

    from coopflow.engine.phases import Body
    from coopflow.engine.rules import Rules, View
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.agreement import Agreement, Proposal
    from coopflow.values.command import Command
    from coopflow.values.lifecycle import Row
    from coopflow.values.reason import Reason
    from coopflow.values.terms import Officer
    from coopflow.values.verdict import Change

Answer = tuple["list[Reason]", "tuple[Change, ...]"]
"""Every objection, and what happens to other agreements."""


def propose(
    rules: Rules, view: View, command: Command, officer: Officer, row: Row, unfolding: Unfolding
) -> Answer:
    """Open a proposal for `row`, or assent to the one that stands open for it."""
    now, body = unfolding.now, command.body
    if body is None and rules.plan.effect(row).ends:
        body = Closing()
    standing = next((each for each in now.proposals if each.command == row.command), None)
    if standing is not None:
        if command.until not in (None, standing.until):
            told = {"proposal": standing.id, "until": standing.until or "none"}
            return [reason("proposal.other-until", **told)], ()
        if command.body is not None and digest_to_sign(now, row, body) != standing.digest:
            return [_other_text(standing)], ()
        return _assent(rules, view, command, officer, standing, unfolding, fresh=False)
    objections = may_ask(row.by, officer, now.terms)
    digest = digest_to_sign(now, row, body)
    if isinstance(body, Terms) and digest != now.charter.digest:
        objections.append(reason("text.differs", agreement=now.id, digest=now.charter.digest[:12]))
    until, met = _until(rules, command, unfolding)
    objections += met
    trial = unfolding.trial()
    objections += take(rules, view, command, row, body, trial, fresh=True)[0]
    if objections:
        return objections, ()
    opened = ProposalOpened(
        proposal=f"{row.command}/{unfolding.ordinal('proposal', row.command)}",
        command=row.command,
        digest=digest,
        consent=row.consent,
        opener=officer.agency,
        review=body if isinstance(body, Review) else None,
        closing=body if isinstance(body, Closing) else None,
        until=until,
        pause=body if isinstance(body, Pause) else None,
    )
    unfolding.add(opened)
    counts = officer.agency in counting(row.consent, now.terms)
    if not counts or may_assent(row.by, officer, now.terms):
        return [], ()
    put = unfolding.now.proposals[-1]
    return _assent(rules, view, command, officer, put, unfolding, fresh=True)


def _until(
    rules: Rules, command: Command, unfolding: Unfolding
) -> tuple[date | None, list[Reason]]:
    """Return the last day to consent: as it is said, or as the terms have it for all."""
    terms, today = unfolding.now.terms, unfolding.today()
    if command.until is not None:
        past = command.until < today
        values = {"until": command.until, "today": today}
        return command.until, [reason("until.past", **values)] if past else []
    if terms.answer_within is None:
        return None, []
    if rules.calendar is None:
        return None, [reason("calendar.unknown", calendar=terms.calendar)]
    try:
        return after(today, terms.answer_within, rules.calendar, terms.month_end), []
    except OverflowError:  # no day of the calendar is the last
        return None, []


def assent(
    rules: Rules, view: View, command: Command, officer: Officer, unfolding: Unfolding
) -> Answer:
    """Assent to a proposal; the last assent that is needed takes its row."""
    proposal, objections = _named(unfolding.now, command)
    if proposal is None:
        return objections, ()
    return _assent(rules, view, command, officer, proposal, unfolding, fresh=False)


def adopt_in_silence(
    rules: Rules, view: View, command: Command, proposal: Proposal, unfolding: Unfolding
) -> Answer:
    """Take the silence of everybody who is awaited for their yes, and let the row be taken."""
    for party in awaited(proposal, unfolding.now.terms):
        unfolding.add(
            ProposalAssented(
                proposal=proposal.id, party=party, digest=proposal.digest, silence=True
            )
        )
    return _adopt(rules, view, command, proposal, unfolding, fresh=False)


def decline(
    rules: Rules, _: View, command: Command, officer: Officer, unfolding: Unfolding
) -> Answer:
    """Say no; where consent can no longer be reached, the proposal is declined."""
    now = unfolding.now
    proposal, objections = _named(now, command)
    if proposal is None:
        return objections, ()
    row = _rows(rules, now, proposal)[0]
    objections += may_assent(row.by, officer, now.terms)
    objections += _has_no_say(proposal, officer, now) + _over(proposal, unfolding)
    if objections:
        return objections, ()
    no = {*proposal.declined_by, officer.agency}
    closes = not reachable(proposal.consent, now.terms, lambda party: party not in no)
    unfolding.add(
        ProposalDeclined(
            proposal=proposal.id, party=officer.agency, closes=closes, note=command.note
        )
    )
    return [], ()


def retract(_: Rules, __: View, command: Command, officer: Officer, unfolding: Unfolding) -> Answer:
    """Take back a proposal that one's own agency opened."""
    proposal, objections = _named(unfolding.now, command)
    if proposal is None:
        return objections, ()
    if officer.agency != proposal.opener:
        values = {"proposal": proposal.id, "opener": proposal.opener, "agency": officer.agency}
        return [reason("authority.opener", officer=officer.id, **values)], ()
    unfolding.add(ProposalRetracted(proposal=proposal.id, party=officer.agency, note=command.note))
    return [], ()


def digest_to_sign(now: Agreement, row: Row, body: Body) -> str:
    """Return the digest of exactly what a row's consent is given to.

    That is the body where there is one, and otherwise the text of the agreement with what is
    to become of it. Where a draft is signed with a review at once, it is both.
    """
    if now.phase == "drafting" and isinstance(body, Review):
        return digest_of({"body": digest_of(body), "text": now.charter.digest})
    if body is not None:
        return digest_of(body)
    if now.phase == "drafting":
        return now.charter.digest
    return digest_of({"agreement": now.id, "command": row.command, "text": now.charter.digest})


def _assent(
    rules: Rules,
    view: View,
    command: Command,
    officer: Officer,
    proposal: Proposal,
    unfolding: Unfolding,
    *,
    fresh: bool,
) -> Answer:
    now = unfolding.now
    rows = _rows(rules, now, proposal)
    objections = may_assent(rows[0].by, officer, now.terms)
    objections += _has_no_say(proposal, officer, now) + _over(proposal, unfolding)
    if objections:
        return objections, ()
    unfolding.add(
        ProposalAssented(proposal=proposal.id, party=officer.agency, digest=proposal.digest)
    )
    given = {*proposal.parties, officer.agency}
    if not reachable(proposal.consent, now.terms, lambda party: party in given):
        return [], ()
    return _adopt(rules, view, command, proposal, unfolding, fresh=fresh)


def _adopt(
    rules: Rules,
    view: View,
    command: Command,
    proposal: Proposal,
    unfolding: Unfolding,
    *,
    fresh: bool,
) -> Answer:
    """Let a proposal that has the consent it needed take its row."""
    objections: list[Reason] = []
    unfolding.add(ProposalAdopted(proposal=proposal.id))
    body = proposal.review or proposal.closing or proposal.pause
    rows = _rows(rules, unfolding.now, proposal)
    for row in chosen(rules, view, command, rows, unfolding.now):
        trial = unfolding.trial()
        met, others = take(rules, view, command, row, body, trial, fresh=fresh)
        if not met:
            unfolding.follow(trial)
            return [], others
        objections += met
    return objections, ()


def _rows(rules: Rules, now: Agreement, proposal: Proposal) -> tuple[Row, ...]:
    """Return the rows a proposal may take, in table order.

    Only their guards tell them apart: who may ask and whose consent counts is the same in all.
    """
    return rules.plan.rows[now.state, proposal.command]


def _named(now: Agreement, command: Command) -> tuple[Proposal | None, list[Reason]]:
    ids = ", ".join(each.id for each in now.proposals)
    if command.proposal is not None:
        for each in now.proposals:
            if each.id == command.proposal:
                return each, []
        values = {"proposal": command.proposal, "open": ids or "none"}
        return None, [reason("proposal.unknown", **values)]
    if len(now.proposals) == 1:
        return now.proposals[0], []
    if not now.proposals:
        return None, [reason("proposal.none", agreement=now.id)]
    return None, [reason("proposal.several", open=ids)]


def _has_no_say(proposal: Proposal, officer: Officer, now: Agreement) -> list[Reason]:
    agency, needed = officer.agency, counting(proposal.consent, now.terms)
    if agency in proposal.parties:
        return [reason("assent.given", proposal=proposal.id, agency=agency)]
    if agency in proposal.declined_by:
        return [reason("assent.declined", proposal=proposal.id, agency=agency)]
    if agency in now.terms.parties and agency not in needed:
        values = {"agency": agency, "needed": ", ".join(needed)}
        return [reason("assent.not-needed", proposal=proposal.id, **values)]
    return []


def _over(proposal: Proposal, unfolding: Unfolding) -> list[Reason]:
    """Say that the last day to answer is over, whether the clock has been looked at or not."""
    if proposal.until is None or unfolding.today() <= proposal.until:
        return []
    return [reason("proposal.over", proposal=proposal.id, until=proposal.until)]


def _other_text(standing: Proposal) -> Reason:
    by = ", ".join(standing.parties) or standing.opener
    return reason("proposal.other-text", proposal=standing.id, by=by, digest=standing.digest[:12])
