"""The outline of a review as YAML that people edit."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from coopflow.cli.data import data_of
from coopflow.cli.text import safe
from coopflow.drawing.lettering import gist

if TYPE_CHECKING:
    from coopflow.cli.task_pages import Clauses
    from coopflow.projections.rows import TaskRow
    from coopflow.runtime.outlining import Outline
    from coopflow.values.agreement import Agreement
    from coopflow.values.lifecycle import Lifecycle
    from coopflow.values.review import Finding

_LONGEST = 90
"""Characters of an obligation's words in a comment."""


def review_yaml(now: Agreement, table: Lifecycle, made: Outline, clauses: Clauses) -> str:
    """Return the outline as the text of a review's file.

    Every disposition is a question until somebody answers it: the file is refused as it stands.
    """
    review = CommentedMap()
    review.yaml_set_start_comment(
        f"The outline of a review of {now.id}.\n"
        f"Edit it, then: coopflow {_reviewing(now, table)} --as OFFICER --with FILE"
    )
    renewable = any(row.by == "successor" for row in table.rows)
    choice = "carry, waive or unmet?" if renewable else "waive or unmet?"
    review["as_of"] = made.as_of
    review["findings"] = _findings(made.findings)
    if not made.findings:
        hint = "as many as you like: {kind: achievement, limitation, cause or lesson, text: …}"
        review.yaml_add_eol_comment(hint, "findings")
    dispositions = CommentedMap()
    for row in made.undisposed:
        dispositions[row.id] = CommentedMap({"as": choice, "reason": None})
        dispositions.yaml_set_comment_before_after_key(row.id, _about(row, clauses), indent=2)
    review["dispositions"] = dispositions
    return _dumped(review)


def _reviewing(now: Agreement, table: Lifecycle) -> str:
    """Return how one asks for a review here: by the row that leads into one, nearest at hand."""
    into = [row for row in table.rows if table.phase(row.target) == "reviewing"]
    into.sort(key=lambda row: row.origin != now.state)
    command = into[0].command if into else "review"
    return f"review {now.id}" if command == "review" else f"do {now.id} {command}"


def _findings(found: tuple[tuple[str, Finding], ...]) -> CommentedSeq:
    findings = CommentedSeq()
    for index, (agency, finding) in enumerate(found):
        given = {key: value for key, value in data_of(finding).items() if value}
        findings.append(CommentedMap(given))
        findings.yaml_set_comment_before_after_key(index, f"proposed by {agency}", indent=2)
    return findings


def _about(row: TaskRow, clauses: Clauses) -> str:
    clause = clauses.get((row.agreement, row.id))
    words = gist(safe(clause[1].text.say("en")), _LONGEST) if clause is not None else ""
    facts = [f"lead: {row.lead or 'jointly'}", row.state]
    facts += [f"due {row.due}"] if row.due is not None else []
    facts += ["late"] if row.late else []
    return f"{words} ({', '.join(facts)})".lstrip()


def _dumped(value: Any) -> str:
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    yaml.width = 100
    out = StringIO()
    yaml.dump(value, out)
    return out.getvalue()
