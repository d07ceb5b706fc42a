"""How a stream is opened and fed: by position and by name, by values of its own and from columns of the market."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from typing import Any

import barwise as bw
import numpy as np
import pytest
from interface_rows import MADE, MARKET, PERIODIC, columns_of
from reference.bars import make_bars
from reference.rows import KERNELS, ROWS, defaults, inputs_of
from refusals import raises
from stream_rows import channel, equal, outputs_of, part, update_all

BARS = make_bars("gaps")
X = BARS["close"]
N = len(X)

free, made, market = bw.indicators[PERIODIC], bw.indicators[MADE], bw.indicators[MARKET]
MADE_OF = free.stream(source=made.info.inputs[0].source).inputs


# ---- opening ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ROWS)
def test_parameters_come_by_position_and_by_name(row: str) -> None:
    indicator = bw.indicators[row]
    stream = indicator.stream(*defaults(row).values())
    assert stream.parameters == indicator.stream().parameters == defaults(row)
    assert stream.info == indicator.info
    assert stream.lookback == indicator.lookback()
    assert stream.inputs == tuple(given.name for given in indicator.info.inputs)


@pytest.mark.parametrize("kernel", [*KERNELS, "auto", None])
def test_every_kernel_gives_the_same(kernel: str | None) -> None:
    stream = free.stream(period=9, kernel=kernel)
    assert equal([stream.extend(X)], [free(X, period=9)])
    expression = bw.ema(free(period=9), 3)
    assert equal([expression.stream(kernel).extend(X)], [expression(close=X)])


def test_a_source_is_named_when_it_is_opened() -> None:
    stream = free.stream(source="HLC3")
    assert stream.inputs == ("high", "low", "close")
    assert equal(update_all(stream, [BARS[name] for name in stream.inputs]), [free(source="hlc3", **BARS)])
    assert repr(free.stream(source="hl2")).startswith(f"<barwise.Stream of {PERIODIC}(")
    assert "source='hl2'" in repr(free.stream(source="hl2"))
    assert free.stream(source=None).inputs == free.stream().inputs


OPENED_WRONGLY: dict[str, tuple[Callable[[], Any], type[Exception], str, str]] = {
    "value": (lambda: free.stream(period=0), ValueError, "period", "from 1 to"),
    "type": (lambda: free.stream(period="9"), TypeError, "period", "not str"),
    "array": (lambda: free.stream(X), TypeError, "period", "not numpy.ndarray"),
    "misspelt": (lambda: free.stream(perid=9), TypeError, "perid", "did you mean 'period'"),
    "too many": (lambda: free.stream(*range(1, 40)), TypeError, "", "by position"),
    "source": (lambda: free.stream(source="clos"), ValueError, "source", "one of open, high"),
    "array as a source": (lambda: free.stream(source=X), TypeError, "source", "come by update() and extend()"),
    "source of a column": (
        lambda: market.stream(**{columns_of(MARKET)[0]: "open"}),
        TypeError,
        columns_of(MARKET)[0],
        "",
    ),
    "kernel": (lambda: free.stream(kernel="mmx"), ValueError, "kernel", "'mmx'"),
    "type of the kernel": (lambda: free.stream(kernel=2), TypeError, "kernel", "not int"),
    "out": (lambda: free.stream(out=X), TypeError, "out", "no argument"),
    "expression's kernel": (lambda: bw.ema(bw.close).stream("mmx"), ValueError, "kernel", "'mmx'"),
    "type of an expression's kernel": (lambda: bw.ema(bw.close).stream(2), TypeError, "kernel", "not int"),
    "too many for one's own": (lambda: channel.stream(1, 2), TypeError, "", "at most 1"),
}


@pytest.mark.parametrize("case", OPENED_WRONGLY)
def test_wrong_openings_are_refused(case: str) -> None:
    opening, kind, argument, text = OPENED_WRONGLY[case]
    with raises(kind, argument, text):
        opening()


# ---- what a bar consists of ------------------------------------------------------------------------------------------


def test_a_source_of_one_column_has_that_columns_name_too() -> None:
    """So it does not matter whether its values are called closes."""
    expected = free(X[:40])
    ways: list[Callable[[bw.Stream[Any, Any], float], Any]] = [
        lambda stream, x: stream.update(x),
        lambda stream, x: stream.update(source=x),
        lambda stream, x: stream.update(close=x),
        lambda stream, x: stream.update(open=1, high=2, low=3, volume=4, close=x),
        lambda stream, x: stream.update(**{"clo" + "se": x}),
    ]
    stream = free.stream()
    assert equal([[ways[index % len(ways)](stream, x) for index, x in enumerate(X[:40])]], [expected])
    assert stream.inputs == ("source",)


def test_the_first_bar_decides_whether_a_source_is_made() -> None:
    values = made(X)
    from_market = made(**BARS)
    stream = made.stream()
    assert equal([stream.extend(X)], [values])
    with raises(TypeError, "high", "it has source"):
        stream.update(high=1, low=1, close=1)
    stream.reset()
    assert equal([stream.extend(**BARS)], [from_market])
    assert stream.inputs == MADE_OF
    with raises(TypeError, "", "not 1"):
        stream.update(1.0)
    with raises(TypeError, "source", "it has"):
        stream.update(source=1.0)
    last = {name: float(values[-1]) for name, values in BARS.items()}
    assert equal([stream.peek(**last)], [stream.update(*(last[name] for name in MADE_OF))])


def test_while_it_is_empty_each_call_decides_anew() -> None:
    stream = made.stream()
    empty = stream.save()
    bar = {name: float(values[0]) for name, values in BARS.items()}
    for _ in range(2):
        stream.peek(**bar)
        assert stream.inputs == MADE_OF
        assert stream.save() == empty
        stream.peek(1.0)
        assert stream.inputs == ("source",)
    stream.extend(np.empty(0))
    assert stream.bars == 0
    assert equal([stream.extend(**BARS)], [made(**BARS)])


@pytest.mark.parametrize("of_market", [False, True])
def test_what_was_decided_is_copied_and_saved(of_market: bool) -> None:
    data: dict[str, Any] = BARS if of_market else {"source": X}
    stream = made.stream()
    stream.extend(**{name: values[:100] for name, values in data.items()})
    for other in (stream.copy(), bw.load(stream.save())):
        assert other.inputs == stream.inputs
        assert equal([other.extend(**{name: values[100:] for name, values in data.items()})], [made(**data)[100:]])


@pytest.mark.parametrize("row", ROWS)
def test_bars_are_given_whole(row: str) -> None:
    """A dict of a bar has all columns of the market, needed or not."""
    indicator = bw.indicators[row]
    stream = indicator.stream()
    got = [outputs_of(stream.update(**{name: values[i] for name, values in BARS.items()})) for i in range(N)]
    assert equal([np.array(output) for output in zip(*got, strict=True)], outputs_of(indicator(**BARS)))


@pytest.mark.parametrize("row", ROWS)
def test_positions_and_names_may_be_mixed(row: str) -> None:
    inputs = inputs_of(row, BARS)
    expected = outputs_of(bw.indicators[row](**inputs))
    for count in range(len(inputs) + 1):
        stream = bw.indicators[row].stream()
        by_name = dict(list(inputs.items())[count:])
        assert equal(outputs_of(stream.extend(*list(inputs.values())[:count], **by_name)), expected)
        last = {name: float(values[-1]) for name, values in inputs.items()}
        mixed = stream.peek(*list(last.values())[:count], **dict(list(last.items())[count:]))
        assert equal(outputs_of(mixed), outputs_of(stream.update(*last.values())))


def test_an_expression_has_the_columns_that_it_reads() -> None:
    expression = bw.ema(bw.hl2, 3) + bw.column("spread")
    stream = expression.stream()
    assert stream.inputs == expression.columns == ("high", "low", "spread")
    expected = expression(high=BARS["high"], low=BARS["low"], spread=X)
    assert equal(update_all(stream, part([BARS["high"], BARS["low"], X], 0)), [expected])
    assert equal([expression.stream().extend(spread=X, **BARS)], [expected])
    assert stream.info is None
    assert stream.parameters == expression.parameters
    with raises(TypeError, "spread", "is missing"):
        stream.update(1, low=2)


def test_ones_own_indicator_is_streamed_too() -> None:
    stream = channel.stream(9, source="hl2")
    assert stream.inputs == ("high", "low")
    expected = channel(period=9, source="hl2", **BARS)
    result = stream.extend(**BARS)
    assert equal(list(result), list(expected))
    assert result._fields == stream.value._fields == stream.lookback._fields == ("middle", "fast", "above")
    assert type(stream.value) is type(result) is channel.result
    assert stream.value.fast == result.fast[-1] or math.isnan(result.fast[-1])


# ---- what it says ----------------------------------------------------------------------------------------------------


def test_it_shows_what_it_is_of_and_how_far_it_is() -> None:
    stream = bw.sma.stream(2)
    assert repr(stream) == "<barwise.Stream of sma(period=2) after 0 bars: nan>"
    stream.update(1)
    assert "after 1 bar: nan" in repr(stream)
    stream.update(2)
    assert repr(stream) == "<barwise.Stream of sma(period=2) after 2 bars: 1.5>"
    assert (
        repr((bw.close - bw.sma(bw.close, 2)).stream()) == "<barwise.Stream of close - sma(close, 2) after 0 bars: nan>"
    )


@pytest.mark.parametrize("name", [name for name in dir(bw.Stream) if not name.startswith("_")])
def test_everything_is_documented(name: str) -> None:
    assert inspect.getdoc(getattr(bw.Stream, name))


def test_it_is_opened_by_its_methods_only() -> None:
    with pytest.raises(TypeError):
        bw.Stream()
    with pytest.raises(TypeError):
        bw.Stream(None, None)
    with pytest.raises(TypeError):
        type("Derived", (bw.Stream,), {})
    assert bw.Stream[float, Any].__origin__ is bw.Stream
