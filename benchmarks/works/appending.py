"""One more command on a long stream, and on a short one in the same file."""

from __future__ import annotations

import shutil
from contextlib import closing
from itertools import count
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.children import alone, output
from benchmarks.contests import Contest, Settings, seconds
from benchmarks.long_journal import LONG, SHORT_ENTRIES, long_journal
from benchmarks.material import open_office, settle
from benchmarks.results import Pair, at_most
from benchmarks.works.replaying import SHORTS

if TYPE_CHECKING:
    from collections.abc import Iterator

_CYCLES = 10


def contests(settings: Settings) -> Iterator[Contest]:
    """Yield the comparison in an office that knows both, and in one that knows neither."""
    entries = settings.sized(100_000, 50_000)
    made = long_journal(settings.kept, entries, SHORTS)
    journal = settings.place / "append.db"
    shutil.copyfile(made, journal)  # it grows while it is measured
    shorts = (f"short-{number}" for number in count())
    with closing(open_office(f"sqlite:///{journal}")) as office:
        settle(office, LONG, 1)

        def warm(name: str) -> float:
            settle(office, name, 1)
            return seconds(lambda: settle(office, name, _CYCLES)) * 1e3 / (3 * _CYCLES)

        yield Contest(
            unit="ms",
            runs={"long": lambda: warm(LONG), "short": lambda: warm(next(shorts))},
            pairs=(
                Pair(
                    work="append-warm",
                    ours="long",
                    reference="short",
                    says=f"`office.submit` upon a stream of {entries:,} entries by an office that "
                    f"has it in memory; the reference is the same upon one of {SHORT_ENTRIES}.",
                    goal=at_most(1.3),
                ),
            ),
        )
    path = str(journal)
    yield Contest(
        unit="ms",
        runs={
            "long": lambda: float(output(alone("append-cold", path, LONG))),
            "short": lambda: float(output(alone("append-cold", path, next(shorts)))),
        },
        pairs=(
            Pair(
                work="append-cold",
                ours="long",
                reference="short",
                says=f"In a new process: open the journal, submit one command upon a stream of "
                f"{entries:,} entries; the reference is the same upon one of {SHORT_ENTRIES}.",
                goal=at_most(1.3),
            ),
        ),
        warm_up=False,
    )


def append_cold(path: str, name: str) -> None:
    """Open, submit one command, and print how long that took (ms)."""
    begin = perf_counter()
    office = open_office(f"sqlite:///{path}")
    office.submit(name, "occasion", by="nam", occasion="contamination")
    took = perf_counter() - begin
    office.close()
    print(took * 1e3)


ALONE = {"append-cold": append_cold}
