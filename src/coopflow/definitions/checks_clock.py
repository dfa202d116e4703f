"""Check the ladder of reminders and urging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.checks import Complaint, Complaints, each_obligation
from coopflow.values.saying import saying

if TYPE_CHECKING:
    from coopflow.definitions.document import Path
    from coopflow.definitions.terms_file import ObligationFile, TermsFile

MOST_RUNGS = 20
"""How often a task may remind before its due day, or urge after it."""


def check_clock(terms: TermsFile) -> Complaints:
    """Yield what is wrong with ladders."""
    yield from _ladder((), terms)
    for path, obligation in each_obligation(terms):
        yield from _ladder(path, obligation)


def _ladder(path: Path, said: TermsFile | ObligationFile) -> Complaints:
    for key, days, order in (
        (
            "remind",
            said.remind,
            saying("the most days first, down to the due day itself: [14d, 7d, 0d]"),
        ),
        ("urge", said.urge, saying("the fewest days first: [3d, 7d]")),
    ):
        if days is None:
            continue
        steps = list(days)
        if len(steps) > MOST_RUNGS:
            text = saying(
                "{key} names {number} days: {most} are enough",
                key=key,
                number=len(steps),
                most=MOST_RUNGS,
            )
            yield Complaint((*path, key), "rung.many", text)
        if steps != sorted(set(steps), reverse=key == "remind"):
            yield Complaint(
                (*path, key),
                "rung.order",
                saying("{key} is written {order}, each day once", key=key, order=order),
            )
        if key == "urge" and 0 in steps:
            text = saying(
                "urging begins the day after the due day: the due day itself belongs to remind"
            )
            yield Complaint((*path, key), "rung.due-day", text)
