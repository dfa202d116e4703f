"""What rules and remedies say, beside the objections they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.language.phrases import counted, marked, phrase
from coopflow.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coopflow.values.explanation import Remedy, Rule
    from coopflow.values.lifecycle import Row

RULES = {
    "authority": marked("what no transition and no clause allows is denied, and nobody acts for another agency"),
    "body": marked("what a transition takes with it follows from where it leads: a draft's text, a review, or what becomes of open tasks"),
    "calendar": marked("days are counted by the calendar the terms name; without it nothing that counts days is written"),
    "cascade": marked("a task is handed down along the line of whoever has it, and each body answers for what it was handed; for the task the lead answers"),
    "consent": marked("where consent is needed there is one proposal on one text: each party whose consent counts answers it once"),
    "directory": marked("agencies and officers are those the directory knows; terms may add to it and not contradict it"),
    "disposition": marked("no promise disappears: a review or an end says of every open task what becomes of it"),
    "edition": marked("a published edition of a lifecycle never changes, except that it may gain rows"),
    "end": marked("an agreement that has ended takes no command any more"),
    "extension": marked("the lead asks for an extension before the due day, to a later one, as often as the terms say; whoever would accept its report grants it"),
    "fail-closed": marked("what a check cannot answer is refused; a check may forbid more, and never allow more"),
    "framework": marked("what stands under a framework lies within its period, and begins while it has not ended"),
    "key": marked("a key stands for one command: the same key with the same command does it once"),
    "known": marked("a command names what is there, by the names it has there"),
    "meeting": marked("a meeting is told once it was held, with those of several parties who attended; what is adopted at it is adopted by them"),
    "occasion": marked("occasions are those the terms name, and are recorded while the agreement is carried out or reviewed"),
    "one-text": marked("the parties sign the very text of the draft: another text is a revision, and voids the assents given"),
    "order": marked("what happens to an agreement is recorded in the order it happened"),
    "plugin": marked("an agency brings its own rules, for what it does itself"),
    "renewal": marked("a successor shares a party with its predecessor, and is signed when that one is reviewed and has not ended"),
    "report": marked("the lead reports a task, with an assessment where it is continuous; whoever coordinates accepts the report or returns it"),
    "review": marked("a review speaks for a day that has come, of areas the terms have and of tasks that were opened"),
    "settled": marked("of a settled task nothing more is owed, and it is not opened again"),
    "suspension": marked("while an agreement is suspended its clocks stand still; only the cause that suspended it lets it go on, and then what remained is given back"),
    "transition": marked("a command is given where the lifecycle has a transition for it"),
}  # fmt: skip
"""The rule behind an objection, by its name."""

REMEDIES = {
    "any-evidence": marked("give evidence of what was done"),
    "as-known": marked("say of {id} what the directory says ({what}: {known}), or give the other one an id of its own"),
    "assess": marked("say the assessment: {known}"),
    "dispose": marked("say what becomes of {tasks} ({outcomes}); or have them reported and accepted first"),
    "draft": marked("draft {agreement} first, or mend its name"),
    "draft-call": marked("draft it: `coopflow draft FILE`, or `office.draft`"),
    "earlier-day": marked("let the review speak for a day no later than {at}, or take it later"),
    "earlier-until": marked("name a day no later than {due}, or none"),
    "enter-agency": marked("name an agency the directory knows; drafting terms that name {agency} enters it"),
    "enter-officer": marked("name an officer the directory knows; drafting terms that name {officer} enters them"),
    "evidence": marked("give evidence of the kinds {kinds}"),
    "give": "{command}",
    "give-first": marked("{command}; after that: {then}"),
    "give-reason": marked("say the reason for {task}"),
    "in-successor": marked("ask for it in {successor}, which succeeds this agreement"),
    "install": marked("install the plugin that offers {guard}, and ask again"),
    "held-already": marked("record the meeting once it was held; or name a day no later than {at}"),
    "later-until": marked("name a last day that is not before {today}, or none"),
    "later": marked("name a time that is not before {last}, or none"),
    "leave-out": marked("leave {task} out; what needs a disposition: {tasks}"),
    "leave-out-other": marked("leave {task} out; what such a meeting could settle: {could}"),
    "leave-out-task": marked("leave {task} out of the finding, or name a task that was opened here"),
    "meet-plugin": marked("do what the objection asks for; plugin {plugin} demands it"),
    "mend-plugin": marked("mend plugin {plugin} or take it out, and ask again"),
    "mend-calendar": marked("mend the plugin that offers the calendar {calendar}, and ask again"),
    "month-end": marked("count in days, or let it happen on another day; the next terms can say month_end: down or up"),
    "name-adopters": marked("let officers of {parties} who attend adopt it as well; or leave it out, and give the command by itself"),
    "name-attendees": marked("name those who attended, of two parties at least: {parties}"),
    "name-bodies": marked("name the bodies it is handed to"),
    "name-holders": marked("name bodies that have something in hand: {bodies}"),
    "name-predecessor": marked("give terms that name {agreement} as their predecessor, or none"),
    "name-successors": marked("say which bodies of another level take over from {bodies}; or leave the level out"),
    "nothing-to-move": marked("nothing has to be done: hand down what is owed to the bodies that are there now (`assign`)"),
    "new-edition": marked("give the changed table of {lifecycle} the number of a new edition"),
    "new-text": marked("give a text that says something else; for this one nothing has to be done"),
    "not-before": marked("record it from {since} on"),
    "other-body": marked("name bodies below {by}, or further down in its own line; what another line is to do, an agency of that line hands down"),
    "other-calendar": marked("{command}: with terms that name another calendar than {calendar}; or have {calendar} provided here"),
    "other-command": marked("give one of the commands there are: {known}"),
    "other-framework": marked("{command}: with terms that name another framework than {framework}, or none"),
    "other-id": marked("choose another id than {id}, or revise the agreement that has it"),
    "other-level": marked("name one of the levels there are, or leave the level out: {known}"),
    "other-key": marked("take a new key of 1 to 200 visible characters of ASCII"),
    "other-successor": marked("name another body than {to}; or let whoever has {assignment} give it back (`refuse`): it falls to whoever handed it down"),
    "other-period": marked("{command}: with a period that lies within {outer}"),
    "other-predecessor": marked("{command}: with terms that name another predecessor than {predecessor}, or none"),
    "other-reporting": marked("{command}: with terms in which {agency} works by another reporting calendar than {reporting}, or by none; or have {reporting} provided here"),
    "own-agency": marked("name {officer} for {own}, or somebody else for {agency}"),
    "own-name": marked("act in the name of {own}"),
    "say-how-far": marked("say how far it has come: a percentage, a note or evidence"),
    "say-percent": marked("say a whole number from 0 to 100"),
    "say-why": marked("say in a note why it is not taken on"),
    "same-id": marked("give the terms of {agreement}, or draft {id} as an agreement of its own"),
    "same-lifecycle": marked("give terms on {lifecycle}; or give this one up, and draft another on the other lifecycle"),
    "succeed": marked("draft the successor of {agreement} (`renew`), and let the parties sign it: that signing renews it"),
    "let-expire": marked("let the clock tick (`tick`): then {proposal} has expired, and can be opened anew"),
    "wait-for-clock": marked("wait: the clock takes it once its day has come (`tick`)"),
    "same-cause": marked("name the cause it is suspended for: {command}"),
    "until-later": marked("say a day after {due}"),
    "waive-or-unmet": marked("say waive or unmet of {task}, and why"),
    "which-area": marked("name areas the terms have: {areas}"),
    "which-task": marked("name one of these tasks: {tasks}"),
    "which-task-of-many": marked("name one of these tasks, or of {more} more: {tasks}"),
    "with-meeting": marked("say what the meeting was: its kind, its day and who attended"),
    "with-reassignment": marked("give a file or a value that says which body takes over from which, and by what source"),
    "with-review": marked("give a review; `outline` makes one to edit"),
    "with-terms": marked("give the new terms"),
    "without-body": marked("give the command without a file or a value"),
    "without-until": marked("give the command without a last day"),
}  # fmt: skip
"""What a remedy advises, by its code."""

NEEDS = {
    "assessment.missing": marked("an assessment"),
    "assignment.nobody": marked("the bodies it is handed to"),
    "body.missing": marked("a file or a value"),
    "cause.missing": marked("the cause"),
    "delivery.empty": marked("evidence"),
    "disposition.missing": marked("a word on each open task"),
    "evidence.missing": marked("evidence"),
    "note.missing": marked("a note"),
    "occasion.missing": marked("an occasion or an obligation"),
    "progress.missing": marked("a percentage, a note or evidence"),
    "until.missing": marked("a day"),
}
"""What must be given with a command, by the code of the objection to its absence."""

_BY = {
    "assignee": marked("by the body it was handed down to"),
    "clock": marked("by the clock"),
    "coordinating": marked("by an agency that coordinates"),
    "lead": marked("by the lead"),
    "opener": marked("by the agency that opened it"),
    "party": marked("by an officer of a party"),
    "review": marked("by the review"),
    "signatory": marked("by one who may sign for a party"),
    "successor": marked("by the signing of the successor"),
}

_CONSENT = {
    "all": marked("with the consent of all parties"),
    "any": marked("with the consent of any party"),
    "at_least": marked("with the consent of at least {number} parties"),
    "lead": marked("with the consent of the lead"),
    "named": marked("with the consent of {parties}"),
}

_VALUES = {
    ("coordinating", "none"): marked("none"),
    ("known", "met, partly, not"): marked("met, partly, not"),
    ("known", "none"): marked("none"),
    ("could", "none"): marked("none"),
    ("kind", "briefing"): marked("briefing"),
    ("kind", "conference"): marked("conference"),
    ("open", "none"): marked("none"),
    ("possible", "none"): marked("nothing"),
    ("present", "none"): marked("none"),
    ("until", "none"): marked("none"),
    ("outcomes", "carry, waive or unmet"): marked("carry, waive or unmet"),
    ("outcomes", "waive or unmet"): marked("waive or unmet"),
    ("wanted", "meeting"): marked("what the meeting was"),
    ("state", "assigned"): marked("assigned"),
    ("state", "acknowledged"): marked("acknowledged"),
    ("state", "delivered"): marked("delivered"),
    ("state", "refused"): marked("refused"),
    ("wanted", "reassignment"): marked("a reassignment"),
    ("wanted", "review"): marked("a review"),
    ("wanted", "terms"): marked("the terms"),
}
"""Values that are words of ours rather than names, by the name they have in an objection."""

NOTHING = marked("nothing in this agreement can change it")
"""What is said where there is no remedy."""

_MOST_NAMED = 4
"""How many officers of one agency are named; the value has all of them."""


def in_language(words: str | Text, lang: str) -> str:
    """Return what an author wrote, in a language where they wrote it in several."""
    return words.say(lang) if isinstance(words, Text) else words


def told(values: Iterable[tuple[str, str]], lang: str) -> dict[str, object]:
    """Return the values of an objection or a remedy, those that are words in a language."""
    return {name: _value(name, value, lang) for name, value in values}


def word_rule(rule: Rule, lang: str) -> str:
    """Return what a rule says, and the transitions and the clause it is about."""
    pieces = [phrase(RULES[rule.name], lang)]
    pieces += [f"{rule.lifecycle}: {_row(row, lang)}" for row in rule.rows]
    if rule.clause is not None:
        pieces.append(phrase("clause {clause}", lang, clause=rule.clause))
    pieces += [in_language(each, lang) for each in rule.sources]
    return "; ".join(pieces)


def word_remedy(
    remedy: Remedy,
    lang: str,
    command: str | None = None,
    needs: Mapping[str, str] = NEEDS,
) -> str:
    """Return what a remedy advises, who may do it, and what it would still take.

    Args:
        remedy: The remedy.
        lang: A tag such as ``"vi"``.
        command: How a face has its command given; by default its name, the agreement's, and
            what is to be said with it.
        needs: What a face calls that which must be given with it, by code.
    """
    values = {"command": command or _command(remedy), "agreement": remedy.agreement or ""}
    words = phrase(REMEDIES[remedy.code], lang, **{**values, **told(remedy.values, lang)})
    if remedy.by:
        words = phrase("{advice} – by {who}", lang, advice=words, who=_who(remedy, lang))
    if remedy.needs and "{command}" in REMEDIES[remedy.code]:
        taken = ", ".join(phrase(needs[each], lang) for each in remedy.needs)
        words = phrase("{advice}, with {needs}", lang, advice=words, needs=taken)
    if remedy.hindered:
        codes = ", ".join(remedy.hindered)
        words = phrase("{advice} (itself refused as yet: {codes})", lang, advice=words, codes=codes)
    return words


def _value(name: str, value: str, lang: str) -> str:
    if name == "lead" and value.startswith("joint: "):
        return phrase(
            "the parties jointly ({parties})", lang, parties=value.removeprefix("joint: ")
        )
    words = _VALUES.get((name, value))
    return phrase(words, lang) if words is not None else value


def _row(row: Row, lang: str) -> str:
    pieces = [f"{row.command}, {row.origin} → {row.target}", phrase(_BY[row.by], lang)]
    consent = row.consent
    if consent.count != "none":
        parties = ", ".join(consent.parties)
        words = _CONSENT[consent.count]
        pieces.append(phrase(words, lang, number=consent.at_least, parties=parties))
    if row.guards:
        pieces.append(phrase("where {guards} holds", lang, guards=", ".join(row.guards)))
    return ", ".join(pieces)


def _command(remedy: Remedy) -> str:
    said = ", ".join(f"{name} {value}" for name, value in remedy.said)
    named = f"{remedy.command or ''} {remedy.agreement or ''}"
    return f"{named} ({said})" if said else named


def _who(remedy: Remedy, lang: str) -> str:
    groups = []
    for agency in dict.fromkeys(each.agency for each in remedy.by):
        ids = [each.id for each in remedy.by if each.agency == agency]
        officers, more = ", ".join(ids[:_MOST_NAMED]), len(ids) - _MOST_NAMED
        if more > 0:
            groups.append(
                counted(
                    "{officers} and one more of {agency}",
                    "{officers} and {number} more of {agency}",
                    more,
                    lang,
                    officers=officers,
                    agency=agency,
                )
            )
        else:
            groups.append(phrase("{officers} of {agency}", lang, officers=officers, agency=agency))
    return phrase("; or ", lang).join(groups)
