"""A small agreement that runs, and plugins made on the spot."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Secretariat, parse_terms
from coopflow.host import hookimpl
from coopflow.testing.scenario import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coopflow import Terms

sys.path.insert(0, str(Path(__file__).parent / "shared"))  # tests import it by its name

TERMS = """
coopflow: 1
id: well
title: A village well
framework: water
period: {start: 2022-01-01, end: 2022-12-31}
parties: [north, south]
agencies: {north: {name: North}, south: {name: South}}
officers:
  an: {name: An, agency: north, may: [represent, sign]}
  binh: {name: Bình, agency: south, may: [represent, sign]}
areas:
  - id: "1"
    lead: north
    obligations:
      - {id: "1.1", text: Dig, kind: once, due: 2022-06-30, coordinating: [south]}
      - {id: "1.2", text: Test, kind: once, coordinating: [south]}
  - id: "2"
    lead: south
    obligations:
      - {id: "2.1", text: Guard, kind: once, coordinating: [north]}
"""

FRAMEWORK = """
coopflow: 1
id: water
title: Water for everybody
period: {start: 2021-01-01, end: 2025-12-31}
parties: [north, south]
agencies: {north: {name: North}, south: {name: South}}
officers:
  an: {name: An, agency: north, may: [represent, sign]}
  binh: {name: Bình, agency: south, may: [represent, sign]}
areas: [{id: "1", obligations: [{id: "1", text: Meet, kind: continuous, joint: true}]}]
"""


@pytest.fixture
def terms() -> Terms:
    """Return the terms of the well, which stand under the framework `water`."""
    return parse_terms(TERMS)


@pytest.fixture
def make_plugin() -> Callable[..., Any]:
    """Return a maker of plugins: a name, and what each hook returns."""

    def made(name: str, **contributions: Any) -> Any:
        hooks = {
            f"coopflow_{kind}": hookimpl(lambda given=tuple(given): given)
            for kind, given in contributions.items()
        }
        return SimpleNamespace(__name__=name, __version__="1.2", **hooks)

    return made


@pytest.fixture
def running(terms: Terms) -> Iterator[Callable[..., Secretariat]]:
    """Return an opener of offices in which the well is running, with the plugins given."""
    with ExitStack() as stack:

        def opened(*plugins: Any) -> Secretariat:
            office = stack.enter_context(Secretariat.open("memory:", plugins=plugins))
            begin(office, parse_terms(FRAMEWORK), at="2022-01-01")
            begin(office, terms, at="2022-01-01")
            return office

        yield opened
