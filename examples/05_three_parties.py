"""Step 5: three parties, a joint promise, and saying no.

What needs consent begins as a *proposal*. The first signature opens it, each party *assents*
once, and the last assent takes effect by itself. Whoever opened it may *retract* it; who does
not agree may *decline*, and where all must agree a single no is the end of it. A *joint*
obligation has no lead: any party may report it, and with ``acceptance: all`` every other one has
to accept.
"""

from __future__ import annotations

from coopflow import Secretariat, parse_terms

TERMS = """
coopflow: 1
id: flood-watch-2026
title: Flood watch
period: {start: 2026-06-01, end: 2026-11-30}
parties: [upland, delta, coast]
agencies:
  upland: {name: Upland District}
  delta: {name: Delta District}
  coast: {name: Coast District}
officers:
  ha: {name: Ha, agency: upland, may: [represent, sign]}
  linh: {name: Linh, agency: delta, may: [represent, sign]}
  son: {name: Son, agency: coast, may: [represent, sign]}
areas:
  - id: "1"
    obligations:
      - id: "1.1"
        text: Agree on one map of the flood plain.
        kind: once
        due: 2026-07-31
        joint: true
        acceptance: all
"""


def main() -> None:
    """Sign at the third attempt, then draw one map."""
    with Secretariat.open("memory:", plugins=[]) as office:
        plan = office.draft(parse_terms(TERMS), by="ha", at="2026-05-04").id

        office.submit(plan, "sign", by="ha", at="2026-05-05")
        office.submit(plan, "retract", by="ha", at="2026-05-05", note="the map was missing")
        tell(office, plan, "ha signs and retracts")

        office.submit(plan, "sign", by="ha", at="2026-05-06")
        office.submit(plan, "decline", by="son", at="2026-05-07", note="the period is too short")
        tell(office, plan, "ha signs, son declines")

        office.submit(plan, "sign", by="linh", at="2026-05-11")
        office.submit(plan, "assent", by="son", at="2026-05-12")
        tell(office, plan, "linh signs, son assents")
        office.submit(plan, "sign", by="ha", at="2026-05-13")
        tell(office, plan, "ha signs too")

        office.submit(plan, "start", by="linh", at="2026-06-01")
        office.submit(plan, "report", by="son", at="2026-07-20", task="1.1/1", evidence="map")
        for officer in ("ha", "linh"):
            office.submit(plan, "accept", by=officer, at="2026-07-24", task="1.1/1")
            (task,) = office.tasks(plan)
            print(f"accepted by {', '.join(task.accepted_by)}: {task.state}")


def tell(office: Secretariat, plan: str, what: str) -> None:
    """Print the state, and what stands open with how many assents."""
    now = office.get(plan)
    standing = [f"{each.id} with {', '.join(each.parties)}" for each in now.proposals]
    print(f"{what}: {now.state}; open: {'; '.join(standing) or 'nothing'}")


if __name__ == "__main__":
    main()
