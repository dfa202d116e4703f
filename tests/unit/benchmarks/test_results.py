"""From figures to rows: what is said of a measurement is what was measured."""

from __future__ import annotations

import json

import pytest
from attrs import asdict

from benchmarks.one import read
from benchmarks.results import Goal, Pair, Result, at_least, at_most, missed, report, result
from benchmarks.table import shown

RATE = Pair(work="w", ours="a", reference="b", says="A works; B does, too.", goal=at_least(3))
COST = Pair(work="c", ours="a", reference="b", says="A costs; B does, too.", goal=at_most(1.3))
BESIDE = Pair(work="n", ours="a", reference="b", says="A stands beside B.")


def _row(pair: Pair, ours: list[float], reference: list[float]) -> Result:
    return result(pair, "per s", {"a": ours, "b": reference}, {})


class TestGoals:
    """A goal is met or it is not, and its bound is just good enough."""

    @pytest.mark.parametrize(
        ("goal", "ratio", "met"),
        [
            (at_least(3), 2.99, False),
            (at_least(3), 3, True),
            (at_most(1.3), 1.3, True),
            (at_most(1.3), 1.31, False),
        ],
    )
    def test_rates_are_to_be_high_and_costs_low(self, goal: Goal, ratio: float, met: bool) -> None:  # noqa: FBT001 - a row of the table
        """The two kinds look at the bound from their own side."""
        assert met == goal.met(ratio)

    def test_a_goal_is_written_so_that_it_can_be_read(self) -> None:
        """With its sign, and without digits that say nothing."""
        assert [">= 3", "<= 0.2"] == [str(at_least(3)), str(at_most(0.2))]


class TestRows:
    """A row holds the medians, their ratio, and how far the runs lay apart."""

    def test_one_odd_run_moves_no_median(self) -> None:
        """Somebody else's burst of work is no news about ours."""
        row = _row(RATE, [30, 31, 29, 30, 2], [10, 10, 11, 9, 10])

        assert (30, 10, 3.0) == (row.ours, row.reference, row.ratio)
        assert row.met

    def test_the_spread_is_told(self) -> None:
        """Least and greatest of each, and of the ratios of runs that stood side by side."""
        row = _row(COST, [1, 2, 3, 4, 5], [1, 1, 1, 1, 10])

        assert ((1, 5), (1, 10), (0.5, 4.0)) == (
            row.ours_range,
            row.reference_range,
            row.ratio_range,
        )
        assert 5 == row.runs

    def test_a_row_without_a_goal_meets_none(self) -> None:
        """It stands beside, and can be neither met nor missed."""
        row = _row(BESIDE, [1] * 5, [2] * 5)

        assert (0.5, None, None) == (row.ratio, row.goal, row.met)

    @pytest.mark.parametrize(("ours", "reference"), [(4, 4), (5, 6)])
    def test_fewer_than_five_pairs_are_no_median(self, ours: int, reference: int) -> None:
        """A row is not made of what would not carry it."""
        with pytest.raises(ValueError, match="are no 5 pairs"):
            _row(RATE, [1.0] * ours, [1.0] * reference)

    def test_what_did_not_run_says_why(self) -> None:
        """There is no ratio then, and the goal is neither met nor forgotten."""
        figures = {"a": [2.0] * 5, "b": []}
        row = result(RATE, "per s", figures, {"b": "b is not installed"})

        assert (2.0, None, None, None) == (row.ours, row.reference, row.ratio, row.met)
        assert (">= 3", "b is not installed") == (row.goal, row.note)

    def test_there_is_no_ratio_to_nothing(self) -> None:
        """JSON has no number for it; and a goal is not met by it."""
        row = _row(COST, [0.0] * 5, [0.0] * 5)

        assert (None, None, "<= 1.3") == (row.ratio, row.met, row.goal)
        assert "no ratio" in row.note

    def test_a_turn_without_a_reference_tells_nothing_of_the_spread(self) -> None:
        """As when an interpreter started slowly just then."""
        row = _row(COST, [1, 1, 1, 1, 1], [0, 1, 1, 2, 2])

        assert (1.0, (0.5, 1.0)) == (row.ratio, row.ratio_range)


class TestFile:
    """`results.json` can be read by whoever was not there."""

    def test_it_holds_machine_versions_and_rows(self) -> None:
        """Each row with the seven keys that everything else explains."""
        rows = (_row(RATE, [9.0] * 5, [3.0] * 5),)
        told = json.loads(
            json.dumps(report({"cores": 2}, {"x": "1"}, rows, at="2026-01-01", quick=True))
        )

        assert {"measured_at", "quick", "machine", "versions", "rows"} == told.keys()
        assert {
            "work": "w",
            "ours": 9.0,
            "reference": 3.0,
            "unit": "per s",
            "ratio": 3.0,
            "goal": ">= 3",
            "met": True,
        }.items() <= told["rows"][0].items()

    def test_rows_come_back_from_a_work_as_they_went(self) -> None:
        """A work runs in a process of its own and hands its rows over as JSON."""
        row = _row(BESIDE, [9.0] * 5, [3.0] * 5)
        (back,) = read(json.dumps([asdict(row)]))

        assert (row.work, row.ratio, row.says) == (back.work, back.ratio, back.says)

    def test_missed_goals_are_named(self) -> None:
        """One that could not be measured is not met; a row without a goal is none."""
        rows = (
            _row(RATE, [9.0] * 5, [3.0] * 5),
            _row(COST, [9.0] * 5, [3.0] * 5),
            _row(BESIDE, [9.0] * 5, [3.0] * 5),
            result(RATE, "per s", {}, {"a": "gone"}),
        )

        assert ("c", "w") == missed(rows)

    @pytest.mark.parametrize(
        ("figure", "text"),
        [
            (None, "–"),
            (214_321.9, "214,000"),
            (3.14159, "3.14"),
            (0.0512, "0.0512"),
            (0, "0"),
            (9.999, "10.00"),
        ],
    )
    def test_three_digits_are_shown(self, figure: float | None, text: str) -> None:
        """More would pretend to know."""
        assert text == shown(figure)
