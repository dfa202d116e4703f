"""`standard@1`, the lifecycle built in; and the tables of the machines inside every agreement.

The rows are the whole of it: a row says who may ask for what, where it leads and whose
consent it needs. What happens besides follows from the phases of its two states. Proposals,
tasks and assignments move by events that carry their outcome; tests hold those to their tables.
"""

from __future__ import annotations

from coopflow.values.lifecycle import ALL, By, Lifecycle, Row, State

STANDARD = Lifecycle(
    name="standard",
    edition=1,
    initial="draft",
    states=(
        State(name="draft", phase="drafting"),
        State(name="signed", phase="binding"),
        State(name="executing", phase="executing"),
        State(name="suspended", phase="suspended"),
        State(name="reviewed", phase="reviewing"),
        State(name="renewed", phase="ended"),
        State(name="closed", phase="ended"),
        State(name="withdrawn", phase="ended"),
        State(name="lapsed", phase="ended"),
    ),
    rows=(
        Row(
            command="revise",
            origin="draft",
            target="draft",
            event="agreement.revised",
            by="party",
        ),
        Row(
            command="withdraw",
            origin="draft",
            target="withdrawn",
            event="agreement.withdrawn",
            by="party",
        ),
        Row(
            command="sign",
            origin="draft",
            target="signed",
            event="agreement.signed",
            by="signatory",
            consent=ALL,
        ),
        Row(
            command="start",
            origin="signed",
            target="executing",
            event="agreement.started",
            by="party",
        ),
        Row(
            command="suspend",
            origin="executing",
            target="suspended",
            event="agreement.suspended",
            by="signatory",
            consent=ALL,
        ),
        Row(
            command="resume",
            origin="suspended",
            target="executing",
            event="agreement.resumed",
            by="signatory",
            consent=ALL,
        ),
        Row(
            command="review",
            origin="executing",
            target="reviewed",
            event="agreement.reviewed",
            by="party",
            consent=ALL,
        ),
        Row(
            command="renew",
            origin="reviewed",
            target="renewed",
            event="agreement.renewed",
            by="successor",
        ),
        Row(
            command="close",
            origin="reviewed",
            target="closed",
            event="agreement.closed",
            by="signatory",
            consent=ALL,
        ),
        Row(
            command="lapse",
            origin="signed",
            target="lapsed",
            event="agreement.lapsed",
            by="clock",
        ),
        Row(
            command="lapse",
            origin="executing",
            target="lapsed",
            event="agreement.lapsed",
            by="clock",
        ),
    ),
)


def _row(command: str, origin: str, target: str, event: str, by: By) -> Row:
    return Row(command=command, origin=origin, target=target, event=event, by=by)


def _settling(command: str, target: str, by: By) -> tuple[Row, ...]:
    """Return the rows by which a task is settled whether it is reported or not."""
    return tuple(
        _row(command, origin, target, f"task.{target}", by) for origin in ("open", "reported")
    )


_HANDED: tuple[tuple[str, str | None, str, By], ...] = (
    ("progress", None, "assignment.progressed", "assignee"),
    ("deliver", "delivered", "assignment.delivered", "assignee"),
    ("refuse", "refused", "assignment.refused", "assignee"),
    ("reassign", "assigned", "assignment.moved", "party"),
)
"""What may be asked of an assignment whether it is acknowledged or not; no target: it stays."""

PROPOSAL = Lifecycle(
    name="proposal",
    edition=1,
    initial="open",
    states=tuple(
        State(name=name)
        for name in ("open", "adopted", "declined", "retracted", "expired", "voided")
    ),
    rows=(
        _row("assent", "open", "open", "proposal.assented", "party"),
        _row("adopt", "open", "adopted", "proposal.adopted", "party"),
        _row("decline", "open", "declined", "proposal.declined", "party"),
        _row("retract", "open", "retracted", "proposal.retracted", "opener"),
        _row("expire", "open", "expired", "proposal.expired", "clock"),
        _row("void", "open", "voided", "proposal.voided", "party"),
    ),
)

TASK = Lifecycle(
    name="task",
    edition=1,
    initial="open",
    states=tuple(
        State(name=name) for name in ("open", "reported", "accepted", "waived", "unmet", "carried")
    ),
    rows=(
        _row("report", "open", "reported", "task.reported", "lead"),
        _row("accept", "reported", "accepted", "task.accepted", "coordinating"),
        _row("return", "reported", "open", "task.returned", "coordinating"),
        *_settling("settle", "accepted", "review"),
        *_settling("waive", "waived", "review"),
        *_settling("lapse", "unmet", "review"),
        *_settling("carry", "carried", "successor"),
    ),
)

ASSIGNMENT = Lifecycle(
    name="assignment",
    edition=1,
    initial="assigned",
    states=tuple(State(name=name) for name in ("assigned", "acknowledged", "delivered", "refused")),
    rows=(
        _row("acknowledge", "assigned", "acknowledged", "assignment.acknowledged", "assignee"),
        # Who sends up what it did, or says how far it is, has plainly taken it on.
        *(
            _row(command, origin, target or origin, event, by)
            for origin in ("assigned", "acknowledged")
            for command, target, event, by in _HANDED
        ),
    ),
)

LIFECYCLES = (STANDARD,)
MACHINES = tuple(each.name for each in (PROPOSAL, TASK, ASSIGNMENT))
"""Names that no lifecycle may have: those of the machines inside every agreement."""

RESERVED = (
    "draft",
    *("assent", "decline", "retract"),
    *("report", "accept", "return", "occasion"),
    *("extension", "grant", "deny"),
    *("assign", "acknowledge", "refuse", "progress", "deliver", "reassign"),
    "meeting",
    "correct",
)
"""Commands that a lifecycle may not use: they mean the same in all of them.

The last is not built yet; a table that took it now could not run on later.
"""
