"""About ourselves: the floors of the house, and the clock that only one of them reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
CLOCK = "import datetime\n\nNOW = datetime.datetime.now(tz=datetime.UTC)\n"


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Ask import-linter about the house that stands in `folder`."""
    return subprocess.run(
        [BIN / "lint-imports", "--config", folder / "pyproject.toml", "--no-cache"],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
    )


def _ruff(code: str, path: str) -> str:
    """What ruff says of `code`, were it to stand at `path`."""
    ruff = [str(BIN / "ruff"), "check", "--no-cache", "--stdin-filename", path, "-"]
    run = subprocess.run(ruff, check=False, capture_output=True, text=True, cwd=ROOT, input=code)
    return run.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The house, rebuilt where it may be spoilt."""
    shutil.copytree(ROOT / "src", tmp_path / "src")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


class TestFloors:
    """Every floor stands on those below it; arrows only go down."""

    def test_the_contracts_are_kept(self) -> None:
        """The house as it stands breaks none of them."""
        answer = _lint_imports(ROOT)

        assert (0, True) == (answer.returncode, "0 broken" in answer.stdout), answer.stdout

    @pytest.mark.parametrize(
        ("module", "line", "contract"),
        [
            ("values/upward.py", "import coopflow.engine", "Every floor stands"),
            ("journal/upward.py", "import coopflow.definitions", "keeps facts"),
            ("engine/outside.py", "import transitions", "touch nothing outside"),
            ("runtime/drawing.py", "import rich", "draws on a terminal"),
            ("host/guest.py", "import coopflow_ban_dan_van", "none of its guests"),
            ("attic.py", "", "Every floor stands"),
        ],
    )
    def test_a_spoilt_house_is_noticed(
        self, copy: Path, module: str, line: str, contract: str
    ) -> None:
        """Each contract can fail: one line more, and it names itself."""
        (copy / "src" / "coopflow" / module).write_text(f"{line}\n", "utf-8")

        answer = _lint_imports(copy)
        broken = [row for row in answer.stdout.splitlines() if contract in row and "BROKEN" in row]

        assert answer.returncode == 1
        assert len(broken) == 1, answer.stdout


class TestClock:
    """One module reads the clock; every other takes `at` as an argument."""

    def test_the_clock_is_refused_on_every_other_floor(self) -> None:
        """Imports cannot show a call to the clock; the style check can."""
        assert "TID251" in _ruff(CLOCK, "src/coopflow/engine/decide.py")

    def test_the_clock_reads_the_clock(self) -> None:
        """Somebody has to."""
        assert "TID251" not in _ruff(CLOCK, "src/coopflow/runtime/clock.py")
