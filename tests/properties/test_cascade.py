"""Laws of the cascade: what is handed down, answered, and added up again."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coopflow import CommandRefused, Secretariat, parse_terms
from coopflow.projections.cascade import Branch, RollUp, cascade
from coopflow.projections.inbox import of_task
from coopflow.projections.rows import task_row
from coopflow.values.assignment import Assignment
from coopflow.values.task import Owed, Task

DAY, TODAY = date(2022, 1, 1), date(2022, 6, 1)
AT = datetime(2022, 1, 1, tzinfo=UTC)
STATES = ("assigned", "acknowledged", "delivered", "refused")
BODIES = ("a", "b", "c")
OPEN: Any = {"id": "1/1", "obligation": "1", "kind": "once", "lead": "a", "acceptance": "any",
             "opens": DAY, "opened_on": DAY}  # fmt: skip
DUES = (None, date(2022, 5, 31), TODAY, date(2022, 6, 2))


@st.composite
def handed(draw: st.DrawFn) -> Task:
    """Make a task with a tree of assignments, however unlikely their states."""
    hands: list[Assignment] = []
    for ordinal in range(1, draw(st.integers(0, 12)) + 1):
        hands.append(
            Assignment(
                id=f"1/1~{ordinal}",
                to=draw(st.sampled_from(BODIES)),
                by="x",
                parent=draw(st.sampled_from([None, *(each.id for each in hands)])),
                instead_of=draw(st.sampled_from([None, *BODIES])),
                due=draw(st.sampled_from(DUES)),
                state=draw(st.sampled_from(STATES)),
                at=AT,
            )
        )
    owed = Owed(**OPEN, due=draw(st.sampled_from(DUES)))
    return Task(owed, draw(st.sampled_from(["open", "reported", "accepted"])), hands=tuple(hands))


def naive(task: Task, parent: str | None) -> Counter[str]:
    """Add up the leaves below `parent`, written down as one would do it by hand."""
    found: Counter[str] = Counter()
    here = [number for number, each in enumerate(task.hands) if each.parent == parent]
    for number in here:
        each = task.hands[number]
        later = [task.hands[other] for other in here if other > number]
        asked_again = {name for other in later for name in (other.to, other.instead_of)}
        if each.state == "refused" and each.to in asked_again:
            continue
        if any(other.parent == each.id for other in task.hands):
            found += naive(task, each.id)
            continue
        past = [day for day in (each.due, task.owed.due) if day is not None and day < TODAY]
        over = past and task.state in ("open", "reported")
        word = {"delivered": "done", "refused": "refused"}.get(each.state)
        found[word or ("late" if over else "waiting")] += 1
    return found


def told(roll_up: RollUp) -> Counter[str]:
    """Return a roll-up as a counter."""
    pairs = (("done", roll_up.done), ("late", roll_up.late), ("refused", roll_up.refused),
             ("waiting", roll_up.waiting))  # fmt: skip
    return Counter({name: number for name, number in pairs if number})


def every(branches: tuple[Branch, ...]) -> list[Branch]:
    """Return all branches of a tree."""
    return [each for branch in branches for each in (branch, *every(branch.below))]


class TestRollUp:
    """What is told of a branch is what its leaves are."""

    @given(handed())
    def test_it_is_the_fold_of_its_leaves(self, task: Task) -> None:
        """Of the task, and of every branch from which something was handed on."""
        tree = cascade("p", task, TODAY)
        inner = [each for each in every(tree.branches) if each.below]

        assert naive(task, None) == told(tree.roll_up)
        for each in inner:
            if each.outcome != "replaced":
                assert naive(task, each.assignment.id) == told(each.roll_up)

    @given(handed())
    def test_every_hand_is_in_the_tree_once(self, task: Task) -> None:
        """Below the one it was handed on from."""
        tree = cascade("p", task, TODAY)
        found = [(each.assignment.id, branch.assignment.id)
                 for branch in every(tree.branches) for each in branch.below]  # fmt: skip
        top = [each.assignment.id for each in tree.branches]

        assert {each.id: each.parent for each in task.hands} == {
            **dict.fromkeys(top),
            **dict(found),
        }

    @given(handed())
    def test_a_risk_is_a_leaf_refused_or_late(self, task: Task) -> None:
        """Of a task that is still owed."""
        leaves = naive(task, None)

        assert cascade("p", task, TODAY).risk == (
            task.state != "accepted" and leaves["refused"] + leaves["late"] > 0
        )

    @given(handed())
    def test_a_failure_below_is_no_breach(self, task: Task) -> None:
        """What is listed of the task itself is the same without its hands."""
        bare = Task(task.owed, task.state)

        class Here:
            id = "p"
            terms = type("Terms", (), {"time_zone": "UTC"})

        here: Any = Here
        assert task_row(bare, here) == task_row(task, here)
        assert {each.id for each in task.hands if each.state in STATES[:2]} == {
            each.about for each in of_task(task, here) if each.why == "body"
        } or task.state == "accepted"


# --- the machine of assignments, against a little model of it -----------------------------------

LINE = ("lead", "division", "district")
TERMS = parse_terms(
    {
        "coopflow": 1,
        "id": "p",
        "title": "Plan",
        "period": {"start": "2022-01-01", "end": "2022-12-31"},
        "parties": ["lead", "other"],
        "agencies": {
            "lead": {"name": "L"},
            "other": {"name": "O"},
            "division": {"name": "V", "parent": "lead"},
            "district": {"name": "D", "parent": "division"},
        },
        "officers": {
            f"of-{each}": {"name": each, "agency": each, "may": ["represent", "sign"]}
            for each in (*LINE, "other")
        },
        "areas": [
            {"id": "1", "lead": "lead", "obligations": [{"id": "1", "text": "W", "kind": "once"}]}
        ],
    }
)
DOWN = [
    ("assign", "lead", "division", None, True, True),
    ("assign", "division", "district", 1, True, True),
]
"""How most stories begin: what is handed to nobody, nobody can answer."""

COMMANDS = st.lists(
    st.tuples(
        st.sampled_from(["assign", "acknowledge", "refuse", "progress", "deliver"]),
        st.sampled_from(["holder", "holder", "holder", *LINE, "other"]),  # by whom
        st.sampled_from(LINE),  # to whom
        st.sampled_from([None, 1, 2, 3]),  # of which assignment
        st.sampled_from([True, True, False]),  # whether a note is said
        st.sampled_from([True, True, False]),  # whether evidence is given
    ),
    max_size=25,
)


class Model:
    """What became of each assignment: its body, its parent, its state. Nothing else."""

    def __init__(self) -> None:
        self.held: list[dict[str, Any]] = []

    def holder(self, of: int | None) -> str:
        """Return who has it; the lead where that is nobody yet."""
        return self.held[of - 1]["to"] if of is not None and of <= len(self.held) else "lead"

    def may(self, by: str, to: str, of: int | None) -> bool:
        """Tell whether a body may hand down to another."""
        if of is None and by != "lead":
            own = [at for at, each in enumerate(self.held, start=1)
                   if each["to"] == by and each["live"]]  # fmt: skip
            if len(own) != 1:
                return False
            of = own[0]
        if of is not None:
            if of > len(self.held):
                return False
            over = self.held[of - 1]
            if over["to"] != by or not over["live"]:
                return False
        # whoever handed it down could hand it to whom it guides, and so may who has it
        if LINE.index(to) <= LINE.index(by) and not self._below_a_giver(of, to):
            return False
        taken = any(e["to"] == to and e["of"] == of and e["live"] for e in self.held)
        if taken:
            return False
        self.held.append({"to": to, "of": of, "by": by, "state": "assigned", "live": True})
        return True

    def _below_a_giver(self, of: int | None, to: str) -> bool:
        while of is not None:
            over = self.held[of - 1]
            if LINE.index(to) > LINE.index(over["by"]):
                return True
            of = over["of"]
        return False

    def answer(self, command: str, by: str, of: int | None, *, note: bool, given: bool) -> bool:
        """Tell whether a body may answer so."""
        if of is None:
            own = [at for at, each in enumerate(self.held, start=1)
                   if each["to"] == by and each["live"]]  # fmt: skip
            of = own[0] if len(own) == 1 else None
        if of is None or of > len(self.held):
            return False
        held = self.held[of - 1]
        on = [each for each in self.held if each["of"] == of and each["state"] != "refused"]
        enough = {
            "acknowledge": held["state"] == "assigned",
            "progress": note or given,
            "deliver": given,
            "refuse": note and not on,
        }
        if held["to"] != by or not held["live"] or not enough[command]:
            return False
        if command != "progress":
            held["state"] = f"{command}d" if command != "deliver" else "delivered"
            held["live"] = command == "acknowledge"
        return True


class TestMachine:
    """Whatever is asked in whichever order, assignments go the ways of their table."""

    @given(st.integers(0, 2), COMMANDS)
    def test_it_agrees_with_a_little_model(self, begun: int, commands: list[Any]) -> None:
        """On what is refused, and on where each assignment stands."""
        with Secretariat.open("memory:", plugins=[]) as office:
            office.draft(TERMS, by="of-lead", at="2022-01-03")
            for officer in ("of-lead", "of-other"):
                office.submit("p", "sign", by=officer, at="2022-01-03")
            office.submit("p", "start", by="of-lead", at="2022-01-03")
            model = Model()
            for command, who, to, of, note, given_ in [*DOWN[:begun], *commands]:
                by = model.holder(of) if who == "holder" else who
                said: dict[str, Any] = {"task": "1/1", "at": "2022-02-01"}
                if of is not None:
                    said["assignment"] = f"1/1~{of}"
                if command == "assign":
                    said["to"] = to
                    expected = model.may(by, to, of)
                else:
                    expected = model.answer(command, by, of, note=note, given=given_)
                said |= {"note": "n"} if note else {}
                said |= {"evidence": "e"} if given_ else {}
                try:
                    office.submit("p", command, by=f"of-{by}", **said)
                    accepted = True
                except CommandRefused:
                    accepted = False

                assert expected == accepted, (command, by, to, of)
            hands = office.get("p").tasks["1/1"].hands

            assert [(each["to"], each["state"]) for each in model.held] == [
                (each.to, each.state) for each in hands
            ]
            assert {f"1/1~{at}" for at, e in enumerate(model.held, 1) if e["live"]} == {
                row.about for body in LINE for row in office.inbox(agency=body) if row.why == "body"
            }


class TestReassigning:
    """Whoever takes over takes over what was done."""

    @given(
        st.lists(st.sampled_from(["acknowledge", "photos", "minutes", 10, 60]), max_size=5),
        st.sampled_from([None, date(2022, 3, 31)]),
        st.sampled_from([None, "deliver", "refuse"]),
    )
    def test_nothing_that_was_told_is_lost(
        self, told: list[str | int], until: date | None, ended: str | None
    ) -> None:
        """Percent, evidence, the last day and who handed it down; what is answered stays."""
        with Secretariat.open("memory:", plugins=[]) as office:
            office.draft(TERMS, by="of-lead", at="2022-01-03")
            for officer in ("of-lead", "of-other"):
                office.submit("p", "sign", by=officer, at="2022-01-03")
            office.submit("p", "start", by="of-lead", at="2022-01-03")
            said: dict[str, Any] = {"task": "1/1", "at": "2022-02-01"}
            office.submit("p", "assign", by="of-lead", to="division", until=until, **said)
            office.submit("p", "assign", by="of-lead", to="district", **said)
            percent, evidence = None, []
            for each in told:
                if each == "acknowledge":
                    if office.get("p").tasks["1/1"].hands[0].state == "assigned":
                        office.submit("p", each, by="of-division", **said)
                elif isinstance(each, int):
                    office.submit("p", "progress", by="of-division", percent=each, **said)
                    percent = each
                else:
                    office.submit("p", "progress", by="of-division", evidence=each, **said)
                    evidence.append(each)
            if ended is not None:
                office.submit("p", ended, by="of-division", note="n", evidence="letter", **said)
            body = {
                "source": "A law",
                "bodies": {"division": "office", "district": "ward"},
                "agencies": {name: {"name": name, "parent": "lead"} for name in ("office", "ward")},
            }
            office.submit("p", "reassign", by="of-lead", at="2022-02-02", body=body)
            first, second = office.get("p").tasks["1/1"].hands

        letter = ["letter"] * (ended == "deliver")
        assert percent == first.percent
        assert [*evidence, *letter] == [each.kind for each in first.evidence]
        assert (until, "lead", None) == (first.due, first.by, first.parent)
        stays = {None: "assigned", "deliver": "delivered", "refuse": "refused"}
        assert stays[ended] == first.state
        assert ("office" if ended is None else "division") == first.to
        assert ("assigned", "ward") == (second.state, second.to)
