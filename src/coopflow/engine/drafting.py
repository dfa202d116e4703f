"""Begin an agreement, change its draft, and enter who it names into the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.definitions.plain import digest_of
from coopflow.engine.authority import may_ask
from coopflow.engine.binding import related
from coopflow.engine.counting import not_offered
from coopflow.engine.evolve import evolve_directory
from coopflow.engine.unfolding import reason
from coopflow.values.directory import DIRECTORY
from coopflow.values.events import (
    AgencyEntered,
    AgreementDrafted,
    AgreementRevised,
    GroupEntered,
    OfficerEntered,
    ProposalVoided,
)
from coopflow.values.terms import Agency, Group, Officer, Terms
from coopflow.values.text import Text
from coopflow.values.time import day_of
from coopflow.values.verdict import Accepted, Change, Refused, Verdict

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from coopflow.engine.rules import Rules, View
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.command import Command
    from coopflow.values.directory import Directory
    from coopflow.values.events import DirectoryEvent
    from coopflow.values.reason import Reason
    from coopflow.values.reassignment import Reassignment


def draft(rules: Rules, view: View, command: Command) -> Verdict:
    """Begin an agreement on the terms that `command` carries."""
    terms = command.body
    if not isinstance(terms, Terms):
        return Refused((reason("body.missing", wanted="terms"),))
    if view.agreement is not None:
        values = {"agreement": terms.id, "state": view.agreement.state}
        return Refused((reason("agreement.exists", **values),))
    objections: list[Reason] = []
    entered, contradictions = enter(view.directory, terms, day_of(command.at, terms.time_zone))
    objections += contradictions
    directory = view.directory
    for event in entered:
        directory = evolve_directory(directory, event)
    officer = directory.officers.get(command.by)
    if officer is None:
        objections.append(reason("officer.unknown", officer=command.by))
    else:
        objections += may_ask("party", officer, terms)
    objections += not_offered(rules, terms)
    objections += related(view, terms)
    if objections:
        return Refused(tuple(objections))
    plan = rules.plan
    drafted = AgreementDrafted(
        terms=terms,
        digest=digest_of(terms),
        lifecycle=plan.lifecycle.key,
        lifecycle_digest=plan.digest,
        state=plan.lifecycle.initial,
        phase=plan.phases[plan.lifecycle.initial] or "drafting",
        lessons=_lessons(view),
    )
    return Accepted(terms.id, 0, (drafted,), directory_change(view.directory, entered))


def revise(
    view: View, command: Command, unfolding: Unfolding
) -> tuple[list[Reason], tuple[Change, ...]]:
    """Give the draft another text; whoever had signed the old one has signed nothing."""
    now, terms = unfolding.now, command.body
    if not isinstance(terms, Terms):
        return [reason("body.missing", wanted="terms")], ()
    objections = []
    if terms.id != now.id:
        objections.append(reason("text.other-agreement", agreement=now.id, id=terms.id))
    if terms.lifecycle != now.charter.lifecycle:
        values = {"agreement": now.id, "lifecycle": now.charter.lifecycle}
        objections.append(reason("text.other-lifecycle", **values, given=terms.lifecycle))
    digest = digest_of(terms)
    if digest == now.charter.digest:
        objections.append(reason("text.unchanged", agreement=now.id, digest=digest[:12]))
    entered, contradictions = enter(view.directory, terms, unfolding.today())
    objections += contradictions
    objections += related(view, terms)
    if objections:
        return objections, ()
    for proposal in now.proposals:
        unfolding.add(ProposalVoided(proposal=proposal.id, because="text revised"))
    unfolding.add(AgreementRevised(terms=terms, digest=digest))
    return [], directory_change(view.directory, entered)


def enter(
    directory: Directory, told: Terms | Reassignment, valid_from: date
) -> tuple[list[DirectoryEvent], list[Reason]]:
    """Return what the directory learns from what is `told`, and where that contradicts it."""
    entered: list[DirectoryEvent] = []
    contradictions: list[Reason] = []

    def learn(known: Any, new: Any, event: Any) -> None:
        merged, differing = _merged(known, new)
        contradictions.extend(
            reason("directory.contradiction", id=new.id, what=key, known=old, told=said)
            for key, old, said in differing
        )
        if merged != known and not differing:
            entered.append(event(merged))

    for agency in told.agencies:
        known_agency: Agency | None = directory.agencies.get(agency.id)
        learn(known_agency, agency, lambda it: AgencyEntered(agency=it, valid_from=valid_from))
    for group in told.groups if isinstance(told, Terms) else ():
        known_group: Group | None = directory.groups.get(group.id)
        learn(known_group, group, lambda it: GroupEntered(group=it, valid_from=valid_from))
    for officer in told.officers:
        known_officer: Officer | None = directory.officers.get(officer.id)
        learn(known_officer, officer, lambda it: OfficerEntered(officer=it, valid_from=valid_from))
    return entered, contradictions


def _merged(known: Any, told: Any) -> tuple[Any, list[tuple[str, str, str]]]:
    """Join what is known with what is told; silence contradicts nothing."""
    if known is None:
        return told, []
    differing = []
    merged = {}
    for attribute in told.__attrs_attrs__:
        key = attribute.name
        old, new = getattr(known, key), getattr(told, key)
        if not new:
            continue
        if isinstance(old, Text) and isinstance(new, Text) and old.agrees(new):
            merged[key] = old.joined(new)
        elif isinstance(old, tuple) and isinstance(new, tuple) and set(old) == set(new):
            continue
        elif not old:
            merged[key] = new
        elif old != new:
            differing.append((key, _shown(old), _shown(new)))
    return changed(known, **merged), differing


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def directory_change(directory: Directory, entered: list[DirectoryEvent]) -> tuple[Change, ...]:
    """Return what is appended to the directory where something was `entered`."""
    if not entered:
        return ()
    return (Change(DIRECTORY, directory.version, tuple(entered)),)


def _lessons(view: View) -> tuple[Text, ...]:
    review = view.predecessor.review if view.predecessor is not None else None
    found = review.findings if review is not None else ()
    return tuple(each.text for each in found if each.kind == "lesson")
