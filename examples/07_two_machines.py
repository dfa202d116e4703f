"""Step 7: the lifecycle is a table, and the table is a stock state machine.

`coopflow.machine` returns a fresh `transitions.Machine` of a lifecycle, for drawing and for
whoever wants that ecosystem. It knows states and commands. Who may ask, whose consent is needed
and what becomes of the promises it does not know: that is why an agreement is never one of its
models. Here both are driven side by side, and the machine is drawn as Mermaid text. ``coopflow
diagram standard@1`` draws the table itself, with whose consent each row needs.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from transitions import MachineError

from coopflow import CommandRefused, Secretariat, load_terms, machine

PLAN = Path(__file__).with_name("plan.yaml")


def main() -> None:
    """Walk a stock machine beside an agreement, and draw the table."""
    stock = machine("standard@1")
    model = SimpleNamespace()
    stock.add_model(model)
    with Secretariat.open("memory:", plugins=[]) as office:
        plan = office.draft(load_terms(PLAN), by="mai", at="2026-01-05").id
        for command in ("start", "sign", "start"):
            try:
                model.trigger(command)
            except MachineError:
                print(f"{command}: the stock machine says no")
            try:
                office.submit(plan, command, by="mai", at="2026-01-05")
                if office.get(plan).proposals:
                    office.submit(plan, "assent", by="nam", at="2026-01-05")
            except CommandRefused as refusal:
                print(f"{command}: {refusal.reasons[0].code}")
            print(f"{command}: machine {model.state}, agreement {office.get(plan).state}")

    print()
    print("stateDiagram-v2")
    print(f"    [*] --> {stock.initial}")
    for command, event in stock.events.items():
        for rows in event.transitions.values():
            for row in rows:
                print(f"    {row.source} --> {row.dest}: {command}")


if __name__ == "__main__":
    main()
