"""What a journal promises, one test for each promise.

Whoever writes a place to keep entries derives a test class from `JournalContract`, or from
`StoredJournalContract` where what is kept outlives its process, and supplies the fixtures::

    class TestMyJournal(StoredJournalContract):
        @pytest.fixture
        def journal(self, tmp_path):
            with closing(MyJournal(tmp_path / "journal")) as journal:
                yield journal

        def reopen(self, journal):
            return MyJournal(journal.path)
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coopflow.errors import StaleVersion
from coopflow.journal.entry import Draft
from coopflow.testing.chain_contract import ChainContract, shared
from coopflow.testing.crowd_contract import CrowdContract, StoredCrowdContract
from coopflow.testing.journal_writing import RECORDED_AT, append, draft, fill, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.journal.entry import Entry
    from coopflow.journal.store import Journal, Writing


def _facts() -> st.SearchStrategy[Draft]:
    return st.builds(
        Draft,
        type=st.text(),
        at=st.text(),
        by=st.text(),
        key=st.none() | st.text(),
        data=st.binary(),
    )


class JournalContract(CrowdContract, ChainContract):
    """The promises of `coopflow.journal.store.Journal`."""

    @pytest.fixture
    def journal(self) -> Iterator[Journal]:
        """Give an empty journal, and close it afterwards."""
        raise NotImplementedError

    @pytest.fixture
    def filled(self, journal: Journal) -> Journal:
        """Return a journal with two streams that grew in turn."""
        fill(journal)
        return journal

    def test_an_empty_journal_holds_nothing(self, journal: Journal) -> None:
        """Where nothing was written, every question has an empty answer."""
        answers = (
            tuple(journal.read("a")),
            tuple(journal.tail()),
            journal.streams(),
            journal.version("a"),
            journal.keyed("a", "k"),
            journal.verify(),
            journal.verify("a"),
        )

        assert ((), (), (), 0, (), (), ()) == answers

    @shared
    @given(stream=st.text(), drafts=st.lists(_facts(), min_size=1, max_size=3), when=st.text())
    def test_what_was_brought_is_what_is_read(
        self, journal: Journal, stream: str, drafts: list[Draft], when: str
    ) -> None:
        """Every text and every byte comes back as it was, whatever the type is called."""
        before = journal.version(stream)
        written = journal.append([append(stream, before, *drafts)], recorded_at=when)
        read = tuple(journal.read(stream, after=before))

        assert written == read
        assert drafts == [
            Draft(type=it.type, at=it.at, by=it.by, key=it.key, data=it.data) for it in read
        ]
        assert {(stream, when)} == {(it.stream, it.recorded_at) for it in read}
        assert () == journal.verify(stream)

    def test_versions_are_consecutive_and_positions_rise(self, filled: Journal) -> None:
        """A stream counts from one without a gap; the journal's positions only rise."""
        positions = [entry.position for entry in filled.tail()]

        assert [1, 2, 3, 4] == [entry.version for entry in filled.read("a")]
        assert [1, 2] == [entry.version for entry in filled.read("b")]
        assert positions == sorted(set(positions))
        assert (4, 2) == (filled.version("a"), filled.version("b"))

    def test_entries_come_back_in_the_order_of_their_drafts(self, journal: Journal) -> None:
        """One append to several streams keeps the order given; a stream may be named twice."""
        written = write(
            journal,
            append("b", 0, draft(b"1"), draft(b"2")),
            append("a", 0, draft(b"3")),
            append("b", 2, draft(b"4")),
        )

        assert [b"1", b"2", b"3", b"4"] == [entry.data for entry in written]
        assert written == tuple(journal.tail())
        assert ("b", "a") == journal.streams()

    def test_reading_goes_on_where_it_was_left(self, filled: Journal) -> None:
        """`after` leaves out what was seen, for a stream and for the journal."""
        stream, whole = tuple(filled.read("a")), tuple(filled.tail())

        assert [stream[n:] for n in range(5)] == [
            tuple(filled.read("a", after=n)) for n in range(5)
        ]
        assert [whole[n + 1 :] for n in range(len(whole))] == [
            tuple(filled.tail(after=entry.position)) for entry in whole
        ]

    def test_long_streams_are_read_whole(self, journal: Journal) -> None:
        """However many entries there are, none is lost or told twice."""
        write(journal, append("a", 0, *[draft(b"%d" % n) for n in range(1201)]), append("b", 0))
        expected = [b"%d" % n for n in range(1201)]

        assert expected == [entry.data for entry in journal.read("a")]
        assert [*expected, b"{}"] == [entry.data for entry in journal.tail()]

    def test_a_stale_writer_changes_nothing(self, journal: Journal) -> None:
        """The second writer upon one version is told so, and the first one's entry stays."""
        first = write(journal, append("a", 0))

        with pytest.raises(StaleVersion) as caught:
            write(journal, append("a", 0, draft(b"late")))

        assert ("a", 0, 1) == (caught.value.stream, caught.value.expected, caught.value.actual)
        assert first == tuple(journal.tail())

    def test_a_writer_cannot_be_ahead_of_its_stream(self, journal: Journal) -> None:
        """Expecting more than there is, is as stale as expecting less."""
        with pytest.raises(StaleVersion) as caught:
            write(journal, append("a", 1))

        assert ("a", 1, 0) == (caught.value.stream, caught.value.expected, caught.value.actual)
        assert 0 == journal.version("a")

    @pytest.mark.parametrize("stale", [0, 1, 2])
    def test_one_stale_stream_holds_up_all(self, filled: Journal, stale: int) -> None:
        """Where one of several streams has moved on, none is extended; `also` is not asked."""
        before = tuple(filled.tail())
        appends = [append("a", 4), append("b", 2), append("c", 0)]
        appends[stale] = evolve(appends[stale], expected=9)
        asked: list[Any] = []

        with pytest.raises(StaleVersion):
            filled.append(appends, recorded_at=RECORDED_AT, also=asked.append)

        assert [] == asked
        assert before == tuple(filled.tail())
        assert ("a", "b") == filled.streams()

    def test_work_sees_its_entries_before_they_are_final(self, filled: Journal) -> None:
        """What is decided and written after them in one transaction may rest on them."""

        def work(writing: Writing) -> tuple[Entry, ...]:
            position = writing.position
            written = writing.append([append("a", 4, draft(key="seen"))], recorded_at=RECORDED_AT)

            assert position < writing.position == written[-1].position
            assert written == tuple(writing.read("a", after=4)) == writing.keyed("a", "seen")
            assert [(5, it.type, it.at, it.by, it.data) for it in written] == list(
                writing.facts("a", after=4)
            )
            assert writing.streams() == filled.streams()
            return written

        assert filled.write(work) == tuple(filled.read("a", after=4))

    def test_facts_are_what_entries_tell(self, filled: Journal) -> None:
        """Whoever needs neither digests nor keys reads the same, in the same order."""
        for after in (0, 2, 9):
            expected = [
                (it.version, it.type, it.at, it.by, it.data) for it in filled.read("a", after=after)
            ]

            assert expected == list(filled.facts("a", after=after))

    def test_others_see_only_what_is_final(self, filled: Journal) -> None:
        """Whoever asks the journal itself meanwhile finds it as it was."""

        def asked() -> tuple[object, ...]:
            return (
                tuple(filled.tail()),
                tuple(filled.read("a")),
                tuple(filled.facts("a")),
                filled.streams(),
                filled.version("a"),
                filled.keyed("a", "seen"),
            )

        def work(writing: Writing) -> tuple[object, ...]:
            before = asked()
            added = [append("a", 4, draft(key="seen")), append("c", 0)]
            writing.append(added, recorded_at=RECORDED_AT)

            assert before == asked()
            return before

        assert filled.write(work) != asked()

    def test_what_did_not_become_final_is_counted(self, filled: Journal) -> None:
        """Whoever remembers what they wrote learns that it may never have been."""
        lost = filled.write(lambda writing: writing.lost)

        def fail(writing: Writing) -> None:
            writing.append([append("a", 4)], recorded_at=RECORDED_AT)
            raise LookupError

        with pytest.raises(LookupError):
            filled.write(fail)

        assert lost < filled.write(lambda writing: writing.lost)

    def test_work_within_work_is_refused(self, filled: Journal) -> None:
        """Whoever is in a transaction writes through it, and nothing of theirs stays otherwise."""

        def work(writing: Writing) -> None:
            writing.append([append("a", 4)], recorded_at=RECORDED_AT)
            write(filled, append("b", 2))

        with pytest.raises(RuntimeError, match="is open"):
            filled.write(work)

        assert (4, 2) == (filled.version("a"), filled.version("b"))

    def test_nothing_is_written_when_also_fails(self, filled: Journal) -> None:
        """What `also` raises comes through as it is, and leaves no trace."""
        before = tuple(filled.tail())

        def fail(_: Any) -> None:
            raise LookupError

        with pytest.raises(LookupError):
            filled.append(
                [append("a", 4, draft(key="lost")), append("c", 0, draft(key="lost"))],
                recorded_at=RECORDED_AT,
                also=fail,
            )

        assert before == tuple(filled.tail())
        assert ("a", "b") == filled.streams()
        assert ((), ()) == (filled.keyed("a", "lost"), filled.keyed("c", "lost"))
        assert 5 == write(filled, append("a", 4))[0].version
        assert () == filled.verify()

    def test_entries_are_found_by_their_key(self, journal: Journal) -> None:
        """A key finds itself and itself with more behind a space, in its own stream only."""
        keys = ["k f", "k", "kf", "k!", "k\0", "K f", None, "", " k", "k%", "k  g", "k\t"]
        write(journal, append("a", 0, *[draft(key=key) for key in keys]))
        write(journal, append("b", 0, draft(key="k f")))

        assert ["k f", "k", "k  g"] == [entry.key for entry in journal.keyed("a", "k")]
        assert ["k f"] == [entry.key for entry in journal.keyed("a", "k f")]
        assert ["k%"] == [entry.key for entry in journal.keyed("a", "k%")]
        assert ["", " k"] == [entry.key for entry in journal.keyed("a", "")]
        assert () == journal.keyed("c", "k")

    def test_text_that_is_none_is_found_nowhere(self, filled: Journal) -> None:
        """A name that UTF-8 cannot write has no entries, and takes none."""
        with pytest.raises(UnicodeEncodeError):
            write(filled, append("\udcff", 0))

        assert 0 == filled.version("\udcff")
        assert () == tuple(filled.read("\udcff"))
        assert ((), ()) == (filled.keyed("\udcff", "k"), filled.keyed("a", "\udcff"))
        assert () == filled.verify("\udcff")

    def test_a_reader_holds_up_nobody(self, filled: Journal) -> None:
        """While one thread is in the middle of reading, another can write."""
        before = [entry.version for entry in filled.read("a")]
        reader = filled.read("a")
        first = next(reader)

        with ThreadPoolExecutor(1) as pool:
            pool.submit(write, filled, append("a", 4), append("b", 2)).result(timeout=60)

        assert 5 == filled.version("a")
        assert before == [first.version, *(entry.version for entry in reader)][: len(before)]

    def test_closing_twice_is_no_harm(self, journal: Journal) -> None:
        """A journal may be closed by whoever is not sure that it is."""
        journal.close()
        journal.close()


class StoredJournalContract(StoredCrowdContract, JournalContract):
    """The promises of a journal that outlives its process and that `open_journal` can open."""

    def test_reopening_gives_the_same_bytes(self, filled: Journal) -> None:
        """What was answered as written is there for whoever comes next."""
        before = tuple(filled.tail())
        filled.close()

        with closing(self.reopen(filled)) as again:
            assert before == tuple(again.tail())
            assert ("a", "b") == again.streams()
            assert () == again.verify()
            assert 5 == write(again, append("a", 4))[0].version
