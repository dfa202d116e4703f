"""About ourselves: everything that is said can be said in every language."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from coopflow.engine.explaining import FINAL, REMEDIES, RULES
from coopflow.language.phrases import CATALOGUES, LANGUAGES
from coopflow.runtime import wording_why
from coopflow.runtime.wording import WORDING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "coopflow"
OTHERS = [language for language in LANGUAGES if language != "en"]
CALLS = {"phrase": None, "counted": (1, 2), "marked": None, "saying": None}


def files(language: str) -> tuple[Path, Path]:
    """Return the catalogue people edit and the one that is read."""
    folder = CATALOGUES / language / "LC_MESSAGES"
    return folder / "coopflow.po", folder / "coopflow.mo"


def catalogue(language: str) -> Catalog:
    """Return the catalogue people edit."""
    with files(language)[0].open("rb") as file:
        return read_po(file, locale=language)


def translated(language: str) -> list[Message]:
    """Return its messages, the header left out."""
    return [message for message in catalogue(language) if message.id]


def texts(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return one text or, where things are counted, several."""
    return (value,) if isinstance(value, str) else tuple(value or ())


def places(text: str) -> set[tuple[str, str | None]]:
    """Return what stands for values in a text, and how each is shown."""
    return {(name, how) for _, name, _, how in Formatter().parse(text) if name is not None}


class TestSource:
    """What is said is written where it can be collected."""

    @pytest.mark.parametrize("language", OTHERS)
    def test_the_catalogue_has_just_what_is_said(self, language: str) -> None:
        """Nothing that the source says is missing, and nothing waits in vain."""
        said = {message for _, _, message, *_ in extract_from_dir(str(SOURCE), keywords=CALLS)}

        assert said
        assert said == {message.id for message in translated(language)}
        assert not catalogue(language).obsolete

    def test_a_saying_is_written_out_with_its_values(self) -> None:
        """Nothing is collected from what is put together, and no place stays empty."""
        wrong = []
        for path in SOURCE.rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not (isinstance(call, ast.Call) and ast.unparse(call.func) == "saying"):
                    continue
                given = {each.arg for each in call.keywords}
                words = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
                named = {n for n, _ in places(words)} if isinstance(words, str) else None
                if named is None or (None not in given and named != given):
                    wrong.append((path.name, ast.unparse(call)))

        assert [] == wrong

    def test_every_rule_has_words(self) -> None:
        """No rule is named that has none; none waits in vain."""
        assert {*RULES.values()} == wording_why.RULES.keys()

    def test_no_advice_waits_in_vain(self) -> None:
        """All that has words is given somewhere; what is given without is an error at once."""
        paths = (SOURCE / "engine").glob("remed*.py")
        written = "".join(path.read_text("utf-8") for path in paths)
        kinds = {"meeting", "review", "terms", "reassignment", "pause"}
        wanted = {*kinds, "framework", "predecessor"}
        made = {f"{start}-{end}" for start in ("with", "other") for end in wanted}
        strings = {*re.findall(r'"([a-z-]+)"', written), *made, "meet-plugin", "in-successor"}

        assert set() == wording_why.REMEDIES.keys() - strings

    def test_every_objection_has_remedies_or_is_final(self) -> None:
        """Nobody is told no without being told what would change it, or that nothing would."""
        assert WORDING.keys() == {*REMEDIES, *FINAL}
        assert not REMEDIES.keys() & set(FINAL)


@pytest.mark.parametrize("language", OTHERS)
class TestTranslations:
    """A translation is whole, and says what the original says."""

    def test_nothing_is_left_or_doubtful(self, language: str) -> None:
        """No message without words, none that a tool guessed."""
        assert [] == [
            each.id
            for each in translated(language)
            if not texts(each.string) or not all(texts(each.string))
        ]
        assert [] == [each.id for each in translated(language) if each.fuzzy]

    def test_values_stand_in_both(self, language: str) -> None:
        """Each is shown in every language, and in the same manner."""
        wrong = []
        for message in translated(language):
            original = set().union(*map(places, texts(message.id)))
            wrong += [t for t in texts(message.string) if places(t) - {("number", None)}
                      != original - {("number", None)}]  # fmt: skip

        assert [] == wrong

    def test_they_are_in_the_normal_form(self, language: str) -> None:
        """NFC, as everything else we keep."""
        words = [text for each in translated(language) for text in texts(each.string)]

        assert [] == [text for text in words if not unicodedata.is_normalized("NFC", text)]

    def test_what_is_read_is_what_was_edited(self, language: str) -> None:
        """The compiled catalogue is made from the other: `make catalogues`."""
        edited, compiled = files(language)
        fresh = io.BytesIO()
        write_mo(fresh, catalogue(language))

        assert edited.is_file()
        assert fresh.getvalue() == compiled.read_bytes()

    def test_sentences_begin_and_end_alike(self, language: str) -> None:
        """No stop at the end, as in English; whatever follows is joined on."""
        words = [text for each in translated(language) for text in texts(each.string)]

        assert [] == [text for text in words if text.endswith(".")]


class TestRunning:
    """Speaking takes the standard library, and only when something is said."""

    def test_the_tools_are_not_needed(self) -> None:
        """Babel stays with the developers."""
        code = (
            "import sys; from coopflow import word; from coopflow.host import Reason;"
            " print(word(Reason('north.no'), 'vi')); print('babel' in sys.modules)"
        )
        command = [sys.executable, "-X", "utf8", "-I", "-c", code]
        run = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")

        assert "không được\nFalse\n" == run.stdout
