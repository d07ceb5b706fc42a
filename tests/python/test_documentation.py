"""What is written from the catalogue says what the catalogue says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def test_the_page_of_indicators_is_of_this_catalogue() -> None:
    tool = PROJECT / "tools" / "write_catalogue.py"
    if not tool.exists():
        pytest.skip("the tools are not in the source package")
    specification = importlib.util.spec_from_file_location("write_catalogue", tool)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), "run python tools/write_catalogue.py"
