"""A plugin is asked once, and whatever is wrong with it is said under its name."""

from __future__ import annotations

from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from coopflow.errors import PluginError
from coopflow.host import Guard, Reaction, Responsibility, hookimpl
from coopflow.host.asking import ask
from coopflow.host.loading import given
from coopflow.values.lifecycle import Lifecycle, Row, State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

NOWHERE = Lifecycle(
    name="nowhere",
    edition=1,
    initial="draft",
    states=(State(name="draft", phase="drafting"),),
    rows=(),
)
RESERVED = Lifecycle(
    name="reserved",
    edition=1,
    initial="draft",
    states=(State(name="draft", phase="drafting"), State(name="over", phase="ended")),
    rows=(Row(command="report", origin="draft", target="over", event="x.over", by="party"),),
)


def says_no(_: object) -> None:
    """Stand where a check is wanted."""


def duty(**changes: Any) -> Responsibility:
    """Return a sound responsibility, but for `changes`."""
    sound: dict[str, Any] = {"agency": "north", "scope": "well", "obligations": ("1.1",)}
    return Responsibility(**{**sound, **changes})


def guard(**changes: Any) -> Guard:
    """Return a sound guard, but for `changes`."""
    return Guard(**{"name": "north.ready", "check": says_no, **changes})


def reaction(**changes: Any) -> Reaction:
    """Return a sound reaction, but for `changes`."""
    return Reaction(**{"name": "north.mail", "react": says_no, **changes})


def fault(plugin: Any) -> str:
    """Return what is said about `plugin`, which bears the name `guest`."""
    (found,) = given([plugin])
    with pytest.raises(PluginError) as caught:
        ask(found)
    assert "guest" == caught.value.plugin
    return caught.value.what


class TestHooks:
    """A hook that is not quite one would never be asked; so it is an error."""

    def test_a_misspelt_hook_is_named(self) -> None:
        """Beside those there are."""
        plugin = SimpleNamespace(__name__="guest", coopflow_gaurds=hookimpl(lambda: ()))
        what = fault(plugin)

        assert "'coopflow_gaurds' is no hook" in what
        assert "coopflow_guards" in what

    def test_a_misspelt_prefix_is_noticed(self) -> None:
        """What is marked as a hook and bears no prefix of ours is one gone astray."""
        plugin = SimpleNamespace(__name__="guest", coopfow_guards=hookimpl(lambda: ()))

        assert "coopfow_guards" in fault(plugin)

    def test_an_unmarked_hook_is_named(self) -> None:
        """With what to do about it."""
        plugin = SimpleNamespace(__name__="guest", coopflow_guards=lambda: ())

        assert "'coopflow_guards' is not marked: write @hookimpl above it" == fault(plugin)

    def test_a_hook_that_wants_more_than_it_gets_is_named(self) -> None:
        """Hooks take what the contract says, and nothing else."""
        plugin = SimpleNamespace(__name__="guest", coopflow_guards=hookimpl(lambda terms: terms))

        assert "does not fit its contract" in fault(plugin)

    def test_a_module_with_our_prefix_is_no_hook(self) -> None:
        """A plugin may import its neighbour, whose name begins like a hook's."""
        plugin = SimpleNamespace(__name__="guest", coopflow_neighbour=ModuleType("neighbour"))
        answers = ask(given([plugin])[0])

        assert ((), (), ()) == (answers.lifecycles, answers.guards, answers.responsibilities)
        assert () == answers.calendars

    @pytest.mark.parametrize("error", [RuntimeError, SystemExit])
    def test_a_plugin_that_raises_when_looked_at_is_named(self, error: type[BaseException]) -> None:
        """Properties are the guest's code as much as hooks are."""

        class Guest:
            """A plugin whose hook is made when it is asked for."""

            __name__ = "guest"

            @property
            def coopflow_guards(self) -> None:
                """Fail."""
                raise error("not today")

        assert f"looking for its hooks raised {error.__name__}: not today" == fault(Guest())


class TestAnswers:
    """What a hook returns is of its kind, or the plugin is not used."""

    @pytest.mark.parametrize("error", [RuntimeError, SystemExit])
    def test_a_hook_that_raises_is_named(self, error: type[BaseException]) -> None:
        """Which hook, and what it raised."""

        def coopflow_responsibilities() -> None:
            raise error("no table")

        hook = hookimpl(coopflow_responsibilities)
        plugin = SimpleNamespace(__name__="guest", coopflow_responsibilities=hook)

        assert f"coopflow_responsibilities raised {error.__name__}: no table" == fault(plugin)

    def test_a_forgotten_return_is_named(self) -> None:
        """Nothing at all is not the same as nothing to offer."""
        plugin = SimpleNamespace(__name__="guest", coopflow_guards=hookimpl(lambda: None))

        assert "coopflow_guards returns None: return a sequence" == fault(plugin)

    def test_one_value_where_several_are_wanted_is_named(self) -> None:
        """The parenthesis that makes no tuple."""
        plugin = SimpleNamespace(__name__="guest", coopflow_guards=hookimpl(guard))

        assert "coopflow_guards raised TypeError" in fault(plugin)

    @pytest.mark.parametrize("kind", ["lifecycles", "guards", "responsibilities", "reactions"])
    def test_a_value_of_another_kind_is_shown(
        self, make_plugin: Callable[..., Any], kind: str
    ) -> None:
        """Beside the kind that is wanted."""
        what = fault(make_plugin("guest", **{kind: ["1.1"]}))

        assert f"coopflow_{kind} returns {kind[:4].title()}" in what
        assert "not '1.1'" in what

    def test_a_generator_will_do(self) -> None:
        """Any iterable is a sequence of contributions."""

        def coopflow_guards() -> Any:
            yield guard()

        plugin = SimpleNamespace(__name__="guest", coopflow_guards=hookimpl(coopflow_guards))
        answers = ask(given([plugin])[0])

        assert ["north.ready"] == [each.name for each in answers.guards]

    def test_each_contribution_is_marked_with_its_plugin(
        self, make_plugin: Callable[..., Any]
    ) -> None:
        """The host knows who brought it; what the plugin says about that does not count."""
        claimed = duty(plugin="another", evidence=("minutes",))
        answers = ask(
            given(
                [
                    make_plugin(
                        "guest",
                        guards=[guard()],
                        responsibilities=[claimed],
                        reactions=[reaction(plugin="another")],
                    )
                ]
            )[0]
        )

        assert ["guest"] == [each.plugin for each in answers.guards]
        assert ["guest"] == [each.plugin for each in answers.responsibilities]
        assert ["guest"] == [each.plugin for each in answers.reactions]


class Calendar:
    """A calendar of working days."""

    name = "market-days"

    def works(self, _: date, /) -> bool:
        """Work always."""
        return True


class TestCalendars:
    """A calendar that could not be asked, or not be named, is no calendar."""

    def test_what_is_none_is_shown(self, make_plugin: Callable[..., Any]) -> None:
        """Beside the two kinds there are."""
        what = fault(make_plugin("guest", calendars=["weekdays"]))

        assert "coopflow_calendars returns Calendars or ReportingCalendars, not 'weekdays'" == what

    def test_a_class_is_none(self, make_plugin: Callable[..., Any]) -> None:
        """The parentheses that were forgotten."""
        what = fault(make_plugin("guest", calendars=[Calendar]))

        assert "its calendar 'market-days' is a class: return one made of it, Calendar()" == what

    @pytest.mark.parametrize("name", ["", "market days", 5, None])
    def test_a_name_no_file_could_say(self, make_plugin: Callable[..., Any], name: object) -> None:
        """Terms name it: its name is an id."""
        calendar = SimpleNamespace(name=name, works=lambda _: True)

        assert "has a name that no terms file could say" in fault(
            make_plugin("guest", calendars=[calendar])
        )

    @pytest.mark.parametrize("year", ["2026", None, True, lambda: 2026])
    def test_how_far_it_knows_is_a_year(
        self, make_plugin: Callable[..., Any], year: object
    ) -> None:
        """It is compared with the years of a period."""
        calendar = SimpleNamespace(name="market-days", works=lambda _: True, decided=year)

        assert "as decided, which is a year" in fault(make_plugin("guest", calendars=[calendar]))

    @pytest.mark.parametrize("question", ["works", "closes"])
    def test_what_cannot_be_asked(self, make_plugin: Callable[..., Any], question: str) -> None:
        """A value stands where it would be called."""
        calendar = SimpleNamespace(name="market-days", **{question: True})

        assert f"a {question} that cannot be called: True" in fault(
            make_plugin("guest", calendars=[calendar])
        )


class TestSoundness:
    """A slip that would make a rule be never asked is an error, not a rule."""

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"obligations": "1.1"}, "'1.1' as its obligations"),
            ({"obligations": ["1.1"]}, "['1.1'] as its obligations"),
            ({"obligations": (1.1,)}, "(1.1,) as its obligations"),
            ({"areas": "1"}, "'1' as its areas"),
            ({"evidence": "minutes"}, "'minutes' as its evidence"),
            ({"agency": ""}, "'' as its agency"),
            ({"scope": ("well",)}, "('well',) as its scope"),
            ({"obligations": ()}, "is about nothing"),
            ({"before_report": "minutes"}, "a before_report that cannot be called"),
            ({"before_accept": True}, "a before_accept that cannot be called"),
            ({"section": "Section 1"}, "a section that cannot be called"),
            ({"assign": "north"}, "an assign that cannot be called"),
        ],
    )
    def test_a_responsibility_that_would_do_nothing_is_named(
        self, make_plugin: Callable[..., Any], changes: dict[str, Any], expected: str
    ) -> None:
        """With what was given, and what is wanted."""
        assert expected in fault(make_plugin("guest", responsibilities=[duty(**changes)]))

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"name": ""}, "'' as its name"),
            ({"commands": "sign"}, "'sign' as its commands"),
            ({"scope": "well"}, "'well' as its scope"),
            ({"check": None}, "a check that cannot be called"),
            ({"commands": ("report",)}, "before_report or before_accept"),
        ],
    )
    def test_a_guard_that_would_never_be_asked_is_named(
        self, make_plugin: Callable[..., Any], changes: dict[str, Any], expected: str
    ) -> None:
        """With what was given, and what is wanted."""
        assert expected in fault(make_plugin("guest", guards=[guard(**changes)]))

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"name": ""}, "1 to 150 letters of ASCII"),
            ({"name": "north mail"}, "'north mail' has a name that is not"),
            ({"name": "thư"}, "'thư' has a name that is not"),
            ({"name": "n" * 151}, "1 to 150 letters of ASCII"),
            ({"events": "task.reported"}, "'task.reported' as its events"),
            ({"scope": "well"}, "'well' as its scope"),
            ({"react": "mail"}, "a react that cannot be called"),
        ],
    )
    def test_a_reaction_that_would_never_be_run_is_named(
        self, make_plugin: Callable[..., Any], changes: dict[str, Any], expected: str
    ) -> None:
        """With what was given, and what is wanted."""
        assert expected in fault(make_plugin("guest", reactions=[reaction(**changes)]))

    @pytest.mark.parametrize(
        ("lifecycle", "code"), [(NOWHERE, "state.no-way-out"), (RESERVED, "command.reserved")]
    )
    def test_a_lifecycle_that_cannot_run_is_named(
        self, make_plugin: Callable[..., Any], lifecycle: Lifecycle, code: str
    ) -> None:
        """With the problem of its table."""
        what = fault(make_plugin("guest", lifecycles=[lifecycle]))

        assert lifecycle.key in what
        assert code in what
