"""Who there is in the random world of the laws, and what its officers may think of asking."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import oracle_consent
import oracle_tasks
import tables
import work
from hypothesis import strategies as st
from naive_days import local_day
from oracle_ground import owed, zone
from people import AGENCIES, OFFICERS, PARTIES

from coopflow.testing.strategies import lifecycles, terms_files

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn
    from oracle import Asked, Oracle, World

IDS = ("p1", "p2", "p3", "p4", "p5", "p6")
SELDOM = ("decline", "retract", "return", "refuse", "deny", "reassign")
STEPS = (timedelta(0), timedelta(hours=5), timedelta(days=1), timedelta(days=40))
STARTS = (date(2022, 1, 1), date(2022, 1, 31), date(2022, 2, 14))


@st.composite
def files(
    draw: DrawFn,
    name: str,
    oracle: Oracle,
    predecessor: str | None = None,
    lifecycle: str | None = None,
) -> World:
    """Give the terms of an agreement, often the successor of one there is."""
    own = [each for each in sorted(oracle.tables) if each != "standard@1"]
    key = lifecycle or draw(st.sampled_from([*own, *own, "standard@1"]))
    named, least, led = _needs(oracle.tables[key])
    others_first = draw(st.permutations([each for each in PARTIES if each not in named]))
    few = max(2, least, len(named))
    parties: list[str] = [*named, *others_first][: draw(st.integers(few, 3))]
    parties = draw(st.permutations(parties))
    start = draw(st.sampled_from(STARTS))
    length = draw(st.sampled_from((20, 100, 400)))
    fixed: World = {
        "id": name,
        "title": draw(st.sampled_from(("One", "Another", "A third"))),
        "parties": list(parties),
        "period": {"start": start, "end": start + timedelta(days=length)},
        "agencies": AGENCIES,
        "officers": OFFICERS,
        "groups": {},
        "sources": {"law": {"title": "A law"}},
        "month_end": draw(st.sampled_from(("down", "up"))),
    }
    if key != "standard@1" or draw(st.booleans()):
        fixed["lifecycle"] = key
    if led:
        fixed["lead"] = draw(st.sampled_from(parties))
    if oracle.directory["officers"] and draw(st.integers(0, 9)) == 0:
        fixed["officers"] = {**OFFICERS, "an-head": {**OFFICERS["an-head"], "may": ["sign"]}}
    others = [each for each in oracle.agreements if each != name]
    if predecessor is not None:
        fixed["predecessor"] = predecessor
    elif draw(st.booleans()) and others:
        fixed["predecessor"] = draw(st.sampled_from(others))
    if others and draw(st.integers(0, 5)) == 0:
        fixed["framework"] = draw(st.sampled_from([*others, "nowhere"]))
    return draw(terms_files(**fixed))


def _needs(table: World) -> tuple[list[str], int, bool]:
    """Return what the consents of a table take: these parties, so many, and one that leads."""
    consents = [row.get("consent") for row in table["rows"]]
    named = [name for each in consents if isinstance(each, list) for name in each]
    least = max([each["at_least"] for each in consents if isinstance(each, dict)], default=0)
    return [*dict.fromkeys(named)], least, "lead" in consents


def moves(agreement: World) -> list[Asked]:
    """Return what makes sense next: most of it will be accepted."""
    found: list[Asked] = []
    for row in tables.rows(agreement):
        if row["by"] not in ("successor", "clock") and not tables.revises(agreement, row):
            found += _row(agreement, row)
    if tables.phase(agreement) in ("executing", "reviewing"):
        found += work.occasions(agreement)
    if agreement["started"]:
        found += work.hands(agreement) + work.meetings(agreement)
    for proposal in agreement["proposals"]:
        found += [
            {"command": command, "by": f"{party}-{post}", "proposal": proposal["id"]}
            for party in agreement["terms"]["parties"]
            for command, post in (("decline", "head"), ("retract", "clerk"))
            if command == "decline" or party == proposal["opener"]
        ]
    return [{"agreement": agreement["id"], **each} for each in (*found, *work.about(agreement))]


def forward(agreement: World) -> list[Asked]:
    """Return what brings an agreement on: to a state it has not ended in, or to a good end."""
    rows = [row for row in tables.rows(agreement) if row["from"] != row["to"]]
    states = agreement["table"]["states"]
    seldom = ("ended", "suspended")
    onward = [row["command"] for row in rows if states[row["to"]] not in seldom]
    if not onward or tables.phase(agreement) == "reviewing":
        onward = [row["command"] for row in rows]
    return [each for each in moves(agreement) if each["command"] in (*onward, "assent")]


def often(agreement: World, commands: list[str]) -> list[str]:
    """Return those of the commands that neither stop nor end anything."""
    states = agreement["table"]["states"]
    ends = [r["command"] for r in tables.rows(agreement) if states[r["to"]] == "ended"]
    return [name for name in commands if name not in (*SELDOM, *ends)]


def _row(agreement: World, row: World) -> list[Asked]:
    command, wanted = row["command"], tables.body(agreement, row)
    body = {"review": _review, "closing": _closing, "pause": _pause}.get(
        wanted or "", lambda _: None
    )(agreement)
    parties = agreement["terms"]["parties"]
    if row.get("consent", "none") == "none":
        post = "head" if row["by"] == "signatory" else "clerk"
        return [{"command": command, "by": f"{parties[0]}-{post}", "body": body}]
    standing = [each for each in agreement["proposals"] if each["command"] == command]
    if not standing:
        posts = ("head", "head", "clerk" if row["by"] == "party" else "head")
        return [
            {"command": command, "by": f"{party}-{post}", "body": body}
            for party, post in zip(parties, posts, strict=False)
        ]
    heard = (*standing[0]["assents"], *standing[0]["declined"])
    ways: list[tuple[str, World]] = [(command, {}), ("assent", {"proposal": standing[0]["id"]})]
    if standing[0]["body"] is not None and wanted in ("review", "closing", "pause"):
        ways.append((command, {"body": standing[0]["body"]}))
    counted = oracle_consent.counting(agreement, row["consent"])
    needless = [party for party in parties if party not in counted]
    return [
        {"command": word, "by": f"{party}-head", **about}
        for party in (*counted, *needless)
        if party not in heard
        for word, about in ways
    ]


def _review(agreement: World) -> Any:
    as_of = local_day(agreement["last"], zone(agreement))
    said: tuple[World, ...] = (
        {"as": "carry"},
        {"as": "waive", "reason": "Past."},
        {"as": "unmet", "reason": "Rain."},
    )
    said = said if tables.renewable(agreement) else (said[1], said[2])
    unperformed = oracle_tasks.UNPERFORMED
    left = [each for each in owed(agreement) if each["settled_by"] in unperformed]
    return {
        "as_of": as_of,
        "findings": [{"kind": "lesson", "text": "Begin sooner."}],
        "dispositions": {
            task["id"]: said[index % len(said)] if task["state"] == "open" else said[0]
            for index, task in enumerate(left)
        },
    }


def _closing(agreement: World) -> Any:
    left = owed(agreement)
    waived = {"as": "waive", "reason": "Over."}
    return {"dispositions": {task["id"]: waived for task in left}} if left else None


def _pause(agreement: World) -> Any:
    """Name a cause, every other day; and again the one that was named."""
    cause = agreement["suspended"]
    if cause is None:
        return {"cause": "flood-2022"} if agreement["last"].day % 2 else None
    return {"cause": cause} if not cause.startswith("(") else None


def alive(oracle: Oracle, *phases: str) -> list[World]:
    """Return the agreements that have not ended, or those in some phases."""
    every = oracle.agreements.values()
    return [
        agreement
        for agreement in every
        if (tables.phase(agreement) in phases if phases else tables.phase(agreement) != "ended")
    ]


def revisable(oracle: Oracle) -> list[tuple[World, str]]:
    """Return the drafts that may be given another text, with the command that does it."""
    return [
        (agreement, row["command"])
        for agreement in alive(oracle, "drafting")
        for row in tables.rows(agreement)
        if tables.revises(agreement, row)
    ]


def renewable(oracle: Oracle) -> list[World]:
    """Return the agreements that a successor can be signed for."""
    return [each for each in alive(oracle, "reviewing") if tables.renewal(each) is not None]


@st.composite
def other_tables(draw: DrawFn, most: int = 2) -> list[World]:
    """Give lifecycles beside `standard@1`, as their files hold them."""
    found = draw(
        st.lists(
            lifecycles(parties=PARTIES, guards=tuple(tables.GUARDS)).map(tables.written),
            min_size=1,
            max_size=most,
            unique_by=tables.key,
        )
    )
    return [each for each in found if tables.key(each) != "standard@1"]
