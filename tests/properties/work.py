"""What agencies and bodies of the random world may do about tasks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import oracle_hands
import oracle_tasks
import oracle_time
from naive_days import local_day
from oracle_acts import by_round, obligations
from oracle_ground import leaders, owed, zone
from people import FOLLOWERS, HANDS

if TYPE_CHECKING:
    from datetime import date

    from oracle import Asked, World


def about(agreement: World) -> list[Asked]:
    """Report, accept, return; ask for time, and grant it."""
    found: list[Asked] = []
    for task in owed(agreement)[:6]:
        if task["state"] == "open":
            said = {"assessment": "partly"} if task["kind"] == "continuous" else {}
            found += [
                {"command": "report", "by": f"{agency}-clerk", "task": task["id"], **said}
                for agency in leaders(agreement, task)
            ]
        else:
            found += [
                {"command": command, "by": f"{agency}-deputy", "task": task["id"]}
                for agency in oracle_tasks.accepters(agreement, task)
                if agency not in task["accepted_by"]
                for command in ("accept", "accept", "return")
            ]
        found += _time(agreement, task)
    return found


def _time(agreement: World, task: World) -> list[Asked]:
    """Ask for time, or answer whoever did."""
    if task["asked"] is not None:
        return [
            {"command": command, "by": f"{agency}-clerk", "task": task["id"]}
            for agency in oracle_time.granters(agreement, task)
            if agency not in task["asked"]["granted"]
            for command in ("grant", "grant", "deny")
        ]
    spent = task["extended"] >= task["extensions"]
    if task["due"] is None or task["state"] != "open" or spent:
        return []
    by = f"{leaders(agreement, task)[-1]}-clerk"
    until = task["due"] + timedelta(days=30)
    return [{"command": "extension", "by": by, "task": task["id"], "until": until}]


def below(agreement: World) -> list[Asked]:
    """Do what is seldom done of itself: hand down and answer, ask for time and grant it."""
    some = owed(agreement)[:4] if agreement["started"] else []
    asked = [each for task in some for each in _time(agreement, task)]
    found = [*hands(agreement), *asked] if some else []
    return [{"agreement": agreement["id"], **each} for each in found]


def hands(agreement: World) -> list[Asked]:
    """Hand tasks down, let bodies answer, and let others take over from them."""
    found: list[Asked] = []
    for task in owed(agreement)[:4]:
        about = {"task": task["id"]}
        for giver in (*leaders(agreement, task), *task["coordinating"]):
            for body in HANDS.get(giver, ()):
                to = {"command": "assign", "to": (body,), "until": _until(agreement, task)}
                found.append({**to, "by": f"{giver}-clerk", **about})
        for each in task["hands"]:
            if each["state"] in oracle_hands.LIVE:
                found += [{**about, **told} for told in _answers(each)]
                found += _over(agreement, each["to"], FOLLOWERS.get(each["to"]))
                if (up := oracle_hands.hand(task, each["of"])) is not None:
                    found += _over(agreement, up["to"], each["to"])
    return found


def _until(agreement: World, task: World) -> date:
    """Give as long as the task has; where it has no day, a while."""
    day = local_day(agreement["last"], zone(agreement)) + timedelta(days=20)
    found: date = task["due"] or day
    return found


def _over(agreement: World, body: str, to: str | None) -> list[Asked]:
    by = f"{agreement['terms']['parties'][-1]}-clerk"
    if to in (None, body):
        return []
    over = {"source": "A law", "bodies": {body: to}}
    return [{"command": "reassign", "by": by, "body": over}]


def _answers(hand: World) -> list[Asked]:
    by = {"by": f"{hand['to']}-clerk", "assignment": hand["id"]}
    return [
        {"command": "acknowledge", **by},
        {"command": "progress", **by, "percent": 40, "note": "So far."},
        {"command": "progress", **by, "evidence": ("photos",)},
        {"command": "deliver", **by, "evidence": ("minutes",)},
        {"command": "refuse", **by, "note": "Nobody is here."},
        {"command": "report", "by": by["by"], "assessment": "met"},
        *({"command": "assign", **by, "to": (body,)} for body in HANDS.get(hand["to"], ())),
    ]


def meetings(agreement: World) -> list[Asked]:
    """Meet about the tasks that are settled so, and at times about nothing."""
    parties = agreement["terms"]["parties"]
    moments = {task["settled_by"] for task in owed(agreement)}
    there = [{"officer": f"{parties[0]}-head"}, {"agency": parties[1]}]
    last = local_day(agreement["last"], zone(agreement))
    days = (last, last - timedelta(days=9))
    kinds = [kind for kind in ("briefing", "conference") if kind in moments] or ["briefing"]
    by = f"{parties[0]}-clerk"
    bodies = [{"kind": each, "on": on, "attendees": there} for each in kinds for on in days]
    return [{"command": "meeting", "by": by, "body": body} for body in bodies]


def occasions(agreement: World) -> list[Asked]:
    """Record what happens, and open rounds."""
    by = f"{agreement['terms']['parties'][-1]}-clerk"
    found = [
        {"command": "occasion", "by": by, "occasion": name}
        for name in agreement["terms"]["occasions"]
    ]
    for act in obligations(agreement):
        if by_round(act):
            lead = act["lead"] or agreement["terms"]["parties"][0]
            found.append({"command": "occasion", "by": f"{lead}-clerk", "obligation": act["id"]})
    return found
