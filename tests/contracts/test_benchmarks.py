"""About ourselves: the benchmarks are all there, all told, and need nobody to be looked at."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from benchmarks.__main__ import parser
from benchmarks.catalogue import WORKS
from benchmarks.peers.installed import PEERS

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "benchmarks").rglob("*.py"))
MODULES = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in FILES]
ROWS = re.compile(r'\bwork="([a-z0-9-]+)"')
GROUP = [
    Requirement(line)
    for line in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"][
        "bench"
    ]
]


def _pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    pairs = (line.partition("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(package): version for package, _, version in pairs}


class TestPeers:
    """Only whoever measures needs those we are measured against."""

    def test_every_file_can_be_imported_without_them(self) -> None:
        """Each peer is imported where it runs, and nowhere else."""
        code = (
            f"import sys; sys.modules.update(dict.fromkeys({[*PEERS.values(), 'django']!r})); "
            f"from importlib import import_module; "
            f"[import_module(name) for name in {MODULES!r}]; print('all')"
        )
        run = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            check=False,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )

        assert "all" == run.stdout.strip(), run.stderr

    @pytest.mark.parametrize("requirement", GROUP, ids=lambda wanted: wanted.name)
    def test_one_is_pinned_within_its_bounds(self, requirement: Requirement) -> None:
        """Beside the pins of the library, in a file of their own."""
        pin = _pins("constraints-bench.txt")[canonicalize_name(requirement.name)]

        assert requirement.specifier.contains(pin)

    def test_a_pin_is_a_name_and_a_version_and_stands_once(self) -> None:
        """What the library needs is pinned in its own file."""
        pins = _pins("constraints-bench.txt")

        assert [] == [name for name, version in pins.items() if str(Version(version)) != version]
        assert set() == pins.keys() & _pins("constraints.txt").keys()


class TestWorks:
    """What is measured is listed, and said on the page."""

    def test_every_work_is_in_the_catalogue(self) -> None:
        """A file nobody lists would never run."""
        files = {path.stem for path in (ROOT / "benchmarks" / "works").glob("[!_]*.py")}

        assert files == set(WORKS)

    def test_every_row_is_explained(self) -> None:
        """The page says what each row means, under its name."""
        rows = [row for path in FILES for row in ROWS.findall(path.read_text("utf-8"))]
        page = (ROOT / "docs" / "performance.md").read_text("utf-8")

        assert len(rows) > 20
        assert [] == [row for row in rows if f"`{row}`" not in page]
        assert len(rows) == len(set(rows))

    def test_the_command_explains_itself(self) -> None:
        """With every work, and where to read on."""
        told = parser().format_help()

        assert [] == [work for work in WORKS if work not in told]
        assert "docs/performance.md" in told

    def test_too_few_runs_are_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        """With the number it takes."""
        with pytest.raises(SystemExit):
            parser().parse_args(["--runs", "4"])

        assert "at least 5 runs" in capsys.readouterr().err
