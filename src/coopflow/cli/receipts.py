"""The gist of what a command did, in words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from coopflow.cli.names import listed, state_of
from coopflow.cli.words import happened
from coopflow.definitions.consents import awaited
from coopflow.language.phrases import counted, phrase
from coopflow.values import events as e

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coopflow.runtime.writing import Receipt
    from coopflow.values.agreement import Agreement, Proposal


def drafted(now: Agreement, lang: str) -> str:
    """Return what became of a draft."""
    return phrase(
        "{agreement} is {state} on {lifecycle}, version {version}",
        lang,
        agreement=now.id,
        state=state_of(now.state, now.phase, lang),
        lifecycle=now.charter.lifecycle,
        version=now.version,
    )


def following(now: Agreement, predecessor: str, lang: str) -> str:
    """Return what became of a renewal."""
    return phrase(
        "{agreement} is {state}: {period}, after {predecessor}",
        lang,
        agreement=now.id,
        state=state_of(now.state, now.phase, lang),
        period=now.terms.period,
        predecessor=predecessor,
    )


def gist(receipt: Receipt, now: Agreement, lang: str) -> Iterator[str]:
    """Yield, line by line, what a command did and where the agreement stands now."""
    state = state_of(now.state, now.phase, lang)
    yield phrase(
        "{agreement} is {state}, version {version}",
        lang,
        agreement=now.id,
        state=state,
        version=receipt.version,
    )
    own = [each.event for each in receipt.events if each.stream == now.id]
    told = [*_told(own, lang)]
    told += [_waiting(each, now, lang) for each in now.proposals if _touched(each, own)]
    told += [
        phrase(
            "{agreement} is {state}",
            lang,
            agreement=each.stream,
            state=state_of(each.event.target, each.event.phase, lang),
        )
        for each in receipt.events
        if each.stream != now.id and isinstance(each.event, e.AgreementMoved)
    ]
    if told:
        yield "; ".join(told)


_COUNTED: dict[type, Callable[[int, str], str]] = {
    e.TaskOpened: lambda many, lang: counted(
        "{number} task opened", "{number} tasks opened", many, lang
    ),
    e.TaskTakenUp: lambda many, lang: counted(
        "{number} task taken up", "{number} tasks taken up", many, lang
    ),
    e.TaskSkipped: lambda many, lang: counted(
        "{number} interval skipped", "{number} intervals skipped", many, lang
    ),
    e.TaskAccepted: lambda many, lang: counted(
        "{number} task accepted", "{number} tasks accepted", many, lang
    ),
    e.TaskWaived: lambda many, lang: counted(
        "{number} task waived", "{number} tasks waived", many, lang
    ),
    e.TaskUnmet: lambda many, lang: counted(
        "{number} task unmet", "{number} tasks unmet", many, lang
    ),
}
"""What one command may do to many, and is then counted."""

_IMPLIED = (e.ProposalAdopted,)
"""What the events beside them say already."""


def _told(events: Sequence[e.Event], lang: str) -> Iterator[str]:
    opened = {each.proposal: each for each in events if isinstance(each, e.ProposalOpened)}
    assented = {each.proposal for each in events if isinstance(each, e.ProposalAssented)}
    for kind, alike in groupby(events, type):
        many = list(alike)
        if len(many) > 1 and kind in _COUNTED:
            yield _COUNTED[kind](len(many), lang)
            continue
        for event in many:
            if isinstance(event, e.ProposalOpened):
                yield _proposed(event, lang, assents=event.proposal in assented)
            elif isinstance(event, e.AgreementMoved):
                yield _moved(event, lang)
            elif isinstance(event, e.ProposalAssented):
                if event.proposal not in opened:
                    told = {"party": event.party, "proposal": event.proposal}
                    yield phrase("{party} assents to {proposal}", lang, **told)
            elif kind not in _IMPLIED:
                yield happened(event, lang)


def _proposed(event: e.ProposalOpened, lang: str, *, assents: bool) -> str:
    told = {"party": event.opener, "command": event.command, "proposal": event.proposal}
    if assents:
        return phrase("{party} proposes to {command} ({proposal}) and assents", lang, **told)
    return phrase(
        "{party} proposes to {command} ({proposal}); its own assent does not count here",
        lang,
        **told,
    )


def _moved(event: e.AgreementMoved, lang: str) -> str:
    """Say what moved by its command: the name that a lifecycle gives the event may be another."""
    target = state_of(event.target, event.phase, lang)
    told = {"command": event.command, "origin": event.origin, "target": target}
    moved = phrase("{command}: {origin} → {target}", lang, **told)
    return f"{moved}; {event.note}" if event.note else moved


def _waiting(proposal: Proposal, now: Agreement, lang: str) -> str:
    told = {"parties": listed(awaited(proposal, now.terms)), "proposal": proposal.id}
    if proposal.until is None:
        return phrase("awaiting {parties} on {proposal}", lang, **told)
    told["until"] = str(proposal.until)
    return phrase("awaiting {parties} on {proposal} until {until}", lang, **told)


def _touched(proposal: Proposal, events: Iterable[e.Event]) -> bool:
    return any(getattr(event, "proposal", None) == proposal.id for event in events)
