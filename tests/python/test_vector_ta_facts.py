"""barwise.vector_ta answers every call, good or bad, as vector_ta does, but for what the table of facts says."""

from __future__ import annotations

from importlib.metadata import version

import barwise as bw
import numpy as np
import pytest
from barwise import vector_ta
from barwise.vector_ta.rows import ROWS, Row
from vector_ta_facts import BARS, DATA, FACTS, Fact, answer, find_original

MEASURED = "0.2.8"
NUMBERS = {"period": "10", "offset": "0.85", "sigma": "6.0"}


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_answers_as_the_table_says(fact: Fact) -> None:
    assert answer(vector_ta, fact.call) == fact.ours


def test_the_table_says_what_the_original_answers() -> None:
    original = find_original()
    if original is None:
        pytest.skip("vector_ta is not installed")
    if version("vector_ta") != MEASURED:
        pytest.skip(f"vector_ta is not the {MEASURED} that was measured")
    with np.errstate(all="ignore"):
        wrong = {fact.call: given for fact in FACTS if (given := answer(original, fact.call)) != fact.original}
    assert not wrong


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_table_has_every_row_in_every_form(row: Row) -> None:
    for name in (row.name, f"{row.name}_batch", row.stream):
        answers = [fact.original for fact in FACTS if fact.call.startswith(f"{name}(")]
        assert any("Error: " in given for given in answers)
        assert any("Error: " not in given for given in answers)


@pytest.mark.parametrize("kernel", ["avx2", "avx512"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_kernels_that_not_every_machine_has(row: Row, kernel: str) -> None:
    inputs = [DATA["WALK"]] * len(row.inputs)
    numbers = [float(NUMBERS[parameter.name]) for parameter in row.parameters]
    numbers[:1] = map(int, numbers[:1])
    ranges = [(number, number, 0) for number in numbers]
    function, batch = getattr(vector_ta, row.name), getattr(vector_ta, f"{row.name}_batch")
    if kernel in bw.kernels():
        expected = function(*inputs, *numbers, "scalar")
        np.testing.assert_array_equal(function(*inputs, *numbers, kernel), expected)
        np.testing.assert_array_equal(batch(*inputs, *ranges, kernel=kernel)["values"], expected[np.newaxis])
    else:
        for call, settings in ((function, numbers), (batch, ranges)):
            with pytest.raises(ValueError, match=f"^{kernel.upper()} kernel not compiled in this build$"):
                call(*inputs, *settings, kernel=kernel)


def test_a_range_without_end_is_refused_before_it_is_walked() -> None:
    with pytest.raises(ValueError, match=f"^cci: Invalid period: period = {BARS + 1}, data length = {BARS}$"):
        vector_ta.cci_batch(DATA["WALK"], (5, 2**63, 1))
    with pytest.raises(ValueError, match=f"^sma: Not enough valid data: needed = {2**63}, valid = {BARS}$"):
        vector_ta.sma_batch(DATA["WALK"], (5, 2**63, 1))
    with pytest.raises(ValueError, match=r"^alma: Invalid range: start=0.5, end=inf, step=0.1$"):
        vector_ta.alma_batch(DATA["WALK"], (9, 9, 0), (0.5, np.inf, 0.1), (6.0, 6.0, 0.0))


def test_what_only_barwise_refuses_has_its_own_message() -> None:
    with pytest.raises(ValueError, match=r"^alma: sigma must be a number from 0\.1 to 100, not 0\.05$") as refused:
        vector_ta.alma(DATA["WALK"], 9, 0.85, 0.05)
    assert isinstance(refused.value, bw.Error)
    with pytest.raises(ValueError, match=r"^cci: period must be an integer from 1 to 100000, not 100001$"):
        vector_ta.CciStream(100_001)
