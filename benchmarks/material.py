"""Agreements to measure with: one that only moves to and fro, and one whose tasks come and go."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from coopflow import Lifecycle, Secretariat, parse_terms
from coopflow.engine.evolve import evolve
from coopflow.runtime.casework import Case
from coopflow.runtime.request import Request, read_said
from coopflow.values.events import TaskOpened
from coopflow.values.lifecycle import Row, State
from coopflow.values.verdict import Accepted

if TYPE_CHECKING:
    from coopflow.values.agreement import Agreement
    from coopflow.values.command import Command
    from coopflow.values.verdict import Verdict

NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)

TO_AND_FRO = Lifecycle(
    name="to-and-fro",
    edition=1,
    initial="draft",
    states=(
        State(name="draft", phase="drafting"),
        State(name="here", phase="executing"),
        State(name="there", phase="executing"),
        State(name="closed", phase="ended"),
    ),
    rows=(
        Row(command="begin", origin="draft", target="here", event="agreement.begun", by="party"),
        Row(command="go", origin="here", target="there", event="agreement.gone", by="party"),
        Row(command="come", origin="there", target="here", event="agreement.come", by="party"),
        Row(command="turn", origin="here", target="here", event="agreement.turned", by="party"),
        Row(command="close", origin="here", target="closed", event="agreement.closed", by="party"),
    ),
)

_TERMS = """
coopflow: 1
id: {id}
lifecycle: {lifecycle}
title: Clean water in schools
period: {{start: 2026-01-01, end: 2026-12-31}}
review_within: 3 months
parties: [water, schools]
agencies:
  water: {{name: Water Authority}}
  schools: {{name: Schools Board}}
officers:
  mai: {{name: Mai, agency: water, may: [represent, sign]}}
  nam: {{name: Nam, agency: schools, may: [represent, sign]}}
occasions:
  contamination: {{text: A school reports contaminated water}}
areas:
  - id: "1"
    title: Supply
    lead: water
    obligations:
      - id: "1.1"
        text: Restore clean water.
        kind: triggered
        on: contamination
        within: 3 working days
        coordinating: [schools]
"""


class FixedClock:
    """A clock that stands still, so that every run writes the same."""

    def now(self) -> datetime:
        """Return the one instant it knows."""
        return NOW


def open_office(url: str) -> Secretariat:
    """Open a journal without plugins."""
    return Secretariat.open(url, plugins=(), lifecycles=(TO_AND_FRO,), clock=FixedClock())


def draft(office: Secretariat, name: str, lifecycle: str) -> None:
    """Draft an agreement on `lifecycle`."""
    text = _TERMS.format(id=name, lifecycle=lifecycle)
    terms = parse_terms(text, known=office.known)
    office.draft(terms, by="mai", at="2026-01-05")


def begin_mover(office: Secretariat, name: str) -> None:
    """Bring an agreement that only moves to where it can ``go``."""
    draft(office, name, TO_AND_FRO.key)
    office.submit(name, "begin", by="mai", at="2026-01-05")


def begin_plan(office: Secretariat, name: str) -> None:
    """Bring an agreement on ``standard@1`` to where occasions open its tasks."""
    draft(office, name, "standard@1")
    for command, by in (("sign", "mai"), ("sign", "nam"), ("start", "mai")):
        office.submit(name, command, by=by, at="2026-01-05")


def move(office: Secretariat, name: str, count: int) -> None:
    """Let an agreement go and come, `count` commands, an even number."""
    for _ in range(count // 2):
        office.submit(name, "go", by="mai")
        office.submit(name, "come", by="mai")


def turn(office: Secretariat, name: str, count: int) -> None:
    """Let an agreement move to where it is, `count` commands; any number of callers may."""
    for _ in range(count):
        office.submit(name, "turn", by="mai")


def settle(office: Secretariat, name: str, cycles: int) -> None:
    """Let tasks be opened, reported and accepted: three commands and four entries a cycle."""
    for _ in range(cycles):
        opened = office.submit(name, "occasion", by="nam", occasion="contamination")
        task = next(each.event.task.id for each in opened.events if type(each.event) is TaskOpened)
        office.submit(name, "report", by="mai", task=task, evidence=("letter: Clean again",))
        office.submit(name, "accept", by="nam", task=task)


def prepared(office: Secretariat, name: str, command: str, by: str, **said: Any) -> Case:
    """Return a case ready to be judged, as the office itself prepares it.

    Raises:
        TypeError: There can be none.
    """
    request = Request(agreement=name, name=command, by=by, **said)
    case = office._casework.prepare(request, read_said(request))
    if not isinstance(case, Case):
        message = f"{command} upon {name} cannot be judged: {case}"
        raise TypeError(message)
    return case


def after(now: Agreement, verdict: Verdict, command: Command) -> Agreement:
    """Return the agreement after what was accepted.

    Raises:
        TypeError: It was refused.
    """
    if not isinstance(verdict, Accepted):
        message = f"{command.name} was refused: {verdict.reasons}"
        raise TypeError(message)
    for change in verdict.changes:
        if change.stream == now.id:
            for event in change.events:
                now = evolve(now, event, command.at, command.by)  # type: ignore[arg-type]  # an agreement's stream
    return now
