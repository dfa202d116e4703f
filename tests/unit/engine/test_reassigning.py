"""What was handed down goes over to other bodies, and stays with a task that is carried."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from two_lines import begun, hand, hands, terms

from coopflow import CommandRefused, DefinitionError, Secretariat
from coopflow.definitions.document import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Codes = Callable[..., list[str]]
    Stand = Callable[..., Secretariat]

MOVING: dict[str, Any] = {
    "source": "Law 72",
    "from": "2022-03-01",
    "level": "district",
    "bodies": {"reds-d": "reds-c", "blues-d": "blues-c"},
    "agencies": {
        "reds-c": {"name": "Reds of the commune", "system": "red", "parent": "party"},
        "blues-c": {"name": "Blues of the commune", "system": "blue", "parent": "state"},
    },
    "officers": {"of-reds-c": {"name": "X", "agency": "reds-c"}},
}
"""Two bodies of a level that is gone, and who takes over."""


@pytest.fixture
def office() -> Iterator[Secretariat]:
    """Give an office in which the plan is carried out."""
    with Secretariat.open("memory:", plugins=[]) as office:
        yield begun(office)


class TestReassigned:
    """Bodies are replaced in one step, and history keeps the old names."""

    def test_everything_goes_over_at_once(self, office: Secretariat) -> None:
        """In every task, with its source; what was delivered before stays where it was done."""
        hand(office, "reds", "reds-d")
        hand(office, "blues", "blues-d")
        hand(office, "reds", "reds-d", task="1.2/1")
        said = {"task": "1.2/1", "at": "2022-02-02", "evidence": "minutes"}
        office.submit("p", "deliver", by="of-reds-d", **said)
        receipt = office.submit(
            "p", "reassign", by="of-blues", at="2022-03-01", body=MOVING, key="once"
        )
        again = office.submit(
            "p", "reassign", by="of-blues", at="2022-03-01", body=MOVING, key="once"
        )

        assert receipt == again
        assert ["reds-c", "blues-c"] == [each.to for each in hands(office).values()]
        assert ["reds-d"] == [each.to for each in hands(office, "1.2/1").values()]
        assert {"Law 72"} == {each.source for each in hands(office).values()}
        moved = [e.event for e in receipt.events if e.type == "assignment.moved"]
        assert [date(2022, 3, 1)] * 2 == [each.since for each in moved]  # type: ignore[union-attr]  # of this type
        told = [e.event for e in office.history("p", task="1.1/1") if e.type == "task.assigned"]
        assert ["reds-d", "blues-d"] == [each.assignment.to for each in told]  # type: ignore[union-attr]  # the same
        office.submit("p", "acknowledge", by="of-reds-c", task="1.1/1", at="2022-03-02")

    def test_nobody_who_takes_over_stands_under_itself(self, office: Secretariat) -> None:
        """The directory would never forget it: the file is refused as terms are."""
        hand(office, "reds", "reds-d")
        circle = {"reds-c": {"name": "Reds of the commune", "parent": "reds-c"}}
        body = {**MOVING, "level": None, "bodies": {"reds-d": "reds-c"}, "agencies": circle}

        with pytest.raises(DefinitionError, match=r"agency\.circle"):
            office.submit("p", "reassign", by="of-blues", at="2022-03-01", body=body)

    def test_a_level_is_gone_as_a_whole(self, office: Secretariat, codes: Codes) -> None:
        """Nobody of it keeps anything."""
        hand(office, "reds", "reds-d")
        hand(office, "blues", "blues-d")
        body = {**MOVING, "bodies": {"reds-d": "reds-c"}}
        asked = {"by": "of-reds", "at": "2022-03-01"}

        assert ["reassign.left"] == codes(office.submit, "p", "reassign", body=body, **asked)

    def test_nobody_of_it_takes_over(self, office: Secretariat, codes: Codes) -> None:
        """A new body of the level that is gone would be gone as well."""
        hand(office, "reds", "reds-d")
        new = {"name": "Reds of another district", "parent": "party", "level": "district"}
        body = {**MOVING, "agencies": {**MOVING["agencies"], "reds-c": new}}
        asked = {"by": "of-reds", "at": "2022-03-01"}

        assert ["reassign.left"] == codes(office.submit, "p", "reassign", body=body, **asked)

    def test_a_level_that_nobody_has_is_a_slip(self, office: Secretariat) -> None:
        """It is told which levels there are."""
        hand(office, "reds", "reds-d")
        with pytest.raises(CommandRefused) as caught:
            office.submit(
                "p", "reassign", by="of-reds", at="2022-03-01", body={**MOVING, "level": "distrct"}
            )

        assert (
            "no body that is known is of a level distrct; the levels there are: district",
        ) == caught.value.texts

    def test_one_that_stood_below_may_take_over(self, stand: Stand, codes: Codes) -> None:
        """As communes did from their districts; and keep what they had from them already."""
        office = stand("handed")
        body = {"source": "Law 72", "bodies": {"phong": "to"}}

        assert [] == codes(office.submit, "p1", "reassign", by="an-head", body=body)
        assert ["to", "to"] == [each.to for each in office.get("p1").tasks["1.1/1"].hands]

    def test_several_may_become_one(self, office: Secretariat, codes: Codes) -> None:
        """It has the part of each, and answers to each."""
        hand(office, "reds", "reds-1")
        hand(office, "reds-1", "reds-d")
        body = {**MOVING, "bodies": {"reds-1": "reds-c", "reds-d": "reds-c"}}
        asked = {"by": "of-reds", "at": "2022-03-01"}

        assert [] == codes(office.submit, "p", "reassign", body=body, **asked)
        assert ["reds-c", "reds-c"] == [each.to for each in hands(office).values()]

    def test_nothing_goes_back_up(self, office: Secretariat, codes: Codes) -> None:
        """Also not to who has it in the place of whoever handed it down."""
        hand(office, "reds", "reds-1")
        hand(office, "reds-1", "reds-d")
        asked = {"by": "of-reds", "at": "2022-03-01"}
        first = {**MOVING, "level": None, "bodies": {"reds-1": "reds-c"}}
        back = {"source": "Law 73", "bodies": {"reds-d": "reds-c"}}

        assert [] == codes(office.submit, "p", "reassign", body=first, **asked)
        assert ["reassign.giver"] == codes(office.submit, "p", "reassign", body=back, **asked)

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [({"source": None}, "key.missing"), ({"bodies": None}, "key.missing"),
         ({"from": "soon"}, "date.impossible"), ({"to": "x"}, "key.unknown"),
         ({"officers": {"x": {"name": "X", "agency": "reds", "may": ["fly"]}}},
          "capacity.unknown"),
         ({"bodies": {}}, "bodies.empty"),
         ({"bodies": {"reds-d": "reds-d"}}, "bodies.itself"),
         ({"bodies": {"reds-d": "blues-d", "blues-d": "blues-c"}}, "bodies.replaced"),
         ({"agencies": {"reds-c": {"name": "X", "parent": "reds-d"}}}, "bodies.replaced")],
    )  # fmt: skip
    def test_a_body_that_is_wrong_has_problems(
        self, office: Secretariat, wrong: dict[str, Any], code: str
    ) -> None:
        """As in any file."""
        body = {key: each for key, each in {**MOVING, **wrong}.items() if each is not None}
        with pytest.raises(DefinitionError) as caught:
            office.submit("p", "reassign", by="of-reds", body=body)

        assert [code] == [each.code for each in caught.value.problems]

    def test_a_swap_is_none(self, office: Secretariat) -> None:
        """Who is replaced is gone, wherever it stands in the list."""
        swap = read_document(b"source: Law 72\nbodies:\n  a: b\n  b: a\n", "swap.yaml")
        with pytest.raises(DefinitionError) as caught:
            office.submit("p", "reassign", by="of-reds", body=swap)

        assert [("bodies.replaced", 3), ("bodies.replaced", 4)] == [
            (each.code, each.line) for each in caught.value.problems
        ]


class TestCarried:
    """What was handed down stays with its task."""

    def test_hands_are_taken_up(self, office: Secretariat) -> None:
        """Under the name the task has from then on, with new ones after them."""
        hand(office, "reds", "reds-1")
        hand(office, "reds-1", "reds-d")
        found = {"as_of": "2022-12-31", "findings": [{"kind": "lesson", "text": "More."}]}
        fate = {"1.1/1": {"as": "carry"}, "1.2/1": {"as": "waive", "reason": "Over."}}
        body = {**found, "dispositions": fate}
        office.submit("p", "review", by="of-reds", at="2022-12-31", body=body)
        office.submit("p", "review", by="of-blues", at="2022-12-31")
        following = terms(
            id="q",
            predecessor="p",
            period={"start": "2023-01-01", "end": "2023-12-31"},
            areas=[{"id": "1", "obligations": []}],
        )
        office.draft(following, by="of-reds", at="2022-12-31")
        for officer in ("of-reds", "of-blues"):
            office.submit("q", "sign", by=officer, at="2022-12-31")
        office.submit("q", "deliver", by="of-reds-d", task="p:1.1/1", evidence="minutes")
        office.submit("q", "assign", by="of-reds", task="p:1.1/1", to="reds-d")
        held = office.get("q").tasks["p:1.1/1"].hands

        assert [
            ("p:1.1/1~1", None, "assigned"),
            ("p:1.1/1~2", "p:1.1/1~1", "delivered"),
            ("p:1.1/1~3", None, "assigned"),
        ] == [(each.id, each.parent, each.state) for each in held]
        assert office.verify()
