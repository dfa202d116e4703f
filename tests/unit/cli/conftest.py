"""A small agreement, and the command line run upon it in a folder of its own."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from attrs import frozen

from coopflow import Secretariat, parse_terms
from coopflow.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TERMS = """\
coopflow: 1
id: mini
title: {vi: Kế hoạch nhỏ, en: A small plan}
time_zone: Asia/Ho_Chi_Minh
period: {start: 2022-01-01, end: 2022-12-31}
parties: [a, b]
agencies:
  a: {name: {vi: Ban A, en: Board A}}
  b: {name: Board B}
officers:
  ann: {name: Ann, agency: a, may: [represent, sign]}
  bob: {name: Bob, agency: b, may: [represent, sign]}
occasions: {flood: {text: A flood}}
areas:
  - id: "1"
    title: {vi: Việc chung, en: Common work}
    lead: a
    obligations:
      - {id: "1.1", text: {vi: Một, en: "One [bold]thing"}, kind: once, due: end of period,
         coordinating: [b]}
      - {id: "1.2", text: Two, kind: triggered, on: flood, within: 3 days, joint: true}
      - {id: "1.3", text: Three, kind: continuous, lead: b}
      - {id: "1.4", text: Four, kind: recurring}
      - {id: "1.5", text: Five, kind: once, due: 2022-03-31}
"""


REVIEW = {
    "as_of": "2022-12-31",
    "findings": [
        {
            "kind": "lesson",
            "text": {"en": "Begin sooner.", "vi": "Bắt đầu sớm hơn."},
            "tasks": ["1.2/1"],
        }
    ],
    "dispositions": {
        "1.2/1": {"as": "carry", "reason": "Still to be dated."},
        "1.3/1": {"as": "waive", "reason": "Over."},
        "1.5/1": {"as": "unmet", "reason": "Forgotten."},
    },
}
HELP: dict[str, Any] = {"task": "1.2/1"}
ACTS: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("mini", "sign", "ann", "2022-01-04", {}),
    ("mini", "sign", "bob", "2022-01-04", {}),
    ("mini", "start", "ann", "2022-01-04", {}),
    ("mini", "occasion", "bob", "2022-02-01", {"occasion": "flood"}),
    ("mini", "report", "ann", "2022-02-02", {**HELP, "evidence": "photos: the dyke (2022-02-01)"}),
    ("mini", "return", "bob", "2022-02-03", {**HELP, "note": "undated"}),
    ("mini", "report", "ann", "2022-03-01", {"task": "1.1/1"}),
    ("mini", "accept", "bob", "2022-03-02", {"task": "1.1/1"}),
    ("mini", "review", "ann", "2023-01-10", {"body": REVIEW}),
    ("mini", "assent", "bob", "2023-01-10", {}),
    ("mini", "renew", "ann", "2023-01-11", {}),
    ("mini-2", "sign", "ann", "2023-01-12", {}),
    ("mini-2", "sign", "bob", "2023-01-12", {}),
    ("mini-2", "start", "bob", "2023-01-12", {}),
    ("mini-2", "report", "bob", "2023-02-01", {"task": "mini:1.2/1"}),
)
"""What the officers of `mini` did: agreement, command, who, when, and what was said with it."""


@frozen
class Answer:
    """What one call said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Its stdout, which is JSON and nothing else."""
        return json.loads(self.out)


class Run(Protocol):
    """Runs the command line."""

    def __call__(self, *words: str) -> Answer:
        """Return what it says to `words`."""
        ...


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line, in an empty folder and without plugins."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COOPFLOW_PLUGINS", "none")
    monkeypatch.setenv("COLUMNS", "100")

    def call(*words: str) -> Answer:
        capsys.readouterr()
        code = main(words)
        return Answer(code, *capsys.readouterr())

    return call


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The terms file of `mini`."""
    path = tmp_path / "plan.yaml"
    path.write_text(TERMS, "utf-8")
    return path


@pytest.fixture
def drafted(run: Run, plan: Path) -> Run:
    """The command line where `mini` has been drafted."""
    assert run("draft", str(plan), "--as", "ann", "--at", "2022-01-03").code == 0
    return run


@pytest.fixture
def executing(drafted: Run) -> Run:
    """The command line where `mini` is executing."""
    for command, officer in (("sign", "ann"), ("sign", "bob"), ("start", "ann")):
        assert drafted(command, "mini", "--as", officer, "--at", "2022-01-04").code == 0
    return drafted


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal in which `mini` was carried out, reviewed, and renewed by `mini-2`."""
    path = tmp_path_factory.mktemp("story") / "coopflow.db"
    with Secretariat.open(f"sqlite:///{path}", plugins=[]) as office:
        office.draft(parse_terms(TERMS), by="ann", at="2022-01-03")
        for agreement, command, by, at, said in ACTS:
            if command == "renew":
                office.renew(agreement, by=by, at=at)
            else:
                office.submit(agreement, command, by=by, at=at, **said)
    return path


@pytest.fixture
def renewed(run: Run, story: Path, tmp_path: Path) -> Run:
    """The command line upon that journal."""
    shutil.copy(story, tmp_path / "coopflow.db")
    return run
