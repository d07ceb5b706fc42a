"""Settings of all Python tests; its place makes `reference` importable."""

from __future__ import annotations

import gc
import os

from hypothesis import HealthCheck, settings

# No deadline: the references are slow on purpose, and machines that run tests are busy. A few examples of each row are
# many of the catalogue. Continuous integration tries the same ones each time; new ones are for who works on the code.
settings.register_profile(
    "barwise",
    deadline=None,
    max_examples=20,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("barwise")


def pytest_collection_finish() -> None:
    """Keep the garbage collector from looking through tens of thousands of tests again and again."""
    gc.collect()
    gc.freeze()
