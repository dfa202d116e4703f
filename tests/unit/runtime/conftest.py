"""An office with a plan of two agencies, as far along as a test wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coopflow import Secretariat, Terms, parse_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PLAN = """
coopflow: 1
id: plan-2022
title: Plan of 2022
period: {start: 2022-01-01, end: 2022-12-31}
time_zone: Asia/Ho_Chi_Minh
parties: [north, south]
agencies: {north: {name: North}, south: {name: South}}
officers:
  an: {name: An, agency: north, may: [represent, sign]}
  ba: {name: Ba, agency: south, may: [represent, sign]}
occasions: {flood: {text: A flood}}
areas:
  - id: "1"
    lead: north
    obligations:
      - {id: "1.1", text: Meet, kind: recurring, every: 6 months, coordinating: [south]}
      - {id: "1.2", text: Help, kind: triggered, on: flood, within: 3 days, coordinating: [south]}
      - {id: "1.3", text: Renew, kind: once, settled_by: renewal}
"""


@pytest.fixture
def terms() -> Terms:
    """The plan, not yet drafted."""
    return parse_terms(PLAN)


@pytest.fixture(params=["memory", "sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a journal may be kept."""
    return "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'plan.db'}"


@pytest.fixture
def office(url: str) -> Iterator[Secretariat]:
    """An office without plugins."""
    with Secretariat.open(url, plugins=[]) as opened:
        yield opened


@pytest.fixture
def start(terms: Terms) -> Callable[[Secretariat], None]:
    """What brings the plan of an office to where it is executing."""

    def run(office: Secretariat) -> None:
        office.draft(terms, by="an", at="2022-01-03")
        for by in ("an", "ba"):
            office.submit("plan-2022", "sign", by=by, at="2022-01-03")
        office.submit("plan-2022", "start", by="an", at="2022-01-03")

    return run
