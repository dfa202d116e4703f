"""A fixed story, told to whoever wants to compare: its entries' digests, and its refusals."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any

from coopflow import CommandRefused, Secretariat, parse_terms
from coopflow.host.manager import build_host
from coopflow.journal.memory import MemoryJournal

PARTIES = ("an", "binh", "chi")
OTHERS = ("dong", "em", "giang")


class Clock:
    """Stands still."""

    def now(self) -> datetime:
        """Tell the time."""
        return datetime(2022, 1, 1, tzinfo=UTC)


def terms(name: str, year: int, **more: Any) -> dict[str, Any]:
    """Return terms in which much is said of many."""
    helpers = list(OTHERS)
    obligations: list[dict[str, Any]] = [
        {"id": "1", "kind": "continuous", "lead": "an", "coordinating": ["binh", *helpers]},
        {"id": "2", "kind": "recurring", "every": "3 months", "lead": "binh", "acceptance": "all",
         "coordinating": ["an", "chi", *helpers]},
        {"id": "3", "kind": "once", "lead": "an", "coordinating": ["chi", *helpers]},
        {"id": "4", "kind": "once", "lead": "chi", "same_as": ["3"], "coordinating": [*helpers]},
        {"id": "5", "kind": "triggered", "on": ["fire", "flood"], "joint": True},
        {"id": "6", "kind": "once", "joint": True, "settled_by": "renewal"},
    ]  # fmt: skip
    return {
        "coopflow": 1,
        "id": name,
        "title": {"vi": "Kế hoạch", "en": "Plan"},
        "period": {"start": f"{year}-01-01", "end": f"{year}-12-31"},
        "parties": list(PARTIES),
        "agencies": {each: {"name": each.title()} for each in (*PARTIES, *OTHERS)},
        "officers": {
            f"{each}-head": {"name": each, "agency": each, "may": ["represent", "sign"]}
            for each in (*PARTIES, *OTHERS)
        },
        "occasions": {"fire": {"text": "Fire"}, "flood": {"text": "Flood"}},
        "areas": [{"id": "A", "obligations": [{**each, "text": "What"} for each in obligations]}],
        **more,
    }


STORY: list[dict[str, Any]] = [
    *({"command": "sign", "by": f"{party}-head"} for party in PARTIES),
    {"command": "start", "by": "an-head"},
    {"command": "occasion", "by": "an-head", "occasion": "flood"},
    {"command": "occasion", "by": "dong-head"},
    {"command": "report", "by": "em-head", "task": "1/1"},
    {"command": "report", "by": "binh-head", "task": "2/1"},
    {"command": "accept", "by": "giang-head", "task": "2/1"},
    {"command": "accept", "by": "binh-head", "task": "2/2"},
    {"command": "review", "by": "an-head"},
    {"command": "dance", "by": "an-head"},
    {"command": "review", "by": "an-head", "body": {
        "as_of": "2022-01-01", "findings": [{"kind": "lesson", "text": "Begin sooner."}],
        "dispositions": {name: {"as": "carry"} for name in
                         ("5/1", "3/1", "2/4", "2/3", "2/2", "2/1", "1/1")}}},
    {"command": "review", "by": "chi-head"},
    {"command": "assent", "by": "binh-head"},
]  # fmt: skip


def main() -> None:
    """Tell it."""
    journal = MemoryJournal()
    office = Secretariat(journal, build_host((), "0"), Clock())
    office.draft(parse_terms(terms("p1", 2022)), by="an-head")
    second = False
    for asked in (*STORY, None, *STORY[:4]):
        if asked is None:
            second = True
            office.draft(parse_terms(terms("p2", 2023, predecessor="p1")), by="chi-head")
            continue
        try:
            office.submit("p2" if second else "p1", **asked)
        except CommandRefused as error:
            sys.stdout.write(f"{error}\n")
    for entry in journal.tail():
        sys.stdout.write(f"{entry.stream} {entry.version} {entry.digest} {entry.data.decode()}\n")


if __name__ == "__main__":
    main()
