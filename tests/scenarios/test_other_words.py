"""A lifecycle of other words and another script, lived through at the command line."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coopflow.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples"
NAME = "防災-2026"
REVIEW = """\
as_of: {day}
findings: [{{kind: lesson, text: {{ja: 早めに始める, en: Begin sooner}}}}]
dispositions: {{"1.1/2": {{as: carry}}, "1.2/1": {{as: carry}}}}
"""


@pytest.fixture
def say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Type lines in a folder that holds the two files, and read what is said."""
    for name in ("kyotei.yaml", "kyotei-plan.yaml"):
        shutil.copy(EXAMPLES / name, tmp_path)
    monkeypatch.chdir(tmp_path)

    def type_(line: str, code: int = 0) -> str:
        assert code == main(line.split()), capsys.readouterr().err

        out, err = capsys.readouterr()
        return err if code else out

    return type_


class TestKyotei:
    """From two files alone: given once, deleted, and never missed."""

    def test_it_is_lived_through(self, say: Callable[..., str]) -> None:
        """Agreed, signed, halted, gone on with, checked twice, and renewed."""
        draft = "kyotei-plan.yaml --lifecycle kyotei.yaml"
        say(f"check {draft}")
        say(f"draft {draft} --as 係長 --at 2026-04-01")
        Path("kyotei.yaml").unlink()
        Path("kyotei-plan.yaml").unlink()
        both = ("合意 --as 知事", "合意 --as 市長")
        for line in (*both, "差戻し --as 係長", *both):
            say(f"do {NAME} {line} --at 2026-04-01")
        needless = say(f"do {NAME} 検証 --as 学長 --at 2026-04-01", code=3)
        for by in ("知事", "市長", "学長"):
            signed = say(f"do {NAME} 締結 --as {by} --at 2026-04-01")
        say(f"do {NAME} 停止 --as 学長 --at 2026-06-01")
        for by in ("学長", "知事", "市長"):
            again = say(f"do {NAME} 再開 --as {by} --at 2026-07-01")
        say(f"report {NAME} 1.1/1 --as 係長 --at 2026-11-01")
        say(f"accept {NAME} 1.1/1 --as 知事 --at 2026-11-02")
        outline = say(f"outline {NAME} --as-of 2027-03-31")
        for day in ("2027-03-31", "2028-03-31"):
            Path("review.yaml").write_text(REVIEW.format(day=day), "utf-8")
            say(f"do {NAME} 検証 --as 学長 --with review.yaml --at {day}")
            say(f"do {NAME} 検証 --as 市長 --at {day}")
            if day == "2027-03-31":
                say(f"do {NAME} 継続 --as 知事 --at {day}")
        diagram = say(f"diagram {NAME}")
        following = say(f"renew {NAME} --as 係長 --at 2028-04-01").split()[-1]
        for by in ("知事", "市長"):
            say(f"do {following} 合意 --as {by} --at 2028-04-01")
        for by in ("知事", "市長", "学長"):
            renewed = say(f"do {following} 締結 --as {by} --at 2028-04-01")

        assert "command.not-now" in needless
        assert "3 tasks opened" in signed
        assert "opened" not in again
        assert f"coopflow do {NAME} 検証 --as OFFICER" in outline
        assert all(name in diagram for name in ("検証済", "更新済", "更新 (successor)"))
        assert "2 tasks taken up" in renewed
        assert f"{NAME} is 更新済" in renewed
        assert "whole" in say("verify")

    def test_two_tables_of_one_name_are_told_apart(self, say: Callable[..., str]) -> None:
        """With the file and the line of the second, and what to do."""
        text = Path("kyotei.yaml").read_text("utf-8")
        Path("other.yaml").write_text(text.replace("{at_least: 2}", "any"), "utf-8")
        draft = "draft kyotei-plan.yaml --as 係長 --lifecycle"
        both = say(f"{draft} kyotei.yaml --lifecycle other.yaml", code=1)
        say(f"{draft} kyotei.yaml --at 2026-04-01")
        plan = Path("kyotei-plan.yaml").read_text("utf-8")
        Path("kyotei-plan.yaml").write_text(plan.replace(NAME, "防災-2"), "utf-8")
        later = say(f"{draft} other.yaml --at 2026-04-01", code=3)
        again = say(f"{draft} kyotei.yaml --lifecycle kyotei.yaml --at 2026-04-01")

        assert "other.yaml:7" in both
        assert "id.duplicate" in both
        assert "lifecycle.changed" in later
        assert "防災-2 is 案" in again
