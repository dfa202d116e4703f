"""The oracle's part about what was promised: clauses, and the acts they mean."""

from __future__ import annotations

from typing import Any

World = dict[str, Any]

STRICTNESS = ("none", "any", "all")


def obligations(agreement: World) -> list[World]:
    """Return what was promised: clauses that mean one act made one, under the first of them."""
    written = []
    for area in agreement["terms"]["areas"]:
        for clause in area.get("obligations", []):
            lead = None if clause.get("joint") else clause.get("lead", area.get("lead"))
            written.append({**clause, "lead": lead, "also": []})
    acts: list[list[World]] = []
    for clause in written:
        joined = [clause]
        for act in list(acts):
            if any(_same(clause, other) for other in act):
                acts.remove(act)
                joined = act + joined
        acts.append(sorted(joined, key=written.index))
    acts.sort(key=lambda act: written.index(act[0]))
    return [_merged(act, agreement["terms"]["parties"]) for act in acts]


def _same(one: World, other: World) -> bool:
    return other["id"] in one.get("same_as", []) or one["id"] in other.get("same_as", [])


def _merged(act: list[World], parties: list[str]) -> World:
    leads = [clause["lead"] for clause in act]
    lead = leads[0] if len(set(leads)) == 1 else None
    helpers: list[str] = []
    for clause in act:
        helpers += [name for name in clause.get("coordinating", []) if name not in helpers]
    helpers = [name for name in helpers if name not in leads]
    wanted = max((_acceptance(clause, parties) for clause in act), key=STRICTNESS.index)
    if wanted == "none" and lead is None and len(act) > 1:
        wanted = "any"  # what becomes joint by being one act is judged by the others
    settled = [clause["settled_by"] for clause in act if "settled_by" in clause]
    return {
        **act[0],
        "lead": lead,
        "coordinating": helpers,
        "acceptance": wanted,
        "settled_by": settled[0] if settled else None,
        "also": [clause["id"] for clause in act[1:]],
    }


def _acceptance(clause: World, parties: list[str]) -> str:
    others = clause.get("coordinating", []) if clause["lead"] is not None else parties[1:]
    wanted: str = clause.get("acceptance", "any") if others else "none"
    return wanted


def by_round(act: World) -> bool:
    """Tell whether the lead opens each round itself."""
    return act["kind"] == "recurring" and "every" not in act and "rule" not in act
