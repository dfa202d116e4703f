"""What `list`, `show` and `log` put on the page; tasks have pages of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coopflow.cli.names import actor_of, agency_name, consent_of, listed, state_of
from coopflow.cli.sheets import Column, Sheet, line
from coopflow.cli.words import happened, shown
from coopflow.definitions.consents import awaited
from coopflow.definitions.draw import following
from coopflow.language.names import named
from coopflow.language.phrases import counted, marked, phrase
from coopflow.values.clock_events import TaskDueMoved
from coopflow.values.events import TaskOpened, TaskReported, TaskTakenUp
from coopflow.values.time import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from rich.console import RenderableType

    from coopflow.projections.rows import AgreementRow
    from coopflow.runtime.records import Recorded
    from coopflow.values.agreement import Agreement, Proposal
    from coopflow.values.lifecycle import Lifecycle
    from coopflow.values.terms import Terms

_BY_ITSELF = {"clock": marked("clock"), "successor": marked("successor")}
"""Of rows that nobody asks for: what takes them, in the words of a diagram."""


def dated(as_of: str | None, lang: str) -> Iterator[RenderableType]:
    """Yield the line that says of when a page is, where it is of the past."""
    if as_of is not None:
        yield line(phrase("As it stood: {as_of}", lang, as_of=as_of), "bold")
        yield line("")


def agreements(
    rows: Sequence[AgreementRow], lang: str, as_of: str | None = None
) -> Iterator[RenderableType]:
    """Yield the list of agreements, and how many they are."""
    sheet = Sheet(
        Column("id"),
        Column(phrase("state", lang)),
        Column(phrase("period", lang)),
        Column(phrase("title (parties)", lang), words=True),
    )
    for row in rows:
        what = f"{row.title} ({listed(row.parties)})"
        state = state_of(row.state, row.phase, lang)
        sheet.add(row.id, state, f"{row.start} – {row.end}", what)
    if rows:
        yield sheet
    elif as_of is None:
        yield line(phrase("no agreement yet: `draft FILE --as OFFICER` begins one", lang))
    yield line(counted("{number} agreement", "{number} agreements", len(rows), lang))


def header(
    now: Agreement, lifecycle: Lifecycle, lang: str, as_of: str | None = None
) -> Iterator[RenderableType]:
    """Yield the head of an agreement: who, when, in which state, and what may come next."""
    terms, charter = now.terms, now.charter
    yield line(f"{now.id}  {terms.title.say(lang)}", "bold")
    state = phrase(
        "{state} (version {version}, {lifecycle})",
        lang,
        state=state_of(now.state, now.phase, lang),
        version=now.version,
        lifecycle=charter.lifecycle,
    )
    steps = "; ".join(_steps(now, lifecycle, lang))
    parties = [
        (phrase("party {party}", lang, party=each), agency_name(terms, each, lang))
        for each in terms.parties
    ]
    rows = [
        (phrase("as of", lang), as_of or ""),
        (phrase("state", lang), state),
        (phrase("next", lang), steps or phrase("nothing: it has ended", lang)),
        (phrase("period", lang), f"{terms.period} ({terms.time_zone})"),
        *parties,
        (phrase("framework", lang), terms.framework or ""),
        (phrase("predecessor", lang), terms.predecessor or ""),
        (phrase("successor", lang), now.successor or ""),
        (phrase("text", lang), _text(now, lang)),
        (phrase("suspended", lang), _suspended(now, lang)),
        *((each.id, _proposal(each, terms, lang)) for each in now.proposals),
    ]
    sheet = Sheet(Column(), Column(words=True))
    for name, words in rows:
        if words:
            sheet.add(line(name, "bold"), words)
    yield sheet


def findings(now: Agreement, lang: str) -> Iterator[RenderableType]:
    """Yield the lessons brought along, and the review, where there are any."""
    if now.charter.lessons:
        heading = phrase("Lessons of {predecessor}", lang, predecessor=now.terms.predecessor)
        sheet = _titled(heading, Column(), Column(words=True))
        for lesson in now.charter.lessons:
            sheet.add("–", lesson.say(lang))
        yield sheet
    review = now.review
    if review is None:
        return
    heading = phrase("Review as of {as_of}", lang, as_of=review.as_of)
    sheet = _titled(heading, Column(), Column(words=True))
    for each in review.findings:
        sheet.add(named(each.kind, lang), each.text.say(lang))
    yield sheet
    if review.dispositions:
        heading = phrase("What the review made of what was open", lang)
        sheet = _titled(heading, Column(), Column(), Column(words=True))
        for disposed in review.dispositions:
            why = disposed.reason.say(lang) if disposed.reason else ""
            sheet.add(disposed.task, named(disposed.outcome, lang), why)
        yield sheet


def log(history: Sequence[Recorded], terms: Terms, lang: str) -> Sheet:
    """Return what happened, one line for each entry, in the agreement's own time."""
    zone = ZoneInfo(terms.time_zone)
    due: dict[str, date | None] = {}
    sheet = Sheet(Column(), Column(), Column(), Column(words=True))
    for each in history:
        what = happened(each.event, lang)
        if isinstance(each.event, (TaskOpened, TaskTakenUp)):
            due[each.event.task.id] = each.event.task.due
        elif isinstance(each.event, TaskDueMoved):
            due[each.event.task] = each.event.due
        recorded = _recorded_late(each, due, terms.time_zone)
        if recorded is not None:
            what = phrase("{what} (recorded {day})", lang, what=what, day=recorded)
        sheet.add(
            str(each.version),
            f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}",
            actor_of(each.by, lang),
            what,
        )
    return sheet


def _titled(heading: str, *columns: Column) -> Sheet:
    sheet = Sheet(*columns)
    sheet.section(line(""), line(heading, "bold"))
    return sheet


def _suspended(now: Agreement, lang: str) -> str:
    suspended = now.work.course.suspended
    if suspended is None:
        return ""
    since = day_of(suspended.since, now.terms.time_zone)
    told = {"cause": suspended.cause, "since": since}
    return phrase("because of {cause}, since {since}", lang, **told)


def _text(now: Agreement, lang: str) -> str:
    charter = now.charter
    if charter.bound is None or charter.bound_at is None:
        return shown(charter.digest)
    since = day_of(charter.bound_at, now.terms.time_zone)
    digest = shown(charter.digest)
    return phrase("{digest}, binding since {day}", lang, digest=digest, day=since)


def _steps(now: Agreement, lifecycle: Lifecycle, lang: str) -> Iterator[str]:
    for row in following(lifecycle, now.state):
        step = f"{row.command} → {row.target}"
        if row.by in _BY_ITSELF:
            yield f"{step} ({phrase(_BY_ITSELF[row.by], lang)})"
        elif row.consent.count == "none":
            yield step
        else:
            consent = consent_of(row.consent, lang)
            yield phrase("{step} (consent: {consent})", lang, step=step, consent=consent)


def _proposal(proposal: Proposal, terms: Terms, lang: str) -> str:
    parts = [phrase("opened by {party}", lang, party=proposal.opener)]
    if proposal.pause is not None:
        parts.append(phrase("because of {cause}", lang, cause=proposal.pause.cause))
    if proposal.parties:
        parts.append(phrase("assent of {parties}", lang, parties=listed(proposal.parties)))
    if proposal.declined_by:
        parts.append(phrase("declined by {parties}", lang, parties=listed(proposal.declined_by)))
    if proposal.until is not None:
        parts.append(phrase("to be answered by {until}", lang, until=proposal.until))
    waiting = awaited(proposal, terms)
    parts.append(
        phrase("awaiting {parties}", lang, parties=listed(waiting))
        if waiting
        else phrase("awaiting nobody", lang)
    )
    return "; ".join(parts)


def _recorded_late(each: Recorded, due: Mapping[str, date | None], zone: str) -> date | None:
    """Tell when a report was recorded, where that is past a due day it was made in time for."""
    if not isinstance(each.event, TaskReported):
        return None
    deadline, recorded = due.get(each.event.task), day_of(each.recorded_at, zone)
    if deadline is None or recorded <= deadline or day_of(each.at, zone) > deadline:
        return None
    return recorded
