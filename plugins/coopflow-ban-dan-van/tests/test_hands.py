"""To whom 3.1 is handed: the divisions first, and from them the nine mountain districts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coopflow import CommandRefused
from coopflow_ban_dan_van import hands

if TYPE_CHECKING:
    from coopflow import Secretariat
    from coopflow.values.assignment import Assignment

DISTRICTS = {
    "tay-giang", "dong-giang", "nam-giang", "phuoc-son", "bac-tra-my", "nam-tra-my", "hiep-duc",
    "tien-phuoc", "nong-son",
}  # fmt: skip


def handed(office: Secretariat) -> dict[str, Assignment]:
    """Hand 3.1 down as the plugin proposes, and return what each body has."""
    for officer in ("le-thi-thuy", "phong-dan-van"):
        office.submit("qn-2022", "assign", by=officer, task="3.1/1", at="2022-04-04")
    return {each.to: each for each in office.get("qn-2022").tasks["3.1/1"].hands}


class TestGuidance:
    """3.1 goes down the Party line."""

    def test_the_divisions_hand_it_to_every_district(self, office: Secretariat) -> None:
        """In two steps, and nobody else is named."""
        found = handed(office)
        districts = {name for name in found if name != hands.DIVISIONS}

        assert 9 == len(districts)
        assert DISTRICTS == {name.removeprefix("ban-dan-van-") for name in districts}
        assert {"3.1/1~1"} == {found[name].parent for name in districts}
        assert all(each.source for each in found.values())

    def test_every_body_answers_for_itself(self, office: Secretariat) -> None:
        """By an officer of its own; a district that refuses is a risk."""
        handed(office)
        for each in office.get("qn-2022").tasks["3.1/1"].hands[1:]:
            officer = next(
                one.id for one in office.get("qn-2022").terms.officers if one.agency == each.to
            )
            said = {"by": officer, "assignment": each.id, "at": "2022-05-04"}
            if each.id.endswith("~2"):
                office.submit("qn-2022", "refuse", note="Không có cán bộ.", **said)
            else:
                office.submit("qn-2022", "deliver", evidence="district-report", **said)
        (tree,) = office.tree("qn-2022", at="2022-06-01")

        assert (8, 1, True) == (tree.roll_up.done, tree.roll_up.refused, tree.risk)

    def test_the_other_line_is_not_guided(self, office: Secretariat) -> None:
        """Its bodies answer to the other agency."""
        with pytest.raises(CommandRefused, match=r"assignment\.not-below"):
            office.submit(
                "qn-2022",
                "assign",
                by="le-thi-thuy",
                task="3.1/1",
                to="phong-dan-toc-tay-giang",
                at="2022-04-04",
            )
