"""`Problem`: one thing that is wrong with a definition."""

from __future__ import annotations

from attrs import field, frozen
from attrs.validators import instance_of

from coopflow.values.saying import Saying


@frozen(kw_only=True)
class Problem:
    """One thing that is wrong, or worth knowing, in a definition.

    Attributes:
        code: Stable dotted name: ``"agency.unknown"``.
        said: What is wrong and what to do, in one sentence.
        file: Where it was read from; empty where it came from no file.
        line: Line in that file (counting from 1), or ``None`` where there are no lines.
        path: Keys and indices that lead to the place: ``("areas", 0, "id")``.
        notice: True where the definition stands and the reader should know all the same.
    """

    code: str
    said: Saying = field(validator=instance_of(Saying))
    file: str = ""
    line: int | None = None
    path: tuple[str | int, ...] = ()
    notice: bool = False

    @property
    def text(self) -> str:
        """What is wrong and what to do, in English; `coopflow.word` says it in other languages."""
        return str(self.said)

    @property
    def place(self) -> str:
        """Where that is: file and line, or keys; empty where nothing is known of it."""
        place = ".".join(str(step) for step in self.path) if self.line is None else str(self.line)
        return ":".join(part for part in (self.file, place) if part)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place, self.code, self.text) if part)
