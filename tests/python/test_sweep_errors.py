"""Every way to ask for a sweep wrongly: what is raised, what it says, and that nothing was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import barwise as bw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from interface_rows import MADE, MARKET, PERIODIC, SEVERAL_OUTPUTS, columns_of
from many_series import equal
from reference.rows import ROWS, defaults, inputs_of

N = 60
X = np.linspace(1, 2, N)
ROWS_OF_OUT = 3
periodic, made, market = bw.indicators[PERIODIC], bw.indicators[MADE], bw.indicators[MARKET]


def sweep(**named: Any) -> Any:
    return periodic.sweep(X, **{"period": [3, 4, 5], **named})


def read_only(shape: tuple[int, ...]) -> Any:
    array = np.empty(shape)
    array.flags.writeable = False
    return array


def unaligned(rows: int, bars: int) -> Any:
    return np.frombuffer(bytearray(8 * rows * bars + 1), np.uint8)[1:].view(np.float64).reshape(rows, bars)


Wrong = tuple[Callable[[], Any], type[Exception], str, str]

ERRORS: dict[str, Wrong] = {
    "unknown argument": (lambda: sweep(perid=3), TypeError, "perid", "did you mean 'period'"),
    "unknown option": (lambda: sweep(thread=3), TypeError, "thread", "did you mean 'threads'"),
    "nothing like it": (lambda: sweep(qqqq=3), TypeError, "qqqq", "no argument 'qqqq'; it takes source"),
    "given twice": (lambda: periodic.sweep(X, [3], period=[4]), TypeError, "period", "given twice"),
    "too many": (lambda: periodic.sweep(X, *[1] * 9), TypeError, "", "by position"),
    "too many after a table": (
        lambda: periodic.sweep(pl.DataFrame({"close": X}), *[1] * 9),
        TypeError,
        "",
        "after a table",
    ),
    "no values": (lambda: sweep(period=[]), ValueError, "period", "period has no values"),
    "text among values": (lambda: sweep(period=[3, "4"]), TypeError, "period", "must be a number, not str"),
    "none among values": (lambda: sweep(period=[3, None]), TypeError, "period", "must be a number, not NoneType"),
    "nested values": (lambda: sweep(period=[[3], [4]]), TypeError, "period", "must be a number, not list"),
    "matrix of values": (lambda: sweep(period=np.ones((2, 2))), TypeError, "period", "must be a number"),
    "fraction": (lambda: sweep(period=[3, 4.5]), ValueError, "period", "1 of 2 rows cannot be computed: period=4.5"),
    "out of range": (lambda: sweep(period=[3, 0, -1]), ValueError, "period", "period=0 (period must be an integer"),
    "one that is out of range": (lambda: sweep(period=0), ValueError, "period", "period must be an integer"),
    "no bars": (lambda: periodic.sweep(period=[3]), TypeError, "source", "no bars are given"),
    "two dimensions": (lambda: periodic.sweep(X.reshape(2, -1), period=[3]), ValueError, "source", "one dimension"),
    "text for bars": (lambda: periodic.sweep(["a"], period=[3]), TypeError, "source", "item 0 is a str"),
    "strings": (lambda: periodic.sweep(X.astype(str), period=[3]), TypeError, "source", "must hold numbers"),
    "number for bars": (lambda: periodic.sweep(5, period=[3]), TypeError, "source", "not int"),
    "unknown source": (lambda: periodic.sweep("clsoe", close=X), ValueError, "source", "clsoe"),
    "lazy": (lambda: periodic.sweep(pl.DataFrame({"close": X}).lazy()), TypeError, "", "collect()"),
    "no such column": (lambda: made.sweep(pl.DataFrame({"close": X})), ValueError, "high", "no column high"),
    "column is missing": (lambda: made.sweep(close=X, high=X), TypeError, "low", "missing"),
    "unused column": (lambda: periodic.sweep(X, close=X), TypeError, "close", "not used"),
    "lengths": (
        lambda: market.sweep(X, *[X[1:]] * (len(columns_of(MARKET)) - 1)),
        ValueError,
        columns_of(MARKET)[1],
        "bars but",
    ),
    "indexes": (
        lambda: market.sweep(*[pd.Series(X, index=np.arange(N) + k) for k in range(len(columns_of(MARKET)))]),
        ValueError,
        columns_of(MARKET)[1],
        "different indexes",
    ),
    "kernel": (lambda: sweep(kernel="mmx"), ValueError, "kernel", "mmx"),
    "type of the kernel": (lambda: sweep(kernel=2), TypeError, "kernel", "not int"),
    "threads of no number": (lambda: sweep(threads=1.5), TypeError, "threads", "not float"),
    "threads of a bool": (lambda: sweep(threads=True), TypeError, "threads", "not bool"),
    "no threads": (lambda: sweep(threads=0), ValueError, "threads", "from 1 to"),
    "too many threads": (lambda: sweep(threads=10**30), ValueError, "threads", "from 1 to"),
    "progress": (lambda: sweep(progress=5), TypeError, "progress", "not int"),
    "rows at a time": (lambda: sweep(rows_at_a_time=0), ValueError, "rows_at_a_time", "at least 1, not 0"),
    "type of rows at a time": (lambda: sweep(rows_at_a_time=1.5), TypeError, "rows_at_a_time", "not float"),
    "out of another shape": (lambda: sweep(out=np.empty((2, N))), ValueError, "out", f"the shape (3, {N})"),
    "out of one dimension": (lambda: sweep(out=np.empty(3 * N)), ValueError, "out", "rows x bars"),
    "out for pieces": (
        lambda: sweep(out=np.empty((3, N)), rows_at_a_time=2),
        ValueError,
        "out",
        f"the shape (2, {N})",
    ),
    "out of floats": (lambda: sweep(out=np.empty((3, N), np.float32)), TypeError, "out", "not of float32"),
    "out swapped": (lambda: sweep(out=np.empty((3, N), ">f8")), TypeError, "out", ">f8"),
    "out is a list": (lambda: sweep(out=[[0.0] * N] * 3), TypeError, "out", "not list"),
    "out is masked": (lambda: sweep(out=np.ma.zeros((3, N))), TypeError, "out", "not MaskedArray"),
    "out is read-only": (lambda: sweep(out=read_only((3, N))), ValueError, "out", "read-only"),
    "out is not aligned": (lambda: sweep(out=unaligned(3, N)), ValueError, "out", "aligned"),
    "out by columns": (lambda: sweep(out=np.empty((N, 3)).T), ValueError, "out", "must be contiguous"),
}


@pytest.mark.parametrize("what", ERRORS)
def test_errors(what: str) -> None:
    function, kind, argument, fragment = ERRORS[what]
    with pytest.raises(kind) as caught:
        function()
    assert isinstance(caught.value, bw.Error)
    assert caught.value.argument == argument
    assert fragment in str(caught.value)


def test_out_must_not_share_memory_with_the_bars() -> None:
    block = np.ones((3, N))
    with pytest.raises(bw.BadValueError, match="share memory"):
        periodic.sweep(block[1], period=[3, 4, 5], out=block)
    between = np.ones((3, 2 * N))  # side by side in every row, and so not the same
    assert equal(
        periodic.sweep(between[1, N:], period=[3, 4, 5], out=between[:, :N]).values,
        periodic.sweep(np.ones(N), period=[3, 4, 5]).values,
    )


@pytest.mark.parametrize("row", SEVERAL_OUTPUTS)
def test_out_of_several_outputs(row: str) -> None:
    indicator, count = bw.indicators[row], len(bw.indicators[row].info.outputs)
    inputs = {name: np.ones(N) for name in inputs_of(row, dict.fromkeys(("open", "high", "low", "close", "volume"), X))}
    arrays = [np.empty((1, N)) for _ in range(count)]
    for out, kind, fragment in (
        (arrays[0], TypeError, f"a tuple of {count} arrays"),
        (arrays[1:], ValueError, f"hold {count} arrays"),
        ([arrays[0]] * count, ValueError, "share memory"),
    ):
        with pytest.raises(kind, match=fragment):
            indicator.sweep(**inputs, out=out)


def test_lists_of_different_lengths_cannot_be_zipped() -> None:
    row = next(row for row in ROWS if len(defaults(row)) > 1)
    first, second = list(defaults(row))[:2]
    values = defaults(row)
    with pytest.raises(bw.BadValueError) as caught:
        bw.indicators[row].sweep(X, **{first: [values[first]] * 2, second: [values[second]] * 3}, zip=True)
    assert f"{first} has 2, {second} has 3 values" in str(caught.value)


def test_all_impossible_rows_are_listed_and_nothing_is_written() -> None:
    out = np.full((15, N), 7.0)
    with pytest.raises(bw.BadValueError) as caught:
        periodic.sweep(X, period=[5, *range(-12, 0), 9, 10], out=out)
    message = str(caught.value)
    assert "12 of 15 rows cannot be computed" in message
    assert "period=-12 (" in message
    assert "and 2 more" in message
    assert (out == 7).all()


@pytest.mark.parametrize("what", ["kernel", "threads of no number", "progress", "indexes", "two dimensions"])
def test_nothing_is_written(what: str) -> None:
    out = np.full((3, N), 7.0)
    options = {"kernel": {"kernel": "mmx"}, "threads of no number": {"threads": 1.5}, "progress": {"progress": 5}}
    with pytest.raises(bw.Error):
        periodic.sweep(
            X.reshape(2, -1) if what == "two dimensions" else X, [3, 4, 5], out=out, **options.get(what, {"threads": 0})
        )
    assert (out == 7).all()


def test_pieces_are_checked_before_the_first_is_computed() -> None:
    """All rows, however many there are at a time."""
    with pytest.raises(bw.BadValueError, match="1 of 3 rows"):
        periodic.sweep(X, period=[3, 4, 0], rows_at_a_time=1)
    with pytest.raises(bw.BadValueError, match="shape"):
        periodic.sweep(X, period=[3, 4], rows_at_a_time=1, out=np.empty((2, N)))


# ---- expressions -----------------------------------------------------------------------------------------------------

EXPRESSION = periodic(bw.close, bw.parameter("fast", 3)) - bw.column("other")

EXPRESSION_ERRORS: dict[str, Wrong] = {
    "unknown": (lambda: EXPRESSION.sweep(close=X, other=X, fats=[3]), TypeError, "fats", "fats"),
    "missing": (lambda: EXPRESSION.sweep(close=X, fast=[3]), TypeError, "other", "other is missing"),
    "no bars": (lambda: EXPRESSION.sweep(fast=[3]), TypeError, "", "no bars are given"),
    "lengths": (lambda: EXPRESSION.sweep(close=X, other=X[1:]), ValueError, "other", "bars but"),
    "dimensions": (
        lambda: EXPRESSION.sweep(close=X.reshape(2, -1), other=X.reshape(2, -1)),
        ValueError,
        "close",
        "one",
    ),
    "text": (lambda: EXPRESSION.sweep(close=["a"], other=X), TypeError, "close", "array of numbers"),
    "value": (lambda: EXPRESSION.sweep(close=X, other=X, fast=[3, 0]), ValueError, "period", "1 of 2 rows"),
    "kernel": (lambda: EXPRESSION.sweep(close=X, other=X, kernel="mmx"), ValueError, "kernel", "mmx"),
    "type of the kernel": (lambda: EXPRESSION.sweep(close=X, other=X, kernel=2), TypeError, "kernel", "not int"),
    "out": (lambda: EXPRESSION.sweep(close=X, other=X, out=np.empty(N)), ValueError, "out", "rows x bars"),
}


@pytest.mark.parametrize("what", EXPRESSION_ERRORS)
def test_errors_of_expressions(what: str) -> None:
    function, kind, argument, fragment = EXPRESSION_ERRORS[what]
    with pytest.raises(kind) as caught:
        function()
    assert isinstance(caught.value, bw.Error)
    assert caught.value.argument == argument
    assert fragment in str(caught.value)


def test_rows_must_read_the_same_columns() -> None:
    @bw.indicator
    def chosen(source: Any = bw.close, which: int = 1) -> Any:
        return source - bw.column(f"other{which}")

    expression = chosen()
    with pytest.raises(bw.BadValueError, match="must read the same columns"):
        expression.sweep(close=X, other1=X, which=[1, 2])
