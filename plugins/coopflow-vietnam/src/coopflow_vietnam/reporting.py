"""The reporting calendar of State administrative bodies: books close on the 14th."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from datetime import date

    from coopflow.host import Period

_CUT_OFF = 14
_SHORTEST_MONTH = 28


@frozen(kw_only=True)
class StateReporting:
    """Months, quarters, half-years, nine months and years close on the 14th of their last month.

    The next interval begins on the 15th. Intervals shorter than a month are none that the decree
    speaks of, and close with their end. A Party body is not bound by it.

    Source:
        Nghị định 09/2019/NĐ-CP, Article 12 (periods of regular reports).
    """

    name: str = "nd-09-2019"

    def closes(self, interval: Period, /) -> date:
        """Return the last 14th within `interval`; its last day where there is none."""
        if (interval.end - interval.start).days + 1 < _SHORTEST_MONTH:
            return interval.end
        last = interval.end.replace(day=_CUT_OFF)
        if last > interval.end:
            last = (last.replace(day=1) - timedelta(days=1)).replace(day=_CUT_OFF)
        return last if last in interval else interval.end
