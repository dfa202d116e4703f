"""One agreement that cannot be read takes nobody's inbox away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coopflow import JournalBroken, Secretariat, parse_terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPOILT = {
    "its draft": "UPDATE entries SET type = 'task.newer' WHERE stream = 'spoilt' AND version = 1",
    "its table": "UPDATE entries SET type = 'task.newer' WHERE stream LIKE ':lifecycle/%'",
}


def terms(name: str) -> dict[str, Any]:
    """Return a plan of two parties."""
    may = ["represent", "sign"]
    return {
        "coopflow": 1,
        "id": name,
        "title": name,
        "period": {"start": "2026-01-01", "end": "2026-12-31"},
        "parties": ["north", "south"],
        "agencies": {"north": {"name": "North"}, "south": {"name": "South"}},
        "officers": {
            "an": {"name": "An", "agency": "north", "may": may},
            "ba": {"name": "Ba", "agency": "south", "may": may},
        },
        "areas": [
            {
                "id": "1",
                "lead": "south",
                "obligations": [{"id": "1.1", "text": "Dig", "kind": "once"}],
            }
        ],
    }


@pytest.fixture(params=SPOILT)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Secretariat]:
    """An office with one agreement that runs, and one half signed that cannot be read any more."""
    url = f"sqlite:///{tmp_path / 'journal.db'}"
    with Secretariat.open(url, plugins=[]) as opened:
        for name in ("runs", "spoilt"):
            opened.draft(parse_terms(terms(name)), by="an", at="2026-01-02")
            opened.submit(name, "sign", by="an", at="2026-01-02")
        opened.submit("runs", "sign", by="ba", at="2026-01-02")
        opened.submit("runs", "start", by="ba", at="2026-01-02")
        journal: Any = opened._journal
        journal.write(lambda writing: writing.handle.execute(SPOILT[request.param]))
    with Secretariat.open(url, plugins=[]) as again:
        yield again


class TestUnreadable:
    """What awaits elsewhere is told, and what awaits there as it was kept."""

    @pytest.mark.parametrize("whose", [{"agency": "south"}, {"officer": "ba"}])
    def test_it_is_told_as_it_was_kept(self, office: Secretariat, whose: dict[str, Any]) -> None:
        """Whether it is to sign or to assent its table would say: it stays at the general word."""
        found = [(each.agreement, each.about, each.what) for each in office.inbox(**whose)]

        assert [("runs", "1.1/1", "report"), ("spoilt", "sign/1", "assent")] == found

    def test_asked_for_itself_it_says_what_is_wrong(self, office: Secretariat) -> None:
        """Nothing is hidden: whoever looks there is told."""
        with pytest.raises(JournalBroken):
            office.available("spoilt", by="ba")
