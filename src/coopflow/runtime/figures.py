"""What is said with a command and is no plain text: bodies, a last day, how far something is."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from coopflow.definitions.document import from_data
from coopflow.definitions.structure import parse_day
from coopflow.errors import DefinitionError
from coopflow.values.problem import Problem
from coopflow.values.saying import saying

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coopflow.runtime.request import Request

_ENDLESS = 1_000_000
"""Whoever says more than that means no percentage; the engine refuses what is not 0 to 100."""


_NOTHING: Mapping[str, Any] = {"to": (), "until": None, "percent": None}
"""What most commands say of all this."""


def read_figures(request: Request) -> Mapping[str, Any]:
    """Return `to`, `until` and `percent` of a request as a command holds them.

    Raises:
        DefinitionError: One of them is not what it should be; all of their problems.
    """
    if request.until is None and request.percent is None and not request.to:
        return _NOTHING
    problems: list[Problem] = []
    found = {
        "to": _bodies(request.to, problems),
        "until": _day(request.until, problems),
        "percent": _percent(request.percent, problems),
    }
    if problems:
        raise DefinitionError(tuple(problems))
    return found


def _bodies(given: Any, problems: list[Problem]) -> tuple[str, ...]:
    if not given:
        return ()
    many = [given] if isinstance(given, str) else given
    if not isinstance(many, (list, tuple)) or not all(isinstance(each, str) for each in many):
        text = saying("to is the id of a body, or several, not {given}", given=repr(given))
        problems.append(Problem(code="type.wrong", said=text, path=("to",)))
        return ()
    document = from_data({"to": [each.strip() for one in many for each in one.split(",")]})
    problems += document.problems
    return tuple(each for each in document.data["to"] if each)


def _day(given: Any, problems: list[Problem]) -> date | None:
    if given is None or (isinstance(given, date) and not isinstance(given, datetime)):
        return given
    try:
        return parse_day(given)
    except (TypeError, ValueError, AttributeError):
        text = saying("until is a day such as 2022-06-30, not {given}", given=repr(given))
        problems.append(Problem(code="type.wrong", said=text, path=("until",)))
        return None


def _percent(given: Any, problems: list[Problem]) -> int | None:
    text = str(given).removesuffix("%") if isinstance(given, str) else given
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 4:  # noqa: PLR2004 - no percentage is longer
        return int(text)
    if given is None or (type(given) is int and abs(given) < _ENDLESS):
        return given
    wrong = saying("percent is a whole number from 0 to 100, not {given}", given=repr(given))
    problems.append(Problem(code="type.wrong", said=wrong, path=("percent",)))
    return None
