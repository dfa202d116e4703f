"""About ourselves: what no file of the project says."""

from __future__ import annotations

import os
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = {"build", "dist", "node_modules"}

# In pieces, so that this file may be searched as well.
PLACES = ("pypi" + ".org", "python" + "hosted", "npmjs" + ".com", "/wo" + "rk/", "../sha" + "red")
UNFINISHED = re.compile(rf"\b({'TO'}DO|{'FIX'}ME)\b")


def _texts() -> dict[str, str]:
    """Every file of the project that is text, by its path; the decoding decides what is text."""
    texts = {}
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [
            name
            for name in folders
            if (not name.startswith((".", "__")) or name == ".ci") and name not in NOT_OURS
        ]
        for path in (Path(folder, name) for name in files):
            try:
                texts[str(path.relative_to(ROOT))] = path.read_text("utf-8")
            except UnicodeDecodeError:
                continue
    return texts


class TestWords:
    """The project can be cloned, mirrored and read anywhere."""

    def test_no_file_names_a_place_outside_the_project(self) -> None:
        """Neither a package index nor a folder of somebody's machine."""
        texts = _texts()

        assert "pyproject.toml" in texts
        assert [] == [
            (path, place) for path, text in texts.items() for place in PLACES if place in text
        ]

    def test_no_file_is_left_half_done(self) -> None:
        """What is missing is said where users read it, not in a note to ourselves."""
        found = {path: UNFINISHED.search(text) for path, text in _texts().items()}

        assert {} == {path: match.group() for path, match in found.items() if match}
