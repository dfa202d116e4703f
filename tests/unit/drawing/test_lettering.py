"""Words are shortened and wrapped between words, and never within a letter."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from coopflow.drawing.lettering import gist, letters, width, wrapped

FAMILY = "👩‍👩‍👧"
NFD = unicodedata.normalize("NFD", "Ộ")
READ_AS_ONE = st.sampled_from(["a", "Ộ", NFD, FAMILY, "👍🏽", "👩🏽\u200d🚒", "🇻🇳", "漢", " "])


class TestLetters:
    """What is read as one letter stays one."""

    @given(st.lists(READ_AS_ONE, max_size=20))
    def test_marks_and_joined_signs_stay_together(self, one_by_one: list[str]) -> None:
        """Decomposed Vietnamese, families, skin tones, flags."""
        assert one_by_one == letters("".join(one_by_one))

    @given(st.text(max_size=60))
    def test_nothing_is_lost(self, words: str) -> None:
        """Whatever stands there."""
        assert words == "".join(letters(words))


class TestCut:
    """At most so many letters, and … where something was left out."""

    def test_it_cuts_between_words(self) -> None:
        """Without what would trail."""
        assert "Tham mưu, xây…" == gist("Tham mưu, xây dựng", 15)
        assert "Tham mưu…" == gist("Tham mưu, xây dựng", 11)
        assert "Tham mưu" == gist("Tham  mưu", 8)
        assert "cut between words…" == gist("cut  between\nwords, here", 18)
        assert "nowh…" == gist("nowhere to cut", 5)

    def test_a_word_too_long_is_cut_between_letters(self) -> None:
        """A family is not torn apart."""
        assert f"{NFD * 2}…" == gist(NFD * 5, 3)
        assert f"{FAMILY}…" == gist(FAMILY * 3, 2)


class TestWrapping:
    """Lines that fit, as many as there is room for."""

    @given(st.text(max_size=200), st.integers(1, 4))
    def test_every_line_fits(self, words: str, most: int) -> None:
        """Also one that is a single word."""
        lines = wrapped(words, 10, 120, most)

        assert 1 <= len(lines) <= most
        assert [] == [line for line in lines if width(line, 10) > 120]

    @given(st.lists(st.sampled_from(["mưu", "Đảng", "a", "nước", FAMILY]), max_size=12))
    def test_words_stay_whole(self, words: list[str]) -> None:
        """Where they fit into a line."""
        assert words == " ".join(wrapped(" ".join(words), 10, 120, 99)).split()
