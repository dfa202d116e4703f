"""Step 4: the review, the next agreement, and what is carried into it.

At the end the parties *review*: findings (what went well, what did not, why, what is learnt) and
a *disposition* for every task still open: carry it, waive it, or own that it is unmet. A review
that leaves one out is refused. The successor is drafted from the old text for the next period.
When its last party signs, the old agreement is renewed and the carried tasks are owed in the new
one, in one transaction. No promise disappears.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from coopflow import CommandRefused, Secretariat, load_terms

PLAN = Path(__file__).with_name("plan.yaml")
REVIEW = {
    "as_of": "2026-12-31",
    "findings": [
        {"kind": "achievement", "text": "Half of the schools were tested.", "tasks": ["1.1/1"]},
        {"kind": "lesson", "text": "Order the test kits in January."},
    ],
    "dispositions": {
        "1.1/2": {"as": "carry", "reason": "The second round ends in February."},
        "2.1/1": {"as": "unmet", "reason": "No teacher was free for it."},
        "2.2/1": {"as": "waive", "reason": "The ministry printed one."},
    },
}


def main() -> None:
    """Close a year and open the next."""
    with Secretariat.open("memory:", plugins=[]) as office:
        old = office.draft(load_terms(PLAN), by="mai", at="2026-01-05").id
        office.submit(old, "sign", by="mai", at="2026-01-05")
        office.submit(old, "sign", by="nam", at="2026-01-05")
        office.submit(old, "start", by="nam", at="2026-01-05")
        office.submit(old, "report", by="mai", at="2026-06-20", task="1.1/1")
        office.submit(old, "accept", by="nam", at="2026-06-21", task="1.1/1")

        hasty = {**REVIEW, "dispositions": {}}
        try:
            office.submit(old, "review", by="mai", at="2027-01-11", body=hasty)
        except CommandRefused as refusal:
            print(refusal)

        office.submit(old, "review", by="mai", at="2027-01-11", body=REVIEW)
        office.submit(old, "assent", by="nam", at="2027-01-11")
        print(f"{old}: {office.get(old).state}")

        new = office.renew(old, by="mai", at="2027-01-11")
        print(f"{new.id}: {new.state}, {new.terms.period}")
        print("learnt:", "; ".join(lesson.say() for lesson in new.charter.lessons))
        office.submit(new.id, "sign", by="mai", at="2027-01-12")
        office.submit(new.id, "sign", by="nam", at="2027-01-12")
        print(f"{old}: {office.get(old).state} by {office.get(old).successor}")

        for task in office.tasks(new.id):
            print(f"owed in {new.id}: {task.id}, led by {task.lead}, due {task.due}")
        fates = Counter(task.state for task in office.tasks(old))
        print("of the old tasks:", ", ".join(f"{n} {fate}" for fate, n in sorted(fates.items())))


if __name__ == "__main__":
    main()
