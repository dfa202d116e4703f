"""What was handed down goes over to other bodies, and stays with a task that is carried."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from two_lines import begun, hand, hands, terms

from coopflow import CommandRefused, DefinitionError, Secretariat, word
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

    def test_several_may_become_one(self, office: Secretariat, codes: Codes) -> None:
        """It has the part of each, and answers to each."""
        hand(office, "reds", "reds-1", "reds-d")
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


class TestMadeOne:
    """Nobody has anything from itself: what a body takes over is one with its part of it."""

    @staticmethod
    def over(office: Secretariat, codes: Codes, **bodies: str) -> list[str]:
        """Let bodies take over from others; return the codes of what speaks against it."""
        told = {old.replace("_", "-"): new for old, new in bodies.items()}
        body = {"source": "Law 72", "bodies": told, "agencies": MOVING["agencies"]}
        return codes(office.submit, "p", "reassign", by="of-reds", at="2022-03-01", body=body)

    def test_one_that_stood_below_takes_over(self, stand: Stand, codes: Codes) -> None:
        """As communes did from their districts; it answers whoever handed to those."""
        office = stand("handed")
        body = {"source": "Law 72", "bodies": {"phong": "to"}}
        assert [] == codes(office.submit, "p1", "reassign", by="an-head", body=body)
        (held,) = office.get("p1").tasks["1.1/1"].hands
        (row,) = office.inbox(agency="to")
        office.submit("p1", "acknowledge", by="to-head", task="1.1/1")

        assert ("1.1/1~2", "to", "an", None) == (held.id, held.to, held.by, held.parent)
        assert (held.id, "acknowledge") == (row.about, row.what)
        assert office.verify()

    def test_what_was_told_is_kept(self, office: Secretariat, codes: Codes) -> None:
        """All evidence, all notes, how far the whole was; and the day of the whole."""
        hand(office, "reds", "reds-1", until="2022-05-31")
        hand(office, "reds-1", "reds-d", until="2022-04-30")
        said: dict[str, Any] = {"task": "1.1/1", "at": "2022-02-02"}
        office.submit("p", "acknowledge", by="of-reds-d", **said)
        told: dict[str, Any] = {"percent": 80, "note": "Near.", "evidence": "photos"}
        office.submit("p", "progress", by="of-reds-d", **said, **told)
        told = {"percent": 30, "note": "Slow.", "evidence": "minutes"}
        office.submit("p", "progress", by="of-reds-1", **said, **told)
        assert [] == self.over(office, codes, reds_1="reds-d")
        (held,) = hands(office).values()

        assert ("assigned", "Law 72", date(2022, 5, 31)) == (held.state, held.source, held.due)
        assert (30, "Slow.\nNear.") == (held.percent, held.note)
        assert ["minutes", "photos"] == [each.kind for each in held.evidence]

    def test_the_least_is_told_of_a_whole_nobody_told_of(
        self, office: Secretariat, codes: Codes
    ) -> None:
        """Several parts of it may be one with it at once."""
        hand(office, "reds", "reds-1")
        hand(office, "reds-1", "reds-d", "reds-2", "reds-3")
        for body, percent in (("reds-d", 80), ("reds-2", 20)):
            said: dict[str, Any] = {"task": "1.1/1", "at": "2022-02-02", "percent": percent}
            office.submit("p", "progress", by=f"of-{body}", **said)
        assert [] == self.over(office, codes, reds_1="reds-c", reds_d="reds-c", reds_2="reds-c")

        assert [("1.1/1~3", "reds-c", None, 20), ("1.1/1~4", "reds-3", "1.1/1~3", None)] == [
            (each.id, each.to, each.parent, each.percent) for each in hands(office).values()
        ]

    def test_no_name_is_given_twice(self, office: Secretariat, codes: Codes) -> None:
        """The last one of those that are one remains, and the next comes behind it."""
        hand(office, "reds", "reds-1")
        hand(office, "reds-1", "reds-2", "reds-d")
        assert [] == self.over(office, codes, reds_1="reds-d")
        hand(office, "reds", "reds-3", at="2022-03-01")
        assert [] == self.over(office, codes, reds_2="blues-c")

        assert [("1.1/1~3", None), ("1.1/1~2", "1.1/1~3"), ("1.1/1~4", None)] == [
            (each.id, each.parent) for each in hands(office).values()
        ]
        (moved,) = [e for e in office.history("p") if e.type == "assignment.moved"][:1]
        assert ("1.1/1~1",) == moved.event.joins  # type: ignore[union-attr]  # of this type

    def test_an_earlier_part_may_be_the_lower_one(self, office: Secretariat, codes: Codes) -> None:
        """Where what was one before is one with yet another."""
        hand(office, "reds", "reds-1")
        hand(office, "reds-1", "reds-2", "reds-d")

        assert [] == self.over(office, codes, reds_1="reds-d")
        assert [] == self.over(office, codes, reds_d="reds-c", reds_2="reds-c")
        assert [("1.1/1~3", "reds-c", None)] == [
            (each.id, each.to, each.parent) for each in hands(office).values()
        ]

    def test_what_was_delivered_stays_what_it_was(self, office: Secretariat, codes: Codes) -> None:
        """It was sent to whoever had the whole then, and is no part that is awaited."""
        hand(office, "reds", "reds-1")
        hand(office, "reds-1", "reds-d")
        said: dict[str, Any] = {"task": "1.1/1", "at": "2022-02-02", "evidence": "minutes"}
        office.submit("p", "deliver", by="of-reds-d", **said)

        assert [] == self.over(office, codes, reds_1="reds-d")
        assert [("reds-d", "assigned", None), ("reds-d", "delivered", "1.1/1~1")] == [
            (each.to, each.state, each.parent) for each in hands(office).values()
        ]

    def test_nobody_stands_over_and_under_another(self, office: Secretariat, codes: Codes) -> None:
        """Who has it through others first answers these; then it may take over."""
        hand(office, "reds", "reds-1")
        hand(office, "reds-1", "reds-2")
        hand(office, "reds-2", "reds-d")
        assert ["reassign.between"] == self.over(office, codes, reds_1="reds-d")
        body = {"source": "Law 72", "bodies": {"reds-1": "reds-d"}}
        (why,) = office.why("p", "reassign", by="of-reds", at="2022-03-01", body=body)
        said: dict[str, Any] = {"task": "1.1/1", "at": "2022-02-02", "note": "No."}
        office.submit("p", "refuse", by="of-reds-d", **said)

        told = "reds-d cannot take over 1.1/1~1: it has a part of it, 1.1/1~3, through reds-2"
        assert told == word(why.reason)
        assert ["deliver", "refuse"] == [each.command for each in why.remedies]
        assert [] == self.over(office, codes, reds_1="reds-d")


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
