"""The library against the oracle: on `standard@1`, and on tables nobody has seen before."""

from __future__ import annotations

from hypothesis import settings
from machine import Agreements, AgreementsInAFile
from world import other_tables


class OtherAgreements(Agreements):
    """The same on tables nobody has seen before, one agreement renewing another across them."""

    others = other_tables()


class OtherAgreementsInAFile(AgreementsInAFile):
    """And those in a file."""

    others = other_tables()


TestInMemory = Agreements.TestCase
TestInMemory.settings = settings(max_examples=55, stateful_step_count=40, deadline=None)

TestInAFile = AgreementsInAFile.TestCase
TestInAFile.settings = settings(max_examples=6, stateful_step_count=30, deadline=None)

TestOnOtherTables = OtherAgreements.TestCase
TestOnOtherTables.settings = settings(max_examples=70, stateful_step_count=35, deadline=None)

TestOnOtherTablesInAFile = OtherAgreementsInAFile.TestCase
TestOnOtherTablesInAFile.settings = settings(max_examples=6, stateful_step_count=30, deadline=None)
