"""Hypothesis strategies for the small things: words, ids, days and spans, as files hold them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from coopflow.values.time import Span

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

VIETNAMESE = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


@cache
def words() -> SearchStrategy[str]:
    """Give words in one line or several, in any script, in whatever form they were typed."""
    letters = st.characters(exclude_categories=("Cs", "Cn", "Cc"), include_characters="\n\t")
    likely = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " .:-#'\"abc019"))
    # A filter would throw whole agreements away for one blank among their words.
    some = st.one_of(likely, st.text(letters))
    return some.map(lambda each: each if each.strip() else f"{each}a")


@cache
def texts() -> SearchStrategy[str | dict[str, str]]:
    """Give words as a terms file holds them: plain, or by language."""
    languages = st.sampled_from(("vi", "en", "lo", "zh-Hant"))
    return st.one_of(words(), st.dictionaries(languages, words(), min_size=1, max_size=3))


@cache
def ids(prefix: str = "") -> SearchStrategy[str]:
    """Give ids of our own things: letters, digits, ``.``, ``-`` and ``_``."""
    first = "abcxyz0159" + VIETNAMESE
    tail = st.text(st.sampled_from(first + "._-"), max_size=6)
    return st.builds(lambda head, rest: prefix + head + rest, st.sampled_from(first), tail)


@cache
def days(start: date = date(1990, 1, 1), end: date = date(2090, 12, 31)) -> SearchStrategy[date]:
    """Give days."""
    return st.dates(start, end)


@cache
def instants() -> SearchStrategy[datetime]:
    """Give aware instants in UTC."""
    return st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@cache
def spans(
    units: tuple[str, ...] = ("days", "working days", "weeks", "months", "years"), most: int = 40
) -> SearchStrategy[str]:
    """Give spans as people write them."""
    return st.builds(
        lambda count, unit: str(Span(count, unit)),
        st.integers(1, most),
        st.sampled_from(units),
    )


@cache
@st.composite
def periods(draw: DrawFn, longest: int = 800) -> dict[str, date]:
    """Give periods as a terms file holds them, from one day to `longest` days."""
    start = draw(days())
    return {"start": start, "end": start + timedelta(days=draw(st.integers(0, longest)))}
