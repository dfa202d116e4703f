"""An agreement with a bit of everything, and the office that keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coopflow import Secretariat, parse_terms
from coopflow.testing import FixedClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.runtime.clock import Clock

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
      - {id: "1.1", text: {vi: Một, en: One}, kind: once, due: end of period, coordinating: [b]}
      - {id: "1.2", text: Two, kind: triggered, on: flood, within: 3 days, joint: true}
      - {id: "1.5", text: Five, kind: once, due: 2022-03-31}
      - {id: "1.6", text: Six, kind: once}
      - {id: "1.7", text: Eight, kind: once, settled_by: signature}
  - id: "2"
    obligations:
      - {id: "2.1", text: Seven, kind: recurring, every: 6 months, lead: b, coordinating: [a]}
"""


STOPPED = FixedClock("2022-07-01T00:00Z")


def execute(office: Secretariat, written: str = TERMS) -> str:
    """Draft, sign and start what is written, and return its id."""
    made = office.draft(parse_terms(written), by="ann", at="2022-01-05").id
    for by, command in (("ann", "sign"), ("bob", "sign")):
        office.submit(made, command, by=by, at="2022-01-06")
    office.submit(made, "start", by="bob", at="2022-01-10")
    return made


@pytest.fixture
def office() -> Iterator[Secretariat]:
    """An office in which `mini` is carried out: something is reported, late, accepted, owed."""
    clock: Clock = STOPPED
    with Secretariat.open("memory:", plugins=(), clock=clock) as opened:
        execute(opened)
        opened.submit("mini", "occasion", by="ann", occasion="flood", at="2022-05-02")
        opened.submit("mini", "report", by="ann", task="1.1/1", at="2022-05-03")
        opened.submit("mini", "report", by="bob", task="2.1/1", at="2022-06-01T09:00")
        opened.submit("mini", "accept", by="ann", task="2.1/1", at="2022-06-02")
        yield opened
