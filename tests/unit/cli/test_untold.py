"""Stdout that takes no more: what was done is done, and whose fault it is not."""

from __future__ import annotations

import errno
import sys
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

Run = Any

MEETING = """\
kind: briefing
on: 2022-06-28
place: Huế
attendees: [{officer: ann, role: chair}, {officer: bob}]
"""


class Full(StringIO):
    """An output with a full disk behind it, which shows when it lets go of what it holds."""

    def flush(self) -> None:
        """Do not, where it holds anything."""
        if self.tell():
            raise OSError(errno.ENOSPC, "No space left on device")


class TestUntold:
    """6: stdout does not take what was to be said."""

    @pytest.fixture
    def full(self, executing: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
        """The command line whose stdout is full, upon an agreement that is executing."""

        def run(*words: str) -> Any:
            with monkeypatch.context() as patched:
                patched.setattr(sys, "stdout", Full())
                return executing(*words)

        return run

    @pytest.mark.parametrize(
        "words",
        [
            ("show", "mini"),
            ("show", "mini", "--json"),
            ("--help",),
            ("log", "mini", "--lang", "vi"),
        ],
        ids=" ".join,
    )
    def test_a_full_disk_is_no_fault_of_ours(self, full: Run, words: tuple[str, ...]) -> None:
        """One line says what is the matter."""
        answer = full(*words)

        assert 6 == answer.code
        assert "coopflow: stdout could not be written: No space left on device\n" == answer.err

    @pytest.mark.parametrize(
        "words",
        [
            ("report", "mini", "1.3/1", "--assessment", "met", "--as", "bob", "--json"),
            ("do", "mini", "occasion", "--set", "occasion=flood", "--as", "ann"),
            ("draft", "plan-2.yaml", "--as", "ann"),
            ("tick", "--at", "2022-12-20"),
            ("rebuild",),
            ("meeting", "mini", "--with", "meeting.yaml", "--as", "ann"),
        ],
        ids=lambda words: words[0],
    )
    def test_what_was_done_is_said_to_be_done(
        self, full: Run, plan: Path, words: tuple[str, ...]
    ) -> None:
        """So that nobody does it again."""
        other = plan.read_text("utf-8").replace("id: mini", "id: other")
        plan.with_name("plan-2.yaml").write_text(other, "utf-8")
        plan.with_name("meeting.yaml").write_text(MEETING, "utf-8")

        answer = full(*words)

        assert 6 == answer.code
        assert answer.err.startswith("coopflow: it was done and is recorded, but stdout could")

    def test_what_was_refused_is_refused(self, full: Run) -> None:
        """There, nothing was to be said on stdout."""
        answer = full("sign", "mini", "--as", "ann")

        assert 3 == answer.code
