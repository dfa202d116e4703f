"""Structure a document into forgiving file classes, and collect every problem on the way.

`cattrs` finds all that does not fit in one pass. What does not fit is then taken out, so that
the rest can still be checked: a reader learns everything that is wrong at once.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NewType, TypeVar, get_origin

from attrs import field, fields, has

from coopflow.definitions.document import Document, Path, Unquoted
from coopflow.definitions.hanging import Due, Hanging
from coopflow.definitions.misfits import (
    A_FLAG,
    A_LIST,
    A_MAPPING,
    DAY,
    Several,
    Wrong,
    every,
    misfit,
    misplaced,
    shown,
    strange,
    unquoted,
)
from coopflow.values.lifecycle import Consent
from coopflow.values.saying import Saying, saying
from coopflow.values.text import Text
from coopflow.values.time import Span

if TYPE_CHECKING:
    from cattrs import Converter

    from coopflow.values.problem import Problem

Id = NewType("Id", str)
"""Names a thing of ours: letters, digits, ``.``, ``-`` and ``_``."""

Ids = NewType("Ids", tuple[str, ...])
"""References, as a list or a single one."""

Words = NewType("Words", str)
"""Plain words in one line or several."""

Rungs = NewType("Rungs", tuple[int, ...])
"""Days before or after a due day: ``[14d, 7 days, 0d]``."""

T = TypeVar("T")

_ID = re.compile(r"\w[\w.\-]{0,99}")
_LONGEST_ID = 100
_NUMBER = re.compile(r"[0-9]{1,9}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def must(*one_of: str) -> Any:
    """Return the default of a field that has to stand in its file: nothing, and a mark.

    Args:
        one_of: The words there are, where not any will do.
    """
    return field(default=None, metadata={"required": True, "one_of": one_of})


def may(*one_of: str) -> Any:
    """Return the default of a field that may be left out, and takes one of these words."""
    return field(default=None, metadata={"one_of": one_of})


def is_id(name: str) -> bool:
    """Tell whether `name` can name a thing of ours; letters may bear the marks of their script."""
    marked = (each for each in name[1:] if unicodedata.category(each)[0] != "M")
    return _ID.fullmatch(name[:1] + "".join(marked)) is not None and len(name) <= _LONGEST_ID


def structure(document: Document, wanted: type[T]) -> tuple[T, list[Problem], set[Path]]:
    """Fit `document` into the attrs class `wanted`, all of whose fields have defaults.

    Returns:
        The value, every problem (none where it fits), and the paths that were taken out.
    """
    problems = list(document.problems)
    out = {problem.path for problem in problems}
    misfits: set[Path] = set()
    while True:
        try:
            value = _converter().structure(_without(document.data, misfits), wanted)
        except Exception as group:  # noqa: BLE001 - cattrs raises groups of whatever a hook raises
            # A key that is wrong shows only once what it leads to is right, hence once more.
            for path, error in _leaves(group, ()):
                for place, problem in _problems(document, path, error):
                    if place not in out:
                        problems.append(problem)
                    out.add(place)
                    misfits.add(place)
        else:
            return value, problems, out


def _problems(document: Document, path: Path, error: BaseException) -> list[tuple[Path, Problem]]:
    from cattrs.errors import ForbiddenExtraKeysError  # noqa: PLC0415 - loaded by now

    if isinstance(error, ForbiddenExtraKeysError):
        known = [each.name.rstrip("_") for each in fields(error.cl)]
        return [
            ((*path, key), document.problem((*path, key), "key.unknown", strange(key, known)))
            for key in sorted(error.extra_fields, key=str)
        ]
    if isinstance(error, Several):
        keys = [((*path, key), each) for key, each in error.wrong.items()]
        told = [(place, document.problem(place, each.code, each.said)) for place, each in keys]
        return [*told[:-1], (path, told[-1][1])]  # what holds them all is taken out
    if isinstance(error, Wrong):
        return [(path, document.problem(path, error.code, error.said))]
    return [(path, document.problem(path, "type.wrong", misfit(document.data, path)))]


def _leaves(error: BaseException, path: Path) -> list[tuple[Path, BaseException]]:
    from cattrs.errors import AttributeValidationNote, IterableValidationNote  # noqa: PLC0415 - loaded by now

    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            path = (*path, note.name.rstrip("_"))
        elif isinstance(note, IterableValidationNote):
            path = (*path, note.index)
    if isinstance(error, BaseExceptionGroup):
        return [leaf for each in error.exceptions for leaf in _leaves(each, path)]
    return [(path, error)]


def _without(data: Any, out: set[Path], here: Path = ()) -> Any:
    """Return `data` with what stands at the paths in `out` taken out; the rest keeps its place."""
    if not here and () in out:
        return {}
    if isinstance(data, list):
        return [
            None if (*here, i) in out else _without(each, out, (*here, i))
            for i, each in enumerate(data)
        ]
    if not isinstance(data, dict):
        return data
    return {
        key: _without(value, out, (*here, key))
        for key, value in data.items()
        if (*here, key) not in out
    }


@cache
def _converter() -> Converter:
    from cattrs import Converter  # noqa: PLC0415 - heavy: only where files are read
    from cattrs.cols import list_structure_factory  # noqa: PLC0415 - the same
    from cattrs.gen import make_mapping_structure_fn  # noqa: PLC0415 - the same

    made = Converter(detailed_validation=True, forbid_extra_keys=True)
    made.register_structure_hook_factory(
        has,
        lambda cls: _only(dict, A_MAPPING, _class_hook(cls, made)),
    )
    hooks: dict[Any, Any] = {
        Id: _id,
        Ids: _ids,
        Words: _words,
        Text: _text,
        date: _day,
        Span: _span,
        bool: _flag,
        int: _number,
        Consent: _consent,
        Rungs: _rungs,
        Due: _due,
    }
    for wanted, hook in hooks.items():
        made.register_structure_hook(wanted, hook)
    made.register_structure_hook_factory(
        lambda wanted: _is(wanted, list),
        lambda wanted: _only(list, A_LIST, list_structure_factory(wanted, made)),
    )
    made.register_structure_hook_factory(
        lambda wanted: _is(wanted, dict),
        lambda wanted: _only(dict, A_MAPPING, make_mapping_structure_fn(wanted, made)),
    )
    return made


def _is(wanted: Any, kind: type) -> bool:
    origin: object = get_origin(wanted)
    return origin is kind


def _class_hook(cls: Any, made: Converter) -> Any:
    from cattrs.gen import make_dict_structure_fn, override  # noqa: PLC0415 - loaded by now

    renamed: dict[str, Any] = {
        each.name: override(rename=each.name.rstrip("_"))
        for each in fields(cls)
        if each.name.endswith("_")
    }
    return make_dict_structure_fn(cls, made, **renamed)


def _only(wanted: type, name: Saying, structure_fn: Any) -> Any:
    def check(value: Any, target: Any) -> Any:
        if not isinstance(value, wanted):
            raise misplaced(name, value)
        return structure_fn(value, target)

    return check


def _id(value: Any, _: Any = None) -> str:
    if isinstance(value, Unquoted):
        raise unquoted("id.unquoted", value)
    if not isinstance(value, str):
        raise Wrong("id.form", saying("an id must be text, not {given}", given=shown(value)))
    if not is_id(value):
        text = saying(
            "{value!r} is no id: use letters, digits, '.', '-' and '_', up to 100", value=value
        )
        raise Wrong("id.form", text)
    return value


def _ids(value: Any, _: Any = None) -> tuple[str, ...]:
    found = value if isinstance(value, list) else [value]
    for each in found:
        if isinstance(each, Unquoted):
            raise unquoted("id.unquoted", each)
        if not isinstance(each, str) or not each:
            raise Wrong("type.wrong", saying("ids belong here, not {given}", given=shown(each)))
    return tuple(found)


def _words(value: Any, _: Any = None) -> str:
    if isinstance(value, Unquoted):
        raise unquoted("text.unquoted", value)
    if not isinstance(value, str) or not value.strip():
        code = "text.empty" if isinstance(value, str) else "type.wrong"
        raise Wrong(code, saying("words belong here, not {given}", given=shown(value)))
    return value


def _text(value: Any, _: Any = None) -> Text:
    if not isinstance(value, dict):
        return Text.plain(_words(value))
    if not value:
        raise Wrong("text.empty", saying("words belong here, such as {{vi: …, en: …}}"))
    for language in value:
        if not _LANGUAGE.fullmatch(language):
            text = saying("{language!r} is no language tag such as vi or en", language=language)
            raise Wrong("text.language", text)
    return Text(tuple((language, _words(words)) for language, words in value.items()))


def parse_day(written: str) -> date:
    """Read ``2022-03-22``, and no other of the forms ISO 8601 has.

    Raises:
        ValueError: It is no date of the calendar, or not written so.
    """
    if not DAY.fullmatch(written):
        message = f"{written!r} is not written as 2022-03-22"
        raise ValueError(message)
    return date.fromisoformat(written)


def _day(value: Any, _: Any = None) -> date:
    try:
        return parse_day(value)
    except (TypeError, ValueError):
        text = saying(
            "{given} is no date of the calendar: write it as 2022-03-22", given=shown(value)
        )
        raise Wrong("date.impossible", text) from None


def _span(value: Any, _: Any = None) -> Span:
    try:
        return Span.parse(value)
    except (TypeError, AttributeError, ValueError):
        text = saying(
            "{given} is no span: write a whole number from 1 to 9999 and a unit, such as"
            " '6 months'",
            given=shown(value),
        )
        if isinstance(value, Unquoted) and value.isdigit():
            text = saying(
                "{number} has no unit: write {number} days, or weeks, months, years", number=value
            )
        raise Wrong("span.unreadable", text) from None


def _flag(value: Any, _: Any = None) -> bool:
    if not isinstance(value, bool):
        raise misplaced(A_FLAG, value)
    return value


def _number(value: Any, _: Any = None) -> int:
    if not isinstance(value, Unquoted) or not _NUMBER.fullmatch(value):
        raise misplaced(saying("a whole number from 0 to 999999999 in plain digits"), value)
    return int(value)


def _consent(value: Any, _: Any = None) -> Consent:
    given = shown(value)
    if isinstance(value, list):
        if value:
            return Consent(count="named", parties=_ids(value))
        given = saying("a list of no parties")
    elif isinstance(value, dict):
        if value.keys() == {"at_least"}:
            least = value["at_least"]
            if not isinstance(least, Unquoted):
                raise misplaced(saying("{{at_least: 2}} with a number"), least)
            if _NUMBER.fullmatch(least) and int(least) > 0:
                return Consent(count="at_least", at_least=int(least))
            given = saying("the assent of at least {number} parties", number=least)
        else:
            keys = ", ".join(map(str, value)) or saying("no key")
            given = saying("a mapping with {keys}", keys=keys)
    elif isinstance(value, str) and value in ("none", "any", "all", "lead"):
        return Consent(count=value)  # type: ignore[arg-type]  # one of its words
    text = saying(
        "{given} is no consent: write none, any, all, lead, {{at_least: 2}} or a list of parties",
        given=given,
    )
    raise Wrong("consent.unknown", text)


def _rungs(value: Any, _: Any = None) -> tuple[int, ...]:
    if not isinstance(value, list):
        return (_rung(value),)
    found = every({place: partial(_rung, each) for place, each in enumerate(value)})
    return tuple(found.values())


def _rung(value: Any) -> int:
    told = re.fullmatch(r"(\d{1,3}) *(d|days?)?", value) if isinstance(value, str) else None
    if told is None:
        text = saying(
            "{given} is no number of days: write them as [14d, 7d, 0d]", given=shown(value)
        )
        raise Wrong("rung.unreadable", text)
    return int(told[1])


def _due(value: Any, _: Any = None) -> Due:
    if not isinstance(value, (dict, list)):
        return Due(_words(value))
    sides = [side for side in ("before", "after") if side in value]
    if isinstance(value, list) or len(sides) != 1 or value.keys() != {sides[0], "by"}:
        text = saying(
            'a due day that hangs on another is written {{before: "5.10", by: 10 working days}}'
        )
        raise Wrong("due.form", text)
    (side,) = sides
    found = every({"by": partial(_span, value["by"]), side: partial(_anchor, side, value[side])})
    return Due(None, Hanging(side, found[side], found["by"]))  # type: ignore[arg-type]  # one of the two


def _anchor(side: str, value: Any) -> str:
    if isinstance(value, Unquoted):
        raise unquoted("id.unquoted", value)
    if isinstance(value, str) and value:
        return value
    such = next((it for it in value if it), "") if isinstance(value, list) else ""
    text = saying(
        "{side!r} names one thing, not {given}: write {side}: {such}",
        side=side,
        given=shown(value),
        such=such or "signature",
    )
    raise Wrong("due.form", text)


def absent(document: Document, path: Path) -> Problem:
    """Return the problem of something that must stand at `path` and does not."""
    named = isinstance(path[-1], str) and path not in document.lines
    text = saying("nothing is written here")
    if named:
        text = saying("the key {key!r} must stand here", key=path[-1])
    return document.problem(path, "key.missing", text)


def within(path: Path, out: set[Path]) -> bool:
    """Tell whether `path`, or something around it, was taken out."""
    return any(path[:length] in out for length in range(1, len(path) + 1))
