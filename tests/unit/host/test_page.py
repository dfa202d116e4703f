"""The page for authors of plugins: whoever follows it arrives."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "plugins.md").read_text("utf-8")
FILE = re.compile(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the files the page shows, each under its name."""
    shutil.copy(ROOT / "examples" / "plan.yaml", tmp_path)
    for name, text in FILE.findall(PAGE):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python in `folder`, where the page's plugin can be imported."""
    return subprocess.run(
        [sys.executable, "-W", "error", *command],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": "src"},
    )


class TestPage:
    """From nothing to a tested plugin, by copying what the page shows."""

    def test_the_plugin_it_builds_passes_its_tests(self, folder: Path) -> None:
        """The contract and the author's own tests, all of them."""
        done = run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")

        assert done.returncode == 0, done.stdout + done.stderr
        assert re.search(r"^2\d passed", done.stdout, re.MULTILINE), done.stdout

    def test_the_tests_it_shows_can_fail(self, folder: Path) -> None:
        """Without the demand and the check the tests are red."""
        rules = folder / "src" / "coopflow_water" / "__init__.py"
        text = rules.read_text("utf-8")
        rules.write_text(
            text.replace('("laboratory-report",)', "()").replace("=somebody_was_taught", "=None"),
            "utf-8",
        )
        done = run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")

        assert done.returncode == 1, done.stdout
        assert "test_a_test_is_reported_with_the_laboratorys_report" in done.stdout
        assert "test_teaching_is_accepted_with_a_list_of_classes[poster" in done.stdout

    def test_every_other_block_runs(self, folder: Path) -> None:
        """One after the other, as one reads."""
        files = [text for _, text in FILE.findall(PAGE)]
        blocks = [block for block in BLOCK.findall(PAGE) if block not in files]
        done = run(folder, "-c", "\n".join(blocks))

        assert (3, 9) == (len(files), len(blocks))
        assert done.returncode == 0, done.stderr
