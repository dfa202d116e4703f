"""Step 1: an agreement, and two who sign it.

What is signed is a text: who takes part, for how long, who promises what. It is YAML, read and
checked as a whole before anything happens. The *secretariat* keeps the record. An agreement
begins as a draft; it is signed once every party has signed, and every party has signed the very
same text: each signature is bound to its digest.
"""

from __future__ import annotations

from coopflow import Secretariat, parse_terms

TERMS = """
coopflow: 1
id: clean-beach-2026
title: {en: A clean beach, vi: Bãi biển sạch}
period: {start: 2026-01-01, end: 2026-12-31}
parties: [harbour, town]
agencies:
  harbour: {name: Harbour Office}
  town: {name: Town Hall}
officers:
  lan: {name: Lan, agency: harbour, may: [sign]}
  minh: {name: Minh, agency: town, may: [sign]}
areas:
  - id: "1"
    obligations:
      - id: "1.1"
        text: Clear the beach of waste.
        kind: continuous
        lead: town
        coordinating: [harbour]
"""


def main() -> None:
    """Draft, sign, and sign again in another name."""
    terms = parse_terms(TERMS)
    with Secretariat.open("memory:", plugins=[]) as office:
        plan = office.draft(terms, by="lan", at="2026-01-05")
        print(f"{plan.id}: {plan.state}")

        office.submit(plan.id, "sign", by="lan", at="2026-01-06")
        plan = office.get(plan.id)
        (proposal,) = plan.proposals
        signed = ", ".join(proposal.parties)
        print(f"{plan.id}: {plan.state}, signed by {signed}")

        office.submit(plan.id, "sign", by="minh", at="2026-01-08")
        plan = office.get(plan.id)
        print(f"{plan.id}: {plan.state}")
        print(f"bound to the text they both signed: {plan.charter.bound == proposal.digest}")


if __name__ == "__main__":
    main()
