"""Step 9: what follows from what has happened.

A plugin may also contribute *reactions*: functions that are told of each entry after it is final,
to send a letter, fill a calendar, call another system. A *runner* calls them, in their order within
an agreement and at least once: were the process killed amid one, the next runner would call it
again, under the same key. So whatever it does outside should be done once for each key, here by a
letter book that knows its letters. One that raises is tried again later, and meanwhile holds up
what follows in its own agreement, nothing else. `coopflow run` is a runner for the terminal.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from coopflow import Secretariat, load_terms
from coopflow.host import Happened, Reaction, hookimpl

if TYPE_CHECKING:
    from coopflow.runtime.runner import Doing

PLAN = Path(__file__).with_name("plan.yaml")


class Letters:
    """A plugin that writes to whoever waits for a report. The post is closed at first."""

    __version__ = "1.0"

    def __init__(self) -> None:
        """Begin with an empty letter book."""
        self.post_is_open = False
        self.book: dict[str, str] = {}

    @hookimpl
    def coopflow_reactions(self) -> tuple[Reaction, ...]:
        """Write after each report, and after each acceptance."""
        events = ("task.reported", "task.accepted")
        return (Reaction(name="letters.reports", react=self.write, events=events),)

    def write(self, happened: Happened) -> None:
        """Write one letter for each key."""
        if not self.post_is_open:
            raise ConnectionError("the post is closed")
        title = happened.then().terms.title
        self.book.setdefault(happened.key, f"{happened.type} in “{title}”, by {happened.by}")


class Noon:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        """Begin on the day of the report."""
        self.time = datetime(2026, 6, 20, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """Return what it was set to."""
        return self.time


def told(doing: Doing) -> None:
    """Print what the runner does."""
    again = f", again at {doing.again:%H:%M:%S}" if doing.again else ""
    print(f"{doing.at:%H:%M:%S} {doing.key} {doing.what}{again}")


def main() -> None:
    """Let the reaction fail, wait, and succeed; then show the letters."""
    letters, noon = Letters(), Noon()
    with Secretariat.open("memory:", plugins=[letters], clock=noon) as office:
        plan = office.draft(load_terms(PLAN), by="mai", at="2026-01-05").id
        for officer, command in (("mai", "sign"), ("nam", "sign"), ("nam", "start")):
            office.submit(plan, command, by=officer, at="2026-01-05")
        evidence = "laboratory-report: 40 schools, June"
        office.submit(plan, "report", by="mai", task="1.1/1", evidence=evidence, at="2026-06-20")
        office.submit(plan, "accept", by="nam", task="1.1/1", at="2026-06-20")

        runner = office.runner(tell=told)
        step = runner.step()
        print(f"{step.done} done, {step.failed} failed")
        for standing in office.reactions():
            for held in standing.held:
                print(f"held up: {held.key}: {held.error}; {held.behind} behind it")

        letters.post_is_open = True
        noon.time += timedelta(seconds=5)
        runner.step()
        for key, letter in letters.book.items():
            print(f"{key}: {letter}")


if __name__ == "__main__":
    main()
