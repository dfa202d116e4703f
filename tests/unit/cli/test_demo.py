"""Demonstrations are found by entry point: the house imports no example."""

from __future__ import annotations

import importlib.metadata
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

Run = Any
CALLS: list[str | None] = []


def small(url: str | None = None) -> None:
    """Demonstrate nothing, and remember where."""
    CALLS.append(url)


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two demonstrations, of which the second does not load."""
    CALLS.clear()
    points = [
        EntryPoint("small", "somewhere:small", "coopflow.demos"),
        EntryPoint("other", "nowhere_at_all:main", "coopflow.demos"),
    ]
    monkeypatch.setattr(EntryPoint, "load", lambda self: small if self.name == "small" else None)
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: points)


@pytest.mark.usefixtures("announced")
class TestDemo:
    """`coopflow demo` needs no checkout."""

    def test_by_name(self, run: Run) -> None:
        """Without a place to keep it, the demonstration finds its own."""
        assert 0 == run("demo", "--name", "small").code
        assert [None] == CALLS

    def test_its_journal_can_be_kept(self, run: Run, tmp_path: Path) -> None:
        """To look at afterwards."""
        assert 0 == run("demo", "--name", "small", "--keep", "kept.db").code
        assert [f"sqlite:///{tmp_path}/kept.db"] == CALLS

    def test_nothing_is_written_over(self, run: Run, plan: Path) -> None:
        """A demonstration begins a journal of its own."""
        answer = run("demo", "--name", "small", "--keep", str(plan))

        assert (2, []) == (answer.code, CALLS)

    def test_an_unknown_name_lists_those_there_are(self, run: Run) -> None:
        """In order."""
        answer = run("demo", "--name", "none")

        assert 2 == answer.code
        assert "other, small" in answer.err


class TestNoDemo:
    """Nothing installed may announce one."""

    def test_it_is_said(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """With the name of the group."""
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: ())

        answer = run("demo")

        assert 2 == answer.code
        assert "coopflow.demos" in answer.err
