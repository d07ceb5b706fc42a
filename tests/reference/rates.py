"""How far the price went since some bars ago, and which way it goes."""

from __future__ import annotations

from .definition import reference
from .moving_average import moving_average
from .nodes import Series, change, divide_or, each_bar, greatest, lag, window_mean, window_sum


@reference
def mom(source: Series, period: int) -> Series:
    """The change since `period` bars ago."""
    return change(source, period)


@reference
def rocp(source: Series, period: int) -> Series:
    """The change since `period` bars ago as a fraction of the value then; 0 where that is 0."""
    return divide_or(change(source, period), lag(source, period), 0)


@reference
def roc(source: Series, period: int) -> Series:
    """The same in percent."""
    return 100 * divide_or(change(source, period), lag(source, period), 0)


@reference
def rocr(source: Series, period: int) -> Series:
    """The value as a multiple of that of `period` bars ago; 0 where that is 0."""
    return divide_or(source, lag(source, period), 0)


@reference
def rocr100(source: Series, period: int) -> Series:
    """The same in percent."""
    return 100 * divide_or(source, lag(source, period), 0)


@reference
def bop(open: Series, high: Series, low: Series, close: Series) -> Series:
    """How much of the range the body is, up or down; 0 where there is no range."""
    return divide_or(close - open, high - low, 0)


@reference
def qstick(open: Series, close: Series, period: int) -> Series:
    """The mean of the bodies of the last `period` bars."""
    return window_mean(close - open, period)


@reference
def dpo(source: Series, period: int) -> Series:
    """The value of half a period and one bar ago, less the mean of the period."""
    return lag(source, period // 2 + 1) - window_mean(source, period)


def _middle(high: Series, low: Series) -> Series:
    return (high + low) / 2


@reference
def ao(high: Series, low: Series, fast_period: int, slow_period: int) -> Series:
    """The difference of two means of the middle of the bars."""
    middle = _middle(high, low)
    return window_mean(middle, fast_period) - window_mean(middle, slow_period)


@reference
def ac(high: Series, low: Series, fast_period: int, slow_period: int, signal_period: int) -> Series:
    """That difference less its own mean."""
    middle = _middle(high, low)
    difference = window_mean(middle, fast_period) - window_mean(middle, slow_period)
    return difference - window_mean(difference, signal_period)


def _above_zero(x: Series) -> Series:
    return each_bar(lambda value: greatest(value, 0), x)


@reference
def cmou(source: Series, period: int) -> Series:
    """Sums of gains and of losses: their difference as a share of both, in percent; 0 where nothing moved."""
    gain = window_sum(_above_zero(change(source)), period)
    loss = window_sum(_above_zero(-change(source)), period)
    return 100 * divide_or(gain - loss, gain + loss, 0)


@reference
def imi(open: Series, close: Series, period: int) -> Series:
    """Sums of rising and of falling bodies: the rising ones' share of both, in percent; 50 where there is no body."""
    gain = window_sum(_above_zero(close - open), period)
    loss = window_sum(_above_zero(open - close), period)
    return 100 * divide_or(gain, gain + loss, 0.5)


@reference
def er(source: Series, period: int) -> Series:
    """The way made in `period` bars as a share of the way gone; 1 where nothing moved."""
    return divide_or(abs(change(source, period)), window_sum(abs(change(source)), period), 1)


@reference
def coppock(source: Series, wma_period: int, roc1_period: int, roc2_period: int, ma: str) -> Series:
    """The average of the sum of two rates of change in percent."""
    first, second = (divide_or(change(source, period), lag(source, period), 0) for period in (roc1_period, roc2_period))
    return moving_average(ma, 100 * first + 100 * second, wma_period)


@reference
def eri(high: Series, low: Series, close: Series, period: int, ma: str) -> tuple[Series, Series]:
    """How far the high and the low are above the average close."""
    average = moving_average(ma, close, period)
    return high - average, low - average
