"""The digest of an entry: what it covers, and that it stays as it is."""

from __future__ import annotations

from hashlib import sha256

import pytest
from attrs import evolve

from coopflow.errors import JournalBroken, StaleVersion
from coopflow.journal.chain import START, Link, check, extend, follow, seal
from coopflow.testing.journal_writing import AT, RECORDED_AT, append, draft


class TestSeal:
    """No two entries can be written alike, and the writing never changes."""

    def test_the_digest_can_be_computed_by_hand(self) -> None:
        """Each column behind its length; a tilde where there is no key."""
        written = (b"0:1:a1:110:test.noted27:%b27:%b11:le-thi-thuy~2:{}") % (
            AT.encode(),
            RECORDED_AT.encode(),
        )

        assert sha256(written).hexdigest() == seal("", "a", 1, RECORDED_AT, draft())

    def test_no_key_differs_from_an_empty_key(self) -> None:
        """Absence is a value of its own."""
        sealed = {seal("", "a", 1, RECORDED_AT, draft(key=key)) for key in (None, "", "~")}

        assert 3 == len(sealed)

    def test_what_moves_from_column_to_column_is_noticed(self) -> None:
        """Columns cannot run into each other."""
        one = evolve(draft(), type="ab", at="c")
        other = evolve(draft(), type="a", at="bc")

        assert seal("", "a", 1, AT, one) != seal("", "a", 1, AT, other)

    def test_bytes_are_taken_as_they_are(self) -> None:
        """Two ways to write one letter are two texts."""
        composed, decomposed = evolve(draft(), by="\u1ebf"), evolve(draft(), by="e\u0302\u0301")

        assert seal("", "a", 1, AT, composed) != seal("", "a", 1, AT, decomposed)


class TestExtend:
    """Drafts take the places behind the end of a stream."""

    def test_entries_join_the_link_and_each_other(self) -> None:
        """Versions go on from the link's, positions from the journal's."""
        first, second = extend(
            Link(version=4, digest="d", position=7),
            append("a", 4, draft(), draft()),
            after=9,
            recorded_at=RECORDED_AT,
        )

        assert [(5, 10), (6, 11)] == [(it.version, it.position) for it in (first, second)]
        assert seal("d", "a", 5, RECORDED_AT, draft()) == first.digest
        assert seal(first.digest, "a", 6, RECORDED_AT, draft()) == second.digest

    def test_a_stale_writer_is_told_both_versions(self) -> None:
        """What was expected, and what there is."""
        with pytest.raises(StaleVersion) as caught:
            extend(START, append("a", 3), after=0, recorded_at=RECORDED_AT)

        assert ("a", 3, 0) == (caught.value.stream, caught.value.expected, caught.value.actual)


class TestFollow:
    """The version named is the one that should stand where the chain breaks."""

    def test_a_position_must_rise(self) -> None:
        """An entry that stands before its predecessor was moved there."""
        first, second = extend(
            START, append("a", 0, draft(), draft()), after=5, recorded_at=RECORDED_AT
        )
        broken = check([first, evolve(second, position=first.position)])

        assert broken is not None
        assert 2 == broken.version
        assert "position" in broken.what

    def test_positions_may_leave_gaps_to_other_streams(self) -> None:
        """The position is no part of the digest."""
        first, second = extend(
            START, append("a", 0, draft(), draft()), after=5, recorded_at=RECORDED_AT
        )

        assert check([first, evolve(second, position=99)]) is None

    def test_text_that_cannot_be_written_is_broken(self) -> None:
        """Bytes that are no UTF-8 are reported and crash nothing, in the stream's name too."""
        (entry,) = extend(START, append("a", 0), after=0, recorded_at=RECORDED_AT)
        by = follow(START, evolve(entry, by="\udcff"))
        stream = follow(START, evolve(entry, stream="a\udcff"))

        assert isinstance(by, JournalBroken)
        assert ("a", 1) == (by.stream, by.version)
        assert isinstance(stream, JournalBroken)
        assert "a\N{REPLACEMENT CHARACTER}" == stream.stream

    def test_a_cut_off_end_is_a_whole_shorter_chain(self) -> None:
        """What the chain cannot show, it does not claim to."""
        entries = extend(START, append("a", 0, draft(), draft()), after=0, recorded_at=RECORDED_AT)

        assert check(entries[:1]) is None
        assert check([]) is None
