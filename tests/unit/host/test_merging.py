"""What plugins contribute is merged once; two that claim the same are both named."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from coopflow.definitions.standard import STANDARD
from coopflow.errors import PluginConflict, PluginError
from coopflow.host import Guard, Reaction, Responsibility
from coopflow.host.loading import given
from coopflow.host.manager import Host, build_host

if TYPE_CHECKING:
    from collections.abc import Callable

    Maker = Callable[..., Any]

OURS = evolve(STANDARD, name="ours")


def duty(agency: str = "north", scope: str = "well", **claims: Any) -> Responsibility:
    """Return a claim that demands minutes."""
    return Responsibility(agency=agency, scope=scope, evidence=("minutes",), **claims)


def guard(name: str) -> Guard:
    """Return a guard that lets everything pass."""
    return Guard(name=name, check=lambda _: None)


def reaction(name: str) -> Reaction:
    """Return a reaction that does nothing."""
    return Reaction(name=name, react=lambda _: None)


def host_of(*plugins: Any) -> Host:
    """Build a host of `plugins`."""
    return build_host(given(plugins), "9.9")


class TestConflicts:
    """Two plugins that claim the same are refused at the start; nobody's rule is left out."""

    @pytest.mark.parametrize("claims", [{"obligations": ("1.1",)}, {"areas": ("1",)}])
    def test_one_claim_by_two_plugins(self, make_plugin: Maker, claims: dict[str, Any]) -> None:
        """Both are named, and so is what they claim."""
        one = make_plugin("alpha", responsibilities=[duty(**claims)])
        two = make_plugin("beta", responsibilities=[duty(**claims)])

        with pytest.raises(PluginConflict, match="of 'well' for 'north'") as caught:
            host_of(one, two)
        assert ("beta", "alpha") == (caught.value.plugin, caught.value.other)

    @pytest.mark.parametrize(
        "other",
        [
            duty(obligations=("1.2",)),
            duty(areas=("1.1",)),
            duty(agency="south", obligations=("1.1",)),
            duty(scope="water", obligations=("1.1",)),
        ],
    )
    def test_claims_that_differ_stand_together(
        self, make_plugin: Maker, other: Responsibility
    ) -> None:
        """In obligation, in kind, in agency or in scope."""
        one = make_plugin("alpha", responsibilities=[duty(obligations=("1.1",))])
        host = host_of(one, make_plugin("beta", responsibilities=[other]))

        assert ["alpha", "beta"] == [each.plugin for each in host.responsibilities]

    def test_one_guard_by_two_plugins(self, make_plugin: Maker) -> None:
        """Rows name guards, so a name is one guard's."""
        plugins = [make_plugin(name, guards=[guard("ready")]) for name in ("alpha", "beta")]

        with pytest.raises(PluginConflict, match="the guard 'ready'") as caught:
            host_of(*plugins)
        assert ("beta", "alpha") == (caught.value.plugin, caught.value.other)

    def test_one_reaction_by_two_plugins(self, make_plugin: Maker) -> None:
        """Its place in the journal is kept under its name."""
        plugins = [make_plugin(name, reactions=[reaction("mail")]) for name in ("alpha", "beta")]

        with pytest.raises(PluginConflict, match="the reaction 'mail'") as caught:
            host_of(*plugins)
        assert ("beta", "alpha") == (caught.value.plugin, caught.value.other)

    def test_one_lifecycle_by_two_plugins(self, make_plugin: Maker) -> None:
        """An edition is published once."""
        plugins = [make_plugin(name, lifecycles=[OURS]) for name in ("alpha", "beta")]

        with pytest.raises(PluginConflict, match="the lifecycle 'ours@1'"):
            host_of(*plugins)

    def test_one_calendar_by_two_plugins(self, make_plugin: Maker) -> None:
        """Of whichever kind: a name is one calendar's."""
        one = make_plugin("alpha", calendars=[SimpleNamespace(name="lunar", works=bool)])
        two = make_plugin("beta", calendars=[SimpleNamespace(name="lunar", closes=bool)])

        with pytest.raises(PluginConflict, match="the calendar 'lunar'") as caught:
            host_of(one, two)
        assert ("beta", "alpha") == (caught.value.plugin, caught.value.other)

    def test_nobody_replaces_weekdays(self, make_plugin: Maker) -> None:
        """Monday to Friday is what every file without a calendar means."""
        weekdays = SimpleNamespace(name="weekdays", works=bool)

        with pytest.raises(PluginConflict, match="the calendar 'weekdays'"):
            host_of(make_plugin("alpha", calendars=[weekdays]))

    def test_nobody_replaces_what_is_built_in(self, make_plugin: Maker) -> None:
        """The library's own part is a plugin like any other, and comes first."""
        with pytest.raises(PluginConflict) as caught:
            host_of(make_plugin("alpha", lifecycles=[STANDARD]))
        assert ("alpha", "coopflow") == (caught.value.plugin, caught.value.other)

    def test_two_plugins_of_one_name(self, make_plugin: Maker) -> None:
        """Whose objection it is must be plain."""
        with pytest.raises(PluginConflict, match="the same name"):
            host_of(make_plugin("alpha"), make_plugin("alpha"))

    @pytest.mark.parametrize(
        "contributions",
        [
            {"responsibilities": [duty(obligations=("1.1",)), duty(obligations=("1.1",))]},
            {"guards": [guard("ready"), guard("ready")]},
            {"lifecycles": [OURS, OURS]},
            {"calendars": [SimpleNamespace(name="lunar", works=bool)] * 2},
            {"reactions": [reaction("mail"), reaction("mail")]},
        ],
    )
    def test_a_plugin_that_contradicts_itself(
        self, make_plugin: Maker, contributions: dict[str, Any]
    ) -> None:
        """That is its own fault, and no conflict of two."""
        with pytest.raises(PluginError, match="twice") as caught:
            host_of(make_plugin("alpha", **contributions))
        assert PluginError is type(caught.value)
        assert "alpha" == caught.value.plugin


class TestHost:
    """A host is built once and does not change."""

    def test_calendars_are_known_by_what_they_know(self, make_plugin: Maker) -> None:
        """Working days, cut-off days, or both; each name where it can be used."""
        days = SimpleNamespace(name="lunar", works=bool)
        cut_off = SimpleNamespace(name="by-the-14th", closes=bool)
        both = SimpleNamespace(name="own", works=bool, closes=bool)
        host = host_of(make_plugin("alpha", calendars=[days, cut_off, both]))

        assert ("lunar", "own", "weekdays") == host.known.calendars
        assert ("by-the-14th", "own") == host.known.reporting
        assert days is host.calendars["lunar"]
        assert cut_off is host.reporting["by-the-14th"]
        assert (("lunar", "own"), ("by-the-14th", "own")) == (
            host.plugins[-1].calendars,
            host.plugins[-1].reporting,
        )
        assert ("weekdays",) == host.plugins[0].calendars

    def test_it_lists_who_contributed_what(self, make_plugin: Maker) -> None:
        """The library first, then the guests by name."""
        claim = duty(obligations=("1.1",))
        mail = reaction("mail")
        beta = make_plugin(
            "beta", guards=[guard("ready")], responsibilities=[claim], reactions=[mail]
        )
        host = host_of(beta, make_plugin("alpha", lifecycles=[OURS]))
        listed = [(p.name, p.version, p.lifecycles, p.guards) for p in host.plugins]

        assert [
            ("coopflow", "9.9", ("standard@1",), ()),
            ("alpha", "1.2", ("ours@1",), ()),
            ("beta", "1.2", (), ("ready",)),
        ] == listed
        assert (("coopflow", "9.9"), ("alpha", "1.2"), ("beta", "1.2")) == host.versions
        assert [(), (), ("mail",)] == [each.reactions for each in host.plugins]
        assert [("mail", "beta")] == [(n, each.plugin) for n, each in host.reactions.items()]
        assert ["ours@1", "standard@1"] == sorted(host.known.lifecycles)

    def test_it_is_frozen(self, make_plugin: Maker) -> None:
        """Nobody adds a guard, or takes one away, when it has been built."""
        host: Any = host_of(make_plugin("alpha", guards=[guard("ready")]))

        with pytest.raises(TypeError):
            del host.guards["ready"]
        with pytest.raises(AttributeError):
            host.guards = {}
