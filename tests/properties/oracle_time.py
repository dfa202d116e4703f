"""The oracle's part about time: what deadlines hang on, what stops them, how they are extended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from naive_days import ONE, SATURDAY, after, before, local_day
from oracle_ground import OWED, leaders, month_end, owed, zone

if TYPE_CHECKING:
    from datetime import date, datetime

World = dict[str, Any]
Judged = tuple[set[str], Callable[[], None]]

# --- what deadlines hang on ----------------------------------------------------------------------


def hangs_on(act: World, terms: World, acts: Iterable[World]) -> Any:
    """Return what the deadline of an act hangs on; of another act the first clause."""
    due = act.get("due")
    if not isinstance(due, dict):
        return None
    side = "before" if "before" in due else "after"
    what, by = due[side], due["by"]
    kind = "signature" if what == "signature" else "occasion"
    if kind == "occasion" and what not in terms.get("occasions", {}):
        kind = "obligation"
        what = next(each["id"] for each in acts if what in (each["id"], *each["also"]))
    return {"side": side, "kind": kind, "what": what, "by": by}


def first_due(act: World, acts: list[World], agreement: World, signed: date) -> date | None:
    """Return when an act is due as far as anybody knows when its task opens."""
    hangs, terms = hangs_on(act, agreement["terms"], acts), agreement["terms"]
    if hangs is None:
        due = act.get("due")
        found: date | None = terms["period"]["end"] if due == "end of period" else due
        return found
    if hangs["kind"] == "signature":
        return after(signed, hangs["by"], month_end(agreement))
    if hangs["side"] == "after":
        return None
    other = next(each for each in acts if each["id"] == hangs["what"])
    day = first_due(other, acts, agreement, signed)
    return None if day is None else before(day, hangs["by"], month_end(agreement))


def follow(
    agreement: World, settled: Iterable[World], at: datetime, on: date | None = None
) -> None:
    """Let the term begin of whatever is due so long after what was settled."""
    today = local_day(at, zone(agreement))
    for task in settled:
        for other in _upon(agreement, task, "after"):
            if other["due"] is None and other["since"] is None and other["remaining"] is None:
                due = after(on or today, other["hangs"]["by"], month_end(agreement))
                move(agreement, other, due, today, began=True)


def occurred(agreement: World, name: str, today: date) -> None:
    """Let the term begin of whatever is due so long after an occasion."""
    for task in owed(agreement):
        hangs = task["hangs"]
        if hangs and (hangs["kind"], hangs["what"]) == ("occasion", name) and not task["since"]:
            due = after(today, hangs["by"], month_end(agreement))
            move(agreement, task, due, today, began=True)


def move(
    agreement: World,
    task: World,
    due: date,
    today: date,
    *,
    began: bool = False,
    resumed: bool = False,
) -> None:
    """Give a task another due day, and what is due before it, too.

    What goes on after a suspension begins its term anew, if that had begun; it takes along
    what stood still with it.
    """
    task.update(due=due, since=today, remaining=None)
    if began or (resumed and task["opens"] <= today):
        task["began"] = today
    if agreement["suspended"] is not None and _stops(agreement, task, today):
        _stop(task, today)
    for other in _upon(agreement, task, "before"):
        if resumed and other["remaining"] is None:
            continue
        day = before(due, other["hangs"]["by"], month_end(agreement))
        if other["extended"] and (own := _own_day(other, today)) is not None:
            day = max(day, own)
        if day != other["due"]:
            move(agreement, other, day, today, resumed=resumed)


def _upon(agreement: World, task: World, side: str) -> list[World]:
    """Return what is due before or after a task of the agreement where it was born."""
    born = task["id"].rpartition(":")[0]
    return [
        other
        for other in owed(agreement)
        if other["hangs"]
        and other["id"].rpartition(":")[0] == born
        and other["hangs"]["side"] == side
        and (other["hangs"]["kind"], other["hangs"]["what"]) == ("obligation", task["obligation"])
    ]


# --- standing still ------------------------------------------------------------------------------


def stop_all(agreement: World, today: date) -> None:
    """Let every clock stand still that does: no due day is left."""
    stopping = [each for each in owed(agreement) if _stops(agreement, each, today)]
    for task in owed(agreement):
        if task in stopping or (task["due"] is None and task["suspension"] != "absolute"):
            _stop_hands(task, today)
    for task in stopping:
        _stop(task, today)


def _stops(agreement: World, task: World, today: date) -> bool:
    """Tell whether a clock stands still: not one that ran out, nor what others run on before."""
    if task["due"] is None or task["due"] < today or task["suspension"] == "absolute":
        return False
    other = _before_which(agreement, task)
    return other is None or other["remaining"] is not None or _stops(agreement, other, today)


def _before_which(agreement: World, task: World) -> Any:
    """Return what is owed and a task is due before; ``None`` where there is nothing."""
    hangs, open_now = task["hangs"], {each["id"]: each for each in owed(agreement)}
    if hangs is None or hangs["side"] == "after":
        return None
    born, colon, _ = task["id"].rpartition(":")
    return open_now.get(f"{born}{colon}{hangs['what']}/1")


def _stop(task: World, today: date) -> None:
    task.update(remaining=_left(task, task["due"], today), due=None)


def _stop_hands(task: World, today: date) -> None:
    """Let what bodies have in hand stand still with its task, but for what is late already."""
    task["hands"] = [
        {**each, "remaining": _left(task, each["due"], today), "due": None}
        if each["state"] in ("assigned", "acknowledged") and each["due"] and each["due"] >= today
        else each
        for each in task["hands"]
    ]


def _left(task: World, due: date, today: date) -> int:
    """Count what is left until a day, or all of it for what begins anew."""
    day, found = today, 0
    if task["suspension"] == "restart":
        day = min(today, task["began"] or task["opens"])
    while day < due:
        day += ONE
        found += task["counts"] == "days" or day.weekday() < SATURDAY
    return found


def go_on(agreement: World, today: date) -> None:
    """Let every clock that stood still run on, for as long as it had left."""
    stood = [task for task in owed(agreement) if task["remaining"] is not None]
    leading = [_before_which(agreement, task) for task in stood]
    for task, other in zip(stood, leading, strict=True):
        if other not in stood:
            due = _onward(task, task["remaining"], today)
            move(agreement, task, due, today, resumed=True)
    for task in owed(agreement):
        task["hands"] = [_given_back(task, each, today) for each in task["hands"]]


def _given_back(task: World, each: World, today: date) -> World:
    """Return what a body has in hand with what remained of it; nobody has longer than the task."""
    if each["remaining"] is None:
        return each
    due = _onward(task, each["remaining"], today)
    return {**each, "due": min(due, task["due"] or due), "remaining": None}


def _own_day(task: World, today: date) -> date | None:
    """Return when a task is due by its own clock, which runs on today if it stood still."""
    if task["remaining"] is not None:
        return _onward(task, task["remaining"], today)
    found: date | None = task["due"]
    return found


def _onward(task: World, left: int, today: date) -> date:
    return after(today, f"{left} {task['counts']}") if left else today


# --- extensions ----------------------------------------------------------------------------------


def granters(agreement: World, task: World) -> list[str]:
    """Return who has to grant time: who helps, or else the other parties; for joint ones, both."""
    parties: list[str] = agreement["terms"]["parties"]
    if task["lead"] is not None:
        return task["coordinating"] or [each for each in parties if each != task["lead"]]
    asker = task["asked"]["party"] if task["asked"] else None
    names = [*parties, *(each for each in task["coordinating"] if each not in parties)]
    return [each for each in names if each != asker]


def act(agreement: World, asked: World, agency: str) -> Judged:
    """Judge a request for time, a grant or a denial, and let it happen."""
    named = asked.get("task")
    task = agreement["tasks"].get(named)
    if task is None or task["state"] not in OWED:
        wrong = "missing" if named is None else "unknown" if task is None else "settled"
        return {f"task.{wrong}"}, lambda: None
    if asked["command"] == "extension":
        return _ask(agreement, task, asked, agency)
    found = set() if agency in granters(agreement, task) else {"authority.granting"}
    if task["asked"] is None:
        return {*found, "extension.not-asked"}, lambda: None
    if asked["command"] == "deny":
        return found, lambda: task.update(asked=None)
    return _grant(agreement, task, asked, agency, found)


def _grant(agreement: World, task: World, asked: World, agency: str, found: set[str]) -> Judged:
    if agency in task["asked"]["granted"]:
        found.add("grant.given")
    until = task["asked"]["until"]
    found |= _undated(task)
    if task["due"] is not None and until <= task["due"]:
        found.add("extension.not-later")

    def happen() -> None:
        granted = [*task["asked"]["granted"], agency]
        if set(granters(agreement, task)) <= set(granted):
            task.update(asked=None, extended=task["extended"] + 1)
            move(agreement, task, until, local_day(asked["at"], zone(agreement)))
        else:
            task["asked"] = {**task["asked"], "granted": granted}

    return found, happen


def _ask(agreement: World, task: World, asked: World, agency: str) -> Judged:
    until, due = asked.get("until"), task["due"]
    found = _undated(task)
    if agency not in leaders(agreement, task):
        found.add("authority.lead")
    if task["state"] == "reported":
        found.add("task.already-reported")
    if due is not None and due < local_day(asked["at"], zone(agreement)):
        found.add("extension.late")
    if task["asked"] is not None:
        found.add("extension.pending")
    if task["extended"] >= task["extensions"]:
        found.add("extension.used-up")
    if until is None:
        found.add("until.missing")
    elif due is not None and until <= due:
        found.add("extension.not-later")
    told: World = {"party": agency, "until": until, "granted": []}
    return found, lambda: task.update(asked=told)


def _undated(task: World) -> set[str]:
    if task["remaining"] is not None:
        return {"task.halted"}
    return {"task.undated"} if task["due"] is None else set()
