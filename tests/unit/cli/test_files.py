"""A file that a command writes is written whole, or stays what it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from coopflow.cli.files import write_file


class TestWhole:
    """Whatever goes wrong, there is no half of a file."""

    @pytest.fixture
    def there(self, tmp_path: Path) -> Path:
        """A file that was there before."""
        path = tmp_path / "old.svg"
        path.write_text("old", "utf-8")
        path.chmod(0o640)
        return path

    def test_it_is_replaced(self, there: Path) -> None:
        """Who may read it stays as it was, and nothing else is left behind."""
        assert 0 == write_file(str(there), b"new")

        assert b"new" == there.read_bytes()
        assert 0o640 == there.stat().st_mode & 0o777
        assert [there] == list(there.parent.iterdir())

    def test_a_new_one_is_like_any_other(self, tmp_path: Path) -> None:
        """Who may read it is what the system says of new files."""
        (tmp_path / "usual").touch()

        assert 0 == write_file(str(tmp_path / "new"), b"new")

        assert (tmp_path / "usual").stat().st_mode == (tmp_path / "new").stat().st_mode

    def test_where_there_is_no_room_the_old_one_stays(
        self, there: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """And it is told, with nothing left behind."""

        def full(_: int) -> NoReturn:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)

        assert 5 == write_file(str(there), b"new")

        assert f"{there}: it could not be written: No space left on device\n" == (
            capsys.readouterr().err
        )
        assert b"old" == there.read_bytes()
        assert [there] == list(there.parent.iterdir())

    def test_a_link_stays_one(self, there: Path) -> None:
        """What it leads to is replaced."""
        link = there.with_name("link.svg")
        link.symlink_to(there.name)

        assert 0 == write_file(str(link), b"new")

        assert link.is_symlink()
        assert b"new" == there.read_bytes()

    def test_a_device_is_written_to(self) -> None:
        """It is never put out of its place."""
        assert 0 == write_file(os.devnull, b"new")

        assert b"" == Path(os.devnull).read_bytes()

    def test_where_nothing_may_be_made_beside_it_it_is_written_over(
        self, there: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As a file that is mounted by itself, or one in a folder that is not ours."""

        def busy(*_: object) -> NoReturn:
            raise OSError(errno.EBUSY, "Device or resource busy")

        monkeypatch.setattr(Path, "replace", busy)

        assert 0 == write_file(str(there), b"new")

        assert b"new" == there.read_bytes()

    def test_a_file_that_may_not_be_written_is_not(
        self, there: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Though its folder would let it be replaced."""
        monkeypatch.setattr(os, "access", lambda *_: False)

        assert 5 == write_file(str(there), b"new")

        assert "Permission denied" in capsys.readouterr().err
        assert b"old" == there.read_bytes()

    @pytest.mark.parametrize("name", ["none/x.svg", ".", "a\0b"])
    def test_where_there_can_be_none_it_is_told(
        self, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """In one line."""
        assert 5 == write_file(f"{tmp_path}/{name}", b"new")
        assert "it could not be written: " in capsys.readouterr().err
