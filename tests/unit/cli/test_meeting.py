"""Meetings and calendar files at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ical.calendar_stream import IcsCalendarStream

if TYPE_CHECKING:
    from pathlib import Path

Run = Any

SIMPLE = ("--kind", "briefing", "--on", "2022-06-28", "--chaired", "ann", "--attended", "bob")
FILE = """\
kind: conference
on: 2022-12-20
place: {vi: Tam Kỳ, en: Tam Ky}
attendees:
  - {officer: ann, role: chair}
  - {officer: bob, role: represent}
  - {agency: b, name: Somebody}
minutes: [{kind: minutes, title: M}]
note: It rained.
adoptions:
  - command: review
    by: [ann, bob]
    with:
      as_of: 2022-12-20
      findings: []
      dispositions:
        "1.1/1": {as: carry}
        "1.3/1": {as: carry}
        "1.5/1": {as: OUTCOME}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a conference that adopts a review."""
    path = tmp_path / "meeting.yaml"
    path.write_text(FILE.replace("OUTCOME", "carry"), "utf-8")
    return path


class TestMeeting:
    """A meeting is recorded in one call, from a file or from a few options."""

    def test_a_few_options_are_enough(self, executing: Run) -> None:
        """Where nothing was adopted; it says what was recorded."""
        told = executing(
            "meeting", "mini", *SIMPLE, "--place", "Huế", "--minutes", "minutes: M", "--as", "bob"
        )

        line = (
            "briefing/1: briefing held on 2022-06-28, Huế;"
            " present: ann (a), in the chair, bob (b); minutes: minutes (M)"
        )
        assert (0, "") == (told.code, told.err)
        assert line == told.out.splitlines()[-1]

    def test_a_file_tells_the_whole(self, executing: Run, file: Path) -> None:
        """With what was adopted; in Vietnamese where that is spoken."""
        told = executing("meeting", "mini", "--with", str(file), "--as", "ann", "--json")
        page = executing("meetings", "mini", "--lang", "vi").out.splitlines()

        assert ("reviewed", 0) == (told.data["state"], told.code)
        assert [
            "conference/1: hội nghị ngày 2022-12-20, tại Tam Kỳ",
            "  thành phần dự: ann (a), chủ trì cuộc họp, bob (b), đại diện, Somebody (b)",
            f"  thông qua review của mini (phiên bản {told.data['version']})",
            "  biên bản: minutes (M)",
            "  It rained.",
        ] == page

    def test_as_data(self, executing: Run) -> None:
        """`--json` has every field."""
        executing("meeting", "mini", *SIMPLE, "--as", "bob")
        (held,) = executing("meetings", "mini", "--json").data

        assert ("briefing/1", "2022-06-28", None, [], [], "bob") == tuple(
            held[key] for key in ("meeting", "on", "place", "tasks", "adoptions", "by")
        )
        assert ["a", "b"] == [each["agency"] for each in held["attendees"]]
        assert [] == executing("meetings", "mini", "--as-of", "2022-02-01", "--json").data
        assert "no meetings\n" == executing("meetings", "mini", "--as-of", "2022-02-01").out

    def test_a_mistake_in_a_body_has_its_line(self, executing: Run, file: Path) -> None:
        """Also where the body stands inside the file of the meeting."""
        file.write_text(FILE.replace("OUTCOME", "lost"), "utf-8")
        told = executing("meeting", "mini", "--with", str(file), "--as", "ann")

        assert 1 == told.code
        assert f"{file}:19: disposition.unknown:" in told.err + told.out

    def test_a_file_and_options_are_one_too_many(self, executing: Run, file: Path) -> None:
        """It says which to leave out."""
        told = executing("meeting", "mini", "--with", str(file), "--note", "x", "--as", "ann")

        assert 2 == told.code
        assert "leave out note" in told.err

    def test_a_refusal_is_told(self, executing: Run) -> None:
        """With its code; `why` tells what to do."""
        words = ("--kind", "briefing", "--on", "2022-06-28", "--attended", "ann", "--as", "ann")
        told = executing("meeting", "mini", *words)

        assert 3 == told.code
        assert "meeting.one-sided" in told.err

    def test_it_can_be_asked_about(self, executing: Run, file: Path) -> None:
        """`why` and `do` know the command."""
        told = executing("why", "mini", "meeting", "--as", "ann")

        assert "say what the meeting was" in told.out
        assert 0 == executing("why", "mini", "meeting", "--with", str(file), "--as", "ann").code
        assert 0 == executing("do", "mini", "meeting", "--with", str(file), "--as", "ann").code


class TestExport:
    """A calendar file goes to stdout, or to a file."""

    def test_it_is_the_same_either_way(self, executing: Run, tmp_path: Path) -> None:
        """Byte for byte, with the line ends that calendars want."""
        out = tmp_path / "mini.ics"
        assert 0 == executing("export", "ics", "mini", "--agency", "a", "--out", str(out)).code
        told = executing("export", "ics", "mini", "--agency", "a")
        assert (0, "") == (told.code, told.err)
        found = IcsCalendarStream.calendar_from_ics(out.read_text("utf-8"))

        assert b"\r\n" in out.read_bytes()
        assert out.read_text("utf-8").splitlines() == told.out.splitlines()
        assert {"mini/1.1/1@coopflow", "mini/1.3/1@coopflow", "mini/1.5/1@coopflow"} >= {
            str(each.uid) for each in found.events
        }

    def test_where_it_cannot_be_written(self, executing: Run, tmp_path: Path) -> None:
        """It says so."""
        told = executing("export", "ics", "mini", "--out", str(tmp_path / "no" / "mini.ics"))

        assert 5 == told.code
        assert "could not be written" in told.err

    def test_help_teaches(self, run: Run) -> None:
        """Of `export`, and of what it exports."""
        assert "coopflow export ics qn-2022" in run("export", "--help").out
        assert "pip install 'coopflow[ics]'" in run("export", "ics", "--help").out
