"""Settings of all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.search import STEADY

# A busy machine is no failure: nothing here is timed.
settings.register_profile(
    "untimed",
    deadline=None,
    derandomize=STEADY,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("untimed")
