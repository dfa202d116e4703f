"""What would change objections to who asks, when, for what; and to what was said of proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.consents import awaited, counting
from coopflow.engine.remedy import advise, again, give, redraft, succeeding, towards

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coopflow.engine.remedy import Refusal, Remedies
    from coopflow.values.agreement import Proposal
    from coopflow.values.explanation import Remedy


def _by(refusal: Refusal, agencies: Iterable[str] | None = None) -> Iterator[Remedy]:
    """The very same, asked by officers who may."""
    asked = refusal.command
    if asked.name == "draft":
        return redraft(refusal)
    return give(
        refusal,
        asked.name,
        agencies,
        task=asked.task,
        assignment=asked.assignment,
        proposal=asked.proposal,
        occasion=asked.occasion,
        obligation=asked.obligation,
        assessment=asked.assessment,
    )


def _own_agency(refusal: Refusal) -> Iterator[Remedy]:
    yield from _by(refusal, (refusal.value("agency"),))


def _a_party(refusal: Refusal) -> Iterator[Remedy]:
    yield from _by(refusal, refusal.parties)


def _that_agency(refusal: Refusal) -> Iterator[Remedy]:
    yield from _by(refusal, (refusal.value("agency"),))
    yield from again(refusal, "own-name", "agency", own=refusal.value("own"))


def _opener(refusal: Refusal) -> Iterator[Remedy]:
    proposal = _proposal(refusal)
    if proposal is not None:
        yield from give(refusal, "retract", (proposal.opener,), proposal=proposal.id)
        yield from give(refusal, "decline", refusal.parties, proposal=proposal.id)


def _stranger(refusal: Refusal) -> Iterator[Remedy]:
    yield from _by(refusal)
    yield advise(refusal, "enter-officer", officer=refusal.value("officer"))


def _successor(refusal: Refusal) -> Iterator[Remedy]:
    yield succeeding(refusal)


def _later(refusal: Refusal) -> Iterator[Remedy]:
    yield from again(refusal, "later", last=refusal.value("last"))


def _other_command(refusal: Refusal) -> Iterator[Remedy]:
    known = refusal.value("known")
    yield advise(refusal, "other-command", known=known)


def _to_where_it_is_possible(refusal: Refusal) -> Iterator[Remedy]:
    rules, command = refusal.rules, refusal.command.name
    if rules is not None:
        yield from towards(refusal, lambda state: (state, command) in rules.plan.rows)


def _open_one(refusal: Refusal) -> Iterator[Remedy]:
    now, rules = refusal.now, refusal.rules
    if now is None or rules is None:
        return
    rows = (row for row in rules.plan.out_of(now.state) if row.consent.count != "none")
    for command in dict.fromkeys(row.command for row in rows):
        yield from give(refusal, command, refusal.parties)


def _which_proposal(refusal: Refusal) -> Iterator[Remedy]:
    if refusal.now is None or not refusal.now.proposals:
        yield from _open_one(refusal)
        return
    for each in refusal.now.proposals:
        yield from give(refusal, refusal.command.name, proposal=each.id)


def _other_text(refusal: Refusal) -> Iterator[Remedy]:
    proposal = _proposal(refusal)
    if proposal is not None:
        yield from give(refusal, "retract", (proposal.opener,), proposal=proposal.id)
        yield from give(refusal, "decline", refusal.parties, proposal=proposal.id)
        yield from give(refusal, "assent", refusal.parties, proposal=proposal.id)


def _over(refusal: Refusal) -> Iterator[Remedy]:
    proposal = _proposal(refusal)
    if proposal is not None:
        yield from give(refusal, "retract", (proposal.opener,), proposal=proposal.id)
    yield advise(refusal, "let-expire", proposal=refusal.value("proposal"))


def _others_assent(refusal: Refusal) -> Iterator[Remedy]:
    proposal, now = _proposal(refusal), refusal.now
    if proposal is not None and now is not None:
        yield from give(refusal, "assent", awaited(proposal, now.terms), proposal=proposal.id)
        yield from give(refusal, "retract", (proposal.opener,), proposal=proposal.id)


def _anew(refusal: Refusal) -> Iterator[Remedy]:
    proposal, now = _proposal(refusal), refusal.now
    if proposal is not None and now is not None:
        yield from give(refusal, "retract", (proposal.opener,), proposal=proposal.id)
        others = counting(proposal.consent, now.terms)
        yield from give(refusal, "decline", others, proposal=proposal.id)


def _proposal(refusal: Refusal) -> Proposal | None:
    """The proposal an objection is about."""
    name = refusal.value("proposal")
    found = refusal.now.proposals if refusal.now is not None else ()
    return next((each for each in found if each.id == name), None)


ASKING: dict[str, Remedies] = {
    "agency.unknown": lambda it: [advise(it, "enter-agency", agency=it.value("agency"))],
    "agreement.unknown": lambda it: [advise(it, "draft", agreement=it.value("agreement"))],
    "assent.declined": _anew,
    "assent.given": _others_assent,
    "assent.not-needed": _others_assent,
    "at.before-last": _later,
    "authority.clock": lambda it: [advise(it, "wait-for-clock")],
    "authority.coordinating": _by,
    "authority.lead": _by,
    "authority.opener": _opener,
    "authority.other-agency": _that_agency,
    "authority.party": _a_party,
    "authority.represent": _own_agency,
    "authority.sign": _own_agency,
    "authority.successor": _successor,
    "command.draft": lambda it: [advise(it, "draft-call")],
    "command.not-now": _to_where_it_is_possible,
    "command.unknown": _other_command,
    "guard.missing": lambda it: [advise(it, "install", guard=it.value("guard"))],
    "key.form": lambda it: [advise(it, "other-key")],
    "key.reused": lambda it: [advise(it, "other-key")],
    "lifecycle.changed": lambda it: [advise(it, "new-edition", lifecycle=it.value("lifecycle"))],
    "officer.unknown": _stranger,
    "plugin.failed": lambda it: [
        advise(it, "mend-plugin", plugin=it.reason.plugin or it.value("plugin"))
    ],
    "proposal.none": _open_one,
    "proposal.other-text": _other_text,
    "proposal.other-until": lambda it: again(it, "without-until", "until"),
    "proposal.over": _over,
    "proposal.several": _which_proposal,
    "proposal.unknown": _which_proposal,
    "until.past": lambda it: again(it, "later-until", "until", today=it.value("today")),
    "until.unexpected": lambda it: again(it, "without-until", "until"),
}
