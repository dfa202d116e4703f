"""Pages of the past, by area and by agency, and the history of one task."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

Run = Any


class TestAsOf:
    """`--as-of` shows the record as it stood."""

    def test_list(self, renewed: Run) -> None:
        """What was not drafted yet is not there, and the page says of when it is."""
        lines = renewed("list", "--as-of", "2022-02-01").out.splitlines()

        assert "As it stood: 2022-02-01" == lines[0]
        assert re.match(r"mini +executing ", lines[-2])
        assert "1 agreement" == lines[-1]

    def test_a_list_before_anything_was(self, renewed: Run) -> None:
        """Is empty, and asks nobody to begin."""
        assert renewed("list", "--as-of", "2019-01-01").out.endswith("2019-01-01\n\n0 agreements\n")

    def test_show(self, renewed: Run) -> None:
        """State, what could come next, tasks, and what was late."""
        then = renewed("show", "mini", "--as-of", "2022-04-01").out

        assert re.search(r"^as of +2022-04-01$", then, re.MULTILINE)
        assert re.search(r"^state +executing \(version 17, ", then, re.MULTILINE)
        assert re.search(r"^1\.5/1 .* open, late$", then, re.MULTILINE)
        assert "Review as of" not in then

    def test_what_nobody_asks_for(self, renewed: Run) -> None:
        """What only the clock or a successor does is marked, in the words of a diagram."""

        def shown(*words: str) -> str:
            return " ".join(renewed("show", "mini", "--as-of", *words).out.split())

        running, over = shown("2022-04-01"), shown("2023-01-11")
        in_vietnamese = shown("2022-04-01", "--lang", "vi")

        assert "; lapse → lapsed (clock)" in running
        assert "renew → renewed (successor); close → closed (consent: all)" in over
        assert "; lapse → lapsed (đồng hồ)" in in_vietnamese

    def test_tasks(self, renewed: Run) -> None:
        """A task that was returned later stood as reported; `--at` judges another day."""
        then = renewed("tasks", "mini", "--as-of", "2022-02-02").out
        later = renewed("tasks", "mini", "--as-of", "2022-02-02", "--at", "2022-02-10").out

        assert re.search(r"^1\.2/1 .* reported$", then, re.MULTILINE)
        assert then.endswith("4 tasks: 4 still owed, 0 late, 0 settled\n")
        assert later.endswith("4 tasks: 4 still owed, 0 late, 0 settled\n")

    def test_log_and_available(self, renewed: Run) -> None:
        """Nothing that came later, and what could have been done then."""
        assert "review" not in renewed("log", "mini", "--as-of", "2022-12-31").out
        assert re.search(
            r"^accept +1\.2/1$",
            renewed("available", "mini", "--as", "bob", "--as-of", "2022-02-02").out,
            re.MULTILINE,
        )

    def test_nothing_available_is_told_of_then(self, renewed: Run) -> None:
        """Not of now, and without asking `why`, which knows no past."""
        page = renewed("available", "mini", "--as", "ann", "--as-of", "2023-12-31").out

        assert page.startswith("As it stood: 2023-12-31\n")
        assert page.endswith("there was nothing ann could do\n")

    @pytest.mark.parametrize("command", ["show", "tasks", "log"])
    def test_what_was_not_there_yet(self, renewed: Run, command: str) -> None:
        """Is refused, with the day it came."""
        told = renewed(command, "mini-2", "--as-of", "2023-01-10")

        assert 3 == told.code
        assert told.err.startswith("agreement.not-yet: there was no mini-2 yet as of 2023-01-10")

    def test_what_is_no_time(self, run: Run) -> None:
        """Is said before anything is opened."""
        assert 2 == run("list", "--as-of", "yesterday").code


class TestBy:
    """Tasks area by area, or agency by agency, counted."""

    def test_by_agency(self, renewed: Run) -> None:
        """What it leads, what it leads with others, what it coordinates; each counted."""
        shown = renewed("tasks", "mini", "--by", "agency", "--as-of", "2022-04-01").out

        assert [
            "a  Board A",
            "3 tasks: 2 still owed, 2 late, 1 settled",
            "mini: leads  (2 tasks: 1 still owed, 1 late, 1 settled)",
            "mini: leads jointly with the other parties  (1 task: 1 still owed, 1 late, 0 settled)",
            "b  Board B",
            "3 tasks: 2 still owed, 1 late, 1 settled",
            "mini: leads  (1 task: 1 still owed, 0 late, 0 settled)",
            "mini: leads jointly with the other parties  (1 task: 1 still owed, 1 late, 0 settled)",
            "mini: coordinates  (1 task: 0 still owed, 0 late, 1 settled)",
            "4 tasks: 3 still owed, 2 late, 1 settled",
        ] == re.findall(r"^(?:[ab]  .*|mini: .*|\d+ tasks?: .*)$", shown, re.MULTILINE)

    def test_one_agency_over_all_agreements(self, renewed: Run) -> None:
        """Its own section only."""
        shown = renewed("tasks", "--by", "agency", "--agency", "b").out

        assert ["b"] == re.findall(r"^([ab])  ", shown, re.MULTILINE)
        assert {"mini", "mini-2"} == {*re.findall(r"^(\S+): ", shown, re.MULTILINE)} - {"tasks"}

    def test_by_area(self, renewed: Run) -> None:
        """Each area counted; what was carried stands apart, by where it was born."""
        shown = renewed("tasks", "mini-2", "--by", "area", "--at", "2023-02-02").out

        assert re.search(r"^1  Common work  \(3 tasks: 3 still owed, ", shown, re.MULTILINE)
        assert "1  Common work (carried from mini)  (1 task: 1 still owed, 1 late, " in shown

    def test_show_sums_up(self, renewed: Run) -> None:
        """By area and by agency."""
        shown = renewed("show", "mini", "--as-of", "2022-04-01").out

        assert re.search(r"^1  Common work +4 \(3 owed, 2 late\)$", shown, re.MULTILINE)
        assert re.search(r"^a  Board A +2 \(1 owed, 1 late\) +1 \(1 owed, 1 late\) +–$", shown,
                         re.MULTILINE)  # fmt: skip
        assert re.search(r"^b  Board B +.* +1, all settled$", shown, re.MULTILINE)

    def test_those_due_first(self, renewed: Run) -> None:
        """So many, in order of their due days, of whichever agreement; and whether that is all."""
        shown = renewed("tasks", "--limit", "3", "--as-of", "2023-02-01").out
        rows = re.findall(r"^(mini\S*) +(\S+) .*?(\d{4}-\d\d-\d\d)", shown, re.MULTILINE)

        assert [
            ("mini", "1.2/1", "2022-02-04"),
            ("mini-2", "mini:1.2/1", "2022-02-04"),
            ("mini", "1.5/1", "2022-03-31"),
        ] == rows
        assert shown.endswith("the 3 due first; there are more\n")
        every = len(renewed("tasks", "--json").data)
        assert "more" in renewed("tasks", "--limit", str(every - 1)).out
        assert "more" not in renewed("tasks", "--limit", str(every)).out
        assert 3 == len(renewed("tasks", "--limit", "3", "--json").data)

    @pytest.mark.parametrize("limit", ["0", "-1", "many", "9" * 19])
    def test_a_limit_is_a_number(self, renewed: Run, limit: str) -> None:
        """Of one or more."""
        assert 2 == renewed("tasks", "--limit", limit).code

    @pytest.mark.parametrize(
        ("words", "hint"),
        [((), "no tasks yet"), (("--late",), "no task is like that"),
         (("--agency", "a"), "no task is like that")],
    )  # fmt: skip
    def test_nothing_to_list_says_why(
        self, drafted: Run, words: tuple[str, ...], hint: str
    ) -> None:
        """And what one may do."""
        assert drafted("tasks", "mini", *words).out.startswith(hint)


class TestHistoryOfATask:
    """`log --task`: everything about one task."""

    @pytest.mark.parametrize(
        "words", [("mini", "1.2/1"), ("mini-2", "mini:1.2/1")], ids=["born", "carried"]
    )
    def test_followed_wherever_it_went(self, renewed: Run, words: tuple[str, str]) -> None:
        """Agreement by agreement, with both times, evidence and reasons."""
        agreement, task = words
        shown = renewed("log", agreement, "--task", task).out
        lines = [re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d +\d{4}-\d\d-\d\d \d\d:\d\d +", "", each)
                 for each in shown.splitlines()]  # fmt: skip
        told = [re.sub(r" {2,}", " ", each).strip() for each in lines]

        assert "mini:1.2/1  Two" == lines[0]
        assert {"in mini-2", "state reported, late", "lead jointly", "due 2022-02-04"} <= {*told}
        assert [
            "mini A small plan",
            "12 bob flood/1 occurred",
            "13 bob task 1.2/1 opens, due 2022-02-04",
            "14 ann a reports 1.2/1",
            "· photos: the dyke, 2022-02-01",
            "15 bob b returns 1.2/1; undated",
        ] == told[told.index("mini A small plan") :][:6]
        assert "· 1.2/1: carry: Still to be dated." in told
        assert "· lesson: Begin sooner." in told
        assert re.match(r"\d+ bob b reports mini:1\.2/1", told[-1])

    def test_for_programs(self, renewed: Run) -> None:
        """The same entries, each with the stream it is of."""
        entries = renewed("log", "mini", "--task", "1.2/1", "--json").data

        assert ["mini", "mini-2"] == [*dict.fromkeys(each["stream"] for each in entries)]
        assert "occasion.recorded" == entries[0]["type"]

    def test_in_vietnamese(self, renewed: Run) -> None:
        """Labels, states, events, and what was written in it."""
        shown = renewed("log", "mini", "--task", "1.2/1", "--lang", "vi").out

        assert re.search(r"^trạng thái +đã báo cáo, quá hạn$", shown, re.MULTILINE)
        assert "mở nhiệm vụ 1.2/1, thời hạn 2022-02-04" in shown
        assert "· bài học kinh nghiệm: Bắt đầu sớm hơn." in shown

    def test_a_task_that_is_not_there(self, renewed: Run) -> None:
        """Is refused."""
        assert renewed("log", "mini", "--task", "9/9").err.startswith("task.unknown: ")


class TestTerminal:
    """On a terminal too, no line is longer than it is wide."""

    @pytest.mark.parametrize("words", ["show mini", "log mini", "why mini start --as ann"])
    def test_lines_end_between_words(
        self, executing: Run, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """However long what is said."""
        monkeypatch.setenv("COLUMNS", "60")

        lines = _PAINT.sub("", _on_a_terminal(words, tmp_path)).splitlines()

        assert lines
        assert 60 >= max(map(len, lines))

    def test_colour_is_not_for_everybody(
        self, executing: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """`NO_COLOR` leaves what is bold bold; a terminal that can do nothing gets plain words."""
        monkeypatch.setenv("TERM", "xterm")
        painted = _on_a_terminal("tasks --at 2022-12-01", tmp_path)
        monkeypatch.setenv("NO_COLOR", "1")
        bold = _on_a_terminal("tasks --at 2022-12-01", tmp_path)
        monkeypatch.setenv("TERM", "dumb")
        plain = _on_a_terminal("tasks --at 2022-12-01", tmp_path)

        assert ["0", "1", "1;31"] == sorted(set(_PAINT.findall(painted)))
        assert ["0", "1"] == sorted(set(_PAINT.findall(bold)))
        assert "\x1b" not in plain
        assert _PAINT.sub("", painted) == _PAINT.sub("", bold) == plain


_PAINT = re.compile(r"\x1b\[([0-9;]*)m")


def _on_a_terminal(words: str, folder: Path) -> str:
    """Return what a command shows on a terminal."""
    screen, face = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "coopflow", *words.split()], stdout=face, cwd=folder
    ) as process:
        os.close(face)
        shown = b"".join(iter(lambda: _read(screen), b"")).decode()
    os.close(screen)

    assert 0 == process.returncode
    return shown.replace("\r", "")


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # how a terminal says that its other side has gone
        return b""
