"""Write from several threads while the disk takes no more, and go on when it does again.

The system is asked to let no file of this process grow beyond a size (`RLIMIT_FSIZE`), which
takes no rights, and fails a write in its middle as a full disk does: at the commit, when SQLite
writes what it has kept in memory. What happened is printed as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopflow import CoopflowError, Secretariat, parse_terms
from coopflow.testing.survival_story import terms

if TYPE_CHECKING:
    from collections.abc import Callable

PLANS = ("one", "two", "three")
WRITERS = 6


def answer(ask: Callable[[], Any]) -> Any:
    """Return what a command answers, or the error it raises, in a form to compare and print."""
    try:
        receipt = ask()
    except CoopflowError as error:
        return [type(error).__name__, str(error)]
    return [[each.stream, each.version, each.position, each.digest] for each in receipt.events]


def occasions(office: Secretariat, round_: str) -> list[Any]:
    """Record an occasion from each of several threads, some of them in one agreement."""
    asks = [
        partial(
            office.submit,
            PLANS[number % len(PLANS)],
            "occasion",
            by="ba",
            at="2000-02-01",
            occasion="flood",
            key=f"{round_}-{number}",
        )
        for number in range(WRITERS)
    ]
    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(answer, asks))


def state(office: Secretariat) -> tuple[object, ...]:
    """Return what an office says of everything."""
    return [office.get(plan) for plan in PLANS], office.agreements(), office.tasks()


def main(url: str, room: int) -> None:
    """Fill the disk but for `room` bytes behind the end of the log."""
    log = Path(url.removeprefix("sqlite:///") + "-wal")
    unlimited, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Secretariat.open(url, plugins=[]) as office:
        for plan in PLANS:
            office.draft(parse_terms(terms(plan, 2000)), by="an", at="2000-01-03")
            for officer, command in (("an", "sign"), ("ba", "sign"), ("an", "start")):
                office.submit(plan, command, by=officer, at="2000-01-03")
        early, before = occasions(office, "early"), state(office)
        resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + room, hard))
        full, meanwhile, whole = occasions(office, "late"), state(office), bool(office.verify())
        resource.setrlimit(resource.RLIMIT_FSIZE, (unlimited, hard))
        late, after = occasions(office, "late"), state(office)
    with Secretariat.open(url, plugins=[], create=False) as office:
        told = {
            "full": full,
            "told": [*early, *late],
            "told again": [*occasions(office, "early"), *occasions(office, "late")],
            "as before": before == meanwhile,
            "as reopened": after == state(office),
            "whole": whole and bool(office.verify()),
        }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
