"""An oracle: agreements once more, in plain dicts and lists, and without haste.

It was written from what agreements mean, not from the engine, and shares no code with it. It
reads mappings shaped like terms files and lifecycle files, keeps everything in one dict, and
says of each command which objections there are; where there are none, it lets the command
happen. Objections bear the library's public codes. It knows no state and no command by its name:
whatever follows from a row follows from the phases of its two states.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import oracle_consent as consent
import oracle_hands as hands
import oracle_meetings as meetings
import oracle_tasks as tasks
import oracle_time as time
import tables
from naive_days import local_day
from oracle_ground import OWED, owed, zone

if TYPE_CHECKING:
    from datetime import datetime

World = dict[str, Any]
Asked = dict[str, Any]
Judged = tuple[set[str], Callable[[], None]]
"""Every objection, and what happens where there is none."""

DIRECTORY = ("agencies", "groups", "officers")
TASK_COMMANDS = ("report", "accept", "return", "occasion")
EXTENSIONS = ("extension", "grant", "deny")
HANDS = ("assign", "reassign", *hands.ANSWERS)
PROPOSAL_COMMANDS = ("assent", "decline", "retract")


def no(*objections: str) -> Judged:
    """Say no."""
    return set(objections), lambda: None


class Oracle:
    """Every agreement there is, and the directory they share.

    Attributes:
        tables: The lifecycles agreements may run on, as mappings shaped like their files.
    """

    def __init__(self, *others: World) -> None:
        self.tables = {tables.key(each): each for each in (tables.STANDARD, *others)}
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
            table = self.tables[terms.get("lifecycle", "standard@1")]
            self.agreements[terms["id"]] = {
                "id": terms["id"],
                "terms": terms,
                "table": table,
                "state": table["initial"],
                "last": at,
                "bound": None,
                "bound_at": None,
                "started": False,
                "proposals": [],
                "counts": {},
                "tasks": {},
                "skipped": [],
                "not_held": [],
                "held": [],
                "review": None,
                "lessons": self._lessons(terms.get("predecessor", "")),
                "successor": None,
                "suspended": None,
            }
        return found

    def do(self, asked: Asked) -> set[str]:
        """Judge a command, and let it happen where nothing speaks against it."""
        agreement = self.agreements.get(asked["agreement"])
        if agreement is None:
            return {"agreement.unknown"}
        if tables.phase(agreement) == "ended":
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
        command, known = asked["command"], self.directory["agencies"]
        if command == "meeting":
            return meetings.meet(agreement, asked, officer["agency"], self.directory)
        always = (*PROPOSAL_COMMANDS, *TASK_COMMANDS, *EXTENSIONS, *HANDS)
        if command in always and (wrong := _unexpected(asked)):
            return no(wrong)
        if command in PROPOSAL_COMMANDS:
            return self._on_proposal(agreement, asked, officer)
        if command in (*HANDS, *TASK_COMMANDS):
            act = hands.act if command in HANDS else tasks.act
            return act(agreement, asked, officer["agency"], known)
        if command in EXTENSIONS:
            return time.act(agreement, asked, officer["agency"])
        return self._command(agreement, asked, officer)

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
        elif tables.phase(framework) == "ended":
            found.add("framework.ended")
        else:
            inner, outer = terms["period"], framework["terms"]["period"]
            if inner["start"] < outer["start"] or inner["end"] > outer["end"]:
                found.add("framework.period")
        if predecessor is None:
            found |= {"predecessor.unknown"} if "predecessor" in terms else set()
        elif tables.phase(predecessor) == "ended":
            found.add("predecessor.ended")
        elif not set(predecessor["terms"]["parties"]) & set(terms["parties"]):
            found.add("predecessor.strangers")
        return found

    # --- rows of the lifecycle -----------------------------------------------------------------

    def _command(self, agreement: World, asked: Asked, officer: World) -> Judged:
        command = asked["command"]
        rows = tables.rows(agreement, command)
        if not rows:
            known = any(row["command"] == command for row in agreement["table"]["rows"])
            return no("command.not-now" if known else "command.unknown")
        if rows[0]["by"] in ("successor", "clock"):
            return no(f"authority.{rows[0]['by']}")
        body, wanted = asked.get("body"), tables.body(agreement, rows[0])
        if body is not None and wanted is None:
            return no("body.unexpected")
        if rows[0].get("consent", "none") != "none":
            return self._by_consent(agreement, asked, officer, rows[0])
        found: set[str] = set()
        for row in tables.meant(rows, asked["at"]):
            further, happen = self._alone(agreement, asked, row)
            found |= further
        return found | consent.may_ask(agreement, rows[0], officer), happen

    def _alone(self, agreement: World, asked: Asked, row: World) -> Judged:
        """Judge a row that takes nobody's consent."""
        body = asked.get("body")
        if tables.revises(agreement, row):
            return self._revise(agreement, asked, row)
        found = self._incomplete(agreement, row, body, asked["at"], first=True)
        if tables.body(agreement, row) == "terms" and body not in (None, agreement["terms"]):
            found.add("text.differs")
        return found, lambda: self._take(agreement, row, body, asked["at"])

    def _revise(self, agreement: World, asked: Asked, row: World) -> Judged:
        text = asked.get("body")
        if text is None:
            return no("body.missing", *tables.missed(row, asked["at"]))
        found = self._contradictions(text) | self._above(text)
        found |= tables.missed(row, asked["at"])
        if text["id"] != agreement["id"]:
            found.add("text.other-agreement")
        if text.get("lifecycle", "standard@1") != tables.key(agreement["table"]):
            found.add("text.other-lifecycle")
        if text == agreement["terms"]:
            found.add("text.unchanged")

        def happen() -> None:
            self._enter(text)
            agreement["terms"] = text
            agreement["proposals"] = []

        return found, happen

    def _incomplete(
        self, agreement: World, row: World, body: Any, at: datetime, *, first: bool
    ) -> set[str]:
        """Say what a row lacks, when it is proposed or asked for (`first`) or is to be taken."""
        found = tables.missed(row, at)
        wanted = tables.body(agreement, row)
        if wanted == "review":
            found |= (
                {"body.missing", *tasks.undisposed(agreement, {})}
                if body is None
                else tasks.review_lacks(agreement, body, at, first=first)
            )
        elif wanted == "closing":
            found |= tasks.closing_lacks(agreement, body or {}, first=first)
        elif wanted == "pause":
            found |= _wrong_cause(agreement, row, body)
        if tables.binds(agreement, row):
            found |= self._above(agreement["terms"]) | self._before(agreement, at)
        return found

    def _before(self, agreement: World, at: datetime) -> set[str]:
        predecessor = self.agreements.get(agreement["terms"].get("predecessor", ""))
        found = set()
        if predecessor is not None:
            phase = tables.phase(predecessor)
            if phase not in ("reviewing", "ended"):
                found.add("predecessor.not-reviewed")
            if phase == "reviewing" and tables.renewal(predecessor) is None:
                found.add("predecessor.no-renewal")
            if at < predecessor["last"]:
                # Nobody can say that it was reviewed by then.
                found.add("at.before-last")
        return found

    def _take(self, agreement: World, row: World, body: Any, at: datetime) -> None:
        wanted, binds = tables.body(agreement, row), tables.binds(agreement, row)
        if wanted == "review":
            agreement["not_held"] += tasks.rounds_not_held(agreement)
            agreement["review"] = body
            before = owed(agreement)
            tasks.dispose(agreement, body, at)
            tasks.perform(agreement, "review", at)
            settled = [each for each in before if each["state"] not in OWED]
            time.follow(agreement, settled, at)
        elif wanted == "closing":
            tasks.dispose(agreement, body or {}, at)
        suspends, goes_on = tables.suspends(agreement, row), tables.goes_on(agreement, row)
        _move(agreement, row["to"])
        if suspends:
            agreement["suspended"] = (body or {"cause": None})["cause"] or f"({row['command']})"
            time.stop_all(agreement, local_day(at, zone(agreement)))
        if goes_on:
            agreement["suspended"] = None
            time.go_on(agreement, local_day(at, zone(agreement)))
        if binds:
            agreement["bound"], agreement["bound_at"] = agreement["terms"], at
            self._renew(
                self.agreements.get(agreement["terms"].get("predecessor", "")), agreement, at
            )
        if tables.phase(agreement) == "executing" and not agreement["started"]:
            agreement["started"] = True
            tasks.open_all(agreement, at)

    def _renew(self, predecessor: World | None, successor: World, at: datetime) -> None:
        if predecessor is None:
            return
        before = owed(predecessor)
        tasks.perform(predecessor, "renewal", at)
        settled = [each for each in before if each["state"] not in OWED]
        time.follow(predecessor, settled, at)
        tasks.carry(predecessor, successor, at)
        _move(predecessor, tables.renewal(predecessor)["to"])
        predecessor["successor"] = successor["id"]
        predecessor["last"] = at

    # --- consent -------------------------------------------------------------------------------

    def _by_consent(self, agreement: World, asked: Asked, officer: World, row: World) -> Judged:
        command, body = asked["command"], asked.get("body")
        wanted = tables.body(agreement, row)
        if wanted == "closing" and body is None:
            body = {"dispositions": {}}
        for standing in agreement["proposals"]:
            if standing["command"] == command:
                if asked.get("until") not in (None, standing["until"]):
                    return no("proposal.other-until")
                if asked.get("body") is not None and body != standing["body"]:
                    return no("proposal.other-text")
                return self._assent(agreement, standing, asked["at"], officer)
        found = consent.may_ask(agreement, row, officer)
        if wanted == "terms":
            found |= set() if body in (None, agreement["terms"]) else {"text.differs"}
            body = agreement["terms"]
        for each in tables.meant(tables.rows(agreement, command), asked["at"]):
            found |= self._incomplete(agreement, each, body, asked["at"], first=True)
        ordinal = agreement["counts"].get(("proposal", command), 0) + 1
        proposal: World = {
            "id": f"{command}/{ordinal}",
            "command": command,
            "consent": row["consent"],
            "by": row["by"],
            "body": body,
            "opener": officer["agency"],
            "assents": [],
            "declined": [],
            "until": consent.last_day(agreement, asked["at"]),
        }

        def happen() -> None:
            agreement["counts"]["proposal", command] = ordinal
            agreement["proposals"].append(proposal)
            # Any officer may propose; only who may speak for a party that counts assents by it.
            counts = officer["agency"] in consent.counting(agreement, proposal["consent"])
            if counts and not consent.may_speak(agreement, proposal, officer):
                self._assent(agreement, proposal, asked["at"], officer)[1]()

        return found, happen

    def _assent(self, agreement: World, proposal: World, at: datetime, officer: World) -> Judged:
        party = officer["agency"]
        found = consent.may_speak(agreement, proposal, officer)
        found |= consent.no_say(agreement, proposal, officer) | consent.over(
            agreement, proposal, at
        )
        enough = consent.reached(agreement, proposal["consent"], {*proposal["assents"], party})
        rows = tables.meant(tables.rows(agreement, proposal["command"]), at)
        if enough and not found:
            for row in rows:
                found |= self._incomplete(agreement, row, proposal["body"], at, first=False)

        def happen() -> None:
            proposal["assents"].append(party)
            if enough:
                agreement["proposals"].remove(proposal)
                self._take(agreement, rows[0], proposal["body"], at)

        return found, happen

    def _on_proposal(self, agreement: World, asked: Asked, officer: World) -> Judged:
        standing, name = agreement["proposals"], asked.get("proposal")
        chosen = [each for each in standing if name in (None, each["id"])]
        if not chosen:
            return no("proposal.none" if name is None else "proposal.unknown")
        if len(chosen) > 1:
            return no("proposal.several")
        proposal, party = chosen[0], officer["agency"]
        if asked["command"] == "assent":
            return self._assent(agreement, proposal, asked["at"], officer)
        if asked["command"] == "retract":
            found = set() if party == proposal["opener"] else {"authority.opener"}
            return found, lambda: standing.remove(proposal)
        found = consent.may_speak(agreement, proposal, officer)
        found |= consent.no_say(agreement, proposal, officer)
        found |= consent.over(agreement, proposal, asked["at"])

        def happen() -> None:
            proposal["declined"].append(party)
            others = {*agreement["terms"]["parties"]} - {*proposal["declined"]}
            if not consent.reached(agreement, proposal["consent"], others):
                standing.remove(proposal)

        return found, happen


def _wrong_cause(agreement: World, row: World, body: Any) -> set[str]:
    """Say whether whoever lets it go on names another cause than the one that suspended it."""
    cause = agreement["suspended"]
    if not tables.goes_on(agreement, row):
        return set()
    if body is None:
        return set() if cause.startswith("(") else {"cause.missing"}
    return set() if body["cause"] == cause.strip("()") else {"suspension.other-cause"}


def _move(agreement: World, state: str) -> None:
    if state != agreement["state"]:
        agreement["state"] = state
        agreement["proposals"] = []


def _unexpected(asked: Asked) -> str | None:
    """Say what does not go with a command that means the same everywhere."""
    command = asked["command"]
    if asked.get("until") is not None and command not in ("assign", "extension"):
        return "until.unexpected"
    if asked.get("body") is not None and command != "reassign":
        return "body.unexpected"
    return None
