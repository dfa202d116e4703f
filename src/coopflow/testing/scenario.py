"""Bring an agreement to where a test begins: running, or reviewed.

For tests of plugins and applications, which ask what happens then and not how one gets there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopflow.runtime.secretariat import Secretariat
    from coopflow.values.agreement import Agreement
    from coopflow.values.terms import Terms

SETTLED = "Settled so that a test can go on."
"""Why `review` waives what is open."""


def signatories(terms: Terms) -> tuple[str, ...]:
    """Return one officer for each party, in the order of parties: the first who may sign for it."""
    able = [each for each in terms.officers if "sign" in each.may]
    return tuple(next(each.id for each in able if each.agency == party) for party in terms.parties)


def begin(office: Secretariat, terms: Terms, *, at: str) -> Agreement:
    """Draft `terms`, let every party sign and the first one start them, all on the day `at`.

    What the terms name (a framework, a reviewed predecessor) must be there. For lifecycles whose
    commands are those of ``standard@1``.

    Raises:
        CommandRefused: Something speaks against it; a plugin's guard, for one.
    """
    officers = signatories(terms)
    office.draft(terms, by=officers[0], at=at)
    for officer in officers:
        office.submit(terms.id, "sign", by=officer, at=at)
    office.submit(terms.id, "start", by=officers[0], at=at)
    return office.get(terms.id)


def review(office: Secretariat, agreement: str, *, at: str) -> Agreement:
    """Let every party adopt a review that waives what is open and finds nothing, on the day `at`.

    Raises:
        CommandRefused: Something speaks against it.
    """
    owed = office.outline(agreement, as_of=at).undisposed
    body = {
        "as_of": at,
        "findings": [],
        "dispositions": {task.id: {"as": "waive", "reason": SETTLED} for task in owed},
    }
    first, *others = signatories(office.get(agreement).terms)
    office.submit(agreement, "review", by=first, at=at, body=body)
    for officer in others:
        office.submit(agreement, "review", by=officer, at=at)
    return office.get(agreement)
