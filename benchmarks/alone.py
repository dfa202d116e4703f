"""What runs in an interpreter of its own: ``python -m benchmarks.alone NAME …``."""

from __future__ import annotations

import sys
from importlib import import_module

HOMES = {
    "append-cold": "benchmarks.works.appending",
    "commands": "benchmarks.works.syncing",
    "workflows": "benchmarks.peers.dbos_workflows",
}
"""Where each is: a module with a mapping `ALONE` of functions, which print what they find."""


def main(words: list[str]) -> None:
    """Run what `words` name."""
    name, *rest = words
    import_module(HOMES[name]).ALONE[name](*rest)


if __name__ == "__main__":
    main(sys.argv[1:])
