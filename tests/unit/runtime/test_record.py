"""The record: what is verified, what is made anew, and writers that meet."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from coopflow import JournalMissing, JournalUnavailable, Secretariat
from coopflow.host.manager import build_host
from coopflow.journal.url import open_journal
from coopflow.runtime.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coopflow import Terms


@pytest.fixture
def file(tmp_path: Path, start: Callable[[Secretariat], None]) -> Path:
    """A journal on disk, closed, with a plan that is executing."""
    path = tmp_path / "plan.db"
    with Secretariat.open(f"sqlite:///{path}", plugins=[]) as office:
        start(office)
    return path


def _change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


class TestVerify:
    """Verifying recomputes the chain, the events and the lists made from them."""

    def test_what_was_written_is_whole(
        self, office: Secretariat, start: Callable[[Secretariat], None]
    ) -> None:
        """It counts what it recomputed."""
        start(office)
        found = office.verify()

        assert found
        assert 3 == found.streams
        assert office.get("plan-2022").version == office.verify("plan-2022").entries

    @pytest.mark.parametrize(
        ("statement", "stream", "version"),
        [
            (
                "UPDATE entries SET by = 'xx' WHERE stream = 'plan-2022' AND version = 4",
                "plan-2022",
                4,
            ),
            (
                "UPDATE entries SET at = '2022' WHERE stream = 'plan-2022' AND version = 2",
                "plan-2022",
                2,
            ),
            ("DELETE FROM entries WHERE stream = 'plan-2022' AND version = 3", "plan-2022", 3),
            ("DELETE FROM entries WHERE stream = 'plan-2022' AND version > 6", "plan-2022", 7),
            ("DELETE FROM entries WHERE stream = 'plan-2022'", "plan-2022", 1),
            ("UPDATE board_tasks SET state = 'accepted' WHERE id = '1.1/1'", "plan-2022", None),
            ("DELETE FROM board_involved WHERE agency = 'south'", "plan-2022", None),
            ("UPDATE board_agreements SET state = 'renewed'", "plan-2022", None),
        ],
    )
    def test_a_change_by_hand_is_found(
        self, file: Path, statement: str, stream: str, version: int | None
    ) -> None:
        """It names the agreement and the first entry that does not hold."""
        _change(file, statement)
        with Secretariat.open(f"sqlite:///{file}", plugins=[]) as office:
            broken = office.verify().broken

        assert (stream, version) == (broken[0].stream, broken[0].version)

    def test_lists_changed_by_hand_are_made_anew(self, file: Path) -> None:
        """The journal holds; what is made from it can be made again."""
        _change(file, "UPDATE board_tasks SET lead = 'south'")
        with Secretariat.open(f"sqlite:///{file}", plugins=[]) as office:
            office.rebuild()

            assert office.verify()
            assert {"north"} == {row.lead for row in office.tasks()}

    def test_a_file_without_its_lists_gets_them_when_opened(self, file: Path) -> None:
        """A board of another edition is no board."""
        _change(file, "DROP TABLE board_edition")
        with Secretariat.open(f"sqlite:///{file}", plugins=[]) as office:
            assert office.verify()

    def test_reading_begins_no_journal(self, tmp_path: Path) -> None:
        """Where there is none, that is said."""
        with pytest.raises(JournalMissing):
            Secretariat.open(f"sqlite:///{tmp_path / 'none.db'}", plugins=[], create=False)

        assert [] == list(tmp_path.iterdir())


class TestWriters:
    """Whoever comes second reads again and retries; nothing is lost and nothing is doubled."""

    def test_threads_share_an_office(
        self, office: Secretariat, start: Callable[[Secretariat], None]
    ) -> None:
        """Forty occasions from eight threads open forty tasks."""
        start(office)

        def flood(_: int) -> None:
            office.submit("plan-2022", "occasion", by="ba", at="2022-02-01", occasion="flood")

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(flood, range(40)))

        floods = [row.id for row in office.tasks() if row.obligation == "1.2"]
        assert [f"1.2/{n}" for n in range(1, 41)] == floods
        assert office.verify()

    def test_two_offices_share_a_file(self, file: Path) -> None:
        """Each sees what the other wrote, and both write in turn."""
        url = f"sqlite:///{file}"
        with Secretariat.open(url, plugins=[]) as one, Secretariat.open(url, plugins=[]) as two:
            offices = [one, two] * 20

            def flood(office: Secretariat) -> None:
                office.submit("plan-2022", "occasion", by="ba", at="2022-02-01", occasion="flood")

            with ThreadPoolExecutor(4) as pool:
                list(pool.map(flood, offices))

            assert one.get("plan-2022") == two.get("plan-2022")
            assert one.tasks() == two.tasks()
            assert one.verify()

    def test_two_offices_share_a_journal(self, file: Path) -> None:
        """What one remembers of it is true after the other has written, too."""
        journal = open_journal(f"sqlite:///{file}")
        host = build_host((), "0")
        one, two = (Secretariat(journal, host, SystemClock()) for _ in range(2))
        for office in (one, two, two, one):
            office.submit("plan-2022", "occasion", by="ba", at="2022-02-01", occasion="flood")

        assert ["1.2/1", "1.2/2", "1.2/3", "1.2/4"] == [
            row.id for row in one.tasks() if row.obligation == "1.2"
        ]
        assert one.get("plan-2022") == two.get("plan-2022")
        assert one.verify()
        one.close()

    def test_what_did_not_become_final_is_forgotten(self, file: Path) -> None:
        """After a commit that failed, all is as before, and the next command counts from there."""
        journal = open_journal(f"sqlite:///{file}")
        office = Secretariat(journal, build_host((), "0"), SystemClock())
        flood = {"by": "ba", "at": "2022-02-01", "occasion": "flood"}
        office.submit("plan-2022", "occasion", **flood)
        before = office.get("plan-2022")

        def limit(pages: int) -> None:
            journal.write(lambda it: it.handle.execute(f"PRAGMA max_page_count = {pages}"))

        limit(1)
        for _ in range(2):
            with pytest.raises(JournalUnavailable, match="full"):
                office.submit("plan-2022", "occasion", **flood, note="x" * 9_000)
        assert before == office.get("plan-2022")

        limit(100_000)
        office.submit("plan-2022", "occasion", **flood)

        assert "1.2/2" in [row.id for row in office.tasks()]
        assert before.version + 2 == office.get("plan-2022").version
        assert office.verify()
        office.close()


class TestReading:
    """Lists and questions answer from the journal's end."""

    def test_an_occasion_is_due_within_its_days(
        self, office: Secretariat, start: Callable[[Secretariat], None]
    ) -> None:
        """On 1 March within 3 days is due on 4 March, and late on the 5th."""
        start(office)
        office.submit("plan-2022", "occasion", by="ba", at="2022-03-01", occasion="flood")
        late = [office.tasks(late=True, at=day) for day in ("2022-03-04", "2022-03-05")]

        assert [[], ["1.2/1"]] == [[row.id for row in rows] for rows in late]

    @pytest.mark.parametrize(
        ("signed", "opened"), [("2022-06-30", ["1.1/1", "1.1/2"]), ("2022-07-01", ["1.1/1"])]
    )
    def test_an_interval_is_skipped_only_when_it_is_over(
        self, office: Secretariat, terms: Terms, signed: str, opened: list[str]
    ) -> None:
        """One that ends on the day of the signature can still be kept."""
        office.draft(terms, by="an", at=signed)
        for by in ("an", "ba"):
            office.submit("plan-2022", "sign", by=by, at=signed)
        office.submit("plan-2022", "start", by="an", at=signed)
        skipped = [each.type for each in office.history("plan-2022")].count("task.skipped")

        assert opened == [row.id for row in office.tasks() if row.obligation == "1.1"]
        assert 2 - len(opened) == skipped

    def test_tasks_are_found_by_agency(
        self, office: Secretariat, start: Callable[[Secretariat], None]
    ) -> None:
        """Those it leads and those it coordinates."""
        start(office)

        assert ["1.1/1", "1.1/2"] == [row.id for row in office.tasks(agency="south")]
        assert ["1.1/1", "1.1/2", "1.3/1"] == [row.id for row in office.tasks(agency="north")]

    def test_why_and_available_write_nothing(
        self, office: Secretariat, start: Callable[[Secretariat], None]
    ) -> None:
        """They are decide, asked."""
        start(office)
        version = office.get("plan-2022").version
        told = office.why("plan-2022", "review", by="an")
        options = {option.command for option in office.available("plan-2022", by="an")}

        assert ["body.missing", "disposition.missing"] == [each.reason.code for each in told]
        assert {"review", "suspend", "report", "occasion", "assign", "meeting"} == options
        assert version == office.get("plan-2022").version
