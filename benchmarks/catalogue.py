"""Every work there is, in the order of the table."""

from __future__ import annotations

WORKS = {
    "deciding": "decide and evolve in memory",
    "durable": "commands that are on the disk: one caller, eight threads",
    "syncing": "how often the disk is waited for",
    "replaying": "a long stream to a state",
    "appending": "one more command on a long stream",
    "overdue": "the overdue page and the inbox among very many tasks",
    "ticking": "a tick among very many tasks",
    "remembering": "memory of agreements, and making many",
    "importing": "what importing costs",
}
"""What each is about; its module is the one of that name in `benchmarks.works`."""
