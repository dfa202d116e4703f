"""What others' errors and answers say of themselves. To ask them runs their code, which may fail.

Whoever handles what a guest did wrong words it by these, so that nothing is raised amid that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def raised(error: BaseException) -> str:
    """Return the kind of an error and what it says: ``"LookupError: no such mailbox"``.

    Returns:
        The kind alone, where it cannot be asked.
    """
    kind = type(error).__name__
    return _asked(lambda: f"{kind}: {error}", kind)


def said(error: BaseException) -> str:
    """Return what an error says, or its kind where it cannot be asked."""
    return _asked(lambda: f"{error}", type(error).__name__)


def shown(value: object) -> str:
    """Return a value as code would write it, or its kind where it cannot be asked."""
    return _asked(lambda: f"{value!r}", f"<{type(value).__name__}>")


def _asked(ask: Callable[[], str], otherwise: str) -> str:
    try:
        return ask()
    except KeyboardInterrupt:  # not theirs: somebody wants it all to end
        raise
    except BaseException:  # noqa: BLE001 - theirs, whatever it is
        return otherwise
