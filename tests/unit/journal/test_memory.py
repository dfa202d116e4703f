"""What is particular to the journal in memory."""

from __future__ import annotations

from attrs import evolve

from coopflow.journal.memory import MemoryJournal
from coopflow.testing.journal_writing import fill


class TestVerify:
    """Entries are values; if the lists that hold them are changed, it shows."""

    def test_every_broken_stream_is_named_once(self) -> None:
        """The first broken entry of each, in the order of streams."""
        journal = MemoryJournal()
        fill(journal)
        for stream in ("b", "a"):
            held = journal._kept._streams[stream]
            held[0:2] = [evolve(entry, data=b"forged") for entry in held[0:2]]

        assert [("a", 1), ("b", 1)] == [(it.stream, it.version) for it in journal.verify()]
        assert [("b", 1)] == [(it.stream, it.version) for it in journal.verify("b")]
