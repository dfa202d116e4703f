"""Ask one plugin what it contributes, and check what it says."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pluggy
from attrs import evolve as changed
from attrs import frozen

from coopflow.definitions.calendars import Calendar
from coopflow.definitions.reporting import AnyCalendar, ReportingCalendar
from coopflow.engine.rules import Guard, Responsibility
from coopflow.errors import PluginError
from coopflow.host import hookspecs
from coopflow.host.loading import Plugin
from coopflow.host.markers import NAME, PREFIX
from coopflow.host.reactions import Reaction
from coopflow.host.soundness import faults
from coopflow.values.lifecycle import Lifecycle
from coopflow.values.raised import raised, said, shown

HOOKS = tuple(name for name in dir(hookspecs) if name.startswith(PREFIX))


@frozen(kw_only=True)
class Answers:
    """What one plugin says, each contribution marked with its name."""

    plugin: Plugin
    lifecycles: tuple[Lifecycle, ...]
    calendars: tuple[AnyCalendar, ...]
    guards: tuple[Guard, ...]
    responsibilities: tuple[Responsibility, ...]
    reactions: tuple[Reaction, ...]


def ask(plugin: Plugin) -> Answers:
    """Ask `plugin` each hook once.

    Raises:
        PluginError: A hook is misspelt, raises, or returns what it should not.
    """
    manager = pluggy.PluginManager(NAME)
    manager.add_hookspecs(hookspecs)
    # Looking at a plugin runs its code: `__getattr__` of a module, properties of an object.
    # `SystemExit` is no way out either: a guest does not end the host's program.
    try:
        _check_names(plugin)
        manager.register(plugin.module, name=plugin.name)
        manager.check_pending()
    except PluginError:
        raise
    except pluggy.PluginValidationError as error:
        raise PluginError(
            plugin.name, f"a hook does not fit its contract: {said(error)}"
        ) from error
    except (Exception, SystemExit) as error:
        what = f"looking for its hooks raised {raised(error)}"
        raise PluginError(plugin.name, what) from error
    guards = _answers(plugin, manager.hook.coopflow_guards, Guard)
    duties = _answers(plugin, manager.hook.coopflow_responsibilities, Responsibility)
    reactions = _answers(plugin, manager.hook.coopflow_reactions, Reaction)
    return Answers(
        plugin=plugin,
        lifecycles=_answers(plugin, manager.hook.coopflow_lifecycles, Lifecycle),
        calendars=_answers(plugin, manager.hook.coopflow_calendars, Calendar, ReportingCalendar),
        guards=tuple(changed(each, plugin=plugin.name) for each in guards),
        responsibilities=tuple(changed(each, plugin=plugin.name) for each in duties),
        reactions=tuple(changed(each, plugin=plugin.name) for each in reactions),
    )


def _check_names(plugin: Plugin) -> None:
    for name in dir(plugin.module):
        if not name.startswith(PREFIX):
            continue
        value = getattr(plugin.module, name)
        if name not in HOOKS and not isinstance(value, ModuleType):
            raise PluginError(plugin.name, f"{name!r} is no hook: there are {', '.join(HOOKS)}")
        if name in HOOKS and not hasattr(value, f"{NAME}_impl"):
            raise PluginError(plugin.name, f"{name!r} is not marked: write @hookimpl above it")


def _answers(plugin: Plugin, hook: Any, *wanted: type) -> tuple[Any, ...]:
    try:
        answers = [tuple(answer) for answer in hook()]
    except (Exception, SystemExit) as error:
        what = f"{hook.name} raised {raised(error)}"
        raise PluginError(plugin.name, what) from error
    # pluggy drops an answer of None: a forgotten `return` would pass for "nothing to offer".
    if len(answers) < len(hook.get_hookimpls()):
        raise PluginError(plugin.name, f"{hook.name} returns None: return a sequence")
    found: tuple[Any, ...] = tuple(each for answer in answers for each in answer)
    for each in found:
        if not isinstance(each, wanted):
            kinds = " or ".join(f"{kind.__name__}s" for kind in wanted)
            raise PluginError(plugin.name, f"{hook.name} returns {kinds}, not {shown(each)}")
        for fault in faults(each):
            raise PluginError(plugin.name, fault)
    return found
