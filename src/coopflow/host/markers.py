"""`hookimpl` marks a plugin's contributions; `hookspec` marks the contract."""

from __future__ import annotations

import pluggy

NAME = "coopflow"
PREFIX = "coopflow_"

hookspec = pluggy.HookspecMarker(NAME)
hookimpl = pluggy.HookimplMarker(NAME)
