"""Which peers there are."""

from __future__ import annotations

from importlib.util import find_spec

PEERS = {
    "transitions": "transitions",
    "python-statemachine": "statemachine",
    "viewflow.fsm": "viewflow",
    "eventsourcing": "eventsourcing",
    "DBOS": "dbos",
}
"""The module of each."""


def absent() -> dict[str, str]:
    """Return the peers that are not installed, each with a sentence that says so."""
    return {
        name: f"{name} is not installed: `make bench` installs it"
        for name, module in PEERS.items()
        if find_spec(module) is None
    }
