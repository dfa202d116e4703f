"""What goes into a journal and what comes out of it.

An instant is written as text in UTC, ``YYYY-MM-DDTHH:MM:SS.ffffffZ``, so that text order is
time order and no store can lose its zone.
"""

from __future__ import annotations

from attrs import Attribute, field, frozen


@frozen(kw_only=True)
class Draft:
    """A fact as its writer brings it, before the journal gives it a place.

    Attributes:
        type: Stable name of the kind of fact. The journal keeps names it has never heard of.
        at: When it happened.
        by: Who made it happen.
        key: The writer's own mark, by which `Journal.keyed` finds the entry again.
        data: The fact itself, in the writer's own encoding.
    """

    type: str
    at: str
    by: str
    key: str | None
    data: bytes


def _some(_: Append, attribute: Attribute[tuple[Draft, ...]], value: tuple[Draft, ...]) -> None:
    if not value:
        message = f"{attribute.name} is empty: there is nothing to append"
        raise ValueError(message)


@frozen(kw_only=True)
class Append:
    """What one stream gains.

    Attributes:
        stream: The stream to extend; one that is new begins with this.
        expected: Version its writer decided upon (entries, >= 0).
        drafts: The facts, one or more, in their order.
    """

    stream: str
    expected: int
    drafts: tuple[Draft, ...] = field(validator=_some)


@frozen(kw_only=True)
class Entry:
    """A fact in its place.

    Attributes:
        position: Place in the journal, across all streams (from 1, rising).
        stream: The stream it belongs to.
        version: Place in that stream (from 1, without a gap).
        type: As in `Draft`, and so are `at`, `by`, `key` and `data`.
        recorded_at: When the journal was told.
        digest: SHA-256, hexadecimal, of this entry and its predecessor's digest.
    """

    position: int
    stream: str
    version: int
    type: str
    at: str
    recorded_at: str
    by: str
    key: str | None
    data: bytes
    digest: str


Fact = tuple[int, str, str, str, bytes]
"""Of an entry only what happened: version, type, at, by, data; as in `Entry`."""
