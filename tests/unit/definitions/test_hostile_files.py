"""Files that are no terms files at all, and files that mean harm."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopflow import DefinitionError, load_terms, parse_terms
from coopflow.definitions.document import MOST_BYTES, MOST_DEPTH

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = "abcdefghi"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{now}: &{now} [{', '.join([f'*{before}'] * 10)}]\n" for before, now in pairwise(LETTERS)
)

FILES: dict[str, tuple[bytes, str, int]] = {
    "empty": (b"", "file.empty", 1),
    "only space": (b" \n\n \n", "file.empty", 1),
    "only comments": ("# Kế hoạch\n# 2022\n".encode(), "file.empty", 1),
    "too large": (b"#" * (MOST_BYTES + 1), "file.too-large", 1),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "file.binary", 1),
    "a database": (b"SQLite format 3\x00\x10\x00", "file.binary", 1),
    "a zero byte": (b"coopflow: 1\nid: a\x00b\n", "file.binary", 2),
    "another encoding": ("coopflow: 1\ntitle: Kế".encode("utf-16"), "file.binary", 1),
    "half a letter": (b"coopflow: 1\ntitle: K\xed\xa0\x80\n", "file.binary", 2),
    "a list": (b"- coopflow: 1\n", "file.not-a-mapping", 1),
    "a word": (b"coopflow\n", "file.not-a-mapping", 1),
    "a number": (b"1\n", "file.not-a-mapping", 1),
    "nothing": (b"~\n", "file.not-a-mapping", 1),
    "no YAML": (b"coopflow: 1\nid: [a\ntitle: b\n", "yaml.unreadable", 3),
    "tabs": (b"coopflow: 1\nperiod:\n\tstart: 2022-01-01\n", "yaml.unreadable", 3),
    "two documents": (b"coopflow: 1\n---\ncoopflow: 1\n", "yaml.unreadable", 2),
    "an alias of nothing": (b"coopflow: 1\ntitle: *t\n", "yaml.unreadable", 2),
    "an alias of itself": (b"a: &a [*a]\n", "yaml.too-deep", 1),
    "aliases that explode": (BOMB.encode(), "yaml.aliases", 1),
    "nested too deep": (b"[" * (MOST_DEPTH + 5) + b"]" * (MOST_DEPTH + 5), "yaml.too-deep", 1),
    "nested beyond all reading": (b"[" * 100_000, "yaml.too-deep", 1),
}  # fmt: skip


class TestHostileFiles:
    """Whatever a file holds, reading it ends soon, in terms or in problems that say where."""

    @pytest.mark.parametrize("name", FILES)
    def test_no_terms_file_is_told_so(self, name: str, tmp_path: Path) -> None:
        """One problem says what it is instead, and on which line that shows."""
        content, code, line = FILES[name]
        path = tmp_path / "plan.yaml"
        path.write_bytes(content)
        with pytest.raises(DefinitionError) as caught:
            load_terms(path)

        (problem,) = caught.value.problems
        assert (code, str(path)) == (problem.code, problem.file)
        assert line == problem.line or name == "aliases that explode"

    @given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
    def test_any_bytes_end_in_problems(self, content: bytes) -> None:
        """No file of chance is read as terms, and none raises anything else."""
        with pytest.raises(DefinitionError) as caught:
            parse_terms(content.decode("utf-8", "surrogateescape"))

        assert caught.value.problems

    @given(
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates()),
            lambda inner: st.one_of(
                st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=4), inner, max_size=2)
            ),
            max_leaves=5,
        )
    )
    def test_any_data_ends_in_problems(self, data: object) -> None:
        """Nor is any data that code might hand over."""
        keys = ("id", "title", "period", "parties", "agencies", "officers", "areas")
        for each in (data, dict.fromkeys(keys, data)):
            with pytest.raises(DefinitionError) as caught:
                parse_terms(each)  # type: ignore[arg-type]  # that is the point

            assert caught.value.problems

    def test_exactly_a_mebibyte_is_read(self, tmp_path: Path) -> None:
        """The limit itself is still within the limit."""
        path = tmp_path / "plan.yaml"
        path.write_bytes(b"#" * MOST_BYTES)
        with pytest.raises(DefinitionError) as caught:
            load_terms(path)

        assert ["file.empty"] == [each.code for each in caught.value.problems]

    def test_a_second_document_is_told_where_it_begins(self, sound: str) -> None:
        """In our words: a parser's own would begin in the middle of a sentence."""
        with pytest.raises(DefinitionError) as caught:
            parse_terms(sound + "---\nid: another\n")

        (problem,) = caught.value.problems
        assert "a second document begins here: give each a file of its own" == problem.text

    def test_a_larger_file_is_told_no_number(self, tmp_path: Path) -> None:
        """No more of it is read than the limit, so how large it is nobody knows."""
        path = tmp_path / "plan.yaml"
        path.write_bytes(b"#" * MOST_BYTES * 2)
        with pytest.raises(DefinitionError, match="this is more than 1 MiB"):
            load_terms(path)

    def test_a_lifecycle_is_no_terms(self) -> None:
        """It says which file this is, and how one is given beside terms."""
        with pytest.raises(DefinitionError, match="--lifecycle") as caught:
            parse_terms({"coopflow": 1, "lifecycle": "a", "states": {}, "rows": []})

        assert ["file.another"] == [each.code for each in caught.value.problems]

    def test_a_mark_of_byte_order_is_no_word(self, sound: str) -> None:
        """Some editors begin a file with one; it means nothing."""
        assert parse_terms(sound) == parse_terms("\ufeff" + sound)

    def test_line_ends_of_any_system_are_line_ends(self, sound: str) -> None:
        """Windows wrote it, and it is the same text."""
        assert parse_terms(sound) == parse_terms(sound.replace("\n", "\r\n"))

    def test_words_that_other_editions_of_yaml_read_as_flags(self, sound: str) -> None:
        """`yes`, `on` and `off` are words, as YAML 1.2 says."""
        terms = parse_terms(sound.replace("text: Again", "text: yes"))

        assert "yes" == terms.obligations[1].text.say()
