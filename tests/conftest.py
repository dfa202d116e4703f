"""What every test stands on: how hypothesis explores, and an environment of our own."""

from __future__ import annotations

import os

from hypothesis import settings

# `ci` (what `make test` takes) tries the same examples every time, so that a red run is red
# again; `default` (a bare `pytest`) tries new ones. Neither looks at the clock.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=60)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# A journal or a choice of plugins set in the caller's shell is not for the tests.
os.environ["LC_ALL"] = "C.UTF-8"  # nor is the language it speaks
for name in [name for name in os.environ if name.startswith("COOPFLOW_")]:
    del os.environ[name]
