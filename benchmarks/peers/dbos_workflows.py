"""One command on DBOS: a workflow of one step, both checkpointed in SQLite.

DBOS keeps threads of its own that look at the database again and again; so it runs in a process
of its own, which stands still while others have their turn.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.contests import rate

if TYPE_CHECKING:
    from collections.abc import Callable


def workflows(count: str, place: str) -> None:
    """For each line that comes in, print how many workflows one caller got done in a second."""
    from dbos import DBOS  # noqa: PLC0415 - a peer is imported where it runs

    def move(to: str, by: str, note: str) -> str:
        del by, note
        return to

    step = DBOS.step()(move)

    def command(to: str, by: str, note: str) -> str:
        answer: str = step(to, by, note)
        return answer

    workflow = DBOS.workflow()(command)
    with TemporaryDirectory(dir=place) as folder:
        DBOS(
            config={
                "name": "bench",
                "system_database_url": f"sqlite:///{Path(folder) / 'dbos.sqlite'}",
                "log_level": "ERROR",
                "run_admin_server": False,
            }
        )
        DBOS.launch()
        try:
            for _ in sys.stdin:
                print(rate(int(count), lambda: _repeat(workflow, int(count))), flush=True)
        finally:
            DBOS.destroy()


def _repeat(workflow: Callable[[str, str, str], str], count: int) -> None:
    for number in range(count):
        workflow(("there", "here")[number % 2], "mai", "letter: Clean again")


ALONE = {"workflows": workflows}
