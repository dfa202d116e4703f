"""Many agreements, several offices, and ticks that are cut off."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import JournalUnavailable, Secretariat
from coopflow.engine.due import due
from coopflow.host import Reason
from coopflow.runtime import ticking
from tests.unit.clock.ticks import HALTING, Clock, Guest, begin, begin_halting, rungs, told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class TestMany:
    """One agreement stops no other, and no tick another."""

    def test_what_cannot_be_done_is_told_and_stops_nobody(self, tmp_path: Path) -> None:
        """A guard that no plugin offers any more; the reminders of that agreement go out."""
        url = f"sqlite:///{tmp_path / 'p.db'}"
        with Secretariat.open(url, plugins=[Guest()], lifecycles=[HALTING]) as office:
            begin_halting(office, "p1")
            begin(office, "p2")
        with Secretariat.open(url, plugins=[]) as office:
            done = office.tick("2023-03-01")
            (hindered,) = done.hindered
            again = office.tick("2023-03-01")

            assert ["p1", "p2"] == sorted(each.agreement for each in done.issued)
            assert ("p1", ["guard.missing"]) == (
                hindered.agreement,
                [each.code for each in hindered.reasons],
            )
            assert all("ok" in text for text in hindered.texts)
            assert ("open", "lapsed") == (office.get("p1").state, office.get("p2").state)
            assert (False, 1) == (bool(again), len(again.hindered))

    def test_a_guard_may_say_no(self, url: str) -> None:
        """The agreement stays until it says otherwise."""
        guest = Guest(Reason("guest.no", text="not yet"))
        with Secretariat.open(url, plugins=[guest], lifecycles=[HALTING]) as office:
            begin_halting(office)
            (hindered,) = office.tick("2023-03-01").hindered
            guest.reason = None
            office.tick("2023-03-02")

            assert ("not yet [plugin guest]",) == hindered.texts
            assert "closed" == office.get("p1").state

    def test_an_agreement_is_named_whose_record_cannot_be_read(self, tmp_path: Path) -> None:
        """The others are dealt with."""
        url = f"sqlite:///{tmp_path / 'p.db'}"
        with Secretariat.open(url, plugins=[]) as office:
            begin(office, "p1", "p2")
            with office._journal.reading() as connection:  # type: ignore[attr-defined]
                connection.execute("UPDATE entries SET data = x'7B' WHERE stream = 'p1'")
                connection.commit()
        with Secretariat.open(url, plugins=[]) as office:
            done = office.tick("2022-06-16")

            assert ["p2"] == [each.agreement for each in done.issued]
            assert [("p1", "p1")] == [
                (each.agreement, each.broken.stream) for each in done.hindered if each.broken
            ]
            assert all(each.texts for each in done.hindered)

    def test_an_error_in_one_stops_nobody(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Something nobody foresaw: it is told, others are dealt with, and it is tried again."""
        broken: list[Exception] = [LookupError("what now")]
        _fail_in(monkeypatch, "p1", broken)
        with Secretariat.open(url, plugins=[], clock=Clock()) as office:
            begin(office, "p1", "p2", "p3")
            done = office.tick("2022-06-16")
            broken.clear()
            again = office.tick("2022-06-16")

            assert ["p2", "p3"] == sorted(each.agreement for each in done.issued)
            assert [("p1", ("LookupError: what now",))] == [
                (each.agreement, each.texts) for each in done.hindered
            ]
            assert ["p1"] == [each.agreement for each in again.issued]
            assert office.verify()

    @pytest.mark.parametrize(
        "error", [JournalUnavailable("here", "the disk is full"), KeyboardInterrupt(), SystemExit()]
    )
    def test_what_is_of_no_agreement_ends_the_tick(
        self, url: str, monkeypatch: pytest.MonkeyPatch, error: BaseException
    ) -> None:
        """A journal that cannot be used, and whoever wants it all to end."""
        _fail_in(monkeypatch, "p1", [error])
        with Secretariat.open(url, plugins=[], clock=Clock()) as office:
            begin(office, "p1", "p2")

            with pytest.raises(type(error)):
                office.tick("2022-06-16")

    def test_it_goes_on_after_it_was_cut_off(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What was done stays done; the rest is done by the next: the same record as at once."""
        monkeypatch.setattr(ticking, "BATCH", 2)
        names = [f"p{number}" for number in range(5)]
        records = []
        for file, stop in (("whole.db", None), ("cut.db", 2)):
            url = f"sqlite:///{tmp_path / file}"
            with Secretariat.open(url, plugins=[], clock=Clock()) as office:
                begin(office, *names)
                seen: list[int] = []
                if stop is not None:
                    with pytest.raises(KeyboardInterrupt):
                        office.tick("2022-06-16", progress=_stopping)
                    assert 2 == len(told(office, *names))
                office.tick("2022-06-16", progress=seen.append)
                records.append([office.history(name) for name in names])

                assert seen[-1] == (5 if stop is None else 3)
        assert [[_plain(each) for each in one] for one in records[0]] == [
            [_plain(each) for each in one] for one in records[1]
        ]

    def test_an_alarm_that_was_lost_is_found(self, tmp_path: Path) -> None:
        """By `verify`; `rebuild` makes it anew. What is due is found by the index of alarms."""
        url = f"sqlite:///{tmp_path / 'p.db'}"
        with Secretariat.open(url, plugins=[], clock=Clock()) as office:
            begin(office)
            journal: Any = office._journal
            with journal.reading() as connection:
                connection.execute("UPDATE board_tasks SET alarm = NULL WHERE id = '1.1/1'")
                plan = connection.execute(
                    "EXPLAIN QUERY PLAN SELECT id FROM board_agreements"
                    " WHERE alarm IS NOT NULL AND alarm <= ? ORDER BY alarm, id",
                    ("2022",),
                ).fetchall()
            found = office.verify()
            office.rebuild()

            assert ["p1"] == [each.stream for each in found.broken]
            assert "board_due" in str(plan)
            assert office.verify()

    def test_a_tick_sees_what_others_wrote(self, tmp_path: Path) -> None:
        """Another office on the same file, between two ticks of this one."""
        url = f"sqlite:///{tmp_path / 'p.db'}"
        with (
            Secretariat.open(url, plugins=[], clock=Clock()) as one,
            Secretariat.open(url, plugins=[], clock=Clock()) as other,
        ):
            begin(one)
            one.tick("2022-06-16")
            other.submit("p1", "report", by="an", task="1.1/1", at="2022-06-20")
            other.submit("p1", "return", by="binh", task="1.1/1", at="2022-06-21")
            one.tick("2022-06-23")
            other.tick("2022-06-30")

            assert [(-14, ()), (-7, ()), (0, ())] == rungs(one)
            assert one.verify()

    def test_two_at_once_do_what_one_does(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Two offices on one file begin at the same moment; each rung is there once."""
        monkeypatch.setattr(ticking, "BATCH", 3)
        url = f"sqlite:///{tmp_path / 'p.db'}"
        names = [f"p{number:02}" for number in range(12)]
        with Secretariat.open(url, plugins=[]) as office:
            begin(office, *names)
        ready, done = threading.Barrier(2), []

        def run() -> None:
            with Secretariat.open(url, plugins=[]) as own:
                ready.wait()
                done.append(own.tick("2022-06-23"))

        threads = [threading.Thread(target=run) for _ in range(2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        with Secretariat.open(url, plugins=[]) as office:
            found = told(office, *names)

            assert names == sorted(e.agreement for each in done for e in each.issued)
            assert names == [stream for stream, _, _ in found]
            assert {(-7, (-14,))} == {(event.rung, event.skipped) for _, _, event in found}
            assert office.verify()


def _stopping(_: int) -> None:
    raise KeyboardInterrupt


def _plain(each: Any) -> Any:
    return each.stream, each.version, each.at, each.by, each.event


def _fail_in(monkeypatch: pytest.MonkeyPatch, name: str, errors: Sequence[BaseException]) -> None:
    """Let what is due in one agreement raise the first of `errors`, as long as there are any."""

    def failing(rules: Any, view: Any, at: Any, tasks: Any) -> Any:
        if errors and view.agreement.id == name:
            raise errors[0]
        return due(rules, view, at, tasks)

    monkeypatch.setattr("coopflow.runtime.ticking.due", failing)
