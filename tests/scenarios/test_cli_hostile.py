"""Hostile calls of the real command: an exit code and a sentence, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

TERMS = """\
coopflow: 1
id: mini
title: Mini
period: {start: 2022-01-01, end: 2022-12-31}
parties: [a, b]
agencies: {a: {name: A}, b: {name: B}}
officers:
  ann: {name: Ann, agency: a, may: [sign]}
  bob: {name: Bob, agency: b, may: [sign]}
areas: [{id: x, lead: a, obligations: [{id: x1, text: One, kind: once}]}]
"""
CALLS: dict[str, tuple[str, int]] = {
    "a binary file": ("coopflow check binary.yaml", 1),
    "an empty file": ("coopflow check empty.yaml", 1),
    "half a file": ("coopflow check half.yaml", 1),
    "a file of aliases": ("coopflow check aliases.yaml", 1),
    "a deep file": ("coopflow check deep.yaml", 1),
    "a directory for a file": ("coopflow check folder", 2),
    "a device for a file": ("coopflow check /dev/zero", 1),
    "no file": ("coopflow draft none.yaml --as ann", 2),
    "a name of no length": ("coopflow draft mini.yaml --as ''", 3),
    "an endless name": (f"coopflow show {'x' * 100_000}", 3),
    "a name with escapes": ("coopflow show \"$(printf '\\033]0;x\\007')\"", 3),
    "a name of half letters": ("coopflow show \"$(printf '\\377\\376')\"", 2),
    "a body of bytes": ("coopflow revise mini --as ann --with binary.yaml", 1),
    "a body of nothing": ("coopflow review mini --as ann --with empty.yaml", 1),
    "no body": ("coopflow revise mini --as ann", 3),
    "a word for an instant": ("coopflow sign mini --as ann --at tomorrow", 2),
    "a day before the calendar": ("coopflow sign mini --as ann --at 0000-00-00", 2),
    "an instant outside it": ("coopflow sign mini --as ann --at 9999-12-31T23:59-12:00", 2),
    "no key": ("coopflow sign mini --as ann --set =", 2),
    "a key of blanks": ("coopflow sign mini --as ann --key ' '", 3),
    "text for a journal": ("coopflow list --db sqlite:///half.yaml", 4),
    "bytes for a journal": ("coopflow verify --db sqlite:///binary.yaml", 4),
    "a directory for a journal": ("coopflow list --db sqlite:///folder", 5),
    "no directory for a journal": ("coopflow draft mini.yaml --as ann --db sqlite:///none/x.db", 5),
    "a journal of another kind": ("coopflow list --db postgres://x", 2),
    "a journal without a name": ("coopflow list --db ''", 0),
    "a closed stdout": ("coopflow list >&-", 0),
    "both closed": ("coopflow show other >&- 2>&-", 3),
    "a reader that left": (
        "{ coopflow show mini --json --terms; echo $? >code; } | true; exit $(cat code)",
        141,
    ),
    "a narrow screen": ("coopflow show mini", 0),
    "an unknown plugin": ("coopflow list", 2),
    "another alphabet": ("coopflow show mini", 0),
}
SETTINGS = {
    "a narrow screen": {"COLUMNS": "0"},
    "an unknown plugin": {"COOPFLOW_PLUGINS": "nobody"},
    "another alphabet": {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an agreement, and with much that is none."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "mini.yaml").write_text(TERMS, "utf-8")
    (folder / "binary.yaml").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.yaml").write_bytes(b"")
    (folder / "half.yaml").write_text(TERMS[:150], "utf-8")
    (folder / "aliases.yaml").write_text(
        "a: &a [x, x]\n" + "".join(
            f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
            for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        ),
        "utf-8",
    )  # fmt: skip
    (folder / "deep.yaml").write_text("[" * 5000, "utf-8")
    (folder / "folder").mkdir()
    assert 0 == _call(folder, "coopflow draft mini.yaml --as ann --at 2022-01-03", {}).returncode
    return folder


def _call(folder: Path, line: str, settings: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Call the command as a shell does, for only a shell can close what it writes to."""
    script = 'coopflow() { "$PYTHON" -m coopflow "$@"; }\n'
    return subprocess.run(
        ["/bin/sh", "-c", script + line],
        check=False,
        capture_output=True,
        cwd=folder,
        env=os.environ | {"PYTHON": sys.executable, "COOPFLOW_PLUGINS": "none"} | settings,
    )


class TestHostile:
    """No traceback reaches a user."""

    @pytest.mark.parametrize("name", CALLS)
    def test_it_ends_with_a_code_and_a_sentence(self, folder: Path, name: str) -> None:
        """Whatever is typed, whatever lies in the file."""
        line, code = CALLS[name]

        answer = _call(folder, line, SETTINGS.get(name, {}))
        said = answer.stdout + answer.stderr

        assert code == answer.returncode, said[-500:]
        assert b"Traceback" not in said
        assert b"Exception ignored" not in said
        assert b"\x1b" not in said
        assert len(said) < 10_000

    def test_nothing_of_it_was_written(self, folder: Path) -> None:
        """The agreement is as it was drafted."""
        answer = _call(folder, "coopflow verify mini", {})

        assert b"whole: 1 stream, 1 entry\n" == answer.stdout
