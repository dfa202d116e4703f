"""Whose consent counts, and whether it can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow.values.agreement import Proposal
    from coopflow.values.lifecycle import Consent, Lifecycle, Row


class Signing(Protocol):
    """Who is to sign: terms, or a terms file that is still being checked."""

    @property
    def parties(self) -> tuple[str, ...] | None:
        """The parties."""
        ...

    @property
    def lead(self) -> str | None:
        """The one that leads, where one does."""
        ...


def counting(consent: Consent, terms: Signing) -> tuple[str, ...]:
    """Return the parties whose assent counts."""
    if consent.count == "lead":
        return (terms.lead,) if terms.lead is not None else ()
    return consent.parties if consent.count == "named" else terms.parties or ()


def reachable(consent: Consent, terms: Signing, says_yes: Callable[[str], bool]) -> bool:
    """Tell whether the yes of those who say yes would be enough."""
    parties = counting(consent, terms)
    yes = sum(1 for party in parties if says_yes(party))
    enough = {"any": 1, "at_least": consent.at_least}.get(consent.count, len(parties))
    return bool(parties) and yes >= enough


def unreachable(lifecycle: Lifecycle, terms: Signing) -> tuple[Row, ...]:
    """Return the rows whose consent the parties of `terms` could never give."""
    parties = terms.parties or ()
    return tuple(
        row
        for row in lifecycle.rows
        if row.consent.count != "none"
        and not reachable(row.consent, terms, lambda party: party in parties)
    )


def awaited(proposal: Proposal, terms: Signing) -> tuple[str, ...]:
    """Return the parties whose word on `proposal` counts and is still out."""
    heard = {*proposal.parties, *proposal.declined_by}
    return tuple(party for party in counting(proposal.consent, terms) if party not in heard)
