"""What is wrong with a contribution of the right type: a slip that would make it do nothing.

A bare text where a tuple is meant, a guard asked for a command that takes no row: neither
fails by itself, and the rule its author wrote would silently never be asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coopflow.definitions.calendars import Deciding
from coopflow.definitions.lifecycle_checks import check
from coopflow.definitions.standard import RESERVED
from coopflow.definitions.structure import is_id
from coopflow.engine.rules import Guard, Responsibility
from coopflow.host.reactions import Reaction
from coopflow.values.lifecycle import Lifecycle
from coopflow.values.raised import shown

if TYPE_CHECKING:
    from collections.abc import Iterator


_NAME = re.compile(r"[!-~]{1,150}")
"""What keys are made of, with a position behind it."""


def faults(contribution: object) -> Iterator[str]:
    """Yield what is wrong with `contribution`, each as the end of a sentence about its plugin."""
    if isinstance(contribution, Lifecycle):
        for problem in check(contribution):
            yield f"its lifecycle {contribution.key!r} cannot run: {problem.code}: {problem.text}"
    elif isinstance(contribution, Guard):
        yield from _of_guard(contribution)
    elif isinstance(contribution, Reaction):
        yield from _of_reaction(contribution)
    elif isinstance(contribution, Responsibility):
        yield from _of_responsibility(contribution)
    else:
        yield from _of_calendar(contribution)


def _of_calendar(calendar: Any) -> Iterator[str]:
    what = f"its calendar {shown(calendar.name)}"
    if isinstance(calendar, type):
        yield f"{what} is a class: return one made of it, {calendar.__name__}()"
        return
    if not isinstance(calendar.name, str) or not is_id(calendar.name):
        yield f"{what} has a name that no terms file could say: letters, digits, '.', '-', '_'"
    yield from _callables(what, calendar, *(n for n in ("works", "closes") if hasattr(calendar, n)))
    if isinstance(calendar, Deciding) and type(calendar.decided) is not int:
        yield f"{what} has {shown(calendar.decided)} as decided, which is a year: 2026"


def _of_guard(guard: Guard) -> Iterator[str]:
    what = f"its guard {shown(guard.name)}"
    yield from _texts(what, guard, "name")
    yield from _tuples(what, guard, "commands", "scope")
    yield from _callables(what, guard, "check")
    for command in guard.commands:
        if command in RESERVED:
            yield (
                f"{what} is for the command {command!r}, which takes no row and asks no guard:"
                " use before_report or before_accept of a responsibility"
            )


def _of_reaction(reaction: Reaction) -> Iterator[str]:
    name: Any = reaction.name
    what = f"its reaction {shown(name)}"
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        yield f"{what} has a name that is not 1 to 150 letters of ASCII without a blank"
    yield from _tuples(what, reaction, "events", "scope")
    yield from _callables(what, reaction, "react")


def _of_responsibility(duty: Responsibility) -> Iterator[str]:
    what = f"its responsibility of {shown(duty.agency)} in {shown(duty.scope)}"
    yield from _texts(what, duty, "agency", "scope")
    yield from _tuples(what, duty, "obligations", "areas", "evidence")
    if not duty.obligations and not duty.areas:
        yield f"{what} is about nothing: name obligations or areas"
    given = ("before_report", "before_accept", "assign", "section")
    yield from _callables(what, duty, *(name for name in given if getattr(duty, name) is not None))


def _callables(what: str, value: Any, *names: str) -> Iterator[str]:
    for name in names:
        if not callable(getattr(value, name)):
            named, given = f"{_article(name)} {name}", getattr(value, name)
            yield f"{what} has {named} that cannot be called: {shown(given)}"


def _texts(what: str, value: Any, *names: str) -> Iterator[str]:
    for name in names:
        text = getattr(value, name)
        if not isinstance(text, str) or not text:
            yield f"{what} has {shown(text)} as its {name}, which is a text that is not empty"


def _tuples(what: str, value: Any, *names: str) -> Iterator[str]:
    for name in names:
        many = getattr(value, name)
        if not isinstance(many, tuple) or not all(isinstance(each, str) for each in many):
            yield f"{what} has {shown(many)} as its {name}, which is a tuple of texts: ('one',)"


def _article(name: str) -> str:
    return "an" if name.startswith("a") else "a"
