"""Long lists come in pages, and long streams are opened from a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Secretariat
from coopflow.projections.snapshots import EVERY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coopflow import Terms
    from coopflow.projections.rows import TaskRow

FLOOD = {"by": "ba", "occasion": "flood"}


def order(row: TaskRow) -> tuple[bool, str, str, str]:
    """Put tasks in the order of pages: by due day, undated ones last."""
    return row.due is None, str(row.due), row.agreement, row.id


def pages(office: Secretariat, size: int, **wanted: Any) -> list[TaskRow]:
    """Read a list page by page."""
    found: list[TaskRow] = []
    while page := office.tasks(**wanted, limit=size, after=found[-1] if found else None):
        found += page
    return found


@pytest.fixture
def busy(office: Secretariat, start: Callable[[Secretariat], None]) -> Secretariat:
    """Give an office with tasks of many days, some of them reported and settled."""
    start(office)
    for day in range(1, 13):
        office.submit("plan-2022", "occasion", at=f"2022-02-{day:02}", **FLOOD)
    for n in (1, 4):
        office.submit("plan-2022", "report", by="an", task=f"1.2/{n}", at=f"2022-02-{n + 12}")
    return office


def change(office: Secretariat, statement: str) -> None:
    """Change what lies in the file beside the entries."""
    office._journal.write(lambda it: it.handle.execute(statement))


class TestPages:
    """Pages one after the other hold what the whole list holds, most urgent first."""

    @pytest.mark.parametrize("size", [1, 3, 100])
    @pytest.mark.parametrize(
        "wanted",
        [
            {},
            {"agreement": "plan-2022", "open_only": True},
            {"agency": "north"},
            {"late": True, "at": "2022-02-10"},
            {"late": True, "at": "2022-12-31", "agency": "south"},
        ],
        ids=str,
    )
    def test_pages_hold_the_list(
        self, busy: Secretariat, size: int, wanted: dict[str, Any]
    ) -> None:
        """Nothing is missing and nothing comes twice, whatever is asked for."""
        whole = sorted(busy.tasks(**wanted), key=order)

        assert whole
        assert whole == pages(busy, size, **wanted)
        assert [row.late for row in whole] == [row.late for row in pages(busy, size, **wanted)]

    def test_a_page_is_full_where_days_begin_later(
        self, office: Secretariat, terms: Terms, start: Callable[[Secretariat], None]
    ) -> None:
        """What is late elsewhere and not yet here takes up no room of a page."""
        start(office)
        office.submit("plan-2022", "occasion", at="2022-02-01", **FLOOD)
        late = office.tasks(late=True, limit=1, at="2022-02-05T00:00+14:00")
        later = office.tasks(late=True, limit=1, at="2022-02-05T23:59-12:00")

        assert terms.time_zone == later[0].time_zone
        assert ([], ["1.2/1"]) == ([row.id for row in late], [row.id for row in later])

    @pytest.mark.parametrize("size", [0, -1])
    def test_a_page_has_a_size(self, busy: Secretariat, size: int) -> None:
        """And what follows a row can only be asked for page by page."""
        (row, *_) = busy.tasks()

        with pytest.raises(ValueError, match="1 or more"):
            busy.tasks(limit=size)
        with pytest.raises(ValueError, match="goes with a limit"):
            busy.tasks(after=row)


class TestSnapshots:
    """However long its stream is, an agreement is what the whole of it tells."""

    def test_a_long_stream_is_opened_as_it_was(
        self, tmp_path: Path, start: Callable[[Secretariat], None]
    ) -> None:
        """With a snapshot, without one, and with one that cannot be read."""
        url = f"sqlite:///{tmp_path}/plan.db"
        with Secretariat.open(url, plugins=[]) as office:
            start(office)
            for _ in range(EVERY // 2 + 5):
                office.submit("plan-2022", "occasion", **FLOOD)
            now, history = office.get("plan-2022"), office.history("plan-2022")

        def again(change: str) -> Secretariat:
            office = Secretariat.open(url, plugins=[], create=False)
            office._journal.write(lambda it: it.handle.execute(change))
            return office

        for change in ("SELECT 1", "UPDATE board_snapshots SET data = x'7b'",
                       "DELETE FROM board_snapshots"):  # fmt: skip
            with again(change) as office:
                assert now == office.get("plan-2022")
                assert history == office.history("plan-2022")
                assert office.verify()

    def test_a_snapshot_that_says_otherwise_is_found(
        self, tmp_path: Path, start: Callable[[Secretariat], None]
    ) -> None:
        """Verifying compares it with the journal; making the lists anew mends it."""
        with Secretariat.open(f"sqlite:///{tmp_path}/plan.db", plugins=[]) as office:
            start(office)
            for _ in range(EVERY):
                office.submit("plan-2022", "occasion", **FLOOD)
            otherwise = "CAST(replace(data, 'Asia/', 'Xsia/') AS BLOB)"
            change(office, f"UPDATE board_snapshots SET data = {otherwise}")  # noqa: S608 - our own
            broken = office.verify().broken
            office.rebuild()

            assert ["plan-2022"] == [each.stream for each in broken]
            assert "snapshot" in str(broken[0])
            assert office.verify()

    def test_a_board_of_another_edition_is_made_anew(
        self, tmp_path: Path, terms: Terms, start: Callable[[Secretariat], None]
    ) -> None:
        """Lists hold nothing of their own."""
        url = f"sqlite:///{tmp_path}/plan.db"
        with Secretariat.open(url, plugins=[]) as office:
            start(office)
            rows = office.tasks()
            for table in ("snapshots", "tasks"):
                change(office, f"DROP TABLE board_{table}")
            change(office, "UPDATE board_edition SET edition = 1")
        with Secretariat.open(url, plugins=[]) as office:
            assert rows == office.tasks()
            assert terms.id in {row.id for row in office.agreements()}

    def test_a_snapshot_beyond_the_end_is_no_memory(
        self, tmp_path: Path, start: Callable[[Secretariat], None]
    ) -> None:
        """Where the end of a stream was cut off, the journal is what holds, and it shows."""
        url = f"sqlite:///{tmp_path}/plan.db"
        with Secretariat.open(url, plugins=[]) as office:
            start(office)
            for _ in range(EVERY // 2 + 5):
                office.submit("plan-2022", "occasion", **FLOOD)
            change(office, "DELETE FROM entries WHERE stream = 'plan-2022' AND version > 9")
        with Secretariat.open(url, plugins=[], create=False) as office:
            assert 9 == office.get("plan-2022").version
            assert not office.verify()


class TestVerifying:
    """What is on its way while one looks is no damage."""

    def test_a_command_meanwhile_is_none(
        self,
        office: Secretariat,
        start: Callable[[Secretariat], None],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Even where it is written between one look and the next."""
        start(office)
        looks = type(office._board).agreements

        def look(board: object) -> tuple[object, ...]:
            rows: tuple[object, ...] = looks(board)  # type: ignore[arg-type]  # it is one
            if not written:
                written.append(office.submit("plan-2022", "occasion", **FLOOD))
            return rows

        written: list[object] = []
        monkeypatch.setattr(type(office._board), "agreements", look)

        assert office.verify()
        assert written
