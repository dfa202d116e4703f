"""Tell the whole story day by day: ``main()`` runs it on an SQLite file and shows what happens."""

from __future__ import annotations

import tempfile
from pathlib import Path

from coopflow import Secretariat
from coopflow.testing.clocks import SteppedClock
from quang_nam_2022 import chapters
from quang_nam_2022.stage import Stage, page

MORNING = "2021-01-04T09:00+07:00"
"""When the story begins; from then on its clock goes day by day."""


def main(url: str | None = None) -> None:
    """Tell the story.

    Args:
        url: Where to keep its journal; by default a file that goes when the story ends.
    """
    with tempfile.TemporaryDirectory(prefix="coopflow-") as folder:
        place = url or f"sqlite:///{Path(folder) / 'quang-nam.db'}"
        console = page()
        clock = SteppedClock(MORNING)
        with Secretariat.open(place, clock=clock) as office:
            stage = Stage(office, clock, console)
            for chapter in chapters.ALL:
                chapter(stage)
        if url is not None:
            console.print(f"\nThe journal is kept: coopflow --db {url} list")


if __name__ == "__main__":
    main()
