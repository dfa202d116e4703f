"""The oracle's part about tasks: how they open, are reported, accepted, disposed of, carried."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import tables
from naive_days import ONE, after, intervals, local_day, rule_days

if TYPE_CHECKING:
    from datetime import date, datetime

World = dict[str, Any]
Judged = tuple[set[str], Callable[[], None]]

OWED = ("open", "reported")
UNREPORTED: World = {
    "state": "open",
    "accepted_by": [],
    "done_at": None,
    "reporter": None,
    "assessment": None,
}
STRICTNESS = ("none", "any", "all")


def zone(agreement: World) -> str:
    """Return the time zone an agreement counts its days in."""
    found: str = agreement["terms"].get("time_zone", "UTC")
    return found


def obligations(agreement: World) -> list[World]:
    """Return what was promised: clauses that mean one act made one, under the first of them."""
    written = []
    for area in agreement["terms"]["areas"]:
        for clause in area.get("obligations", []):
            lead = None if clause.get("joint") else clause.get("lead", area.get("lead"))
            written.append({**clause, "lead": lead, "also": []})
    acts: list[list[World]] = []
    for clause in written:
        joined = [clause]
        for act in list(acts):
            if any(_same(clause, other) for other in act):
                acts.remove(act)
                joined = act + joined
        acts.append(sorted(joined, key=written.index))
    acts.sort(key=lambda act: written.index(act[0]))
    return [_merged(act, agreement["terms"]["parties"]) for act in acts]


def _same(one: World, other: World) -> bool:
    return other["id"] in one.get("same_as", []) or one["id"] in other.get("same_as", [])


def _merged(act: list[World], parties: list[str]) -> World:
    leads = [clause["lead"] for clause in act]
    lead = leads[0] if len(set(leads)) == 1 else None
    helpers: list[str] = []
    for clause in act:
        helpers += [name for name in clause.get("coordinating", []) if name not in helpers]
    helpers = [name for name in helpers if name not in leads]
    wanted = max((_acceptance(clause, parties) for clause in act), key=STRICTNESS.index)
    if wanted == "none" and lead is None and len(act) > 1:
        wanted = "any"  # what becomes joint by being one act is judged by the others
    settled = [clause["settled_by"] for clause in act if "settled_by" in clause]
    return {
        **act[0],
        "lead": lead,
        "coordinating": helpers,
        "acceptance": wanted,
        "settled_by": settled[0] if settled else None,
        "also": [clause["id"] for clause in act[1:]],
    }


def _acceptance(clause: World, parties: list[str]) -> str:
    others = clause.get("coordinating", []) if clause["lead"] is not None else parties[1:]
    wanted: str = clause.get("acceptance", "any") if others else "none"
    return wanted


# --- opening -------------------------------------------------------------------------------------


def open_all(agreement: World, at: datetime) -> None:
    """Open what the period still holds; what is performed by the signature is done already."""
    today = local_day(at, zone(agreement))
    signed = local_day(agreement["bound_at"], zone(agreement))
    for act in obligations(agreement):
        for opens, due, may_skip in _schedule(act, agreement["terms"]["period"]):
            if may_skip and due is not None and due < signed:
                agreement["skipped"].append((act["id"], opens, due))
                continue
            task = _open(agreement, act, today, opens=opens, due=due)
            if act["settled_by"] == "signature":
                task["state"], task["done_at"] = "accepted", agreement["bound_at"]


def _schedule(act: World, period: World) -> list[tuple[date, date | None, bool]]:
    start, end = period["start"], period["end"]
    if act["kind"] == "once":
        due = act.get("due")
        return [(start, end if due == "end of period" else due, False)]
    if act["kind"] == "continuous":
        if "report_every" not in act:
            return [(start, end, True)]
        return [(*each, True) for each in intervals(start, end, act["report_every"])]
    if act["kind"] == "recurring" and "every" in act:
        return [(*each, True) for each in intervals(start, end, act["every"])]
    if act["kind"] == "recurring" and "rule" in act:
        days = rule_days(start, end, act["rule"])
        return [
            (start if index == 0 else days[index - 1] + ONE, day, True)
            for index, day in enumerate(days)
        ]
    return []


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
        "counts": "working days" if "working" in act.get("within", "") else "days",
        "remaining": None,
        "asked": None,
        "extended": False,
    }
    agreement["tasks"][task["id"]] = task
    return task


def occur(agreement: World, asked: World, agency: str) -> Judged:
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
            due = after(today, act["within"]) if "within" in act else None
            _open(agreement, act, today, opens=today, due=due, occasion=f"{happened}/{ordinal}")

    return found, happen


def by_round(act: World) -> bool:
    """Tell whether the lead opens each round itself."""
    return act["kind"] == "recurring" and "every" not in act and "rule" not in act


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


def leaders(agreement: World, task: World) -> list[str]:
    """Return the agencies that may report a task."""
    parties: list[str] = agreement["terms"]["parties"]
    return parties if task["lead"] is None else [task["lead"]]


def accepters(agreement: World, task: World) -> list[str]:
    """Return the agencies that judge a report; the reporter is none of them."""
    names = [*task["coordinating"]]
    if task["lead"] is None:
        names += [each for each in agreement["terms"]["parties"] if each not in names]
    return [each for each in names if each != task["reporter"]]


def act(agreement: World, asked: World, agency: str) -> Judged:
    """Judge a report, an acceptance or a return, and let it happen."""
    task = agreement["tasks"].get(asked.get("task"))
    if asked.get("task") is None:
        return {"task.missing"}, lambda: None
    if task is None:
        return {"task.unknown"}, lambda: None
    if task["state"] not in OWED:
        return {"task.settled"}, lambda: None
    if asked["command"] == "report":
        return _report(agreement, task, asked, agency)
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

    return found, happen


def perform(agreement: World, moment: str, at: datetime) -> None:
    """Let a moment of the lifecycle settle the tasks that it performs."""
    for task in agreement["tasks"].values():
        if task["settled_by"] == moment and task["state"] in OWED:
            task["state"], task["done_at"] = "accepted", at


def late(agreement: World, task: World, today: date) -> bool:
    """Tell whether the due day is past, and by then it was neither reported nor settled.

    Days are those of the agreement where the task is now.
    """
    if task["due"] is None or today <= task["due"]:
        return False
    return task["done_at"] is None or local_day(task["done_at"], zone(agreement)) > task["due"]


# --- the end -------------------------------------------------------------------------------------


def owed(agreement: World) -> list[World]:
    """Return the tasks that are not settled."""
    return [task for task in agreement["tasks"].values() if task["state"] in OWED]


def undisposed(agreement: World, body: World) -> set[str]:
    """Say whether a review leaves out a task that was open on its day."""
    as_of, told_of = body.get("as_of"), body.get("dispositions", {})
    open_then = {
        task["id"]
        for task in owed(agreement)
        if task["settled_by"] is None and (as_of is None or task["opened_on"] <= as_of)
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
        successor["tasks"][born] = {**task, "id": born, "lead": lead, "opened_on": today}
        task["state"], task["done_at"] = "carried", task["done_at"] or at


# --- as the library lists them -------------------------------------------------------------------


SHOWN = ("obligation", "also", "kind", "lead", "coordinating", "opens", "due", "occasion",
         "settled_by", "state", "assessment", "reporter", "accepted_by", "late")  # fmt: skip


def shown(agreement: World, task: World, today: date) -> World:
    """Return an oracle's task as the library lists it."""
    told = {**task, "late": late(agreement, task, today)}
    told |= {key: tuple(task[key]) for key in ("also", "coordinating", "accepted_by")}
    return {key: told[key] for key in SHOWN}
