"""What is written down reads back as what it was."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coopflow import dump_terms, parse_terms
from coopflow.definitions.plain import digest_of
from coopflow.journal.codec import TYPES, decode, encode, type_of
from coopflow.journal.entry import Entry
from coopflow.testing.strategies import events, terms, terms_files, values

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject

    from coopflow.values.events import Event
    from coopflow.values.terms import Terms


def respelt(data: Any, form: str) -> Any:
    """Return plain data with every word, keys included, in the Unicode form `form`."""
    if isinstance(data, dict):
        return {respelt(key, form): respelt(value, form) for key, value in data.items()}
    if isinstance(data, list):
        return [respelt(each, form) for each in data]
    return unicodedata.normalize(form, data) if isinstance(data, str) else data  # type: ignore[arg-type]  # one of the four forms


def ordered(data: Any) -> Any:
    """Return plain data with the languages of every text in one order."""
    if isinstance(data, dict):
        languages = {"vi", "en", "lo", "zh-Hant"} >= data.keys()
        pairs = sorted(data.items()) if languages else data.items()
        return {key: ordered(value) for key, value in pairs}
    return [ordered(each) for each in data] if isinstance(data, list) else data


def entry(event: Event) -> Entry:
    """Return an entry that holds `event`."""
    return Entry(
        position=1,
        stream="s",
        version=1,
        type=type_of(event),
        at="2022-03-22T02:00:00.000000Z",
        recorded_at="2022-03-22T02:00:00.000000Z",
        by="an-head",
        key=None,
        data=encode(event),
        digest="",
    )


class TestTermsFile:
    """A terms file and its value are one text: people sign its digest."""

    @given(terms())
    def test_what_is_dumped_reads_back(self, value: Terms) -> None:
        """Dumped and read again it is the same value, with the same digest."""
        again = parse_terms(dump_terms(value))

        assert value == again
        assert digest_of(value) == digest_of(again)

    @given(terms())
    def test_dumping_settles(self, value: Terms) -> None:
        """What was dumped once is dumped the same ever after."""
        text = dump_terms(value)

        assert text == dump_terms(parse_terms(text))

    @given(terms(), st.sampled_from(("NFC", "NFD")))
    def test_how_a_file_spells_its_letters_does_not_matter(self, value: Terms, form: str) -> None:
        """Composed or decomposed, the letters of a file make the same value and digest."""
        spelt = parse_terms(unicodedata.normalize(form, dump_terms(value)))  # type: ignore[arg-type]  # one of the four forms

        assert value == spelt
        assert digest_of(value) == digest_of(spelt)

    @given(terms_files(), st.sampled_from(("NFC", "NFD")))
    def test_nor_how_a_mapping_does(self, file: dict[str, Any], form: str) -> None:
        """The same of what code puts together, keys included."""
        value, spelt = parse_terms(respelt(file, "NFC")), parse_terms(respelt(file, form))

        assert value == spelt
        assert digest_of(value) == digest_of(spelt)

    @given(terms_files(), terms_files())
    def test_another_text_has_another_digest(
        self, one: dict[str, Any], other: dict[str, Any]
    ) -> None:
        """Digests are equal exactly where the texts are; in which order languages stand is none."""
        first, second = (parse_terms(respelt(ordered(each), "NFC")) for each in (one, other))

        assert (first == second) == (digest_of(first) == digest_of(second))
        assert digest_of(first) == digest_of(parse_terms(respelt(one, "NFC")))

    @given(terms_files(), st.data())
    def test_every_key_counts(self, file: dict[str, Any], data: DataObject) -> None:
        """An obligation whose words change changes the digest."""
        clauses = [each for area in file["areas"] for each in area["obligations"]]
        assume(clauses)
        before = digest_of(parse_terms(file))
        data.draw(st.sampled_from(clauses))["text"] = "Words nobody ever draws: 7f3a."

        assert before != digest_of(parse_terms(file))


class TestCodec:
    """An event reads back from its bytes as what it was, whatever it says."""

    @pytest.mark.parametrize("name", TYPES)
    @settings(max_examples=15)
    @given(data=st.data())
    def test_every_kind_of_event_reads_back(self, name: str, data: DataObject) -> None:
        """For each stored name: decode undoes encode, and encode undoes decode."""
        event = data.draw(values(TYPES[name]))
        stored = entry(event)

        assert name == stored.type
        assert event == decode(stored)
        assert stored.data == encode(decode(stored))

    @given(events())
    def test_no_event_is_of_an_unknown_kind(self, event: Event) -> None:
        """Every event has a stored name, and that name leads back to its class."""
        assert TYPES[type_of(event)] is type(event)
