"""The board in memory keeps what is awaited, and nothing else."""

from __future__ import annotations

from attrs import evolve

from coopflow import Secretariat, parse_terms
from coopflow.projections.board import MemoryBoard
from coopflow.projections.rows import Rows

TERMS = """\
coopflow: 1
id: p
title: A plan
period: {start: 2022-01-01, end: 2022-12-31}
parties: [a, b]
agencies: {a: {name: A}, b: {name: B}}
officers:
  an: {name: An, agency: a, may: [represent, sign]}
  ba: {name: Ba, agency: b, may: [represent, sign]}
areas:
  - {id: "1", lead: a, obligations: [{id: "1.1", text: Dig, kind: once}]}
"""


class TestSettled:
    """What awaits nobody is not kept."""

    def test_nothing_is_left_of_a_settled_task(self) -> None:
        """It would be looked at for ever."""
        board = MemoryBoard()
        with Secretariat.open("memory:", plugins=[]) as office:
            office.draft(parse_terms(TERMS), by="an", at="2022-01-03")
            for command, by in (("sign", "an"), ("sign", "ba"), ("start", "an")):
                office.submit("p", command, by=by, at="2022-01-03")
            now = office.get("p")
        kept = []
        for task in (now.tasks["1.1/1"], evolve(now.tasks["1.1/1"], state="waived")):
            board.put([Rows(now, (task,), told_anew=True)])
            kept.append(len(board._inbox))

        assert [1, 0] == kept
