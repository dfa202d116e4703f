"""About ourselves: what the documentation shows is so."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coopflow.cli import main
from coopflow.cli.app import EPILOGUE

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")

WORDS = """
    agency officer capacity terms area obligation task occasion source lifecycle edition state
    transition guard command event proposal assent assignment finding disposition journal entry
    position stream version projection reason problem error secretariat host plugin contribution
"""
VIETNAMESE = ("chủ trì", "phối hợp", "sơ kết", "tổng kết", "giao ban", "đôn đốc", "minh chứng")
COMMANDS = """
    check draft do sign start report accept occasion review renew why available list show tasks
    log verify diagram plugins demo run reactions retry inbox
"""
ROW = re.compile(r"^│\s+([a-z][a-z-]*)\s+(\S.*?)\s*│$", re.MULTILINE)


def _blocks(page: Path) -> list[str]:
    return BLOCK.findall(page.read_text("utf-8"))


def _heads(page: Path) -> str:
    """What a glossary explains: its headings, bold words and first cells, in lower case."""
    text = page.read_text("utf-8")
    heads = re.findall(r"^#+ (.+)$|\*\*(.+?)\*\*|^\| *([^|]+?) *\|", text, re.MULTILINE)
    return "\n".join("".join(head) for head in heads).lower()


def _help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int | str | None, str]:
    """Run the command line for its help: its exit code, and what it printed."""
    monkeypatch.setattr(sys, "argv", ["coopflow", *words, "--help"])
    monkeypatch.setenv("COLUMNS", "120")
    code: int | str | None = 0
    try:
        main()
    except SystemExit as exit_:
        code = exit_.code or 0
    return code, capsys.readouterr().out


class TestPages:
    """A reader may copy what a page shows and follow where it points."""

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_every_python_block_compiles(self, page: Path) -> None:
        """A block that is not Python teaches nobody."""
        for block in _blocks(page):
            compile(block, str(page), "exec")

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_every_link_inside_the_project_leads_somewhere(self, page: Path) -> None:
        """A page that is moved takes its links along."""
        links = LINK.findall(page.read_text("utf-8"))

        assert [] == [link for link in links if not (page.parent / link).exists()]

    def test_the_first_page_shows_how_to_embed(self) -> None:
        """Without a block, the next test would pass and say nothing."""
        assert _blocks(ROOT / "README.md")

    @pytest.mark.parametrize("block", _blocks(ROOT / "README.md"))
    def test_every_block_of_the_first_page_runs(self, block: str, tmp_path: Path) -> None:
        """As it stands, in a folder with the examples."""
        shutil.copytree(ROOT / "examples", tmp_path / "examples")

        run = subprocess.run(
            [sys.executable, "-W", "error", "-c", block],
            check=False,
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )

        assert run.returncode == 0, run.stderr


class TestWalks:
    """Whoever types a first walk line by line arrives."""

    @pytest.mark.parametrize(
        ("page", "walk"),
        [
            ("README.md", r"^\$ \.venv/bin/coopflow ([^#\n]+)"),
            ("coopflow --help", r"^    coopflow (.+)$"),
        ],
    )
    def test_a_first_walk_can_be_walked(
        self, page: str, walk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """At the top of a checkout, on a journal that is not there yet, nothing goes wrong."""
        text = EPILOGUE if page == "coopflow --help" else (ROOT / page).read_text("utf-8")
        lines = re.findall(walk, text, re.MULTILINE)
        shutil.copytree(ROOT / "examples", tmp_path / "examples")
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("COOPFLOW_DB", raising=False)

        assert len(lines) >= 6
        assert [(line, 0) for line in lines] == [(line, main(shlex.split(line))) for line in lines]

    def test_a_lifecycle_of_ones_own_can_be_walked(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The page on lifecycles checks, drafts and draws what stands in the examples."""
        text = (ROOT / "docs" / "lifecycle.md").read_text("utf-8")
        lines = re.findall(r"^coopflow ([a-z][^#\n]+)", text, re.MULTILINE)
        shutil.copytree(ROOT / "examples", tmp_path / "examples")
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("COOPFLOW_DB", raising=False)

        assert len(lines) >= 5
        assert [(line, 0) for line in lines] == [(line, main(shlex.split(line))) for line in lines]


class TestGlossary:
    """One word per idea, and each of them explained."""

    @pytest.mark.parametrize("word", [*WORDS.split(), *VIETNAMESE])
    def test_a_word_of_ours_is_explained(self, word: str) -> None:
        """As a heading, in bold, or in the first column; Vietnamese anywhere on the page."""
        page = ROOT / "docs" / "glossary.md"
        explained = page.read_text("utf-8").lower() if word in VIETNAMESE else _heads(page)

        assert re.search(rf"\b{word}\b", explained)


# cyclopts warns where a test lets it read `sys.argv`; here that is what is tested.
@pytest.mark.filterwarnings("ignore:Cyclopts application invoked without tokens")
class TestCommandLine:
    """Whoever types `--help` is helped."""

    def test_the_help_lists_every_command(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Each with a sentence of its own."""
        code, shown = _help(monkeypatch, capsys)
        listed = dict(ROW.findall(shown))

        assert code == 0
        assert set() == set(COMMANDS.split()) - set(listed)

    @pytest.mark.parametrize("command", COMMANDS.split())
    def test_a_command_explains_itself(
        self, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """How it is called, and what it does."""
        code, shown = _help(monkeypatch, capsys, command)
        usage, _, rest = shown.strip().partition("\n")
        told = rest.strip().partition("\n")[0]

        assert code == 0
        assert command in usage
        assert told
        assert not told.startswith("╭")
