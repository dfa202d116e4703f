"""Step 8: the record, and asking twice.

A caller whose connection broke cannot know whether the command arrived. With a *key* it may ask
again: the same key and command have one effect, and with another command the key is refused.
Everything that happened stands in the journal: who did what, when it happened (`at`) and when it
was recorded. Here the journal is a file; opened again it tells the same, and `verify` recomputes
every digest of it.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from coopflow import CommandRefused, Secretariat, load_terms

PLAN = Path(__file__).with_name("plan.yaml")


def main() -> None:
    """Sign twice with one key, then read the record from the file."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'office.db'}"
        with Secretariat.open(url, plugins=[]) as office:
            plan = office.draft(load_terms(PLAN), by="mai", at="2026-01-05").id
            first = office.submit(plan, "sign", by="mai", at="2026-01-05", key="mail-17")
            again = office.submit(plan, "sign", by="mai", at="2026-01-05", key="mail-17")
            print(f"asked twice, recorded once: {first == again}")
            try:
                office.submit(plan, "withdraw", by="mai", at="2026-01-05", key="mail-17")
            except CommandRefused as refusal:
                print(refusal)

        with Secretariat.open(url, plugins=[], create=False) as office:
            for entry in office.history(plan):
                told = {
                    "version": entry.version,
                    "at": entry.at.isoformat(),
                    "type": entry.type,
                    "by": entry.by,
                    "key": entry.key,
                }
                print(json.dumps(told))
            found = office.verify()
            print(f"{found.streams} streams, {found.entries} entries, whole: {bool(found)}")


if __name__ == "__main__":
    main()
