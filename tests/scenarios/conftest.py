"""A journal in a file, and what its driver can be made to do to it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Secretariat
from coopflow.journal.url import open_journal
from coopflow.testing.survival_story import begin, occur

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from coopflow.journal.entry import Entry


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal is kept, which holds an agreement that runs, with one occasion."""
    path = tmp_path / "journal.db"
    with Secretariat.open(f"sqlite:///{path}", plugins=[]) as office:
        begin(office)
        occur(office, "the first")
    return path


@pytest.fixture
def whole(path: Path) -> tuple[Entry, ...]:
    """What the journal holds: all of it was answered."""
    return tail(path)


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """Every connection the library opens from now on. None of them waits for other writers."""
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def connecting(*words: Any, **more: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*words, **{**more, "timeout": 0})
        opened.append(connection)
        return connection

    monkeypatch.setattr(sqlite3, "connect", connecting)
    return opened


@pytest.fixture
def office(path: Path, connections: list[sqlite3.Connection]) -> Iterator[Secretariat]:
    """An office over the journal, whose connections are known."""
    with Secretariat.open(f"sqlite:///{path}", plugins=[], create=False) as opened:
        assert connections  # else a test could do nothing to them
        yield opened


@pytest.fixture
def call(path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The real command, upon the journal."""

    def run(*words: str, after: str = "") -> subprocess.CompletedProcess[str]:
        command = ["/bin/sh", "-c", f'{after}; exec "$@"', "sh"] if after else []
        return subprocess.run(
            [*command, sys.executable, "-B", "-m", "coopflow", *words],
            check=False,
            capture_output=True,
            text=True,
            env=os.environ | {"COOPFLOW_PLUGINS": "none", "COOPFLOW_DB": f"sqlite:///{path}"},
        )

    return run


def tail(path: Path) -> tuple[Entry, ...]:
    """Read what a journal holds."""
    with closing(open_journal(f"sqlite:///{path}", create=False)) as journal:
        return tuple(journal.tail())
