"""The contract suite for plugins tells good ones from bad ones."""

from __future__ import annotations

import inspect
from itertools import count
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from coopflow.errors import CoopflowError
from coopflow.host import (
    Finding,
    Guard,
    Handing,
    Lifecycle,
    Reaction,
    Reason,
    Responsibility,
    Row,
    State,
    Text,
    hookimpl,
)
from coopflow.testing.plugin_contract import PluginContract

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from coopflow.host import Period, Question, Section

    Maker = Callable[..., Any]

TERMS = """
coopflow: 1
id: well
title: A village well
period: {start: 2022-01-01, end: 2022-12-31}
parties: [north, south]
agencies: {north: {name: North}, south: {name: South}}
officers:
  an: {name: An, agency: north, may: [represent, sign]}
  binh: {name: Bình, agency: south, may: [represent, sign]}
areas:
  - id: "1"
    lead: north
    obligations:
      - {id: "1.1", text: Dig, kind: once, coordinating: [south], evidence: [photos]}
      - {id: "1.2", text: Test, kind: once}
"""


ASKED = count()
"""How often those were asked that answer otherwise each time."""


def no(_: Question) -> Reason:
    """Refuse, and say why."""
    return Reason("north.no", text="no: come back tomorrow", source="rules, section 1")


def said(*words: tuple[str, str]) -> Reason:
    """Refuse in several languages."""
    values = (("task", "1.1/1"),)
    return Reason("north.no", values, text=Text(words), source="rules, section 1")


def of_task(question: Question) -> Reason | None:
    """Look at the task, though a command that takes a row has none."""
    task: Any = question.task
    return Reason(task.id)


def section(section: Section) -> tuple[Finding, ...]:
    """Count the tasks."""
    ids = tuple(row.id for row in section.tasks)
    return (Finding(kind="lesson", text=Text.plain(f"{len(ids)} tasks"), tasks=ids),)


def duty(**said: Any) -> Responsibility:
    """Return a good responsibility of North for 1.1, but for what is said."""
    good = {"obligations": ("1.1",), "evidence": ("photos",), "source": "rules, section 1"}
    return Responsibility(**{"agency": "north", "scope": "well", **good, **said})


def mail(*events: str) -> Reaction:
    """Return a reaction to events of these names."""
    return Reaction(name="north.mail", react=lambda _: None, events=events)


def failures(plugin: Any, *files: Path) -> set[str]:
    """Return the names of the promises that `plugin` breaks."""

    class Contract(PluginContract):
        """The plugin under test."""

    Contract.plugin, Contract.terms_files = plugin, files
    contract = Contract()
    broken = set()
    for name, test in inspect.getmembers(contract, inspect.ismethod):
        if not name.startswith("test_"):
            continue
        try:
            _run(contract, test)
        except Exception:  # noqa: BLE001 - whatever makes a test red
            broken.add(name)
    return broken


def _run(contract: PluginContract, test: Callable[..., None]) -> None:
    """Run one test of a contract with its fixtures, as pytest would."""
    host = contract._built()
    fixtures: dict[str, Any] = {
        "host": host,
        "own": host.plugins[-1],
        "given_terms": contract._loaded(host),
    }
    test(**{name: fixtures[name] for name in inspect.signature(test).parameters})


def days(works: Callable[[date], object] = lambda day: day.weekday() < 5) -> Any:
    """Return a calendar of working days: those of weekdays, but for what is said."""
    return SimpleNamespace(name="market-days", works=works)


def cut_off(closes: Callable[[Period], object] = lambda interval: interval.start) -> Any:
    """Return a reporting calendar that closes on the first day, but for what is said."""
    return SimpleNamespace(name="by-market", closes=closes)


@pytest.fixture
def terms_file(tmp_path: Path) -> Path:
    """Return a file with the terms of the well."""
    path = tmp_path / "well.yaml"
    path.write_text(TERMS, "utf-8")
    return path


class TestGoodPlugins:
    """A plugin that does as it should passes, whatever it contributes."""

    @pytest.mark.parametrize(
        "contributions",
        [
            {"responsibilities": [duty(before_report=no)]},
            {"responsibilities": [duty(agency="south", evidence=(), before_accept=no)]},
            {"responsibilities": [duty(obligations=(), areas=("1",), section=section)]},
            {"responsibilities": [duty(evidence=(), assign=lambda _: [Handing("south")])]},
            {"guards": [Guard(name="north.ready", check=no, commands=("sign",))]},
            {"guards": [Guard(name="north.ready", check=no, scope=("well",))]},
            {"calendars": [days(), cut_off()]},
            {"reactions": [mail("task.reported", "agreement.signed")]},
            {"reactions": [mail()]},
        ],
    )
    def test_it_passes(
        self, make_plugin: Maker, terms_file: Path, contributions: dict[str, Any]
    ) -> None:
        """With the terms its claims speak of, and without."""
        plugin = make_plugin("guest", **contributions)

        assert set() == failures(plugin)
        assert set() == failures(plugin, terms_file)

    def test_whoever_forgets_to_name_the_plugin_is_told(self) -> None:
        """The suite never passes on nothing."""
        with pytest.raises(AssertionError, match="say which plugin"):
            PluginContract()._built()

    def test_a_plugin_the_host_refuses_is_shown_as_such(self, make_plugin: Maker) -> None:
        """With the host's own words."""
        contract = PluginContract()
        contract.plugin = make_plugin("guest", guards=["ready"])

        with pytest.raises(CoopflowError, match="coopflow_guards returns Guards"):
            contract.test_the_host_takes_it_alone()


class TestBadPlugins:
    """Each promise has a plugin that breaks it, and is found out."""

    @pytest.mark.parametrize(
        ("promise", "contributions"),
        [
            ("the_host_takes_it_alone", {}),
            (
                "a_claim_names_agency_scope_and_source",
                {"responsibilities": [duty(source="")]},
            ),
            (
                "a_reaction_awaits_what_can_happen",
                {"reactions": [mail("task.reported", "task.reproted")]},
            ),
            ("a_claim_does_something", {"responsibilities": [duty(evidence=())]}),
            ("a_claim_fits_the_terms", {"responsibilities": [duty(obligations=("1.7",))]}),
            ("a_claim_fits_the_terms", {"responsibilities": [duty(agency="nroth")]}),
            (
                "a_demand_is_for_what_the_agency_leads",
                {"responsibilities": [duty(agency="south")]},
            ),
            (
                "a_check_is_for_what_the_agency_coordinates",
                {"responsibilities": [duty(before_accept=no)]},
            ),
            (
                "demanded_evidence_is_what_the_terms_expect",
                {"responsibilities": [duty(evidence=("poems",))]},
            ),
            (
                "a_check_answers_with_a_reason_or_with_none",
                {"responsibilities": [duty(before_report=lambda _: False)]},
            ),
            (
                "a_check_answers_with_a_reason_or_with_none",
                {
                    "responsibilities": [
                        duty(before_report=lambda q: q.command.evidence[0] and None)
                    ]
                },
            ),
            (
                "a_check_answers_with_a_reason_or_with_none",
                {"guards": [Guard(name="g", check=of_task, commands=("sign",))]},
            ),
            (
                "an_objection_explains_itself",
                {"responsibilities": [duty(before_report=lambda _: Reason("north.no"))]},
            ),
            (
                "an_objection_explains_itself",
                {"responsibilities": [duty(before_report=lambda _: Reason("no", text="no"))]},
            ),
            (
                "an_objection_explains_itself",
                {
                    "guards": [
                        Guard(
                            name="g",
                            check=lambda _: Reason("authority.sign", text="no", source="rules"),
                        )
                    ]
                },
            ),
            (
                "objections_speak_the_same_languages",
                {
                    "responsibilities": [
                        duty(before_report=lambda _: said(("", "no"), ("vi", "kh")))
                    ]
                },
            ),
            (
                "objections_speak_the_same_languages",
                {"responsibilities": [duty(before_report=lambda _: said(("vi", "kho\u0302ng")))]},
            ),
            (
                "objections_speak_the_same_languages",
                {
                    "responsibilities": [
                        duty(before_report=lambda _: said(("en", "no: 1.1/1"), ("vi", "không")))
                    ]
                },
            ),
            (
                "objections_speak_the_same_languages",
                {
                    "responsibilities": [
                        duty(
                            before_report=lambda q: (
                                said(("en", "no")) if q.command.evidence else no(q)
                            )
                        )
                    ]
                },
            ),
            (
                "an_objection_explains_itself",
                {
                    "responsibilities": [
                        duty(before_report=lambda _: said(("en", "no"), ("vi", " ")))
                    ]
                },
            ),
            (
                "a_section_is_made_of_findings",
                {"responsibilities": [duty(section=lambda _: ["fine"])]},
            ),
            (
                "a_proposal_is_for_what_the_agency_has",
                {
                    "responsibilities": [
                        duty(
                            agency="south",
                            obligations=("1.2",),
                            evidence=(),
                            assign=lambda _: (Handing("north"),),
                        )
                    ]
                },
            ),
            (
                "a_proposal_names_bodies_that_are_there",
                {"responsibilities": [duty(assign=lambda _: (Handing("nroth"),))]},
            ),
            (
                "a_proposal_names_bodies_that_are_there",
                {"responsibilities": [duty(assign=lambda _: (Handing("north", "nroth"),))]},
            ),
            (
                "a_proposal_names_bodies_that_are_there",
                {"responsibilities": [duty(assign=lambda _: "south")]},
            ),
            (
                "a_proposal_names_bodies_that_are_there",
                {"responsibilities": [duty(assign=lambda _: ["south"])]},
            ),
            (
                "a_proposal_names_bodies_that_are_there",
                {
                    "responsibilities": [
                        duty(assign=lambda q: [Handing("x" if q.assignment else "south")])
                    ]
                },
            ),
            (
                "a_section_is_made_of_findings",
                {
                    "responsibilities": [
                        duty(section=lambda _: [Finding(kind="cause", text=Text.plain(" "))])
                    ]
                },
            ),
            (
                "a_section_is_made_of_findings",
                {
                    "responsibilities": [
                        duty(
                            section=lambda _: [
                                Finding(kind="cause", text=Text.plain("x"), tasks=("9.9/1",))
                            ]
                        )
                    ]
                },
            ),
        ],
    )
    def test_it_fails(
        self, make_plugin: Maker, terms_file: Path, promise: str, contributions: dict[str, Any]
    ) -> None:
        """At the promise it breaks."""
        plugin = make_plugin("guest", **contributions)

        assert f"test_{promise}" in failures(plugin, terms_file)

    @pytest.mark.parametrize(
        ("promise", "calendar"),
        [
            ("a_calendar_knows_every_day", days(lambda _: False)),
            ("a_calendar_knows_every_day", days(lambda day: day.year != 2026)),
            ("a_calendar_knows_every_day", days(lambda day: day.isoformat())),
            ("a_calendar_knows_every_day", days(lambda day: day.replace(year=day.year + 1).day)),
            (
                "a_calendar_knows_every_day",
                days(lambda _: next(ASKED) % 3 > 0),
            ),
            (
                "a_reporting_calendar_closes_inside_the_interval",
                cut_off(lambda interval: interval.end.replace(day=14)),
            ),
            (
                "a_reporting_calendar_closes_inside_the_interval",
                cut_off(lambda it: it.start if next(ASKED) % 3 else it.end),
            ),
        ],
    )
    def test_a_calendar_that_is_none_fails(
        self, make_plugin: Maker, promise: str, calendar: object
    ) -> None:
        """It never works, does not know each day, forgets, or closes what is over already."""
        plugin = make_plugin("guest", calendars=[calendar])

        assert f"test_{promise}" in failures(plugin)

    def test_a_check_that_remembers_fails(self, make_plugin: Maker) -> None:
        """Asked again it answers otherwise."""
        asked = count()
        odd = duty(before_report=lambda q: no(q) if next(asked) % 2 else None)

        assert "test_a_check_is_pure" in failures(make_plugin("guest", responsibilities=[odd]))

    def test_a_proposal_that_remembers_fails(self, make_plugin: Maker) -> None:
        """Asked again it names another body."""
        made = count()
        odd = duty(assign=lambda _: [Handing("south" if next(made) % 3 else "north")])

        assert "test_a_proposal_is_pure" in failures(make_plugin("guest", responsibilities=[odd]))

    def test_a_section_that_remembers_fails(self, make_plugin: Maker) -> None:
        """Made again it says something else."""
        made = count()
        odd = duty(section=lambda _: [Finding(kind="lesson", text=Text.plain(str(next(made))))])

        assert "test_a_section_is_pure" in failures(make_plugin("guest", responsibilities=[odd]))

    def test_a_plugin_that_changes_its_mind_fails(self) -> None:
        """Asked again it offers something else."""
        asked = count()

        class Guest:
            """A plugin whose claim depends on how often it was asked."""

            @hookimpl
            def coopflow_responsibilities(self) -> list[Responsibility]:
                """Claim one obligation after another."""
                return [duty(obligations=(f"1.{next(asked)}",))]

        assert "test_asked_again_it_contributes_the_same" in failures(Guest())

    def test_a_row_without_its_guard_fails(self, make_plugin: Maker) -> None:
        """The lifecycle names a guard that neither it nor the library brings."""
        ours = Lifecycle(
            name="ours",
            edition=1,
            initial="draft",
            states=(
                State(name="draft", phase="drafting"),
                State(name="open", phase="executing"),
                State(name="over", phase="ended"),
            ),
            rows=(
                Row(
                    command="settle",
                    origin="draft",
                    target="open",
                    event="agreement.settled",
                    by="party",
                    guards=("ready",),
                ),
                Row(
                    command="finish",
                    origin="open",
                    target="over",
                    event="agreement.finished",
                    by="party",
                ),
            ),
        )
        plugin = make_plugin("guest", lifecycles=[ours])

        assert {"test_every_guard_its_lifecycles_name_is_there"} == failures(plugin)
