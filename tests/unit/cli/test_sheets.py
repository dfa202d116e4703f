"""Rows in columns, and what becomes of them where the screen is narrow."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from coopflow.cli.sheets import Column, Sheet, line

LONG = "Tuyên truyền, vận động đồng bào dân tộc thiểu số thực hiện chính sách"
AGENCIES = "ban-dan-toc (ban-dan-van, so-noi-vu, mat-tran-to-quoc, hoi-nong-dan)"


def drawn(sheet: Sheet, width: int) -> list[str]:
    """Return the lines of a sheet on a screen of a width."""
    paper = StringIO()
    Console(file=paper, width=width, markup=False, highlight=False).print(sheet)
    return [each.rstrip() for each in paper.getvalue().splitlines()]


def tasks(task: str = "5.10/1", words: str = LONG, who: str = AGENCIES) -> Sheet:
    """Return a sheet as tasks have it."""
    sheet = Sheet(
        Column("task"),
        Column("what", words=True),
        Column("lead (with)", gives=True, below=True, named=True),
        Column("due", named=True),
        Column("state"),
    )
    sheet.section(line("1  Common work"))
    sheet.add(task, words, who, "2022-12-31", "open, late")
    return sheet


class TestSheet:
    """Whatever the screen, nothing that matters is cut."""

    @pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
    @pytest.mark.parametrize(
        "sheet", [tasks(), tasks(task="chuong-trinh-phoi-hop-2021:5.10/1")], ids=["short", "long"]
    )
    def test_it_fits_and_keeps_every_word(self, sheet: Sheet, width: int) -> None:
        """No line is wider than the screen, and no word is broken."""
        lines = drawn(sheet, width)
        words = " ".join(lines).split()

        assert max(map(cell_len, lines)) <= width
        assert {*LONG.split(), *AGENCIES.split(), "2022-12-31"} <= {*words}

    def test_columns_where_there_is_room(self) -> None:
        """Headings, a rule, a section, its rows; lists give way before words do."""
        sheet = Sheet(
            Column("task"), Column("what", words=True), Column("with", gives=True, below=True)
        )
        sheet.section(line("1  Common work"))
        sheet.add("1.1/1", "Tuyên truyền, vận động đồng bào dân tộc", "an (binh, chi, dong)")

        assert [
            "task   what                          with",
            "─" * 44,
            "1  Common work",
            "1.1/1  Tuyên truyền, vận động đồng   an",
            "       bào dân tộc                   (binh,",
            "                                     chi,",
            "                                     dong)",
        ] == drawn(sheet, 44)

    def test_rows_are_stacked_where_there_is_none(self) -> None:
        """What is short on one line, what is long below it under its name."""
        sheet = Sheet(Column("task"), Column("what", words=True), Column("due", named=True))
        sheet.add("5.10/1", "Tuyên truyền, vận động đồng bào", "2022-12-31")
        sheet.add("5.11/1", "", "")

        assert [
            "5.10/1  due 2022-12-31",
            "    Tuyên truyền, vận động đồng",
            "    bào",
            "5.11/1",
        ] == drawn(sheet, 32)

    def test_words_that_come_first_stay_first(self) -> None:
        """A name with its numbers below."""
        sheet = Sheet(Column("agency", words=True), Column("leads", named=True))
        sheet.add("ban-dan-toc  Ban Dân tộc tỉnh Quảng Nam", "19 (15 owed, 0 late)")

        assert [
            "ban-dan-toc  Ban Dân tộc tỉnh Quảng Nam",
            "    leads 19 (15 owed, 0 late)",
        ] == drawn(sheet, 40)

    def test_a_word_longer_than_the_screen_goes_on_below(self) -> None:
        """There is no other way for it."""
        sheet = Sheet(Column(), Column(words=True))
        sheet.add("x" * 50, "y" * 50)

        assert ["x" * 40, "x" * 10] == drawn(sheet, 40)[:2]
