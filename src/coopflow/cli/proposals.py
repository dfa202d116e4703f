"""Who has been heard on a proposal, and who is still awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopflow.values.agreement import Proposal
    from coopflow.values.terms import Terms


def awaited(proposal: Proposal, terms: Terms) -> tuple[str, ...]:
    """Return the parties whose word on `proposal` counts and is still out."""
    asked = {"named": proposal.consent.parties, "lead": (terms.lead,)}
    heard = {*proposal.parties, *proposal.declined_by}
    parties = asked.get(proposal.consent.count, terms.parties)
    return tuple(party for party in parties if party is not None and party not in heard)
