"""Which plan this is about, and how its clauses are cited."""

from __future__ import annotations

from coopflow.host import Text

AGENCY = "ban-dan-toc"
SCOPE = "qn-2022"
"""Clauses are numbered anew in each plan, so the claims end with this one."""

AREAS = ("1", "2", "3", "4", "5")


def source(clause: str) -> Text:
    """Return what an objection about `clause` rests on."""
    return both(
        f"plan for 2022, {clause}; what is asked is illustrative",
        f"Kế hoạch năm 2022, mục {clause}; yêu cầu cụ thể chỉ để minh họa",
    )


def both(english: str, vietnamese: str) -> Text:
    """Return words in the two languages an officer may read them in."""
    return Text((("en", english), ("vi", vietnamese)))
