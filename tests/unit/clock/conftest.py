"""An office whose clock stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coopflow import Secretariat
from tests.unit.clock.ticks import HALTING, Clock, Guest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["memory", "sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a journal may be kept."""
    return "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'plan.db'}"


@pytest.fixture
def office(url: str) -> Iterator[Secretariat]:
    """An office that knows `HALTING`."""
    with Secretariat.open(url, plugins=[Guest()], lifecycles=[HALTING], clock=Clock()) as opened:
        yield opened
