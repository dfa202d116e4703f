"""What each objection says and what to do next, in English and, by the catalogues, in Vietnamese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.language.phrases import counted, marked, phrase
from coopflow.runtime.wording_why import in_language, told, word_remedy, word_rule
from coopflow.values.explanation import Remedy, Rule
from coopflow.values.problem import Problem

if TYPE_CHECKING:
    from coopflow.values.reason import Reason
    from coopflow.values.saying import Saying

WORDING = {
    "acceptance.given": marked("{agency} has accepted {task} already; others may still have to"),
    "agency.unknown": marked("the directory knows no agency {agency}"),
    "agreement.ended": marked("{agreement} is {state}: nothing more can happen to it"),
    "agreement.exists": marked(
        "{agreement} exists already (it is {state}): revise it, or choose another id"
    ),
    "agreement.not-yet": marked(
        "there was no {agreement} yet as of {as_of}: it was drafted on {drafted}"
    ),
    "agreement.unknown": marked("there is no agreement {agreement} in this journal"),
    "assent.declined": marked(
        "{agency} has declined {proposal}: it can be opened anew once this one is gone"
    ),
    "assent.given": marked("{agency} has assented to {proposal} already: no party does so twice"),
    "assent.not-needed": marked(
        "the assent of {agency} is not needed for {proposal}; it is that of {needed}"
    ),
    "assessment.missing": marked(
        "a report on {task}, which is continuous, takes an assessment: {known}"
    ),
    "assessment.unknown": marked("{assessment!r} is no assessment: it is one of {known}"),
    "assignment.given": marked("{to} has {task} in hand already, by {assignment}"),
    "assignment.handed-on": marked(
        "{assignment} was handed on to {bodies}, who have not refused it: it cannot be given back"
    ),
    "assignment.missing": marked("say which assignment {command} is about (assignment: TASK~N)"),
    "assignment.nobody": marked(
        "say to whom {task} is handed: nobody else is proposed for {agency}"
    ),
    "assignment.not-below": marked(
        "{to} is not below {by}: work is handed down within one line, to bodies further down"
    ),
    "assignment.not-held": marked("nothing of {task} is in the hands of {agency}"),
    "assignment.not-now": marked("{assignment} is {state}: {command} comes too late"),
    "assignment.unknown": marked("{task} has no assignment {assignment}"),
    "assignment.until": marked(
        "{task} is due on {due} here: nobody it is handed to can have until {until}"
    ),
    "at.before-last": marked("{at} lies before the last entry of {agreement} ({last})"),
    "authority.assign": marked(
        "{officer} is of {agency}, which does not have {task} to hand down; that is {givers}"
    ),
    "authority.assignee": marked(
        "{officer} is of {agency}, and {assignment} is in the hands of {to}"
    ),
    "authority.clock": marked("nobody asks for this of {agreement}: time alone brings it about"),
    "authority.coordinating": marked(
        "{officer} is of {agency}, which does not coordinate {task}; that is {coordinating}"
    ),
    "authority.granting": marked(
        "{officer} is of {agency}, which does not grant extensions of {task}; that is {granting}"
    ),
    "authority.lead": marked(
        "{officer} is of {agency}, which does not lead {task}; that is {lead}"
    ),
    "authority.opener": marked(
        "{officer} is of {agency}; only {opener} can retract {proposal}, which it opened"
    ),
    "authority.other-agency": marked("{officer} is of {own} and cannot act for {agency}"),
    "authority.party": marked(
        "{officer} is of {agency}, which is no party; the parties are {parties}"
    ),
    "authority.represent": marked("{officer} may neither represent nor sign for {agency}"),
    "authority.sign": marked("{officer} may not sign for {agency}"),
    "authority.successor": marked(
        "{agreement} is renewed by the signing of its successor: draft it (renew), then sign it"
    ),
    "body.missing": marked("{wanted} must come with this, as a file or a value"),
    "body.unexpected": marked("{command} takes no file and no value of this kind here"),
    "calendar.failed": marked(
        "the calendar {calendar} failed, and nothing is counted without it: {what}"
    ),
    "calendar.unknown": marked(
        "the calendar {calendar} is not known here, and nothing is written without it"
    ),
    "cause.missing": marked(
        "{agreement} is suspended because of {cause} since {since}, and goes on because of that alone: say it (`--cause {cause}`, or a body with `cause: {cause}`)"
    ),
    "command.draft": marked("drafting begins an agreement and is a call of its own: draft"),
    "command.not-now": marked(
        "{command} is for agreements that are {needs}; this one is {state}, where one may: {possible}"
    ),
    "command.unknown": marked("there is no command {command}; there are {known}"),
    "delivery.empty": marked("{command} sends up what was done: it needs evidence"),
    "directory.contradiction": marked(
        "{what} of {id} is known as {known!r}, and {told!r} is said here"
    ),
    "disposition.by-review": marked(
        "{task} is performed by the review itself and needs no disposition"
    ),
    "disposition.missing": marked("say what becomes of these open tasks ({outcomes}): {tasks}"),
    "disposition.no-successor": marked(
        "{task} cannot be carried: nothing here succeeds the agreement"
    ),
    "disposition.not-open": marked("{task} is not open here and cannot be disposed of"),
    "disposition.reason": marked("{outcome} takes a reason, and {task} has none"),
    "evidence.missing": marked("{agency} reports {task} only with evidence of kind: {kinds}"),
    "extension.late": marked(
        "{task} was due on {due} and is late since: what is late is not extended any more"
    ),
    "extension.not-asked": marked("nobody has asked for an extension of {task}"),
    "extension.not-later": marked("{until} is not after {due}, when {task} is due anyhow"),
    "extension.pending": marked(
        "{party} has asked for time until {until} for {task} already: that is granted or denied first"
    ),
    "extension.used-up": marked("the terms do not let {task} be extended"),
    "finding.unknown-area": marked("a finding speaks of area {area}, which the terms do not have"),
    "finding.unknown-task": marked("a finding speaks of {task}, which was never opened here"),
    "framework.ended": marked("the framework {framework} is {state} and stands over nothing new"),
    "framework.period": marked(
        "the period {period} does not lie within that of {framework} ({outer})"
    ),
    "framework.unknown": marked(
        "there is no framework {framework} in this journal: draft it first"
    ),
    "grant.given": marked("{agency} has granted it for {task} already; others may still have to"),
    "guard.missing": marked(
        "no plugin offers the guard {guard} that {command} needs: install it before writing"
    ),
    "key.form": marked(
        "{key!r} is no key: a key has 1 to 200 visible characters of ASCII and no spaces"
    ),
    "key.reused": marked("the key {key} was used in {agreement} for another command"),
    "lifecycle.changed": marked(
        "this journal holds another table called {lifecycle}: give the new one a new edition"
    ),
    "month-end.refused": marked(
        "{month} has no day {day}, and the terms do not say which is meant (month_end: refuse)"
    ),
    "meeting.future": marked(
        "the meeting is to be held on {on}, and it is {at}: record it once it was held"
    ),
    "meeting.not-adopted": marked(
        "{command} of {agreement} is not adopted by those who are named; it takes {parties} besides"
    ),
    "meeting.one-sided": marked(
        "a meeting is one of several parties ({parties}), and there is nobody of them but: {present}"
    ),
    "meeting.other-agency": marked("{officer} is of {own} and does not attend for {agency}"),
    "meeting.other-task": marked(
        "{task} is not performed by a {kind}; what one could settle: {could}"
    ),
    "note.missing": marked("{command} needs a note that says why"),
    "obligation.not-by-round": marked(
        "{obligation} is {kind} and opens its tasks by its own clock"
    ),
    "obligation.unknown": marked("{agreement} has no obligation {obligation}"),
    "occasion.missing": marked(
        "say either what happened (occasion: {known}) or whose round is opened (obligation), and not both"
    ),
    "occasion.not-running": marked("{agreement} is {state}: occasions are recorded while it runs"),
    "occasion.unknown": marked("the terms name no occasion {occasion}; they name {known}"),
    "officer.unknown": marked("the directory knows no officer {officer}"),
    "plugin.failed": marked("the check of plugin {plugin} failed, which counts as a no: {what}"),
    "predecessor.ended": marked("{predecessor} is {state} already and cannot be renewed"),
    "predecessor.no-renewal": marked(
        "{predecessor} is {state}, and its lifecycle knows no renewal from there"
    ),
    "predecessor.not-reviewed": marked(
        "{predecessor} is still {state}: its review comes before the signing"
    ),
    "predecessor.other": marked("{id} names {predecessor} as its predecessor, not {agreement}"),
    "predecessor.strangers": marked(
        "{agreement} has no party in common with {predecessor}, and cannot succeed it"
    ),
    "predecessor.unknown": marked(
        "there is no predecessor {predecessor} in this journal: draft it first"
    ),
    "progress.missing": marked(
        "say how far it has come: {command} needs a percentage, a note or evidence"
    ),
    "progress.percent": marked("{percent} is no percentage: it is a whole number from 0 to 100"),
    "proposal.none": marked("no proposal stands open in {agreement}"),
    "proposal.other-text": marked(
        "{proposal} stands open on another text ({digest}…, by {by}): retract or decline it first"
    ),
    "proposal.other-until": marked(
        "{proposal} stands open already, with this last day to answer: {until}"
    ),
    "proposal.over": marked(
        "{proposal} was to be answered by {until}, and that day is over: it can be opened anew once the clock has let it expire"
    ),
    "proposal.several": marked("several proposals stand open: say which (proposal: {open})"),
    "proposal.unknown": marked("no proposal {proposal} stands open; there are: {open}"),
    "reporting.unknown": marked(
        "{agency} works by the reporting calendar {reporting}, which is not known here, and nothing is written without it"
    ),
    "reassign.between": marked(
        "{to} cannot take over {over}: it has a part of it, {assignment}, through {bodies}"
    ),
    "reassign.early": marked("this holds only from {since}, and it is {at}"),
    "reassign.giver": marked(
        "{to} cannot take over {assignment}, which came down through its own hands"
    ),
    "reassign.idle": marked(
        "nothing of {agreement} is handed down to anybody: there is nothing to go over"
    ),
    "reassign.left": marked(
        "the level {level} is gone, and these bodies of it would have something in hand: {bodies}"
    ),
    "reassign.level": marked(
        "no body that is known is of a level {level}; the levels there are: {known}"
    ),
    "reassign.nothing": marked("nothing in {agreement} is in the hands of {bodies}"),
    "reassign.party": marked(
        "{to} is a party, and cannot take over {assignment}: what a party does is in the terms"
    ),
    "review.as-of-future": marked("the review speaks for {as_of}, which lies after {at}"),
    "suspension.other-cause": marked(
        "{agreement} is suspended because of {cause} since {since}, and goes on because of that alone, not of {given}: say `--cause {cause}`, or a body with `cause: {cause}`"
    ),
    "task.already-reported": marked("{task} is reported already, by {by}: it awaits acceptance"),
    "task.missing": marked("say which task: {command} needs task"),
    "task.not-reported": marked("{task} has no standing report to {command}"),
    "task.settled": marked("{task} of {agreement} is settled: nothing more is owed there"),
    "task.halted": marked(
        "the clock of {task} stands still while the agreement is suspended: it can be extended once that is over"
    ),
    "task.undated": marked("{task} has no due day that could be extended"),
    "task.unknown": marked("{agreement} has no task {task}"),
    "text.differs": marked(
        "the text given is not that of the draft {agreement} ({digest}…): revise it first"
    ),
    "text.other-agreement": marked("these are the terms of {id}, not of {agreement}"),
    "text.other-lifecycle": marked(
        "{agreement} was drafted on {lifecycle} and cannot go over to {given}"
    ),
    "text.unchanged": marked("the terms of {agreement} say this already ({digest}…)"),
    "until.past": marked("{until} is past: a last day lies on {today} or later"),
    "until.unexpected": marked("no last day goes with {command} here: it opens no proposal"),
    "until.missing": marked("say until when: a day after {due}, when {task} is due"),
}


def word(said: Reason | Rule | Remedy | Problem, lang: str = "en") -> str:
    """Return what an objection, a rule, a remedy or a problem says, in a language.

    An objection of a plugin is followed by the plugin's name and its source.

    Args:
        said: A reason, from a refusal or from `why`; or the rule or a remedy beside it; or a
            problem of a file.
        lang: A BCP 47 tag, of which the language counts: ``"vi-VN"`` is Vietnamese; what is
            neither English nor Vietnamese is answered in English, for it may be what somebody's
            browser asks for. A plugin's own words are in the languages its author wrote.

    Raises:
        ValueError: `lang` is no text.
    """
    if isinstance(said, Rule):
        return word_rule(said, lang)
    if isinstance(said, Remedy):
        return word_remedy(said, lang)
    if isinstance(said, Problem):
        return _say(said.said, lang)
    text = in_language(said.text, lang) or _words(said, lang)
    notes = [phrase("plugin {plugin}", lang, plugin=said.plugin)] if said.plugin else []
    notes += [in_language(said.source, lang)] if said.source else []
    return f"{text} [{'; '.join(notes)}]" if notes else text


def _words(reason: Reason, lang: str) -> str:
    if reason.code not in WORDING:
        values = ", ".join(f"{name}: {value}" for name, value in reason.values)
        return values or phrase("no", lang)
    told_values = {"agency": reason.agency or "", **told(reason.values, lang)}
    if reason.code == "extension.used-up" and (most := int(dict(reason.values)["most"])):
        return counted(
            "the terms let {task} be extended once, and it was",
            "the terms let {task} be extended {number} times, and it was",
            most,
            lang,
            **told_values,
        )
    return phrase(WORDING[reason.code], lang, **told_values)


def _say(saying: Saying, lang: str) -> str:
    values = {n: each if isinstance(each, str) else _say(each, lang) for n, each in saying.values}
    return phrase(saying.words, lang, **values)
