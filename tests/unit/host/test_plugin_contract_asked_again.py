"""The contract suite finds plugins that answer otherwise each time, and calendars that are none."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from guests import cut_off, days, duty, failures, no

from coopflow.host import Finding, Handing, Responsibility, Text, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable

    Maker = Callable[..., Any]

ASKED = count()
"""How often those were asked that answer otherwise each time."""


class TestCalendars:
    """A calendar knows every day, and always the same of it."""

    @pytest.mark.parametrize(
        ("promise", "calendar"),
        [
            ("a_calendar_knows_every_day", days(lambda _: False)),
            ("a_calendar_knows_every_day", days(lambda day: day.year != 2026)),
            ("a_calendar_knows_every_day", days(lambda day: day.isoformat())),
            ("a_calendar_knows_every_day", days(lambda day: day.replace(year=day.year + 1).day)),
            (
                "a_calendar_knows_every_day",
                days(lambda _: next(ASKED) % 3 > 0),
            ),
            (
                "a_reporting_calendar_closes_inside_the_interval",
                cut_off(lambda interval: interval.end.replace(day=14)),
            ),
            (
                "a_reporting_calendar_closes_inside_the_interval",
                cut_off(lambda it: it.start if next(ASKED) % 3 else it.end),
            ),
        ],
    )
    def test_a_calendar_that_is_none_fails(
        self, make_plugin: Maker, promise: str, calendar: object
    ) -> None:
        """It never works, does not know each day, forgets, or closes what is over already."""
        plugin = make_plugin("guest", calendars=[calendar])

        assert f"test_{promise}" in failures(plugin)


class TestAskedAgain:
    """What a plugin answers does not hang on how often it was asked."""

    def test_a_check_that_remembers_fails(self, make_plugin: Maker) -> None:
        """Asked again it answers otherwise."""
        asked = count()
        odd = duty(before_report=lambda q: no(q) if next(asked) % 2 else None)

        assert "test_a_check_is_pure" in failures(make_plugin("guest", responsibilities=[odd]))

    def test_a_proposal_that_remembers_fails(self, make_plugin: Maker) -> None:
        """Asked again it names another body."""
        made = count()
        odd = duty(assign=lambda _: [Handing("south" if next(made) % 3 else "north")])

        assert "test_a_proposal_is_pure" in failures(make_plugin("guest", responsibilities=[odd]))

    def test_a_section_that_remembers_fails(self, make_plugin: Maker) -> None:
        """Made again it says something else."""
        made = count()
        odd = duty(section=lambda _: [Finding(kind="lesson", text=Text.plain(str(next(made))))])

        assert "test_a_section_is_pure" in failures(make_plugin("guest", responsibilities=[odd]))

    def test_a_plugin_that_changes_its_mind_fails(self) -> None:
        """Asked again it offers something else."""
        asked = count()

        class Guest:
            """A plugin whose claim depends on how often it was asked."""

            @hookimpl
            def coopflow_responsibilities(self) -> list[Responsibility]:
                """Claim one obligation after another."""
                return [duty(obligations=(f"1.{next(asked)}",))]

        assert "test_asked_again_it_contributes_the_same" in failures(Guest())
