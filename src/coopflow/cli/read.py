"""Commands that show the record. None begins a journal where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from coopflow.cli.options import (
    AT_MOST,
    AgreementId,
    AnyAgreementId,
    AsOf,
    Here,
    Json,
    Lang,
    LateAt,
)
from coopflow.cli.text import say, say_json
from coopflow.cli.trees import at_risk
from coopflow.errors import CommandRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coopflow.cli.data import Data
    from coopflow.cli.task_pages import Clauses
    from coopflow.cli.trees import Risks
    from coopflow.projections.rows import TaskRow
    from coopflow.runtime.secretariat import Secretariat
    from coopflow.values.agreement import Agreement
    from coopflow.values.terms import Terms

# What draws and what makes JSON is imported where it is used: --help needs neither.


def agreements(*, as_of: AsOf = None, json: Json = False, lang: Lang, place: Here) -> None:
    """List the agreements in the journal."""
    with place.open() as office:
        rows = office.agreements(as_of=as_of)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json([data.agreement_row(row, as_of) for row in rows])
        return
    from coopflow.cli import pages, tables  # noqa: PLC0415

    tables.show(*pages.dated(as_of, lang), *pages.agreements(rows, lang, as_of))


def show(
    agreement: AgreementId,
    /,
    *,
    terms: Annotated[bool, Parameter(name="--terms", help="The whole text as well.")] = False,
    at: LateAt = None,
    as_of: AsOf = None,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> None:
    """Show an agreement: parties, state, what may come next, proposals, tasks, review."""
    with place.open() as office:
        now = office.get(agreement, as_of=as_of)
        rows = office.tasks(agreement, at=at, as_of=as_of)
        clauses = clauses_of(office, rows)
        risks = at_risk(office, rows, at, as_of)
        lifecycle = office.lifecycle(agreement)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        told = task_data(rows, {agreement: now}, clauses, risks, as_of)
        say_json(data.agreement(now, told, rows, terms=terms, as_of=as_of))
        return
    from coopflow.cli import pages, tables, task_pages  # noqa: PLC0415

    tables.show(*pages.header(now, lifecycle, lang, as_of))
    if rows:
        tables.show(*task_pages.summary(rows, now, clauses, lang))
        tables.show("", task_pages.tasks(rows, now, clauses, risks, lang))
        tables.show("", task_pages.totals(rows, lang))
    tables.show(*pages.findings(now, lang))
    if terms:
        from coopflow.definitions.terms_writer import dump_terms  # noqa: PLC0415

        say("", *dump_terms(now.terms).splitlines())


def tasks(  # noqa: PLR0913 - the options of a command
    agreement: AnyAgreementId = None,
    /,
    *,
    agency: Annotated[
        str | None,
        Parameter(name="--agency", metavar="ID", help="Only what it leads or coordinates."),
    ] = None,
    by: Annotated[
        Literal["area", "agency"] | None,
        Parameter(
            name="--by",
            help="area by area, as without it; or what each agency leads and coordinates.",
        ),
    ] = None,
    late: Annotated[bool, Parameter(name="--late", help="Only what is owed and late.")] = False,
    owed: Annotated[bool, Parameter(name="--open", help="Only what is still owed.")] = False,
    limit: Annotated[int | None, AT_MOST] = None,
    at: LateAt = None,
    as_of: AsOf = None,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> None:
    """List tasks: who leads, who coordinates, what is due when, what is late."""
    with place.open() as office:
        rows = office.tasks(
            agreement,
            agency=agency,
            late=late,
            open_only=owed,
            at=at,
            as_of=as_of,
            limit=limit + 1 if limit is not None else None,
        )
        rows, more = rows[:limit], limit is not None and len(rows) > limit
        clauses = clauses_of(office, rows)
        names = dict.fromkeys(row.agreement for row in rows)
        owners = {name: office.get(name, as_of=as_of) for name in names}
        risks = at_risk(office, rows, at, as_of)
    if json:
        say_json(task_data(rows, owners, clauses, risks, as_of))
        return
    from coopflow.cli import pages, tables, task_pages  # noqa: PLC0415

    tables.show(*pages.dated(as_of, lang))
    if limit is not None and by is None:
        tables.show(*task_pages.by_due_day(rows, owners, clauses, risks, lang))
    elif by == "agency":
        tables.show(*task_pages.by_agency(rows, owners, clauses, risks, lang, agency))
    else:
        tables.show(*task_pages.by_area(rows, owners, clauses, risks, lang))
    if not rows:
        tables.show(task_pages.nothing(lang, narrowed=late or owed or agency is not None))
    tables.show(task_pages.totals(rows, lang))
    if more:
        tables.show(task_pages.cut(len(rows), lang))


def log(
    agreement: AgreementId,
    /,
    *,
    task: Annotated[
        str | None,
        Parameter(name="--task", metavar="ID", help="Only this task, wherever it was carried."),
    ] = None,
    as_of: AsOf = None,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> None:
    """Show everything that happened to an agreement, or to one task, entry by entry."""
    with place.open() as office:
        history = office.history(agreement, task=task, as_of=as_of)
        terms = {name: office.get(name).terms for name in dict.fromkeys(e.stream for e in history)}
        rows = office.tasks(history[-1].stream, as_of=as_of) if task is not None else ()
        clauses = clauses_of(office, rows)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json([data.entry(each) for each in history])
        return
    from coopflow.cli import pages, tables  # noqa: PLC0415

    tables.show(*pages.dated(as_of, lang))
    if task is None:
        tables.show(pages.log(history, terms[agreement], lang))
        return
    from coopflow.cli import history_page  # noqa: PLC0415

    last = history_page.last_id(history)
    (row,) = (row for row in rows if row.id == last)
    clause = clauses.get((row.agreement, row.id))
    words = clause[1].text.say(lang) if clause is not None else ""
    tables.show(*history_page.task_header(row, words, lang))
    tables.show(history_page.task_history(history, terms, lang))


def clauses_of(office: Secretariat, rows: Iterable[TaskRow]) -> Clauses:
    """Return the terms and the obligation each task was born under, where they are known."""
    return clauses_by_id(office, ((row.agreement, row.id, row.obligation) for row in rows))


def clauses_by_id(office: Secretariat, tasks: Iterable[tuple[str, str, str]]) -> Clauses:
    """Return the same of tasks told by agreement, id and obligation."""
    homes: dict[str, Terms | None] = {}
    found: Clauses = {}
    for agreement, task, clause in tasks:
        born, carried, _ = task.partition(":")
        home = born if carried else agreement
        if home not in homes:
            homes[home] = _terms(office, home)
        terms = homes[home]
        obligation = terms.obligation(clause) if terms is not None else None
        if terms is not None and obligation is not None:
            found[agreement, task] = terms, obligation
    return found


def task_data(
    rows: Iterable[TaskRow],
    owners: Mapping[str, Agreement],
    clauses: Clauses,
    risks: Risks,
    as_of: str | None = None,
) -> list[Data]:
    """Return tasks as JSON has them."""
    from coopflow.cli import data  # noqa: PLC0415

    told = []
    for row in rows:
        place = row.agreement, row.id
        clause = clauses.get(place)
        owed = owners[row.agreement].tasks.get(row.id)
        known = clause[1] if clause else None
        told.append(data.task(row, known, owed, as_of, risk=place in risks))
    return told


def _terms(office: Secretariat, agreement: str) -> Terms | None:
    try:
        return office.get(agreement).terms
    except CommandRefused:  # what a task was born in may be kept in another journal
        return None
