"""Commands that keep a journal going: run, and what became of reactions."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from coopflow.cli.errors import DONE, UsageError
from coopflow.cli.options import Here, Json, Lang  # noqa: TC001 - cyclopts reads them
from coopflow.cli.text import prose, recorded, say, say_json, say_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.runtime.runner import Doing, Runner

# What words and what makes JSON is imported where it is used: --help needs neither.


def run(
    *,
    once: Annotated[
        bool, Parameter(name="--once", help="Do what can be done now, and end.")
    ] = False,
    poll: Annotated[
        float, Parameter(name="--poll", metavar="S", help="Seconds between looks; by default 1.")
    ] = 1.0,
    json: Annotated[
        bool, Parameter(name="--json", help="Print JSON instead of text: one object a line.")
    ] = False,
    lang: Lang,
    place: Here,
) -> int:
    """Keep the journal going: what time makes due, and the reactions of plugins.

    It tells what it does, line by line, until it is stopped by SIGTERM or SIGINT (Ctrl-C); it then
    finishes the reaction at hand. Of several upon one journal one works, and the others wait to
    take over at once. With --once it waits for nothing, and ends with the code of `tick`: for cron.
    """
    from coopflow.cli.runs import told, told_data, told_step, told_step_data  # noqa: PLC0415
    from coopflow.cli.ticking import code_of  # noqa: PLC0415

    def tell(doing: Doing) -> None:
        for line in (told_data(doing, lang),) if json else told(doing, lang):
            say_line(line)

    with place.open() as office:
        runner = office.runner(tell=tell, poll=poll)
        if not once:
            with _stopped_by_signals(runner):
                runner.run()
            return DONE
        step = runner.step()
    say_line(told_step_data(step, lang) if json else told_step(step, lang))
    return code_of(step.tick) if step.tick is not None else DONE


def reactions(
    *,
    parked: Annotated[
        bool, Parameter(name="--parked", help="Only what is parked: it waits for `retry`.")
    ] = False,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> None:
    """Show how far the reactions of plugins have come, and what they failed at."""
    with place.open() as office:
        found = office.reactions()
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json([data.reaction(each, parked=parked) for each in found])
        return
    from coopflow.cli.runs import standing  # noqa: PLC0415

    prose(*standing(found, lang, parked=parked))


def retry(
    key: Annotated[
        str | None, Parameter(name="KEY", help="What is tried, as `coopflow reactions` shows it.")
    ] = None,
    /,
    *,
    every: Annotated[bool, Parameter(name="--all", help="Whatever is held up.")] = False,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> None:
    """Let a reaction that failed be tried again at once, parked or not; a runner does it.

    Raises:
        UsageError: Neither a key is named nor all of them.
    """
    if (key is None) != every:
        message = "name a KEY, or say --all: `coopflow reactions` lists what is held up"
        raise UsageError(message)
    with place.open() as office:
        keys = office.retry(key)
    from coopflow.cli.runs import retried  # noqa: PLC0415

    with recorded():
        if json:
            say_json(list(keys))
        else:
            say(*retried(keys, lang))


@contextmanager
def _stopped_by_signals(runner: Runner) -> Iterator[None]:
    """Let SIGTERM and SIGINT stop the runner; a second SIGINT interrupts the reaction at hand."""
    asked: list[int] = []

    def stop(number: int, _: Any) -> None:
        if number == signal.SIGINT and number in asked:
            raise KeyboardInterrupt
        asked.append(number)
        runner.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
