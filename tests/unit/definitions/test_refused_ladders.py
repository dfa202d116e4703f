"""Refused: ladders of reminders, and answers, that cannot mean what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coopflow import DefinitionError, parse_terms

if TYPE_CHECKING:
    from collections.abc import Callable

Change = tuple[str, str]
Places = set[tuple[int | None, str]]

_MANY = ", ".join(f"{day}d" for day in range(30, 9, -1))
CASES: dict[str, list[Change]] = {
    name: [("review_within", f"{line}\nreview_within")]
    for name, line in {
        "reminders that go up": "remind: [7d, 14d]  #! rung.order",
        "a reminder that stands twice": "remind: [7d, 7d]  #! rung.order",
        "too many reminders": f"remind: [{_MANY}]  #! rung.many",
        "a reminder that is no number of days": "remind: [soon]  #! rung.unreadable",
        "urging that goes down": "urge: [7d, 3d]  #! rung.order",
        "urging that stands twice": "urge: [3d, 3d]  #! rung.order",
        "urging on the due day": "urge: [0d, 3d]  #! rung.due-day",
        "an answer within no span": "answer_within: soon  #! span.unreadable",
    }.items()
} | {
    "several that are no numbers of days": [
        (
            "review_within",
            "remind:\n- x  #! rung.unreadable\n- 7d\n- -1d  #! rung.unreadable\nreview_within",
        )
    ],
    "reminders of an obligation that go up": [
        ("due: 2022-06-30", "due: 2022-06-30\n        remind: [1d, 2d]  #! rung.order")
    ],
    "urging of an obligation on the due day": [
        ("due: 2022-06-30", "due: 2022-06-30\n        urge: 0d  #! rung.due-day")
    ],
}


class TestLadders:
    """Reminders go down to the due day, urging goes up from it, each day once."""

    @pytest.mark.parametrize("changes", CASES.values(), ids=CASES)
    def test_each_has_its_code_and_its_line(
        self,
        changes: list[Change],
        broken: Callable[[list[Change]], tuple[str, Places]],
        found: Callable[[str], Places],
    ) -> None:
        """The problems found are exactly those announced."""
        text, expected = broken(changes)

        assert expected
        assert expected == found(text)

    def test_what_is_right_is_read(self, sound: str) -> None:
        """An obligation may say otherwise than the agreement, also that there is none."""
        keys = "remind: [14d, 7d, 0d]\nurge: [3d, 7d]\nanswer_within: 10 working days\n"
        text = sound.replace("review_within", f"{keys}silence: assent\nreview_within")
        terms = parse_terms(text.replace("due: 2022-06-30", "due: 2022-06-30\n        remind: []"))

        assert ((14, 7, 0), (3, 7)) == (terms.remind, terms.urge)
        assert ((), None) == (terms.obligations[0].remind, terms.obligations[1].remind)
        assert ("assent", "10 working days") == (terms.silence, str(terms.answer_within))

    def test_nobody_is_called_as_the_clock(
        self, sound: str, found: Callable[[str], Places]
    ) -> None:
        """Ids hold no colon, so that no officer ever acts as it."""
        text = sound.replace("  oa: {name: Oa", '  ":clock": {name: Oa')

        assert "id.form" in {code for _, code in found(text)}


class TestSilence:
    """What silence means is one of a few words."""

    def test_another_word_is_told_once(self, sound: str) -> None:
        """However many checks could see it."""
        text = sound.replace("review_within", "silence: golden\nreview_within")
        with pytest.raises(DefinitionError) as caught:
            parse_terms(text)

        assert ["silence.unknown"] == [each.code for each in caught.value.problems]
