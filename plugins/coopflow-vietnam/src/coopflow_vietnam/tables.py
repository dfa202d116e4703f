"""Tables of single days: what is decided each year, and what one agency does otherwise."""

from __future__ import annotations

from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class Table:
    """What is known of one year besides.

    Attributes:
        year: The year of all its days.
        off: Days that are not worked.
        worked: Days that are, such as the Saturdays worked for another day.
        source: The document that says so.
    """

    year: int
    off: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()
    source: str

    def __attrs_post_init__(self) -> None:
        """Refuse days of another year, and days that are both.

        Raises:
            ValueError: There is such a day.
        """
        for day in (*self.off, *self.worked):
            if day.year != self.year:
                raise ValueError(f"{day} is no day of {self.year}: give its year a table too")
        if both := sorted({*self.off} & {*self.worked}):
            raise ValueError(f"{both[0]} is both off and worked: keep it once")


KNOWN = (
    Table(
        year=2026,
        off=(date(2026, 1, 2),),
        worked=(date(2026, 1, 10),),
        source="announced by the Ministry of Home Affairs on 25 December 2025",
    ),
)
"""What the `holidays` package lacks (as of its version 0.109), the oldest year first."""

DECIDED = 2026
"""The last year whose days off are announced, as far as the package and `KNOWN` know them."""
