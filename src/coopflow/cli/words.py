"""What happened, in words: one line for each event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopflow.cli import words_meeting
from coopflow.cli.names import consent_of, listed, state_of
from coopflow.cli.phrasing import joined, kinds
from coopflow.cli.words_clock import CLOCK_WORDING
from coopflow.cli.words_hands import HANDS
from coopflow.language.names import named
from coopflow.language.phrases import counted, phrase
from coopflow.values import events as e

if TYPE_CHECKING:
    from collections.abc import Callable

DIGEST = 12
"""How many digits of a digest are shown."""


def happened(event: e.Event, lang: str) -> str:
    """Return what `event` says, on one line."""
    wording = _WORDING.get(type(event))
    line = wording(event, lang) if wording is not None else type(event).__name__
    return " ".join(line.split())


def shown(digest: str) -> str:
    """Return as much of a digest as people compare."""
    return f"{digest[:DIGEST]}…"


def _drafted(event: e.AgreementDrafted, lang: str) -> str:
    told = {"lifecycle": event.lifecycle, "digest": shown(event.digest)}
    return phrase("drafted on {lifecycle}, text {digest}", lang, **told)


def _revised(event: e.AgreementRevised, lang: str) -> str:
    return phrase("revised, text {digest}", lang, digest=shown(event.digest))


def _moved(event: e.AgreementMoved, lang: str) -> str:
    told = {
        "event": event.event.rpartition(".")[2],
        "origin": event.origin,
        "target": state_of(event.target, event.phase, lang),
    }
    by = phrase("by {successor}", lang, successor=event.successor) if event.successor else None
    return joined(phrase("{event}: {origin} → {target}", lang, **told), by, event.note)


def _bound(event: e.AgreementBound, lang: str) -> str:
    digest = shown(event.digest)
    plugins = listed([f"{name} {version}".strip() for name, version in event.plugins])
    if not plugins:
        return phrase("the text {digest} binds the parties", lang, digest=digest)
    return phrase(
        "the text {digest} binds the parties (active plugins: {plugins})",
        lang,
        digest=digest,
        plugins=plugins,
    )


def _opened(event: e.ProposalOpened, lang: str) -> str:
    line = phrase(
        "{party} proposes to {command} ({proposal}, consent: {consent})",
        lang,
        party=event.opener,
        command=event.command,
        proposal=event.proposal,
        consent=consent_of(event.consent, lang),
    )
    until = event.until
    return joined(line, phrase("to be answered by {until}", lang, until=until) if until else None)


def _assented(event: e.ProposalAssented, lang: str) -> str:
    command = event.proposal.partition("/")[0]
    if event.silence:
        return phrase(
            "{command}: {party} assents by silence", lang, command=command, party=event.party
        )
    return phrase("{command}: {party} assents", lang, command=command, party=event.party)


def _declined(event: e.ProposalDeclined, lang: str) -> str:
    told = {"party": event.party, "proposal": event.proposal}
    closed = phrase("it is declined", lang) if event.closes else None
    return joined(phrase("{party} declines {proposal}", lang, **told), closed, event.note)


def _retracted(event: e.ProposalRetracted, lang: str) -> str:
    told = {"party": event.party, "proposal": event.proposal}
    return joined(phrase("{party} retracts {proposal}", lang, **told), event.note)


def _voided(event: e.ProposalVoided, lang: str) -> str:
    told = {"proposal": event.proposal, "because": named(event.because, lang)}
    return phrase("{proposal} is void: {because}", lang, **told)


def _adopted(event: e.ProposalAdopted, lang: str) -> str:
    return phrase("{proposal} is adopted", lang, proposal=event.proposal)


def _reviewed(event: e.ReviewAdopted, lang: str) -> str:
    review, many = event.review, len(event.review.dispositions)
    line = phrase("the review as of {as_of} is adopted", lang, as_of=review.as_of)
    found = counted("{number} finding", "{number} findings", len(review.findings), lang)
    disposed = counted("{number} disposition", "{number} dispositions", many, lang)
    not_held = (
        phrase("no round held of {obligations}", lang, obligations=listed(event.not_held))
        if event.not_held
        else None
    )
    return joined(f"{line}: {found}, {disposed}", not_held)


def _occurred(event: e.OccasionRecorded, lang: str) -> str:
    return joined(phrase("{occasion} occurred", lang, occasion=event.occasion), event.note)


def _task_opened(event: e.TaskOpened, lang: str) -> str:
    task = event.task
    if task.due is None:
        return phrase("task {task} opens", lang, task=task.id)
    return phrase("task {task} opens, due {due}", lang, task=task.id, due=task.due)


def _skipped(event: e.TaskSkipped, lang: str) -> str:
    return phrase(
        "{obligation} owes nothing for {opens} – {due}: over before the signing",
        lang,
        obligation=event.obligation,
        opens=event.opens,
        due=event.due,
    )


def _reported(event: e.TaskReported, lang: str) -> str:
    line = phrase("{party} reports {task}", lang, party=event.party, task=event.task)
    return joined(line, _assessed(event, lang), kinds(event.evidence, lang), event.note)


def _assessed(event: e.TaskReported, lang: str) -> str:
    if event.assessment is None:
        return ""
    return phrase("assessment: {assessment}", lang, assessment=named(event.assessment, lang))


def _accepted(event: e.TaskAccepted, lang: str) -> str:
    if event.settled_by is not None:
        moment = named(event.settled_by, lang)
        return phrase("{task} is performed by the {moment}", lang, task=event.task, moment=moment)
    if event.party is None:
        return phrase("{task} is accepted, as nobody has to accept it", lang, task=event.task)
    rest = None if event.settles else phrase("others still have to", lang)
    line = phrase("{party} accepts {task}", lang, party=event.party, task=event.task)
    return joined(line, rest, event.note)


def _returned(event: e.TaskReturned, lang: str) -> str:
    line = phrase("{party} returns {task}", lang, party=event.party, task=event.task)
    return joined(line, event.note)


def _waived(event: e.TaskWaived, lang: str) -> str:
    if event.reason is None:
        return phrase("{task} is waived", lang, task=event.task)
    told = {"task": event.task, "reason": event.reason.say(lang)}
    return phrase("{task} is waived: {reason}", lang, **told)


def _unmet(event: e.TaskUnmet, lang: str) -> str:
    if event.reason is None:
        return phrase("{task} is unmet", lang, task=event.task)
    told = {"task": event.task, "reason": event.reason.say(lang)}
    return phrase("{task} is unmet: {reason}", lang, **told)


def _carried(event: e.TaskCarried, lang: str) -> str:
    told = {"task": event.task, "successor": event.successor, "as_task": event.as_task}
    return phrase("{task} is carried to {successor} as {as_task}", lang, **told)


def _taken_up(event: e.TaskTakenUp, lang: str) -> str:
    task = event.task
    told = {"task": task.id, "predecessor": event.predecessor}
    if task.due is None:
        return phrase("task {task} is taken up from {predecessor}", lang, **told)
    return phrase(
        "task {task} is taken up from {predecessor}, due {due}", lang, **told, due=task.due
    )


_WORDING: dict[type, Callable[[Any, str], str]] = {
    e.AgreementDrafted: _drafted,
    e.AgreementRevised: _revised,
    e.AgreementMoved: _moved,
    e.AgreementBound: _bound,
    e.ProposalOpened: _opened,
    e.ProposalAssented: _assented,
    e.ProposalDeclined: _declined,
    e.ProposalRetracted: _retracted,
    e.ProposalVoided: _voided,
    e.ProposalAdopted: _adopted,
    e.ReviewAdopted: _reviewed,
    e.OccasionRecorded: _occurred,
    e.TaskOpened: _task_opened,
    e.TaskSkipped: _skipped,
    e.TaskReported: _reported,
    e.TaskAccepted: _accepted,
    e.TaskReturned: _returned,
    e.TaskWaived: _waived,
    e.TaskUnmet: _unmet,
    e.TaskCarried: _carried,
    e.TaskTakenUp: _taken_up,
    **CLOCK_WORDING,
    **words_meeting.WORDING,
    **HANDS,
}
