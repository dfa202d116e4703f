"""Commands that read. None of them writes, and none begins a journal where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from coopflow.cli.errors import BROKEN, DONE, UsageError, broken_line
from coopflow.cli.options import (  # noqa: TC001 - cyclopts reads the annotations
    AgreementId,
    AnyAgreementId,
    At,
    By,
    Here,
    Json,
    Lang,
    host,
)
from coopflow.cli.said import NOTHING, SaidOptions
from coopflow.cli.text import complain, plural, say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.projections.rows import TaskRow
    from coopflow.runtime.secretariat import Secretariat
    from coopflow.values.agreement import Agreement
    from coopflow.values.lifecycle import Lifecycle
    from coopflow.values.terms import Obligation, Terms

Flag = bool
Asked = Annotated[str, Parameter(name="COMMAND", help="What would be asked: sign, report, …")]
