"""An oracle: agreements once more, in plain dicts and lists, and without haste.

It was written from what agreements mean, not from the engine, and shares no code with it: it
reads mappings shaped like terms files, keeps everything in one dict, and says of each command
which objections there are; where there are none, it lets the command happen. Objections are
named by the library's public codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import oracle_tasks as tasks
from naive_days import local_day

if TYPE_CHECKING:
    from datetime import datetime

World = dict[str, Any]
Asked = dict[str, Any]

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
BY_CONSENT = ("sign", "review", "close")
ON_PROPOSALS = ("assent", "decline", "retract")
ON_TASKS = ("report", "accept", "return")


class Oracle:
    """Every agreement there is, and the directory they share."""

    def __init__(self) -> None:
        self.directory: World = {"agencies": {}, "groups": {}, "officers": {}}
        self.agreements: dict[str, World] = {}

    # --- what is asked -----------------------------------------------------------------------

    def draft(self, terms: World, *, by: str, at: datetime) -> set[str]:
        """Judge a draft, and begin the agreement where nothing speaks against it."""
        found = self._contradictions(terms) | self._above(terms)
        if terms["id"] in self.agreements:
            found.add("agreement.exists")
        officer = terms["officers"].get(by) or self.directory["officers"].get(by)
        if officer is None:
            found.add("officer.unknown")
        elif officer["agency"] not in terms["parties"]:
            found.add("authority.party")
        if found:
            return found
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
            "not_held": [],
            "successor": None,
        }
        return set()

    def do(self, asked: Asked) -> set[str]:
        """Judge a command, and let it happen where nothing speaks against it."""
        agreement = self.agreements.get(asked["agreement"])
        if agreement is None:
            return {"agreement.unknown"}
        command, at = asked["command"], asked["at"]
        if agreement["state"] in ENDED:
            return {"agreement.ended"}
        found = set()
        if at < agreement["last"]:
            found.add("at.before-last")
        officer = self.directory["officers"].get(asked["by"])
        if officer is None:
            return {*found, "officer.unknown"}
        if asked.get("agency") not in (None, officer["agency"]):
            found.add("authority.other-agency")
        if command in FROM:
            found |= self._row(agreement, command, asked, officer, firm=not found)
        elif command in ON_PROPOSALS:
            found |= self._on_proposal(agreement, command, asked, officer, firm=not found)
        elif command in ON_TASKS:
            found |= self._on_task(agreement, command, asked, officer, firm=not found)
        elif command == "occasion":
            found |= self._occasion(agreement, asked, officer, firm=not found)
        else:
            found.add("command.unknown")
        if not found:
            agreement["last"] = at
        return found

    # --- the directory and what stands above or before -----------------------------------------

    def _contradictions(self, terms: World) -> set[str]:
        for what in ("agencies", "groups", "officers"):
            for name, told in terms.get(what, {}).items():
                known = self.directory[what].get(name)
                if known is not None and known != told:
                    return {"directory.contradiction"}
        return set()

    def _enter(self, terms: World) -> None:
        for what in ("agencies", "groups", "officers"):
            self.directory[what].update(terms.get(what, {}))

    def _above(self, terms: World) -> set[str]:
        found = set()
        if (name := terms.get("framework")) is not None:
            framework = self.agreements.get(name)
            if framework is None or name == terms["id"]:
                found.add("framework.unknown")
            else:
                inner, outer = terms["period"], framework["terms"]["period"]
                if not outer["start"] <= inner["start"] <= inner["end"] <= outer["end"]:
                    found.add("framework.period")
                if framework["state"] in ENDED:
                    found.add("framework.ended")
        if (name := terms.get("predecessor")) is not None:
            predecessor = self.agreements.get(name)
            if predecessor is None or name == terms["id"]:
                found.add("predecessor.unknown")
            elif predecessor["state"] in ENDED:
                found.add("predecessor.ended")
        return found

    # --- rows of the lifecycle ---------------------------------------------------------------

    def _row(
        self, agreement: World, command: str, asked: Asked, officer: World, *, firm: bool
    ) -> set[str]:
        if agreement["state"] != FROM[command]:
            return {"command.not-now"}
        if command == "renew":
            return {"authority.successor"}
        found = set()
        if officer["agency"] not in agreement["terms"]["parties"]:
            found.add("authority.party")
        elif command in ("sign", "close") and "sign" not in officer.get("may", []):
            found.add("authority.sign")
        if found:
            return found
        if command in BY_CONSENT:
            return self._by_consent(agreement, command, asked, officer, firm=firm)
        if command == "revise":
            return self._revise(agreement, asked, firm=firm)
        if asked.get("body") is not None:
            return {"body.unexpected"}
        if firm and command == "withdraw":
            self._move(agreement, "withdrawn")
        elif firm:
            self._move(agreement, "executing")
            tasks.open_all(agreement, asked["at"])
        return set()

    def _move(self, agreement: World, state: str) -> None:
        agreement["state"] = state
        agreement["proposals"] = []

    def _revise(self, agreement: World, asked: Asked, *, firm: bool) -> set[str]:
        text = asked.get("body")
        if text is None:
            return {"body.missing"}
        found = self._contradictions(text) | self._above(text)
        if text["id"] != agreement["id"]:
            return {"text.other-agreement"}
        if text == agreement["terms"]:
            found.add("text.unchanged")
        if not found and firm:
            self._enter(text)
            agreement["terms"] = text
            agreement["proposals"] = []
        return found

    # --- consent -----------------------------------------------------------------------------

    def _by_consent(
        self, agreement: World, command: str, asked: Asked, officer: World, *, firm: bool
    ) -> set[str]:
        standing = [each for each in agreement["proposals"] if each["command"] == command]
        body = asked.get("body")
        if standing:
            return self._assent(agreement, standing[0], asked, officer, body=body, firm=firm)
        if command == "sign" and body is not None and body != agreement["terms"]:
            return {"text.differs"}
        if command == "review" and body is None:
            return {"body.missing"}
        text = agreement["terms"] if command == "sign" else body
        ordinal = agreement["counts"].get(command, 0) + 1
        proposal = {
            "id": f"{command}/{ordinal}",
            "command": command,
            "body": text if text is not None else {},
            "opener": officer["agency"],
            "assents": [],
            "declined": [],
        }
        found = self._incomplete(agreement, proposal, asked["at"], first=True)
        if not found and firm:
            agreement["counts"][command] = ordinal
            if command == "sign" or officer.get("may"):
                proposal["assents"].append(officer["agency"])
            agreement["proposals"].append(proposal)
        return found

    def _assent(  # noqa: PLR0913 - all that an assent depends on
        self,
        agreement: World,
        proposal: World,
        asked: Asked,
        officer: World,
        *,
        body: Any,
        firm: bool,
    ) -> set[str]:
        party, parties = officer["agency"], agreement["terms"]["parties"]
        if party not in parties:
            return {"authority.party"}
        found = set()
        if proposal["command"] in ("sign", "close") and "sign" not in officer.get("may", []):
            found.add("authority.sign")
        elif not officer.get("may"):
            found.add("authority.represent")
        if body is not None and body != proposal["body"]:
            return {"proposal.other-text"}
        if party in proposal["assents"]:
            found.add("assent.given")
        if found:
            return found
        if {*proposal["assents"], party} == set(parties):
            found |= self._incomplete(agreement, proposal, asked["at"], first=False)
            if not found and firm:
                self._adopt(agreement, proposal, asked["at"])
        elif firm:
            proposal["assents"].append(party)
        return found

    def _incomplete(
        self, agreement: World, proposal: World, at: datetime, *, first: bool
    ) -> set[str]:
        command, body = proposal["command"], proposal["body"]
        if command == "review":
            return tasks.review_lacks(agreement, body, at, first=first)
        if command == "close":
            return tasks.closing_lacks(agreement, body, first=first)
        found = self._above(agreement["terms"])
        predecessor = self.agreements.get(agreement["terms"].get("predecessor"))
        if predecessor is None:
            return found
        if predecessor["state"] not in ("reviewed", *ENDED):
            found.add("predecessor.not-reviewed")
        if at < predecessor["last"]:
            # Before that instant nobody can tell whether it was reviewed.
            found.add("at.before-last")
        return found

    def _adopt(self, agreement: World, proposal: World, at: datetime) -> None:
        command, body = proposal["command"], proposal["body"]
        if command == "review":
            self._move(agreement, "reviewed")
            agreement["not_held"] = tasks.rounds_not_held(agreement)
            tasks.dispose(agreement, body)
            tasks.perform(agreement, "review", at)
        elif command == "close":
            self._move(agreement, "closed")
            tasks.dispose(agreement, body)
        else:
            self._move(agreement, "signed")
            agreement["bound"], agreement["bound_at"] = agreement["terms"], at
            predecessor = self.agreements.get(agreement["terms"].get("predecessor"))
            if predecessor is not None:
                tasks.perform(predecessor, "renewal", at)
                tasks.carry(predecessor, agreement, local_day(at, tasks.zone(agreement)))
                self._move(predecessor, "renewed")
                predecessor["successor"] = agreement["id"]
                predecessor["last"] = at

    def _on_proposal(
        self, agreement: World, command: str, asked: Asked, officer: World, *, firm: bool
    ) -> set[str]:
        standing, name = agreement["proposals"], asked.get("proposal")
        if not standing:
            return {"proposal.none"}
        chosen = [each for each in standing if name in (None, each["id"])]
        if not chosen:
            return {"proposal.unknown"}
        if len(chosen) > 1:
            return {"proposal.several"}
        proposal, party = chosen[0], officer["agency"]
        if command == "assent":
            body = asked.get("body")
            return self._assent(agreement, proposal, asked, officer, body=body, firm=firm)
        if party not in agreement["terms"]["parties"]:
            return {"authority.party"} if command == "decline" else {"authority.opener"}
        if command == "retract":
            if party != proposal["opener"]:
                return {"authority.opener"}
        elif proposal["command"] in ("sign", "close") and "sign" not in officer.get("may", []):
            return {"authority.sign"}
        elif not officer.get("may"):
            return {"authority.represent"}
        elif party in proposal["assents"]:
            return {"assent.given"}
        if firm:
            # Everything here needs all parties, so one that declines ends it.
            agreement["proposals"] = [each for each in standing if each is not proposal]
        return set()

    # --- tasks and occasions ---------------------------------------------------------------------

    def _on_task(
        self, agreement: World, command: str, asked: Asked, officer: World, *, firm: bool
    ) -> set[str]:
        name = asked.get("task")
        if name is None:
            return {"task.missing"}
        task = agreement["tasks"].get(name)
        if task is None:
            return {"task.unknown"}
        return tasks.act(agreement, task, asked, officer["agency"], firm=firm)

    def _occasion(
        self, agreement: World, asked: Asked, officer: World, *, firm: bool
    ) -> set[str]:
        return tasks.occur(agreement, asked, officer["agency"], firm=firm)
