"""The file of a meeting: what it says, and what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from coopflow import DefinitionError, Evidence, parse_terms
from coopflow.definitions.document import read_document
from coopflow.definitions.meeting_file import read_meeting
from coopflow.values.meeting import Attendee

GOOD = """\
kind: conference
on: 2022-03-22
attendees:
  - {officer: an, role: chair}
  - {agency: north, name: Somebody}
minutes:
  - {kind: minutes, title: M, date: 2022-03-23}
tasks: ["1.1/1"]
adoptions:
  - {command: sign, by: an}
  - agreement: other
    command: review
    by: [an]
    with: {as_of: 2022-03-22}
"""

WRONG = {
    "another kind": ("kind: conference", "kind: party", "meeting.unknown", 1),
    "no day": ("on: 2022-03-22\n", "", "key.missing", 1),
    "a day that is none": ("on: 2022-03-22", "on: 2022-02-30", "date.impossible", 2),
    "another role": ("role: chair", "role: guest", "role.unknown", 4),
    "nobody": ("{agency: north, name: Somebody}", "{name: Somebody}", "attendee.unnamed", 5),
    "minutes of no kind": ("{kind: minutes, title: M", "{title: M", "key.missing", 7),
    "a command that takes no row": ("command: sign", "command: report", "adoption.reserved", 10),
    "an officer who is not there": ("by: an", "by: ba", "adoption.absent", 10),
    "an adoption by nobody": ("{command: sign, by: an}", "{command: sign}", "key.missing", 10),
    "a body that is none": ("with: {as_of: 2022-03-22}", "with: review.yaml", "type.wrong", 14),
    "a list for a body": ("with: {as_of: 2022-03-22}", "with: [a]", "type.wrong", 14),
    "another key": ("tasks:", "task:", "key.unknown", 8),
}


class TestReading:
    """A file says what a meeting was, and what was adopted."""

    def test_it_is_read(self) -> None:
        """All of it; bodies keep their lines."""
        held, (sign, review) = read_meeting(read_document(GOOD.encode()))

        there = (
            Attendee(officer="an", role="chair"),
            Attendee(agency="north", name=held.attendees[1].name),
        )
        assert ("conference", date(2022, 3, 22), there) == (held.kind, held.on, held.attendees)
        assert (Evidence(kind="minutes", title="M", date=date(2022, 3, 23)),) == held.minutes
        assert (None, "sign", ("an",), None) == (sign.agreement, sign.command, sign.by, sign.body)
        assert review.body is not None
        assert ({"as_of": "2022-03-22"}, 14) == (review.body.data, review.body.lines["as_of",])

    @pytest.mark.parametrize(("old", "new", "code", "line"), WRONG.values(), ids=WRONG.keys())
    def test_what_is_wrong_is_told(self, old: str, new: str, code: str, line: int) -> None:
        """With its line."""
        assert old in GOOD
        with pytest.raises(DefinitionError) as error:
            read_meeting(read_document(GOOD.replace(old, new, 1).encode()))

        assert (code, line) in [(each.code, each.line) for each in error.value.problems]

    def test_it_is_a_mapping(self) -> None:
        """Nothing else is a meeting."""
        with pytest.raises(DefinitionError, match=r"file\.not-a-mapping"):
            read_meeting(read_document(b"- briefing"))


TERMS = """
coopflow: 1
id: p
title: P
period: {{start: 2022-01-01, end: 2022-12-31}}
time_zone: UTC
parties: [a, b]
agencies: {{a: {{name: A}}, b: {{name: B}}}}
officers: {{an: {{name: An, agency: a, may: [sign]}}, ba: {{name: Ba, agency: b, may: [sign]}}}}
occasions: {{flood: {{text: Flood}}}}
areas: [{{id: "1", obligations: [{{id: "1.1", text: Meet, {said}, settled_by: {by}}}]}}]
"""
KINDS = ("kind: once", "kind: recurring", "kind: continuous", "kind: triggered, on: flood")


class TestSettling:
    """Meetings perform obligations of any kind; moments of the lifecycle only what is done once."""

    @pytest.mark.parametrize("by", ["briefing", "conference"])
    @pytest.mark.parametrize("said", KINDS)
    def test_a_meeting_performs_any(self, said: str, by: str) -> None:
        """It is read as it is written."""
        assert by == parse_terms(TERMS.format(said=said, by=by)).obligations[0].settled_by

    @pytest.mark.parametrize("said", KINDS[1:])
    def test_a_moment_performs_what_is_done_once(self, said: str) -> None:
        """And nothing that comes again."""
        with pytest.raises(DefinitionError, match=r"key\.not-for-kind"):
            parse_terms(TERMS.format(said=said, by="review"))
