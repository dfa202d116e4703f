"""`Problem`: one thing that is wrong with a definition."""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class Problem:
    """One thing that is wrong, or worth knowing, in a definition.

    Attributes:
        code: Stable dotted name: ``"agency.unknown"``.
        text: What is wrong and what to do, in one sentence.
        file: Where it was read from; empty where it came from no file.
        line: Line in that file (counting from 1), or ``None`` where there are no lines.
        path: Keys and indices that lead to the place: ``("areas", 0, "id")``.
        notice: True where the definition stands and the reader should know all the same.
    """

    code: str
    text: str
    file: str = ""
    line: int | None = None
    path: tuple[str | int, ...] = ()
    notice: bool = False

    def __str__(self) -> str:
        place = ".".join(str(step) for step in self.path) if self.line is None else str(self.line)
        where = ":".join(part for part in (self.file, place) if part)
        return f"{where}: {self.code}: {self.text}" if where else f"{self.code}: {self.text}"
