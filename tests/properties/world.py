"""Who there is in the random world of the laws, and what its officers may think of asking."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import oracle_consent
import oracle_tasks
import oracle_time
import tables
from hypothesis import strategies as st
from naive_days import local_day

from coopflow.testing.strategies import lifecycles, terms_files

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
SELDOM = ("decline", "retract", "return")
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
        "sources": {},
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
        found += _occasions(agreement)
    for proposal in agreement["proposals"]:
        found += [
            {"command": command, "by": f"{party}-{post}", "proposal": proposal["id"]}
            for party in agreement["terms"]["parties"]
            for command, post in (("decline", "head"), ("retract", "clerk"))
            if command == "decline" or party == proposal["opener"]
        ]
    return [{"agreement": agreement["id"], **each} for each in (*found, *_work(agreement))]


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
        found += _time(agreement, task)
    return found


def _time(agreement: World, task: World) -> list[Asked]:
    """Ask for time, or answer whoever did."""
    if task["asked"] is not None:
        return [
            {"command": command, "by": f"{agency}-clerk", "task": task["id"]}
            for agency in oracle_time.granters(agreement, task)
            if agency not in task["asked"]["granted"]
            for command in ("grant", "grant", "deny")
        ]
    if task["due"] is None or task["state"] != "open" or task["extended"]:
        return []
    by = f"{oracle_tasks.leaders(agreement, task)[-1]}-clerk"
    until = task["due"] + timedelta(days=30)
    return [{"command": "extension", "by": by, "task": task["id"], "until": until}]


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


def _review(agreement: World) -> Any:
    as_of = local_day(agreement["last"], oracle_tasks.zone(agreement))
    said: tuple[World, ...] = (
        {"as": "carry"},
        {"as": "waive", "reason": "Past."},
        {"as": "unmet", "reason": "Rain."},
    )
    said = said if tables.renewable(agreement) else (said[1], said[2])
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


def _pause(agreement: World) -> Any:
    """Name a cause, every other day; and again the one that was named."""
    cause = agreement["suspended"]
    if cause is None:
        return {"cause": "flood-2022"} if agreement["last"].day % 2 else None
    return {"cause": cause} if not cause.startswith("(") else None


FAR = "p9:1.1/1"
"""A task of an agreement nobody ever drafted."""

ALWAYS = ("assent", "decline", "retract", "report", "accept", "return", "occasion", "extension",
          "grant", "deny", "dance")  # fmt: skip


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
        ways.append(other.map(lambda name: {"command": name}))
    here = tables.rows(agreement, asked["command"])
    if asked["command"] != "renew" and not any(tables.body(agreement, row) for row in here):
        ways.append(st.just({"body": {"dance": "a waltz"}}))
    if "occasion" in asked:
        ways.append(st.sampled_from([{"occasion": None}, {"occasion": "dance"}]))
    if "obligation" in asked:
        clauses = [o["id"] for a in agreement["terms"]["areas"] for o in a["obligations"]]
        ways.append(st.builds(lambda name: {"obligation": name}, st.sampled_from([*clauses, "0"])))
    if "until" in asked:
        ways.append(st.sampled_from([{"until": None}, {"until": date(2022, 1, 1)}]))
    if isinstance(asked.get("body"), dict):
        ways += [_spoiled_body(asked["body"], names)] * 6
    return st.one_of(ways).map(lambda change: {**asked, **change})


def _proposals(oracle: Oracle) -> list[str]:
    return [f"{command}/{ordinal}" for command in commands_of(oracle) for ordinal in (1, 2)]


def _here(agreement: World) -> list[str]:
    return [row["command"] for row in tables.rows(agreement)] * 2


def _spoiled_body(body: World, names: list[str]) -> SearchStrategy[Asked]:
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
