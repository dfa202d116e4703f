"""What became of tasks below the parties: to whom they were handed, and how it adds up."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from coopflow.cli.options import (  # noqa: TC001 - cyclopts reads the annotations
    AgreementId,
    AsOf,
    Here,
    Json,
    Lang,
    LateAt,
)
from coopflow.cli.text import say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.projections.rows import TaskRow
    from coopflow.runtime.secretariat import Secretariat

Risks = frozenset[tuple[str, str]]
"""The tasks that are at risk (agreement, id)."""

# What draws and what makes JSON is imported where it is used: --help needs neither.


def tree(
    agreement: AgreementId,
    /,
    *,
    task: Annotated[
        str | None,
        Parameter(
            name="--task",
            metavar="ID",
            help="Only this task, settled or not; by default each that is owed and handed down.",
        ),
    ] = None,
    at: LateAt = None,
    as_of: AsOf = None,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> None:
    """Show to whom tasks were handed down, who delivered, refused or is late, and the risk."""
    with place.open() as office:
        found = office.tree(agreement, task, at=at, as_of=as_of)
        now = office.get(agreement, as_of=as_of)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json([data.data_of(each) for each in found])
        return
    from coopflow.cli import pages, tables, tree_pages  # noqa: PLC0415

    tables.show(*pages.dated(as_of, lang))
    if sys.stdout is not None and sys.stdout.isatty():
        tables.show(*tree_pages.drawn(found, now.terms, lang))
    else:
        say(*tree_pages.written(found, now.terms, lang))


def at_risk(
    office: Secretariat, rows: Iterable[TaskRow], at: str | None = None, as_of: str | None = None
) -> Risks:
    """Return which of these tasks are at risk, because a body below them is late or refused."""
    names = dict.fromkeys(row.agreement for row in rows)
    return frozenset(
        (name, each.task)
        for name in names
        for each in office.tree(name, at=at, as_of=as_of)
        if each.risk
    )
