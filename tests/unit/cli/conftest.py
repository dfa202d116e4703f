"""A small agreement, and the command line run upon it in a folder of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from attrs import frozen

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
