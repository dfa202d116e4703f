"""`inbox`: what awaits an agency or an officer, and why it is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from coopflow.cli.errors import UsageError
from coopflow.cli.options import AT_MOST, Here, Json, Lang, an_instant
from coopflow.cli.read import clauses_by_id
from coopflow.cli.text import say_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from coopflow.cli.task_pages import Clauses
    from coopflow.projections.inbox import InboxRow, What, Why

# What draws and what words is imported where it is used: --help needs neither.

_LONGEST = 80
"""Characters of a promise's words in a line."""


def inbox(
    *,
    agency: Annotated[str | None, Parameter(metavar="A", help="What awaits this agency.")] = None,
    officer: Annotated[
        str | None, Parameter(metavar="O", help="What of it this officer could do.")
    ] = None,
    at: Annotated[
        str | None,
        Parameter(
            name="--at",
            metavar="ISO",
            validator=an_instant,
            help="What is late is judged on that day; by default now.",
        ),
    ] = None,
    limit: Annotated[int, AT_MOST] = 100,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> None:
    """Show what awaits an agency or an officer, the most urgent first, and why it is theirs.

    Raises:
        UsageError: Neither or both are named.
    """
    if (agency is None) == (officer is None):
        both = " (not both: an officer's is what of their agency's they may do)"
        message = f"say whose inbox: --agency A or --officer O{both if agency is not None else ''}"
        raise UsageError(message)
    with place.open() as office:
        found = office.inbox(agency=agency, officer=officer, at=at, limit=limit + 1)
        rows, more = found[:limit], len(found) > limit
        clauses = {} if json else clauses_by_id(office, _tasks(rows))
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json({"rows": [data.data_of(each) for each in rows], "more": more})
        return
    from coopflow.cli import tables  # noqa: PLC0415

    tables.show(*_page(rows, clauses, lang, officer=officer, more=more))


def _tasks(rows: Iterable[InboxRow]) -> Iterator[tuple[str, str, str]]:
    """Yield the tasks that rows are about: agreement, id, obligation."""
    for row in rows:
        if row.task is not None:
            clause = row.task.rpartition(":")[2].rpartition("/")[0]
            yield row.agreement, row.task, clause


def _page(
    rows: Sequence[InboxRow], clauses: Clauses, lang: str, *, officer: str | None, more: bool
) -> Iterator[RenderableType]:
    from rich.text import Text  # noqa: PLC0415

    from coopflow.cli.sheets import Column, Sheet, line  # noqa: PLC0415
    from coopflow.drawing.lettering import gist  # noqa: PLC0415
    from coopflow.language.phrases import counted, phrase  # noqa: PLC0415

    what, why = _words(lang)
    sheet = Sheet(
        Column(), Column(), Column(), Column(gives=True), Column(gives=True), Column(words=True)
    )
    for row in rows:
        day = str(row.due) if row.due is not None else "–"
        late = Text(phrase("late", lang), "red") if row.late else Text("")
        about = f"{row.agreement} {row.about}"
        clause = clauses.get((row.agreement, row.task or ""))
        promise = gist(clause[1].text.say(lang), _LONGEST) if clause is not None else ""
        sheet.add(day, late, about, what[row.what], why[row.why], promise)
    many, late_ones = len(rows), sum(row.late for row in rows)
    heading = counted("{number} thing awaits", "{number} things await", many, lang)
    if more:
        heading = counted(
            "the first thing that awaits", "the first {number} things that await", many, lang
        )
    heading = phrase("{heading}, {late} of them late", lang, heading=heading, late=late_ones)
    yield line(phrase("{heading}; more await", lang, heading=heading) if more else heading)
    if rows:
        yield sheet
    if more:
        yield line(phrase("there are more: a higher --limit shows them", lang))
    if officer is not None:
        yield line(
            phrase("what {officer} may not do for their agency is not shown", lang, officer=officer)
        )


def _words(lang: str) -> tuple[Mapping[What, str], Mapping[Why, str]]:
    from coopflow.language.phrases import phrase  # noqa: PLC0415

    what: dict[What, str] = {
        "report": phrase("to report", lang),
        "accept": phrase("to accept or return", lang),
        "grant": phrase("to grant or deny more time", lang),
        "acknowledge": phrase("to acknowledge or refuse", lang),
        "deliver": phrase("to deliver", lang),
        "assent": phrase("to assent or decline", lang),
        "sign": phrase("to sign or decline", lang),
    }
    why: dict[Why, str] = {
        "lead": phrase("it leads", lang),
        "joint": phrase("all parties lead jointly", lang),
        "coordinating": phrase("it coordinates", lang),
        "party": phrase("its word is missing", lang),
        "body": phrase("it was handed to it", lang),
    }
    return what, why
