"""About ourselves: what is built, what is pinned, and what the first page promises."""

from __future__ import annotations

import email
import importlib.metadata
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import coopflow

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = {
    canonicalize_name(name): version
    for name, _, version in (
        line.partition("==")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
}
REQUIREMENTS = [
    Requirement(line)
    for lines in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    for line in lines
    if not line.startswith("coopflow")
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, check=True, capture_output=True, cwd=ROOT)
    (built,) = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def _metadata(wheel: Path) -> Path:
    (folder,) = wheel.glob("coopflow-*.dist-info")
    return folder


class TestVersion:
    """The version is written once."""

    def test_the_installed_version_is_the_one_in_the_package(self) -> None:
        """The build reads it from `coopflow/__init__.py`; nothing else states it."""
        assert coopflow.__version__ == importlib.metadata.version("coopflow")
        assert "version" not in PROJECT


class TestWheel:
    """What is installed from a wheel is what is here."""

    def test_it_brings_the_library_with_its_types(self, wheel: Path) -> None:
        """A type checker trusts us only where `py.typed` travels along."""
        assert (wheel / "coopflow" / "py.typed").is_file()
        assert (_metadata(wheel) / "licenses" / "LICENSE").is_file()

    def test_it_brings_the_example_with_its_terms(self, wheel: Path) -> None:
        """`coopflow demo` must run where there is no checkout."""
        here = {path.name for path in (ROOT / "examples" / "quang_nam_2022").glob("*.yaml")}
        there = {path.name for path in (wheel / "quang_nam_2022").glob("*.yaml")}

        assert "plan-2022.yaml" in there
        assert here == there

    def test_it_brings_what_is_said_in_other_languages(self, wheel: Path) -> None:
        """Both the catalogue that people edit and the one that is read."""
        here = {path.name for path in (ROOT / "src").rglob("coopflow.[pm]o")}

        assert {"coopflow.po", "coopflow.mo"} == here
        assert here == {path.name for path in (wheel / "coopflow").rglob("coopflow.[pm]o")}

    def test_it_brings_nothing_else(self, wheel: Path) -> None:
        """Tests and plugins are no part of it."""
        expected = {"coopflow", "quang_nam_2022", _metadata(wheel).name}

        assert expected == {path.name for path in wheel.iterdir()}

    @pytest.mark.parametrize("module", ["coopflow", "coopflow.cli", "quang_nam_2022.story"])
    def test_it_can_be_imported(self, wheel: Path, module: str) -> None:
        """From the unpacked wheel, not from the checkout."""
        code = (
            f"import sys; sys.path.insert(0, {str(wheel)!r}); import {module}; "
            f"print({module}.__file__)"
        )
        command = [sys.executable, "-I", "-c", code]
        run = subprocess.run(command, check=False, capture_output=True, text=True)

        assert run.stdout.startswith(str(wheel)), run.stderr

    def test_it_names_its_command_and_its_demonstration(self, wheel: Path) -> None:
        """Both are found by entry point."""
        points = (_metadata(wheel) / "entry_points.txt").read_text("utf-8")

        assert "coopflow = coopflow.cli:main" in points
        assert "quang-nam-2022 = quang_nam_2022.story:main" in points

    def test_its_metadata_is_complete(self, wheel: Path) -> None:
        """Licence, Python and version, as an index shows them."""
        metadata = email.message_from_string((_metadata(wheel) / "METADATA").read_text("utf-8"))

        assert "Apache-2.0" == metadata["License-Expression"]
        assert ">=3.11" == metadata["Requires-Python"]
        assert coopflow.__version__ == metadata["Version"]


class TestPins:
    """`make setup` installs what is tested, from wherever it is told to."""

    def test_a_pin_is_a_name_and_a_version(self) -> None:
        """No address and no hash: any index or wheelhouse will do."""
        assert PINS
        assert [] == [name for name, version in PINS.items() if str(Version(version)) != version]

    @pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda wanted: wanted.name)
    def test_a_requirement_is_pinned_within_its_bounds(self, requirement: Requirement) -> None:
        """Each thing we ask for has a pin, and the pin is one we allow."""
        pin = PINS[canonicalize_name(requirement.name)]

        assert requirement.specifier.contains(pin)

    @pytest.mark.parametrize("name", sorted(PINS))
    def test_what_a_pinned_package_needs_is_pinned_too(self, name: str) -> None:
        """One unpinned guest of a guest, and no two setups are alike."""
        needed = [Requirement(line) for line in importlib.metadata.requires(name) or ()]
        names = [
            canonicalize_name(wanted.name)
            for wanted in needed
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""})
        ]

        assert [] == [wanted for wanted in names if wanted not in PINS]


class TestFirstPage:
    """README gets a stranger going."""

    @pytest.mark.parametrize("command", ["make demo", "make test"])
    def test_it_names_the_two_commands(self, command: str) -> None:
        """One to see it, one to trust it; both exist."""
        assert command in (ROOT / "README.md").read_text("utf-8")
        assert f"\n{command.removeprefix('make ')}:" in (ROOT / "Makefile").read_text("utf-8")
