"""What the chain of a stream promises, whatever journal it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopflow.journal.chain import check

if TYPE_CHECKING:
    from coopflow.errors import JournalBroken
    from coopflow.journal.entry import Entry
    from coopflow.journal.store import Journal

_COLUMNS = ("stream", "version", "type", "at", "recorded_at", "by", "key", "data", "digest")
# The journal of a fixture is shared by the examples of one test, which only read it or only
# add to it; and one inherited test runs for several journals.
shared = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)


def _changed(entry: Entry, column: str, place: int, mask: int) -> Entry:
    """Change one byte of one column (the number itself, where it is one)."""
    value = getattr(entry, column)
    new: dict[str, Any] = {column: ""}
    if isinstance(value, int):
        new[column] = value ^ mask
    elif value is not None:
        raw = bytearray(value if isinstance(value, bytes) else value.encode())
        raw[place % len(raw)] ^= mask
        kept = bytes(raw)
        new[column] = kept if isinstance(value, bytes) else kept.decode(errors="surrogateescape")
    return evolve(entry, **new)


def _version(broken: JournalBroken | None) -> int | None:
    return None if broken is None else broken.version


class ChainContract:
    """Nobody changes what was written without being noticed.

    The fixture `filled` gives a journal that `coopflow.testing.journal_writing.fill` filled.
    """

    def test_a_whole_chain_verifies(self, filled: Journal) -> None:
        """What nobody touched is reported as whole, stream by stream and as one."""
        assert ((), (), ()) == (filled.verify(), filled.verify("a"), filled.verify("b"))
        assert (None, None) == (check(filled.read("a")), check(filled.read("b")))

    @shared
    @given(
        which=st.integers(0, 3),
        column=st.sampled_from(_COLUMNS),
        place=st.integers(0, 63),
        mask=st.integers(1, 255),
    )
    def test_any_changed_byte_breaks_the_chain(
        self, filled: Journal, which: int, column: str, place: int, mask: int
    ) -> None:
        """One byte of one column of one entry is enough, and that entry is named."""
        entries = list(filled.read("a"))
        entries[which] = _changed(entries[which], column, place, mask)
        broken = check(entries)

        assert broken is not None
        assert which + 1 == broken.version

    @shared
    @given(order=st.permutations(range(4)).filter(lambda order: order != [0, 1, 2, 3]))
    def test_exchanged_entries_break_the_chain(self, filled: Journal, order: list[int]) -> None:
        """Entries in another order are noticed at the first that is out of place."""
        entries = list(filled.read("a"))
        first = next(place for place, which in enumerate(order) if place != which)
        moved = [entries[which] for which in order]
        renumbered = [
            evolve(entry, version=place, position=entries[place - 1].position)
            for place, entry in enumerate(moved, 1)
        ]

        assert first + 1 == _version(check(moved))
        assert first + 1 == _version(check(renumbered))

    @pytest.mark.parametrize("missing", [0, 1, 2])
    def test_a_missing_entry_breaks_the_chain(self, filled: Journal, missing: int) -> None:
        """An entry taken out before the end is noticed, also when the rest is renumbered."""
        entries = list(filled.read("a"))
        del entries[missing]
        renumbered = [evolve(entry, version=place) for place, entry in enumerate(entries, 1)]

        assert missing + 1 == _version(check(entries))
        assert missing + 1 == _version(check(renumbered))
