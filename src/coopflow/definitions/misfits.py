"""What does not fit where it stands in a file, and how that is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coopflow.definitions.document import Path, Unquoted
from coopflow.values.saying import Saying, saying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

A_MAPPING, A_LIST, A_FLAG = saying("a mapping"), saying("a list"), saying("true or false")

DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""How days are written."""


class Wrong(ValueError):
    """One value does not fit; `code` and `said` become a `Problem`."""

    def __init__(self, code: str, said: Saying) -> None:
        super().__init__(said)
        self.code, self.said = code, said


class Several(ValueError):
    """Values of one mapping or list that do not fit, by their keys or places."""

    def __init__(self, wrong: dict[str | int, Wrong]) -> None:
        super().__init__(wrong)
        self.wrong = wrong


def every(reading: Mapping[Any, Callable[[], Any]]) -> dict[Any, Any]:
    """Read everything there is, or raise all that is wrong with it, by its key or place."""
    found: dict[Any, Any] = {}
    wrong: dict[str | int, Wrong] = {}
    for key, read in reading.items():
        try:
            found[key] = read()
        except Wrong as error:
            wrong[key] = error
    if wrong:
        raise Several(wrong)
    return found


def shown(value: Any) -> Saying | str:
    """Return a value as YAML writes it."""
    if isinstance(value, (dict, list)):
        return A_MAPPING if isinstance(value, dict) else A_LIST
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Unquoted) or DAY.fullmatch(str(value)):
        return str(value)
    return repr(str(value))


def misplaced(wanted: Saying, value: Any) -> Wrong:
    """Return what is wrong with a value where something of another kind is wanted."""
    text = saying("{wanted} belongs here, not {given}", wanted=wanted, given=shown(value))
    return Wrong("type.wrong", text)


def unquoted(code: str, number: Unquoted) -> Wrong:
    """Return what is wrong with a number where text is meant: `5.10` would be 5.1."""
    text = saying('an unquoted {number} reads as a number: write "{number}"', number=number)
    return Wrong(code, text)


def strange(key: object, known: Iterable[str]) -> Saying:
    """Say that a key means nothing where it stands."""
    there = ", ".join(known)
    return saying("unknown key {key!r}: known here are {known}", key=key, known=there)


def misfit(data: Any, path: Path) -> Saying:
    """Say that what stands at `path` is of a kind that nothing can be made of there."""
    for step in path:
        data = data[step]
    kinds = {dict: A_MAPPING, list: A_LIST, bool: A_FLAG}
    kind = kinds.get(type(data), saying("a value"))
    return saying("{kind} does not fit here: see the terms file how-to for what does", kind=kind)
