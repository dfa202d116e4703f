"""What happened, in words: one line for each event, and the gist of what a command did."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from coopflow.cli.text import plural
from coopflow.definitions.consents import awaited
from coopflow.values import events as e

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from coopflow.runtime.writing import Receipt
    from coopflow.values.agreement import Agreement, Proposal
    from coopflow.values.evidence import Evidence
    from coopflow.values.text import Text

DIGEST = 12
"""How many digits of a digest are shown."""


def happened(event: e.Event, lang: str) -> str:
    """Return what `event` says, on one line."""
    wording = _WORDING.get(type(event))
    line = wording(event, lang) if wording is not None else type(event).__name__
    return " ".join(line.split())


def gist(receipt: Receipt, now: Agreement) -> Iterator[str]:
    """Yield, line by line, what a command did and where the agreement stands now."""
    yield f"{now.id} is {now.state}, version {receipt.version}"
    own = [each.event for each in receipt.events if each.stream == now.id]
    told = [*_told(own)]
    told += [_waiting(each, now) for each in now.proposals if _touched(each, own)]
    told += [
        f"{each.stream} is {each.event.target}"
        for each in receipt.events
        if each.stream != now.id and isinstance(each.event, e.AgreementMoved)
    ]
    if told:
        yield "; ".join(told)


def listed(names: Iterable[str]) -> str:
    """Return names as ``a, b``."""
    return ", ".join(names)


_COUNTED: dict[type, tuple[str, str]] = {
    e.TaskOpened: ("task", "opened"),
    e.TaskTakenUp: ("task", "taken up"),
    e.TaskSkipped: ("interval", "skipped"),
    e.TaskAccepted: ("task", "accepted"),
    e.TaskWaived: ("task", "waived"),
    e.TaskUnmet: ("task", "unmet"),
}
"""What one command may do to many, and is then counted."""

_IMPLIED = (e.ProposalOpened, e.ProposalAdopted)
"""What the events beside them say already."""


def _told(events: Iterable[e.Event]) -> Iterator[str]:
    for kind, alike in groupby(events, type):
        many = list(alike)
        if len(many) > 1 and kind in _COUNTED:
            thing, done = _COUNTED[kind]
            yield f"{plural(len(many), thing)} {done}"
        elif kind not in _IMPLIED:
            yield from (happened(event, "en") for event in many)


def _waiting(proposal: Proposal, now: Agreement) -> str:
    return f"awaiting {listed(awaited(proposal, now.terms))} on {proposal.id}"


def _touched(proposal: Proposal, events: Iterable[e.Event]) -> bool:
    return any(getattr(event, "proposal", None) == proposal.id for event in events)


def _with(line: str, *more: str | None) -> str:
    return "; ".join((line, *(each for each in more if each)))


def _because(reason: Text | None, lang: str) -> str:
    return f": {reason.say(lang)}" if reason is not None else ""


def _evidence(evidence: Iterable[Evidence]) -> str:
    pieces = [f"{each.kind} ({each.title})" if each.title else each.kind for each in evidence]
    return f"evidence: {listed(pieces)}" if pieces else ""


def _due(task: Any) -> str:
    return f", due {task.due}" if task.due is not None else ""


def _moved(event: e.AgreementMoved, _: str) -> str:
    name = event.event.rpartition(".")[2]
    by = f"by {event.successor}" if event.successor else None
    return _with(f"{name}: {event.origin} → {event.target}", by, event.note)


def _bound(event: e.AgreementBound, _: str) -> str:
    plugins = listed(f"{name} {version}".strip() for name, version in event.plugins)
    checked = f" (judged by {plugins})" if plugins else ""
    return f"the text {event.digest[:DIGEST]}… binds the parties{checked}"


def _opened(event: e.ProposalOpened, _: str) -> str:
    return (
        f"{event.opener} proposes to {event.command} ({event.proposal}, consent: {event.consent})"
    )


def _declined(event: e.ProposalDeclined, _: str) -> str:
    closed = "it is declined" if event.closes else None
    return _with(f"{event.party} declines {event.proposal}", closed, event.note)


def _reviewed(event: e.ReviewAdopted, _: str) -> str:
    review = event.review
    not_held = f"no round held of {listed(event.not_held)}" if event.not_held else None
    return _with(
        f"the review as of {review.as_of} is adopted: {plural(len(review.findings), 'finding')},"
        f" {plural(len(review.dispositions), 'disposition')}",
        not_held,
    )


def _reported(event: e.TaskReported, _: str) -> str:
    assessment = f"assessment: {event.assessment}" if event.assessment else None
    line = f"{event.party} reports {event.task}"
    return _with(line, assessment, _evidence(event.evidence), event.note)


def _accepted(event: e.TaskAccepted, _: str) -> str:
    if event.settled_by is not None:
        return f"{event.task} is performed by the {event.settled_by}"
    if event.party is None:
        return f"{event.task} is accepted, as nobody has to accept it"
    rest = None if event.settles else "others still have to"
    return _with(f"{event.party} accepts {event.task}", rest, event.note)


_WORDING: dict[type, Callable[[Any, str], str]] = {
    e.AgreementDrafted: lambda event, _: (
        f"drafted on {event.lifecycle}, text {event.digest[:DIGEST]}…"
    ),
    e.AgreementRevised: lambda event, _: f"revised, text {event.digest[:DIGEST]}…",
    e.AgreementMoved: _moved,
    e.AgreementBound: _bound,
    e.ProposalOpened: _opened,
    e.ProposalAssented: lambda event, _: (
        f"{event.proposal.partition('/')[0]}: {event.party} assents"
    ),
    e.ProposalDeclined: _declined,
    e.ProposalRetracted: lambda event, _: _with(
        f"{event.party} retracts {event.proposal}", event.note
    ),
    e.ProposalVoided: lambda event, _: f"{event.proposal} is void: {event.because}",
    e.ProposalAdopted: lambda event, _: f"{event.proposal} is adopted",
    e.ReviewAdopted: _reviewed,
    e.OccasionRecorded: lambda event, _: _with(f"{event.occasion} occurred", event.note),
    e.TaskOpened: lambda event, _: f"task {event.task.id} opens{_due(event.task)}",
    e.TaskSkipped: lambda event, _: (
        f"{event.obligation} owes nothing for {event.opens} – {event.due}: over before the signing"
    ),
    e.TaskReported: _reported,
    e.TaskAccepted: _accepted,
    e.TaskReturned: lambda event, _: _with(f"{event.party} returns {event.task}", event.note),
    e.TaskWaived: lambda event, lang: f"{event.task} is waived{_because(event.reason, lang)}",
    e.TaskUnmet: lambda event, lang: f"{event.task} is unmet{_because(event.reason, lang)}",
    e.TaskCarried: lambda event, _: (
        f"{event.task} is carried to {event.successor} as {event.as_task}"
    ),
    e.TaskTakenUp: lambda event, _: (
        f"task {event.task.id} is taken up from {event.predecessor}{_due(event.task)}"
    ),
}
