"""The plugin keeps the promises every plugin makes."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points, version

import coopflow_vietnam
from coopflow.testing.plugin_contract import PluginContract


class TestVietnam(PluginContract):
    """Its calendars, asked about every day of a decade and intervals of any length."""

    plugin = coopflow_vietnam


class TestDistribution:
    """It is found once it is installed, and costs nothing until a day is counted."""

    def test_it_is_announced(self) -> None:
        """Under the name that `COOPFLOW_PLUGINS` takes, in the version it says."""
        (announced,) = entry_points(group="coopflow", name="vietnam")

        assert coopflow_vietnam is announced.load()
        assert version("coopflow-vietnam") == coopflow_vietnam.__version__

    def test_holidays_are_not_imported_with_it(self) -> None:
        """Nor by offering the calendars: by the first question about a day."""
        code = (
            "import sys, coopflow_vietnam as it; days, _ = it.coopflow_calendars();"
            "assert 'holidays' not in sys.modules;"
            "from datetime import date; days.works(date(2022, 2, 1));"
            "assert 'holidays' in sys.modules"
        )
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code], check=False, capture_output=True, text=True
        )

        assert (0, "") == (done.returncode, done.stderr)
