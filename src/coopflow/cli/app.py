"""The command line as a whole: its commands, what is said about each, and how it is called."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, CycloptsError, Group, Parameter

from coopflow import __version__
from coopflow.cli import (
    ask,
    checking,
    demo,
    export,
    inbox,
    meeting,
    pictures,
    read,
    running,
    ticking,
    trees,
    write,
)
from coopflow.cli.errors import UsageError, tell
from coopflow.cli.options import DEFAULT_URL, Place, of_locale
from coopflow.errors import CommandRefused, DefinitionError
from coopflow.language.phrases import Language  # noqa: TC001 - cyclopts reads it

if TYPE_CHECKING:
    from collections.abc import Callable

ABOUT = "Run agreements between agencies: who owes what by when, who agreed to which text."
EPILOGUE = """\
A first walk, at the top of a checkout (it begins ./coopflow.db):
    coopflow check examples/plan.yaml
    coopflow draft examples/plan.yaml --as mai --at 2026-01-05
    coopflow sign clean-water-2026 --as mai --at 2026-01-05
    coopflow sign clean-water-2026 --as nam --at 2026-01-05
    coopflow start clean-water-2026 --as nam --at 2026-01-05
    coopflow tasks clean-water-2026 --late --at 2026-07-01

Exit codes: 0 done, 1 problems in a file, 2 usage, 3 refused, 4 journal broken,
5 could not be written, 6 stdout is full. `coopflow COMMAND --help` tells more, with an example."""

_TERMS = Group("Beginning", sort_key=1)
_ACT = Group("Acting", sort_key=2)
_SHOW = Group("Looking", sort_key=3)
_KEEP = Group("Keeping house", sort_key=4)
_EVERYWHERE = Group("Everywhere", sort_key=9)

_OFFICER = "--as le-thi-thuy"
COMMANDS: tuple[tuple[str, Callable[..., Any], Group, str], ...] = (
    ("check", checking.check, _TERMS, "check plan.yaml"),
    ("draft", write.draft, _TERMS, f"draft plan.yaml {_OFFICER} --at 2022-03-22"),
    ("renew", write.renew, _TERMS, f"renew qn-2022 {_OFFICER} --with plan-2023.yaml"),
    ("do", write.do, _ACT, f"do qn-2022 report {_OFFICER} --set task=3.1/1"),
    ("meeting", meeting.meeting, _ACT, f"meeting qn-2022 --with meeting.yaml {_OFFICER}"),
    ("list", read.agreements, _SHOW, "list"),
    ("show", read.show, _SHOW, "show qn-2022 --as-of 2022-07-01 --lang vi"),
    ("tasks", read.tasks, _SHOW, "tasks qn-2022 --agency ban-dan-toc --late --at 2022-12-31"),
    ("tree", trees.tree, _SHOW, "tree qn-2022 --task 3.1/1 --at 2022-07-01"),
    ("inbox", inbox.inbox, _SHOW, "inbox --agency ban-dan-toc --limit 20"),
    ("log", read.log, _SHOW, "log qn-2022 --task qn-2021:2/2"),
    ("meetings", meeting.meetings, _SHOW, "meetings qn-2022 --lang vi"),
    ("why", ask.why, _SHOW, f"why qn-2022 start {_OFFICER}"),
    ("available", ask.available, _SHOW, f"available qn-2022 {_OFFICER}"),
    ("outline", ask.outline, _SHOW, "outline qn-2022 --as-of 2022-12-20 > review.yaml"),
    ("diagram", pictures.diagram, _SHOW, "diagram qn-2022 -o qn-2022.svg"),
    ("timeline", pictures.timeline, _SHOW, "timeline qn-2022 --lang vi -o timeline.svg"),
    ("tick", ticking.tick, _KEEP, "tick --at 2022-07-01"),
    ("run", running.run, _KEEP, "run --poll 5"),
    ("reactions", running.reactions, _KEEP, "reactions --parked"),
    ("retry", running.retry, _KEEP, "retry mail.on-report:17"),
    ("schema", checking.schema, _KEEP, "schema terms > terms.schema.json"),
    ("verify", ask.verify, _KEEP, "verify"),
    ("rebuild", write.rebuild, _KEEP, "rebuild"),
    ("plugins", ask.plugins, _KEEP, "plugins"),
    ("demo", demo.demo, _KEEP, "demo --keep demo.db"),
)
"""Each command: its name, what runs it, where help lists it, an example."""

_EXPORTED = "Write what other programs read: a calendar file."

SHORTCUTS: tuple[tuple[str, str | None, str, str], ...] = (
    ("sign", None, "Sign an agreement, or join those who have.", ""),
    ("start", None, "Begin to carry an agreement out: its tasks open.", ""),
    ("revise", None, "Give a draft another text; assents given so far fall.", "--with plan.yaml"),
    ("withdraw", None, "Give a draft up.", ""),
    ("report", "task", "Report that a task is done.", '5.7/1 --evidence "minutes: 4 March"'),
    ("accept", "task", "Accept what another agency reported.", "5.7/1"),
    ("return", "task", "Send a report back; its task is open again.", '5.7/1 --note "undated"'),
    ("occasion", "occasion", "Record what happened, or open a round.", "household-distress"),
    (
        "assign",
        "task",
        "Hand a task down to divisions or bodies below; plugins propose to whom.",
        "3.1/1 --to phong-dan-van",
    ),
    ("acknowledge", "assignment", "Take on what was handed to one's body.", "3.1/1~1"),
    ("refuse", "assignment", "Give it back, and say why.", '3.1/1~1 --note "no officer here"'),
    ("progress", "assignment", "Tell how far it has come.", "3.1/1~1 --percent 60"),
    ("deliver", "assignment", "Send up what was done.", "3.1/1~1 --evidence district-report"),
    (
        "reassign",
        None,
        "Move everything that bodies had in hand to those that replace them.",
        "--with districts.yaml",
    ),
    ("extension", "task", "Ask for time until a day.", "5.7/1 --until 2022-12-20"),
    ("grant", "task", "Grant an extension that is asked for.", "5.7/1"),
    ("deny", "task", "Say no to it: the deadline stands.", '5.7/1 --note "too late"'),
    ("suspend", None, "Suspend an agreement: its clocks stop.", "--cause flood-2022"),
    ("resume", None, "Let it go on, with the days that remained.", "--cause flood-2022"),
    ("review", None, "Propose a review, or assent to the one proposed.", "--with review.yaml"),
    ("close", None, "End a reviewed agreement without a successor.", "--with closing.yaml"),
    ("assent", "proposal", "Assent to a proposal of another party.", "review/1"),
    ("decline", "proposal", "Say no to a proposal.", "review/1"),
    ("retract", "proposal", "Take back a proposal of one's own agency.", "review/1"),
)
"""Each shortcut: its command, what may follow the agreement, what it does, an example."""


def run(tokens: list[str]) -> int | None:
    """Do what was typed, and return the exit code; ``None`` is as good as 0.

    Raises:
        UsageError: It makes no sense.
    """
    for token in tokens:
        if any("\ud800" <= letter <= "\udfff" for letter in token):
            message = f"{token} is no UTF-8 text"
            raise UsageError(message)
    try:
        code: int | None = face().meta(tokens, exit_on_error=False, print_error=False)
    except CycloptsError as error:
        command = " ".join(("coopflow", *(error.command_chain or ())))
        message = f"{' '.join(str(error).split())} See `{command} --help`."
        raise UsageError(message) from None
    return code


def face() -> App:
    """Return the command line, ready to be called with what was typed."""
    app = App(
        name="coopflow",
        help=ABOUT,
        help_epilogue=EPILOGUE,
        help_format="plaintext",
        version=f"coopflow {__version__}",
        version_format="plaintext",
        result_action="return_value",
        default_parameter=Parameter(negative=(), show_default=False),
    )
    for order, (name, does, group, example) in enumerate(COMMANDS):
        shown = _example(example)
        app.command(does, name=name, group=group, sort_key=order, help_epilogue=shown)
    for order, (name, about, what, example) in enumerate(SHORTCUTS, start=len(COMMANDS)):
        shown = _example(f"{name} qn-2022 {example} {_OFFICER}")
        does = write.shortcut(name, about)
        app.command(does, name=name, group=_ACT, sort_key=order, help=what, help_epilogue=shown)
    exported = App(
        name="export",
        help=_EXPORTED,
        help_epilogue=_example(export.FORMATS[0][2]),
        group=_KEEP,
        sort_key=len(COMMANDS),
    )
    for name, writes, example in export.FORMATS:
        exported.command(writes, name=name, help_epilogue=_example(example))
    app.command(exported)
    app.meta.group_parameters = _EVERYWHERE
    app.meta.suppress_keyboard_interrupt = False  # `guarded` says that it was interrupted

    @app.meta.default
    def launch(
        *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
        db: Annotated[
            str,
            Parameter(env_var="COOPFLOW_DB", metavar="URL", show_default=True, help="The journal."),
        ] = DEFAULT_URL,
        lang: Annotated[
            Language | None, Parameter(help="Language of what is said; by default the locale's.")
        ] = None,
    ) -> Any:
        """Run one command upon the journal."""
        command, bound, unparsed = app.parse_args(tokens, exit_on_error=False, print_error=False)
        spoken = lang or of_locale(os.environ)
        beside = {"place": Place(db or DEFAULT_URL), "lang": spoken}
        bound.arguments.update((name, beside[name]) for name in unparsed)
        try:
            return command(*bound.args, **bound.kwargs)
        except (CommandRefused, DefinitionError) as no:
            return tell(no, spoken)

    return app


def _example(line: str) -> str:
    return f"Example:\n    coopflow {' '.join(line.split())}"
