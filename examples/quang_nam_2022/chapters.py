"""The story, chapter by chapter. What the article does not state is marked illustrative."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import evolve as changed
from rich.text import Text

from quang_nam_2022 import year
from quang_nam_2022.findings import REVIEW_2021, review_2022
from quang_nam_2022.stage import ILLUSTRATIVE, INFERRED, OFFICERS, SHORT, officer

if TYPE_CHECKING:
    from coopflow.values.terms import Obligation
    from quang_nam_2022.stage import Stage

THUY, GIAN = OFFICERS["ban-dan-van"], OFFICERS["ban-dan-toc"]
CONFERENCE = "2022-03-22"


def opening(stage: Stage) -> None:
    """Say what is stated and what is not."""
    title = Text("Quảng Nam, 2022: a plan between two agencies", style="bold")
    stage.rule(title, align="center")
    stage.say(
        "On 22 March 2022 Ban Dân vận Tỉnh ủy (a Party organ) and Ban Dân tộc tỉnh (a State organ)"
        " met once: they adopted the review of 2021 and signed the plan for 2022. That, the five"
        " areas, who leads what and the documents cited stand in the published report of the day."
        f" What it does not state is made up to show the run, marked {ILLUSTRATIVE} line by line"
        f" or in the title of a chapter; what follows from it without being said is {INFERRED}."
        " Lê Thị Thủy and Đặng Tấn Giản represented the agencies; that they signed is inferred."
    )
    plugins = [each.name for each in stage.office.host.plugins if each.name != "coopflow"]
    stage.say(f"Agency plugins at work: {', '.join(plugins) or 'none installed'}.")


def before(stage: Stage) -> None:
    """Bring the framework and the plan of 2021 to where the article begins."""
    stage.chapter(f"2021: the framework and the first plan {ILLUSTRATIVE}")
    for name, words in (
        ("framework-2021-2025", "the programme of 2021–2025, under which each year has its plan"),
        ("plan-2021", "the plan of 2021"),
    ):
        terms = stage.terms(name)
        stage.draft(terms, THUY, "2021-01-04", words)
        for each in (THUY, GIAN):
            stage.do(terms.id, "sign", each, "2021-01-04", f"signs {terms.id}")
        stage.do(terms.id, "start", GIAN, "2021-01-04", f"starts {terms.id}")
    stage.settle(stage.task("qn-2021", "2/1"), "2021-06-25")
    stage.settle(stage.task("qn-2021", "1/1"), "2021-12-20", assessment="partly")
    stage.say("The second briefing of 2021 is never held:", illustrative=True)
    stage.on("2022-01-10")


def conference(stage: Stage) -> None:
    """22 March 2022: the review of 2021 adopted, 2022 signed, 2021 renewed, in one act."""
    stage.chapter("22 March 2022: one meeting")
    plan = stage.terms("plan-2022")
    stage.draft(plan, GIAN, "2022-03-15", f"36 promises in five areas {ILLUSTRATIVE}")
    stage.refused("qn-2022", "sign", THUY, CONFERENCE, "wants to sign before 2021 is reviewed")
    stage.refused(
        "qn-2022",
        "sign",
        THUY,
        CONFERENCE,
        "signs for the other agency too",
        agency="ban-dan-toc",
    )
    receipt = stage.meet(
        "qn-2022",
        {"kind": "conference", "on": CONFERENCE},
        f"Both agencies meet: the review of 2021 {ILLUSTRATIVE} is adopted, qn-2022 signed by both"
        f" {INFERRED}  [qn-2021: executing → reviewed → renewed]  [qn-2022: draft → signed]",
        [
            {"agreement": "qn-2021", "command": "review", "by": [GIAN, THUY], "with": REVIEW_2021},
            {"command": "sign", "by": [THUY, GIAN]},
        ],
    )
    stage.say(
        f"In that one transaction ({len(receipt.events)} entries): 2022 is"
        f" {stage.office.get('qn-2022').state}, 2021 is {stage.office.get('qn-2021').state},"
        f" and the briefing never held is owed again as {_names(stage, 'qn-2022')}."
    )


def who_leads(stage: Stage) -> None:
    """Show the plan: who leads what, and what is due when."""
    stage.chapter("The plan: who leads what, what is due when")
    stage.do("qn-2022", "start", THUY, CONFERENCE, f"starts qn-2022 {ILLUSTRATIVE}")
    stage.say(
        f"{SHORT['ban-dan-van']} is Ban Dân vận, {SHORT['ban-dan-toc']} Ban Dân tộc. The letter"
        " says what the lead rests on: i, the item says who leads; a, it names who acts; h, the"
        " heading of the area does."
    )
    terms = stage.office.get("qn-2022").terms
    for area in terms.areas:
        mine = [each for each in terms.obligations if each.area == area.id]
        stage.say(f"\n{area.id}. {area.title.say('en') if area.title else ''}")
        stage.table(
            ("", "promise", "lead", "with", "when"),
            (
                (
                    each.id,
                    each.text.say("en"),
                    _lead(each),
                    ", ".join(SHORT[other] for other in each.coordinating) or "–",
                    _when(stage, each.id),
                )
                for each in mine
            ),
        )
    leads = Counter(each.lead or "joint" for each in terms.obligations)
    stage.say(
        f"\n{len(terms.obligations)} promises: "
        + ", ".join(
            f"{count} {'led jointly' if lead == 'joint' else f'led by {lead}'}"
            for lead, count in leads.most_common()
        )
        + "."
    )
    stage.say(
        "The article gives these promises no day but the year, and the briefings six months and a"
        f" year: the days shown are the last of those {INFERRED}. It is a reading, too, that the"
        " signing itself performs 3.2 and 3.3, and that 3.4 and 5.2 are one act under two leads,"
        f" led jointly until the parties settle that {INFERRED}. One document is cited both as"
        " 01-TTr/TU and as 01-TT/TU: both spellings are kept, and the conflict is reported."
    )


def review(stage: Stage) -> None:
    """The review of 2022, with a word on every task."""
    stage.chapter(f"January 2023: the review of 2022 {ILLUSTRATIVE}")
    at = "2023-01-10"
    hasty = {**review_2022(()), "dispositions": {}}
    stage.refused(
        "qn-2022", "review", GIAN, at, "puts a review that leaves tasks undisposed", body=hasty
    )
    outline = stage.office.outline("qn-2022", as_of="2022-12-31")
    body = review_2022(finding for _, finding in outline.findings)
    stage.do("qn-2022", "review", GIAN, at, "puts the review of 2022", body=body)
    stage.do("qn-2022", "assent", THUY, at, "assents: the review is adopted")
    adopted: Any = next(
        entry.event for entry in stage.office.history("qn-2022") if entry.type == "review.adopted"
    )
    for finding in adopted.review.findings:
        stage.line("·", "cyan", finding.kind, finding.text.say("en"))
    stage.say("What becomes of what was still open on 31 December 2022:")
    for each in adopted.review.dispositions:
        stage.line("·", "yellow", each.outcome, f"{each.task}: {each.reason.say('en')}")
    stage.say(f"Rounds of which none was held in 2022: {', '.join(adopted.not_held)}.")


def renewal(stage: Stage) -> None:
    """2023 drafted and signed; 2022 is renewed."""
    stage.chapter(f"The plan of 2023: 2022 is renewed {ILLUSTRATIVE}")
    at = "2023-01-10"
    following = stage.office.renew("qn-2022", by=GIAN, terms=stage.terms("plan-2023"), at=at)
    stage.line(
        "+", "green", at, f"{stage.who(GIAN)} drafts {following.id}, with the lessons of 2022:"
    )
    for lesson in following.charter.lessons:
        stage.line("·", "cyan", "", lesson.say("en"))
    stage.do("qn-2023", "sign", GIAN, at, "signs qn-2023")
    shorter = changed(following.terms, obligations=following.terms.obligations[:-1])
    stage.refused(
        "qn-2023", "sign", THUY, at, "signs another text, one promise shorter", body=shorter
    )
    stage.do("qn-2023", "sign", THUY, at, "signs qn-2023")
    stage.say(f"2022 is {stage.office.get('qn-2022').state}. Owed in 2023 besides its own text:")
    stage.table(
        ("task", "lead", "due", "state"),
        (
            (row.id, row.lead or "joint", row.due or "–", row.state)
            for row in stage.office.tasks("qn-2023")
        ),
    )
    stage.refused("qn-2022", "start", officer("ban-dan-van"), at, "wants to start 2022 once more")


def record(stage: Stage) -> None:
    """What is in the journal, and that it is whole."""
    stage.chapter("The record")
    stage.table(
        ("agreement", "state", "entries", "period"),
        (
            (row.id, row.state, row.version, f"{row.start} – {row.end}")
            for row in stage.office.agreements()
        ),
    )
    for name in ("qn-2021", "qn-2022"):
        fates = Counter(row.state for row in stage.office.tasks(name))
        told = ", ".join(f"{count} {state}" for state, count in sorted(fates.items()))
        stage.say(f"No promise disappears: of {fates.total()} tasks in {name}, {told}.")
    found = stage.office.verify()
    stage.say(
        f"Verified: {found.streams} streams, {found.entries} entries, every digest recomputed, "
        + ("all whole." if found else "BROKEN: " + "; ".join(map(str, found.broken)))
    )


def _names(stage: Stage, agreement: str) -> str:
    return ", ".join(row.id for row in stage.office.tasks(agreement))


def _lead(promise: Obligation) -> str:
    return f"{SHORT[promise.lead]} {promise.basis[0]}" if promise.lead is not None else "both"


def _when(stage: Stage, obligation: str) -> str:
    rows = [
        row
        for row in stage.office.tasks("qn-2022")
        if obligation in (row.obligation, *row.also) and ":" not in row.id
    ]
    if not rows:
        promise = stage.office.get("qn-2022").terms.obligation(obligation)
        on = promise.on if promise is not None else ()
        return "\n".join(f"on {occasion}" for occasion in on) or "by rounds"
    days = [f"{row.due}" if row.due else (row.settled_by or "no date") for row in rows]
    days += [ILLUSTRATIVE] if rows[0].kind == "once" and rows[0].due else []
    same = next((f" (= {row.obligation})" for row in rows if row.obligation != obligation), "")
    return "\n".join(days) + same


ALL = (opening, before, conference, who_leads, *year.ALL, review, renewal, record)
