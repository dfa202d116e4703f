"""An oracle: agreements once more, in plain dicts and lists, and without haste.

It was written from what agreements mean, not from the engine, and shares no code with it. It
reads mappings shaped like terms files, keeps everything in one dict, and says of each command
which objections there are; where there are none, it lets the command happen. Objections bear
the library's public codes. It knows `standard@1` and nothing of plugins.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import oracle_tasks as tasks
from naive_days import local_day

if TYPE_CHECKING:
    from datetime import datetime

World = dict[str, Any]
Asked = dict[str, Any]
Judged = tuple[set[str], Callable[[], None]]
"""Every objection, and what happens where there is none."""

ENDED = ("withdrawn", "renewed", "closed")
FROM = {
    "revise": "draft",
    "withdraw": "draft",
    "sign": "draft",
    "start": "signed",
    "review": "executing",
    "renew": "reviewed",
    "close": "reviewed",
}
BY_SIGNATORY = ("sign", "close")
DIRECTORY = ("agencies", "groups", "officers")


def no(*objections: str) -> Judged:
    """Say no."""
    return set(objections), lambda: None


class Oracle:
    """Every agreement there is, and the directory they share."""

    def __init__(self) -> None:
        self.directory: World = {what: {} for what in DIRECTORY}
        self.agreements: dict[str, World] = {}

    def draft(self, terms: World, *, by: str, at: datetime) -> set[str]:
        """Judge a draft, and begin the agreement where nothing speaks against it."""
        found = self._contradictions(terms) | self._above(terms)
        if terms["id"] in self.agreements:
            found.add("agreement.exists")
        officer = self.directory["officers"].get(by) or terms["officers"].get(by)
        if officer is None:
            found.add("officer.unknown")
        elif officer["agency"] not in terms["parties"]:
            found.add("authority.party")
        if not found:
            self._enter(terms)
            self.agreements[terms["id"]] = {
                "id": terms["id"],
                "terms": terms,
                "state": "draft",
                "last": at,
                "bound": None,
                "bound_at": None,
                "proposals": [],
                "counts": {},
                "tasks": {},
                "skipped": [],
                "not_held": [],
                "review": None,
                "lessons": self._lessons(terms.get("predecessor", "")),
                "successor": None,
            }
        return found

    def do(self, asked: Asked) -> set[str]:
        """Judge a command, and let it happen where nothing speaks against it."""
        agreement = self.agreements.get(asked["agreement"])
        if agreement is None:
            return {"agreement.unknown"}
        if agreement["state"] in ENDED:
            return {"agreement.ended"}
        officer = self.directory["officers"].get(asked["by"])
        found = {"at.before-last"} if asked["at"] < agreement["last"] else set()
        if officer is None:
            return {*found, "officer.unknown"}
        if asked.get("agency") not in (None, officer["agency"]):
            found.add("authority.other-agency")
        further, happen = self._judge(agreement, asked, officer)
        found |= further
        if not found:
            happen()
            agreement["last"] = asked["at"]
        return found

    def _judge(self, agreement: World, asked: Asked, officer: World) -> Judged:
        command = asked["command"]
        if command in FROM:
            return self._row(agreement, asked, officer)
        if command in ("assent", "decline", "retract"):
            return self._on_proposal(agreement, asked, officer)
        if command in ("report", "accept", "return"):
            return tasks.act(agreement, asked, officer["agency"])
        if command == "occasion":
            return tasks.occur(agreement, asked, officer["agency"])
        return no("command.unknown")

    # --- the directory, and what stands above or before ----------------------------------------

    def _contradictions(self, terms: World) -> set[str]:
        told = [(what, name, it) for what in DIRECTORY for name, it in terms.get(what, {}).items()]
        wrong = any(self.directory[what].get(name, it) != it for what, name, it in told)
        return {"directory.contradiction"} if wrong else set()

    def _enter(self, terms: World) -> None:
        for what in DIRECTORY:
            self.directory[what].update(terms.get(what, {}))

    def _lessons(self, predecessor: str) -> list[str]:
        review = self.agreements.get(predecessor, {}).get("review") or {"findings": []}
        return [each["text"] for each in review["findings"] if each["kind"] == "lesson"]

    def _above(self, terms: World) -> set[str]:
        found = set()
        framework = self.agreements.get(terms.get("framework", ""))
        predecessor = self.agreements.get(terms.get("predecessor", ""))
        if framework is None:
            found |= {"framework.unknown"} if "framework" in terms else set()
        elif framework["state"] in ENDED:
            found.add("framework.ended")
        else:
            inner, outer = terms["period"], framework["terms"]["period"]
            if inner["start"] < outer["start"] or inner["end"] > outer["end"]:
                found.add("framework.period")
        if predecessor is None:
            found |= {"predecessor.unknown"} if "predecessor" in terms else set()
        elif predecessor["state"] in ENDED:
            found.add("predecessor.ended")
        return found

    # --- rows of the lifecycle -----------------------------------------------------------------

    def _row(self, agreement: World, asked: Asked, officer: World) -> Judged:
        command = asked["command"]
        if agreement["state"] != FROM[command]:
            return no("command.not-now")
        if command == "renew":
            return no("authority.successor")
        found = _may_ask(agreement, command, officer)
        if command in ("sign", "review", "close"):
            further, happen = self._by_consent(agreement, asked, officer)
        elif command == "revise":
            further, happen = self._revise(agreement, asked)
        elif command == "start":
            further, happen = set(), lambda: self._start(agreement, asked["at"])
        else:
            further, happen = set(), lambda: _move(agreement, "withdrawn")
        return found | further, happen

    def _start(self, agreement: World, at: datetime) -> None:
        _move(agreement, "executing")
        tasks.open_all(agreement, at)

    def _revise(self, agreement: World, asked: Asked) -> Judged:
        text = asked.get("body")
        if text is None:
            return no("body.missing")
        found = self._contradictions(text) | self._above(text)
        if text["id"] != agreement["id"]:
            found.add("text.other-agreement")
        if text == agreement["terms"]:
            found.add("text.unchanged")

        def happen() -> None:
            self._enter(text)
            agreement["terms"] = text
            agreement["proposals"] = []

        return found, happen

    # --- consent -------------------------------------------------------------------------------

    def _by_consent(self, agreement: World, asked: Asked, officer: World) -> Judged:
        command, body = asked["command"], asked.get("body")
        standing = [each for each in agreement["proposals"] if each["command"] == command]
        if standing:
            if body is not None and body != standing[0]["body"]:
                return no("proposal.other-text")
            return self._assent(agreement, standing[0], asked["at"], officer)
        if command == "sign" and body not in (None, agreement["terms"]):
            return no("text.differs")
        if command == "review" and body is None:
            return {"body.missing", *tasks.undisposed(agreement, {})}, lambda: None
        ordinal = agreement["counts"].get(command, 0) + 1
        proposal: World = {
            "id": f"{command}/{ordinal}",
            "command": command,
            "body": agreement["terms"] if command == "sign" else body,
            "opener": officer["agency"],
            "assents": [],
        }

        def happen() -> None:
            agreement["counts"][command] = ordinal
            agreement["proposals"].append(proposal)
            # Any officer may propose; only who may speak for the party assents by doing so.
            if officer.get("may"):
                proposal["assents"].append(officer["agency"])

        return self._incomplete(agreement, proposal, asked["at"], first=True), happen

    def _assent(self, agreement: World, proposal: World, at: datetime, officer: World) -> Judged:
        party = officer["agency"]
        found = _may_speak(agreement, proposal["command"], officer)
        if party in proposal["assents"]:
            found.add("assent.given")
        last = {*proposal["assents"], party} == set(agreement["terms"]["parties"])
        if last and not found:
            found = self._incomplete(agreement, proposal, at, first=False)

        def happen() -> None:
            proposal["assents"].append(party)
            if last:
                self._adopt(agreement, proposal, at)

        return found, happen

    def _on_proposal(self, agreement: World, asked: Asked, officer: World) -> Judged:
        standing, name = agreement["proposals"], asked.get("proposal")
        chosen = [each for each in standing if name in (None, each["id"])]
        if not chosen:
            return no("proposal.none" if name is None else "proposal.unknown")
        if len(chosen) > 1:
            return no("proposal.several")
        if asked["command"] == "assent":
            return self._assent(agreement, chosen[0], asked["at"], officer)
        if asked["command"] == "retract":
            mine = officer["agency"] == chosen[0]["opener"]
            found = set() if mine else {"authority.opener"}
        else:
            found = _may_speak(agreement, chosen[0]["command"], officer)
            if officer["agency"] in chosen[0]["assents"]:
                found.add("assent.given")
        # All parties are needed for whatever is proposed here, so one that declines ends it.
        return found, lambda: standing.remove(chosen[0])

    def _incomplete(
        self, agreement: World, proposal: World, at: datetime, *, first: bool
    ) -> set[str]:
        if proposal["command"] == "review":
            return tasks.review_lacks(agreement, proposal["body"], at, first=first)
        if proposal["command"] == "close":
            return tasks.closing_lacks(agreement, proposal["body"] or {}, first=first)
        found = self._above(agreement["terms"])
        predecessor = self.agreements.get(agreement["terms"].get("predecessor", ""))
        if predecessor is not None:
            if predecessor["state"] not in ("reviewed", *ENDED):
                found.add("predecessor.not-reviewed")
            if at < predecessor["last"]:
                # Nobody can say that it was reviewed by then.
                found.add("at.before-last")
        return found

    def _adopt(self, agreement: World, proposal: World, at: datetime) -> None:
        if proposal["command"] == "review":
            _move(agreement, "reviewed")
            agreement["not_held"] = tasks.rounds_not_held(agreement)
            agreement["review"] = proposal["body"]
            tasks.dispose(agreement, proposal["body"])
            tasks.perform(agreement, "review", at)
        elif proposal["command"] == "close":
            _move(agreement, "closed")
            tasks.dispose(agreement, proposal["body"] or {})
        else:
            _move(agreement, "signed")
            agreement["bound"], agreement["bound_at"] = agreement["terms"], at
            self._renew(
                self.agreements.get(agreement["terms"].get("predecessor", "")), agreement, at
            )

    def _renew(self, predecessor: World | None, successor: World, at: datetime) -> None:
        if predecessor is None:
            return
        tasks.perform(predecessor, "renewal", at)
        tasks.carry(predecessor, successor, local_day(at, tasks.zone(successor)))
        _move(predecessor, "renewed")
        predecessor["successor"] = successor["id"]
        predecessor["last"] = at


def _move(agreement: World, state: str) -> None:
    agreement["state"] = state
    agreement["proposals"] = []


def _may_ask(agreement: World, command: str, officer: World) -> set[str]:
    if officer["agency"] not in agreement["terms"]["parties"]:
        return {"authority.party"}
    if command in BY_SIGNATORY and "sign" not in officer.get("may", []):
        return {"authority.sign"}
    return set()


def _may_speak(agreement: World, command: str, officer: World) -> set[str]:
    found = _may_ask(agreement, command, officer)
    return found if found or officer.get("may") else {"authority.represent"}
