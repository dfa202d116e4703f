"""To whom the Commission hands 3.1: to its divisions, and they to the districts' Party bodies.

The article names these kinds of bodies. The nine mountain districts of the time are general
knowledge; towns and cities are left out, as the article does not mention them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.host import Handing
from coopflow_ban_dan_van.plan import both

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.host import Question

DIVISIONS = "phong-chuyen-mon-ban-dan-van"
DISTRICTS = (
    "tay-giang",
    "dong-giang",
    "nam-giang",
    "phuoc-son",
    "bac-tra-my",
    "nam-tra-my",
    "hiep-duc",
    "tien-phuoc",
    "nong-son",
)
_SOURCE = both(
    "plan for 2022, 3.1: Party bodies of the mountain districts",
    "Kế hoạch năm 2022, mục 3.1: Ban Dân vận huyện ủy các huyện miền núi",
)


def of_guidance(question: Question) -> Sequence[Handing]:
    """Propose the divisions first, and from them the nine district commissions."""
    if question.assignment is None:
        return (Handing(DIVISIONS, source=_SOURCE),)
    if question.assignment.to != DIVISIONS:
        return ()
    return tuple(Handing(f"ban-dan-van-{each}", source=_SOURCE) for each in DISTRICTS)
