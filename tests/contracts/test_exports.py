"""About ourselves: the public names, and what `import coopflow` costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import coopflow

ROOT = Path(__file__).parents[2]
HEAVY = ("rich", "cyclopts", "pluggy", "transitions", "sqlite3", "ruamel", "hypothesis", "pytest")


def _run(code: str) -> str:
    command = [sys.executable, "-I", "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class TestExports:
    """What is public is named once, there, and told."""

    def test_the_names_are_in_order_and_named_once(self) -> None:
        """`__all__` is read by people too."""
        assert sorted(set(coopflow.__all__)) == list(coopflow.__all__)

    @pytest.mark.parametrize("name", coopflow.__all__)
    def test_a_public_name_is_there(self, name: str) -> None:
        """A name in `__all__` that does not resolve is a promise broken at import."""
        assert getattr(coopflow, name) is not None

    @pytest.mark.parametrize("name", coopflow.__all__)
    def test_a_public_name_is_told(self, name: str) -> None:
        """Whoever embeds the library finds each name in the how-to."""
        told = (ROOT / "docs" / "embedding.md").read_text("utf-8")

        assert f"`{name}" in told or f"import {name}" in told or f"coopflow.{name}" in told

    def test_dir_lists_the_public_names(self) -> None:
        """Names that load late complete in a shell like any other."""
        assert set() == set(coopflow.__all__) - set(dir(coopflow))

    def test_an_unknown_name_is_an_attribute_error(self) -> None:
        """Loading late is no reason to answer differently."""
        with pytest.raises(AttributeError, match="no_such_name"):
            _ = coopflow.no_such_name


class TestImport:
    """`import coopflow` costs next to nothing: each dependency is loaded where it is used."""

    def test_importing_loads_nothing_heavy(self) -> None:
        """Neither a face, nor a machine, nor a driver, nor a test tool."""
        loaded = _run("import coopflow, sys; print(*sorted(sys.modules))").split()

        assert "coopflow" in loaded
        assert [] == [name for name in HEAVY if name in loaded]
