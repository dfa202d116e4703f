"""The cascade at the command line: handed down, answered, and told as a tree."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Secretariat, parse_terms

if TYPE_CHECKING:
    from pathlib import Path

Run = Any

TERMS = """\
coopflow: 1
id: mini
title: A small plan
period: {start: 2022-01-01, end: 2022-12-31}
parties: [a, b]
agencies:
  a: {name: {vi: Ban A, en: Board A}}
  b: {name: Board B}
  d: {name: {vi: Phòng D, en: Division D}, parent: a}
  e: {name: Office E, parent: d}
  f: {name: Office F, parent: d}
officers:
  ann: {name: Ann, agency: a, may: [represent, sign]}
  bob: {name: Bob, agency: b, may: [represent, sign]}
  dan: {name: Dan, agency: d}
  eve: {name: Eve, agency: e}
  fay: {name: Fay, agency: f}
areas:
  - id: "1"
    lead: a
    obligations:
      - {id: "1.1", text: One, kind: once, due: 2022-06-30, coordinating: [b]}
      - {id: "1.2", text: Two, kind: once}
"""
REASSIGNED = """\
source: Law 72
from: 2022-04-01
bodies: {f: g}
agencies: {g: {name: Commune G, parent: a}}
"""


COUNTS = "0 done, 2 late, 0 refused, 0 waiting"


@pytest.fixture
def handed(run: Run, tmp_path: Path) -> Run:
    """The command line where 1.1 was handed down to a division, and to two offices of it."""
    (tmp_path / "moved.yaml").write_text(REASSIGNED, "utf-8")
    with Secretariat.open(f"sqlite:///{tmp_path / 'coopflow.db'}", plugins=[]) as office:
        office.draft(parse_terms(TERMS), by="ann", at="2022-01-01")
        for command, officer in (("sign", "ann"), ("sign", "bob"), ("start", "ann")):
            office.submit("mini", command, by=officer, at="2022-01-01")
        said: dict[str, Any] = {"task": "1.1/1", "at": "2022-02-01"}
        office.submit("mini", "assign", by="ann", to="d", **said)
        office.submit("mini", "assign", by="dan", to="e, f", until="2022-03-31", **said)
    return run


class TestTree:
    """`tree` tells to whom a task was handed, what became of it, and the risk."""

    def test_on_paper_it_is_indented(self, handed: Run) -> None:
        """Each below the one it was handed on from."""
        said = ("--percent", "40", "--at", "2022-02-01")
        handed("progress", "mini", "1.1/1~2", "--as", "eve", *said)
        told = handed("tree", "mini", "--at", "2022-04-01").out.splitlines()

        assert [
            f"1.1/1  a  Board A  (open; due 2022-06-30; {COUNTS})  at risk",
            f"    1.1/1~1  d  Division D: assigned; due 2022-06-30; {COUNTS}",
            "        1.1/1~2  e  Office E: assigned, late; done by 40 %; due 2022-03-31",
            "        1.1/1~3  f  Office F: assigned, late; due 2022-03-31",
        ] == told

    def test_what_stands_still_is_told(self, handed: Run) -> None:
        """With what remains; and in the history, when it goes on."""
        for command, at in (("suspend", "2022-03-01"), ("resume", "2022-03-11")):
            asked = (command, "mini", "--cause", "flood", "--at", at)
            assert 0 == handed(*asked, "--as", "ann").code
            assert 0 == handed("assent", "mini", "--as", "bob", "--at", at).code
        tree = handed("tree", "mini", "--as-of", "2022-03-05").out
        log = handed("log", "mini", "--task", "1.1/1").out

        assert "1.1/1~2  e  Office E: assigned; stands still, 30 days remain" in tree
        assert "the clock of 1.1/1~2 stands still, 30 days remain" in log
        assert "1.1/1~2 goes on, and is due on 2022-04-10" in log

    def test_in_vietnamese(self, handed: Run) -> None:
        """With the words of officials."""
        told = handed("tree", "mini", "--at", "2022-04-01", "--lang", "vi").out

        assert "Phòng D: đã giao" in told
        assert "0 đã xong, 2 quá hạn, 0 từ chối, 0 đang chờ" in told
        assert "có rủi ro" in told

    def test_on_a_terminal_it_is_drawn(self, handed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """With the lines of a tree."""
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

        assert "└── 1.1/1~3" in handed("tree", "mini").out

    def test_as_json(self, handed: Run) -> None:
        """Everything, nested."""
        (told,) = handed("tree", "mini", "--at", "2022-03-01", "--json").data

        assert (False, {"done": 0, "late": 0, "refused": 0, "waiting": 2}) == (
            told["risk"], told["roll_up"]
        )  # fmt: skip
        assert ["e", "f"] == [each["assignment"]["to"] for each in told["branches"][0]["below"]]

    def test_what_was_not_handed_down_is_said_so(self, handed: Run) -> None:
        """Of one task, and where there is none at all."""
        assert "not handed down" in handed("tree", "mini", "--task", "1.2/1").out
        assert "`assign` hands one down" in handed("tree", "mini", "--as-of", "2022-01-31").out


class TestPages:
    """Where tasks are listed, a risk stands beside what is late."""

    @pytest.mark.parametrize(
        "words", [("tasks", "mini"), ("show", "mini"), ("tasks", "--limit", "5"),
                  ("tasks", "mini", "--by", "agency")], ids=" ".join,
    )  # fmt: skip
    def test_a_risk_is_shown(self, handed: Run, words: tuple[str, ...]) -> None:
        """From the day a body below is late, and not before."""
        assert "at risk" not in handed(*words, "--at", "2022-03-31").out
        assert "at risk" in handed(*words, "--at", "2022-04-01").out

    def test_as_json_it_is_a_field(self, handed: Run) -> None:
        """Of every task."""
        told = handed("tasks", "mini", "--at", "2022-04-01", "--json").data

        assert {"1.1/1": True, "1.2/1": False} == {each["id"]: each["risk"] for each in told}

    def test_what_was_done_is_told_line_by_line(self, handed: Run) -> None:
        """Handed down, taken on, on its way, refused, delivered, gone over to others."""
        for words in (
            "acknowledge mini 1.1/1~2 --as eve",
            "progress mini 1.1/1~2 --as eve --note rain",
            "progress mini 1.1/1~2 --as eve --percent 50",
            "deliver mini 1.1/1~2 --as eve --evidence minutes",
            "reassign mini --with moved.yaml --as bob",
        ):
            assert handed(*words.split(), "--at", "2022-04-01").code == 0, words
        told = handed("log", "mini", "--task", "1.1/1").out
        tree = handed("tree", "mini").out

        assert "1.1/1~3  g  Commune G: assigned" in tree
        for line in (
            "a hands 1.1/1 to d (1.1/1~1)",
            "d hands 1.1/1~1 to e (1.1/1~2); until 2022-03-31",
            "1.1/1~2 is taken on",
            "1.1/1~2 is under way; rain",
            "1.1/1~2 is done by 50 %",
            "1.1/1~2 is delivered; evidence: minutes",
            "1.1/1~3 goes over to g; from 2022-04-01; Law 72",
        ):
            assert line in " ".join(told.split()), line

    def test_a_body_is_offered_what_it_can_answer(self, handed: Run) -> None:
        """With what each answer still needs."""
        told = handed("available", "mini", "--as", "fay").out

        assert [
            "acknowledge 1.1/1~3",
            "assign 1.1/1 with bodies (--to BODY)",
            "deliver 1.1/1~3 with evidence (--evidence KIND)",
            "progress 1.1/1~3 with how far it is (--percent N, --note, --evidence)",
            "refuse 1.1/1~3 with a note (--note WORDS)",
        ] == sorted(" ".join(line.split()) for line in told.splitlines())
