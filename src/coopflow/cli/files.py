"""Files that commands write: whole, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from coopflow.cli.errors import DONE, UNWRITTEN
from coopflow.cli.text import complain

_NOTHING_BESIDE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}
"""What a system says where a file may be written, and none beside it made or put in its place."""


def write_file(path: str, made: bytes) -> int:
    """Write a file, and return the exit code; why it could not be written is told on stderr.

    What was there stays until all of the new is on the disk.

    Args:
        path: Where, as it was typed.
        made: What belongs there.
    """
    try:
        _put(Path(path), made)
    except (OSError, ValueError) as error:  # ValueError: a path no system takes
        complain(f"{path}: it could not be written: {getattr(error, 'strerror', None) or error}")
        return UNWRITTEN
    return DONE


def _put(path: Path, made: bytes) -> None:
    if path.exists() and not path.is_file():  # a pipe or a device has nothing to lose
        path.write_bytes(made)
        return
    there = Path(os.path.realpath(path))  # a link stays one
    if there.exists() and not os.access(there, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    try:
        _replace(there, made)
    except OSError as error:
        if error.errno not in _NOTHING_BESIDE or not there.exists():
            raise
        there.write_bytes(made)


def _replace(path: Path, made: bytes) -> None:
    """Write beside `path`, and put that in its place in one step."""
    with TemporaryDirectory(dir=path.parent, prefix=".coopflow-") as beside:
        part = Path(beside, "part")
        with part.open("xb") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
