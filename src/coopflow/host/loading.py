"""Find plugins: those handed over, or those whose distributions announce them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from coopflow.errors import PluginConflict, PluginError
from coopflow.values.raised import raised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from importlib.metadata import EntryPoint

GROUP = "coopflow"
"""The entry point group that announces plugins."""


@frozen
class Plugin:
    """A loaded plugin.

    Attributes:
        name: Its entry point's name, or its module's.
        version: Its distribution's version; empty where it has none.
        module: The object whose functions are its hooks.
    """

    name: str
    version: str
    module: Any


def announced(only: str | None = None) -> tuple[Plugin, ...]:
    """Load the plugins that installed distributions announce, in order of names.

    Args:
        only: Names to load, separated by commas; ``none`` loads none; ``None`` or nothing but
            blanks loads all.

    Raises:
        PluginError: One cannot be imported, or one that is named is not installed.
        PluginConflict: Two distributions announce a plugin of one name.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - only where plugins are looked for

    found: dict[str, EntryPoint] = {}
    for each in entry_points(group=GROUP):
        if each.name in found:
            what = f"both announce a plugin called {each.name!r}: uninstall one of them"
            raise PluginConflict(_distribution(each), what, _distribution(found[each.name]))
        found[each.name] = each
    wanted = sorted(found) if only is None or not only.strip() else _names(only)
    for name in wanted:
        if name not in found:
            known = ", ".join(sorted(found)) or "none"
            what = f"COOPFLOW_PLUGINS names it, but it is not installed (installed: {known})"
            raise PluginError(name, what)
    return tuple(_load(found[name]) for name in wanted)


def given(modules: Iterable[Any]) -> tuple[Plugin, ...]:
    """Take plugins that the caller hands over, in order of names.

    Raises:
        PluginError: One is a name or another plain value: it would be silently without effect.
    """
    modules = tuple(modules)
    for each in modules:
        if each is None or isinstance(each, (str, bytes, int, float, list, tuple, dict)):
            what = "it is no plugin: hand over its module, or an object with functions as hooks"
            raise PluginError(str(each), what)
    plugins = [
        Plugin(_name(module), str(getattr(module, "__version__", "")), module) for module in modules
    ]
    return tuple(sorted(plugins, key=lambda plugin: plugin.name))


def _names(only: str) -> Sequence[str]:
    names = sorted({name.strip() for name in only.split(",")} - {""})
    return [] if names == ["none"] else names


def _load(entry_point: EntryPoint) -> Plugin:
    version = entry_point.dist.version if entry_point.dist is not None else ""
    try:
        return Plugin(entry_point.name, version, entry_point.load())
    except (Exception, SystemExit) as error:  # a guest does not end the host's program
        what = f"it could not be imported: {raised(error)}"
        raise PluginError(entry_point.name, what) from error


def _distribution(entry_point: EntryPoint) -> str:
    return entry_point.dist.name if entry_point.dist is not None else entry_point.value


def _name(module: Any) -> str:
    name = getattr(module, "__name__", None) or type(module).__name__
    return str(name)
