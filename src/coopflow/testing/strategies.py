"""Hypothesis strategies that know what coopflow's values may hold.

For authors of plugins, journals and faces: `terms` gives agreements that could be drafted,
`terms_files` the same as mappings shaped like their files, `commands` what officers may ask,
sensibly or not, `lifecycles` tables that pass every check, and `values` any value of coopflow's
own classes, among them every kind of event (`events`).
"""

from __future__ import annotations

import types
import typing
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from attrs import fields, has, resolve_types
from hypothesis import strategies as st

from coopflow.definitions.standard import RESERVED
from coopflow.journal.codec import TYPES
from coopflow.testing.basic_strategies import (
    days,
    ids,
    instants,
    periods,
    spans,
    texts,
    words,
)
from coopflow.testing.lifecycle_strategies import lifecycles
from coopflow.testing.terms_strategies import terms, terms_files
from coopflow.values.command import Command
from coopflow.values.text import Text
from coopflow.values.time import Period, Span

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from coopflow.values.events import Event
    from coopflow.values.terms import Terms

__all__ = [
    "commands",
    "days",
    "events",
    "ids",
    "instants",
    "lifecycles",
    "periods",
    "spans",
    "terms",
    "terms_files",
    "texts",
    "values",
    "words",
]

T = TypeVar("T")


def commands(of: Terms) -> SearchStrategy[Command]:
    """Give what officers may ask of the agreement `of`, sensibly or not."""
    names = ("revise", "withdraw", "sign", "start", "review", "renew", "close", *RESERVED, "dance")
    tasks = tuple(f"{each.id}/1" for each in of.obligations)
    agencies = (*(each.id for each in of.agencies), "nobody")
    return st.builds(
        Command,
        agreement=st.just(of.id),
        name=st.sampled_from(names),
        by=st.sampled_from((*(each.id for each in of.officers), "stranger")),
        at=instants(),
        agency=st.one_of(st.none(), st.sampled_from(agencies)),
        task=st.one_of(st.none(), st.sampled_from((*tasks, "0.0/1"))),
        occasion=st.one_of(
            st.none(), st.sampled_from((*(each.id for each in of.occasions), "dance"))
        ),
        obligation=st.one_of(st.none(), ids()),
        proposal=st.one_of(st.none(), st.sampled_from(("sign/1", "review/1", "close/2"))),
        assessment=st.one_of(st.none(), st.sampled_from(("met", "partly", "not", "so-so"))),
        note=st.one_of(st.none(), words()),
    )


@cache
def events() -> SearchStrategy[Event]:
    """Give events of every kind; what one says need not follow from any other."""
    return st.one_of([values(kind) for kind in TYPES.values()])


def values(cls: type[T]) -> SearchStrategy[T]:
    """Give values of one of coopflow's own attrs classes, by the types of its fields."""
    special: dict[type, SearchStrategy[Any]] = {
        Text: st.lists(st.tuples(st.sampled_from(("", "vi", "en")), words()), min_size=1).map(
            lambda pairs: Text(tuple(dict(pairs).items()))
        ),
        Period: periods().map(lambda each: Period(each["start"], each["end"])),
        Span: spans().map(Span.parse),
    }
    if cls in special:
        return special[cls]
    resolve_types(cls)  # type: ignore[type-var]  # our own classes are attrs classes
    parts = {each.name: _of(each.type) for each in fields(cls)}  # type: ignore[arg-type]  # as above
    return st.builds(cls, **parts)


def _of(kind: Any) -> SearchStrategy[Any]:
    plain: dict[Any, SearchStrategy[Any]] = {
        str: st.one_of(words(), st.just("")),
        int: st.integers(0, 2**40),
        bool: st.booleans(),
        date: days(),
        datetime: instants(),
        type(None): st.none(),
    }
    if kind in plain:
        return plain[kind]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (types.UnionType, typing.Union):
        return st.one_of([_of(each) for each in arguments])
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(_of(arguments[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*(_of(each) for each in arguments))
    if has(kind):
        return st.deferred(lambda: values(kind))
    message = f"no strategy is known for {kind!r}"
    raise TypeError(message)
