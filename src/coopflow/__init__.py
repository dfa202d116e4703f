"""coopflow: run agreements between agencies, from draft to renewed.

>>> from coopflow import Secretariat, load_terms
>>> with Secretariat.open("sqlite:///plan.db") as office:
...     plan = office.draft(load_terms("plan.yaml"), by="an-officer")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopflow.definitions.lifecycle_file import load_lifecycle as load_lifecycle
    from coopflow.definitions.terms_reader import load_terms as load_terms
    from coopflow.definitions.terms_reader import parse_terms as parse_terms
    from coopflow.definitions.terms_writer import dump_terms as dump_terms
    from coopflow.errors import CommandRefused as CommandRefused
    from coopflow.errors import CoopflowError as CoopflowError
    from coopflow.errors import DefinitionError as DefinitionError
    from coopflow.errors import ExtraMissing as ExtraMissing
    from coopflow.errors import JournalBroken as JournalBroken
    from coopflow.errors import JournalError as JournalError
    from coopflow.errors import JournalMissing as JournalMissing
    from coopflow.errors import JournalUnavailable as JournalUnavailable
    from coopflow.errors import PluginConflict as PluginConflict
    from coopflow.errors import PluginError as PluginError
    from coopflow.errors import StaleVersion as StaleVersion
    from coopflow.runtime.machines import machine as machine
    from coopflow.runtime.pictures import diagram as diagram
    from coopflow.runtime.pictures import timeline as timeline
    from coopflow.runtime.runner import Patience as Patience
    from coopflow.runtime.runner import Runner as Runner
    from coopflow.runtime.secretariat import Secretariat as Secretariat
    from coopflow.runtime.ticking import Ticked as Ticked
    from coopflow.runtime.wording import word as word
    from coopflow.runtime.writing import Receipt as Receipt
    from coopflow.values.evidence import Evidence as Evidence
    from coopflow.values.lifecycle import Lifecycle as Lifecycle
    from coopflow.values.meeting import Attendee as Attendee
    from coopflow.values.meeting import Meeting as Meeting
    from coopflow.values.review import Closing as Closing
    from coopflow.values.review import Disposition as Disposition
    from coopflow.values.review import Finding as Finding
    from coopflow.values.review import Review as Review
    from coopflow.values.suspension import Pause as Pause
    from coopflow.values.terms import Terms as Terms
    from coopflow.values.text import Text as Text

__version__ = "0.1.0"

_HOMES = {
    "Attendee": "coopflow.values.meeting",
    "Closing": "coopflow.values.review",
    "CommandRefused": "coopflow.errors",
    "CoopflowError": "coopflow.errors",
    "DefinitionError": "coopflow.errors",
    "Disposition": "coopflow.values.review",
    "Evidence": "coopflow.values.evidence",
    "Finding": "coopflow.values.review",
    "ExtraMissing": "coopflow.errors",
    "JournalBroken": "coopflow.errors",
    "JournalMissing": "coopflow.errors",
    "JournalUnavailable": "coopflow.errors",
    "JournalError": "coopflow.errors",
    "Lifecycle": "coopflow.values.lifecycle",
    "Meeting": "coopflow.values.meeting",
    "Patience": "coopflow.runtime.runner",
    "Pause": "coopflow.values.suspension",
    "PluginConflict": "coopflow.errors",
    "PluginError": "coopflow.errors",
    "Receipt": "coopflow.runtime.writing",
    "Review": "coopflow.values.review",
    "Runner": "coopflow.runtime.runner",
    "Secretariat": "coopflow.runtime.secretariat",
    "StaleVersion": "coopflow.errors",
    "Terms": "coopflow.values.terms",
    "Text": "coopflow.values.text",
    "Ticked": "coopflow.runtime.ticking",
    "diagram": "coopflow.runtime.pictures",
    "dump_terms": "coopflow.definitions.terms_writer",
    "load_lifecycle": "coopflow.definitions.lifecycle_file",
    "load_terms": "coopflow.definitions.terms_reader",
    "machine": "coopflow.runtime.machines",
    "parse_terms": "coopflow.definitions.terms_reader",
    "timeline": "coopflow.runtime.pictures",
    "word": "coopflow.runtime.wording",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 - the names above, and nothing else


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that importing coopflow stays light."""
    from importlib import import_module  # noqa: PLC0415 - only when something is used

    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Name what is public."""
    return [*__all__, "__version__"]
