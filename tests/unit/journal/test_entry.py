"""What goes into a journal."""

from __future__ import annotations

import pytest

from coopflow.journal.entry import Append


class TestAppend:
    """A stream gains something, or it is not appended to."""

    def test_it_brings_at_least_one_fact(self) -> None:
        """Appending nothing is a mistake of the caller."""
        with pytest.raises(ValueError, match="nothing to append"):
            Append(stream="a", expected=0, drafts=())
