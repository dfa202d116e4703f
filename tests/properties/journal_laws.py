"""Laws of the record, checked from the journal's entries alone: no agreement is asked."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coopflow.journal.entry import Entry

Told = tuple["Entry", dict[str, Any]]

SETTLING = ("task.accepted", "task.waived", "task.unmet", "task.carried")
SPEAKERS = {
    "proposal.opened": "opener",
    "proposal.assented": "party",
    "proposal.declined": "party",
    "proposal.retracted": "party",
    "task.reported": "party",
    "task.returned": "party",
    "task.accepted": "party",
}


def told(entries: Iterable[Entry]) -> list[Told]:
    """Return each entry with its data."""
    return [(entry, json.loads(entry.data)) for entry in entries]


def streams(entries: Iterable[Entry]) -> dict[str, list[Told]]:
    """Return the entries of each agreement."""
    found: dict[str, list[Told]] = {}
    for entry, data in told(entries):
        if not entry.stream.startswith(":"):
            found.setdefault(entry.stream, []).append((entry, data))
    return found


def lost_promises(entries: Iterable[Entry]) -> Iterator[str]:
    """Name every task that an ended agreement left without an outcome, or with two.

    A carried task must be found in the successor, with its lead (joint, where that is no party
    there), its helpers, its acceptance and its due day.
    """
    record = streams(entries)
    taken_up = {
        (stream, data["task"]["id"]): data
        for stream, history in record.items()
        for entry, data in history
        if entry.type == "task.taken-up"
    }
    carried = set()
    for stream, history in record.items():
        opened = {
            data["task"]["id"]: data["task"]
            for entry, data in history
            if entry.type in ("task.opened", "task.taken-up")
        }
        settled = Counter(
            data["task"]
            for entry, data in history
            if entry.type in SETTLING and data.get("settles", True)
        )
        moves = [data for entry, data in history if entry.type == "agreement.moved"]
        ended = bool(moves) and moves[-1]["phase"] == "ended"
        for name, count in settled.items():
            if count > 1 or name not in opened:
                yield f"{stream}: {name} was settled {count} times"
        for name in opened:
            if ended and not settled[name]:
                yield f"{stream}: {name} was opened, and nothing became of it"
        for entry, data in history:
            if entry.type == "task.carried":
                there = data["successor"], data["as_task"]
                carried.add(there)
                if there not in taken_up:
                    yield f"{stream}: {data['task']} was carried to {there}, which has it not"
                else:
                    yield from _altered(opened[data["task"]], taken_up[there], record[there[0]])
    for there in taken_up.keys() - carried:
        yield f"{there}: taken up from where nothing was carried"


def _altered(left: dict[str, Any], there: dict[str, Any], history: list[Told]) -> Iterator[str]:
    arrived = there["task"]
    lead = left["lead"] if left["lead"] in _terms(history)["parties"] else None
    for key, kept in {
        **{key: left[key] for key in ("coordinating", "acceptance", "due", "kind", "also")},
        "lead": lead,
        "obligation": left["obligation"],
    }.items():
        if arrived[key] != kept:
            yield f"{arrived['id']}: {key} was {kept} and became {arrived[key]}"


def _terms(history: list[Told]) -> dict[str, Any]:
    """Return the last text of an agreement."""
    texts = [
        data["terms"]
        for entry, data in history
        if entry.type in ("agreement.drafted", "agreement.revised")
    ]
    last: dict[str, Any] = texts[-1]
    return last


def forced_moves(entries: Iterable[Entry]) -> Iterator[str]:
    """Name every joint transition that some party did not assent to, or not to the very digest."""
    entries = list(entries)
    consents = {
        (data["digest"], row["command"], row["origin"]): row["consent"]["count"]
        for entry, data in told(entries)
        if entry.type == "lifecycle.stored"
        for row in data["lifecycle"]["rows"]
    }
    for stream, history in streams(entries).items():
        table = history[0][1]["lifecycle_digest"]
        text, digest = history[0][1]["terms"], history[0][1]["digest"]
        standing: dict[str, dict[str, Any]] = {}
        assents: dict[str, dict[str, str]] = {}
        adopted: dict[str, Any] | None = None
        for entry, data in history:
            where = f"{stream}, entry {entry.version}"
            if entry.type == "agreement.revised":
                text, digest = data["terms"], data["digest"]
                if standing:
                    yield f"{where}: revised, and {', '.join(standing)} still stands"
            elif entry.type == "proposal.opened":
                standing[data["proposal"]] = data
                assents[data["proposal"]] = {}
                if data["command"] == "sign" and data["digest"] != digest:
                    yield f"{where}: another text is to be signed than stands"
            elif entry.type == "proposal.assented":
                proposal = data["proposal"]
                if data["party"] in assents[proposal]:
                    yield f"{where}: {data['party']} assented twice"
                if proposal not in standing:
                    yield f"{where}: {proposal} does not stand open"
                assents[proposal][data["party"]] = data["digest"]
            elif entry.type in ("proposal.voided", "proposal.retracted", "proposal.declined"):
                if data.get("closes", True):
                    standing.pop(data["proposal"])
            elif entry.type == "proposal.adopted":
                adopted = standing.pop(data["proposal"])
            elif entry.type == "agreement.moved":
                joint = consents[table, data["command"], data["origin"]] == "all"
                if joint and (adopted is None or adopted["command"] != data["command"]):
                    yield f"{where}: {data['command']} without a proposal adopted"
                elif joint and adopted is not None:
                    needed = dict.fromkeys(text["parties"], adopted["digest"])
                    if assents[adopted["proposal"]] != needed:
                        yield f"{where}: {data['command']} without every party's assent"
                adopted = None
            elif entry.type == "agreement.bound" and data["digest"] != digest:
                yield f"{where}: bound to another text than was signed"


def impostors(entries: Iterable[Entry]) -> Iterator[str]:
    """Name every entry in which an officer speaks for an agency that is not theirs."""
    officers: dict[str, str] = {}
    for entry, data in told(entries):
        if entry.type == "directory.officer-entered":
            officers[data["officer"]["id"]] = data["officer"]["agency"]
        party = data.get(SPEAKERS.get(entry.type, ""))
        if party is not None and officers[entry.by] != party:
            yield f"{entry.stream}, entry {entry.version}: {entry.by} spoke for {party}"
