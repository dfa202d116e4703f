"""Where a journal is, written as a URL."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from coopflow.errors import JournalMissing
from coopflow.journal.memory import MemoryJournal
from coopflow.journal.url import open_journal
from coopflow.testing.journal_writing import append, write

if TYPE_CHECKING:
    from pathlib import Path


class TestOpenJournal:
    """Three forms are known, and every other is told which they are."""

    def test_memory(self) -> None:
        """Each opening begins a journal of its own."""
        journal = open_journal("memory:")

        assert isinstance(journal, MemoryJournal)
        assert "memory:" == journal.url

    def test_an_absolute_path_has_four_slashes(self, tmp_path: Path) -> None:
        """The path begins with the fourth."""
        url = f"sqlite:///{tmp_path}/plan.db"
        with closing(open_journal(url)) as journal:
            assert url == journal.url
            assert (tmp_path / "plan.db").is_file()

    def test_a_relative_path_has_three(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is relative to where the process is when it opens the journal, and only then."""
        monkeypatch.chdir(tmp_path)
        with closing(open_journal("sqlite:///plan.db")) as journal:
            monkeypatch.chdir("/")
            write(journal, append("a", 0))

            assert () == journal.verify()
            assert "sqlite:///plan.db" == journal.url
            assert (tmp_path / "plan.db").is_file()

    @pytest.mark.parametrize("name", ["kế hoạch 2022.db", "50%25.db", "a?mode=ro#b.db", ":memory:"])
    def test_a_path_is_taken_letter_by_letter(self, tmp_path: Path, name: str) -> None:
        """Nothing in a name means anything but itself."""
        with closing(open_journal(f"sqlite:///{tmp_path}/{name}")):
            assert (tmp_path / name).is_file()

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "memory",
            "memory:x",
            "plan.db",
            "sqlite:plan.db",
            "sqlite://plan.db",
            "sqlite:///",
            "sqlite:///:memory:",
            "sqlite:///a\0b",
            "postgres://db/plan",
        ],
    )
    def test_other_forms_are_refused(self, url: str) -> None:
        """The answer shows the forms that are known."""
        with pytest.raises(ValueError, match=r"sqlite:///relative\.db"):
            open_journal(url)

    def test_nothing_is_made_where_nothing_is_to_be_made(self, tmp_path: Path) -> None:
        """Looking for a journal leaves no file behind."""
        url = f"sqlite:///{tmp_path}/plan.db"

        with pytest.raises(JournalMissing) as caught:
            open_journal(url, create=False)

        assert url == caught.value.url
        assert [] == list(tmp_path.iterdir())

    def test_sqlite_is_loaded_for_sqlite_only(self) -> None:
        """Who keeps a journal in memory does not wait for a driver."""
        program = (
            "import sys; from coopflow.journal.url import open_journal; open_journal('memory:'); "
            "print('sqlite3' in sys.modules)"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True
        )

        assert "False" == done.stdout.strip()
