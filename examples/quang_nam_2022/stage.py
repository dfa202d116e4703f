"""What the story is told with: an office that acts, and a page that shows what came of it."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from coopflow import CommandRefused, Secretariat, load_terms, word
from quang_nam_2022.days import BRIEF, reminders

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.align import AlignMethod
    from rich.console import RenderableType

    from coopflow import Receipt, Terms
    from coopflow.projections.rows import TaskRow
    from coopflow.testing.clocks import SteppedClock
    from coopflow.values.terms import Officer

HERE = Path(__file__).parent
ILLUSTRATIVE = "(illustrative)"
"""Marks whatever the article does not state."""

INFERRED = "(inferred)"
"""Marks what follows from the article, which does not say it."""

SHORT = {"ban-dan-van": "BDV", "ban-dan-toc": "BDT"}
"""What they are called in tables."""

UNBROKEN = 1000
"""Columns where the output is no terminal and COLUMNS does not say: no line is that long."""

RULED = 80
"""Columns of a line that is drawn, at most."""


def page() -> Console:
    """Return a console as wide as the terminal; elsewhere one that breaks no line."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal():
        return Console(highlight=False)
    return Console(highlight=False, width=UNBROKEN)


class Stage:
    """Acts upon the office, and tells what happens as it happens."""

    def __init__(self, office: Secretariat, clock: SteppedClock, console: Console) -> None:
        """Act upon `office`, whose `clock` it steps, and tell it on `console`."""
        self.office = office
        self.clock = clock
        self.console = console
        self._officers: dict[str, Officer] = {}

    # --- telling ---------------------------------------------------------------------------

    def chapter(self, title: str) -> None:
        """Begin a chapter."""
        self.show(Text())
        self.rule(Text(title, style="bold"), align="left")

    def rule(self, title: Text, align: AlignMethod) -> None:
        """Draw a line with a title in it."""
        drawn = Rule(title, align=align)
        self.show(drawn, width=min(self.console.width, RULED))

    def show(self, what: RenderableType, width: int | None = None) -> None:
        """Print something; where the output is no terminal, without blanks at the ends of lines."""
        if self.console.is_terminal:
            self.console.print(what, width=width)
            return
        with self.console.capture() as drawn:
            self.console.print(what, width=width)
        lines = drawn.get().removesuffix("\n").split("\n")
        self.console.file.write("".join(f"{line.rstrip()}\n" for line in lines))

    def say(self, words: str, *, illustrative: bool = False) -> None:
        """Say something of the story's own."""
        self.show(Text(f"{words} {ILLUSTRATIVE}" if illustrative else words))

    def line(self, mark: str, style: str, when: str, words: str) -> None:
        """Say what happened on a day."""
        row = Table.grid(padding=(0, 1))
        row.add_column(width=1, style=style)
        row.add_column(width=11, style="dim")
        row.add_column(ratio=1)
        row.add_row(mark, when, Text(words))
        self.show(row)

    def table(self, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
        """Show a table."""
        made = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for name in columns:
            made.add_column(name, no_wrap=name != "promise")
        for row in rows:
            made.add_row(*(Text(str(cell)) for cell in row))
        self.show(made)

    # --- going on --------------------------------------------------------------------------

    def on(self, day: str) -> None:
        """Go on to a day; on each until then, and on it, show what time alone does."""
        while self.clock.now().date() < date.fromisoformat(day):
            self.clock.step(days=1)
            ticked = self.office.tick()
            if ticked.hindered:
                message = f"{ticked.at} was to be a day like any other: {ticked.hindered}"
                raise AssertionError(message)
            events = [each.event for issued in ticked.issued for each in issued.events]
            today = str(self.clock.now().date())
            for urged, words in reminders(events):
                self.line("!" if urged else "·", "yellow" if urged else "blue", today, words)

    # --- acting ----------------------------------------------------------------------------

    def terms(self, name: str) -> Terms:
        """Read one of the plans beside this file, and remember its officers."""
        terms = load_terms(HERE / f"{name}.yaml", known=self.office.known)
        self._officers |= {each.id: each for each in terms.officers}
        return terms

    def draft(self, terms: Terms, by: str, at: str, words: str) -> None:
        """Let an officer draft an agreement."""
        self.on(at)
        self.office.draft(terms, by=by)
        self.line("+", "green", at, f"{self.who(by)} drafts {terms.id}: {words}")

    def do(
        self, agreement: str, command: str, by: str, at: str, words: str, **said: Any
    ) -> Receipt:
        """Let an officer act, and tell what was said with it and what state that leads to."""
        self.on(at)
        before = self.office.get(agreement).state
        receipt = self.office.submit(agreement, command, by=by, **said)
        after = self.office.get(agreement).state
        noted = f": {said['note']}" if "note" in said else ""
        moved = f"  [{agreement}: {before} → {after}]" if before != after else ""
        self.line("+", "green", at, f"{self.who(by)} {words}{noted}{moved}")
        return receipt

    def meet(
        self,
        agreement: str,
        held: dict[str, Any],
        words: str,
        adoptions: Iterable[dict[str, Any]] = (),
    ) -> Receipt:
        """Let both officers meet on the day it says; who is named second records it."""
        self.on(held["on"])
        told = {**held, "attendees": [{"officer": each, "role": "represent"} for each in BOTH]}
        receipt = self.office.meet(agreement, told, by=BOTH[1], adoptions=adoptions)
        self.line("+", "green", held["on"], words)
        return receipt

    def refused(
        self, agreement: str, command: str, by: str, at: str, words: str, **said: Any
    ) -> None:
        """Let an officer try what the rules do not allow, and tell why."""
        self.on(at)
        try:
            self.office.submit(agreement, command, by=by, **said)
        except CommandRefused as refusal:
            self.line("✗", "red", at, f"{self.who(by)} {words} {ILLUSTRATIVE}. Refused:")
            for reason in refusal.reasons:
                self.line(" ", "red", "", f"{reason.code}: {word(reason)}")
                self.line(" ", "red", "", word(reason, "vi"))
            return
        message = f"{command} on {agreement} was to be refused, and was not"
        raise AssertionError(message)

    def settle(
        self, task: TaskRow, at: str, *, assessment: str | None = None, note: str | None = None
    ) -> None:
        """Let a task be reported by its lead with all expected evidence, and accepted."""
        self.on(at)
        terms = self.office.get(task.agreement).terms
        reporter = officer(task.lead or terms.parties[0])
        self.office.submit(
            task.agreement,
            "report",
            by=reporter,
            task=task.id,
            evidence=self.evidence(task, at),
            assessment=assessment,
            note=note,
        )
        other = next(o for o in OFFICERS.values() if o != reporter)
        words = f"{self.who(reporter)} reports {task.id}{f': {note}' if note else ''}"
        if not self.row(task).settled:
            self.office.submit(task.agreement, "accept", by=other, task=task.id)
            words += f"; {self.who(other)} accepts"
        found = f" ({assessment})" if assessment else ""
        self.line("+", "green", at, words + found)

    # --- looking ---------------------------------------------------------------------------

    def who(self, name: str) -> str:
        """Return an officer's name with their agency."""
        known = self._officers[name]
        return f"{known.name} ({BRIEF[known.agency]})" if known.agency in BRIEF else f"{known.name}"

    def answers(self, body: str) -> str:
        """Return the officer who answers for a body (the first the plans name)."""
        return next(each.id for each in self._officers.values() if each.agency == body)

    def installed(self, plugin: str) -> bool:
        """Tell whether a plugin is at work."""
        return any(each.name == plugin for each in self.office.host.plugins)

    def row(self, task: TaskRow) -> TaskRow:
        """Return a task as it is now."""
        return next(row for row in self.office.tasks(task.agreement) if row.id == task.id)

    def task(self, agreement: str, name: str) -> TaskRow:
        """Return the task called `name`."""
        return next(row for row in self.office.tasks(agreement) if row.id == name)

    def evidence(self, task: TaskRow, at: str) -> list[dict[str, str]]:
        """Return evidence of every kind the plan expects, all of it made up."""
        born, _, _ = task.id.rpartition(":")
        terms = self.office.get(born or task.agreement).terms
        obligation = terms.obligation(task.obligation)
        return [
            {"kind": kind, "title": f"{kind} on {task.id} {ILLUSTRATIVE}", "date": at}
            for kind in (obligation.evidence if obligation is not None else ())
        ]


OFFICERS = {"ban-dan-van": "le-thi-thuy", "ban-dan-toc": "dang-tan-gian"}
BOTH = tuple(OFFICERS.values())


def officer(agency: str) -> str:
    """Return who acts for an agency in this story."""
    return OFFICERS[agency]
