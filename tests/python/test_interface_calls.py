"""How an indicator is called: by position, by name, from columns of the market, into given arrays."""

from __future__ import annotations

import inspect

import barwise as bw
import numpy as np
import pytest
from interface_rows import SEVERAL_OUTPUTS, WITH_SOURCE, has_period
from reference.bars import Doubles, make_bars
from reference.rows import KERNELS, ROWS_OF_EACH_SHAPE, call, defaults, inputs_of, same_bits

BARS = make_bars("gaps")


def assert_same(a: object, b: object) -> None:
    """The same results, one array or a tuple of them."""
    pairs = zip(a, b, strict=True) if isinstance(a, tuple) and isinstance(b, tuple) else [(a, b)]
    for x, y in pairs:
        assert isinstance(x, np.ndarray)
        assert isinstance(y, np.ndarray)
        assert same_bits(x, y)


def expected(row: str) -> object:
    return bw.indicators[row](*inputs_of(row, BARS).values())


@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_inputs_and_parameters_by_position_or_by_name(row: str) -> None:
    indicator = bw.indicators[row]
    inputs, parameters = inputs_of(row, BARS), defaults(row)
    assert_same(indicator(*inputs.values(), *parameters.values()), expected(row))
    assert_same(indicator(**inputs, **parameters), expected(row))
    assert_same(indicator(*inputs.values(), **parameters), expected(row))


@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_result_is_new_arrays_of_the_length_of_the_bars(row: str) -> None:
    for name, values in call(row, inputs_of(row, BARS), {}).items():
        assert type(values) is np.ndarray, name
        assert values.dtype == np.float64
        assert values.shape == BARS["close"].shape
        assert values.flags.owndata
        assert values.flags.writeable


@pytest.mark.parametrize("row", WITH_SOURCE)
def test_default_source_is_made_of_the_market(row: str) -> None:
    source = bw.indicators[row].info.inputs[0].source
    others = {name: values for name, values in inputs_of(row, BARS).items() if name in BARS}
    made = bw.indicators[row](**BARS)
    assert_same(bw.indicators[row](source_by_hand(source), **others), made)
    assert_same(bw.indicators[row](source=source, **BARS), made)


def source_by_hand(source: str) -> Doubles:
    """A source from the indicator that computes it."""
    if source in BARS:
        return BARS[source]
    ohlc = {name[0]: BARS[name] for name in ("open", "high", "low", "close")}
    weights = {"hl2": "hl", "hlc3": "hlc", "ohlc4": "ohlc", "hlcc4": "hlcc"}[source]
    names = {"hl": "medprice", "hlc": "typprice", "ohlc": "avgprice", "hlcc": "wclprice"}
    given = [values for letter, values in ohlc.items() if letter in weights]
    result = bw.indicators[names[weights]](*given)
    assert isinstance(result, np.ndarray)
    return result


@pytest.mark.parametrize("source", ["open", "high", "low", "close", "volume", "hl2", "hlc3", "ohlc4", "hlcc4"])
@pytest.mark.parametrize("row", WITH_SOURCE)
def test_any_source_can_be_named(row: str, source: str) -> None:
    others = {given.name: BARS[given.name] for given in bw.indicators[row].info.inputs[1:]}
    by_name = bw.indicators[row](source=source, **BARS)
    assert_same(by_name, bw.indicators[row](source_by_hand(source), **others))
    assert_same(by_name, bw.indicators[row](source.upper(), **BARS))


@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_columns_that_are_not_needed_may_be_given(row: str) -> None:
    needed = {given.source if given.source in BARS else None for given in bw.indicators[row].info.inputs}
    if None in needed:
        needed = set(BARS)
    assert_same(bw.indicators[row](**{name: BARS[name] for name in BARS if name in needed}), bw.indicators[row](**BARS))


@pytest.mark.parametrize("row", WITH_SOURCE)
def test_none_is_a_column_that_is_not_given(row: str) -> None:
    inputs = inputs_of(row, BARS)
    without = {name: None for name in BARS if name not in inputs}
    assert_same(bw.indicators[row](*inputs.values(), **without, out=None, kernel=None), expected(row))


@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_keywords_made_at_run_time(row: str) -> None:
    inputs = {"".join(list(name)): values for name, values in inputs_of(row, BARS).items()}
    assert_same(bw.indicators[row](**inputs), expected(row))


@pytest.mark.parametrize("kernel", ["auto", None, *KERNELS])
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_every_kernel_gives_the_same_bits(row: str, kernel: str | None) -> None:
    assert_same(bw.indicators[row](**inputs_of(row, BARS), kernel=kernel), expected(row))


def test_kernels_of_this_machine() -> None:
    assert isinstance(bw.kernels(), tuple)
    assert bw.default_kernel() in bw.kernels()
    assert bw.kernels()[-1] in ("baseline", "neon")


@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_out_is_written_and_returned(row: str) -> None:
    arrays = [np.full(len(BARS["close"]), 7.0) for _ in bw.indicators[row].info.outputs]
    out = arrays[0] if len(arrays) == 1 else tuple(arrays)
    result = bw.indicators[row](**inputs_of(row, BARS), out=out)
    for given, returned in zip(arrays, result if isinstance(result, tuple) else [result], strict=True):
        assert returned is given
    assert_same(result, expected(row))


@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_out_may_be_part_of_another_array(row: str) -> None:
    n, count = len(BARS["close"]), len(bw.indicators[row].info.outputs)
    whole = np.full((count + 2, n), 7.0)
    parts = list(whole[1:-1])
    assert_same(bw.indicators[row](**inputs_of(row, BARS), out=parts[0] if count == 1 else parts), expected(row))
    assert (whole[0] == 7).all()
    assert (whole[-1] == 7).all()


@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_empty_and_short_bars_are_no_error(row: str) -> None:
    for n in (0, 1):
        for values in call(
            row, {name: values[:n] for name, values in inputs_of(row, make_bars("walk")).items()}, {}
        ).values():
            assert values.shape == (n,)
    inputs = inputs_of(row, make_bars("walk"))
    if has_period(row):
        for values in call(row, inputs, {"period": len(BARS["close"]) + 1}).values():
            assert np.isnan(values).all()


@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_lookback_by_position_or_by_name(row: str) -> None:
    indicator, parameters = bw.indicators[row], defaults(row)
    lookback = indicator.lookback()
    assert lookback == indicator.lookback(**parameters) == indicator.lookback(*parameters.values())
    assert isinstance(lookback, int if len(indicator.info.outputs) == 1 else tuple)


@pytest.mark.parametrize("row", SEVERAL_OUTPUTS)
def test_several_outputs_are_a_named_tuple(row: str) -> None:
    result = expected(row)
    names = tuple(output.name for output in bw.indicators[row].info.outputs)
    assert type(result) is bw.indicators[row].result
    assert result._fields == names
    assert all(getattr(result, name) is values for name, values in zip(names, result, strict=True))


@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_signature_is_what_the_call_takes(row: str) -> None:
    signature = inspect.signature(bw.indicators[row])
    inputs = inputs_of(row, BARS)
    bound = signature.bind(*inputs.values(), **defaults(row))
    bound.apply_defaults()
    assert_same(bw.indicators[row](*bound.args, **bound.kwargs), expected(row))
