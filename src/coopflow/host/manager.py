"""Build the host: ask every plugin once, check what it says, merge it, freeze it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy
from attrs import evolve as changed
from attrs import field, frozen

from coopflow.definitions.calendars import CALENDARS, Calendar
from coopflow.definitions.checks import Known
from coopflow.definitions.lifecycle_checks import check
from coopflow.engine.rules import Guard, Responsibility
from coopflow.errors import PluginConflict, PluginError
from coopflow.host import builtin, hookspecs
from coopflow.host.loading import Plugin
from coopflow.host.markers import NAME, PREFIX
from coopflow.values.lifecycle import Lifecycle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")


@frozen(kw_only=True)
class Contributed:
    """What one plugin contributed, for whoever lists plugins."""

    name: str
    version: str
    lifecycles: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()


@frozen(kw_only=True)
class Host:
    """Everything contributed, merged.

    Attributes:
        plugins: Each plugin with what it contributed; coopflow's own part first.
    """

    plugins: tuple[Contributed, ...]
    lifecycles: Mapping[str, Lifecycle] = field(factory=dict)
    calendars: Mapping[str, Calendar] = field(factory=lambda: CALENDARS)
    guards: Mapping[str, Guard] = field(factory=dict)
    responsibilities: tuple[Responsibility, ...] = ()

    @property
    def known(self) -> Known:
        """What a terms file may name."""
        return Known(
            lifecycles=tuple(sorted(self.lifecycles)), calendars=tuple(sorted(self.calendars))
        )

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Names and versions of the plugins, for the record."""
        return tuple((each.name, each.version) for each in self.plugins)


def build_host(plugins: Iterable[Plugin], version: str) -> Host:
    """Ask each plugin once for what it contributes, and merge it.

    Args:
        plugins: The guests.
        version: Of coopflow, whose own part comes first.

    Raises:
        PluginError: A hook is misspelt, raises, or returns what it should not.
        PluginConflict: Two plugins claim the same.
    """
    merged = [_ask(each) for each in (Plugin(builtin.NAME, version, builtin), *plugins)]
    names = [contributed.name for contributed, *_ in merged]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise PluginConflict(name, "they bear the same name: rename one of them", name)
    return Host(
        plugins=tuple(contributed for contributed, *_ in merged),
        lifecycles=_unique(
            "the lifecycle", [(c.name, o.key, o) for c, o_s, *_ in merged for o in o_s]
        ),
        guards=_unique("the guard", [(c.name, g.name, g) for c, _, gs, _ in merged for g in gs]),
        responsibilities=_claims([duty for *_, duties in merged for duty in duties]),
    )


Answers = tuple[Contributed, "Sequence[Lifecycle]", "Sequence[Guard]", "Sequence[Responsibility]"]


def _ask(plugin: Plugin) -> Answers:
    host = pluggy.PluginManager(NAME)
    host.add_hookspecs(hookspecs)
    known = [name for name in dir(hookspecs) if name.startswith(PREFIX)]
    for name in dir(plugin.module):
        if name.startswith(PREFIX) and name not in known:
            what = f"{name!r} is no hook: there are {', '.join(known)}"
            raise PluginError(plugin.name, what)
        if name in known and not hasattr(getattr(plugin.module, name), f"{NAME}_impl"):
            what = f"{name!r} is not marked: write @hookimpl above it"
            raise PluginError(plugin.name, what)
    try:
        host.register(plugin.module, name=plugin.name)
        host.check_pending()
    except pluggy.PluginValidationError as error:
        raise PluginError(plugin.name, f"a hook does not fit its contract: {error}") from error
    lifecycles = _answers(plugin, host.hook.coopflow_lifecycles, Lifecycle)
    for each in lifecycles:
        for problem in check(each):
            what = f"its lifecycle {each.key!r} cannot run: {problem.code}: {problem.text}"
            raise PluginError(plugin.name, what)
    guards = [
        changed(g, plugin=plugin.name) for g in _answers(plugin, host.hook.coopflow_guards, Guard)
    ]
    duties = [
        changed(duty, plugin=plugin.name)
        for duty in _answers(plugin, host.hook.coopflow_responsibilities, Responsibility)
    ]
    contributed = Contributed(
        name=plugin.name,
        version=plugin.version,
        lifecycles=tuple(each.key for each in lifecycles),
        guards=tuple(each.name for each in guards),
        responsibilities=tuple(duties),
    )
    return contributed, lifecycles, guards, duties


def _answers(plugin: Plugin, hook: Any, wanted: type[T]) -> list[T]:
    try:
        found = [each for answer in hook() for each in answer]
    except Exception as error:
        what = f"{hook.name} raised {type(error).__name__}: {error}"
        raise PluginError(plugin.name, what) from error
    for each in found:
        if not isinstance(each, wanted):
            what = f"{hook.name} returns {wanted.__name__}s, not {each!r}"
            raise PluginError(plugin.name, what)
    return found


def _unique(what: str, named: Sequence[tuple[str, str, T]]) -> dict[str, T]:
    owners: dict[str, str] = {}
    merged: dict[str, T] = {}
    for plugin, name, value in named:
        if name in owners:
            text = f"both offer {what} {name!r}: rename one, or load one (COOPFLOW_PLUGINS)"
            raise PluginConflict(plugin, text, owners[name])
        owners[name], merged[name] = plugin, value
    return merged


def _claims(duties: Sequence[Responsibility]) -> tuple[Responsibility, ...]:
    owners: dict[tuple[str, str, str, str], str] = {}
    for duty in duties:
        claims = [("obligation", name) for name in duty.obligations]
        claims += [("area", name) for name in duty.areas]
        for kind, name in claims:
            key = (duty.agency, duty.scope, kind, name)
            if key in owners:
                text = (
                    f"both claim {kind} {name!r} of {duty.scope!r} for {duty.agency!r}:"
                    " let one of them leave it out, or load one (COOPFLOW_PLUGINS)"
                )
                raise PluginConflict(duty.plugin, text, owners[key])
            owners[key] = duty.plugin
    return tuple(duties)
