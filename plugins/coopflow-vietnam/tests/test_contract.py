"""The plugin keeps the promises every plugin makes."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from importlib.metadata import entry_points, version
from pathlib import Path
from types import ModuleType

import coopflow_vietnam
from coopflow.host.loading import given
from coopflow.host.manager import build_host
from coopflow.testing.plugin_contract import PluginContract

PAGE = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


class TestVietnam(PluginContract):
    """Its calendars, asked about every day of a decade and intervals of any length."""

    plugin = coopflow_vietnam


class TestPage:
    """The page shows how an agency offers a calendar of its own."""

    def test_its_plugin_is_one(self) -> None:
        """The host takes it beside ours, and its table counts."""
        (shown,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
        agency = ModuleType("agency")
        exec(shown, vars(agency))  # noqa: S102 - what the page shows
        host = build_host(given([coopflow_vietnam, agency]), "0")

        assert ("quang-nam", "vietnam", "weekdays") == host.known.calendars
        assert not host.calendars["quang-nam"].works(date(2022, 10, 17))
        assert host.calendars["vietnam"].works(date(2022, 10, 17))


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
