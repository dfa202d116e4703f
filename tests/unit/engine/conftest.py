"""A plan of three agencies, brought as far as a test wants it, and what is said to a command."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import CommandRefused, Secretariat, parse_terms
from coopflow.testing import FixedClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

sys.path.insert(0, str(Path(__file__).parent / "shared"))  # tests import it by its name

PARTIES = ("an", "binh", "chi")
REVIEW = {
    "as_of": "2022-01-03",
    "findings": [{"kind": "lesson", "text": "Begin sooner."}],
    "dispositions": {
        name: {"as": "carry"} for name in ("1.1/1", "1.2/1", "1.2/2", "1.3/1", "1.7/1")
    },
}
CLOSING = {"dispositions": {
    name: {"as": "waive", "reason": "Over."}
    for name in ("1.1/1", "1.2/1", "1.2/2", "1.3/1", "1.6/1", "1.7/1")
}}  # fmt: skip
STAGES: dict[str, list[dict[str, Any]]] = {
    "half-signed": [{"command": "sign", "by": "an-head"}],
    "signed": [{"command": "sign", "by": f"{party}-head"} for party in ("binh", "chi")],
    "executing": [{"command": "start", "by": "an-clerk"}],
    "reported": [{"command": "report", "by": "an-clerk", "task": "1.1/1"}],
    "half-reviewed": [{"command": "review", "by": "an-head", "body": REVIEW}],
    "reviewed": [{"command": "review", "by": f"{party}-head"} for party in ("binh", "chi")],
    "half-closed": [{"command": "close", "by": "chi-head", "body": CLOSING}],
    "closed": [{"command": "close", "by": f"{party}-head"} for party in ("binh", "an")],
}
"""What is asked to come to a stage from the one before; the first begins from the draft."""

HANDED: list[dict[str, Any]] = [
    {"command": "assign", "by": "an-clerk", "task": "1.1/1", "to": "phong"},
    {"command": "assign", "by": "phong-clerk", "task": "1.1/1", "to": "to"},
]
"""What is asked to come from *executing* to *handed*, from where no stage goes on."""

BESIDE: dict[str, tuple[str, dict[str, Any]]] = {
    "asked": ("executing", {"command": "extension", "by": "an-clerk", "task": "1.1/1",
                            "until": "2022-07-31"}),
}  # fmt: skip
"""Stages off that way: from which stage, and what is asked there."""


CLOCK = FixedClock("2022-01-03T02:00Z")


def plan(name: str = "p1", **more: Any) -> dict[str, Any]:
    """Return terms with obligations of every kind."""
    obligations: list[dict[str, Any]] = [
        {"id": "1.1", "kind": "once", "due": "2022-06-30", "coordinating": ["binh", "dong"],
         "acceptance": "all"},
        {"id": "1.2", "kind": "recurring", "every": "6 months", "coordinating": ["chi"]},
        {"id": "1.3", "kind": "continuous", "lead": "binh"},
        {"id": "1.4", "kind": "triggered", "on": ["flood"], "within": "3 days", "joint": True},
        {"id": "1.5", "kind": "recurring", "lead": "chi"},
        {"id": "1.6", "kind": "once", "settled_by": "renewal"},
        {"id": "1.7", "kind": "once", "coordinating": ["binh"]},
        {"id": "1.8", "kind": "once", "settled_by": "review"},
        {"id": "1.9", "kind": "once", "settled_by": "signature"},
    ]  # fmt: skip
    return {
        "coopflow": 1,
        "id": name,
        "title": f"Plan {name}",
        "period": {"start": "2022-01-01", "end": "2022-12-31"},
        "parties": list(PARTIES),
        "agencies": {
            **{name: {"name": name.title()} for name in (*PARTIES, "dong")},
            "phong": {"name": "Division of An", "parent": "an"},
            "to": {"name": "Group of the division", "parent": "phong"},
        },
        "officers": {
            f"{agency}-{post}": {"name": f"{post} of {agency}", "agency": agency, "may": may}
            for agency in (*PARTIES, "dong", "phong", "to")
            for post, may in (
                ("head", ["represent", "sign"]),
                ("deputy", ["represent"]),
                ("clerk", []),
            )
        },
        "occasions": {"flood": {"text": "A flood"}},
        "areas": [
            {
                "id": "1",
                "lead": "an",
                "obligations": [{**each, "text": "What."} for each in obligations],
            }
        ],
        **more,
    }


def bring(office: Secretariat, stage: str, name: str = "p1", **more: Any) -> None:
    """Draft the plan, and ask for everything up to `stage`."""
    if stage in BESIDE:
        before, asked = BESIDE[stage]
        bring(office, before, name, **more)
        office.submit(name, **asked)
        return
    office.draft(parse_terms(plan(name, **more)), by="an-clerk")
    reached = ["draft", *STAGES]
    last = "executing" if stage == "handed" else stage
    until = [each for passed in reached[1 : reached.index(last) + 1] for each in STAGES[passed]]
    for each in [*until, *(HANDED if stage == "handed" else ())]:
        office.submit(name, **each)


@pytest.fixture
def stand() -> Iterator[Callable[..., Secretariat]]:
    """Give the way to an office whose plan `p1` stands at a stage."""
    with ExitStack() as offices:

        def open_at(stage: str, **more: Any) -> Secretariat:
            office = Secretariat.open("memory:", plugins=[], clock=CLOCK)
            bring(offices.enter_context(office), stage, **more)
            return office

        yield open_at


@pytest.fixture
def terms_of() -> Callable[..., dict[str, Any]]:
    """Give the way to terms of one's own."""
    return plan


@pytest.fixture
def review() -> dict[str, Any]:
    """Give a review that says what becomes of everything open."""
    return REVIEW


@pytest.fixture
def closing() -> dict[str, Any]:
    """Give what becomes of everything open when nothing follows."""
    return CLOSING


@pytest.fixture
def codes() -> Callable[..., list[str]]:
    """Give the way to ask, and to hear the codes of all objections, none where there is none."""

    def ask(act: Callable[..., Any], *said: Any, **more: Any) -> list[str]:
        try:
            act(*said, **more)
        except CommandRefused as error:
            pairs = zip(error.reasons, error.texts, strict=True)
            return [reason.code for reason, text in pairs if text]
        return []

    return ask
