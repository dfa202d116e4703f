"""The command line's story: one agreement from draft to renewed, every step typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import frozen

from coopflow.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TERMS = """\
coopflow: 1
id: care-2022
title: Care for remote hamlets in 2022
period: {start: 2022-01-01, end: 2022-12-31}
parties: [health, roads]
agencies: {health: {name: Health board}, roads: {name: Roads board}}
officers:
  hoa: {name: Hoa, agency: health, may: [represent, sign]}
  rai: {name: Rai, agency: roads, may: [represent, sign]}
occasions: {landslide: {text: A landslide cuts a hamlet off}}
areas:
  - id: "1"
    lead: health
    obligations:
      - {id: "1.1", text: Visit each hamlet, kind: recurring, every: 6 months,
         coordinating: [roads]}
      - {id: "1.2", text: Reach a hamlet that is cut off, kind: triggered, on: landslide,
         within: 3 days, lead: roads, coordinating: [health]}
      - {id: "1.3", text: Review the year, kind: once, settled_by: review}
      - {id: "1.4", text: Sign the next agreement, kind: once, settled_by: renewal}
"""


@frozen
class Desk:
    """Types commands, and expects their exit codes."""

    capsys: pytest.CaptureFixture[str]

    def __call__(self, line: str, *more: str, code: int = 0) -> list[str]:
        """Return the lines a command says; on stderr where it is to fail."""
        words = [*line.split(), *more]

        assert code == main(words), self.capsys.readouterr().err

        out, err = self.capsys.readouterr()
        return (err if code else out).splitlines()


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A desk in an empty folder, with the terms in a file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COOPFLOW_PLUGINS", "none")
    (tmp_path / "care.yaml").write_text(TERMS, "utf-8")
    return Desk(capsys)


def _answered(path: Path, answers: dict[str, str]) -> None:
    """Edit an outline as an official would: one answer for each task, and a finding."""
    lines = []
    task = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("  ") and line.endswith(":") and line.strip() != "reason:":
            task = line.strip(" :")
        if line.strip().startswith("as:"):
            lines.append(f"    as: {answers[task]}")
        elif line.strip() == "reason:" and answers[task] != "carry":
            lines.append("    reason: The road was closed.")
        elif line.startswith("findings: []"):
            lines.append("findings: [{kind: lesson, text: Ask about the road first.}]")
        else:
            lines.append(line)
    path.write_text("\n".join(lines) + "\n", "utf-8")


class TestStory:
    """All it takes is a file and a command line."""

    def test_from_draft_to_renewed(self, desk: Desk, tmp_path: Path) -> None:
        """Signed by both, carried out, reviewed, renewed; refused where it must be."""
        assert ["care.yaml: fine: care-2022, 1 area, 4 obligations"] == desk("check care.yaml")

        drafted = desk("draft care.yaml --as hoa --at 2022-01-03")
        assert "care-2022" == drafted[-1]

        signing = desk("sign care-2022 --as hoa --at 2022-01-04")
        assert (
            "health proposes to sign (sign/1) and assents; awaiting roads on sign/1" == signing[-1]
        )
        refusal = desk("sign care-2022 --as hoa --agency roads", code=3)[0]
        assert refusal.startswith("authority.other-agency: ")
        signed = desk("assent care-2022 sign/1 --as rai --at 2022-01-04")
        assert "care-2022 is signed, version 7" == signed[0]

        started = desk("start care-2022 --as rai --at 2022-01-05")
        assert "care-2022 is executing, version 12" == started[0]
        assert "start: signed → executing; 4 tasks opened" == started[1]

        occurred = desk("occasion care-2022 landslide --as hoa --at 2022-03-01")
        assert "landslide/1 occurred; task 1.2/1 opens, due 2022-03-04" == occurred[-1]
        (refusal,) = desk("report care-2022 1.2/1 --as hoa", code=3)
        assert refusal.startswith("authority.lead: ")
        desk("report care-2022 1.2/1 --as rai --at 2022-03-03 --evidence", "log: of 3 March")
        returned = desk("return care-2022 1.2/1 --as hoa --at 2022-03-03 --note", "no names")
        assert "health returns 1.2/1; no names" == returned[-1]
        desk("report care-2022 1.2/1 --as rai --at 2022-03-04")
        desk("accept care-2022 1.2/1 --as hoa --at 2022-03-05")
        assert "1 task: 1 still owed, 1 late, 0 settled" == desk("tasks --late --at 2022-07-01")[-1]

        (tmp_path / "review.yaml").write_text(
            "\n".join(desk("outline care-2022 --as-of 2022-12-20")), "utf-8"
        )
        unanswered = desk("review care-2022 --as hoa --with review.yaml", code=1)
        assert ["disposition.unknown"] * 2 == [line.split(": ")[1] for line in unanswered]
        _answered(tmp_path / "review.yaml", {"1.1/1": "unmet", "1.1/2": "carry"})
        desk("review care-2022 --as hoa --at 2022-12-20 --with review.yaml")
        reviewed = desk("review care-2022 --as rai --at 2022-12-20")
        assert "care-2022 is reviewed, version" in reviewed[0]
        assert "1.1/1 is unmet: The road was closed." in reviewed[1]

        following = desk("renew care-2022 --as hoa --at 2022-12-20")[-1]
        assert "care-2023" == following
        desk(f"sign {following} --as hoa --at 2022-12-21")
        renewed = desk(f"sign {following} --as rai --at 2022-12-21")
        assert renewed[-1].endswith("care-2022 is renewed")
        assert "–  Ask about the road first." in desk(f"show {following}")
        assert any("care-2022:1.1/2" in line for line in desk(f"tasks {following}"))

        (refusal,) = desk("start care-2022 --as hoa", code=3)
        assert refusal.startswith("agreement.ended: ")
        assert desk("verify")[0].startswith("whole: 4 streams, ")

    def test_a_text_may_be_changed_until_it_is_signed(self, desk: Desk, tmp_path: Path) -> None:
        """Revising voids the signature already there, and says so."""
        (tmp_path / "other.yaml").write_text(TERMS.replace("Visit each", "Visit every"), "utf-8")
        desk("draft care.yaml --as hoa --at 2022-01-03")
        desk("sign care-2022 --as hoa --at 2022-01-04")

        (refusal,) = desk("sign care-2022 --as rai --with other.yaml", code=3)
        revised = desk("revise care-2022 --as rai --at 2022-01-05 --with other.yaml")

        assert refusal.startswith("proposal.other-text: ")
        assert "sign/1 is void" in revised[-1]
        assert not any("awaiting" in line for line in desk("show care-2022"))

    def test_a_proposal_may_be_declined_or_taken_back(self, desk: Desk) -> None:
        """Until the last assent."""
        desk("draft care.yaml --as hoa --at 2022-01-03")
        desk("sign care-2022 --as hoa --at 2022-01-04")
        declined = desk("decline care-2022 --as rai --at 2022-01-05 --note", "not yet")
        desk("sign care-2022 --as hoa --at 2022-01-06")
        retracted = desk("retract care-2022 sign/2 --as hoa --at 2022-01-07")

        assert "roads declines sign/1; it is declined; not yet" == declined[-1]
        assert "health retracts sign/2" == retracted[-1]

    def test_the_successor_may_bring_its_own_terms(self, desk: Desk, tmp_path: Path) -> None:
        """Its file need not name the predecessor: renewing says which it is."""
        text = TERMS.replace("2022", "2023").replace("care-2023", "care-after")
        (tmp_path / "next.yaml").write_text(text, "utf-8")
        desk("draft care.yaml --as hoa --at 2022-01-03")

        following: Any = desk("renew care-2022 --as rai --at 2022-12-01 --with next.yaml")

        assert "care-after" == following[-1]
        assert any(line.split() == ["predecessor", "care-2022"] for line in desk("show care-after"))
