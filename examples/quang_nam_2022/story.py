"""Tell the whole story: ``main()`` runs it on an embedded SQLite file and shows what happens."""

from __future__ import annotations

import tempfile
from pathlib import Path

from coopflow import Secretariat
from quang_nam_2022 import chapters
from quang_nam_2022.stage import Stage, page


def main(url: str | None = None) -> None:
    """Tell the story.

    Args:
        url: Where to keep its journal; by default a file that goes when the story ends.
    """
    with tempfile.TemporaryDirectory(prefix="coopflow-") as folder:
        place = url or f"sqlite:///{Path(folder) / 'quang-nam.db'}"
        console = page()
        with Secretariat.open(place) as office:
            stage = Stage(office, console)
            for chapter in chapters.ALL:
                chapter(stage)
        if url is not None:
            console.print(f"\nThe journal is kept: coopflow --db {url} list")


if __name__ == "__main__":
    main()
