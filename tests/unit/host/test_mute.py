"""What a guest raises or answers may be unable to say anything: it is named by its kind."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from coopflow.definitions.calendars import CalendarFailed, works
from coopflow.definitions.reporting import closing
from coopflow.errors import PluginError
from coopflow.host import Guard, Period, Responsibility, hookimpl
from coopflow.host.asking import ask
from coopflow.host.loading import given
from coopflow.values.raised import raised, said, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow import Secretariat

    Maker = Callable[..., Any]
    Opener = Callable[..., Secretariat]


class Mute(Exception):
    """An error that fails when it is asked."""

    def __str__(self) -> str:
        """Fail."""
        raise SystemExit


class Hidden:
    """A value that fails when it is asked."""

    def __repr__(self) -> str:
        """Fail."""
        raise Mute


def fail(*_: object) -> Any:
    """Fail, and be unable to say how."""
    raise Mute


def hide(*_: object) -> Any:
    """Answer with what cannot be shown."""
    return Hidden()


class TestWords:
    """Whatever speaks is quoted, and nothing is raised by asking."""

    def test_one_that_speaks(self) -> None:
        """Its kind beside what it says; or that alone."""
        error = LookupError("no such mailbox")

        assert "LookupError: no such mailbox" == raised(error)
        assert "no such mailbox" == said(error)
        assert "'a value'" == shown("a value")

    def test_one_that_cannot(self) -> None:
        """Its kind."""
        assert ("Mute", "Mute", "<Hidden>") == (raised(Mute()), said(Mute()), shown(Hidden()))

    def test_an_interrupt_is_heard(self) -> None:
        """It is not the guest's."""

        class Long(Exception):
            def __str__(self) -> str:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            raised(Long())


class TestJudging:
    """It counts as a no under the plugin's name, like any other failure."""

    @pytest.mark.parametrize(
        ("answer", "what"),
        [(fail, "Mute"), (hide, "it answered <Hidden>, which is no reason")],
    )
    def test_checks(self, make_plugin: Maker, running: Opener, answer: Any, what: str) -> None:
        """What an agency asks of itself, say."""
        duty = Responsibility(
            agency="north", scope="well", obligations=("1.1",), before_report=answer
        )
        office = running(make_plugin("alpha", responsibilities=[duty]))
        (told,) = office.why("well", "report", by="an", at="2022-05-02", task="1.1/1")

        assert ("plugin.failed", "alpha") == (told.reason.code, told.reason.plugin)
        assert what == dict(told.reason.values)["what"]

    @pytest.mark.parametrize(
        ("answer", "what"),
        [(fail, "Mute"), (hide, "it answered <Hidden>, which are no Handings")],
    )
    def test_handing(self, make_plugin: Maker, running: Opener, answer: Any, what: str) -> None:
        """To whom it proposes to hand a task."""
        duty = Responsibility(agency="north", scope="well", obligations=("1.1",), assign=answer)
        office = running(make_plugin("alpha", responsibilities=[duty]))
        told = office.why("well", "assign", by="an", at="2022-05-02", task="1.1/1")
        failed = [each.reason for each in told if each.reason.code == "plugin.failed"]

        assert [what] == [dict(each.values)["what"] for each in failed]

    @pytest.mark.parametrize(
        ("answer", "what"),
        [
            (fail, "its section of the review failed: Mute"),
            (lambda _: [Hidden()], "is made of findings, not of <Hidden>"),
        ],
    )
    def test_sections(self, make_plugin: Maker, running: Opener, answer: Any, what: str) -> None:
        """What it says in a review."""
        duty = Responsibility(agency="north", scope="well", areas=("1",), section=answer)
        office = running(make_plugin("alpha", responsibilities=[duty]))

        with pytest.raises(PluginError, match=what):
            office.outline("well", as_of="2022-05-02")

    def test_calendars(self) -> None:
        """Whether a day is worked, and when an interval closes."""
        year = Period(date(2022, 1, 1), date(2022, 12, 31))

        with pytest.raises(CalendarFailed, match="it raised Mute"):
            works(SimpleNamespace(name="own", works=fail), year.start)
        with pytest.raises(CalendarFailed, match="it raised Mute"):
            closing((year,), SimpleNamespace(name="own", closes=fail))


class TestAsking:
    """A plugin that cannot be used is named when it is asked what it offers."""

    def test_a_hook_that_raises(self) -> None:
        """Its kind is told."""
        plugin = SimpleNamespace(__name__="guest", coopflow_guards=hookimpl(fail))

        with pytest.raises(PluginError, match="coopflow_guards raised Mute"):
            ask(given([plugin])[0])

    @pytest.mark.parametrize(
        ("offered", "what"),
        [
            (Hidden(), "not <Hidden>"),
            (Guard(name="g", check=Hidden()), "cannot be called: <Hidden>"),  # type: ignore[arg-type]  # on purpose
            (Guard(name=Hidden(), check=fail), "has <Hidden> as its name"),  # type: ignore[arg-type]  # the same
            (Guard(name="g", check=fail, scope=Hidden()), "has <Hidden> as its scope"),  # type: ignore[arg-type]  # the same
        ],
    )
    def test_what_is_offered(self, make_plugin: Maker, offered: Any, what: str) -> None:
        """What it is instead is shown by its kind."""
        plugin = make_plugin("alpha", guards=[offered])

        with pytest.raises(PluginError, match=what):
            ask(given([plugin])[0])
