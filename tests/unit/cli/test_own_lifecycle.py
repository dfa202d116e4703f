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
