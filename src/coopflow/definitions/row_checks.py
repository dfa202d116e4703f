"""Check the rows of a lifecycle: each by itself, and those that only their guards tell apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coopflow.definitions.checks import Complaint, Complaints, listed
from coopflow.definitions.standard import RESERVED
from coopflow.values.review import Closing, Review
from coopflow.values.saying import saying
from coopflow.values.suspension import Pause
from coopflow.values.terms import Terms

if TYPE_CHECKING:
    from coopflow.values.lifecycle import Lifecycle, Phase, Row

ASKED_BY = ("party", "signatory", "successor", "clock")
"""Who may ask for a row of an agreement; the rest of `By` is for tasks and proposals."""

_LAPSING = ("binding", "executing", "reviewing")
"""Phases in which time alone may end an agreement: a draft binds nobody, and what is suspended
stands still."""


def body_of(
    origin: Phase | None, target: Phase | None
) -> type[Terms | Review | Closing | Pause] | None:
    """Return what the command of a row between such phases may carry, ``None`` for nothing."""
    if target == "ended":
        return Closing
    if target == "reviewing" != origin:
        return Review
    if origin == "drafting":
        return Terms
    return Pause if (origin == "suspended") != (target == "suspended") else None


def phases_of(lifecycle: Lifecycle) -> dict[str, Phase | None]:
    """Return the phase of each state."""
    return {state.name: state.phase for state in lifecycle.states}


def check_row(phases: dict[str, Phase | None], index: int, row: Row) -> Complaints:
    """Yield what is wrong with one row, the `index`-th of a table whose states have `phases`."""
    for key, state in (("from", row.origin), ("to", row.target)):
        if state not in phases:
            text = saying(
                "there is no state {state!r} (states: {states})", state=state, states=listed(phases)
            )
            yield Complaint(("rows", index, key), "state.unknown", text)
    if row.command in RESERVED:
        text = saying(
            "the command {command!r} means the same in every lifecycle: choose another",
            command=row.command,
        )
        yield Complaint(("rows", index, "command"), "command.reserved", text)
    if row.by not in ASKED_BY:
        text = saying(
            "{by!r} asks for no row of an agreement: it is one of {known}",
            by=row.by,
            known=", ".join(ASKED_BY),
        )
        yield Complaint(("rows", index, "by"), "by.unknown", text)
    if row.consent.count == "named" and len(set(row.consent.parties)) < len(row.consent.parties):
        text = saying(
            "the consent {consent} names a party twice: name each once", consent=row.consent
        )
        yield Complaint(("rows", index, "consent"), "id.duplicate", text)
    if phases.get(row.origin) == "ended":
        text = saying(
            "{origin!r} is ended: {command!r} cannot lead out of it",
            origin=row.origin,
            command=row.command,
        )
        yield Complaint(("rows", index, "from"), "row.after-end", text)
    elif row.by == "successor":
        yield from _renewal(phases, index, row)
    elif row.by == "clock":
        yield from _lapse(phases, index, row)
    else:
        yield from _text(phases, index, row)


def _renewal(phases: dict[str, Phase | None], index: int, row: Row) -> Complaints:
    """Nobody asks for a successor's row: it goes with the signing of the successor."""
    if phases.get(row.origin) not in ("reviewing", None):
        text = saying(
            "a successor is signed once what it renews is reviewed: {origin!r} is {phase}",
            origin=row.origin,
            phase=phases[row.origin],
        )
        yield Complaint(("rows", index, "from"), "row.renewal", text)
    if phases.get(row.target) not in ("ended", None):
        text = saying(
            "a successor ends what it renews: {target!r} is {phase}",
            target=row.target,
            phase=phases[row.target],
        )
        yield Complaint(("rows", index, "to"), "row.renewal", text)
    for key, given in (("consent", row.consent.count != "none"), ("guards", row.guards)):
        if given:
            text = saying(
                "{command!r} is taken by the signing of the successor, which has {key} of its own:"
                " leave {key} out",
                command=row.command,
                key=key,
            )
            yield Complaint(("rows", index, key), "row.renewal", text)


def _lapse(phases: dict[str, Phase | None], index: int, row: Row) -> Complaints:
    """Nobody asks for a row of the clock: it ends what nobody has gone on with."""
    origin, target = phases.get(row.origin), phases.get(row.target)
    if origin not in (*_LAPSING, None):
        text = saying(
            "{state!r} is {phase}: time alone ends what is {phases} or {last}",
            state=row.origin,
            phase=origin,
            phases=", ".join(_LAPSING[:-1]),
            last=_LAPSING[-1],
        )
        yield Complaint(("rows", index, "from"), "row.lapse", text)
    if target not in ("ended", None):
        text = saying(
            "time alone only ends an agreement: {state!r} is {phase}",
            state=row.target,
            phase=target,
        )
        yield Complaint(("rows", index, "to"), "row.lapse", text)
    if row.consent.count != "none":
        text = saying(
            "{command!r} is taken by the clock, and nobody is asked: leave consent out",
            command=row.command,
        )
        yield Complaint(("rows", index, "consent"), "row.lapse", text)


def _text(phases: dict[str, Phase | None], index: int, row: Row) -> Complaints:
    """What binds is bound once; only a draft has its text changed."""
    origin, target = phases.get(row.origin), phases.get(row.target)
    if target == "drafting" and origin in ("binding", "executing", "suspended", "reviewing"):
        text = saying(
            "{state!r} is {phase}: a text that binds is no draft again. Lead to a state of"
            " another phase, or let a successor have the other text",
            state=row.origin,
            phase=origin,
        )
        yield Complaint(("rows", index, "to"), "row.back-to-draft", text)
    if origin == "drafting" and target == "suspended":
        text = saying(
            "{origin!r} is drafting: nothing is carried out yet that could be suspended. Make"
            " {target!r} drafting, or lead through binding or executing",
            origin=row.origin,
            target=row.target,
        )
        yield Complaint(("rows", index, "to"), "row.suspends-draft", text)
    if origin == "drafting" and row.origin == row.target and row.consent.count != "none":
        text = saying(
            "{command!r} gives the draft another text, which takes no consent: whoever does not"
            " want it does not sign it",
            command=row.command,
        )
        yield Complaint(("rows", index, "consent"), "row.revision", text)


def tells_apart(lifecycle: Lifecycle) -> Complaints:
    """Rows of one command and one state are tried in order; only their guards tell them apart."""
    phases = phases_of(lifecycle)
    always = _always_taken_before(lifecycle)
    first: dict[tuple[str, str], Row] = {}
    renewals: dict[str, Row] = {}
    lapses: dict[str, Row] = {}
    for index, row in enumerate(lifecycle.rows):
        one = first.setdefault((row.origin, row.command), row)
        kinds = [body_of(phases.get(r.origin), phases.get(r.target)) for r in (one, row)]
        if (one.by, one.consent, kinds[0]) != (row.by, row.consent, kinds[1]):
            text = saying(
                "rows {command!r} out of {origin!r} differ in by, in consent or in what is to be"
                " brought along: only their guards may tell them apart. Choose another command for"
                " one of them",
                command=row.command,
                origin=row.origin,
            )
            yield Complaint(("rows", index), "row.differs", text)
        if index in always:
            text = saying(
                "an earlier row {command!r} out of {origin!r} is always taken first: give each"
                " guards of its own",
                command=row.command,
                origin=row.origin,
            )
            yield Complaint(("rows", index), "row.ambiguous", text)
        elif row.by == "successor" and renewals.setdefault(row.origin, row) is not row:
            text = saying(
                "a successor takes {command!r} out of {origin!r}: one such row is enough",
                command=renewals[row.origin].command,
                origin=row.origin,
            )
            yield Complaint(("rows", index), "row.ambiguous", text)
        elif row.by == "clock" and lapses.setdefault(row.origin, row).command != row.command:
            text = saying(
                "the clock takes {command!r} out of {origin!r}: only guards tell such rows apart,"
                " and their command is one",
                command=lapses[row.origin].command,
                origin=row.origin,
            )
            yield Complaint(("rows", index), "row.ambiguous", text)


def _always_taken_before(lifecycle: Lifecycle) -> set[int]:
    """Return the rows that an earlier one of their command and state stands before for good.

    Its guards are none, or among theirs. Each row is looked for by the rarest of its guards, so
    that a large table is not compared row by row.
    """
    common = Counter(guard for row in lifecycle.rows for guard in set(row.guards))
    seen: dict[tuple[str, str, str | None], list[frozenset[str]]] = {}
    found = set()
    for index, row in enumerate(lifecycle.rows):
        guards = frozenset(row.guards)
        places = [(row.origin, row.command, guard) for guard in (None, *guards)]
        if any(earlier <= guards for place in places for earlier in seen.get(place, ())):
            found.add(index)
            continue  # whatever this one stands before, that other does too
        rarest = min(guards, key=lambda guard: (common[guard], str(guard)), default=None)
        seen.setdefault((row.origin, row.command, rarest), []).append(guards)
    return found
