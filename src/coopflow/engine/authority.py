"""Who may. Denied unless a row says otherwise; nobody acts for another agency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.unfolding import reason

if TYPE_CHECKING:
    from coopflow.values.command import Command
    from coopflow.values.directory import Directory
    from coopflow.values.lifecycle import By
    from coopflow.values.reason import Reason
    from coopflow.values.terms import Officer, Terms


def identify(directory: Directory, command: Command) -> tuple[Officer | None, list[Reason]]:
    """Return the officer who acts, and what speaks against their acting in that name."""
    officer = directory.officers.get(command.by)
    if officer is None:
        return None, [reason("officer.unknown", officer=command.by)]
    if command.agency is not None and command.agency != officer.agency:
        values = {"officer": officer.id, "own": officer.agency, "agency": command.agency}
        return officer, [reason("authority.other-agency", **values)]
    return officer, []


def may_ask(by: By, officer: Officer, terms: Terms) -> list[Reason]:
    """Return what speaks against `officer` asking for a row that is taken `by` such people."""
    if by == "successor":
        return [reason("authority.successor", agreement=terms.id)]
    if by == "clock":
        return [reason("authority.clock", agreement=terms.id)]
    if officer.agency not in terms.parties:
        values = {"officer": officer.id, "agency": officer.agency}
        return [reason("authority.party", **values, parties=", ".join(terms.parties))]
    if by == "signatory" and "sign" not in officer.may:
        return [reason("authority.sign", officer=officer.id, agency=officer.agency)]
    return []


def not_leading(officer: Officer, what: str, lead: str | None, terms: Terms) -> Reason:
    """Return the objection that the agency of `officer` does not lead a task, or a round."""
    led_by = lead or "joint: " + ", ".join(terms.parties)
    values = {"officer": officer.id, "agency": officer.agency, "task": what}
    return reason("authority.lead", **values, lead=led_by)


def may_assent(by: By, officer: Officer, terms: Terms) -> list[Reason]:
    """Return what speaks against `officer` assenting in the name of their party."""
    if objections := may_ask(by, officer, terms):
        return objections
    if not officer.may:
        return [reason("authority.represent", officer=officer.id, agency=officer.agency)]
    return []
