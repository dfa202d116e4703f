"""`Reason`: one objection to a command."""

from __future__ import annotations

from attrs import field, frozen
from attrs.validators import instance_of, optional

from coopflow.values.text import Text

_SOURCE = optional(instance_of((str, Text)))


@frozen
class Reason:
    """One objection. Its text is made at the face; what it is made of stands here.

    Attributes:
        code: Stable dotted name: ``"authority.sign"``. Never renamed.
        values: The offending values by name, each as text, in a stable order.
        agency: The agency that objects, where one does.
        plugin: The plugin that objects, where one does.
        source: The document, section or design rule that makes it so, where there is one; in
            one language or several, as its text.
        text: A plugin's own wording, in one language or, as `Text`, in several; empty for
            reasons of the library, whose wording is its own.
    """

    code: str
    values: tuple[tuple[str, str], ...] = ()
    agency: str | None = field(default=None, kw_only=True)
    plugin: str | None = field(default=None, kw_only=True)
    source: str | Text | None = field(default=None, kw_only=True, validator=_SOURCE)
    text: str | Text = field(default="", kw_only=True, validator=instance_of((str, Text)))
