"""Read hostile YAML 1.2 into plain data that remembers the line of everything.

Only nodes are composed: nothing a file says can name a class, and the cost of reading is
bounded (size, depth, and how often aliases may be followed).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from attrs import field, frozen, has

from coopflow.definitions.plain import plain
from coopflow.errors import DefinitionError
from coopflow.values.problem import Problem
from coopflow.values.saying import Saying, saying

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from os import PathLike

Path = tuple[str | int, ...]

FORMAT = 1
"""What ``coopflow: 1`` at the top of a file means."""

MOST_BYTES = 1024 * 1024
MOST_NODES = 200_000
MOST_DEPTH = 50

_STANDARD = "tag:yaml.org,2002:"
_AS_TEXT = {"str", "timestamp"}
_AS_NUMBER = {"int", "float"}


class Unquoted(str):
    """A number as it stands in the file: `5.10` would be 5.1 were it read as one."""

    __slots__ = ()


@frozen
class Document:
    """Plain data with the place of everything in it.

    Attributes:
        data: Mappings, lists, text, `Unquoted` numbers, booleans and ``None``.
        file: Where it came from; empty where from no file.
        lines: Line (from 1) of each path; empty where from no file.
        problems: What was wrong already at this level.
    """

    data: Any
    file: str = ""
    lines: Mapping[Path, int] = field(factory=dict)
    problems: tuple[Problem, ...] = ()

    def problem(self, path: Path, code: str, said: Saying, *, notice: bool = False) -> Problem:
        """Return a `Problem` that knows the line of `path`, or of the nearest thing around it."""
        place = path
        while place and place not in self.lines:
            place = place[:-1]
        return Problem(
            code=code,
            said=said,
            file=self.file,
            line=self.lines.get(place),
            path=path,
            notice=notice,
        )


def fatal(code: str, said: Saying, file: str, line: int | None = None) -> DefinitionError:
    """Return the error for a file in which nothing more can be read."""
    return DefinitionError((Problem(code=code, said=said, file=file, line=line),))


def taken_for(document: Document, keys: Collection[str], others: Collection[str]) -> bool:
    """Tell whether a file is plainly of another kind than it was given as.

    Args:
        document: The file.
        keys: What a file of the wanted kind holds, and one of the other kind does not.
        others: What one of the other kind holds, and one of the wanted kind does not.
    """
    data = document.data
    return isinstance(data, dict) and not data.keys() & {*keys} and bool(data.keys() & {*others})


def read_document(content: bytes, file: str = "") -> Document:
    """Read one YAML document.

    Args:
        content: UTF-8, at most 1 MiB.
        file: Its name, for messages.

    Raises:
        DefinitionError: Nothing can be made of it: too large, binary, empty, not YAML.
    """
    if len(content) > MOST_BYTES:
        words = saying("this is more than 1 MiB: one agreement a file, without attachments")
        raise fatal("file.too-large", words, file, 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problem = saying("this is no UTF-8 text: save it as plain text in UTF-8")
        raise fatal("file.binary", problem, file, line) from None
    if not text.strip():
        raise fatal(
            "file.empty", saying("nothing is written here: see the terms file how-to"), file, 1
        )
    return _Reader(file).read(text)


def read_file(path: str | PathLike[str]) -> Document:
    """Read the YAML file at `path` without asking what it means.

    Raises:
        DefinitionError: It is too large, binary, empty or not YAML.
        OSError: It cannot be opened.
    """
    with FilePath(path).open("rb") as file:
        return read_document(file.read(MOST_BYTES + 1), str(path))


def from_data(data: Any, file: str = "") -> Document:
    """Take plain Python data as a document without lines."""
    problems: list[Problem] = []
    return Document(_plain(data, (), problems), file, {}, tuple(problems))


def _plain(data: Any, path: Path, problems: list[Problem]) -> Any:
    if has(type(data)):
        data = _of_value(data, path, problems)
    if isinstance(data, dict):
        keyed = [(_normal(str(key)), value) for key, value in data.items()]
        return {key: _plain(value, (*path, key), problems) for key, value in keyed}
    if isinstance(data, (list, tuple)):
        return [_plain(each, (*path, i), problems) for i, each in enumerate(data)]
    if isinstance(data, date):
        return data.isoformat()
    if not isinstance(data, str) or isinstance(data, Unquoted):
        return Unquoted(data) if type(data) in (int, float) else data
    if (flaw := _flaw(data)) is not None:
        problems.append(Problem(code="text.not-normal", said=flaw, path=path))
        return ""
    return _normal(data)


def _normal(words: str) -> str:
    return unicodedata.normalize("NFC", words)


def _of_value(value: Any, path: Path, problems: list[Problem]) -> Any:
    try:
        return plain(value)
    except (AttributeError, TypeError, ValueError) as error:
        text = saying(
            "this {kind} is not put together as it should be: {why}",
            kind=type(value).__name__,
            why=error,
        )
        problems.append(Problem(code="type.wrong", said=text, path=path))
        return None


def _flaw(words: str) -> Saying | None:
    """Say why `words` have no normal form (Unicode NFC is what digests are taken of)."""
    for letter in words:
        if unicodedata.category(letter) in ("Cs", "Cn", "Cc") and letter not in "\n\t":
            return saying(
                "the character U+{code} is no text and has no normal form: remove it",
                code=f"{ord(letter):04X}",
            )
    return None


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self.nodes = 0

    def read(self, text: str) -> Document:
        from ruamel.yaml import YAML, error, nodes, reader  # noqa: PLC0415 - heavy: only where YAML is read

        if re.match(r"%YAML\s+(?!1\.2\b)", text):
            raise fatal("yaml.unreadable", saying("this says it is not YAML 1.2"), self.file, 1)
        self._scalar, self._sequence = nodes.ScalarNode, nodes.SequenceNode
        try:
            root = YAML(typ="safe", pure=True).compose(text)
        except reader.ReaderError as problem:
            line = text[: problem.position].count("\n") + 1
            message = saying("a control character stands here: this is no plain text")
            raise fatal("file.binary", message, self.file, line) from None
        except error.MarkedYAMLError as problem:
            mark = problem.problem_mark or problem.context_mark
            message = saying("this is not YAML: {why}", why=problem.problem or problem.context)
            if problem.problem == "but found another document":
                message = saying("a second document begins here: give each a file of its own")
            raise fatal("yaml.unreadable", message, self.file, mark and mark.line + 1) from None
        except (error.YAMLError, ValueError) as problem:
            raise fatal(
                "yaml.unreadable",
                saying("this is not YAML: {why}", why=problem),
                self.file,
                1,
            ) from None
        except RecursionError:
            raise self._too_deep(1) from None
        if root is None:
            raise fatal("file.empty", saying("only comments are written here"), self.file, 1)
        data = self._value(root, ())
        return Document(data, self.file, self.lines, tuple(self.problems))

    def _too_deep(self, line: int) -> DefinitionError:
        text = saying("lists and mappings are nested deeper than {most}", most=MOST_DEPTH)
        return fatal("yaml.too-deep", text, self.file, line)

    def _value(self, node: Any, path: Path) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        self.nodes += 1
        if self.nodes > MOST_NODES:
            text = saying(
                "this holds more than {most} values, aliases unfolded: write less", most=MOST_NODES
            )
            raise fatal("yaml.aliases", text, self.file, line)
        if len(path) > MOST_DEPTH:
            raise self._too_deep(line)
        if isinstance(node, self._scalar):
            return self._leaf(node, path)
        if str(node.tag).removeprefix(_STANDARD) not in ("map", "seq"):
            self._note(
                line,
                path,
                "yaml.tag",
                saying("the tag {tag} means nothing here: remove it", tag=node.tag),
            )
        if isinstance(node, self._sequence):
            return [self._value(each, (*path, i)) for i, each in enumerate(node.value)]
        return self._mapping(node.value, path)

    def _mapping(self, pairs: Iterable[tuple[Any, Any]], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in pairs:
            line = key_node.start_mark.line + 1
            key = self._leaf(key_node, path) if isinstance(key_node, self._scalar) else None
            if isinstance(key, Unquoted):
                self._note(
                    line,
                    path,
                    "id.unquoted",
                    saying('a key that reads as a number: write "{key}"', key=key),
                )
                key = str(key)
            if not isinstance(key, str):
                self._note(line, path, "key.unreadable", saying("a key must be text; quote it"))
            elif key in found:
                where = self.lines[(*path, key)]
                text = saying(
                    "{key!r} stands here already, on line {where}: give each its own name",
                    key=key,
                    where=where,
                )
                self._note(line, (*path, key), "id.duplicate", text)
            else:
                self.lines[(*path, key)] = line
                found[key] = self._value(value_node, (*path, key))
        return found

    def _leaf(self, node: Any, path: Path) -> Any:
        tag = str(node.tag).removeprefix(_STANDARD)
        line = node.start_mark.line + 1
        if tag in _AS_TEXT:
            return self._text(node.value, path, line)
        if tag in _AS_NUMBER:
            return Unquoted(node.value)
        if tag == "null":
            return None
        if tag == "bool":
            return node.value.lower() == "true"
        self._note(
            line,
            path,
            "yaml.tag",
            saying("the tag {tag} means nothing here: remove it", tag=node.tag),
        )
        return None

    def _text(self, written: str, path: Path, line: int) -> str:
        if (flaw := _flaw(written)) is not None:
            self._note(line, path, "text.not-normal", flaw)
            return ""
        return _normal(written)

    def _note(self, line: int, path: Path, code: str, said: Saying) -> None:
        self.problems.append(Problem(code=code, said=said, file=self.file, line=line, path=path))
