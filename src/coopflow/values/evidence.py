"""`Evidence`: what shows that a task was done. Its bytes lie elsewhere."""

from __future__ import annotations

from attrs import frozen

from coopflow.values.time import Day


@frozen(kw_only=True)
class Evidence:
    """A document or record that shows a task was done; its bytes are kept by a face.

    Attributes:
        kind: What sort of thing it is: ``"minutes"``.
        digest: Hash of its bytes as ``algorithm:hex``, where it was taken.
        where: Where it lies: an address, a shelf mark.
    """

    kind: str
    title: str | None = None
    date: Day | None = None
    digest: str | None = None
    where: str | None = None
