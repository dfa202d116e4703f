"""The terms that a renewal drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.definitions.calendars import NoSuchDay
from coopflow.definitions.successor import successor_terms
from coopflow.runtime.submitting import refusal

if TYPE_CHECKING:
    from coopflow.values.agreement import Agreement
    from coopflow.values.terms import Terms


def following_terms(now: Agreement, given: Terms | None, framework: Agreement | None) -> Terms:
    """Return the terms of the successor of an agreement.

    Args:
        now: The agreement that is renewed.
        given: Its successor's terms; ``None`` for the same ones in the next period. Where they
            name no predecessor, they get this one.
        framework: What the agreement stands under; the next period stands there too, if it
            lies within.

    Raises:
        CommandRefused: They name another predecessor, or a due day would move to one that its
            month does not have.
    """
    if given is None:
        try:
            following = successor_terms(now.terms, framework=now.terms.framework)
        except NoSuchDay as error:
            values = {"month": error.month, "day": error.day}
            raise refusal("month-end.refused", **values) from error
        if framework is None or not framework.terms.period.holds(following.period):
            following = changed(following, framework=None)
        return following
    if given.predecessor not in (None, now.id):
        values = {"id": given.id, "predecessor": given.predecessor}
        raise refusal("predecessor.other", **values, agreement=now.id)
    return changed(given, predecessor=now.id)
