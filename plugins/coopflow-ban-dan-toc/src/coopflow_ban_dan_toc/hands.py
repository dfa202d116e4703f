"""To whom the Board hands 3.1: to its divisions, and they to the districts' State bodies.

The article names these kinds of bodies, and that another body stands in where a district has no
Phòng Dân tộc. The nine mountain districts of the time are general knowledge; which of them has
none, and which body stands in there, is illustrative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.host import Handing
from coopflow_ban_dan_toc.plan import both

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.host import Question

DIVISIONS = "phong-chuyen-mon-ban-dan-toc"
OFFICE = "phong-dan-toc-huyen"
"""The kind of body that does it, where a district has one."""

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
FALLBACK = {"nong-son": "van-phong-ubnd-nong-son"}
"""By district, the body that stands in for an office that is not there. Illustrative."""

_SOURCE = both(
    "plan for 2022, 3.1: State bodies of the mountain districts",
    "Kế hoạch năm 2022, mục 3.1: Phòng Dân tộc các huyện miền núi",
)
_STANDING_IN = both(
    "plan for 2022, 3.1: the body that follows ethnic affairs where there is no office;"
    " which district that is, is illustrative",
    "Kế hoạch năm 2022, mục 3.1: cơ quan theo dõi công tác dân tộc ở nơi không có Phòng Dân tộc;"
    " huyện nào thì chỉ để minh họa",
)


def of_guidance(question: Question) -> Sequence[Handing]:
    """Propose the divisions first, and from them the nine district offices."""
    if question.assignment is None:
        return (Handing(DIVISIONS, source=_SOURCE),)
    if question.assignment.to != DIVISIONS:
        return ()
    return tuple(_in(district) for district in DISTRICTS)


def _in(district: str) -> Handing:
    if district in FALLBACK:
        return Handing(FALLBACK[district], instead_of=OFFICE, source=_STANDING_IN)
    return Handing(f"phong-dan-toc-{district}", source=_SOURCE)
