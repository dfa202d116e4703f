"""The oracle's part about hands: how tasks go down to bodies, what these answer, who takes over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naive_days import local_day
from oracle_ground import OWED, leaders, owed, zone

if TYPE_CHECKING:
    from datetime import date

World = dict[str, Any]
Judged = tuple[set[str], Callable[[], None]]

ANSWERS = ("acknowledge", "refuse", "progress", "deliver")
LIVE = ("assigned", "acknowledged")


def superiors(agencies: World, body: str) -> list[str]:
    """Return what stands above a body, the nearest first."""
    found: list[str] = []
    while body in agencies and (body := agencies[body].get("parent", "")):
        found.append(body)
    return found


def guides(agencies: World, agency: str, body: str) -> bool:
    """Tell whether an agency may hand to a body: one under it, or further down in its system."""
    over, under = superiors(agencies, agency), superiors(agencies, body)
    if agency in under:
        return True
    systems = {agencies.get(name, {}).get("system") for name in (agency, body)}
    common = [name for name in under if name in over]
    if len(systems) > 1 or None in systems or not common:
        return False
    return under.index(common[0]) > over.index(common[0])


def hand(task: World, name: str | None) -> Any:
    """Return what was handed down under a name, ``None`` where nothing was."""
    return next((each for each in task["hands"] if each["id"] == name), None)


def held(task: World, body: str) -> list[World]:
    """Return what is awaited of a body."""
    return [each for each in task["hands"] if each["to"] == body and each["state"] in LIVE]


def stands_for(agreement: World, task: World, agencies: World, body: str) -> str:
    """Return in whose name a body reports: the lead's it belongs to and has it from, or its own."""
    for each in held(task, body):
        lead = each["by"]
        from_the_top = each["of"] is None and lead in leaders(agreement, task)
        if from_the_top and lead in superiors(agencies, body):
            return str(lead)
    return body


def act(agreement: World, asked: World, body: str, agencies: World) -> Judged:
    """Judge whether a task is handed down, answered or moved so, and let it happen."""
    if asked["command"] == "assign":
        return _assign(agreement, asked, body, agencies)
    if asked["command"] == "reassign":
        return _reassign(agreement, asked, body, agencies)
    return _answer(agreement, asked, body)


def _assign(agreement: World, asked: World, body: str, agencies: World) -> Judged:
    """Judge whether a task may be handed down so, and let it happen."""
    task, wrong = _task(agreement, asked.get("task"))
    if task is None:
        return {wrong}, lambda: None
    over, found = _handed_on(agreement, task, asked.get("assignment"), body)
    last = (over and over["due"]) or task["due"]
    until = asked.get("until")
    if until is not None and last is not None and until > last:
        found.add("assignment.until")
    if found:
        return found, lambda: None
    through = [body, *_came_through(task, over)]
    bodies = list(dict.fromkeys(asked.get("to", ())))
    found = set() if bodies else {"assignment.nobody"}
    of = over and over["id"]
    for each in bodies:
        if each not in agencies:
            found.add("agency.unknown")
        elif not any(guides(agencies, agency, each) for agency in through):
            found.add("assignment.not-below")
        if any(other["of"] == of for other in held(task, each)):
            found.add("assignment.given")

    def happen() -> None:
        for each in bodies:
            task["hands"] = [
                *task["hands"],
                {
                    "id": f"{task['id']}~{len(task['hands']) + 1}",
                    "to": each,
                    "by": body,
                    "of": of,
                    "due": until or (over and over["due"]),
                    "remaining": None if until or not over else over["remaining"],
                    "state": "assigned",
                    "percent": None,
                    "evidence": [],
                },
            ]

    return found, happen


def _came_through(task: World, over: Any) -> list[str]:
    """Return who handed a task down to whoever has it."""
    return [over["by"], *_came_through(task, hand(task, over["of"]))] if over else []


def _handed_on(agreement: World, task: World, named: str | None, body: str) -> tuple[Any, set[str]]:
    """Return what is handed on, ``None`` for the task itself; and why it may not be."""
    if named is not None:
        over = hand(task, named)
        if over is None:
            return None, {"assignment.unknown"}
        if over["to"] != body:
            return over, {"authority.assignee"}
        return over, set() if over["state"] in LIVE else {"assignment.not-now"}
    if body in (*leaders(agreement, task), *task["coordinating"]):
        return None, set()
    own = held(task, body)
    return (own[0], set()) if len(own) == 1 else (None, {"authority.assign"})


def _answer(agreement: World, asked: World, body: str) -> Judged:
    """Judge what a body answers to what it was handed, and let it happen."""
    command, named, given = asked["command"], asked.get("assignment"), asked.get("evidence", ())
    found, percent = _unsaid(asked), asked.get("percent")
    name = asked.get("task") or (named and named.rpartition("~")[0])
    if name is None:
        return {*found, "assignment.missing"}, lambda: None
    task, wrong = _task(agreement, name)
    if task is None:
        return {*found, wrong}, lambda: None
    own = held(task, body) or [each for each in task["hands"] if each["to"] == body]
    mine = hand(task, named) if named else own[0] if len(own) == 1 else None
    if mine is None:
        none = "missing" if own else "not-held"
        found.add("assignment.unknown" if named else f"assignment.{none}")
        return found, lambda: None
    if mine["to"] != body:
        found.add("authority.assignee")
    if mine["state"] not in (LIVE[:1] if command == "acknowledge" else LIVE):
        found.add("assignment.not-now")
    on = [each for each in task["hands"] if each["of"] == mine["id"]]
    if command == "refuse" and any(each["state"] != "refused" for each in on):
        found.add("assignment.handed-on")

    def happen() -> None:
        becomes = {"acknowledge": "acknowledged", "refuse": "refused", "deliver": "delivered"}
        after = {**mine, "state": becomes.get(command, mine["state"])}
        if command == "progress" and percent is not None:
            after["percent"] = percent
        after["evidence"] = [*mine["evidence"], *given]
        task["hands"] = [after if each is mine else each for each in task["hands"]]

    return found, happen


def _unsaid(asked: World) -> set[str]:
    """Return what an answer lacks, whoever gives it."""
    command, percent = asked["command"], asked.get("percent")
    note, given = asked.get("note"), asked.get("evidence", ())
    found = set()
    if command == "refuse" and note is None:
        found.add("note.missing")
    if command == "deliver" and not given:
        found.add("delivery.empty")
    if command == "progress":
        if percent is None and note is None and not given:
            found.add("progress.missing")
        if percent is not None and not 0 <= percent <= 100:
            found.add("progress.percent")
    return found


def _reassign(agreement: World, asked: World, agency: str, agencies: World) -> Judged:
    """Judge whether bodies are replaced by others, and let these have what those had in hand."""
    parties = agreement["terms"]["parties"]
    found = set() if agency in parties else {"authority.party"}
    body = asked.get("body")
    if body is None:
        return {*found, "body.missing"}, lambda: None
    today = local_day(asked["at"], zone(agreement))
    if body.get("from", today) > today:
        found.add("reassign.early")
    over = body["bodies"]
    if {*over, *over.values()} - {*agencies}:
        found.add("agency.unknown")
    live = [each for task in owed(agreement) for each in task["hands"] if each["state"] in LIVE]
    then = [over.get(each["to"], each["to"]) for each in live]
    if any(agencies.get(each, {}).get("level") == body.get("level", "none") for each in then):
        found.add("reassign.left")
    if not any(each["to"] in over for each in live):
        found.add("reassign.nothing" if live else "reassign.idle")
    found |= _upward(agreement, over)

    def happen() -> None:
        for task in owed(agreement):
            task["hands"] = [
                {**each, "to": over[each["to"]], "state": "assigned"}
                if each["state"] in LIVE and each["to"] in over
                else each
                for each in task["hands"]
            ]

    return found, happen


def _upward(agreement: World, over: World) -> set[str]:
    """Return why something would go up again: to a party, or to whoever handed it down."""
    found = set()
    for task in owed(agreement):
        for each in task["hands"]:
            takes = over.get(each["to"]) if each["state"] in LIVE else None
            if takes in agreement["terms"]["parties"]:
                found.add("reassign.party")
            elif takes in _over_it(task, each):
                found.add("reassign.giver")
    return found


def _over_it(task: World, each: World) -> list[str]:
    """Return who handed something down, and whoever has it that it was handed on from."""
    above = hand(task, each["of"])
    return [each["by"], *([above["to"], *_over_it(task, above)] if above else [])]


def _task(agreement: World, name: str | None) -> tuple[Any, str]:
    task = agreement["tasks"].get(name)
    if task is None:
        return None, "task.missing" if name is None else "task.unknown"
    return (task, "") if task["state"] in OWED else (None, "task.settled")


def renamed(hands: list[World], task: str) -> list[World]:
    """Return what was handed down, as it is called where the task has another name."""

    def call(name: str | None) -> str | None:
        return name and f"{task}~{name.rpartition('~')[2]}"

    return [{**each, "id": call(each["id"]), "of": call(each["of"])} for each in hands]


def leaves(task: World, today: date | None, of: str | None = None) -> Counter[str]:
    """Add up what is at the ends of a task's branches; nothing is late where no day is told."""
    found: Counter[str] = Counter()
    here = [each for each in task["hands"] if each["of"] == of]
    for number, each in enumerate(here):
        if each["state"] == "refused" and each["to"] in [e["to"] for e in here[number + 1 :]]:
            continue
        if any(other["of"] == each["id"] for other in task["hands"]):
            found += leaves(task, today, each["id"])
            continue
        last = each["due"] or task["due"]
        over = today is not None and last is not None and last < today
        found[
            {"delivered": "done", "refused": "refused"}.get(
                each["state"], "late" if over else "waiting"
            )
        ] += 1
    return found
