"""Plugins of guests, good but for what is said, and which promises one of them breaks."""

from __future__ import annotations

import inspect
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from coopflow.host import Reaction, Reason, Responsibility
from coopflow.testing.plugin_contract import PluginContract

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from coopflow.host import Period, Question

TERMS = """
coopflow: 1
id: well
title: A village well
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
      - {id: "1.1", text: Dig, kind: once, coordinating: [south], evidence: [photos]}
      - {id: "1.2", text: Test, kind: once}
"""


def no(_: Question) -> Reason:
    """Refuse, and say why."""
    return Reason("north.no", text="no: come back tomorrow", source="rules, section 1")


def duty(**said: Any) -> Responsibility:
    """Return a good responsibility of North for 1.1, but for what is said."""
    good = {"obligations": ("1.1",), "evidence": ("photos",), "source": "rules, section 1"}
    return Responsibility(**{"agency": "north", "scope": "well", **good, **said})


def mail(*events: str) -> Reaction:
    """Return a reaction to events of these names."""
    return Reaction(name="north.mail", react=lambda _: None, events=events)


def days(works: Callable[[date], object] = lambda day: day.weekday() < 5) -> Any:
    """Return a calendar of working days: those of weekdays, but for what is said."""
    return SimpleNamespace(name="market-days", works=works)


def cut_off(closes: Callable[[Period], object] = lambda interval: interval.start) -> Any:
    """Return a reporting calendar that closes on the first day, but for what is said."""
    return SimpleNamespace(name="by-market", closes=closes)


def failures(plugin: Any, *files: Path) -> set[str]:
    """Return the names of the promises that `plugin` breaks."""

    class Contract(PluginContract):
        """The plugin under test."""

    Contract.plugin, Contract.terms_files = plugin, files
    contract = Contract()
    broken = set()
    for name, test in inspect.getmembers(contract, inspect.ismethod):
        if not name.startswith("test_"):
            continue
        try:
            _run(contract, test)
        except Exception:  # noqa: BLE001 - whatever makes a test red
            broken.add(name)
    return broken


def _run(contract: PluginContract, test: Callable[..., None]) -> None:
    """Run one test of a contract with its fixtures, as pytest would."""
    host = contract._built()
    fixtures: dict[str, Any] = {
        "host": host,
        "own": host.plugins[-1],
        "given_terms": contract._loaded(host),
    }
    test(**{name: fixtures[name] for name in inspect.signature(test).parameters})
