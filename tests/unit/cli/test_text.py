"""What is printed: words as they are, and nothing a terminal would obey."""

from __future__ import annotations

import inspect
import typing
from datetime import UTC, datetime
from typing import Any

import pytest

from coopflow.cli import tables, words
from coopflow.cli.names import NEEDED
from coopflow.cli.text import safe
from coopflow.cli.words import happened
from coopflow.definitions.consents import awaited
from coopflow.definitions.terms_reader import parse_terms
from coopflow.engine.available import INPUT
from coopflow.values import clock_events, events, handing_events
from coopflow.values.agreement import Assent, Proposal
from coopflow.values.lifecycle import Consent
from coopflow.values.text import Text

Run = Any


class TestSafe:
    """A note cannot paint the screen of whoever reads it."""

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("Kế hoạch phối hợp", "Kế hoạch phối hợp"),
            ("a\nb\tc", "a\nb\tc"),
            ("\x1b[31mred", "\\u001b[31mred"),
            ("a\x00b\x7f\x9b", "a\\u0000b\\u007f\\u009b"),
            ("\u202eevil\u2066", "\\u202eevil\\u2066"),
            ("\udcff", "\\udcff"),
        ],
    )
    def test_what_steers_is_shown(self, written: str, shown: str) -> None:
        """Control characters, turned directions and half characters; letters stay."""
        assert shown == safe(written)

    def test_nothing_is_markup(self, executing: Run) -> None:
        """Square brackets are square brackets."""
        assert "One [bold]thing" in executing("show", "mini").out

    def test_a_note_is_told_as_written(self, drafted: Run) -> None:
        """In the receipt, in the log, and in JSON that can be read again."""
        note = "[red]x"
        answer = drafted("withdraw", "mini", "--as", "ann", "--note", note)

        assert "[red]x" in answer.out
        assert "[red]x" in drafted("log", "mini").out
        assert note == drafted("log", "mini", "--json").data[-1]["data"]["note"]


class TestWidth:
    """Pages fit where they are shown."""

    @pytest.mark.parametrize("columns", ["1", "40", "72", "200", "99999999999999999999", "x", ""])
    def test_no_line_is_longer_than_the_screen(
        self, executing: Run, columns: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As far as the narrowest table allows."""
        monkeypatch.setenv("COLUMNS", columns)

        lines = executing("show", "mini", "--lang", "vi").out.splitlines()
        width = int(columns) if columns.isdigit() else tables.WIDTH

        assert max(map(len, lines)) <= max(width, 40)
        assert [] == [line for line in lines if line != line.rstrip()]

    def test_colours_are_for_terminals(
        self, executing: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whatever the environment says: here nobody looks."""
        monkeypatch.setenv("FORCE_COLOR", "1")

        assert "u001b" not in executing("show", "mini").out
        assert "\x1b" not in executing("show", "mini").out


class TestWords:
    """Whatever happens can be told."""

    KINDS = typing.get_args(events.AgreementEvent)

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
    def test_every_event_has_its_words(self, kind: type) -> None:
        """A new event brings a line for the log."""
        assert kind in words._WORDING

    def test_words_are_on_one_line(self) -> None:
        """Notes may have several."""
        event = events.TaskReturned(task="1/1", party="a", note="one\n\ntwo")

        assert "a returns 1/1; one two" == happened(event, "en")

    @pytest.mark.parametrize(
        ("lang", "words"), [("vi", "1/1 được miễn: trễ"), ("en", "1/1 is waived: late")]
    )
    def test_words_are_in_the_language_asked_for(self, lang: str, words: str) -> None:
        """Ours, and those that somebody wrote in it."""
        reason = Text((("vi", "trễ"), ("en", "late")))

        assert words == happened(events.TaskWaived(task="1/1", reason=reason), lang)

    @pytest.mark.parametrize(
        ("event", "line"),
        [
            (
                events.AgreementMoved(
                    command="renew", event="agreement.renewed", origin="reviewed",
                    target="renewed", phase="ended", successor="next",
                ),
                "renewed: reviewed → renewed; by next",
            ),
            (
                events.ProposalDeclined(proposal="sign/1", party="b", closes=True, note="no"),
                "b declines sign/1; it is declined; no",
            ),
            (
                events.TaskAccepted(task="1/1", settles=False, party="b"),
                "b accepts 1/1; others still have to",
            ),
            (
                events.TaskAccepted(task="1/1", settles=True),
                "1/1 is accepted, as nobody has to accept it",
            ),
            (
                events.TaskAccepted(task="1/1", settles=True, settled_by="review"),
                "1/1 is performed by the review",
            ),
        ],
        ids=lambda value: type(value).__name__ if not isinstance(value, str) else None,
    )  # fmt: skip
    def test_details_are_told(self, event: events.Event, line: str) -> None:
        """Who, what, and what it means."""
        assert line == happened(event, "en")


class TestAwaited:
    """Who is still to be heard depends on whose consent counts."""

    @pytest.mark.parametrize(
        ("consent", "waiting"),
        [
            (Consent(count="all"), ("b", "c")),
            (Consent(count="any"), ("b", "c")),
            (Consent(count="at_least", at_least=2), ("b", "c")),
            (Consent(count="named", parties=("a", "c")), ("c",)),
            (Consent(count="lead"), ("b",)),
        ],
        ids=str,
    )
    def test_only_those_whose_word_counts(self, consent: Consent, waiting: tuple[str, ...]) -> None:
        """And who have not given it."""
        officers = {f"o{name}": {"name": name, "agency": name, "may": ["sign"]} for name in "abc"}
        terms = parse_terms(
            {
                "coopflow": 1,
                "id": "t",
                "title": "T",
                "period": {"start": "2022-01-01", "end": "2022-12-31"},
                "parties": ["a", "b", "c"],
                "lead": "b",
                "agencies": {name: {"name": name} for name in "abc"},
                "officers": officers,
                "areas": [{"id": "x", "obligations": []}],
            }
        )
        assent = Assent(party="a", officer="oa", at=datetime(2022, 1, 1, tzinfo=UTC), digest="d")
        proposal = Proposal(
            id="sign/1", command="sign", digest="d", consent=consent, opener="a", assents=(assent,)
        )

        assert waiting == awaited(proposal, terms)


def test_every_wording_is_for_an_event() -> None:
    """An event that is gone leaves no words behind."""
    homes = (events, clock_events, handing_events)
    kinds = {kind for home in homes for _, kind in inspect.getmembers(home, inspect.isclass)}

    assert set() == set(words._WORDING) - kinds


def test_whatever_a_command_still_needs_can_be_typed() -> None:
    """Every objection that only says what is missing is told with its option."""
    assert INPUT == NEEDED.keys()
