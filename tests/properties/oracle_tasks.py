"""The oracle's part about tasks: how they open, are reported, accepted, disposed of, carried."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import oracle_hands
import oracle_time
import tables
from naive_days import ONE, after, closing, intervals, local_day, rule_days
from oracle_acts import by_round, obligations
from oracle_ground import OWED, leaders, month_end, owed, zone

if TYPE_CHECKING:
    from datetime import date, datetime

World = dict[str, Any]
Judged = tuple[set[str], Callable[[], None]]

UNREPORTED: World = {
    "state": "open",
    "accepted_by": [],
    "done_at": None,
    "reporter": None,
    "assessment": None,
}
UNPERFORMED = (None, "briefing", "conference")
"""What settles the tasks of which a review has to speak: what a meeting has not settled it may."""


# --- opening -------------------------------------------------------------------------------------


def open_all(agreement: World, at: datetime) -> None:
    """Open what the period still holds; what is performed by the signature is done already."""
    today = local_day(at, zone(agreement))
    signed = local_day(agreement["bound_at"], zone(agreement))
    acts, performed = obligations(agreement), []
    for act in acts:
        for opens, due in _schedule(agreement, act):
            if act["kind"] != "once" and due < signed:
                agreement["skipped"].append((act["id"], opens, due))
                continue
            task = _open(agreement, act, today, opens=opens, due=due)
            if act["kind"] == "once":
                task["due"] = oracle_time.first_due(act, acts, agreement, signed)
                task["hangs"] = oracle_time.hangs_on(act, agreement["terms"], acts)
                if task["hangs"] and task["hangs"]["kind"] == "signature":
                    task["opens"] = signed
            if act["settled_by"] == "signature":
                task["state"], task["done_at"] = "accepted", agreement["bound_at"]
                performed.append(task)
    oracle_time.follow(agreement, performed, at, signed)


def _schedule(agreement: World, act: World) -> list[tuple[date, date]]:
    """Return the first and the last day of each task that time opens."""
    period = agreement["terms"]["period"]
    start, end = period["start"], period["end"]
    if act["kind"] == "triggered" or by_round(act):
        return []
    if act["kind"] == "once":
        return [(start, end)]
    if "rule" in act:
        days = rule_days(start, end, act["rule"])
        return [
            (start if index == 0 else days[index - 1] + ONE, day) for index, day in enumerate(days)
        ]
    every = act.get("every", act.get("report_every"))
    cut = [(start, end)]
    if every is not None:
        cut = intervals(start, end, every, month_end(agreement))
    works_by = agreement["terms"]["agencies"].get(act["lead"], {}).get("reporting")
    return cut if works_by is None else closing(cut, tables.CLOSES_ON)


def _open(
    agreement: World,
    act: World,
    today: date,
    *,
    opens: date,
    due: date | None,
    occasion: str | None = None,
) -> World:
    ordinal = agreement["counts"].get(act["id"], 0) + 1
    agreement["counts"][act["id"]] = ordinal
    task = {
        "id": f"{act['id']}/{ordinal}",
        "obligation": act["id"],
        "also": act["also"],
        "kind": act["kind"],
        "lead": act["lead"],
        "coordinating": act["coordinating"],
        "acceptance": act["acceptance"],
        "opens": opens,
        "due": due,
        "opened_on": today,
        "occasion": occasion,
        "settled_by": act["settled_by"],
        "state": "open",
        "done_at": None,
        "reporter": None,
        "assessment": None,
        "accepted_by": [],
        "counts": "working days" if "working" in _span(act) else "days",
        "hangs": None,
        "suspension": act.get("suspension", "absolute" if "due_source" in act else "remaining"),
        "extensions": act.get("extensions", 1),
        "since": None,
        "began": None,
        "remaining": None,
        "asked": None,
        "extended": 0,
        "hands": [],
    }
    agreement["tasks"][task["id"]] = task
    return task


def _span(act: World) -> str:
    """Return what its deadline is counted in."""
    due = act.get("due")
    found: str = due["by"] if isinstance(due, dict) else act.get("within", "")
    return found


def _occur(agreement: World, asked: World, agency: str) -> Judged:
    """Judge an occasion or a round, and open what it triggers."""
    terms, acts = agreement["terms"], obligations(agreement)
    name, round_of = asked.get("occasion"), asked.get("obligation")
    happened = name or round_of
    found = set()
    if agency not in terms["parties"]:
        found.add("authority.party")
    if tables.phase(agreement) not in ("executing", "reviewing"):
        found.add("occasion.not-running")
    if (name is None) == (round_of is None):
        found.add("occasion.missing")
        opened = []
    elif name is not None:
        if name not in terms.get("occasions", {}):
            found.add("occasion.unknown")
        opened = [act for act in acts if name in act.get("on", [])]
    else:
        opened = [act for act in acts if round_of in (act["id"], *act["also"])]
        found |= _no_round(opened, agency)

    def happen() -> None:
        today = local_day(asked["at"], zone(agreement))
        ordinal = agreement["counts"].get(("occasion", happened), 0) + 1
        agreement["counts"]["occasion", happened] = ordinal
        for act in opened:
            due = None
            if "within" in act:
                due = after(today, act["within"], month_end(agreement))
            _open(agreement, act, today, opens=today, due=due, occasion=f"{happened}/{ordinal}")
        if name is not None:
            oracle_time.occurred(agreement, name, today)

    return found, happen


def _no_round(opened: list[World], agency: str) -> set[str]:
    if not opened:
        return {"obligation.unknown"}
    if not by_round(opened[0]):
        return {"obligation.not-by-round"}
    return set() if opened[0]["lead"] in (None, agency) else {"authority.lead"}


def rounds_not_held(agreement: World) -> list[str]:
    """Return each obligation whose lead opens the rounds, and opened none."""
    acts = obligations(agreement)
    return [act["id"] for act in acts if by_round(act) and act["id"] not in agreement["counts"]]


# --- performing ----------------------------------------------------------------------------------


def accepters(agreement: World, task: World) -> list[str]:
    """Return the agencies that judge a report; the reporter is none of them."""
    names = [*task["coordinating"]]
    if task["lead"] is None:
        names += [each for each in agreement["terms"]["parties"] if each not in names]
    return [each for each in names if each != task["reporter"]]


def act(agreement: World, asked: World, agency: str, agencies: World) -> Judged:
    """Judge an occasion, a report, an acceptance or a return, and let it happen."""
    if asked["command"] == "occasion":
        return _occur(agreement, asked, agency)
    task = agreement["tasks"].get(asked.get("task"))
    if asked.get("task") is None:
        return {"task.missing"}, lambda: None
    if task is None:
        return {"task.unknown"}, lambda: None
    if task["state"] not in OWED:
        return {"task.settled"}, lambda: None
    if asked["command"] == "report":
        lead = oracle_hands.stands_for(agreement, task, agencies, agency)
        speaks = agency if agency in leaders(agreement, task) else lead
        return _report(agreement, task, asked, speaks)
    return _answer(agreement, task, asked, agency)


def _answer(agreement: World, task: World, asked: World, agency: str) -> Judged:
    judges = accepters(agreement, task)
    found = set() if agency in judges else {"authority.coordinating"}
    if task["state"] != "reported":
        found.add("task.not-reported")
    if asked["command"] == "return":
        return found, lambda: task.update(UNREPORTED)
    if agency in task["accepted_by"]:
        found.add("acceptance.given")

    def happen() -> None:
        task["accepted_by"] = [*task["accepted_by"], agency]
        if task["acceptance"] == "any" or set(judges) <= set(task["accepted_by"]):
            task["state"] = "accepted"
            oracle_time.follow(agreement, [task], asked["at"])

    return found, happen


def _report(agreement: World, task: World, asked: World, agency: str) -> Judged:
    given = asked.get("assessment")
    found = set()
    if task["state"] == "reported":
        found.add("task.already-reported")
    if agency not in leaders(agreement, task):
        found.add("authority.lead")
    if given is None and task["kind"] == "continuous":
        found.add("assessment.missing")
    if given not in (None, "met", "partly", "not"):
        found.add("assessment.unknown")

    def happen() -> None:
        task["state"] = "accepted" if task["acceptance"] == "none" else "reported"
        task["done_at"] = asked["at"]
        task["reporter"], task["assessment"] = agency, given
        if task["state"] == "accepted":
            oracle_time.follow(agreement, [task], asked["at"])

    return found, happen


def perform(agreement: World, moment: str, at: datetime) -> None:
    """Let a moment of the lifecycle settle the tasks that it performs."""
    for task in owed(agreement):
        if task["settled_by"] == moment:
            task["state"], task["done_at"] = "accepted", at


def late(agreement: World, task: World, today: date) -> bool:
    """Tell whether the due day is past, and by then it was neither reported nor settled.

    Days are those of the agreement where the task is now.
    """
    if task["due"] is None or today <= task["due"]:
        return False
    return task["done_at"] is None or local_day(task["done_at"], zone(agreement)) > task["due"]


# --- the end -------------------------------------------------------------------------------------


def undisposed(agreement: World, body: World) -> set[str]:
    """Say whether a review leaves out a task that was open on its day."""
    as_of, told_of = body.get("as_of"), body.get("dispositions", {})
    open_then = {
        task["id"]
        for task in owed(agreement)
        if task["settled_by"] in UNPERFORMED and (as_of is None or task["opened_on"] <= as_of)
    }
    return {"disposition.missing"} if open_then - set(told_of) else set()


def review_lacks(agreement: World, body: World, at: datetime, *, first: bool) -> set[str]:
    """Say what a review lacks, when it is proposed (`first`) or when it is to be adopted."""
    found = undisposed(agreement, body)
    as_of = body["as_of"]
    if as_of > local_day(at, zone(agreement)):
        found.add("review.as-of-future")
    areas = [area["id"] for area in agreement["terms"]["areas"]]
    for finding in body["findings"]:
        if set(finding.get("areas", [])) - set(areas):
            found.add("finding.unknown-area")
        if set(finding.get("tasks", [])) - set(agreement["tasks"]):
            found.add("finding.unknown-task")
    for name, told in body.get("dispositions", {}).items():
        task = agreement["tasks"].get(name)
        if task is None or (first and task["state"] not in OWED):
            found.add("disposition.not-open")
        elif task["settled_by"] == "review" and task["state"] in OWED:
            found.add("disposition.by-review")
        if told["as"] == "carry" and not tables.renewable(agreement):
            found.add("disposition.no-successor")
        if told["as"] != "carry" and not told.get("reason"):
            found.add("disposition.reason")
    return found


def closing_lacks(agreement: World, body: World, *, first: bool) -> set[str]:
    """Say what a closing lacks: nothing may stay open behind it."""
    found = set()
    told_of = body.get("dispositions", {})
    if {task["id"] for task in owed(agreement)} - set(told_of):
        found.add("disposition.missing")
    for name, told in told_of.items():
        task = agreement["tasks"].get(name)
        if task is None or (first and task["state"] not in OWED):
            found.add("disposition.not-open")
        if told["as"] == "carry":
            found.add("disposition.no-successor")
        elif not told.get("reason"):
            found.add("disposition.reason")
    return found


def dispose(agreement: World, body: World, at: datetime) -> None:
    """Settle what is waived or unmet; what is carried stays owed until the renewal."""
    for name, told in body.get("dispositions", {}).items():
        task = agreement["tasks"][name]
        if task["state"] in OWED and told["as"] != "carry":
            task["state"] = {"waive": "waived", "unmet": "unmet"}[told["as"]]
            task["done_at"] = task["done_at"] or at


def carry(predecessor: World, successor: World, at: datetime) -> None:
    """Hand every task still owed to the successor, where it keeps lead, helpers and due day."""
    today = local_day(at, zone(successor))
    for task in owed(predecessor):
        born = task["id"] if ":" in task["id"] else f"{predecessor['id']}:{task['id']}"
        lead = task["lead"] if task["lead"] in successor["terms"]["parties"] else None
        hands = oracle_hands.renamed(task["hands"], born)
        taken = {"id": born, "lead": lead, "opened_on": today, "hands": hands}
        successor["tasks"][born] = {**task, **taken}
        task["state"], task["done_at"] = "carried", task["done_at"] or at


# --- as the library lists them -------------------------------------------------------------------


SHOWN = ("obligation", "also", "kind", "lead", "coordinating", "opens", "due", "occasion",
         "settled_by", "state", "assessment", "reporter", "accepted_by", "late")  # fmt: skip


def shown(agreement: World, task: World, today: date) -> World:
    """Return an oracle's task as the library lists it."""
    told = {**task, "late": late(agreement, task, today)}
    told |= {key: tuple(task[key]) for key in ("also", "coordinating", "accepted_by")}
    return {key: told[key] for key in SHOWN}
