"""What writers find loaded: importing this tells a lane's first year once, in memory."""

from __future__ import annotations

from itertools import islice

import coopflow.projections.sqlite_board  # noqa: F401 - opening a file will want it
from coopflow.testing.survival_story import story

YEAR = tuple(islice(story("warm"), 26))
