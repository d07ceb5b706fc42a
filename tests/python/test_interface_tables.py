"""Tables and series of pandas and polars: found by name, and returned as they came."""

from __future__ import annotations

from typing import Any

import barwise as bw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from barwise.column_names import SPELLINGS, AmbiguousColumnError, find_column, letters_of
from interface_rows import MADE, MARKET, PERIODIC, SIMPLE, WITH_SOURCE
from reference.bars import make_bars
from reference.rows import ROWS_OF_EACH_SHAPE, call, inputs_of, same_bits

BARS = make_bars("walk")
INDEX = pd.date_range("2024-01-01", periods=len(BARS["close"]), freq="h")


def tables() -> dict[str, Any]:
    return {"pandas": pd.DataFrame(BARS, index=INDEX), "polars": pl.DataFrame(BARS)}


def series(library: str, values: object, name: str = "some name") -> Any:
    return pd.Series(values, index=INDEX[: len(values)], name=name) if library == "pandas" else pl.Series(name, values)


def check_series(result: Any, library: str, name: str, expected: np.ndarray[Any, Any]) -> None:
    assert type(result) is (pd.Series if library == "pandas" else pl.Series)
    assert result.name == name
    assert same_bits(result.to_numpy(), expected)
    if library == "pandas":
        assert result.index.equals(INDEX[: len(expected)])
        assert result.dtype == np.float64
    else:
        assert result.dtype == pl.Float64


def check_result(result: Any, library: str, expected: dict[str, Any], name: str) -> None:
    """One output: a series of that name; several: a table, or a named tuple, of series named as the outputs."""
    if len(expected) == 1:
        check_series(result, library, name, next(iter(expected.values())))
        return
    for output, values in expected.items():
        check_series(
            result[output] if not isinstance(result, tuple) else getattr(result, output), library, output, values
        )


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_table(row: str, library: str) -> None:
    expected = call(row, BARS if row in WITH_SOURCE else inputs_of(row, BARS), {})
    table = tables()[library]
    made = bw.indicators[row](**BARS)
    outputs = dict(zip(expected, made if isinstance(made, tuple) else [made], strict=True))
    result = bw.indicators[row](table)
    check_result(result, library, outputs, row)
    if len(outputs) > 1:
        assert type(result) is type(table)
        assert list(result.columns) == list(outputs)


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("row", SIMPLE)
def test_parameters_follow_a_table(row: str, library: str) -> None:
    indicator, table = bw.indicators[row], tables()[library]
    parameters = {parameter.name: parameter.default for parameter in indicator.info.parameters}
    if "period" in parameters:
        parameters["period"] = 5
    expected = indicator(BARS["high"], **parameters)
    check_series(indicator(table, *parameters.values(), source="high"), library, row, expected)
    check_series(indicator(table, **parameters, source=BARS["high"]), library, row, expected)
    check_series(indicator(table, **parameters, source=table["high"]), library, row, expected)


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_series(row: str, library: str) -> None:
    inputs = inputs_of(row, BARS)
    given = {name: series(library, values) for name, values in inputs.items()}
    expected = call(row, inputs, {})
    name = "some name" if len(inputs) == 1 else row
    check_result(bw.indicators[row](*given.values()), library, expected, name)
    check_result(bw.indicators[row](**given), library, expected, name)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_source_of_series(library: str) -> None:
    columns = {name: series(library, values) for name, values in BARS.items()}
    check_series(bw.indicators[MADE](**columns), library, MADE, bw.indicators[MADE](**BARS))


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_series_beside_arrays_and_lists(library: str) -> None:
    inputs = inputs_of(MARKET, BARS)
    first, *others = inputs
    mixed = {first: BARS[first].tolist(), **{name: series(library, BARS[name]) for name in others}}
    result = bw.indicators[MARKET](**mixed)
    assert same_bits(result.to_numpy(), bw.indicators[MARKET](**inputs))


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_out_receives_arrays(library: str) -> None:
    out = np.empty(len(BARS["close"]))
    assert bw.indicators[PERIODIC](series(library, BARS["close"]), out=out) is out
    assert same_bits(out, bw.indicators[PERIODIC](BARS["close"]))
    assert bw.indicators[PERIODIC](tables()[library], out=out) is out


SERIES: dict[str, Any] = {
    "pandas Int64": lambda x: pd.Series(x).astype("Int64"),
    "pandas Float64": lambda x: pd.Series(x).astype("Float64"),
    "pandas float32": lambda x: pd.Series(x).astype("float32"),
    "pandas bool": lambda x: pd.Series([value is not None for value in x]),
    "pandas strided": lambda x: pd.DataFrame(np.array([x, x], dtype=float).T)[1],
    "polars Int8": lambda x: pl.Series(x, dtype=pl.Int8),
    "polars Float32": lambda x: pl.Series(x, dtype=pl.Float32),
    "polars Boolean": lambda x: pl.Series([None if value is None else value > 3 for value in x]),
    "polars Decimal": lambda x: pl.Series(x, dtype=pl.Int64).cast(pl.Decimal(10, 2)),
    "polars chunks": lambda x: pl.concat(
        [pl.Series(x[:5], dtype=pl.Float64), pl.Series(x[5:], dtype=pl.Float64)], rechunk=False
    ),
}


@pytest.mark.parametrize("kind", SERIES)
@pytest.mark.parametrize("row", SIMPLE)
def test_series_of_any_type_of_number(row: str, kind: str) -> None:
    values: list[int | None] = [k % 7 for k in range(60)]
    values[17] = None
    given = SERIES[kind](values)
    doubles = np.array([np.nan if pd.isna(value) else float(value) for value in given.to_list()])
    assert same_bits(bw.indicators[row](given).to_numpy(), bw.indicators[row](doubles))


def test_empty_tables_and_series() -> None:
    for row in SIMPLE:
        assert len(bw.indicators[row](pl.Series([], dtype=pl.Float64))) == 0
        assert len(bw.indicators[row](pl.DataFrame(BARS).head(0))) == 0
        assert len(bw.indicators[row](pd.DataFrame(BARS).head(0))) == 0


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Open", "open"),
        ("HIGH", "high"),
        ("l", "low"),
        ("4. close", "close"),
        ("<CLOSE>", "close"),
        ("Adj Close", "close"),
        ("Vol.", "volume"),
        ("Volume BTC", "volume"),
        ("Open Price", "open"),
        ("last_price", "close"),
    ],
)
def test_usual_spellings(spelling: str, name: str) -> None:
    assert find_column(name, ["time", spelling]) == spelling


def test_spellings_are_of_one_meaning() -> None:
    every = [spelling for spellings in SPELLINGS.values() for spelling in spellings]
    assert len(every) == len(set(every))
    assert all(letters_of(spelling) == spelling for spelling in every)


def test_preferred_spellings_win() -> None:
    assert find_column("close", ["Adj Close", "Close"]) == "Close"
    assert find_column("close", ["CLOSE", "close"]) == "close"
    assert find_column("volume", ["Volume USD", "Volume"]) == "Volume"
    assert find_column("close", ["time"]) is None
    with pytest.raises(AmbiguousColumnError, match="close was found twice, as Close and CLOSE"):
        find_column("close", ["Close", "CLOSE"])


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_columns_under_other_names(library: str) -> None:
    frame = tables()[library]
    others = {name: f"{k}. {name.title()}" for k, name in enumerate(BARS)}
    renamed = frame.rename(columns=others) if library == "pandas" else frame.rename(others)
    assert same_bits(bw.indicators[MADE](renamed).to_numpy(), bw.indicators[MADE](frame).to_numpy())
    price = frame["close"] * 2
    with_price = frame.assign(mine=price) if library == "pandas" else frame.with_columns(price.alias("mine"))
    expected = bw.indicators[PERIODIC](price.to_numpy())
    assert same_bits(bw.indicators[PERIODIC](with_price, source="mine").to_numpy(), expected)
    columns = inputs_of(MARKET, BARS)
    first = next(iter(columns))
    replaced = bw.indicators[MARKET](**{**columns, first: price.to_numpy()})
    assert same_bits(bw.indicators[MARKET](with_price, **{first: "mine"}).to_numpy(), replaced)


# ---- errors ----------------------------------------------------------------------------------------------------------

CLOSE = pl.DataFrame({"close": [1.0, 2.0]})
PERIODS = [parameter.default for parameter in bw.indicators[PERIODIC].info.parameters]
TABLE_ERRORS: dict[str, tuple[Any, type[Exception], str, str]] = {
    "no such column": (lambda: bw.indicators[MADE](CLOSE), ValueError, "high", "no column high, only close"),
    "no column at all": (lambda: bw.indicators[MADE](pl.DataFrame()), ValueError, "high", "only none"),
    "found twice": (
        lambda: bw.indicators[PERIODIC](pl.DataFrame({"Close": [1.0], "CLOSE": [1.0]})),
        ValueError,
        "close",
        "Close and CLOSE",
    ),
    "text column": (lambda: bw.indicators[PERIODIC](pl.DataFrame({"close": ["1"]})), TypeError, "close", "String"),
    "text series": (lambda: bw.indicators[PERIODIC](pd.Series(["1"])), TypeError, "source", "convert"),
    "times": (lambda: bw.indicators[PERIODIC](pd.Series(INDEX)), TypeError, "source", "Datetime"),
    "objects": (lambda: bw.indicators[PERIODIC](pd.Series([1, object()])), TypeError, "source", "Object"),
    "lazy": (lambda: bw.indicators[PERIODIC](CLOSE.lazy()), TypeError, "", "collect()"),
    "table by name": (lambda: bw.indicators[PERIODIC](source=CLOSE), TypeError, "source", "given first"),
    "unknown source": (lambda: bw.indicators[PERIODIC](CLOSE, source="clsoe"), ValueError, "source", "clsoe"),
    "too many": (lambda: bw.indicators[PERIODIC](CLOSE, *PERIODS, 1), TypeError, "", "may follow a table"),
    "twice": (lambda: bw.indicators[PERIODIC](CLOSE, 3, period=3), TypeError, "period", "given twice"),
    "unknown": (lambda: bw.indicators[PERIODIC](CLOSE, perid=3), TypeError, "perid", "did you mean 'period'"),
    "bad period": (lambda: bw.indicators[PERIODIC](CLOSE, 0), ValueError, "period", "not 0"),
    "unknown for series": (
        lambda: bw.indicators[PERIODIC](CLOSE["close"], perid=3),
        TypeError,
        "perid",
        "did you mean",
    ),
    "too many for series": (lambda: bw.indicators[PERIODIC](CLOSE["close"], *PERIODS, 1), TypeError, "", "at most"),
}


@pytest.mark.parametrize("what", TABLE_ERRORS)
def test_errors(what: str) -> None:
    function, kind, argument, fragment = TABLE_ERRORS[what]
    with pytest.raises(kind) as caught:
        function()
    assert isinstance(caught.value, bw.Error)
    assert caught.value.argument == argument
    assert fragment in str(caught.value)


def test_indexes_must_agree() -> None:
    inputs = inputs_of(MARKET, BARS)
    given = {name: pd.Series(values) for name, values in inputs.items()}
    shifted = {
        name: values if k != 1 else values.set_axis(values.index + 1) for k, (name, values) in enumerate(given.items())
    }
    with pytest.raises(bw.BadValueError, match="different indexes"):
        bw.indicators[MARKET](**shifted)
    unequal = {name: values if k != 1 else values[:-1] for k, (name, values) in enumerate(given.items())}
    with pytest.raises(bw.BadValueError, match="bars but"):
        bw.indicators[MARKET](**unequal)
