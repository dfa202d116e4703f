"""Tasks on the page: by area, by agency, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from coopflow.cli.due_words import due_words
from coopflow.cli.names import agency_name, listed, state_of
from coopflow.cli.sheets import Column, Sheet, line
from coopflow.cli.text import safe
from coopflow.drawing.lettering import gist
from coopflow.language.names import named
from coopflow.language.phrases import counted, phrase
from coopflow.projections.tallies import shares, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from coopflow.cli.trees import Risks
    from coopflow.projections.rows import TaskRow
    from coopflow.projections.tallies import Share
    from coopflow.values.agreement import Agreement
    from coopflow.values.terms import Obligation, Terms

    Clauses = dict[tuple[str, str], tuple[Terms, Obligation]]
    """Of each task (agreement, id) the terms and the obligation it was born under."""

_LONGEST = 110
"""Characters of an obligation's words in a table; `show --terms --json` has all of them."""


def by_area(
    rows: Sequence[TaskRow],
    owners: Mapping[str, Agreement],
    clauses: Clauses,
    risks: Risks,
    lang: str,
) -> Iterator[RenderableType]:
    """Yield the tasks of each agreement, area by area."""
    for name, owner in owners.items():
        own = [row for row in rows if row.agreement == name]
        sheet = _tasks_sheet(lang)
        for heading, here in _areas(own, clauses, lang):
            sheet.section(_counted(heading, here, lang))
            _add(sheet, here, clauses, risks, lang, owner)
        yield _title(owner, lang)
        yield sheet
        yield line("")


def by_agency(
    rows: Sequence[TaskRow],
    owners: Mapping[str, Agreement],
    clauses: Clauses,
    risks: Risks,
    lang: str,
    only: str | None = None,
) -> Iterator[RenderableType]:
    """Yield for each agency what it leads, alone and jointly, and what it coordinates.

    Args:
        rows: The tasks.
        owners: Their agreements.
        clauses: Their obligations.
        risks: Which of them are at risk.
        lang: The language.
        only: The one agency that was asked for.
    """
    found: dict[str, list[tuple[Agreement, Share]]] = {}
    for name, owner in owners.items():
        own = [row for row in rows if row.agreement == name]
        for share in shares(own, owner.terms.parties):
            if only in (None, share.agency):
                found.setdefault(share.agency, []).append((owner, share))
    for agency, parts in found.items():
        every = [row for _, share in parts for row in share.tasks]
        heading = f"{agency}  {agency_name(parts[0][0].terms, agency, lang)}".rstrip()
        sheet = _tasks_sheet(lang)
        for owner, share in parts:
            for what, here in _parts(share, lang):
                if here:
                    sheet.section(_counted(f"{owner.id}: {what}", here, lang))
                    _add(sheet, here, clauses, risks, lang, owner)
        yield line(heading, "bold")
        yield line(totals(every, lang))
        yield sheet
        yield line("")


def by_due_day(
    rows: Sequence[TaskRow],
    owners: Mapping[str, Agreement],
    clauses: Clauses,
    risks: Risks,
    lang: str,
) -> Iterator[RenderableType]:
    """Yield tasks in the order they come, of whichever agreement."""
    sheet = Sheet(Column(phrase("agreement", lang)), *_columns(lang))
    for row in rows:
        cells = _cells(row, clauses, risks, lang, owners[row.agreement])
        sheet.add(row.agreement, *cells)
    if rows:
        yield sheet
        yield line("")


def cut(many: int, lang: str) -> str:
    """Return what to say below a page that is not the last."""
    return counted(
        "the one due first; there are more", "the {number} due first; there are more", many, lang
    )


def tasks(
    rows: Sequence[TaskRow], owner: Agreement, clauses: Clauses, risks: Risks, lang: str
) -> Sheet:
    """Return the tasks of one agreement, area by area, with the words of their obligations."""
    sheet = _tasks_sheet(lang)
    for heading, here in _areas(rows, clauses, lang):
        sheet.section(line(heading, "bold"))
        _add(sheet, here, clauses, risks, lang, owner)
    return sheet


def summary(
    rows: Sequence[TaskRow], owner: Agreement, clauses: Clauses, lang: str
) -> Iterator[RenderableType]:
    """Yield how much there is to do, by area and by agency: a screen at most."""
    sheet = Sheet(
        Column(phrase("area", lang), words=True), Column(phrase("tasks", lang), named=True)
    )
    for heading, here in _areas(rows, clauses, lang):
        sheet.add(heading, _cell(here, lang))
    yield line("")
    yield sheet
    sheet = Sheet(
        Column(phrase("agency", lang), words=True),
        Column(phrase("leads", lang), named=True),
        Column(phrase("jointly", lang), named=True),
        Column(phrase("coordinates", lang), named=True),
    )
    for share in shares(rows, owner.terms.parties):
        name = f"{share.agency}  {agency_name(owner.terms, share.agency, lang)}".rstrip()
        cells = (share.leads, share.jointly, share.coordinates)
        sheet.add(name, *(_cell(each, lang) for each in cells))
    yield line("")
    yield sheet


def nothing(lang: str, *, narrowed: bool) -> str:
    """Return what to say where no task is listed.

    Args:
        lang: The language.
        narrowed: Whether not all were asked for.
    """
    if narrowed:
        return phrase("no task is like that; `tasks` without options lists all of them", lang)
    return phrase("no tasks yet: they open when an agreement begins to be carried out", lang)


def totals(rows: Iterable[TaskRow], lang: str) -> str:
    """Return how many tasks there are: owed, late, settled."""
    found = tally(rows)
    return counted(
        "{number} task: {owed} still owed, {late} late, {settled} settled",
        "{number} tasks: {owed} still owed, {late} late, {settled} settled",
        found.tasks,
        lang,
        owed=found.owed,
        late=found.late,
        settled=found.settled,
    )


def _parts(share: Share, lang: str) -> tuple[tuple[str, tuple[TaskRow, ...]], ...]:
    return (
        (phrase("leads", lang), share.leads),
        (phrase("leads jointly with the other parties", lang), share.jointly),
        (phrase("coordinates", lang), share.coordinates),
    )


def _cell(rows: Sequence[TaskRow], lang: str) -> str:
    found = tally(rows)
    if not found.tasks:
        return "–"
    if not found.owed:
        return phrase("{number}, all settled", lang, number=found.tasks)
    return phrase(
        "{number} ({owed} owed, {late} late)",
        lang,
        number=found.tasks,
        owed=found.owed,
        late=found.late,
    )


def _tasks_sheet(lang: str) -> Sheet:
    return Sheet(*_columns(lang))


def _columns(lang: str) -> tuple[Column, ...]:
    return (
        Column(phrase("task", lang)),
        Column(phrase("what", lang), words=True),
        Column(phrase("lead (with)", lang), gives=True, below=True, named=True),
        Column(phrase("due", lang), named=True),
        Column(phrase("state", lang), gives=True),
    )


def _add(
    sheet: Sheet,
    rows: Iterable[TaskRow],
    clauses: Clauses,
    risks: Risks,
    lang: str,
    owner: Agreement,
) -> None:
    for row in rows:
        sheet.add(*_cells(row, clauses, risks, lang, owner))


def _cells(
    row: TaskRow, clauses: Clauses, risks: Risks, lang: str, owner: Agreement
) -> tuple[str | Text, ...]:
    clause = clauses.get((row.agreement, row.id))
    words = clause[1].text.say(lang) if clause is not None else ""
    who = row.lead or phrase("jointly", lang)
    if row.coordinating:
        who = f"{who} ({listed(row.coordinating)})"
    due = due_words(row, owner.tasks.get(row.id), lang)
    return row.id, gist(words, _LONGEST), who, due, _state(row, risks, lang)


def _title(owner: Agreement, lang: str) -> Text:
    state = state_of(owner.state, owner.phase, lang)
    return line(f"{owner.id}  {owner.terms.title.say(lang)}  ({state})", "bold")


def _counted(heading: str, rows: Sequence[TaskRow], lang: str) -> Text:
    told = safe(totals(rows, lang))
    return line(heading, "bold").append(f"  ({told})", "not bold") if heading else line(told)


def _areas(
    rows: Iterable[TaskRow], clauses: Clauses, lang: str
) -> Iterable[tuple[str, list[TaskRow]]]:
    found: dict[str, list[TaskRow]] = {}
    for row in rows:
        found.setdefault(_area(row, clauses, lang), []).append(row)
    return found.items()


def _area(row: TaskRow, clauses: Clauses, lang: str) -> str:
    carried = row.id.partition(":")[0] if ":" in row.id else None
    clause = clauses.get((row.agreement, row.id))
    if clause is None:
        return phrase("carried from {agreement}", lang, agreement=carried) if carried else ""
    terms, obligation = clause
    area = next((each for each in terms.areas if each.id == obligation.area), None)
    title = area.title.say(lang) if area is not None and area.title is not None else ""
    heading = f"{obligation.area}  {title}".rstrip()
    if carried is None:
        return heading
    return phrase("{area} (carried from {agreement})", lang, area=heading, agreement=carried)


def _state(row: TaskRow, risks: Risks, lang: str) -> Text:
    state = named(row.state, lang)
    if row.settled_by is not None and not row.settled:
        moment = named(row.settled_by, lang)
        state = phrase("{state}, by {moment}", lang, state=state, moment=moment)
    words = Text(state, overflow="fold")
    if row.late:
        words.append(", ").append(phrase("late", lang), style="bold red")
    if (row.agreement, row.id) in risks:
        words.append(", ").append(phrase("at risk", lang), style="bold red")
    return words
