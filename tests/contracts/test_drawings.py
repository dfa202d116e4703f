"""About ourselves: what the pages draw is what the tables say."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from coopflow import Secretariat, timeline
from coopflow.definitions.draw import mermaid
from coopflow.runtime.machines import machine, table
from coopflow.testing.clocks import SteppedClock
from quang_nam_2022 import chapters
from quang_nam_2022.stage import Stage
from quang_nam_2022.story import MORNING

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _drawings(page: str) -> list[str]:
    return BLOCK.findall((ROOT / page).read_text("utf-8"))


class TestDrawings:
    """A picture on a page is drawn from the table that runs."""

    @pytest.mark.parametrize("name", ["standard@1", "proposal@1", "task@1"])
    def test_the_page_on_the_lifecycle_draws_each_table(self, name: str) -> None:
        """To the letter, so that a row cannot change without its picture."""
        assert mermaid(table(name)) in _drawings("docs/lifecycle.md")

    @pytest.mark.parametrize("page", ["README.md", "docs/cli.md", "docs/lifecycle.md"])
    def test_a_page_draws_nothing_else(self, page: str) -> None:
        """No picture of a table that is gone, and none by hand."""
        known = [mermaid(table(name)) for name in ("standard@1", "proposal@1", "task@1")]
        known.append(mermaid(table("standard@1"), at="executing", passed=("draft", "signed")))

        assert _drawings(page)
        assert [] == [drawing for drawing in _drawings(page) if drawing not in known]

    def test_the_timeline_on_the_page_is_the_one_of_the_example(self) -> None:
        """The year 2022 as the demonstration carries it out, to the byte."""
        clock = SteppedClock(MORNING)
        with Secretariat.open("memory:", clock=clock) as office:
            stage = Stage(office, clock, Console(file=StringIO()))
            for chapter in chapters.ALL:
                chapter(stage)
            drawn = timeline(office, "qn-2022", as_of="2023-01-10", lang="vi")

        assert drawn == (ROOT / "docs" / "drawings" / "qn-2022.svg").read_text("utf-8")

    def test_the_first_page_draws_the_lifecycle(self) -> None:
        """The picture a stranger sees first."""
        assert [mermaid(table("standard@1"))] == _drawings("README.md")

    def test_the_table_of_commands_has_every_row(self) -> None:
        """Command, from and to, in the order of the table."""
        told = (ROOT / "docs" / "lifecycle.md").read_text("utf-8")
        written = re.findall(r"^\| `(\w+)` \| (\w+) → (\w+) \|", told, re.MULTILINE)

        assert [(r.command, r.origin, r.target) for r in table("standard@1").rows] == written

    def test_the_stock_machine_has_the_rows_that_are_drawn(self) -> None:
        """Whoever draws with the tools of `transitions` sees the same arrows."""
        rows = [
            (row.source, row.dest, event.name)
            for event in machine("standard@1").events.values()
            for rows in event.transitions.values()
            for row in rows
        ]
        drawn = re.findall(r"(\w+) --> (\w+): (\w+)", mermaid(table("standard@1")))

        assert sorted(drawn) == sorted(rows)
