"""What is late: by one rule, wherever it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coopflow import Secretariat
from coopflow.runtime.pictures import stretched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow import Terms

AFTERWARDS = "2023-03-01"
REVIEW = {
    "as_of": "2022-06-20",
    "findings": [{"kind": "lesson", "text": "Begin earlier."}],
    "dispositions": {
        "1.1/1": {"as": "waive", "reason": "Nobody could travel."},
        "1.1/2": {"as": "carry"},
        "1.2/1": {"as": "unmet", "reason": "The boats were away."},
    },
}


@pytest.fixture
def renewed(url: str, terms: Terms) -> Iterator[Secretariat]:
    """A plan that waived one task in time and owned another as unmet too late, and its renewal."""
    with Secretariat.open(url, plugins=()) as office:
        office.draft(terms, by="an", at="2022-01-05")
        for command, by in (("sign", "an"), ("sign", "ba"), ("start", "an")):
            office.submit(terms.id, command, by=by, at="2022-01-05")
        office.submit(terms.id, "occasion", by="an", occasion="flood", at="2022-02-01")
        office.submit(terms.id, "review", by="an", body=REVIEW, at="2022-06-21")
        office.submit(terms.id, "assent", by="ba", at="2022-06-21")
        after = office.renew(terms.id, by="an", at="2022-06-22").id
        office.submit(after, "sign", by="an", at="2022-06-22")
        office.submit(after, "sign", by="ba", at="2022-06-22")
        yield office


class TestLate:
    """The due day is past, and by then the task was neither reported nor settled."""

    def test_what_was_settled_in_time_is_not_late_afterwards(
        self, renewed: Secretariat, terms: Terms
    ) -> None:
        """Waived or carried by its due day, it is not; settled after it, it stays late."""
        told = {
            row.id: (row.state, str(row.settled_on), row.late)
            for row in renewed.tasks(terms.id, at=AFTERWARDS)
        }

        assert {
            "1.1/1": ("waived", "2022-06-21", False),
            "1.1/2": ("carried", "2022-06-22", False),
            "1.2/1": ("unmet", "2022-06-21", True),
            "1.3/1": ("accepted", "2022-06-22", False),
        } == told

    @pytest.mark.parametrize("at", ["2022-02-04", "2022-07-01", AFTERWARDS])
    @pytest.mark.parametrize("as_of", [None, "2022-06-20"])
    def test_lists_and_timelines_agree(
        self, renewed: Secretariat, at: str, as_of: str | None
    ) -> None:
        """Of every agreement, on every day, as it is and as it stood."""
        for agreement in renewed.agreements(as_of=as_of):
            rows = renewed.tasks(agreement.id, at=at, as_of=as_of)
            drawn = stretched(renewed, agreement.id, at=at, as_of=as_of).tasks

            assert {(row.id, row.late, row.settled_on) for row in rows} == {
                (task.id, task.late, task.settled_on) for task in drawn
            }
