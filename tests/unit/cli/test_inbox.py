"""`inbox`: what awaits whom, on a page and for programs."""

from __future__ import annotations

from typing import Any

import pytest

Run = Any


class TestInbox:
    """An agency or an officer sees what is theirs, and why."""

    def test_a_page(self, executing: Run) -> None:
        """By day, the late ones marked; a line for each, and a sum above."""
        answer = executing("inbox", "--agency", "a", "--at", "2022-04-01")
        heading, first, second = answer.out.splitlines()

        assert (0, "") == (answer.code, answer.err)
        assert "2 things await, 1 of them late" == heading
        assert ["2022-03-31", "late", "mini", "1.5/1", "to", "report", "it", "leads", "Five"] == (
            first.split()
        )
        told = "2022-12-31 mini 1.1/1 to report it leads One [bold]thing"
        assert told.split() == second.split()

    def test_json(self, executing: Run) -> None:
        """Every field."""
        told = executing("inbox", "--agency", "a", "--at", "2022-04-01", "--json").data
        (first, _) = told["rows"]

        assert {
            "agency": "a",
            "due": "2022-03-31",
            "agreement": "mini",
            "about": "1.5/1",
            "what": "report",
            "why": "lead",
            "task": "1.5/1",
            "time_zone": "Asia/Ho_Chi_Minh",
            "late": True,
        } == first
        assert not told["more"]

    def test_of_an_officer(self, drafted: Run) -> None:
        """With what they may; it is said that the rest is not shown."""
        assert 0 == drafted("sign", "mini", "--as", "ann", "--at", "2022-01-04").code
        answer = drafted("inbox", "--officer", "bob", "--lang", "vi")
        heading, row, *_, note = answer.out.splitlines()

        assert "1 việc cần xử lý, trong đó 0 việc quá hạn" == heading
        assert "mini sign/1" in row
        assert row.endswith("chưa có ý kiến")
        assert "bob" in note

    def test_a_part_is_called_one(self, executing: Run) -> None:
        """Whoever asks for few is told that there are more, and not how many late ones."""
        asked = ("inbox", "--agency", "a", "--at", "2022-04-01", "--limit")
        heading, *_, last = executing(*asked, "1").out.splitlines()

        assert "the first thing that awaits, 1 of them late; more await" == heading
        assert "there are more: a higher --limit shows them" == last
        assert executing(*asked, "1", "--json").data["more"]

    def test_the_last_page_is_the_last(self, executing: Run) -> None:
        """Where there are exactly as many as were asked for, there are no more."""
        asked = ("inbox", "--agency", "a", "--limit", "2")

        assert "more" not in executing(*asked).out
        assert not executing(*asked, "--json").data["more"]

    @pytest.mark.parametrize("limit", ["0", "9" * 19])
    def test_a_limit_is_one_or_more(self, executing: Run, limit: str) -> None:
        """Nobody asks for nothing, and nobody for more than can be counted."""
        assert 2 == executing("inbox", "--agency", "a", "--limit", limit).code

    @pytest.mark.parametrize("words", [(), ("--agency", "a", "--officer", "ann")])
    def test_whose_it_is_must_be_said(self, executing: Run, words: tuple[str, ...]) -> None:
        """Once."""
        answer = executing("inbox", *words)

        assert (2, "") == (answer.code, answer.out)
        assert "--agency A or --officer O" in answer.err
