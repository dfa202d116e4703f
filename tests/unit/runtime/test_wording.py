"""What objections say."""

from __future__ import annotations

import pytest

from coopflow.runtime.wording import word
from coopflow.values.reason import Reason


class TestWord:
    """Whatever a plugin leaves out, its objection has words."""

    @pytest.mark.parametrize(
        ("reason", "expected"),
        [
            (Reason("task.missing", (("command", "report"),)), "say which task: report needs task"),
            (Reason("task.missing"), "say which task: (command) needs task"),
            (Reason("north.no", text="not yet"), "not yet"),
            (Reason("north.no", (("task", "1.1/1"),)), "task: 1.1/1"),
            (Reason("north.no"), "no"),
            (
                Reason("north.no", plugin="n", source="§ 2", text="not yet"),
                "not yet [plugin n; § 2]",
            ),
        ],
    )
    def test_an_objection_is_worded(self, reason: Reason, expected: str) -> None:
        """By its own text, by the library's, or by its values."""
        assert expected == word(reason)
