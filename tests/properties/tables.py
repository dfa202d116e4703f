"""Lifecycles as their files hold them, and what the laws and the oracle read off them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from coopflow.definitions.document import from_data
from coopflow.definitions.lifecycle_file import read_lifecycle
from coopflow.host import Guard, Reason, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from coopflow import Lifecycle
    from coopflow.host import Question
    from coopflow.values.lifecycle import Consent
    from coopflow.values.time import Period

World = dict[str, Any]

STANDARD: World = {
    "lifecycle": "standard",
    "edition": "1",
    "initial": "draft",
    "states": {
        "draft": "drafting",
        "signed": "binding",
        "executing": "executing",
        "suspended": "suspended",
        "reviewed": "reviewing",
        "renewed": "ended",
        "closed": "ended",
        "withdrawn": "ended",
        "lapsed": "ended",
    },
    "rows": [
        {"command": "revise", "from": "draft", "to": "draft", "by": "party"},
        {"command": "withdraw", "from": "draft", "to": "withdrawn", "by": "party"},
        {"command": "sign", "from": "draft", "to": "signed", "by": "signatory", "consent": "all"},
        {"command": "start", "from": "signed", "to": "executing", "by": "party"},
        {"command": "suspend", "from": "executing", "to": "suspended", "by": "signatory",
         "consent": "all"},
        {"command": "resume", "from": "suspended", "to": "executing", "by": "signatory",
         "consent": "all"},
        {"command": "review", "from": "executing", "to": "reviewed", "by": "party",
         "consent": "all"},
        {"command": "renew", "from": "reviewed", "to": "renewed", "by": "successor"},
        {"command": "close", "from": "reviewed", "to": "closed", "by": "signatory",
         "consent": "all"},
        {"command": "lapse", "from": "signed", "to": "lapsed", "by": "clock"},
        {"command": "lapse", "from": "executing", "to": "lapsed", "by": "clock"},
    ],
}  # fmt: skip
"""`standard@1`, written down once more from the design."""

GUARDS: dict[str, Callable[[datetime], bool]] = {
    "funds": lambda at: at.day % 2 == 0,
    "quorum": lambda at: at.day % 3 != 0,
}
"""What the guards of random tables ask: what day it is."""


CLOSES_ON = 14
"""The number of the day on which `MidMonth` closes."""


class MidMonth:
    """A reporting calendar: books close on the last 14th of an interval, or with its end."""

    name = "mid-month"

    def closes(self, interval: Period, /) -> date:
        """Return the cut-off day."""
        days = (interval.end - timedelta(days=back) for back in range(31))
        return next((d for d in days if d.day == CLOSES_ON and d in interval), interval.end)


class Guest:
    """A plugin that offers these guards, tables, and a calendar to report by."""

    __name__ = "guest"

    def __init__(self, *offered: World) -> None:
        self.offered = offered

    @hookimpl
    def coopflow_guards(self) -> list[Guard]:
        """Offer the guards."""
        return [Guard(name=name, check=_check(name)) for name in GUARDS]

    @hookimpl
    def coopflow_calendars(self) -> list[MidMonth]:
        """Offer the calendar."""
        return [MidMonth()]

    @hookimpl
    def coopflow_lifecycles(self) -> list[Lifecycle]:
        """Offer the tables."""
        return [read(each) for each in self.offered]


def _check(name: str) -> Callable[[Question], Reason | None]:
    def ask(question: Question) -> Reason | None:
        holds = GUARDS[name](question.command.at)
        return None if holds else Reason(f"guard.{name}", text="not today")

    return ask


# --- as a file -----------------------------------------------------------------------------------


def written(lifecycle: Lifecycle) -> World:
    """Return a lifecycle as its file would hold it."""
    rows = []
    for row in lifecycle.rows:
        told = {"command": row.command, "from": row.origin, "to": row.target, "event": row.event,
                "by": row.by, "source": row.source, "guards": list(row.guards)}  # fmt: skip
        rows.append({key: value for key, value in told.items() if value})
        if row.consent.count != "none":
            rows[-1]["consent"] = _consent(row.consent)
    return {
        "coopflow": 1,
        "lifecycle": lifecycle.name,
        "edition": lifecycle.edition,
        "initial": lifecycle.initial,
        "states": {state.name: state.phase for state in lifecycle.states},
        "rows": rows,
    }


def _consent(consent: Consent) -> Any:
    if consent.count == "named":
        return list(consent.parties)
    return {"at_least": consent.at_least} if consent.count == "at_least" else consent.count


def read(table: World) -> Lifecycle:
    """Return the lifecycle that a file holds."""
    return read_lifecycle(from_data(table), guards=GUARDS)


# --- what it says --------------------------------------------------------------------------------


def key(table: World) -> str:
    """Return how a lifecycle is referred to."""
    return f"{table['lifecycle']}@{table['edition']}"


def phase(agreement: World) -> str:
    """Return the phase of the state an agreement is in."""
    found: str = agreement["table"]["states"][agreement["state"]]
    return found


def rows(agreement: World, command: str | None = None) -> list[World]:
    """Return the rows out of the state an agreement is in; of one command, or all."""
    return [
        row
        for row in agreement["table"]["rows"]
        if row["from"] == agreement["state"] and command in (None, row["command"])
    ]


def body(agreement: World, row: World) -> str | None:
    """Return what is to be brought along where a row is asked for."""
    origin, target = _phases(agreement, row)
    if target == "ended":
        return "closing"
    if target == "reviewing" and origin != "reviewing":
        return "review"
    if origin == "drafting":
        return "terms"
    return "pause" if (origin == "suspended") != (target == "suspended") else None


def suspends(agreement: World, row: World) -> bool:
    """Tell whether a row leads into a suspension."""
    origin, target = _phases(agreement, row)
    return target == "suspended" != origin


def goes_on(agreement: World, row: World) -> bool:
    """Tell whether a row leads out of a suspension, wherever to."""
    origin, target = _phases(agreement, row)
    return origin == "suspended" != target


def revises(agreement: World, row: World) -> bool:
    """Tell whether a row gives the draft another text."""
    return row["from"] == row["to"] and _phases(agreement, row)[0] == "drafting"


def binds(agreement: World, row: World) -> bool:
    """Tell whether a row binds the text."""
    origin, target = _phases(agreement, row)
    return origin == "drafting" and target not in ("drafting", "ended")


def renewal(agreement: World) -> Any:
    """Return the row by which a successor ends an agreement, where it stands."""
    found = [row for row in rows(agreement) if row["by"] == "successor"]
    return found[0] if found else None


def renewable(agreement: World) -> bool:
    """Tell whether there is such a row anywhere."""
    return any(row["by"] == "successor" for row in agreement["table"]["rows"])


def meant(found: list[World], at: datetime) -> list[World]:
    """Return the first row whose guards hold, which is the one that is meant; or all of them."""
    return [row for row in found if not missed(row, at)][:1] or found


def missed(row: World, at: datetime) -> set[str]:
    """Return the guards of a row that do not hold."""
    return {f"guard.{name}" for name in row.get("guards", []) if not GUARDS[name](at)}


def _phases(agreement: World, row: World) -> tuple[str, str]:
    states = agreement["table"]["states"]
    return states[row["from"]], states[row["to"]]
