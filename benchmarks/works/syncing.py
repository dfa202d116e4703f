"""How often the disk is waited for: calls of fdatasync and fsync, as the kernel sees them.

Two files of no other use are synced when the commands begin and when they have ended, so that
the trace itself says which calls lie between.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.children import alone, output
from benchmarks.contests import Contest, Settings
from benchmarks.material import begin_mover, begin_plan, move, open_office, settle
from benchmarks.results import Pair, at_most
from benchmarks.works.durable import THREADS, by_threads, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALL = re.compile(r"(?:fdatasync|fsync)\(\d+<(?P<path>[^>]*)>")
_STRACE = ("-f", "-y", "-qq", "-e", "trace=fdatasync,fsync", "-o")
BEGIN, END = "begin.mark", "end.mark"
_ONE, _MANY, _COMMANDS = "one caller", "8 threads", "commands"


def contests(settings: Settings) -> Iterator[Contest]:
    """Yield the count for one caller and for eight."""
    one, many = settings.sized(600, 30), settings.sized(2_400, 240)
    strace = shutil.which("strace") or ""
    missing = {}
    if not strace:
        missing = dict.fromkeys((_ONE, _MANY), "not measured: there is no strace here")
    yield Contest(
        unit="syncs",
        runs={
            _ONE: lambda: _traced(strace, settings.place, 1, one),
            _MANY: lambda: _traced(strace, settings.place, THREADS, many),
            _COMMANDS: lambda: 1.0,
        },
        pairs=(
            Pair(
                work="syncs-one-caller",
                ours=_ONE,
                reference=_COMMANDS,
                says="Calls of fdatasync or fsync a command while one caller submits, without "
                "those of checkpoints; the reference is one a command.",
                goal=at_most(1),
            ),
            Pair(
                work="syncs-8-threads",
                ours=_MANY,
                reference=_COMMANDS,
                says="The same while eight threads submit, each upon an agreement of its own.",
                goal=at_most(0.2),
            ),
        ),
        missing=missing,
        warm_up=False,
    )


def commit_syncs(trace: str) -> int:
    """Count the syncs of commits between the two marks.

    A checkpoint syncs the log, then the database; and the first commit after it syncs the
    header of the log that begins anew. So each sync of a database file takes two of its log
    with it.

    Args:
        trace: What ``strace -y`` wrote.

    Raises:
        ValueError: The marks are not there.
    """
    paths = [Path(match["path"]).name for match in _CALL.finditer(trace)]
    begin, end = paths.index(BEGIN), paths.index(END)
    between = paths[begin + 1 : end]
    logs = sum(name.endswith("-wal") for name in between)
    checkpoints = sum(name.endswith(".db") for name in between)
    return logs - 2 * checkpoints


def commands(folder: str, threads: str, count: str) -> None:
    """Submit `count` commands between the marks, and print how many there were."""
    place, callers = Path(folder), int(threads)
    with closing(open_office(f"sqlite:///{place / 'office.db'}")) as office:
        begin_mover(office, "mover")
        own = [f"plan-{number}" for number in range(callers)]
        for name in own:
            begin_plan(office, name)
            settle(office, name, 1)
        _mark(place / BEGIN)
        if callers == 1:
            done = int(count) // 2 * 2
            move(office, "mover", done)
        else:
            by_threads(office, settled, own, int(count))
            done = int(count) // callers // 6 * 6 * callers
        _mark(place / END)
    print(done)


def _traced(strace: str, place: Path, threads: int, count: int) -> float:
    with TemporaryDirectory(dir=place) as folder:
        trace = Path(folder) / "trace"
        traced = [strace, *_fast(strace), *_STRACE, str(trace)]
        done = output([*traced, *alone("commands", folder, str(threads), str(count))])
        return commit_syncs(trace.read_text("utf-8", "replace")) / float(done)


@cache
def _fast(strace: str) -> tuple[str, ...]:
    """Return the option that lets all other calls pass undisturbed, where this strace has it."""
    told = subprocess.run([strace, "--help"], check=False, capture_output=True, text=True)  # noqa: S603 - found on the path
    return ("--seccomp-bpf",) if "--seccomp-bpf" in told.stdout else ()


def _mark(path: Path) -> None:
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


ALONE = {"commands": commands}
