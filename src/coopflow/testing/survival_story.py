"""What the writers of `coopflow.testing.survival` submit, and what must come of it.

A *lane* is a chain of agreements of its own, one for each year: drafted or renewed, signed,
started, worked upon, reviewed. Every command bears a key, is the same each time it is told, and
says what it writes: so whoever finds the journal later can tell which commands are in it.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from coopflow import Secretariat, __version__, parse_terms
from coopflow.host.manager import build_host
from coopflow.journal.memory import MemoryJournal
from coopflow.runtime.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.runtime.records import Recorded

COMMON = "common"
"""The agreement that everybody records occasions in."""

FIRST_YEAR = 2000

Written = tuple[str, int | None, str]
"""Stream, version, type. What many write to has versions that nobody can foretell."""


@frozen(kw_only=True)
class Step:
    """One command.

    Attributes:
        command: As for `Secretariat.submit`, or ``draft``, or ``renew``.
        said: Its keywords, or the terms.
        written: What it writes, in order.
    """

    agreement: str
    command: str
    by: str
    at: str
    key: str
    said: dict[str, Any]
    written: tuple[Written, ...] = ()


def terms(name: str, year: int) -> dict[str, Any]:
    """Return the terms of one year, which bring an officer nobody has heard of."""
    signs = {"may": ["represent", "sign"]}
    return {
        "coopflow": 1,
        "id": name,
        "title": f"Plan {name}",
        "period": {"start": f"{year}-01-01", "end": f"{year}-12-31"},
        "parties": ["north", "south"],
        "agencies": {"north": {"name": "North"}, "south": {"name": "South"}},
        "officers": {
            "an": {"name": "An", "agency": "north", **signs},
            "ba": {"name": "Ba", "agency": "south", **signs},
            f"{name}-clerk": {"name": f"Clerk of {name}", "agency": "north"},
        },
        "occasions": {"flood": {"text": "A flood"}},
        "areas": [
            {
                "id": "1",
                "lead": "north",
                "obligations": [
                    {"id": "1", "text": "Meet", "kind": "recurring", "every": "6 months",
                     "coordinating": ["south"]},
                    {"id": "2", "text": "Help", "kind": "triggered", "on": "flood",
                     "within": "3 days", "coordinating": ["south"]},
                    {"id": "3", "text": "Renew", "kind": "once", "settled_by": "renewal"},
                ],
            }
        ],
    }  # fmt: skip


def begin(office: Secretariat) -> None:
    """Draft, sign and start the agreement that all have in common."""
    at = f"{FIRST_YEAR}-01-03"
    office.draft(parse_terms(terms(COMMON, FIRST_YEAR)), by="an", at=at)
    for officer, command in (("an", "sign"), ("ba", "sign"), ("an", "start")):
        office.submit(COMMON, command, by=officer, at=at)


def occur(office: Secretariat, note: str) -> tuple[Recorded, ...]:
    """Record an occasion in what all have in common. Told without a key, for it is told once."""
    at = f"{FIRST_YEAR}-02-01"
    return office.submit(COMMON, "occasion", by="ba", at=at, occasion="flood", note=note).events


def take(office: Secretariat, step: Step) -> tuple[Recorded, ...]:
    """Take a step, or repeat it; return the events of its receipt (none for a draft)."""
    asked: dict[str, Any] = {"by": step.by, "at": step.at, "key": step.key}
    if step.command == "draft":
        office.draft(parse_terms(step.said), **asked)
    elif step.command == "renew":
        office.renew(step.agreement, terms=parse_terms(step.said), **asked)
    else:
        return office.submit(step.agreement, step.command, **asked, **step.said).events
    return ()


def story(lane: str) -> Iterator[Step]:
    """Tell the steps of a lane, year after year, without end."""
    journal = MemoryJournal()
    with Secretariat(journal, build_host((), __version__), SystemClock()) as office:
        begin(office)
        for place, step in enumerate(_steps(lane, office)):
            keyed = evolve(step, key=f"{lane}.{place}")
            (*_, last) = journal.tail()
            take(office, keyed)
            written = tuple(
                (entry.stream, None if entry.stream.startswith(":") else entry.version, entry.type)
                for entry in journal.tail(after=last.position)
            )
            yield evolve(keyed, written=written)


def _steps(lane: str, office: Secretariat) -> Iterator[Step]:
    """Tell the commands of a lane; each has been given to `office` before the next is told."""
    before = ""
    for year in count(FIRST_YEAR):
        name, at, end = f"{lane}-{year}", f"{year}-01-05", f"{year + 1}-01-05"
        clerk = f"{name}-clerk"
        if before:
            yield _step(before, "renew", "an", at, **terms(name, year))
        else:
            yield _step(name, "draft", "an", at, **terms(name, year))
        yield _step(name, "sign", "an", at)
        yield _step(name, "sign", "ba", at)
        yield _step(name, "start", "an", at)
        for _ in range(2):
            yield _step(name, "occasion", "ba", f"{year}-03-01", occasion="flood")
        photo = [{"kind": "photo", "title": "The bridge", "date": f"{year}-03-03"}]
        yield _step(name, "report", clerk, f"{year}-03-03", task="2/1", evidence=photo)
        yield _step(name, "accept", "ba", f"{year}-03-04", task="2/1")
        yield _step(name, "report", clerk, f"{year}-06-30", task="1/1", evidence="minutes: June")
        yield _step(name, "return", "ba", f"{year}-07-01", task="1/1", note="Whose minutes?")
        owed = [row.id for row in office.tasks(name, open_only=True) if row.settled_by is None]
        waive = {"as": "waive", "reason": "Too long ago."}
        body = {
            "as_of": f"{year}-12-31",
            "findings": [{"kind": "lesson", "text": "Begin sooner."}],
            "dispositions": {task: waive if ":" in task else {"as": "carry"} for task in owed},
        }
        yield _step(name, "review", "an", end, body=body)
        yield _step(name, "assent", "ba", end)
        before = name


def _step(agreement: str, command: str, by: str, at: str, **said: Any) -> Step:
    return Step(agreement=agreement, command=command, by=by, at=at, key="", said=said)
