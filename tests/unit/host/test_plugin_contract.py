"""The contract suite for plugins tells good ones from bad ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from guests import TERMS, cut_off, days, duty, failures, mail, no

from coopflow.errors import CoopflowError
from coopflow.host import Finding, Guard, Handing, Lifecycle, Reason, Row, State, Text
from coopflow.testing.plugin_contract import PluginContract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coopflow.host import Question, Section

    Maker = Callable[..., Any]


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
