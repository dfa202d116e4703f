"""Each entry of a stream seals the one before it.

The digest of an entry is the SHA-256 of its predecessor's digest (of nothing, for the first)
and of every stored column but the position, each with its length in front, so that no two
entries can be written alike, and an absent key differs from an empty one. Stored bytes are
taken as they are: nothing is parsed, sorted or normalised, hence nothing that a later
library would do differently.

The position is left out because a journal that is moved may number its entries anew; the
order of positions is checked instead.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.errors import JournalBroken, StaleVersion
from coopflow.journal.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.journal.entry import Append, Draft


@frozen
class Link:
    """The end of a stream, which the next entry is joined to.

    Attributes:
        version: Version of its last entry (0: there is none).
        digest: Digest of that entry (empty: there is none).
        position: Position of that entry (0: there is none).
    """

    version: int
    digest: str
    position: int


START = Link(version=0, digest="", position=0)


def extend(link: Link, append: Append, *, after: int, recorded_at: str) -> tuple[Entry, ...]:
    """Give the drafts of one append their places behind `link`.

    Args:
        link: The end of the stream.
        append: What the stream gains.
        after: The journal's last position; the entries take those that follow.
        recorded_at: The instant to store with each.

    Raises:
        StaleVersion: The stream does not end where the writer expected.
    """
    if append.expected != link.version:
        raise StaleVersion(append.stream, append.expected, link.version)
    entries = []
    digest = link.digest
    for place, draft in enumerate(append.drafts, 1):
        version = link.version + place
        digest = seal(digest, append.stream, version, recorded_at, draft)
        entries.append(
            Entry(
                position=after + place,
                stream=append.stream,
                version=version,
                type=draft.type,
                at=draft.at,
                recorded_at=recorded_at,
                by=draft.by,
                key=draft.key,
                data=draft.data,
                digest=digest,
            )
        )
    return tuple(entries)


def follow(link: Link, entry: Entry) -> Link | JournalBroken:
    """Check that `entry` continues a stream that ends with `link`.

    Returns:
        The new end; or what is wrong, naming the version that should stand here.
    """
    due = link.version + 1
    if entry.version > due:
        return _broken(entry, due, f"it is missing: entry {entry.version} stands in its place")
    if entry.version < due:
        return _broken(entry, due, f"it is out of order: entry {entry.version} stands in its place")
    if entry.position <= link.position:
        return _broken(entry, due, "it is out of order: its position does not follow the last one")
    try:
        digest = seal(link.digest, entry.stream, entry.version, entry.recorded_at, entry)
    except UnicodeEncodeError:
        return _broken(entry, due, "it holds text that is not UTF-8")
    if digest != entry.digest:
        return _broken(entry, due, "it is not what was written: its digest differs")
    return Link(version=entry.version, digest=digest, position=entry.position)


def check(entries: Iterable[Entry]) -> JournalBroken | None:
    """Recompute one whole stream, given from its first entry on in stored order.

    It takes as little memory as `entries` does. A cut-off end is not found: what remains is
    a whole, shorter chain.

    Returns:
        The first entry that is broken, or ``None``.
    """
    link = START
    for entry in entries:
        joined = follow(link, entry)
        if isinstance(joined, JournalBroken):
            return joined
        link = joined
    return None


def seal(previous: str, stream: str, version: int, recorded_at: str, fact: Draft | Entry) -> str:
    """Compute the digest of one entry (64 hexadecimal digits).

    Args:
        previous: Digest of the entry before it in its stream; empty for the first.
        stream: The stream it belongs to.
        version: Its place there.
        recorded_at: When the journal was told.
        fact: Whatever has the other columns.

    Raises:
        UnicodeEncodeError: A text cannot be written as UTF-8.
    """
    place, kind, at = b"%d" % version, fact.type.encode(), fact.at.encode()
    before, name, told = previous.encode(), stream.encode(), recorded_at.encode()
    by, data, key = fact.by.encode(), fact.data, b"~"
    if fact.key is not None:
        key = fact.key.encode()
        key = b"%d:%b" % (len(key), key)
    return sha256(
        b"%d:%b%d:%b%d:%b%d:%b%d:%b%d:%b%d:%b%b%d:%b"
        % (
            *(len(before), before, len(name), name, len(place), place, len(kind), kind),
            *(len(at), at, len(told), told, len(by), by, key, len(data), data),
        )
    ).hexdigest()


def _broken(entry: Entry, version: int, what: str) -> JournalBroken:
    """Name the entry; a stream whose own name was damaged is shown as far as it can be read."""
    name = entry.stream.encode(errors="surrogateescape").decode(errors="replace")
    return JournalBroken(name, version, what)
