"""Evidence that is read at sight is what reading it like a file would have found."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from coopflow.definitions.bodies import evidence_as_in_a_file, evidence_at_sight, read_evidence
from coopflow.errors import DefinitionError
from coopflow.values.evidence import Evidence

WORDS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["", " ", "thư", "thu\u031b", "a\nb", "\ud800", "\u0378", "\u2028", "5.10"]),
)
DAYS = st.one_of(
    st.none(),
    WORDS,
    st.dates(),
    st.dates().map(date.isoformat),
    st.sampled_from(["2022-02-30", "20220322", "٢٠٢٢-٠٣-٢٢", 2022]),
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.one_of(st.none(), WORDS, st.just("letter"), st.just("letter")),
        "title": st.one_of(st.none(), WORDS, st.integers()),
        "date": DAYS,
        "digest": st.one_of(st.none(), WORDS),
        "where": st.one_of(st.none(), WORDS, st.lists(WORDS, max_size=1)),
        "size": WORDS,
    },
)


def like_a_file(data: Any) -> tuple[Evidence, ...] | None:
    """Return what a file would tell; ``None`` where it would be refused."""
    try:
        return evidence_as_in_a_file(data)
    except DefinitionError:
        return None


class TestAtSight:
    """How fast evidence is read makes no difference to what is kept of it."""

    @given(FIELDS)
    @example({"kind": "thu\u031b"})
    @example({"kind": "letter", "where": "\u3000"})
    def test_what_is_read_at_sight_is_read_alike_in_a_file(self, data: dict[str, Any]) -> None:
        """Whatever the words are; what is doubtful is not read at sight."""
        seen = evidence_at_sight(data)

        assert seen is None or (seen,) == like_a_file(data)

    def test_plain_words_are_read_at_sight(self) -> None:
        """In any script, with a day as text."""
        data = {"kind": "thư", "title": "Đã có nước sạch", "date": "2022-06-28", "where": None}
        expected = Evidence(kind="thư", title="Đã có nước sạch", date=date(2022, 6, 28))

        assert expected == evidence_at_sight(data)
        assert (expected,) == read_evidence("thư: Đã có nước sạch (2022-06-28)")
