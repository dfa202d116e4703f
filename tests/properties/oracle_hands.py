"""The oracle's part about hands: how tasks go down to bodies, what these answer, who takes over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naive_days import ONE, SATURDAY, after, local_day
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
    today, until = local_day(asked["at"], zone(agreement)), asked.get("until")
    found |= _until(until, today, _would_be_due(agreement, task, over, today))
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
                    "id": f"{task['id']}~{1 + max(map(_number, task['hands']), default=0)}",
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
            if until is not None and _stands(agreement, task):
                task["hands"] = [*task["hands"][:-1], _still(task, task["hands"][-1], today)]

    return found, happen


def _until(until: Any, today: date, last: date | None) -> set[str]:
    if until is None:
        return set()
    if until < today:
        return {"until.past"}
    return {"assignment.until"} if last is not None and until > last else set()


def _number(held: World) -> int:
    return int(held["id"].rpartition("~")[2])


def _would_be_due(agreement: World, task: World, over: Any, today: date) -> Any:
    """Return until when a body could have it at most, did everything go on today."""
    days = [held["due"] for held in (task, over) if held]
    if _stands(agreement, task):
        left = [held["remaining"] for held in (task, over) if held]
        days += [_on(today, task, each) for each in left if each is not None]
    return min([day for day in days if day is not None], default=None)


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


# --- standing still ------------------------------------------------------------------------------


def _stands(agreement: World, task: World) -> bool:
    """Tell whether the parts of a task stand still: with it, or while it has no day."""
    if agreement["suspended"] is None:
        return False
    undated = task["due"] is None and task["suspension"] != "absolute"
    return undated or task["remaining"] is not None


def _still(task: World, each: World, today: date) -> World:
    """Return a part that stands still from the day on which it is handed down."""
    day, left = today, 0
    while day < each["due"]:
        day += ONE
        left += task["counts"] == "days" or day.weekday() < SATURDAY
    return {**each, "due": None, "remaining": left}


def _on(today: date, task: World, left: int) -> date:
    return after(today, f"{left} {task['counts']}") if left else today


# --- who takes over ------------------------------------------------------------------------------


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
    every = [(task, each) for task in owed(agreement) for each in task["hands"]]
    live = [each for _, each in every if each["state"] in LIVE]
    then = [over.get(each["to"], each["to"]) for each in live]
    if any(agencies.get(each, {}).get("level") == body.get("level", "none") for each in then):
        found.add("reassign.left")
    if not any(each["to"] in over for each in live):
        found.add("reassign.nothing" if live else "reassign.idle")
    found |= {code for task, each in every for code in _turned_round(agreement, task, each, over)}

    def happen() -> None:
        for task in owed(agreement):
            gone = [each for each in task["hands"] if each["state"] in LIVE and each["to"] in over]
            for each in gone:
                each.update(to=over[each["to"]], state="assigned")
            for each in gone:
                task["hands"] = _made_one(task["hands"], each)

    return found, happen


def _above(task: World, each: World) -> list[World]:
    """Return what a body has it from, the nearest first."""
    over = hand(task, each["of"])
    return [] if over is None else [over, *_above(task, over)]


def _turned_round(agreement: World, task: World, each: World, over: dict[str, str]) -> set[str]:
    """Say whether somebody would have what came through their own hands, or others between."""
    if each["state"] not in LIVE:
        return set()
    found, chain = set(), _above(task, each)
    now = over.get(each["to"], each["to"])
    through = {each["by"], *(who for up in chain for who in (up["by"], up["to"]))}
    if each["to"] in over and now in agreement["terms"]["parties"]:
        found.add("reassign.party")
    elif each["to"] in over and now in through:
        found.add("reassign.giver")
    others = False
    for up in chain:
        goes = up["state"] in LIVE and up["to"] in over
        if goes and over[up["to"]] == now:
            found |= {"reassign.between"} if others else set()
        else:
            others = others or up["state"] not in LIVE or up["to"] != now
    return found


def _made_one(hands: list[World], each: World) -> list[World]:
    """Let a body that would have something from itself have it but once, as it was asked at first.

    The last of its parts remains, where the first was; it has all that was told of any.
    """
    if each not in hands:
        return hands

    def same(one: Any, other: Any) -> bool:
        return bool(one and other and one["to"] == other["to"] and other["state"] in LIVE)

    top = each
    by_id: dict[Any, World] = {h["id"]: h for h in hands}
    while same(top, by_id.get(top["of"])):
        top = by_id[top["of"]]
    parts, seen = [top], 0
    while seen < len(parts):
        parts += [h for h in hands if h["of"] == parts[seen]["id"] and same(parts[seen], h)]
        seen += 1
    parts.sort(key=_number)
    told = [part["percent"] for part in parts if part["percent"] is not None]
    percent = top["percent"] if top["percent"] is not None else min(told, default=None)
    evidence = [piece for part in parts for piece in part["evidence"]]
    one = {**top, "id": parts[-1]["id"], "state": "assigned"}
    one |= {"percent": percent, "evidence": evidence}
    ids = [part["id"] for part in parts]
    found = []
    for other in hands:
        if other is top:
            found.append(one)
        elif other not in parts:
            found.append({**other, "of": one["id"]} if other["of"] in ids else other)
    return found


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


def by_when(task: World, held: World) -> Any:
    """Return by when a body is to do its part: no later than the task is due."""
    return min([day for day in (held["due"], task["due"]) if day is not None], default=None)


def leaves(task: World, today: date, of: str | None = None) -> Counter[str]:
    """Add up what is at the ends of a task's branches."""
    found: Counter[str] = Counter()
    here = [each for each in task["hands"] if each["of"] == of]
    for number, each in enumerate(here):
        if each["state"] == "refused" and each["to"] in [e["to"] for e in here[number + 1 :]]:
            continue
        if any(other["of"] == each["id"] for other in task["hands"]):
            found += leaves(task, today, each["id"])
            continue
        last = by_when(task, each)
        over = last is not None and last < today
        found[
            {"delivered": "done", "refused": "refused"}.get(
                each["state"], "late" if over else "waiting"
            )
        ] += 1
    return found
