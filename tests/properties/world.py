"""Who there is in the random world of the laws, and what its officers may think of asking."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import oracle_tasks
from hypothesis import strategies as st
from naive_days import local_day
from oracle import ENDED

from coopflow.testing.strategies import terms_files

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy
    from oracle import Asked, Oracle, World

FIRST = datetime(2022, 1, 1, 2, tzinfo=UTC)
PARTIES = ("an", "binh", "chi")
AGENCIES = {name: {"name": name.title()} for name in (*PARTIES, "dong")}
POSTS = {"head": ["represent", "sign"], "deputy": ["represent"], "clerk": []}
OFFICERS = {
    f"{agency}-{post}": {"name": f"{post} of {agency}", "agency": agency, "may": may}
    for agency in AGENCIES
    for post, may in POSTS.items()
}
IDS = ("p1", "p2", "p3", "p4", "p5", "p6")
SELDOM = ("withdraw", "close", "decline", "retract", "return")
STEPS = (timedelta(0), timedelta(hours=5), timedelta(days=1), timedelta(days=40))
STARTS = (date(2022, 1, 1), date(2022, 1, 31), date(2022, 2, 14))


@st.composite
def files(draw: DrawFn, name: str, oracle: Oracle, predecessor: str | None = None) -> World:
    """Give the terms of an agreement, often the successor of one there is."""
    parties: list[str] = draw(st.permutations(PARTIES))[: draw(st.integers(2, 3))]
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
        "sources": {},
    }
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


def moves(agreement: World) -> list[Asked]:
    """Return what makes sense next: most of it will be accepted."""
    state = agreement["state"]
    found: list[Asked] = []
    if state == "draft":
        found = [*_consent(agreement, "sign", None), {"command": "withdraw", "by": "an-head"}]
    elif state == "signed":
        found = [{"command": "start", "by": f"{agreement['terms']['parties'][0]}-clerk"}]
    elif state == "executing":
        found = _consent(agreement, "review", _review(agreement))
    elif state == "reviewed":
        found = [*_consent(agreement, "close", _closing(agreement))]
    if state in ("executing", "reviewed"):
        found += _occasions(agreement)
    for proposal in agreement["proposals"]:
        found += [
            {"command": command, "by": f"{party}-{post}"}
            for party in agreement["terms"]["parties"]
            for command, post in (("decline", "head"), ("retract", "clerk"))
            if command == "decline" or party == proposal["opener"]
        ]
    return [{"agreement": agreement["id"], **each} for each in (*found, *_work(agreement))]


def _consent(agreement: World, command: str, body: Any) -> list[Asked]:
    standing = [each for each in agreement["proposals"] if each["command"] == command]
    given = standing[0]["assents"] if standing else []
    waiting = [party for party in agreement["terms"]["parties"] if party not in given]
    if not standing:
        return [{"command": command, "by": f"{party}-head", "body": body} for party in waiting]
    return [
        {"command": word, "by": f"{party}-head"}
        for party in waiting
        for word in (command, "assent")
    ]


def _work(agreement: World) -> list[Asked]:
    found: list[Asked] = []
    for task in oracle_tasks.owed(agreement)[:6]:
        if task["state"] == "open":
            said = {"assessment": "partly"} if task["kind"] == "continuous" else {}
            found += [
                {"command": "report", "by": f"{agency}-clerk", "task": task["id"], **said}
                for agency in oracle_tasks.leaders(agreement, task)
            ]
        else:
            found += [
                {"command": command, "by": f"{agency}-deputy", "task": task["id"]}
                for agency in oracle_tasks.accepters(agreement, task)
                if agency not in task["accepted_by"]
                for command in ("accept", "accept", "return")
            ]
    return found


def _occasions(agreement: World) -> list[Asked]:
    by = f"{agreement['terms']['parties'][-1]}-clerk"
    found = [
        {"command": "occasion", "by": by, "occasion": name}
        for name in agreement["terms"]["occasions"]
    ]
    for act in oracle_tasks.obligations(agreement):
        if oracle_tasks.by_round(act):
            lead = act["lead"] or agreement["terms"]["parties"][0]
            found.append({"command": "occasion", "by": f"{lead}-clerk", "obligation": act["id"]})
    return found


def _review(agreement: World) -> World:
    as_of = local_day(agreement["last"], oracle_tasks.zone(agreement))
    said = ({"as": "carry"}, {"as": "waive", "reason": "Past."}, {"as": "unmet", "reason": "Rain."})
    owed = [task for task in oracle_tasks.owed(agreement) if task["settled_by"] is None]
    return {
        "as_of": as_of,
        "findings": [{"kind": "lesson", "text": "Begin sooner."}],
        "dispositions": {
            task["id"]: said[index % len(said)] if task["state"] == "open" else said[0]
            for index, task in enumerate(owed)
        },
    }


def _closing(agreement: World) -> Any:
    owed = oracle_tasks.owed(agreement)
    waived = {"as": "waive", "reason": "Over."}
    return {"dispositions": {task["id"]: waived for task in owed}} if owed else None


FAR = "p9:1.1/1"
"""A task of an agreement nobody ever drafted."""

COMMANDS = ("sign", "start", "review", "renew", "close", "assent", "decline", "retract",
            "report", "accept", "return", "occasion", "dance")  # fmt: skip


def spoiled(asked: Asked, oracle: Oracle) -> SearchStrategy[Asked]:
    """Give what was asked with one thing wrong about it, or perhaps only different."""
    agreement = oracle.agreements[asked["agreement"]]
    names = [*agreement["tasks"], "0.0/1", FAR]
    officers = st.sampled_from([*OFFICERS, "stranger"])
    ways: list[SearchStrategy[Asked]] = [
        st.builds(lambda by: {"by": by}, officers),
        st.builds(lambda agency: {"agency": agency}, st.sampled_from([*AGENCIES, "nobody"])),
        st.builds(lambda name: {"task": name}, st.sampled_from(names)),
        st.builds(lambda days: {"earlier": days}, st.integers(1, 50)),
        st.sampled_from([{"proposal": name} for name in ("sign/1", "review/1", "close/2")]),
        st.sampled_from(
            [{"assessment": "so-so"}, {"assessment": None}, {"obligation": "1.1"}, {"task": None}]
        ),
    ]
    if asked.get("body") is None:
        ways.append(st.sampled_from([{"command": name} for name in COMMANDS]))
    if "occasion" in asked:
        ways.append(st.sampled_from([{"occasion": None}, {"occasion": "dance"}]))
    if "obligation" in asked:
        clauses = [o["id"] for a in agreement["terms"]["areas"] for o in a["obligations"]]
        ways.append(st.builds(lambda name: {"obligation": name}, st.sampled_from([*clauses, "0"])))
    if isinstance(asked.get("body"), dict):
        ways += [_spoiled_body(asked["body"], names)] * 6
    return st.one_of(ways).map(lambda change: {**asked, **change})


def _spoiled_body(body: World, names: list[str]) -> SearchStrategy[Asked]:
    told = body.get("dispositions", {})
    changes: list[World] = [{"dispositions": {**told, name: {"as": "carry"}}} for name in names]
    changes += [{"dispositions": {**told, name: {"as": "waive"}}} for name in names]
    for name in told:
        changes.append({"dispositions": {k: v for k, v in told.items() if k != name}})
    if "as_of" in body:
        changes += [
            {"as_of": body["as_of"] + timedelta(days=days)} for days in (-60, -1, 1, 2, 400)
        ]
        finding = body["findings"][0]
        changes += [{"findings": [{**finding, "tasks": [name]}]} for name in names]
        changes += [{"findings": [{**finding, "areas": [name]}]} for name in ("1", "9")]
    return st.sampled_from([{"body": {**body, **change}} for change in changes])


def alive(oracle: Oracle, *states: str) -> list[World]:
    """Return the agreements that have not ended, or those in some states."""
    every = oracle.agreements.values()
    return [a for a in every if (a["state"] in states if states else a["state"] not in ENDED)]
