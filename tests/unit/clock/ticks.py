"""Agreements whose tasks come due, what the clock did in them, and offices that know them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import CommandRefused, Lifecycle, parse_terms
from coopflow.host import Guard, hookimpl
from coopflow.values.clock_events import CLOCK, TaskReminded
from coopflow.values.lifecycle import ALL, Row, State

if TYPE_CHECKING:
    from coopflow import Secretariat
    from coopflow.host import Reason

NOW = datetime(2022, 1, 3, 2, tzinfo=UTC)


class Clock:
    """Stands still, so that what is recorded is the same every time."""

    def now(self) -> datetime:
        """Tell the time."""
        return NOW


def plan(name: str = "p1", **more: Any) -> dict[str, Any]:
    """Return terms with a task that is due on 30 June, and one that has no day."""
    return {
        "coopflow": 1,
        "id": name,
        "title": f"Plan {name}",
        "period": {"start": "2022-01-01", "end": "2022-12-31"},
        "review_within": "2 months",
        "time_zone": "Asia/Ho_Chi_Minh",
        "parties": ["an", "binh"],
        "remind": ["14d", "7d", "0d"],
        "urge": ["3d", "7d"],
        "agencies": {
            "an": {"name": "An", "parent": "tren"},
            "binh": {"name": "Binh"},
            "tren": {"name": "Tren"},
        },
        "officers": {
            name: {"name": name, "agency": name, "may": ["sign"]} for name in ("an", "binh")
        },
        "areas": [
            {
                "id": "1",
                "lead": "an",
                "obligations": [
                    {"id": "1.1", "text": "A", "kind": "once", "due": "2022-06-30",
                     "coordinating": ["binh"]},
                    {"id": "1.2", "text": "B", "kind": "once"},
                    {"id": "1.3", "text": "C", "kind": "once", "due": "2022-06-30", "joint": True,
                     "remind": [], "urge": "3d"},
                ],
            }
        ],
        **more,
    }  # fmt: skip


HALTING = Lifecycle(
    name="halting",
    edition=1,
    initial="draft",
    states=(
        State(name="draft", phase="drafting"),
        State(name="open", phase="executing"),
        State(name="waiting", phase="binding"),
        State(name="closed", phase="ended"),
    ),
    rows=(
        Row(command="begin", origin="draft", target="open", event="e", by="party"),
        Row(
            command="rest",
            origin="open",
            target="waiting",
            event="e",
            by="party",
            consent=ALL,
            guards=("ok",),
        ),
        Row(command="halt", origin="open", target="waiting", event="e", by="party"),
        Row(command="go-on", origin="waiting", target="open", event="e", by="party"),
        Row(command="end", origin="open", target="closed", event="e", by="clock", guards=("ok",)),
    ),
)


class Guest:
    """A plugin that offers the guard of `HALTING`, or does not."""

    __name__ = "guest"

    def __init__(self, reason: Reason | None = None) -> None:
        self.reason = reason

    @hookimpl
    def coopflow_guards(self) -> list[Guard]:
        """Offer it."""
        return [Guard(name="ok", check=lambda _: self.reason)]


def begin(office: Secretariat, *names: str, at: str = "2022-01-03", **more: Any) -> None:
    """Bring agreements on `standard@1` to where they are carried out."""
    for name in names or ("p1",):
        office.draft(parse_terms(plan(name, **more)), by="an", at=at)
        for command, by in (("sign", "an"), ("sign", "binh"), ("start", "an")):
            office.submit(name, command, by=by, at=at)


def begin_halting(office: Secretariat, name: str = "p1", **more: Any) -> None:
    """Bring an agreement on `HALTING` to where it is carried out."""
    terms = parse_terms(plan(name, lifecycle="halting@1", **more), known=office.known)
    office.draft(terms, by="an", at="2022-01-03")
    office.submit(name, "begin", by="an", at="2022-01-03")


def told(office: Secretariat, *names: str) -> list[Any]:
    """Return what the clock did in agreements: when it happened, and what."""
    history = [each for name in names or ("p1",) for each in office.history(name)]
    return [(each.stream, each.at, each.event) for each in history if each.by == CLOCK]


def rungs(office: Secretariat, task: str = "1.1/1") -> list[tuple[int, tuple[int, ...]]]:
    """Return the rungs of a task that were sent, each with those that were skipped."""
    events = [event for _, _, event in told(office)]
    return [
        (each.rung, each.skipped)
        for each in events
        if isinstance(each, TaskReminded) and each.task == task
    ]


def review(**more: Any) -> dict[str, Any]:
    """Return a review that waives everything `plan` opens."""
    waived = {"as": "waive", "reason": "Over."}
    named = {f"1.{number}/1": waived for number in (1, 2, 3)}
    return {"as_of": "2022-02-01", "findings": [], "dispositions": named, **more}


def codes(office: Secretariat, command: str, **said: Any) -> list[str]:
    """Return the codes of the objections to a command upon `p1`."""
    with pytest.raises(CommandRefused) as caught:
        office.submit("p1", command, **said)
    return [reason.code for reason in caught.value.reasons]
