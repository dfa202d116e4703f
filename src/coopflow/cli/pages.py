"""What `list`, `show`, `tasks` and `log` put on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.text import Text

from coopflow.cli.tables import gist, line, lines, pairs, table
from coopflow.cli.text import plural
from coopflow.cli.words import DIGEST, happened, listed
from coopflow.definitions.consents import awaited
from coopflow.values.events import TaskOpened, TaskReported, TaskTakenUp
from coopflow.values.time import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from rich.console import RenderableType
    from rich.table import Table

    from coopflow.projections.rows import AgreementRow, TaskRow
    from coopflow.runtime.records import Recorded
    from coopflow.values.agreement import Agreement, Proposal
    from coopflow.values.lifecycle import Lifecycle
    from coopflow.values.terms import Obligation, Terms

    Clauses = dict[tuple[str, str], tuple[Terms, Obligation]]
    """Of each task (agreement, id) the terms and the obligation it was born under."""


def agreements(rows: Iterable[AgreementRow]) -> Table:
    """Return the list of agreements."""
    made = table("id", "state", "period", "title (parties)")
    for row in rows:
        what = f"{row.title} ({listed(row.parties)})"
        made.add_row(*map(line, (row.id, row.state, f"{row.start} – {row.end}", what)))
    return made


def header(now: Agreement, lifecycle: Lifecycle, lang: str) -> Iterator[RenderableType]:
    """Yield the head of an agreement: who, when, in which state, and what may come next."""
    terms, charter = now.terms, now.charter
    yield line(f"{now.id}  {terms.title.say(lang)}", "bold")
    bound = f"{charter.digest[:DIGEST]}…"
    if charter.bound is not None and charter.bound_at is not None:
        bound += f", binding since {day_of(charter.bound_at, terms.time_zone)}"
    rows = [
        ("state", f"{now.state} (version {now.version}, {charter.lifecycle})"),
        ("next", "; ".join(_following(now, lifecycle)) or "nothing: it has ended"),
        ("period", f"{terms.period} ({terms.time_zone})"),
        *((f"party {name}", _name(terms, name, lang)) for name in terms.parties),
        ("framework", terms.framework or ""),
        ("predecessor", terms.predecessor or ""),
        ("successor", now.successor or ""),
        ("text", bound),
        *((each.id, _proposal(each, terms)) for each in now.proposals),
    ]
    yield pairs((name, words) for name, words in rows if words)


def findings(now: Agreement, lang: str) -> Iterator[RenderableType]:
    """Yield the lessons brought along, and the review, where there are any."""
    if now.charter.lessons:
        yield line(f"\nLessons of {now.terms.predecessor}", "bold")
        yield lines((("–", lesson.say(lang)) for lesson in now.charter.lessons), wraps=1)
    review = now.review
    if review is None:
        return
    yield line(f"\nReview as of {review.as_of}", "bold")
    if review.findings:
        yield lines(((each.kind, each.text.say(lang)) for each in review.findings), wraps=1)
    if review.dispositions:
        yield line("\nWhat the review made of what was open", "bold")
        rows = [
            (each.task, each.outcome, each.reason.say(lang) if each.reason else "")
            for each in review.dispositions
        ]
        yield lines(rows, wraps=2)


def tasks(rows: Sequence[TaskRow], clauses: Clauses, lang: str) -> Table:
    """Return the tasks of one agreement, area by area, with the words of their obligations."""
    made = table("task", "what", "lead (with)", "due", "state")
    heading = None
    for row in rows:
        place = _area(row, clauses, lang)
        if place != heading:
            if heading is not None:
                made.add_section()
            made.add_row("", line(place, "bold"))
            heading = place
        clause = clauses.get((row.agreement, row.id))
        words = clause[1].text.say(lang) if clause is not None else ""
        made.add_row(
            line(row.id),
            line(gist(words)),
            line(_agencies(row)),
            line(str(row.due or "")),
            _state(row),
        )
    return made


def totals(rows: Sequence[TaskRow]) -> str:
    """Return how many tasks there are, how many of them open and late."""
    owed = [row for row in rows if not row.settled]
    late = sum(row.late for row in owed)
    return f"{plural(len(rows), 'task')}: {len(owed)} still owed, {late} late"


def log(history: Sequence[Recorded], terms: Terms, lang: str) -> Table:
    """Return what happened, one line for each entry, in the agreement's own time."""
    zone = ZoneInfo(terms.time_zone)
    due = {
        each.event.task.id: each.event.task.due
        for each in history
        if isinstance(each.event, (TaskOpened, TaskTakenUp))
    }
    rows = [
        (
            str(each.version),
            f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}",
            each.by,
            happened(each.event, lang) + _recorded_late(each, due, terms.time_zone),
        )
        for each in history
    ]
    return lines(rows, wraps=3)


def _following(now: Agreement, lifecycle: Lifecycle) -> Iterator[str]:
    for row in lifecycle.rows:
        if row.origin == now.state:
            consent = "" if row.consent.count == "none" else f" (consent: {row.consent})"
            yield f"{row.command} → {row.target}{consent}"


def _proposal(proposal: Proposal, terms: Terms) -> str:
    parts = [f"opened by {proposal.opener}"]
    if proposal.parties:
        parts.append(f"assent of {listed(proposal.parties)}")
    if proposal.declined_by:
        parts.append(f"declined by {listed(proposal.declined_by)}")
    return "; ".join((*parts, f"awaiting {listed(awaited(proposal, terms)) or 'nobody'}"))


def _name(terms: Terms, agency: str, lang: str) -> str:
    found = terms.agency(agency)
    return found.name.say(lang) if found is not None else ""


def _area(row: TaskRow, clauses: Clauses, lang: str) -> str:
    carried = f"carried from {row.id.partition(':')[0]}" if ":" in row.id else ""
    clause = clauses.get((row.agreement, row.id))
    if clause is None:
        return carried
    terms, obligation = clause
    area = next((each for each in terms.areas if each.id == obligation.area), None)
    title = area.title.say(lang) if area is not None and area.title is not None else ""
    heading = f"{obligation.area}  {title}".rstrip()
    return f"{heading} ({carried})" if carried else heading


def _agencies(row: TaskRow) -> str:
    lead = row.lead or "jointly"
    return f"{lead} ({listed(row.coordinating)})" if row.coordinating else lead


def _state(row: TaskRow) -> Text:
    words = Text(row.state)
    if row.settled_by is not None and not row.settled:
        words.append(f", by {row.settled_by}")
    if row.late:
        words.append(", ")
        words.append("late", style="bold red")
    return words


def _recorded_late(each: Recorded, due: Mapping[str, date | None], zone: str) -> str:
    """Tell when a report was recorded, where that is past a due day it was made in time for."""
    if not isinstance(each.event, TaskReported):
        return ""
    deadline, recorded = due.get(each.event.task), day_of(each.recorded_at, zone)
    if deadline is None or recorded <= deadline or day_of(each.at, zone) > deadline:
        return ""
    return f" (recorded {recorded})"
