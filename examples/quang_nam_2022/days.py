"""What time alone did on a day, in few words: who is reminded, who is urged."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from coopflow.values.clock_events import TaskReminded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BRIEF = {
    "ban-dan-van": "Ban Dân vận",
    "ban-dan-toc": "Ban Dân tộc",
    "tinh-uy": "Tỉnh ủy",
    "ubnd-tinh": "UBND tỉnh",
}
"""What the agencies are called for short."""

FEW = 2
"""Tasks that are told by name: of more, their number."""


def reminders(events: Iterable[object]) -> Iterator[tuple[bool, str]]:
    """Yield a line for all tasks of which the same bodies hear the same.

    Args:
        events: What the clock recorded on one day.

    Yields:
        Whether they are urged, and the words.
    """
    alike: defaultdict[tuple[tuple[str, ...], TaskReminded], list[str]] = defaultdict(list)
    for each in events:
        if isinstance(each, TaskReminded):
            alike[each.to, TaskReminded(task="", rung=each.rung, due=each.due, to=())].append(
                each.task
            )
    for (to, each), tasks in alike.items():
        urged = each.rung > 0
        names = [BRIEF[body] for body in to if body in BRIEF]
        if others := len(to) - len(names):
            names.append(f"{others} {'body' if others == 1 else 'bodies'} that have it in hand")
        what = ", ".join(tasks) if len(tasks) <= FEW else f"{len(tasks)} tasks"
        verb = "urges" if urged else "reminds"
        whom = " and ".join(names)
        yield urged, f"The clock {verb} {whom}: {what} due {each.due} ({_when(each.rung)})"


def _when(rung: int) -> str:
    if rung == 0:
        return "today"
    days = f"{abs(rung)} {'day' if abs(rung) == 1 else 'days'}"
    return f"{days} late" if rung > 0 else f"in {days}"
