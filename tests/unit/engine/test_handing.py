"""A task is handed down along a line, and what bodies answer comes up again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from two_lines import begun, hand, hands

from coopflow import DefinitionError, Secretariat
from coopflow.host import Handing, Responsibility, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coopflow.host import Question

    Propose = Callable[[Question], Any]
    Codes = Callable[..., list[str]]


class Line:
    """A plugin of the reds that proposes what it was given."""

    def __init__(self, propose: Propose) -> None:
        self.propose = propose

    @hookimpl
    def coopflow_responsibilities(self) -> tuple[Responsibility, ...]:
        """Offer the proposal."""
        duty = Responsibility(
            agency="reds", scope="p", obligations=("1.1",), assign=self.propose, source="rules"
        )
        return (duty,)


@pytest.fixture
def office() -> Iterator[Secretariat]:
    """Give an office in which the plan is carried out."""
    with Secretariat.open("memory:", plugins=[]) as office:
        yield begun(office)


def proposing(propose: Propose) -> Secretariat:
    """Open an office in which the reds propose."""
    return begun(Secretariat.open("memory:", plugins=[Line(propose)]))


class TestLines:
    """Work goes down a line, and never across."""

    @pytest.mark.parametrize(
        ("giver", "to"),
        [("reds", "reds-1"), ("reds", "reds-d"), ("blues", "blues-1"), ("blues", "blues-d")],
    )
    def test_down_the_own_line(self, office: Secretariat, giver: str, to: str) -> None:
        """To what stands below, and to what stands lower under a superior of both."""
        hand(office, giver, to)

        assert [(to, giver)] == [(each.to, each.by) for each in hands(office).values()]

    @pytest.mark.parametrize(
        ("giver", "to"),
        [
            ("reds", "blues-1"), ("reds", "blues-d"), ("blues", "reds-d"), ("reds", "party"),
            ("reds", "red-district"), ("reds", "reds"), ("reds", "odd"), ("reds", "lone"),
            ("blues", "state"),
        ],
    )  # fmt: skip
    def test_not_across_nor_up(
        self, office: Secretariat, codes: Codes, giver: str, to: str
    ) -> None:
        """Nor to who stands as high, belongs to no system, or has no superior in common."""
        assert ["assignment.not-below"] == codes(hand, office, giver, to)

    def test_a_division_hands_on_to_whom_its_agency_could(self, office: Secretariat) -> None:
        """It has the task from there."""
        hand(office, "reds", "reds-1")
        hand(office, "reds-1", "reds-d")

        assert "1.1/1~1" == hands(office)["1.1/1~2"].parent

    def test_a_plugin_may_propose_across(self, codes: Codes) -> None:
        """What the agency's own rules name is named on purpose; others still are not."""
        with proposing(lambda _: (Handing("blues-d", source="treaty"),)) as office:
            hand(office, "reds", "blues-d")

            assert "treaty" == hands(office)["1.1/1~1"].source
            assert ["assignment.not-below"] == codes(hand, office, "reds", "blues-1")


class TestWho:
    """Who has a task hands it down, and nobody else."""

    def test_any_party_hands_down_what_is_joint(self, office: Secretariat) -> None:
        """Each in its own line."""
        hand(office, "reds", "reds-1", task="1.2/1")
        hand(office, "blues", "blues-1", task="1.2/1")

        assert ["reds", "blues"] == [each.by for each in hands(office, "1.2/1").values()]

    def test_who_lets_go_hands_on_no_more(self, office: Secretariat, codes: Codes) -> None:
        """What was delivered or refused is in nobody's hands."""
        hand(office, "reds", "reds-1")
        office.submit("p", "refuse", by="of-reds-1", task="1.1/1", note="no", at="2022-02-01")

        asked = {"assignment": "1.1/1~1"}
        assert ["assignment.not-now"] == codes(hand, office, "reds-1", "reds-d", **asked)
        assert ["authority.assign"] == codes(hand, office, "reds-1", "reds-d")

    def test_a_division_reports_for_its_lead(self, office: Secretariat) -> None:
        """In the lead's name, while it has the task from there."""
        hand(office, "reds", "reds-1")
        office.submit("p", "report", by="of-reds-1", task="1.1/1", at="2022-02-02")

        assert "reds" == office.get("p").tasks["1.1/1"].reporter

    @pytest.mark.parametrize("who", ["blues-1", "reds-d"])
    def test_nobody_else_reports_for_the_lead(
        self, office: Secretariat, codes: Codes, who: str
    ) -> None:
        """Not what belongs to another agency, nor what the lead only guides."""
        hand(office, "blues", "blues-1")
        hand(office, "reds", "reds-d")
        asked = {"by": f"of-{who}", "task": "1.1/1", "at": "2022-02-02"}

        assert ["authority.lead"] == codes(office.submit, "p", "report", **asked)

    def test_several_are_handed_in_one_step_or_none(
        self, office: Secretariat, codes: Codes
    ) -> None:
        """One body that may not have it stops the others."""
        assert ["assignment.not-below"] == codes(hand, office, "reds", "reds-1", "blues-1")
        assert not hands(office)

        hand(office, "reds", "reds-1", "reds-d", "reds-1")

        assert ["reds-1", "reds-d"] == [each.to for each in hands(office).values()]


class TestProposed:
    """Where nobody says to whom, plugins propose it."""

    def test_nobody_is_handed_what_they_have_had(self) -> None:
        """Those who refused are asked again, and nobody else."""
        with proposing(lambda _: [Handing("reds-1"), Handing("reds-d")]) as office:
            hand(office, "reds")
            said = {"by": "of-reds-d", "task": "1.1/1", "at": "2022-02-01"}
            office.submit("p", "refuse", note="no officer", **said)
            hand(office, "reds")

            assert ["reds-1", "reds-d", "reds-d"] == [e.to for e in hands(office).values()]
            assert "assignment.nobody" == office.why("p", "assign", by="of-reds",
                                                     task="1.1/1")[0].reason.code  # fmt: skip

    def test_the_agency_proposes_for_its_divisions_too(self) -> None:
        """It is told from which assignment a task is handed on."""

        def propose(question: Question) -> tuple[Handing, ...]:
            if question.assignment is None:
                return (Handing("reds-1"),)
            return (Handing("reds-d", instead_of="blues-d"),)

        with proposing(propose) as office:
            hand(office, "reds")
            hand(office, "reds-1")
            last = hands(office)["1.1/1~2"]

            assert ("reds-d", "blues-d", "1.1/1~1") == (last.to, last.instead_of, last.parent)

    @pytest.mark.parametrize(
        "answer",
        [None, "reds-1", ["reds-1"], [Handing("")], [Handing("reds-1", source=None)],  # type: ignore[arg-type]  # on purpose
         [Handing("reds-1", 3)]],  # type: ignore[arg-type]  # the same
        ids=repr,
    )  # fmt: skip
    def test_a_wrong_answer_is_a_no(self, answer: Any, codes: Codes) -> None:
        """Whoever is named beside it."""
        with proposing(lambda _: answer) as office:
            assert ["plugin.failed"] == codes(hand, office, "reds")
            assert ["plugin.failed"] == codes(hand, office, "reds", "reds-1")

    def test_one_that_raises_is_a_no(self, codes: Codes) -> None:
        """Under the plugin's name."""
        with proposing(lambda _: 1 / 0) as office:
            assert ["plugin.failed"] == codes(hand, office, "reds")

    def test_a_body_nobody_knows_is_a_no(self, codes: Codes) -> None:
        """The one that is meant, and the one it stands in for."""
        with proposing(lambda _: [Handing("x", instead_of="y")]) as office:
            assert ["agency.unknown"] * 2 == codes(hand, office, "reds")


class TestAnswers:
    """A body takes on what it is handed, or not; tells how far it is; sends up what it did."""

    def test_all_of_it(self, office: Secretariat) -> None:
        """From one to the next, with what was said."""
        hand(office, "reds", "reds-1", until="2022-05-31", note="soon")
        said = {"by": "of-reds-1", "assignment": "1.1/1~1", "at": "2022-03-01"}
        office.submit("p", "acknowledge", **said)
        office.submit("p", "progress", percent="40 %".replace(" ", ""), evidence="photos", **said)
        office.submit("p", "progress", note="rain", **said)
        office.submit("p", "deliver", evidence="minutes", note="done", **said)
        (held,) = hands(office).values()

        assert ("delivered", 40, "done") == (held.state, held.percent, held.note)
        assert ["photos", "minutes"] == [each.kind for each in held.evidence]
        assert date(2022, 5, 31) == held.due

    def test_what_is_over_takes_no_answer(self, office: Secretariat, codes: Codes) -> None:
        """Nor does what was taken on need to be taken on again."""
        hand(office, "reds", "reds-1")
        said = {"by": "of-reds-1", "assignment": "1.1/1~1", "at": "2022-03-01"}
        office.submit("p", "acknowledge", **said)
        assert ["assignment.not-now"] == codes(office.submit, "p", "acknowledge", **said)
        office.submit("p", "deliver", evidence="minutes", **said)

        assert ["assignment.not-now"] == codes(
            office.submit, "p", "deliver", evidence="minutes", **said
        )

    def test_who_hands_on_gives_the_day_on(self, office: Secretariat, codes: Codes) -> None:
        """A body has no longer than whoever handed to it."""
        hand(office, "reds", "reds-1", until="2022-05-31")
        hand(office, "reds-1", "reds-d")

        assert date(2022, 5, 31) == hands(office)["1.1/1~2"].due
        asked = {"assignment": "1.1/1~1", "until": "2022-06-01"}
        assert ["assignment.given", "assignment.until"] == sorted(
            {*codes(hand, office, "reds-1", "reds-d", assignment="1.1/1~1"),
             *codes(hand, office, "reds-1", "red-district", **asked)}
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [({"percent": "half"}, "percent"), ({"percent": True}, "percent"),
         ({"until": "soon"}, "until"), ({"to": 3}, "to"), ({"percent": 2**60}, "percent")],
    )  # fmt: skip
    def test_what_is_no_figure_is_a_problem(
        self, office: Secretariat, wrong: dict[str, Any], field: str
    ) -> None:
        """Told before anything is judged."""
        with pytest.raises(DefinitionError) as caught:
            office.submit("p", "progress", by="of-reds", task="1.1/1", **wrong)

        assert [(field,)] == [each.path for each in caught.value.problems]
