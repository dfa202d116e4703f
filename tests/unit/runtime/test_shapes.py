"""What is kept of long streams is read again only by a library that would write the same."""

from __future__ import annotations

import hashlib
from typing import Any, get_args, get_type_hints

from attrs import fields, has

from coopflow.projections.snapshots import Snapshot
from coopflow.projections.sqlite_board import EDITION

SHAPES = {5: "6ce5bae16d143065"}
"""Of each edition of the board, what snapshots are made of."""


def shape(cls: Any, told: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the fields of a class, and of every class that is found in them."""
    if has(cls) and cls.__qualname__ not in told:
        told[cls.__qualname__] = [each.name for each in fields(cls)]
        for hint in get_type_hints(cls).values():
            shape(hint, told)
    for inner in get_args(cls):
        shape(inner, told)
    return told


class TestShape:
    """A field that is new would be read from an old snapshot as its default."""

    def test_another_shape_is_another_edition(self) -> None:
        """Whoever changes what an agreement is made of raises `EDITION`, and pins it here."""
        found = sorted(shape(Snapshot, {}).items())

        assert SHAPES[EDITION] == hashlib.sha256(repr(found).encode()).hexdigest()[:16]
