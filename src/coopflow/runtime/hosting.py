"""The host of an office: the plugins it was given, or those that are installed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from coopflow.host.loading import announced, given
from coopflow.host.manager import Host, build_host

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.values.lifecycle import Lifecycle


def host_of(plugins: Iterable[Any] | None, lifecycles: Iterable[Lifecycle]) -> Host:
    """Return what coopflow and plugins offer, and these lifecycles besides.

    Args:
        plugins: Modules or objects with hooks; ``None`` for those that installed distributions
            announce, narrowed by the environment's ``COOPFLOW_PLUGINS``.
        lifecycles: Tables that terms may name besides.

    Raises:
        PluginError: A plugin cannot be used.
        DefinitionError: A lifecycle cannot mean what it says.
    """
    from coopflow import __version__  # noqa: PLC0415 - the package is complete by now

    only = os.environ.get("COOPFLOW_PLUGINS")
    loaded = announced(only) if plugins is None else given(plugins)
    return build_host(loaded, __version__).offering(lifecycles)
