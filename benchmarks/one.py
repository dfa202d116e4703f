"""One work in an interpreter of its own, so that none leaves threads or memory to the next."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import asdict

from benchmarks.contests import Settings, hold
from benchmarks.results import Result


def read(written: str) -> tuple[Result, ...]:
    """Return the rows that `main` wrote."""
    rows: list[dict[str, Any]] = json.loads(written)
    return tuple(Result(**row) for row in rows)


def main(words: list[str]) -> None:
    """Hold the contests of a work, and write its rows as JSON.

    Args:
        words: Name of the work, file for the rows, folder for files, how many rounds, and
            ``quick`` or ``full``.
    """
    work, into, folder, rounds, size = words
    kept = Path(folder) / "kept"
    kept.mkdir(parents=True, exist_ok=True)
    module = import_module(f"benchmarks.works.{work}")
    with TemporaryDirectory(dir=folder, prefix=f"{work}-") as place:
        settings = Settings(quick=size == "quick", place=Path(place), kept=kept, rounds=int(rounds))
        rows = [
            asdict(row)
            for contest in module.contests(settings)
            for row in hold(contest, settings.rounds)
        ]
    Path(into).write_text(json.dumps(rows), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
