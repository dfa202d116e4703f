"""About ourselves: a file is one thought."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
CEILING = 400


class TestSizes:
    """A newcomer can read any file in one sitting."""

    def test_no_python_file_is_over_the_ceiling(self) -> None:
        """Over 400 lines a file is two thoughts: split it."""
        files = [
            path
            for folder in ("src", "plugins", "examples", "tests", "benchmarks")
            for path in (ROOT / folder).rglob("*.py")
        ]
        lengths = {path: len(path.read_text("utf-8").splitlines()) for path in files}

        assert lengths
        assert {} == {
            str(path.relative_to(ROOT)): length
            for path, length in lengths.items()
            if length > CEILING
        }
