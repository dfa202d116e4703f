"""Step 3: being refused, and asking first.

A command the rules do not allow raises `CommandRefused` and writes nothing. It brings *every*
reason at once, each with a stable code for programs and a sentence for people. Nobody has to
try in order to know: `why` explains what a command would be refused for, with the rule behind it
and what would change it, `available` returns everything an officer could do now, and both leave
the record as it is.
"""

from __future__ import annotations

from pathlib import Path

from coopflow import CommandRefused, Secretariat, load_terms, word

PLAN = Path(__file__).with_name("plan.yaml")


def main() -> None:
    """Try what is not allowed, then ask what is."""
    with Secretariat.open("memory:", plugins=[]) as office:
        plan = office.draft(load_terms(PLAN), by="mai", at="2026-01-05").id
        office.submit(plan, "sign", by="mai", at="2026-01-05")

        print("Mai signs for the other party, on a day that lies before the draft:")
        try:
            office.submit(plan, "sign", by="mai", agency="schools", at="2026-01-04")
        except CommandRefused as refusal:
            for reason, text in zip(refusal.reasons, refusal.texts, strict=True):
                print(f"  {reason.code}: {text}")

        print("Why can Nam not start it?")
        for each in office.why(plan, "start", by="nam", at="2026-01-05"):
            print(f"  {each.reason.code} {dict(each.reason.values)}")
            for remedy in each.remedies:
                print(f"  what would change it: {word(remedy)}")
                print(f"  the same in Vietnamese: {word(remedy, 'vi')}")

        print("What can Nam do?")
        for option in office.available(plan, by="nam", at="2026-01-05"):
            about = option.proposal or option.task or ""
            needs = f" (needs: {', '.join(option.needs)})" if option.needs else ""
            print(f"  {option.command} {about}{needs}".rstrip())

        before = office.get(plan).version
        print("Why can Nam not sign it?", office.why(plan, "sign", by="nam", at="2026-01-05"))
        print("Was anything written by asking?", office.get(plan).version != before)


if __name__ == "__main__":
    main()
