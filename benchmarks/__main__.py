"""``python -m benchmarks``: measure, show a table of ratios, write ``results.json``."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console

from benchmarks.catalogue import WORKS
from benchmarks.children import ROOT
from benchmarks.machine import machine, versions
from benchmarks.one import read
from benchmarks.results import LEAST_RUNS, Goal, Pair, Result, missed, report, result
from benchmarks.table import drawn

_SEED = "0"
_PATIENCE = 3600  # seconds a work may take
_PATIENCE_QUICK = 300


def parser() -> argparse.ArgumentParser:
    """Return what is understood at the command line."""
    listed = "\n".join(f"  {name:<12} {about}" for name, about in WORKS.items())
    made = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure coopflow against others at the same work, on this machine, now.",
        epilog=f"works:\n{listed}\n\nWhat the rows mean: docs/performance.md",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--quick", action="store_true", help="small sizes: everything in a minute")
    made.add_argument(
        "--only", action="append", choices=tuple(WORKS), metavar="WORK", help="this; repeatable"
    )
    made.add_argument("--runs", type=_runs, help=f"of each contestant (at least {LEAST_RUNS})")
    made.add_argument(
        "--json",
        type=Path,
        default=ROOT / "benchmarks" / "results.json",
        metavar="FILE",
        help="where the rows go (benchmarks/results.json)",
    )
    made.add_argument(
        "--place",
        type=Path,
        default=ROOT / "build" / "bench",
        metavar="FOLDER",
        help="where the journals lie that are measured: on the disk in question (build/bench)",
    )
    made.add_argument("--strict", action="store_true", help="fail where a goal is missed")
    return made


def main() -> int:
    """Measure; 0 where everything ran, and with ``--strict`` met its goal."""
    asked = parser().parse_args()
    console = Console()
    place: Path = asked.place.absolute()
    place.mkdir(parents=True, exist_ok=True)
    at, facts = datetime.now(UTC), machine(place)
    runs = asked.runs or (LEAST_RUNS if asked.quick else LEAST_RUNS + 2)
    rows: list[Result] = []
    begin, broken = perf_counter(), False
    for work in asked.only or WORKS:
        console.print(f"==> {work}: {WORKS[work]}", highlight=False)
        found = measure(work, place, runs, quick=asked.quick)
        broken = broken or found is None
        rows += (_broken(work),) if found is None else found
    console.print(drawn(rows))
    told = report(facts, versions(), rows, at=at.isoformat(timespec="seconds"), quick=asked.quick)
    asked.json.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
    console.print(
        f"\n{facts['cpu']}, {facts['cores']} cores, {facts['filesystem']};"
        f" {perf_counter() - begin:.0f} s; rows in {asked.json}",
        highlight=False,
    )
    return int(broken or (asked.strict and bool(missed(rows))))


def measure(work: str, place: Path, runs: int, *, quick: bool) -> tuple[Result, ...] | None:
    """Return the rows of a work, ``None`` where it broke; what it said stands on the terminal."""
    with TemporaryDirectory() as folder:
        into = Path(folder) / "rows.json"
        size = "quick" if quick else "full"
        words = (work, str(into), str(place), str(runs), size)
        patience = _PATIENCE_QUICK if quick else _PATIENCE
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "benchmarks.one", *words],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": _SEED},
            start_new_session=True,
        )
        try:
            code = process.wait(patience)
        except subprocess.TimeoutExpired:
            print(f"{work} took more than {patience} seconds", file=sys.stderr)
            return None
        finally:
            _end(process)
        return read(into.read_text("utf-8")) if code == 0 else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a work that is not over, with all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
        process.wait()


def _broken(work: str) -> Result:
    pair = Pair(work=work, ours=work, reference=work, says=WORKS[work], goal=Goal(1, at_least=True))
    return result(pair, "", {}, {work: "it broke: see above"})


def _runs(written: str) -> int:
    count = int(written)
    if count < LEAST_RUNS:
        message = f"a median takes at least {LEAST_RUNS} runs"
        raise argparse.ArgumentTypeError(message)
    return count


if __name__ == "__main__":
    sys.exit(main())
