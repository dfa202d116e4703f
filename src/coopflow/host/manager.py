"""Build the host: ask every plugin once, merge what they say, freeze it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve, field, frozen

from coopflow.definitions.calendars import Calendar, Deciding
from coopflow.definitions.checks import Known
from coopflow.definitions.lifecycle_checks import check
from coopflow.definitions.reporting import ReportingCalendar
from coopflow.engine.rules import Guard, Responsibility
from coopflow.errors import DefinitionError, PluginConflict, PluginError
from coopflow.host import builtin
from coopflow.host.asking import Answers, ask
from coopflow.host.loading import Plugin
from coopflow.host.reactions import Reaction
from coopflow.values.lifecycle import Lifecycle
from coopflow.values.problem import Problem
from coopflow.values.saying import saying

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")


@frozen(kw_only=True)
class Contributed:
    """What one plugin contributed, for whoever lists plugins.

    Attributes:
        calendars: Those of working days.
        reporting: Those of cut-off days; what is both stands in both.
    """

    name: str
    version: str
    lifecycles: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ()
    reporting: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    reactions: tuple[str, ...] = ()


@frozen(kw_only=True)
class Host:
    """Everything contributed, merged.

    Attributes:
        plugins: Each plugin with what it contributed; coopflow's own part first.
        calendars: Those that know working days, by name.
        reporting: Those that know cut-off days, by name.
    """

    plugins: tuple[Contributed, ...]
    lifecycles: Mapping[str, Lifecycle] = field(factory=dict)
    calendars: Mapping[str, Calendar] = field(factory=dict)
    reporting: Mapping[str, ReportingCalendar] = field(factory=dict)
    guards: Mapping[str, Guard] = field(factory=dict)
    responsibilities: tuple[Responsibility, ...] = ()
    reactions: Mapping[str, Reaction] = field(factory=dict)

    def offering(self, lifecycles: Iterable[Lifecycle]) -> Host:
        """Return a host that offers these lifecycles besides.

        Raises:
            DefinitionError: One cannot mean what it says, or another of its name and edition
                is offered already.
        """
        offered = dict(self.lifecycles)
        for each in lifecycles:
            problems = check(each, guards=self.guards)
            if problems:
                raise DefinitionError(problems)
            if offered.setdefault(each.key, each) != each:
                words = saying(
                    "another lifecycle {lifecycle!r} is offered: give this one a new edition",
                    lifecycle=each.key,
                )
                raise DefinitionError((Problem(code="id.duplicate", said=words),))
        return evolve(self, lifecycles=MappingProxyType(offered))

    @property
    def known(self) -> Known:
        """What a terms file may name."""
        return Known(
            lifecycles=self.lifecycles,
            calendars=tuple(sorted(self.calendars)),
            reporting=tuple(sorted(self.reporting)),
            decided={
                name: each.decided
                for name, each in self.calendars.items()
                if isinstance(each, Deciding)
            },
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
    merged = [ask(each) for each in (Plugin(builtin.NAME, version, builtin), *plugins)]
    names = [answers.plugin.name for answers in merged]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise PluginConflict(name, "they bear the same name: rename one of them", name)
    calendars = _unique(
        "calendar", [(a.plugin.name, each.name, each) for a in merged for each in a.calendars]
    )
    return Host(
        plugins=tuple(_contributed(answers) for answers in merged),
        lifecycles=_unique(
            "lifecycle", [(a.plugin.name, each.key, each) for a in merged for each in a.lifecycles]
        ),
        calendars=MappingProxyType({n: c for n, c in calendars.items() if isinstance(c, Calendar)}),
        reporting=MappingProxyType(
            {n: c for n, c in calendars.items() if isinstance(c, ReportingCalendar)}
        ),
        guards=_unique(
            "guard", [(a.plugin.name, each.name, each) for a in merged for each in a.guards]
        ),
        responsibilities=_claims([each for a in merged for each in a.responsibilities]),
        reactions=_unique(
            "reaction", [(a.plugin.name, each.name, each) for a in merged for each in a.reactions]
        ),
    )


def _contributed(answers: Answers) -> Contributed:
    return Contributed(
        name=answers.plugin.name,
        version=answers.plugin.version,
        lifecycles=tuple(each.key for each in answers.lifecycles),
        calendars=tuple(each.name for each in answers.calendars if isinstance(each, Calendar)),
        reporting=tuple(
            each.name for each in answers.calendars if isinstance(each, ReportingCalendar)
        ),
        guards=tuple(each.name for each in answers.guards),
        responsibilities=answers.responsibilities,
        reactions=tuple(each.name for each in answers.reactions),
    )


def _unique(kind: str, named: Sequence[tuple[str, str, T]]) -> Mapping[str, T]:
    owners: dict[str, str] = {}
    merged: dict[str, T] = {}
    for plugin, name, value in named:
        if owners.get(name) == plugin:
            raise PluginError(plugin, f"it offers the {kind} {name!r} twice: rename one")
        if name in owners:
            text = f"both offer the {kind} {name!r}: rename one, or load one (COOPFLOW_PLUGINS)"
            raise PluginConflict(plugin, text, owners[name])
        owners[name], merged[name] = plugin, value
    return MappingProxyType(merged)


def _claims(duties: Sequence[Responsibility]) -> tuple[Responsibility, ...]:
    owners: dict[tuple[str, str, str, str], str] = {}
    for duty in duties:
        claims = [("obligation", name) for name in duty.obligations]
        claims += [("area", name) for name in duty.areas]
        for kind, name in claims:
            key = (duty.agency, duty.scope, kind, name)
            claimed = f"{kind} {name!r} of {duty.scope!r} for {duty.agency!r}"
            if owners.get(key) == duty.plugin:
                text = f"it claims {claimed} twice: make one responsibility of the two"
                raise PluginError(duty.plugin, text)
            if key in owners:
                text = (
                    f"both claim {claimed}:"
                    " let one of them leave it out, or load one (COOPFLOW_PLUGINS)"
                )
                raise PluginConflict(duty.plugin, text, owners[key])
            owners[key] = duty.plugin
    return tuple(duties)
