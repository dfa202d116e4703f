"""`diagram` and `timeline`: what is written, where, and what is said where it cannot be."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

Run = Any


class TestDiagram:
    """Where an agreement stands, on stdout or in a file."""

    def test_it_shows_what_may_come_next(self, executing: Run) -> None:
        """In the text, and as data."""
        data = executing("diagram", "mini", "--json").data

        assert "executing --> reviewed: ▸ review [all consent]" in executing("diagram", "mini").out
        assert [("suspend", "suspended"), ("review", "reviewed"), ("lapse", "lapsed")] == [
            (each["command"], each["to"]) for each in data["next"]
        ]
        assert ["draft", "signed"] == data["passed"]

    def test_a_table_alone_stands_nowhere(self, run: Run) -> None:
        """And needs no journal."""
        data = run("diagram", "standard@1", "--json").data

        assert (None, [], []) == (data["present"], data["next"], data["passed"])

    def test_the_name_of_the_file_says_what_is_written(self, executing: Run) -> None:
        """SVG as well as Mermaid; nothing else is said then."""
        answers = [executing("diagram", "mini", "-o", name) for name in ("d.svg", "d.mmd")]

        assert [(0, "", "")] * 2 == [(each.code, each.out, each.err) for each in answers]
        assert Path("d.svg").read_text("utf-8").startswith("<svg ")
        assert Path("d.mmd").read_text("utf-8") == executing("diagram", "mini").out

    def test_another_name_needs_a_format(self, executing: Run) -> None:
        """Nothing is guessed."""
        answer = executing("diagram", "mini", "-o", "d.pdf")

        assert (2, True) == (answer.code, "--format" in answer.err)
        assert 0 == executing("diagram", "mini", "-o", "d.txt", "--format", "mermaid").code

    @pytest.mark.parametrize("path", ["none/d.mmd", "."])
    def test_what_cannot_be_written_is_told(self, executing: Run, path: str) -> None:
        """With the name of the file."""
        answer = executing("diagram", "mini", "--format", "mermaid", "-o", path)

        assert (5, True) == (answer.code, answer.err.startswith(f"{path}: it could not be written"))

    def test_without_the_extra_it_says_what_to_install(
        self, executing: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """And writes nothing."""
        monkeypatch.setitem(sys.modules, "mermaidx", None)
        answer = executing("diagram", "mini", "-o", "d.svg")

        assert (2, True) == (answer.code, "pip install 'coopflow[svg]'" in answer.err)
        assert not Path("d.svg").exists()


class TestTimeline:
    """What became of each task, on stdout or in a file."""

    def test_it_is_an_svg(self, executing: Run) -> None:
        """With the language one asks for."""
        answer = executing("timeline", "mini", "--lang", "vi")

        assert (0, "") == (answer.code, answer.err)
        assert answer.out.startswith("<svg ")
        assert "Kế hoạch nhỏ" in answer.out

    def test_it_can_be_mermaid_too(self, executing: Run) -> None:
        """For pages that draw it themselves."""
        assert executing("timeline", "mini", "--format", "mermaid").out.startswith("gantt\n")

    def test_it_can_be_data(self, executing: Run) -> None:
        """Every day that is drawn; `--at` decides what is late."""
        data = executing("timeline", "mini", "--at", "2022-04-01", "--json").data
        (heading,) = data["headings"]

        assert ("mini", "executing", "2022-04-01") == (
            data["agreement"],
            data["state"],
            data["today"],
        )
        assert ["1.5/1"] == [task["id"] for task in heading["tasks"] if task["late"]]

    def test_as_of_goes_back(self, executing: Run) -> None:
        """Before the draft there is nothing, and that is refused."""
        answer = executing("timeline", "mini", "--as-of", "2020-01-01")

        assert (3, "") == (answer.code, answer.out)
        assert answer.err.startswith("agreement.not-yet: ")
