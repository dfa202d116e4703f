"""Step 2: what was promised, what is owed, and what is late.

The terms hold *obligations*. Starting the agreement opens the *tasks* that the period holds: a
report every six months is two tasks, each with its due day. Other tasks come with an *occasion*:
contaminated water was reported, so there are three working days. Whoever leads a task reports
it, with evidence; whoever coordinates accepts the report or returns it. Nobody sets a task to
"late": that follows from the day one asks for.
"""

from __future__ import annotations

from pathlib import Path

from coopflow import Secretariat, load_terms

PLAN = Path(__file__).with_name("plan.yaml")


def main() -> None:
    """Run half a year of clean water."""
    with Secretariat.open("memory:", plugins=[]) as office:
        plan = office.draft(load_terms(PLAN), by="mai", at="2026-01-05").id
        office.submit(plan, "sign", by="mai", at="2026-01-05")
        office.submit(plan, "sign", by="nam", at="2026-01-05")
        office.submit(plan, "start", by="nam", at="2026-01-05")
        print("Owed from the start:")
        show(office, plan, "2026-01-05")

        office.submit(plan, "occasion", by="nam", at="2026-03-05", occasion="contamination")
        print("A school reports contaminated water on Thursday, 5 March:")
        show(office, plan, "2026-03-05", kind="triggered")

        office.submit(plan, "report", by="mai", at="2026-03-10", task="1.2/1", evidence="photos")
        office.submit(
            plan, "return", by="nam", at="2026-03-11", task="1.2/1", note="which well is it?"
        )
        print("Reported in time, but returned; asked on 11 March:")
        show(office, plan, "2026-03-11", kind="triggered")

        office.submit(plan, "report", by="mai", at="2026-03-12", task="1.2/1", evidence="photos")
        office.submit(plan, "accept", by="nam", at="2026-03-13", task="1.2/1")
        print("Reported again and accepted; that it was late stays visible:")
        show(office, plan, "2026-03-13", kind="triggered")

        late = office.tasks(plan, late=True, at="2026-07-01")
        print("Still owed and late on 1 July:", ", ".join(task.id for task in late))


def show(office: Secretariat, plan: str, at: str, *, kind: str | None = None) -> None:
    """Print the tasks as they are, judged `at` a day."""
    for task in office.tasks(plan, at=at):
        if kind in (None, task.kind):
            late = ", late" if task.late else ""
            print(f"  {task.id:6} {task.lead:8} due {task.due}  {task.state}{late}")


if __name__ == "__main__":
    main()
