"""Commands that show the record. None begins a journal where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from coopflow.cli.options import (  # noqa: TC001 - cyclopts reads the annotations
    AgreementId,
    AnyAgreementId,
    At,
    Here,
    Json,
    Lang,
)
from coopflow.cli.text import plural, say, say_json
from coopflow.errors import CommandRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.cli.data import Data
    from coopflow.cli.pages import Clauses
    from coopflow.projections.rows import TaskRow
    from coopflow.runtime.secretariat import Secretariat
    from coopflow.values.terms import Terms

# What draws and what makes JSON is imported where it is used: --help needs neither.


def agreements(*, json: Json = False, place: Here) -> None:
    """List the agreements in the journal."""
    with place.open() as office:
        rows = office.agreements()
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json([data.agreement_row(row) for row in rows])
        return
    from coopflow.cli import pages, tables  # noqa: PLC0415

    if rows:
        tables.show(pages.agreements(rows))
    say(plural(len(rows), "agreement"))


def show(
    agreement: AgreementId,
    /,
    *,
    terms: Annotated[bool, Parameter(name="--terms", help="The whole text as well.")] = False,
    at: At = None,
    json: Json = False,
    lang: Lang = "en",
    place: Here,
) -> None:
    """Show an agreement: parties, state, what may come next, proposals, tasks, review."""
    with place.open() as office:
        now = office.get(agreement)
        rows = office.tasks(agreement, at=at)
        clauses = clauses_of(office, rows)
        lifecycle = office.lifecycle(agreement)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json(data.agreement(now, task_data(rows, clauses), terms=terms))
        return
    from coopflow.cli import pages, tables  # noqa: PLC0415

    tables.show(*pages.header(now, lifecycle, lang))
    if rows:
        say("")
        tables.show(pages.tasks(rows, clauses, lang))
        say("", pages.totals(rows))
    tables.show(*pages.findings(now, lang))
    if terms:
        from coopflow.definitions.terms_writer import dump_terms  # noqa: PLC0415

        say("", *dump_terms(now.terms).splitlines())


def tasks(
    agreement: AnyAgreementId = None,
    /,
    *,
    agency: Annotated[
        str | None,
        Parameter(name="--agency", metavar="ID", help="Only what it leads or coordinates."),
    ] = None,
    late: Annotated[bool, Parameter(name="--late", help="Only what is owed and late.")] = False,
    owed: Annotated[bool, Parameter(name="--open", help="Only what is still owed.")] = False,
    at: At = None,
    json: Json = False,
    lang: Lang = "en",
    place: Here,
) -> None:
    """List tasks: who leads, who coordinates, what is due when, what is late."""
    with place.open() as office:
        rows = office.tasks(agreement, agency=agency, late=late, open_only=owed, at=at)
        clauses = clauses_of(office, rows)
        owners = {row.agreement: office.get(row.agreement) for row in rows}
    if json:
        say_json(task_data(rows, clauses))
        return
    from coopflow.cli import pages, tables  # noqa: PLC0415

    for name, owner in owners.items():
        own = [row for row in rows if row.agreement == name]
        heading = f"{name}  {owner.terms.title.say(lang)}  ({owner.state})"
        tables.show(tables.line(heading, "bold"), pages.tasks(own, clauses, lang))
        say("")
    say(pages.totals(rows))


def log(agreement: AgreementId, /, *, json: Json = False, lang: Lang = "en", place: Here) -> None:
    """Show everything that happened to an agreement, entry by entry."""
    with place.open() as office:
        now = office.get(agreement)
        history = office.history(agreement)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json([data.entry(each) for each in history])
        return
    from coopflow.cli import pages, tables  # noqa: PLC0415

    tables.show(pages.log(history, now.terms, lang))


def clauses_of(office: Secretariat, rows: Iterable[TaskRow]) -> Clauses:
    """Return the terms and the obligation each task was born under, where they are known."""
    homes: dict[str, Terms | None] = {}
    found: Clauses = {}
    for row in rows:
        born, carried, _ = row.id.partition(":")
        home = born if carried else row.agreement
        if home not in homes:
            homes[home] = _terms(office, home)
        terms = homes[home]
        obligation = terms.obligation(row.obligation) if terms is not None else None
        if terms is not None and obligation is not None:
            found[row.agreement, row.id] = terms, obligation
    return found


def task_data(rows: Iterable[TaskRow], clauses: Clauses) -> list[Data]:
    """Return tasks as JSON has them."""
    from coopflow.cli import data  # noqa: PLC0415

    return [
        data.task(row, clause[1].text if (clause := clauses.get((row.agreement, row.id))) else None)
        for row in rows
    ]


def _terms(office: Secretariat, agreement: str) -> Terms | None:
    try:
        return office.get(agreement).terms
    except CommandRefused:  # what a task was born in may be kept in another journal
        return None
