"""The plan of 2022 as it ran, with the Commission's plugin and no other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import coopflow_ban_dan_van
from coopflow import Secretariat, load_terms
from coopflow.testing.scenario import begin, review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow import Terms

FOLDER = Path(__file__).parents[3] / "examples" / "quang_nam_2022"


@pytest.fixture(scope="session")
def plans() -> tuple[Terms, Terms, Terms]:
    """Return the framework and the plans of 2021 and 2022."""
    return (
        load_terms(FOLDER / "framework-2021-2025.yaml"),
        load_terms(FOLDER / "plan-2021.yaml"),
        load_terms(FOLDER / "plan-2022.yaml"),
    )


@pytest.fixture
def office(plans: tuple[Terms, Terms, Terms]) -> Iterator[Secretariat]:
    """Give an office in which the plan of 2022 was signed and started on 22 March 2022."""
    framework, plan_2021, plan_2022 = plans
    with Secretariat.open("memory:", plugins=[coopflow_ban_dan_van]) as office:
        begin(office, framework, at="2021-01-04")
        begin(office, plan_2021, at="2021-01-04")
        review(office, "qn-2021", at="2022-03-22")
        begin(office, plan_2022, at="2022-03-22")
        yield office
