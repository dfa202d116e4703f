"""About ourselves: the how-tos tell every code, every type and every key there is."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve as changed
from attrs import fields

import coopflow
from coopflow import load_lifecycle, parse_terms
from coopflow.cli import errors
from coopflow.cli.app import COMMANDS, SHORTCUTS
from coopflow.definitions import terms_file
from coopflow.definitions.bodies import read_evidence
from coopflow.definitions.document import from_data, read_document
from coopflow.definitions.lifecycle_file import read_lifecycle
from coopflow.definitions.terms_reader import BUILT_IN
from coopflow.journal.codec import TYPES
from coopflow.runtime.wording import WORDING

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FLOORS = ROOT / "src" / "coopflow"
CODE = r"[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*"


def _first_cells(page: str) -> list[str]:
    """The code that begins a row of a table, row by row."""
    return re.findall(r"^\| `([^`]+)`", (DOCS / page).read_text("utf-8"), re.MULTILINE)


def _codes(page: str) -> list[str]:
    return [cell for cell in _first_cells(page) if re.fullmatch(CODE, cell)]


def _blocks(page: str, language: str) -> list[str]:
    pattern = rf"^```{language}\n(.*?)^```$"
    return re.findall(pattern, (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)


def _written(*files: str) -> tuple[set[str], list[str]]:
    """The codes that stand in these files, and patterns of those put together with a key."""
    literal: set[str] = set()
    patterns: list[str] = []
    for name in files:
        for node in ast.walk(ast.parse((FLOORS / name).read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literal |= {node.value} if re.fullmatch(CODE, node.value) else set()
            if isinstance(node, ast.JoinedStr):
                parts = [
                    str(part.value) if isinstance(part, ast.Constant) else ""
                    for part in node.values
                ]
                if len(parts) == 2 and re.fullmatch(r"\.[a-z]+", parts[1]):
                    patterns.append(r"[a-z-]+" + re.escape(parts[1]))
    return literal, patterns


FILES = [
    f"definitions/{path.name}"
    for path in sorted((FLOORS / "definitions").glob("*.py"))
    if path.name != "standard.py"
]
FILES += [f"runtime/{name}.py" for name in ("casework", "figures", "request", "writing")]


class TestProblems:
    """Whoever writes a file or a table finds each thing that can be wrong with it."""

    def test_every_problem_is_told(self) -> None:
        """What the checks can say stands on the page on terms files or on that on lifecycles."""
        literal, _ = _written(*FILES)

        assert set() == literal - {*WORDING} - {*_codes("terms-file.md"), *_codes("lifecycle.md")}

    @pytest.mark.parametrize("page", ["terms-file.md", "lifecycle.md"])
    def test_nothing_else_is_told(self, page: str) -> None:
        """Each code of a page is one that a check can say, and stands there once."""
        literal, patterns = _written(*FILES)
        told = _codes(page)

        assert sorted(set(told)) == sorted(told)
        assert [] == [
            code
            for code in told
            if code not in literal and not any(re.fullmatch(each, code) for each in patterns)
        ]


class TestTermsFile:
    """Whoever writes a terms file finds each key there is."""

    @pytest.mark.parametrize("name", ["TermsFile", "ObligationFile"])
    def test_every_key_is_told(self, name: str) -> None:
        """In the tables, or in the commented blocks beside them."""
        page = (DOCS / "terms-file.md").read_text("utf-8")
        keys = [each.name.rstrip("_") for each in fields(getattr(terms_file, name))]

        assert [] == [key for key in keys if not re.search(rf"[`\n]{key}[`:]", page)]

    def test_the_smallest_file_can_be_read(self) -> None:
        """As it stands; and nothing can be taken away from it."""
        (smallest,) = (block for block in _blocks("terms-file.md", "yaml") if "coopflow:" in block)
        data = read_document(smallest.encode()).data

        assert "clean-beach-2026" == parse_terms(smallest).id
        for key in data:
            with pytest.raises(coopflow.DefinitionError, match=r"key\.missing"):
                parse_terms({name: value for name, value in data.items() if name != key})

    def test_the_people_of_the_page_fit_into_a_file(self) -> None:
        """Each key of the block on who takes part is one the file knows."""
        smallest, people, evidence = (
            read_document(block.encode()).data for block in _blocks("terms-file.md", "yaml")
        )
        parties = {key: smallest["agencies"][key] for key in smallest["parties"]}
        joined = {
            **smallest,
            **people,
            "agencies": {**parties, **people["agencies"]},
            "officers": {**smallest["officers"], **people["officers"]},
        }

        known = changed(BUILT_IN, reporting=("nd-09-2019",))

        assert ("01-TTr/TU",) == parse_terms(joined, known=known).sources[0].aliases
        assert "minutes" == read_evidence([evidence])[0].kind


class TestReview:
    """Whoever writes a review finds one to start from."""

    def test_the_review_of_the_page_is_one(self) -> None:
        """It is read by the reader of reviews."""
        from coopflow.definitions.bodies import read_review  # noqa: PLC0415 - beside its only use

        (block,) = (block for block in _blocks("lifecycle.md", "yaml") if block.startswith("as_of"))
        data: Any = read_document(block.encode()).data

        assert {"1.1/2", "2.1/1", "2.2/1"} == {
            each.task for each in read_review(from_data(data)).dispositions
        }


class TestMeeting:
    """Whoever records a meeting finds one to start from."""

    def test_the_meeting_of_the_page_is_one(self) -> None:
        """It is read by the reader of meetings, with what was adopted at it."""
        from coopflow.definitions.meeting_file import read_meeting  # noqa: PLC0415 - as above

        (block,) = (block for block in _blocks("lifecycle.md", "yaml") if "adoptions:" in block)
        held, adoptions = read_meeting(read_document(block.encode()))

        assert ("conference", 3) == (held.kind, len(held.attendees))
        assert ["review", "sign"] == [each.command for each in adoptions]


class TestLifecycleFile:
    """Whoever needs a lifecycle of their own finds one to start from."""

    def test_the_lifecycle_of_the_page_is_one(self) -> None:
        """As it stands, nothing is wrong with it."""
        (block,) = (block for block in _blocks("lifecycle.md", "yaml") if "states:" in block)

        table = read_lifecycle(read_document(block.encode()))

        assert "county-mou@1" == table.key
        assert table == load_lifecycle(ROOT / "examples" / "county-mou.yaml")

    def test_the_terms_of_the_page_go_with_it(self) -> None:
        """They are those of the example, and who leads stands in them."""
        (block,) = (b for b in _blocks("lifecycle.md", "yaml") if "lifecycle: county-mou@1" in b)
        told: Any = read_document(block.encode()).data
        example: Any = read_document((ROOT / "examples" / "county-plan.yaml").read_bytes()).data

        assert told == {key: example[key] for key in told}
        assert told["lead"] in told["parties"]


class TestEmbedding:
    """Whoever embeds the library finds each name, reason and type, and can run what is shown."""

    def test_every_reason_is_told(self) -> None:
        """The codes that are worded and those on the page are the same, and each stands once."""
        told = [code for code in _codes("embedding.md") if code not in TYPES]

        assert sorted(WORDING) == sorted(told)

    def test_every_type_of_event_is_told(self) -> None:
        """Stored names never change, so they may be relied upon."""
        told = [code for code in _codes("embedding.md") if code not in WORDING]

        assert sorted(TYPES) == sorted(told)

    def test_every_public_name_has_its_row(self) -> None:
        """In the table of public names, and nothing else there."""
        page = (DOCS / "embedding.md").read_text("utf-8")
        section = page.partition("## Public names")[2].partition("## ")[0]
        told = re.findall(r"^\| `(\w+)", section, re.MULTILINE)

        assert sorted(coopflow.__all__) == sorted(told)

    def test_the_blocks_run_one_after_the_other(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """As a reader would type them, beside the example's plan, without plugins."""
        shutil.copy(ROOT / "examples" / "plan.yaml", tmp_path)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("COOPFLOW_PLUGINS", "none")
        names: dict[str, Any] = {"__name__": "reader"}

        for block in _blocks("embedding.md", "python"):
            exec(compile(block, "docs/embedding.md", "exec"), names)  # noqa: S102 - our own page

        assert "command.not-now" in capsys.readouterr().out


class TestCommandLine:
    """Whoever works at a terminal finds each command, and what an exit code means."""

    def test_every_command_is_told(self) -> None:
        """In a table, or in the row of what it belongs to."""
        page = (DOCS / "cli.md").read_text("utf-8")
        names = [name for name, *_ in (*COMMANDS, *SHORTCUTS)]

        assert [] == [name for name in names if not re.search(rf"`{name}[ `]", page)]

    def test_every_exit_code_is_told(self) -> None:
        """Scripts go by them."""
        page = (DOCS / "cli.md").read_text("utf-8").partition("| exit code |")[2]
        told = [int(code) for cell in re.findall(r"^\| ([\d, ]+) \|", page, re.MULTILINE)
                for code in cell.split(",")]  # fmt: skip
        codes = [
            value
            for name, value in vars(errors).items()
            if name.isupper() and name != "TYPE_CHECKING"
        ]

        assert sorted(codes) == sorted(told)
