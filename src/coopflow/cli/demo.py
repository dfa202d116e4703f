"""Run a demonstration that an installed distribution announces."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from coopflow.cli.errors import UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "coopflow.demos"
"""The entry point group that announces demonstrations: each a ``main(url: str | None)``."""


def demo(
    *,
    name: Annotated[
        str | None,
        Parameter(name="--name", metavar="NAME", help="Which; by default the first there is."),
    ] = None,
    keep: Annotated[
        str | None,
        Parameter(name="--keep", metavar="FILE", help="Keep its journal, to look at afterwards."),
    ] = None,
) -> None:
    """Show an agreement running, from draft to renewed."""
    run: Any = _chosen(name).load()
    if keep is None:
        run(None)
        return
    path = Path(keep).absolute()
    if path.exists():
        message = f"{keep} is there already: a demonstration begins a journal of its own"
        raise UsageError(message)
    run(f"sqlite:///{path}")


def _chosen(name: str | None) -> EntryPoint:
    from importlib.metadata import entry_points  # noqa: PLC0415 - heavy, and used here only

    found = {each.name: each for each in sorted(entry_points(group=GROUP), key=lambda e: e.name)}
    if not found:
        message = f"nothing installed here announces a demonstration (entry points {GROUP})"
        raise UsageError(message)
    if name is None:
        return next(iter(found.values()))
    if name not in found:
        message = f"there is no demonstration {name}; there are: {', '.join(found)}"
        raise UsageError(message)
    return found[name]
