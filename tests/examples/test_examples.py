"""The examples run, and say what stands beside them in `examples/expected/`.

Where an example changes on purpose, run it and keep what it says:
``python examples/01_two_sign.py > examples/expected/01_two_sign.txt``.
"""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve as changed

from coopflow import DefinitionError, Secretariat, load_lifecycle, load_terms

if TYPE_CHECKING:
    from types import ModuleType


EXAMPLES = Path(__file__).parents[2] / "examples"
STEPS = sorted(EXAMPLES.glob("[0-9][0-9]_*.py"))


def _load(script: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{script.stem}", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestStaircase:
    """Each step is one small script that anybody can run and get the same."""

    def test_the_steps_are_counted_without_a_gap(self) -> None:
        """A reader who takes them in order misses none."""
        assert [f"{n:02}" for n in range(1, len(STEPS) + 1)] == [each.name[:2] for each in STEPS]
        assert len(STEPS) >= 7

    @pytest.mark.parametrize("step", STEPS, ids=lambda step: step.stem)
    def test_a_step_says_what_stands_beside_it(
        self, step: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """To the letter: times are given, so nothing in it depends on the day."""
        expected = (EXAMPLES / "expected" / f"{step.stem}.txt").read_text("utf-8")

        _load(step).main()

        assert expected == capsys.readouterr().out

    @pytest.mark.parametrize("step", STEPS, ids=lambda step: step.stem)
    def test_a_step_teaches_before_it_runs(self, step: Path) -> None:
        """Its first words say which step it is; the rest explains it."""
        told = ast.get_docstring(ast.parse(step.read_text("utf-8"))) or ""
        number = int(step.name[:2])

        assert re.match(rf"Step {number}: .+\.\n\n", told)
        assert len(told.splitlines()) >= 5

    def test_nothing_is_expected_of_a_step_that_is_gone(self) -> None:
        """What stands in `expected/` belongs to a script."""
        expected = {path.stem for path in (EXAMPLES / "expected").iterdir()}

        assert {step.stem for step in STEPS} == expected


class TestCounty:
    """An agreement on a lifecycle of its own goes from its draft to its end."""

    def test_it_is_opened_checked_and_closed(self) -> None:
        """By its own words, with the consent its rows take."""
        tables = [load_lifecycle(EXAMPLES / "county-mou.yaml")]
        with Secretariat.open("memory:", plugins=[], lifecycles=tables) as office:
            terms = load_terms(EXAMPLES / "county-plan.yaml", known=office.known)
            plan = office.draft(terms, by="tam", at="2026-01-05").id
            office.submit(plan, "share", by="tam", at="2026-01-05")
            office.submit(plan, "sign", by="tam", at="2026-01-06")
            office.submit(plan, "sign", by="hoa", at="2026-01-06")
            done = {row.id: {"as": "unmet", "reason": "no time"} for row in office.tasks(plan)}
            review = {"as_of": "2026-12-31", "findings": [], "dispositions": done}
            office.submit(plan, "review", by="tam", at="2027-01-05", body=review)
            office.submit(plan, "assent", by="hoa", at="2027-01-05")
            office.submit(plan, "close", by="hoa", at="2027-01-06")

            assert 2 == len(done)
            assert "closed" == office.get(plan).state

    def test_without_a_lead_it_is_refused(self) -> None:
        """Nobody could ever close it."""
        tables = [load_lifecycle(EXAMPLES / "county-mou.yaml")]
        with Secretariat.open("memory:", plugins=[], lifecycles=tables) as office:
            terms = load_terms(EXAMPLES / "county-plan.yaml", known=office.known)

            with pytest.raises(DefinitionError, match=r"consent\.unreachable"):
                office.draft(changed(terms, lead=None), by="tam", at="2026-01-05")
