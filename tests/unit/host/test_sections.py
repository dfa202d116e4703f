"""An agency's section of a review is made by its plugin from the agency's tasks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from coopflow.errors import PluginError
from coopflow.host import Finding, Responsibility, Section, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coopflow import Secretariat

    Maker = Callable[..., Any]
    Opener = Callable[..., Secretariat]


def duty(section: Callable[[Section], object], **said: Any) -> Responsibility:
    """Return a responsibility of North for area 1, but for what is said."""
    if "obligations" not in said:
        said = {"areas": ("1",), **said}
    return Responsibility(**{"agency": "north", "scope": "well", "section": section, **said})


def names(section: Section) -> Iterable[Finding]:
    """Find which tasks there are."""
    ids = tuple(row.id for row in section.tasks)
    return (Finding(kind="lesson", text=Text.plain(section.agency), tasks=ids),)


def fail(_: Section) -> Iterable[Finding]:
    """Fail."""
    message = "no figures"
    raise ZeroDivisionError(message)


class TestSections:
    """The outline of a review holds what every agency has to say."""

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ({}, ("1.1/1", "1.2/1")),
            ({"areas": ("2", "1")}, ("1.1/1", "1.2/1", "2.1/1")),
            ({"obligations": ("2.1",)}, ("2.1/1",)),
            ({"scope": "water"}, ("1.1/1", "1.2/1")),
            ({"areas": ("9",)}, ()),
        ],
    )
    def test_a_section_is_about_what_is_claimed(
        self, make_plugin: Maker, running: Opener, said: dict[str, Any], expected: tuple[str, ...]
    ) -> None:
        """Every task of the obligations and areas, in order, whoever leads it."""
        office = running(make_plugin("alpha", responsibilities=[duty(names, **said)]))
        ((agency, finding),) = office.outline("well", as_of="2022-05-02").findings

        assert ("north", expected) == (agency, finding.tasks)

    def test_another_agreements_section_is_left_out(
        self, make_plugin: Maker, running: Opener
    ) -> None:
        """A claim ends where its scope ends."""
        office = running(make_plugin("alpha", responsibilities=[duty(names, scope="river")]))

        assert () == office.outline("well", as_of="2022-05-02").findings

    def test_a_section_speaks_for_the_day_asked_about(
        self, make_plugin: Maker, running: Opener
    ) -> None:
        """What is late is late on that day; settled tasks are there too."""
        seen: list[Section] = []

        def look(section: Section) -> Iterable[Finding]:
            seen.append(section)
            return ()

        office = running(make_plugin("alpha", responsibilities=[duty(look)]))
        office.submit("well", "report", by="an", at="2022-07-04", task="1.2/1")
        office.submit("well", "accept", by="binh", at="2022-07-05", task="1.2/1")
        office.outline("well", as_of="2022-07-05")
        (section,) = seen
        rows = {row.id: (row.state, row.late) for row in section.tasks}

        assert date(2022, 7, 5) == section.as_of
        assert {"1.1/1": ("open", True), "1.2/1": ("accepted", False)} == rows

    def test_each_agency_has_its_own(self, make_plugin: Maker, running: Opener) -> None:
        """In the order of the plugins' names."""
        south = duty(names, agency="south", areas=("2",))
        office = running(
            make_plugin("beta", responsibilities=[duty(names)]),
            make_plugin("alpha", responsibilities=[south]),
        )
        found = office.outline("well", as_of="2022-05-02").findings

        assert ["south", "north"] == [agency for agency, _ in found]

    @pytest.mark.parametrize(
        ("section", "expected"),
        [
            (fail, "ZeroDivisionError: no figures"),
            (lambda _: ["all went well"], "'all went well'"),
            (lambda _: None, "TypeError"),
        ],
    )
    def test_one_that_fails_is_an_error_of_its_plugin(
        self,
        make_plugin: Maker,
        running: Opener,
        section: Callable[[Section], object],
        expected: str,
    ) -> None:
        """An outline without an agency's section would look complete, so there is none."""
        office = running(make_plugin("alpha", responsibilities=[duty(section)]))

        with pytest.raises(PluginError, match=expected) as caught:
            office.outline("well", as_of="2022-05-02")
        assert "alpha" == caught.value.plugin

    def test_a_section_that_fails_hinders_nobody(self, make_plugin: Maker, running: Opener) -> None:
        """It is a proposal: the parties can review without it."""
        office = running(make_plugin("alpha", responsibilities=[duty(fail)]))
        rows = office.tasks("well", open_only=True)
        dispositions = {row.id: {"as": "carry"} for row in rows}
        body = {"as_of": "2022-05-02", "findings": [], "dispositions": dispositions}

        assert () == office.why("well", "review", by="an", at="2022-05-02", body=body)
