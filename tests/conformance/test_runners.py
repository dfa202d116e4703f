"""Every runner of the library keeps every promise, upon every journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coopflow.testing.runner_contract import RunnerContract
from coopflow.testing.stored_runner_contract import StoredRunnerContract

if TYPE_CHECKING:
    from pathlib import Path


class TestInMemory(RunnerContract):
    """The embedded runner, upon a journal in memory."""

    @pytest.fixture
    def url(self) -> str:
        """Give the place of a journal that ends with its office."""
        return "memory:"


class TestInAFile(StoredRunnerContract):
    """The embedded runner, upon a SQLite file."""

    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        """Give the place of a file of its own."""
        return f"sqlite:///{tmp_path / 'journal.db'}"
