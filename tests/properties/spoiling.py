"""What was asked with sense, with one thing wrong about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import oracle_hands
import tables
from hypothesis import strategies as st
from people import AGENCIES, BODIES, OFFICERS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy
    from oracle import Asked, Oracle, World

FAR = "p9:1.1/1"
"""A task of an agreement nobody ever drafted."""

ALWAYS = ("assent", "decline", "retract", "report", "accept", "return", "occasion", "extension",
          "grant", "deny", "assign", "acknowledge", "refuse", "progress", "deliver", "reassign",
          "meeting", "dance")  # fmt: skip

_DATED = ("assign", "extension")
"""What is asked with a last day here; what other commands say to one, tests of units tell."""


def commands_of(oracle: Oracle) -> list[str]:
    """Return every command there is, and one there is not."""
    own = {row["command"] for table in oracle.tables.values() for row in table["rows"]}
    return [*sorted(own), *ALWAYS]


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
        st.builds(lambda name: {"proposal": name}, st.sampled_from(_proposals(oracle))),
        st.sampled_from(
            [{"assessment": "so-so"}, {"assessment": None}, {"obligation": "1.1"}, {"task": None}]
        ),
    ]
    if asked.get("body") is None:
        other = st.sampled_from([*commands_of(oracle), *_here(agreement)])
        ways.append(other.map(lambda name: _otherwise(asked, name)))
    here = tables.rows(agreement, asked["command"])
    bodiless = asked["command"] not in ("renew", "meeting", "reassign")
    if bodiless and not any(tables.body(agreement, row) for row in here):
        ways.append(st.just({"body": {"dance": "a waltz"}}))
    if "occasion" in asked:
        ways.append(st.sampled_from([{"occasion": None}, {"occasion": "dance"}]))
    if "obligation" in asked:
        clauses = [o["id"] for a in agreement["terms"]["areas"] for o in a["obligations"]]
        ways.append(st.builds(lambda name: {"obligation": name}, st.sampled_from([*clauses, "0"])))
    if asked["command"] in _DATED:
        ways.append(st.sampled_from([{"until": None}, {"until": date(2022, 1, 1)}]))
    hands = [each["id"] for task in agreement["tasks"].values() for each in task["hands"]]
    if hands:
        some = st.sampled_from((*hands, None, "0~1"))
        ways += [st.builds(lambda name: {"assignment": name}, some)] * 2
    if asked["command"] in (*oracle_hands.ANSWERS, "assign"):
        ways += [_spoiled_hands()] * 3
    if isinstance(asked.get("body"), dict):
        ways += [_spoiled_body(asked["body"], names)] * 6
    return st.one_of(ways).map(lambda change: {**asked, **change})


def _proposals(oracle: Oracle) -> list[str]:
    return [f"{command}/{ordinal}" for command in commands_of(oracle) for ordinal in (1, 2)]


def _here(agreement: World) -> list[str]:
    return [row["command"] for row in tables.rows(agreement)] * 2


def _otherwise(asked: Asked, command: str) -> Asked:
    """Ask for something else; with no last day, where none goes with that."""
    return {"command": command, "until": asked.get("until") if command in _DATED else None}


def _spoiled_hands() -> SearchStrategy[Asked]:
    bodies = st.lists(st.sampled_from((*BODIES, "binh", "nobody")), max_size=2).map(tuple)
    changes = st.sampled_from([{"percent": 101}, {"note": None}, {"evidence": ()}, {"note": "So."}])
    return st.one_of(changes, st.builds(lambda to: {"to": to}, bodies))


def _spoiled_body(body: World, names: list[str]) -> SearchStrategy[Asked]:
    if "attendees" in body:
        return st.one_of(
            st.builds(
                lambda tasks: {"body": {**body, "tasks": tasks}},
                st.lists(st.sampled_from(names), max_size=2, unique=True),
            ),
            st.sampled_from(
                [{"body": {**body, **change}} for change in _spoiled_meetings(body)]
                + [{"body": None}]
            ),
        )
    if "bodies" in body:
        (gone,) = body["bodies"]
        others: list[World] = [
            {"bodies": {gone: "nobody"}},
            {"bodies": {"huyen": "dong"}},
            {"from": date(2031, 1, 1)},
            {"level": "district"},
        ]
        return st.sampled_from([{"body": {**body, **each}} for each in others] + [{"body": None}])
    if "cause" in body:
        return st.sampled_from([{"body": {"cause": "strike"}}, {"body": None}])
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


def _spoiled_meetings(body: World) -> list[World]:
    first, *others = body["attendees"]
    return [
        {"on": body["on"] + timedelta(days=1)},
        {"on": body["on"] - timedelta(days=90)},
        {"kind": "conference"},
        {"attendees": [first]},
        {"attendees": [*others, first, {"officer": "stranger"}]},
        {"attendees": [*others, first, {"agency": "nobody"}]},
        {"attendees": [*others, {**first, "agency": "dong"}]},
    ]
