"""What every part of the oracle asks of an agreement."""

from __future__ import annotations

from typing import Any

World = dict[str, Any]

OWED = ("open", "reported")


def zone(agreement: World) -> str:
    """Return the time zone an agreement counts its days in."""
    found: str = agreement["terms"].get("time_zone", "UTC")
    return found


def month_end(agreement: World) -> str:
    """Return what an agreement says of days that a month does not have."""
    found: str = agreement["terms"].get("month_end", "down")
    return found


def owed(agreement: World) -> list[World]:
    """Return the tasks that are not settled."""
    return [task for task in agreement["tasks"].values() if task["state"] in OWED]


def leaders(agreement: World, task: World) -> list[str]:
    """Return the agencies that may report a task."""
    parties: list[str] = agreement["terms"]["parties"]
    return parties if task["lead"] is None else [task["lead"]]
