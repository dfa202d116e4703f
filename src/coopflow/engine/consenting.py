"""Whose consent counts, and whether it can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.unfolding import reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow.values.agreement import Proposal
    from coopflow.values.lifecycle import Consent, Lifecycle
    from coopflow.values.reason import Reason
    from coopflow.values.terms import Terms


def counting(consent: Consent, terms: Terms) -> tuple[str, ...]:
    """Return the parties whose assent counts."""
    if consent.count == "lead":
        return (terms.lead,) if terms.lead is not None else ()
    return consent.parties if consent.count == "named" else terms.parties


def reachable(consent: Consent, terms: Terms, says_yes: Callable[[str], bool]) -> bool:
    """Tell whether the yes of those who say yes would be enough."""
    parties = counting(consent, terms)
    yes = sum(1 for party in parties if says_yes(party))
    enough = {"any": 1, "at_least": consent.at_least}.get(consent.count, len(parties))
    return bool(parties) and yes >= enough


def unreachable(lifecycle: Lifecycle, terms: Terms) -> list[Reason]:
    """Return every consent of `lifecycle` that the parties of `terms` could never give."""
    return [
        reason("consent.unreachable", command=row.command, consent=row.consent, agreement=terms.id)
        for row in lifecycle.rows
        if row.consent.count != "none"
        and not reachable(row.consent, terms, lambda party: party in terms.parties)
    ]


def awaited(proposal: Proposal, terms: Terms) -> tuple[str, ...]:
    """Return the parties whose word on `proposal` counts and is still out."""
    heard = {*proposal.parties, *proposal.declined_by}
    return tuple(party for party in counting(proposal.consent, terms) if party not in heard)
