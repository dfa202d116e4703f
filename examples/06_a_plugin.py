"""Step 6: an agency's own rules, in a plugin.

A plugin is an object or a module with hooks. Each hook is asked once, when the secretariat is
opened, and returns values. A *responsibility* is one agency's part in named obligations: which
evidence it demands of itself, what it checks before it accepts. A *guard* is a condition on a
command. Both can forbid more than the library does; nothing can allow more. Who objected, and on
what grounds, stands in the reason. Instants are in UTC, so a check that goes by days asks for the
day where the agreement is (`day_of`).
"""

from __future__ import annotations

from pathlib import Path

from coopflow import CommandRefused, Secretariat, load_terms
from coopflow.host import Guard, Question, Reason, Responsibility, day_of, hookimpl

PLAN = Path(__file__).with_name("plan.yaml")


class WaterRules:
    """What the Water Authority asks of itself, and of the review."""

    __version__ = "1.0"

    @hookimpl
    def coopflow_responsibilities(self) -> tuple[Responsibility, ...]:
        """Report a test only with the laboratory's report."""
        duty = Responsibility(
            agency="water",
            scope="clean-water-2026",
            obligations=("1.1",),
            evidence=("laboratory-report",),
            source="Water Authority, rules of procedure, section 4",
        )
        return (duty,)

    @hookimpl
    def coopflow_guards(self) -> tuple[Guard, ...]:
        """Start only on a working day."""
        guard = Guard(name="water.working-day", check=on_a_working_day, commands=("start",))
        return (guard,)


def on_a_working_day(question: Question) -> Reason | None:
    """Refuse a command given on a Saturday or a Sunday."""
    day = day_of(question.command.at, question.agreement.terms.time_zone)
    if day.weekday() < 5:  # noqa: PLR2004 - Monday to Friday
        return None
    return Reason(
        "water.closed",
        (("day", str(day)),),
        text=f"the authority is closed on {day:%A}s: come back on Monday",
        source="Water Authority, opening hours",
    )


def main() -> None:
    """Be refused by the plugin, do as it says, and be accepted."""
    with Secretariat.open("memory:", plugins=[WaterRules()]) as office:
        plan = office.draft(load_terms(PLAN), by="mai", at="2026-01-05").id
        office.submit(plan, "sign", by="mai", at="2026-01-05")
        office.submit(plan, "sign", by="nam", at="2026-01-05")
        attempt(office, plan, "start", by="nam", at="2026-01-10")
        attempt(office, plan, "start", by="nam", at="2026-01-12")
        attempt(office, plan, "report", by="mai", at="2026-06-20", task="1.1/1")
        attempt(
            office,
            plan,
            "report",
            by="mai",
            at="2026-06-20",
            task="1.1/1",
            evidence="laboratory-report: 40 schools, June",
        )


def attempt(office: Secretariat, plan: str, command: str, *, at: str, **said: str) -> None:
    """Submit a command, and print what came of it."""
    try:
        office.submit(plan, command, at=at, **said)
    except CommandRefused as refusal:
        print(f"{at} {command}: {refusal}")
    else:
        print(f"{at} {command}: done")


if __name__ == "__main__":
    main()
