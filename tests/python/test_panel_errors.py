"""Every way to call with many series wrongly: what is raised, what it says, and that nothing was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import barwise as bw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from interface_rows import MADE, MARKET, PERIODIC, SEVERAL_OUTPUTS, columns_of
from reference.rows import inputs_of

X = np.arange(60.0).reshape(3, 20)
FLAT = X[0]
SYMBOLS = ["A", "B"] * 10
WIDE = pd.DataFrame(X.T, columns=["A", "B", "C"])
LONG = pl.DataFrame({"close": FLAT, "symbol": SYMBOLS})

periodic, made, market = bw.indicators[PERIODIC], bw.indicators[MADE], bw.indicators[MARKET]
COLUMNS = columns_of(MARKET)


def read_only(shape: tuple[int, ...]) -> Any:
    array = np.empty(shape)
    array.flags.writeable = False
    return array


def other_columns(value: Any) -> dict[str, Any]:
    """The first column of a row of several as it is, and the others so."""
    return {name: WIDE if k == 0 else value for k, name in enumerate(COLUMNS)}


Wrong = tuple[Callable[[], Any], type[Exception], str, str]

ERRORS: dict[str, Wrong] = {
    # which series
    "no axis": (lambda: periodic(X, 5), ValueError, "source", "or say with axis="),
    "two ways": (lambda: periodic(X, 5, axis=1, by=SYMBOLS), TypeError, "by", "cannot be given beside axis"),
    "two other ways": (lambda: periodic(FLAT, 5, by=SYMBOLS, offsets=[0, 20]), TypeError, "offsets", "beside by"),
    "unknown": (lambda: periodic(X, 5, axs=1), TypeError, "axs", "did you mean 'axis'"),
    "unknown beside a table": (lambda: periodic(WIDE, 5, axis=0, perid=3), TypeError, "perid", "did you mean"),
    "twice": (lambda: periodic(WIDE, 5, period=3, axis=0), TypeError, "period", "given twice"),
    # axis
    "axis beyond": (lambda: periodic(X, 5, axis=2), ValueError, "axis", "from -2 to 1, not 2"),
    "axis before": (lambda: periodic(X, 5, axis=-3), ValueError, "axis", "from -2 to 1, not -3"),
    "axis of no number": (lambda: periodic(X, 5, axis="0"), TypeError, "axis", "not str"),
    "axis of a fraction": (lambda: periodic(X, 5, axis=1.0), TypeError, "axis", "not float"),
    "no dimension": (lambda: periodic(np.array(5.0), 5, axis=0), ValueError, "source", "single number"),
    "number": (lambda: periodic(5, 5, axis=0), TypeError, "source", "not int"),
    "shapes": (
        lambda: market(*[X, X.T, X, X][: len(COLUMNS)], axis=0),
        ValueError,
        COLUMNS[1],
        "has the shape (3, 20)",
    ),
    "ragged": (lambda: periodic([[1.0], [1.0, 2.0]], axis=1), TypeError, "source", "array of numbers"),
    "text": (lambda: periodic([["a"]], axis=1), TypeError, "source", "array of numbers"),
    "strings": (lambda: periodic(X.astype(str), axis=1), TypeError, "source", "must hold numbers"),
    "complex": (lambda: periodic(X + 1j, axis=1), TypeError, "source", "real numbers"),
    "no bars": (lambda: periodic(axis=1), TypeError, "source", "no bars are given"),
    "missing": (lambda: market(X, axis=1), TypeError, COLUMNS[1], "missing"),
    "missing of a source": (lambda: made(high=X, axis=1), TypeError, "low", "is made from"),
    "unused": (lambda: periodic(X, close=X, axis=1), TypeError, "close", "not used"),
    "unknown source": (lambda: periodic("clsoe", close=X, axis=1), ValueError, "source", "clsoe"),
    # wide tables
    "axis of a table": (lambda: periodic(WIDE, 5, axis=1), ValueError, "axis", "axis must be 0"),
    "text column": (lambda: periodic(WIDE.assign(D="x"), 5, axis=0), TypeError, "source", "its column D is of String"),
    "lazy": (lambda: periodic(LONG.lazy(), 5, axis=0), TypeError, "source", "collect()"),
    "columns": (
        lambda: market(**other_columns(WIDE.rename(columns={"A": "a"})), axis=0),
        ValueError,
        COLUMNS[1],
        "different columns",
    ),
    "indexes": (
        lambda: market(**other_columns(WIDE.set_axis(WIDE.index + 1)), axis=0),
        ValueError,
        COLUMNS[1],
        "different indexes",
    ),
    "lengths": (lambda: market(**other_columns(WIDE[1:]), axis=0), ValueError, COLUMNS[1], "has the shape"),
    # labels
    "no such label": (lambda: periodic(LONG, 5, by="ticker"), ValueError, "by", "(close, symbol), not 'ticker'"),
    "no such labels": (lambda: periodic(LONG, 5, by=["symbol", "x"]), ValueError, "by", "not 'x'"),
    "no table": (lambda: periodic(FLAT, 5, by="symbol"), TypeError, "by", "no table is given"),
    "no table but a series": (lambda: periodic(LONG["close"], 5, by="symbol"), TypeError, "by", "no table is given"),
    "too few labels": (lambda: periodic(FLAT, 5, by=SYMBOLS[1:]), ValueError, "by", "19 labels, but there are 20 bars"),
    "too few labels of a series": (
        lambda: periodic(FLAT, 5, by=pl.Series(SYMBOLS[1:])),
        ValueError,
        "by",
        "19 labels, but there are 20 bars",
    ),
    "labels of two dimensions": (lambda: periodic(FLAT, 5, by=X), ValueError, "by", "one dimension, not 2"),
    "one label": (lambda: periodic(FLAT, 5, by=7), ValueError, "by", "one dimension, not 0"),
    "ragged labels": (lambda: periodic(FLAT, 5, by=[[1], [1, 2]]), TypeError, "by", "array of labels"),
    "matrix by label": (lambda: periodic(X, 5, by=["A"] * 3), ValueError, "source", "one dimension"),
    # offsets
    "offsets of fractions": (lambda: periodic(FLAT, 5, offsets=[0, 20.0]), TypeError, "offsets", "integers"),
    "no offsets": (lambda: periodic(FLAT, 5, offsets=[]), TypeError, "offsets", "integers"),
    "offsets of two dimensions": (lambda: periodic(FLAT, 5, offsets=[[0, 20]]), TypeError, "offsets", "integers"),
    "ragged offsets": (lambda: periodic(FLAT, 5, offsets=[[0], [1, 2]]), TypeError, "offsets", "array"),
    "offsets that begin late": (lambda: periodic(FLAT, 5, offsets=[1, 20]), ValueError, "offsets", "from 0 to 20"),
    "offsets that end early": (lambda: periodic(FLAT, 5, offsets=[0, 19]), ValueError, "offsets", "from 0 to 20"),
    "offsets that end late": (lambda: periodic(FLAT, 5, offsets=[0, 21]), ValueError, "offsets", "from 0 to 20"),
    "offsets that fall": (lambda: periodic(FLAT, 5, offsets=[0, 9, 8, 20]), ValueError, "offsets", "rise"),
    # how it is done
    "period": (lambda: periodic(X, 0, axis=1), ValueError, "period", "not 0"),
    "type of the period": (lambda: periodic(X, "5", axis=1), TypeError, "period", "not str"),
    "kernel": (lambda: periodic(X, kernel="mmx", axis=1), ValueError, "kernel", "mmx"),
    "type of the kernel": (lambda: periodic(X, kernel=2, axis=1), TypeError, "kernel", "not int"),
    "threads": (lambda: periodic(X, 5, axis=1, threads=0), ValueError, "threads", "from 1 to"),
    "threads of one series": (lambda: periodic(FLAT, 5, threads=-1), ValueError, "threads", "not -1"),
    "type of threads": (lambda: periodic(FLAT, 5, threads="2"), TypeError, "threads", "not str"),
    "progress": (lambda: periodic(FLAT, 5, progress=5), TypeError, "progress", "not int"),
}


@pytest.mark.parametrize("what", ERRORS)
def test_errors(what: str) -> None:
    function, kind, argument, fragment = ERRORS[what]
    with pytest.raises(kind) as caught:
        function()
    assert isinstance(caught.value, bw.Error)
    assert caught.value.argument == argument
    assert fragment in str(caught.value)


OUT: dict[str, tuple[Any, type[Exception], str]] = {
    "shape": (np.empty((20, 3)), ValueError, "the shape (3, 20)"),
    "type": (np.empty((3, 20), np.float32), TypeError, "float32"),
    "list": ([0.0] * 20, TypeError, "not list"),
    "masked": (np.ma.zeros((3, 20)), TypeError, "MaskedArray"),
    "read-only": (read_only((3, 20)), ValueError, "read-only"),
}


@pytest.mark.parametrize("what", OUT)
def test_wrong_out(what: str) -> None:
    out, kind, fragment = OUT[what]
    with pytest.raises(kind) as caught:
        periodic(X, 5, axis=1, out=out)
    assert caught.value.argument == "out"
    assert fragment in str(caught.value)


def test_wrong_out_of_groups() -> None:
    with pytest.raises(bw.BadValueError, match="shape"):
        periodic(FLAT, 5, by=SYMBOLS, out=np.empty(19))
    with pytest.raises(bw.BadValueError, match="share memory"):
        periodic(FLAT, 5, by=SYMBOLS, out=FLAT)
    with pytest.raises(bw.BadValueError, match="share memory"):
        periodic(X, 5, axis=1, out=X[::-1])


@pytest.mark.parametrize("row", SEVERAL_OUTPUTS)
def test_wrong_out_of_several_outputs(row: str) -> None:
    panel = inputs_of(row, dict.fromkeys(("open", "high", "low", "close", "volume"), X))
    count = len(bw.indicators[row].info.outputs)
    arrays = [np.empty((3, 20)) for _ in range(count)]
    transposed = [*arrays[:-1], np.empty((20, 3)).T]
    for out, kind, fragment in (
        (arrays[0], TypeError, f"a tuple of {count} arrays"),
        (arrays[1:], ValueError, f"hold {count} arrays"),
        ([arrays[0]] * count, ValueError, "share memory"),
        (transposed, ValueError, "alike"),
    ):
        with pytest.raises(kind, match=fragment):
            bw.indicators[row](**panel, axis=1, out=out)


@pytest.mark.parametrize("options", [{"threads": 0}, {"progress": 3}, {"kernel": "mmx"}, {"period": 0}])
def test_nothing_is_written(options: dict[str, Any]) -> None:
    out, flat = np.full(X.shape, 7.0), np.full(20, 7.0)
    with pytest.raises(bw.Error):
        periodic(X, axis=1, out=out, **options)
    with pytest.raises(bw.Error):
        periodic(FLAT, by=[None, *SYMBOLS[1:]], out=flat, **options)
    assert (out == 7).all()
    assert (flat == 7).all()
