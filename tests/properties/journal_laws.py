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
ANSWERS = ("assignment.refused", "assignment.delivered", "assignment.acknowledged",
           "assignment.progressed")  # fmt: skip
"""What bodies answer; the first two are the last that is awaited of them."""
SPEAKERS = {
    "proposal.opened": "opener",
    "proposal.assented": "party",
    "proposal.declined": "party",
    "proposal.retracted": "party",
    "task.reported": "party",
    "task.returned": "party",
    "task.accepted": "party",
    "extension.asked": "party",
    "extension.granted": "party",
    "extension.denied": "party",
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
        opened = _opened(history)
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


def _opened(history: list[Told]) -> dict[str, dict[str, Any]]:
    """Return what was owed with each task, due on the day to which it was moved last."""
    found: dict[str, dict[str, Any]] = {}
    for entry, data in history:
        if entry.type in ("task.opened", "task.taken-up"):
            found[data["task"]["id"]] = data["task"]
        elif entry.type in ("task.due-moved", "task.stopped"):
            found[data["task"]] = {**found[data["task"]], "due": data.get("due")}
    return found


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
    """Name every move without the consent its row takes, or with that to another digest."""
    entries = list(entries)
    kept = {
        data["digest"]: data["lifecycle"]
        for entry, data in told(entries)
        if entry.type == "lifecycle.stored"
    }
    for stream, history in streams(entries).items():
        reader = _Reader(history[0][1], kept[history[0][1]["lifecycle_digest"]])
        for entry, data in history:
            step = getattr(reader, entry.type.replace(".", "_"), None)
            for flaw in step(data) if step is not None else ():
                yield f"{stream}, entry {entry.version}: {flaw}"


class _Reader:
    """Reads one agreement's entries, and keeps what stands proposed and who assented to it."""

    def __init__(self, drafted: dict[str, Any], table: dict[str, Any]) -> None:
        self.phases = {each["name"]: each["phase"] for each in table["states"]}
        self.rows = table["rows"]
        self.state = drafted["state"]
        self.text, self.digest = drafted["terms"], drafted["digest"]
        self.standing: dict[str, dict[str, Any]] = {}
        self.assents: dict[str, dict[str, str]] = {}
        self.adopted: dict[str, Any] | None = None

    def agreement_revised(self, data: dict[str, Any]) -> Iterator[str]:
        """Take the new text; nothing proposed on the old one may still stand."""
        self.text, self.digest = data["terms"], data["digest"]
        if self.standing:
            yield f"revised, and {', '.join(self.standing)} still stands"

    def proposal_opened(self, data: dict[str, Any]) -> Iterator[str]:
        """Let a proposal stand; what is to be signed is the text as it is."""
        self.standing[data["proposal"]] = data
        self.assents[data["proposal"]] = {}
        signs = self.phases[self.state] == "drafting" and not (data["review"] or data["closing"])
        if signs and data["digest"] != self.digest:
            yield "another text is to be signed than stands"

    def proposal_assented(self, data: dict[str, Any]) -> Iterator[str]:
        """Count an assent, once, to what stands."""
        if data["proposal"] not in self.standing:
            yield f"{data['proposal']} does not stand open"
        if data["party"] in self.assents[data["proposal"]]:
            yield f"{data['party']} assented twice"
        self.assents[data["proposal"]][data["party"]] = data["digest"]

    def proposal_adopted(self, data: dict[str, Any]) -> Iterator[str]:
        """Remember what has its consent: the move follows."""
        if self.adopted is not None:
            yield f"{self.adopted['proposal']} was adopted, and nothing followed"
        self.adopted = self.standing.pop(data["proposal"])

    def proposal_voided(self, data: dict[str, Any]) -> Iterator[str]:
        """Forget a proposal."""
        self.standing.pop(data["proposal"])
        yield from ()

    proposal_retracted = proposal_voided

    def proposal_declined(self, data: dict[str, Any]) -> Iterator[str]:
        """Forget a proposal, if that was the end of it."""
        if data["closes"]:
            self.standing.pop(data["proposal"])
        yield from ()

    def agreement_moved(self, data: dict[str, Any]) -> Iterator[str]:
        """Demand the consent its row takes, to the very digest; and that nothing stays behind."""
        adopted, self.adopted = self.adopted, None
        rows = [r for r in self.rows if all(r[k] == data[k] for k in ("command", "event"))]
        rows = [r for r in rows if all(r[k] == data[k] for k in ("origin", "target"))]
        if data["origin"] != self.state or not rows:
            yield f"no row {data['command']} leads from {self.state} to {data['target']}"
        if data["target"] != self.state and self.standing:
            yield f"{self.state} was left, and {', '.join(self.standing)} still stands"
        self.state = data["target"]
        consent = rows[0]["consent"] if rows else {"count": "none"}
        if consent["count"] == "none":
            return
        if adopted is None or adopted["command"] != data["command"]:
            yield f"{data['command']} without a proposal adopted"
            return
        given = self.assents[adopted["proposal"]]
        counted, least = self._needed(consent)
        yes = [party for party in counted if given.get(party) == adopted["digest"]]
        if len(yes) < least or set(given) - set(counted):
            yield f"{data['command']} with the assents of {', '.join(given)} alone"

    def _needed(self, consent: dict[str, Any]) -> tuple[list[str], int]:
        """Return whose assent counts, and how many of these it takes."""
        parties: list[str] = self.text["parties"]
        return {
            "any": (parties, 1),
            "all": (parties, len(parties)),
            "lead": ([self.text["lead"]], 1),
            "at_least": (parties, consent["at_least"]),
            "named": (consent["parties"], len(consent["parties"])),
        }[consent["count"]]

    def agreement_bound(self, data: dict[str, Any]) -> Iterator[str]:
        """Demand that what binds is what was signed."""
        if data["digest"] != self.digest:
            yield "bound to another text than was signed"


def impostors(entries: Iterable[Entry]) -> Iterator[str]:
    """Name every entry in which an officer speaks for an agency that is not theirs.

    A body of the lead's speaks for the lead where it reports what that handed to it itself.
    """
    officers: dict[str, str] = {}
    parents: dict[str, str | None] = {}
    hands: dict[tuple[str, str], dict[str, Any]] = {}
    for entry, data in told(entries):
        if entry.type == "directory.officer-entered":
            officers[data["officer"]["id"]] = data["officer"]["agency"]
        if entry.type == "directory.agency-entered":
            parents[data["agency"]["id"]] = data["agency"].get("parent")
        party = data.get(SPEAKERS.get(entry.type, ""))
        if party is not None and officers[entry.by] != party:
            mine = [
                each
                for (stream, _), each in hands.items()
                if stream == entry.stream and each["task"] == data["task"]
                if (each["to"], each["by"]) == (officers[entry.by], party)
                if each["live"] and each["parent"] is None
            ]
            below = party in _superiors(parents, officers[entry.by])
            if entry.type != "task.reported" or not mine or not below:
                yield f"{entry.stream}, entry {entry.version}: {entry.by} spoke for {party}"
        for whose in _handed(hands, entry, data):
            if officers[entry.by] != whose:
                yield f"{entry.stream}, entry {entry.version}: {entry.by} spoke for {whose}"


def _superiors(parents: dict[str, str | None], body: str | None) -> Iterator[str]:
    while body is not None and (body := parents[body]) is not None:
        yield body


def _handed(
    hands: dict[tuple[str, str], dict[str, Any]], entry: Entry, data: dict[str, Any]
) -> Iterator[str]:
    """Follow what is handed down; give whoever may alone say so."""
    if entry.type == "task.assigned":
        each = data["assignment"]
        hands[entry.stream, each["id"]] = {**each, "task": data["task"], "live": True}
        yield each["by"]
    if entry.type == "task.taken-up":
        for each in data["task"]["hands"]:
            live = each["state"] in ("assigned", "acknowledged")
            known = {**each, "task": data["task"]["id"], "live": live}
            hands[entry.stream, each["id"]] = known
    if entry.type in ANSWERS:
        held = hands[entry.stream, data["assignment"]]
        yield held["to"] if held["live"] else "nobody"
        held["live"] = entry.type not in ANSWERS[:2]
    if entry.type == "assignment.moved":
        hands[entry.stream, data["assignment"]]["to"] = data["to"]
