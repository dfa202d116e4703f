"""The plugin keeps the promises every plugin makes."""

from __future__ import annotations

from importlib.metadata import entry_points, version
from pathlib import Path

import coopflow_ban_dan_van
from coopflow.testing.plugin_contract import PluginContract

PLAN = Path(__file__).parents[3] / "examples" / "quang_nam_2022" / "plan-2022.yaml"


class TestBanDanVan(PluginContract):
    """The Commission's plugin, held against the plan of 2022."""

    plugin = coopflow_ban_dan_van
    terms_files = (PLAN,)


class TestDistribution:
    """Whoever installs it has it."""

    def test_it_is_announced_under_the_agency(self) -> None:
        """By the name that refusals and `COOPFLOW_PLUGINS` use."""
        (found,) = entry_points(group="coopflow", name="ban-dan-van")

        assert coopflow_ban_dan_van is found.load()

    def test_its_version_stands_once(self) -> None:
        """The distribution takes it from the module."""
        assert coopflow_ban_dan_van.__version__ == version("coopflow-ban-dan-van")
