"""Journals with long streams, written fast: decided in memory, appended many commands at a time.

What is slow to make is kept beside, under a name that changes with whatever decides its bytes.
"""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve as changed

from benchmarks import material
from benchmarks.material import begin_plan, open_office, prepared
from coopflow.engine.decide import decide
from coopflow.engine.rules import View
from coopflow.journal.codec import TYPES, encode, type_of
from coopflow.journal.entry import Append, Draft
from coopflow.journal.sqlite import SqliteJournal
from coopflow.journal.sqlite_schema import SCHEMA_VERSION
from coopflow.projections import sqlite_board
from coopflow.projections.rows import Rows, fold
from coopflow.projections.snapshots import Snapshot, due
from coopflow.projections.sqlite_board import EDITION, SqliteBoard
from coopflow.values.task import Owed, Task
from coopflow.values.time import stamp
from coopflow.values.verdict import Accepted

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow import Secretariat
    from coopflow.engine.rules import Rules
    from coopflow.journal.sqlite_writing import SqliteWriting
    from coopflow.values.agreement import Agreement
    from coopflow.values.command import Command
    from coopflow.values.directory import Directory

LONG = "long"
SHORT_ENTRIES = 10
_BATCH = 1_000  # commands appended in one transaction
_FIRST = datetime(2026, 1, 6, 2, tzinfo=UTC)
_STEP = timedelta(milliseconds=10)


def kept(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """Return the file called `name` in `folder`, made by `make` where it is not there yet.

    The name is completed by the schemas and shapes that decide what would be in it. A file
    half made bears another name, so it is never taken for a whole one. What was made under
    another completion goes.
    """
    fields = [each.name for cls in (Owed, Task, Snapshot) for each in cls.__attrs_attrs__]
    files = (material.__file__, make.__code__.co_filename, sqlite_board.__file__)
    ways = [Path(each).read_bytes() for each in files]
    shapes = (SCHEMA_VERSION, EDITION, fields, sorted(TYPES), ways)
    mark = sha256(repr(shapes).encode()).hexdigest()[:12]
    path = folder / f"{name}-{mark}.db"
    if not path.exists():
        making = folder / f"{name}-{mark}.{os.getpid()}.making"
        try:
            make(making)
            for stale in folder.glob(f"{name}-{'?' * len(mark)}.db"):
                stale.unlink()
            making.rename(path)
        finally:
            for rest in folder.glob(f"{making.name}*"):
                rest.unlink()
    return path


def long_journal(folder: Path, entries: int, shorts: int) -> Path:
    """Return a journal with one stream of `entries`, and `shorts` of `SHORT_ENTRIES`.

    The short ones are called ``short-0``, ``short-1``, …. Each stream ends with a task accepted,
    so it may be a few entries longer than was asked for.
    """

    def make(path: Path) -> None:
        with closing(open_office(f"sqlite:///{path}")) as office:
            names = (LONG, *(f"short-{number}" for number in range(shorts)))
            for name in names:
                begin_plan(office, name)
            sample = prepared(office, LONG, "occasion", "nam", occasion="contamination")
            rules, directory = sample.rules, sample.view.directory
            ends = {name: office.get(name) for name in names}
            commands = _commands(office)
        with closing(SqliteJournal(str(path))) as journal:
            for name, now in ends.items():
                wanted = entries if name == LONG else SHORT_ENTRIES
                _lengthen(journal, rules, directory, now, commands, wanted)

    return kept(folder, f"journal-{entries}-{shorts}", make)


def _commands(office: Secretariat) -> tuple[Command, Command, Command]:
    """Return the three commands of a task's life, as the office prepares them."""
    said = {"evidence": ("letter: Clean again",), "task": "1.1/1"}
    return (
        prepared(office, LONG, "occasion", "nam", occasion="contamination").command,
        prepared(office, LONG, "report", "mai", **said).command,
        prepared(office, LONG, "accept", "nam", task="1.1/1").command,
    )


def _lengthen(
    journal: SqliteJournal,
    rules: Rules,
    directory: Directory,
    now: Agreement,
    commands: tuple[Command, Command, Command],
    wanted: int,
) -> None:
    """Let tasks be opened, reported and accepted until the stream is as long as wanted."""
    board, number = SqliteBoard(journal), 0
    while now.version < wanted:
        expected, drafts, touched = now.version, [], {}
        for _ in range(_BATCH):
            number += 1
            for command in commands:
                task = None if command.occasion is not None else next(iter(now.tasks))
                at = _FIRST + number * _STEP
                asked = changed(command, agreement=now.id, task=task, at=at)
                verdict = decide(rules, View(directory=directory, agreement=now), asked)
                if not isinstance(verdict, Accepted):
                    raise TypeError(verdict)
                (change,) = verdict.changes
                facts = [(event, at, asked.by) for event in change.events]
                now, after = fold(now, facts)  # type: ignore[arg-type]  # an agreement's stream
                touched.update({task.id: task for task in after.touched})
                drafts += [
                    Draft(type=type_of(e), at=stamp(at), by=asked.by, key=None, data=encode(e))
                    for e in change.events
                ]
            if now.version >= wanted:
                break
        append = Append(stream=now.id, expected=expected, drafts=tuple(drafts))
        lapsing = now.state in rules.plan.lapsing
        changes = Rows(now, tuple(touched.values()), told_anew=False, lapsing=lapsing)

        def work(writing: SqliteWriting, append: Append = append, rows: Rows = changes) -> None:
            writing.append([append], recorded_at=append.drafts[-1].at)
            board.put([rows], writing)
            if due(rows.now, append.expected):
                board.keep(rows.now, writing.handle)

        journal.write(work)
