"""What the command line says of agreements on a lifecycle from a file."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import pytest

from coopflow.cli.explained import advice, drafting
from coopflow.values.explanation import Remedy

if TYPE_CHECKING:
    from pathlib import Path

Run = Any
TABLE = """\
coopflow: 1
lifecycle: led
edition: 1
initial: draft
states: {draft: drafting, open: executing, closed: ended}
rows:
  - {command: sign, from: draft, to: open, event: agreement.opened, by: signatory, consent: all}
  - {command: end, from: open, to: closed, event: agreement.closed, by: party, consent: lead}
"""
TERMS = """\
coopflow: 1
id: p
title: P
lifecycle: led@1
lead: a
period: {start: 2022-01-01, end: 2022-12-31}
parties: [a, b]
agencies: {a: {name: A}, b: {name: B}}
officers:
  ann: {name: Ann, agency: a, may: [sign]}
  bob: {name: Bob, agency: b, may: [sign]}
areas: [{id: "1", lead: a, obligations: []}]
"""


@pytest.fixture
def told(run: Run, tmp_path: Path) -> Run:
    """The command line, beside a lifecycle file and terms that name it."""
    (tmp_path / "led.yaml").write_text(TABLE, "utf-8")
    (tmp_path / "p.yaml").write_text(TERMS, "utf-8")
    return run


class TestReceipts:
    """One sentence says what was proposed, whose word is awaited, and where that leads."""

    def test_an_opener_whose_assent_does_not_count_is_told_so(self, told: Run) -> None:
        """What moves is told by its command, whatever the lifecycle calls the event."""
        told("draft", "p.yaml", "--lifecycle", "led.yaml", "--as", "ann", "--at", "2022-01-01")
        said = [
            told(command, "p", "--as", by, "--at", "2022-01-01").out.splitlines()
            for command, by in (("sign", "ann"), ("sign", "bob"))
        ]
        proposed = told("do", "p", "end", "--as", "bob", "--at", "2022-01-02").out.splitlines()

        assert "a proposes to sign (sign/1) and assents; awaiting b on sign/1" == said[0][-1]
        assert said[1][-1].startswith("b assents to sign/1; ")
        assert "sign: draft → open" in said[1][-1]
        assert (
            "b proposes to end (end/1); its own assent does not count here; awaiting a on end/1"
            == proposed[-1]
        )


class TestProblems:
    """What terms and their lifecycle do not agree in is told with both places."""

    @pytest.mark.parametrize("words", [("check", "p.yaml"), ("draft", "p.yaml", "--as", "ann")])
    def test_a_consent_nobody_can_give_names_its_row(
        self, told: Run, tmp_path: Path, words: tuple[str, ...]
    ) -> None:
        """By file and line, beside the line of the terms."""
        (tmp_path / "p.yaml").write_text(TERMS.replace("lead: a\nperiod", "period"), "utf-8")

        answer = told(*words, "--lifecycle", "led.yaml")

        assert 1 == answer.code
        assert "consent.unreachable: end of led@1 (led.yaml:8: open → closed) takes" in (
            answer.out + answer.err
        )

    def test_so_does_a_later_draft(self, told: Run, tmp_path: Path) -> None:
        """Into a journal that is there already and knows the lifecycle."""
        told("draft", "p.yaml", "--lifecycle", "led.yaml", "--as", "ann")
        (tmp_path / "q.yaml").write_text(
            TERMS.replace("id: p", "id: q").replace("lead: a\nperiod", "period"), "utf-8"
        )

        with_file = told("draft", "q.yaml", "--as", "ann", "--lifecycle", "led.yaml")
        without = told("draft", "q.yaml", "--as", "ann")

        assert "end of led@1 (led.yaml:8: open → closed) takes" in with_file.err
        assert "end of led@1 (row 2: open → closed) takes" in without.err


class TestKnown:
    """What terms may name, and what can be drawn, is what one has at hand."""

    def test_a_lifecycle_beside_the_terms_serves_them(self, told: Run) -> None:
        """In whatever order the files are named; what is wrong between them has both places."""
        answer = told("check", "p.yaml", "led.yaml")

        assert (0, ["p.yaml: fine: p", "led.yaml: fine: led@1"]) == (
            answer.code,
            [line.partition(",")[0] for line in answer.out.splitlines()],
        )

    def test_rows_of_a_file_beside_them_are_named(self, told: Run, tmp_path: Path) -> None:
        """As those of a file that is named by --lifecycle are."""
        (tmp_path / "p.yaml").write_text(TERMS.replace("lead: a\nperiod", "period"), "utf-8")

        assert "(led.yaml:8: open → closed)" in told("check", "p.yaml", "led.yaml").out

    def test_a_lifecycle_without_its_states_is_one(self, told: Run, tmp_path: Path) -> None:
        """What is missing is told, not that terms belong here."""
        (tmp_path / "led.yaml").write_text(TABLE.replace("states:", "sttaes:"), "utf-8")
        answer = told("check", "led.yaml")

        assert ["led.yaml:1: key.missing", "led.yaml:5: key.unknown"] == [
            line.rpartition(": ")[0] if "missing" in line else line.partition(": unknown")[0]
            for line in answer.out.splitlines()
        ]

    def test_terms_in_place_of_a_lifecycle_are_told_in_one_line(self, told: Run) -> None:
        """What file this is, and nothing about its keys."""
        answer = told("check", "p.yaml", "--lifecycle", "p.yaml")

        assert (1, ["p.yaml:1: file.another"]) == (
            answer.code,
            [line.rpartition(": ")[0] for line in answer.out.splitlines()],
        )

    def test_a_lifecycle_of_the_journal_is_known(self, told: Run, tmp_path: Path) -> None:
        """To `check` as to `draft`, whatever the terms are called."""
        before = told("check", "p.yaml")
        told("draft", "p.yaml", "--lifecycle", "led.yaml", "--as", "ann")
        (tmp_path / "q.yaml").write_text(TERMS.replace("id: p", "id: q"), "utf-8")
        (tmp_path / "led.yaml").unlink()
        after = told("check", "q.yaml")

        assert (1, True) == (before.code, "--lifecycle" in before.out)
        assert (0, "") == (after.code, after.err)

    def test_a_journal_that_cannot_be_read_is_told(self, told: Run, tmp_path: Path) -> None:
        """And the file is checked even so, on what else is known."""
        (tmp_path / "coopflow.db").write_bytes(b"no journal" * 1000)
        answer = told("check", "p.yaml")

        assert (1, True) == (answer.code, "p.yaml:4: lifecycle.unknown" in answer.out)
        assert answer.err.startswith("coopflow: ")

    def test_checking_begins_no_journal(self, told: Run, tmp_path: Path) -> None:
        """It asks, and writes nothing."""
        told("check", "p.yaml")

        assert ["led.yaml", "p.yaml"] == sorted(each.name for each in tmp_path.iterdir())

    def test_two_tables_of_one_edition_are_told_apart(self, told: Run, tmp_path: Path) -> None:
        """The second is in the way, whether it is named by the option or beside the first."""
        (tmp_path / "new.yaml").write_text(TABLE.replace("end,", "finish,"), "utf-8")

        assert "new.yaml:3: id.duplicate" in told("check", "led.yaml", "new.yaml").out
        assert "new.yaml:3: id.duplicate" in (
            told("check", "new.yaml", "--lifecycle", "led.yaml").out
        )

    def test_what_the_journal_keeps_is_drawn_by_its_name(self, told: Run, tmp_path: Path) -> None:
        """As from the file; and as data."""
        from_file = told("diagram", "led@1", "--lifecycle", "led.yaml").out
        told("draft", "p.yaml", "--lifecycle", "led.yaml", "--as", "ann")
        (tmp_path / "led.yaml").unlink()

        assert from_file == told("diagram", "led@1").out
        assert "led" == told("diagram", "led@1", "--json").data["name"]

    def test_what_nothing_knows_is_told_so(self, told: Run) -> None:
        """With what there is."""
        answer = told("diagram", "led@1")

        assert (2, True) == (answer.code, "there are standard@1, proposal@1" in answer.err)

    @pytest.mark.parametrize("begun", [False, True])
    def test_a_lifecycle_needs_its_edition(self, told: Run, begun: bool) -> None:  # noqa: FBT001 - of a table
        """Whether there is a journal or none: it is not the journal that is missing."""
        if begun:
            told("draft", "p.yaml", "--lifecycle", "led.yaml", "--as", "ann")
        answer = told("diagram", "led", "--lifecycle", "led.yaml")

        assert (2, True) == (answer.code, "named with its edition: led@1" in answer.err)


class TestAdvice:
    """What is advised can be pasted into a shell."""

    def test_values_are_quoted(self) -> None:
        """Each is one word again."""
        said = (("task", "1.1/1"), ("note", "it's $HOME"))
        remedy = Remedy(code="give", agreement="p", command="report", said=said)

        assert ["report", "p", "1.1/1", "--note", "it's $HOME"] == shlex.split(advice(remedy, "en"))

    def test_drafting_names_the_files_it_was_asked_about(self) -> None:
        """With the lifecycles that the terms may name."""
        expected = ["draft", "my plan.yaml", "--lifecycle", "led.yaml"]

        assert expected == shlex.split(drafting("my plan.yaml", ("led.yaml",)))
