"""Plugins are found, narrowed by name, and named when they cannot be loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coopflow import Secretariat
from coopflow.errors import PluginConflict, PluginError
from coopflow.host.loading import announced, given

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

GOOD = """
from coopflow.host import hookimpl


@hookimpl
def coopflow_guards():
    return ()
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return an installer of distributions: a name, its plugin's name, its module's source."""

    def installed(distribution: str, plugin: str, source: str) -> None:
        module = distribution.replace("-", "_")
        (tmp_path / f"{module}.py").write_text(source, "utf-8")
        info = tmp_path / f"{module}-2.5.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.4\nName: {distribution}\nVersion: 2.5\n", "utf-8"
        )
        (info / "entry_points.txt").write_text(f"[coopflow]\n{plugin} = {module}\n", "utf-8")
        monkeypatch.syspath_prepend(tmp_path)

    return installed


class TestAnnounced:
    """An installed plugin is found without a line of configuration."""

    def test_a_plugin_is_found_by_its_entry_point(self, install: Callable[..., None]) -> None:
        """With the entry point's name and the distribution's version."""
        install("host-one", "one", GOOD)
        found = {each.name: each.version for each in announced()}

        assert "2.5" == found["one"]

    def test_a_secretariat_works_with_what_is_installed(self, install: Callable[..., None]) -> None:
        """Opened without a word about plugins, it has them."""
        install("host-two", "two", GOOD)
        with Secretariat.open("memory:") as office:
            assert ("two", "2.5") in office.host.versions

    def test_plugins_come_in_the_order_of_their_names(self, install: Callable[..., None]) -> None:
        """Whatever order they were installed in."""
        install("host-three", "zeta", GOOD)
        install("host-four", "alpha", GOOD)
        names = [each.name for each in announced("zeta,alpha")]

        assert ["alpha", "zeta"] == names

    def test_one_that_raises_is_named(self, install: Callable[..., None]) -> None:
        """The operator learns which to repair or to leave out."""
        install("host-five", "broken", "raise RuntimeError('no licence')")

        with pytest.raises(PluginError, match="RuntimeError: no licence") as caught:
            announced("broken")
        assert "broken" == caught.value.plugin

    def test_one_that_leaves_the_program_is_named(self, install: Callable[..., None]) -> None:
        """A guest does not end the host's program."""
        install("host-six", "quitter", "raise SystemExit(0)")

        with pytest.raises(PluginError, match="SystemExit") as caught:
            announced("quitter")
        assert "quitter" == caught.value.plugin

    def test_two_of_one_name_are_a_conflict(self, install: Callable[..., None]) -> None:
        """Neither is quietly preferred: both distributions are named."""
        install("host-seven", "same", GOOD)
        install("host-eight", "same", GOOD)

        with pytest.raises(PluginConflict, match="'same'") as caught:
            announced("none")
        assert {"host-seven", "host-eight"} == {caught.value.plugin, caught.value.other}


class TestNarrowing:
    """`COOPFLOW_PLUGINS` switches loading off or narrows it."""

    def test_none_loads_none(self, install: Callable[..., None]) -> None:
        """And one that cannot be imported does no harm."""
        install("host-nine", "nine", "raise RuntimeError")

        assert () == announced("none")

    def test_only_those_named_are_loaded(self, install: Callable[..., None]) -> None:
        """Blanks around the names and names given twice do not matter."""
        install("host-ten", "ten", GOOD)
        install("host-eleven", "eleven", "raise RuntimeError")

        assert ["ten"] == [each.name for each in announced(" ten , ten,")]

    def test_nothing_but_blanks_is_as_good_as_not_set(self, install: Callable[..., None]) -> None:
        """A variable left empty does not switch an agency's rules off."""
        install("host-twelve", "twelve", GOOD)

        assert "twelve" in [each.name for each in announced("  ")]

    def test_one_that_is_not_installed_is_named(self, install: Callable[..., None]) -> None:
        """With those that are: a rule the operator counts on is not left out in silence."""
        install("host-thirteen", "thirteen", GOOD)

        with pytest.raises(PluginError, match="thirteen") as caught:
            announced("thirten")
        assert "thirten" == caught.value.plugin

    def test_the_environment_narrows_what_a_secretariat_loads(
        self, install: Callable[..., None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The variable is read when it is opened."""
        install("host-fourteen", "fourteen", GOOD)
        install("host-fifteen", "fifteen", "raise RuntimeError")
        monkeypatch.setenv("COOPFLOW_PLUGINS", "fourteen")
        with Secretariat.open("memory:") as office:
            assert ["coopflow", "fourteen"] == [name for name, _ in office.host.versions]


class TestGiven:
    """An application may bring its plugins itself."""

    def test_a_module_or_an_object_will_do(self, make_plugin: Callable[..., Any]) -> None:
        """Each under its own name, or that of its class."""

        class Rules:
            """An object with no hooks."""

        found = given([make_plugin("beta"), Rules()])

        assert [("Rules", ""), ("beta", "1.2")] == [(each.name, each.version) for each in found]

    def test_what_is_given_stands_alone(
        self, install: Callable[..., None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Neither what is installed nor the environment adds to it."""
        install("host-sixteen", "sixteen", "raise RuntimeError")
        monkeypatch.setenv("COOPFLOW_PLUGINS", "sixteen")
        with Secretariat.open("memory:", plugins=[]) as office:
            assert ["coopflow"] == [name for name, _ in office.host.versions]
