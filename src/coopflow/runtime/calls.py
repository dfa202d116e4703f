"""Calls that make no sense, told where they are made rather than from deep inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopflow.values.lifecycle import Lifecycle
from coopflow.values.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable


def require_text(name: str, value: object) -> None:
    """Refuse an argument that is neither text nor left out.

    Raises:
        ValueError: It is something else.
    """
    if value is not None and not isinstance(value, str):
        message = f"{name}={value!r}: it is a text"
        raise ValueError(message)


def require_limit(limit: object) -> None:
    """Refuse what is no number of rows.

    Raises:
        ValueError: It is neither ``None`` nor a whole number from 1 on.
    """
    if limit is not None and (type(limit) is not int or limit < 1):
        message = f"limit={limit!r}: it is 1 or more"
        raise ValueError(message)


def require_terms(terms: object) -> None:
    """Refuse what are no terms.

    Raises:
        ValueError: They are something else: a mapping, or the name of a file.
    """
    if not isinstance(terms, Terms):
        message = f"{type(terms).__name__} is no terms: `load_terms` reads them from a file"
        raise ValueError(message)  # noqa: TRY004 - one error for a call that makes no sense


def require_clock(clock: object) -> None:
    """Refuse what tells no time.

    Raises:
        ValueError: It is neither ``None`` nor a `Clock`.
    """
    if clock is not None and not callable(getattr(clock, "now", None)):
        message = f"clock={clock!r}: a clock has a method `now`"
        raise ValueError(message)


def each_of(name: str, values: Iterable[Any]) -> tuple[Any, ...]:
    """Return what was handed over as several values.

    Raises:
        ValueError: It is one value, or a text.
    """
    if isinstance(values, (str, bytes, Lifecycle)) or not hasattr(values, "__iter__"):
        message = f"{name} takes a list, be it of one: {type(values).__name__} is none"
        raise ValueError(message)
    return tuple(values)


def tables(lifecycles: Iterable[Lifecycle]) -> tuple[Lifecycle, ...]:
    """Return the lifecycles that were handed over.

    Raises:
        ValueError: They are no list, or one of them is no lifecycle: the name of a file is not.
    """
    found = each_of("lifecycles", lifecycles)
    for each in found:
        if not isinstance(each, Lifecycle):
            message = f"{each!r} is no lifecycle: `load_lifecycle` reads one from a file"
            raise ValueError(message)  # noqa: TRY004 - one error for a call that makes no sense
    return found
