"""The history of one task on the page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from attrs import evolve as changed

from coopflow.cli.names import actor_of, listed
from coopflow.cli.sheets import Column, Sheet, line
from coopflow.cli.words import happened, shown
from coopflow.language.names import named
from coopflow.language.phrases import phrase
from coopflow.values.events import (
    ProposalOpened,
    ReviewAdopted,
    TaskOpened,
    TaskReported,
    TaskTakenUp,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from coopflow.projections.rows import TaskRow
    from coopflow.runtime.records import Recorded
    from coopflow.values.evidence import Evidence
    from coopflow.values.terms import Terms


def task_header(row: TaskRow, words: str, lang: str) -> Iterator[RenderableType]:
    """Yield what a task is about, and where it stands in the agreement it came to last."""
    yield line(f"{row.id}  {words}".rstrip(), "bold")
    state = named(row.state, lang)
    if row.late:
        state = f"{state}, {phrase('late', lang)}"
    sheet = Sheet(Column(), Column(words=True))
    for name, told in (
        (phrase("in", lang), row.agreement),
        (phrase("state", lang), state),
        (phrase("lead", lang), row.lead or phrase("jointly", lang)),
        (phrase("coordinating", lang), listed(row.coordinating)),
        (phrase("due", lang), str(row.due or "")),
        (phrase("occasion", lang), row.occasion or ""),
        (phrase("settles also", lang), listed(row.also)),
    ):
        if told:
            sheet.add(line(name, "bold"), told)
    yield sheet
    yield line("")


def task_history(history: Sequence[Recorded], terms: Mapping[str, Terms], lang: str) -> Sheet:
    """Return what happened to a task, agreement by agreement, with both its times.

    Args:
        history: Its entries.
        terms: Of each agreement they are of.
        lang: The language.
    """
    sheet = Sheet(
        Column(),
        Column(phrase("happened", lang)),
        Column(phrase("recorded", lang), named=True),
        Column(phrase("by", lang)),
        Column(phrase("what", lang), words=True),
    )
    for stream, entries in groupby(history, lambda each: each.stream):
        here = tuple(entries)
        zone = ZoneInfo(terms[stream].time_zone)
        sheet.section(line(f"{stream}  {terms[stream].title.say(lang)}", "bold"))
        for each in here:
            times = (each.at, each.recorded_at)
            local = (f"{time.astimezone(zone):%Y-%m-%d %H:%M}" for time in times)
            what = "\n".join(_told(each, _task(here), lang))
            sheet.add(str(each.version), *local, actor_of(each.by, lang), what)
    return sheet


def last_id(history: Sequence[Recorded]) -> str:
    """Return the task's id in the agreement it came to last."""
    return _task([each for each in history if each.stream == history[-1].stream])


def _task(here: Sequence[Recorded]) -> str:
    """Return the task's id in the agreement of these entries, which begin it there."""
    begun = (each.event for each in here)
    return next(each.task.id for each in begun if isinstance(each, (TaskOpened, TaskTakenUp)))


def _told(each: Recorded, task: str, lang: str) -> Iterator[str]:
    event = each.event
    if isinstance(event, TaskReported):
        yield happened(changed(event, evidence=()), lang)
        yield from (f"· {_piece(piece, lang)}" for piece in event.evidence)
        return
    yield happened(event, lang)
    if isinstance(event, (ReviewAdopted, ProposalOpened)):
        for body in (event.review, getattr(event, "closing", None)):
            for disposed in getattr(body, "dispositions", ()):
                if disposed.task == task:
                    told = [disposed.task, named(disposed.outcome, lang)]
                    told += [disposed.reason.say(lang)] if disposed.reason else []
                    yield f"· {': '.join(told)}"
    if isinstance(event, ReviewAdopted):
        for finding in event.review.findings:
            if task in finding.tasks:
                yield f"· {named(finding.kind, lang)}: {finding.text.say(lang)}"


def _piece(piece: Evidence, lang: str) -> str:
    told = [f"{piece.kind}: {piece.title}" if piece.title else piece.kind]
    told += [str(piece.date)] if piece.date is not None else []
    told += [phrase("kept at {where}", lang, where=piece.where)] if piece.where else []
    if piece.digest:
        algorithm, _, digits = piece.digest.rpartition(":")
        told.append(f"{algorithm} {shown(digits)}".lstrip())
    return listed(told)
