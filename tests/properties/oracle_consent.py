"""The oracle's part about consent: who may ask, whose word counts, and when it is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from naive_days import after, local_day
from oracle_ground import month_end, zone

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

World = dict[str, Any]


def may_ask(agreement: World, row: World, officer: World) -> set[str]:
    """Say what speaks against an officer asking for a row."""
    if officer["agency"] not in agreement["terms"]["parties"]:
        return {"authority.party"}
    if row["by"] == "signatory" and "sign" not in officer.get("may", []):
        return {"authority.sign"}
    return set()


def may_speak(agreement: World, proposal: World, officer: World) -> set[str]:
    """Say what speaks against an officer assenting, or declining, in the name of their party."""
    found = may_ask(agreement, proposal, officer)
    return found if found or officer.get("may") else {"authority.represent"}


def no_say(agreement: World, proposal: World, officer: World) -> set[str]:
    """Say why the party of an officer has nothing to say to a proposal, or nothing more."""
    party = officer["agency"]
    if party in proposal["assents"]:
        return {"assent.given"}
    if party in proposal["declined"]:
        return {"assent.declined"}
    needless = party not in counting(agreement, proposal["consent"])
    return {"assent.not-needed"} if needless and party in agreement["terms"]["parties"] else set()


def counting(agreement: World, wanted: Any) -> list[str]:
    """Return the parties whose word counts."""
    if wanted == "lead":
        return [agreement["terms"]["lead"]]
    parties: list[str] = wanted if isinstance(wanted, list) else agreement["terms"]["parties"]
    return parties


def reached(agreement: World, wanted: Any, said_yes: Collection[str]) -> bool:
    """Tell whether the yes of these is enough."""
    counted = counting(agreement, wanted)
    least = len(counted)
    if wanted == "any":
        least = 1
    elif isinstance(wanted, dict):
        least = wanted["at_least"]
    return len([party for party in counted if party in said_yes]) >= least


def last_day(agreement: World, at: datetime) -> date | None:
    """Return the last day to consent to what is proposed now, where the terms give so long."""
    span, today = agreement["terms"].get("answer_within"), local_day(at, zone(agreement))
    return None if span is None else after(today, span, month_end(agreement))


def over(agreement: World, proposal: World, at: datetime) -> set[str]:
    """Say whether the last day to answer a proposal is over."""
    today = local_day(at, zone(agreement))
    past = proposal["until"] is not None and today > proposal["until"]
    return {"proposal.over"} if past else set()
