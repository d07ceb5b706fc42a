"""Settings of all Python tests; its place makes `reference` importable."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No deadline: the references are slow on purpose, and machines that run tests are busy. A few examples of each row are
# many of the catalogue.
settings.register_profile("barwise", deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("barwise")
