"""What each objection says, in English, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopflow.values.reason import Reason

WORDING = {
    "acceptance.given": "{agency} has accepted {task} already; others may still have to",
    "agency.unknown": "the directory knows no agency {agency}",
    "agreement.ended": "{agreement} is {state}: nothing more can happen to it",
    "agreement.exists": "{agreement} exists already (it is {state}): revise it, or choose another id",
    "agreement.not-yet": "there was no {agreement} yet as of {as_of}: it was drafted on {drafted}",
    "agreement.unknown": "there is no agreement {agreement}: list shows those there are",
    "assent.declined": "{agency} has declined {proposal}: it can be opened anew once this one is gone",
    "assent.given": "{agency} has assented to {proposal} already; the others' assent is awaited",
    "assent.not-needed": "the assent of {agency} is not needed for {proposal}; it is that of {needed}",
    "assessment.missing": "a report on the continuous {task} says assessment: {known}",
    "assessment.unknown": "{assessment!r} is no assessment: it is one of {known}",
    "at.before-last": "{at} lies before the last entry of {agreement} ({last})",
    "authority.coordinating": "{officer} is of {agency}, which does not coordinate {task}; that is {coordinating}",
    "authority.lead": "{officer} is of {agency}, which does not lead {task}; that is {lead}",
    "authority.opener": "{officer} is of {agency}; only {opener} can retract {proposal}, which it opened",
    "authority.other-agency": "{officer} is of {own} and cannot act for {agency}",
    "authority.party": "{officer} is of {agency}, which is no party; the parties are {parties}",
    "authority.represent": "{officer} may neither represent nor sign for {agency}",
    "authority.sign": "{officer} may not sign for {agency}",
    "authority.successor": "{agreement} is renewed by the signing of its successor: draft it (renew), then sign it",
    "body.missing": "this needs a body: {wanted}",
    "body.unexpected": "{command} takes no such body here",
    "calendar.unknown": "the calendar {calendar} is not known here, and nothing is written without it",
    "command.draft": "drafting begins an agreement and is a call of its own: draft",
    "command.not-now": "{command} is for agreements that are {needs}; this one is {state}, where one may: {possible}",
    "command.unknown": "there is no command {command}; there are {known}",
    "directory.contradiction": "{what} of {id} is known as {known!r}, and these terms say {told!r}",
    "disposition.by-review": "{task} is performed by the review itself and needs no disposition",
    "disposition.missing": "these open tasks need a disposition ({outcomes}): {tasks}",
    "disposition.no-successor": "{task} cannot be carried: nothing here succeeds the agreement",
    "disposition.not-open": "{task} is not open here and cannot be disposed of",
    "disposition.reason": "to call {task} {outcome} takes a reason",
    "evidence.missing": "{agency} reports {task} only with evidence of kind: {kinds}",
    "finding.unknown-area": "a finding speaks of area {area}, which the terms do not have",
    "finding.unknown-task": "a finding speaks of {task}, which was never opened here",
    "framework.ended": "the framework {framework} is {state} and stands over nothing new",
    "framework.period": "the period {period} does not lie within that of {framework} ({outer})",
    "framework.unknown": "there is no framework {framework} in this journal: draft it first",
    "guard.missing": "no plugin offers the guard {guard} that {command} needs: install it before writing",
    "key.form": "the key {key!r} is no key: 1 to 200 visible characters without spaces",
    "key.reused": "the key {key} was used in {agreement} for another command",
    "lifecycle.changed": "this journal holds another table called {lifecycle}: give the new one a new edition",
    "obligation.not-by-round": "{obligation} is {kind} and opens its tasks by its own clock",
    "obligation.unknown": "{agreement} has no obligation {obligation}",
    "occasion.missing": "say what happened: one of occasion ({known}) or obligation, and not both",
    "occasion.not-running": "{agreement} is {state}: occasions are recorded while it runs",
    "occasion.unknown": "the terms name no occasion {occasion}; they name {known}",
    "officer.unknown": "the directory knows no officer {officer}",
    "plugin.failed": "the check of plugin {plugin} failed, which counts as a no: {what}",
    "predecessor.ended": "{predecessor} is {state} already and cannot be renewed",
    "predecessor.no-renewal": "{predecessor} is {state}, and its lifecycle knows no renewal from there",
    "predecessor.not-reviewed": "{predecessor} is still {state}: its review comes before the signing",
    "predecessor.other": "{id} names {predecessor} as its predecessor, not {agreement}",
    "predecessor.strangers": "{agreement} has no party in common with {predecessor}, and cannot succeed it",
    "predecessor.unknown": "there is no predecessor {predecessor} in this journal: draft it first",
    "proposal.none": "no proposal stands open in {agreement}",
    "proposal.other-text": "{proposal} stands open on another text ({digest}…, by {by}): retract or decline it first",
    "proposal.several": "several proposals stand open: say which (proposal: {open})",
    "proposal.unknown": "no proposal {proposal} stands open; there are: {open}",
    "review.as-of-future": "the review speaks for {as_of}, which lies after {at}",
    "task.already-reported": "{task} is reported already, by {by}: it awaits acceptance",
    "task.missing": "say which task: {command} needs task",
    "task.not-reported": "{task} has no standing report to {command}",
    "task.settled": "{task} of {agreement} is settled",
    "task.unknown": "{agreement} has no task {task}",
    "text.differs": "the text given is not that of the draft {agreement} ({digest}…): revise it first",
    "text.other-agreement": "these are the terms of {id}, not of {agreement}",
    "text.other-lifecycle": "{agreement} was drafted on {lifecycle} and cannot go over to {given}",
    "text.unchanged": "the terms of {agreement} say this already ({digest}…)",
}


class _Told(dict[str, object]):
    """Values to word an objection with; what a plugin left out shows as a gap."""

    def __missing__(self, name: str) -> str:
        return f"({name})"


def word(reason: Reason) -> str:
    """Return what `reason` says, and whose objection it is where a plugin objects."""
    values = _Told({"agency": reason.agency or "", **dict(reason.values)})
    told = ", ".join(f"{name}: {value}" for name, value in reason.values)
    template = WORDING.get(reason.code)
    text = reason.text or (template.format_map(values) if template else told or "no")
    notes = [f"plugin {reason.plugin}"] if reason.plugin else []
    notes += [reason.source] if reason.source else []
    return f"{text} [{'; '.join(notes)}]" if notes else text
