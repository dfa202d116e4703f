"""The oracle's part about meetings, and about what awaits whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import oracle_consent
import oracle_hands
import oracle_tasks
import oracle_time
from naive_days import local_day
from oracle_ground import OWED, leaders, owed, zone

if TYPE_CHECKING:
    from datetime import date

World = dict[str, Any]
Judged = tuple[set[str], Callable[[], None]]
Awaited = tuple[str, str, str, "date | None", bool]
"""What it is about, what is awaited, why; until when, and whether that is past."""


def meet(agreement: World, asked: World, agency: str, directory: World) -> Judged:
    """Judge whether a meeting was one, and let it settle what it performs."""
    parties = agreement["terms"]["parties"]
    found = set() if agency in parties else {"authority.party"}
    held = asked.get("body")
    if held is None:
        return {*found, "body.missing"}, lambda: None
    if held["on"] > local_day(asked["at"], zone(agreement)):
        found.add("meeting.future")
    there = []
    for each in held["attendees"]:
        officer = directory["officers"].get(each.get("officer"))
        if "officer" in each and officer is None:
            found.add("officer.unknown")
            continue
        there.append(each.get("agency") or (officer or {}).get("agency"))
        if there[-1] not in directory["agencies"]:
            found.add("agency.unknown")
        elif officer is not None and there[-1] != officer["agency"]:
            found.add("meeting.other-agency")
    if len([party for party in parties if party in there]) < 2:
        found.add("meeting.one-sided")
    settled, wrong = _settled_by(agreement, held)

    def happen() -> None:
        held_at = datetime.combine(held["on"], time(), ZoneInfo(zone(agreement)))
        for task in settled:
            task["state"] = "accepted"
            task["done_at"] = min(task["done_at"] or held_at, held_at)
        agreement["held"].append((held["kind"], sorted(task["id"] for task in settled)))
        oracle_time.follow(agreement, settled, asked["at"], held["on"])

    return found | wrong, happen


def _settled_by(agreement: World, held: World) -> tuple[list[World], set[str]]:
    """Return what a meeting settles; and why it cannot settle what is named."""
    if not held.get("tasks"):
        first: dict[str, World] = {}
        for task in owed(agreement):
            if task["settled_by"] == held["kind"] and task["opens"] <= held["on"]:
                # What was carried is an obligation of its own beside this agreement's.
                first.setdefault(task["id"].rpartition("/")[0], task)
        return [*first.values()], set()
    found, wrong = [], set()
    for name in held["tasks"]:
        task = agreement["tasks"].get(name)
        if task is None or task["state"] not in OWED:
            wrong.add("task.unknown" if task is None else "task.settled")
        elif task["settled_by"] != held["kind"]:
            wrong.add("meeting.other-task")
        else:
            found.append(task)
    return found, wrong


# --- what awaits whom ----------------------------------------------------------------------------


def awaiting(agreement: World, agency: str, today: date) -> list[Awaited]:
    """Return what awaits an agency because of one agreement."""
    found: list[Awaited] = []
    for task in owed(agreement):
        due, name = task["due"], task["id"]
        late = due is not None and due < today
        part = "coordinating" if agency in task["coordinating"] else "party"
        if task["state"] == "open" and task["settled_by"] in oracle_tasks.UNPERFORMED:
            why = "lead" if task["lead"] else "joint"
            if agency in leaders(agreement, task):
                found.append((name, "report", why, due, late))
        found += [(name, what, part, due, False) for what in _asked_of(agreement, task, agency)]
        for each in oracle_hands.held(task, agency):
            what = "acknowledge" if each["state"] == "assigned" else "deliver"
            until = oracle_hands.by_when(task, each)
            found.append((each["id"], what, "body", until, until is not None and until < today))
    for proposal in agreement["proposals"]:
        counted = oracle_consent.counting(agreement, proposal["consent"])
        if agency in counted and agency not in (*proposal["assents"], *proposal["declined"]):
            what = "sign" if proposal["by"] == "signatory" else "assent"
            found.append((proposal["id"], what, "party", proposal["until"], False))
    return found


def _asked_of(agreement: World, task: World, agency: str) -> list[str]:
    """Return which answers of an agency are out: to a report, or to who asks for time."""
    found, asked = [], task["asked"]
    judges = oracle_tasks.accepters(agreement, task) if task["state"] == "reported" else []
    if agency in judges and agency not in task["accepted_by"]:
        found.append("accept")
    granters = oracle_time.granters(agreement, task) if asked else []
    if agency in granters and agency not in asked["granted"]:
        found.append("grant")
    return found
