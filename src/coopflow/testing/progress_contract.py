"""What is promised of where reactions are in a journal, one test for each promise.

Whoever writes a `coopflow.journal.progress.Progress` derives a test class from `ProgressContract`,
with the fixtures `journal`, an empty one, and `progress`, which belongs to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.journal.progress import Held
from coopflow.testing.journal_writing import append, write

if TYPE_CHECKING:
    from coopflow.journal.progress import Progress
    from coopflow.journal.store import Journal

LATER = "2026-01-01T00:00:00.000000Z"


def held(reaction: str = "mail", agreement: str = "a", position: int = 1, failed: int = 1) -> Held:
    """Return an entry that is held up and will be tried again."""
    return Held(
        reaction=reaction,
        agreement=agreement,
        version=position,
        position=position,
        failed=failed,
        again=LATER,
        error="LookupError: no such mailbox “thư”",
    )


class ProgressContract:
    """The promises of a `Progress`."""

    def test_nothing_is_there_before_something_is_installed(self, progress: Progress) -> None:
        """And the journal's end is known."""
        assert ({}, (), 0) == (progress.cursors(), progress.held(), progress.end())

    def test_each_begins_at_the_end_once(self, journal: Journal, progress: Progress) -> None:
        """One that is known stays where it is."""
        write(journal, append("a", 0))
        progress.install(["mail"])
        write(journal, append("a", 1))
        progress.install(["mail", "board"])

        assert {"board": 2, "mail": 1} == progress.cursors()
        assert ["board", "mail"] == list(progress.cursors())
        assert 2 == progress.end()

    def test_a_cursor_goes_forward_only(self, progress: Progress) -> None:
        """Each for itself."""
        progress.install(["mail", "board"])
        progress.advance("mail", 7)
        progress.advance("mail", 3)

        assert {"board": 0, "mail": 7} == progress.cursors()

    def test_one_is_held_up_in_each_agreement(self, progress: Progress) -> None:
        """The last that was told of; the cursor comes to it, and order is by position."""
        progress.install(["mail", "board"])
        kept = [held(position=4), held(agreement="b", position=2), held("board", position=3)]
        for each in (held(position=1), *kept):
            progress.hold(each)

        assert tuple(sorted(kept, key=lambda it: it.position)) == progress.held()
        assert {"board": 3, "mail": 4} == progress.cursors()

    def test_what_is_released_is_held_up_no_more(self, progress: Progress) -> None:
        """Of its reaction and agreement, and no other; the cursor stays."""
        progress.install(["mail"])
        progress.hold(held(position=1))
        progress.hold(held(agreement="b", position=2))
        progress.release(held(position=1))

        assert (held(agreement="b", position=2),) == progress.held()
        assert {"mail": 2} == progress.cursors()

    def test_what_is_tried_again_has_never_failed(self, progress: Progress) -> None:
        """From the instant told; but not where another entry is held up by now."""
        progress.install(["mail"])
        progress.hold(held(position=2, failed=8))

        assert not progress.retry(held(position=1), "2026-02-02T00:00:00.000000Z")
        assert not progress.retry(held(agreement="b"), LATER)
        assert (held(position=2, failed=8),) == progress.held()
        assert progress.retry(held(position=2), "2026-02-02T00:00:00.000000Z")

        (now,) = progress.held()
        assert (0, "2026-02-02T00:00:00.000000Z") == (now.failed, now.again)

    def test_a_turn_is_one_runners(self, progress: Progress) -> None:
        """Until it is given back; giving what one does not have does nothing."""
        one, other = progress.turn(), progress.turn()

        assert one.take()
        assert one.take()
        assert not other.take()

        other.give()
        assert not other.take()

        one.give()
        assert other.take()
        assert not one.take()

        other.give()
