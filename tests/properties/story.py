"""Random histories: what officers asked of one office, step by step, and what was answered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import tables
from hypothesis import strategies as st
from oracle import Oracle
from people import FIRST
from spoiling import spoiled
from world import IDS, STEPS, alive, files, forward, moves, often, other_tables, renewable

from coopflow import CommandRefused, Secretariat, parse_terms
from coopflow.host.loading import given
from coopflow.host.manager import Host, build_host
from coopflow.journal.memory import MemoryJournal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from hypothesis.strategies import DataObject
    from oracle import Asked, World

    from coopflow.journal.entry import Entry


class Clock:
    """The office's clock stands still; what happens says itself when."""

    def now(self) -> datetime:
        """Tell the time."""
        return FIRST


class Story:
    """An office, its journal, and everything that was asked of it.

    Attributes:
        host: What it works with.
        steps: What was asked, with the codes of the objections (none where it was accepted) and
            the entries it left.
    """

    def __init__(self, others: Iterable[World] = ()) -> None:
        self.others = tuple(others)
        self.journal = MemoryJournal()
        self.host: Host = build_host(given([tables.Guest(*self.others)]), "0")
        self.office = Secretariat(self.journal, self.host, Clock())
        self.oracle = Oracle(*self.others)
        self.now = FIRST
        self.steps: list[tuple[Asked, tuple[str, ...], tuple[Entry, ...]]] = []

    @property
    def entries(self) -> list[Entry]:
        """Everything in the journal."""
        return list(self.journal.tail())

    def draft(self, terms: World, by: str) -> None:
        """Draft, and note what was answered."""
        self.oracle.draft(terms, by=by, at=self.now)
        asked = {
            "agreement": terms["id"],
            "command": "draft",
            "by": by,
            "body": terms,
            "at": self.now,
        }
        text = parse_terms(terms, known=self.office.known)
        self._note(asked, lambda: self.office.draft(text, by=by, at=self.now))

    def ask(self, asked: Asked) -> tuple[str, ...]:
        """Ask, and note what was answered."""
        asked = {"at": self.now, **{k: v for k, v in asked.items() if v is not None}}
        days = asked.pop("earlier", 0)
        asked["at"] -= timedelta(days=days)
        self.oracle.do(asked)
        return self._note(asked, lambda: self.office.submit(**asked))

    def _note(self, asked: Asked, act: Callable[[], Any]) -> tuple[str, ...]:
        before = len(self.entries)
        codes: tuple[str, ...] = ()
        try:
            act()
        except CommandRefused as error:
            codes = tuple(reason.code for reason in error.reasons)
        self.steps.append((asked, codes, tuple(self.entries[before:])))
        return codes


def play(data: DataObject, most: int = 25) -> Story:
    """Let officers ask this and that, mostly with sense, so that agreements begin and end.

    Some stories know `standard@1` alone; in the others most agreements run on other tables.
    """
    story = Story(data.draw(st.one_of(st.just([]), other_tables())))
    first = data.draw(files("p1", story.oracle))
    story.draft(first, f"{first['parties'][0]}-clerk")
    for _ in range(data.draw(st.integers(0, most))):
        story.now += data.draw(st.sampled_from(STEPS))
        living = alive(story.oracle)
        reviewed = renewable(story.oracle)
        if not living or (data.draw(st.booleans()) and reviewed):
            _succeed(data, story, reviewed[0]["id"] if reviewed else None)
            continue
        agreement = data.draw(st.sampled_from(living))
        sensible = moves(agreement)
        if data.draw(st.booleans()):
            _bring_on(story, agreement)
            continue
        kept = often(agreement, [each["command"] for each in sensible])
        kept = kept if tables.phase(agreement) == "drafting" else [e["command"] for e in sensible]
        sensible = [each for each in sensible if each["command"] in kept]
        if not sensible:
            continue
        asked = data.draw(st.sampled_from(sensible))
        if data.draw(st.integers(0, 3)) == 0:
            asked = data.draw(spoiled(asked, story.oracle))
        story.ask(asked)
    return story


def _bring_on(story: Story, agreement: World) -> None:
    """Let every party say yes to one thing that brings an agreement on."""
    wise = forward(agreement)
    for _ in agreement["terms"]["parties"] if wise else ():
        story.ask(wise[0])
        same = (wise[0]["command"], "assent")
        wise = [each for each in forward(agreement) if each["command"] in same]
        if not wise:
            break


def _succeed(data: DataObject, story: Story, predecessor: str | None) -> None:
    """Draft the next agreement, and let everybody sign it."""
    if len(story.oracle.agreements) == len(IDS):
        return
    name = IDS[len(story.oracle.agreements)]
    terms = data.draw(files(name, story.oracle, predecessor))
    story.draft(terms, f"{terms['parties'][0]}-clerk")
    if name in story.oracle.agreements:
        _bring_on(story, story.oracle.agreements[name])
