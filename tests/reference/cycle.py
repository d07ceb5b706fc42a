"""The cycle in a price."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import gmpy2

from .definition import reference
from .nodes import (
    ROUNDING,
    Number,
    Series,
    UndecidedError,
    Window,
    after_first,
    arctangent,
    decided,
    each_bar,
    greatest,
    lag,
    mean,
    number,
    over_window,
    recurrence,
    sine,
    smooth_by,
    square_root,
    weighted_mean,
)
from .sampled import Sampled, arctangent_sampled, greatest_sampled, least_sampled, sampled

TWO_PI = Number(2 * gmpy2.const_pi())
DEGREES = Number(180 / gmpy2.const_pi())
ANGLE_ERROR = 16 * ROUNDING  # of the wave at an angle of up to a full circle


def _smoothed_price(x: Series) -> Series:
    return over_window(lambda w: (4 * w[3] + 3 * w[2] + (2 * w[1] + w[0])) * 0.1, 4, x)


class _Cycle(NamedTuple):
    skipped: int
    price: tuple[Sampled, ...]
    detrended: tuple[Sampled, ...]
    transformed: tuple[Sampled, ...]
    quadrature: tuple[Sampled, ...]
    i: Sampled
    q: Sampled
    re: Sampled
    im: Sampled
    period: Sampled
    result: Sampled


ZERO = sampled(0)
ZEROS = (ZERO,) * 7


def _transform(x: tuple[Sampled, ...]) -> Sampled:
    """Of the newest first."""
    return 0.0962 * (x[0] - x[6]) + 0.5769 * (x[2] - x[4])


def _found(s: _Cycle, re: Sampled, im: Sampled) -> Sampled:
    cycle = sampled(TWO_PI) / arctangent_sampled(im / re) if re and im else s.period
    cycle = greatest_sampled(least_sampled(cycle, 1.5 * s.period), 0.67 * s.period)
    return least_sampled(greatest_sampled(cycle, 6), 50)


def _next(s: _Cycle, x: Number) -> tuple[_Cycle, tuple[Number, ...]]:
    gain = 0.075 * s.period + 0.54
    price = (sampled(x), *s.price[:6])
    detrended = (gain * _transform(price), *s.detrended[:6])
    transformed = (_transform(detrended), *s.transformed[:6])
    quadrature = (gain * transformed[0], *s.quadrature[:6])
    i = 0.2 * (detrended[3] - gain * _transform(quadrature)) + 0.8 * s.i
    q = 0.2 * (quadrature[0] + gain * transformed[3]) + 0.8 * s.q
    re = 0.2 * (i * s.i + q * s.q) + 0.8 * s.re
    im = 0.2 * (i * s.q - q * s.i) + 0.8 * s.im
    period = 0.2 * _found(s, re, im) + 0.8 * s.period
    result = 0.33 * period + 0.67 * s.result
    following = _Cycle(0, price, detrended, transformed, quadrature, i, q, re, im, period, result)
    return following, (detrended[3].number(), quadrature[0].number(), result.number(), x)


def dominant_cycle(x: Series, start: int) -> DominantCycle:
    """Everything is 0 before bar `start`."""

    def step(s: _Cycle, price: Number) -> tuple[_Cycle, tuple[Number, ...]]:
        if s.skipped:
            return s._replace(skipped=s.skipped - 1), (number(0),) * 4
        return _next(s, price)

    first = _Cycle(start - 3, ZEROS, ZEROS, ZEROS, ZEROS, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO)
    return DominantCycle(*recurrence(step, first, _smoothed_price(x), outputs=4))


def _whole(length: Number) -> int:
    """Give the whole number nearest to it, if that is certain."""
    whole = int(gmpy2.floor(length.value + 0.5))
    if not whole - 0.5 <= length < whole + 0.5:
        raise UndecidedError
    return whole


def _by_length(formula: Callable[[Window], Any], x: Series, length: Series) -> Series:
    """`formula` of as many of the last numbers as the length says, oldest first; 0 of none."""

    def at(t: int) -> Any:
        size = length[t]
        if size is None or x[t] is None:
            return None
        window = x.numbers[t + 1 - _whole(size) : t + 1]
        return None if None in window else formula(window) if window else number(0)  # type: ignore[arg-type]

    compute = decided(at)
    return Series((compute(t) for t in range(len(x))), is_recursive=True)


def _circle_sum(window: Window, wave: Callable[[gmpy2.mpfr], gmpy2.mpfr]) -> Number:
    """Each bar is a step on a circle; over a full one the wave has mean 0, so that only differences count."""
    newest = window[-1]
    if len(window) == 1:
        return newest * number(wave(gmpy2.mpfr(0)))
    total = number(0)
    for ago, x in enumerate(reversed(window)):
        total = total + Number(wave(TWO_PI.value * ago / len(window)), ANGLE_ERROR) * (x - newest)
    return total


def _quarter(direction: Number) -> int:
    return 90 if direction > 0 else -90 if direction < 0 else 0


def _phase_step(before: Number, cosine: Number, sine: Number, period: Number) -> tuple[Number, Number]:
    if not period:
        return number(0), number(0)
    phase = arctangent(sine / cosine) * DEGREES if cosine else before + _quarter(sine)
    phase = phase + 90 + 360 / period + (180 if cosine < 0 else 0)
    if phase > 315:
        phase = phase - 360
    return phase, phase


class DominantCycle(NamedTuple):
    in_phase: Series
    quadrature: Series
    period: Series
    price: Series

    def phase(self) -> Series:
        cosine = _by_length(lambda window: _circle_sum(window, gmpy2.cos), self.price, self.period)
        sine = _by_length(lambda window: _circle_sum(window, gmpy2.sin), self.price, self.period)
        phase: Series = recurrence(_phase_step, number(0), cosine, sine, self.period)
        return phase

    def trendline(self, x: Series) -> Series:
        means = _by_length(mean, x, self.period)
        return over_window(lambda window: weighted_mean(window, range(1, 5)), 4, means)


def _sine(phase: Series, more: int = 0) -> Series:
    return each_bar(lambda degrees: sine((degrees + more) / DEGREES), phase)


@reference
def ht_dcperiod(source: Series) -> Series:
    """The period of the dominant cycle."""
    return after_first(dominant_cycle(source, 12).period, 29)


@reference
def ht_phasor(source: Series) -> tuple[Series, Series]:
    """The phasor of the dominant cycle."""
    cycle = dominant_cycle(source, 12)
    return after_first(cycle.in_phase, 29), after_first(cycle.quadrature, 29)


@reference
def ht_dcphase(source: Series) -> Series:
    """The phase of the dominant cycle, in degrees."""
    return after_first(dominant_cycle(source, 37).phase(), 60)


@reference
def ht_sine(source: Series) -> tuple[Series, Series]:
    """The sine of that phase, and of 45 degrees more."""
    phase = after_first(dominant_cycle(source, 37).phase(), 60)
    return _sine(phase), _sine(phase, 45)


@reference
def ht_trendline(source: Series) -> Series:
    """The mean over the period of the dominant cycle, smoothed over four bars."""
    return after_first(dominant_cycle(source, 37).trendline(source), 57)


class _Mode(NamedTuple):
    sine: Number
    lead: Number
    phase: Number
    bars: int


def _mode_step(
    s: _Mode, sine: Number, lead: Number, phase: Number, period: Number, price: Number, trendline: Number
) -> tuple[_Mode, Number]:
    if not period:
        return s, number(0)
    crosses = (sine > lead and s.sine <= s.lead) or (sine < lead and s.sine >= s.lead)
    bars = 1 if crosses else s.bars + 1
    step = phase - s.phase
    is_cycle = crosses or bars < 0.5 * period or (step > 0.67 * 360 / period and step < 1.5 * 360 / period)
    is_far = bool(trendline) and abs((price - trendline) / trendline) >= 0.015
    return _Mode(sine, lead, phase, bars), number(is_far or not is_cycle)


@reference
def ht_trendmode(source: Series) -> Series:
    """One where there is a trend, 0 where there is a cycle."""
    cycle = dominant_cycle(source, 37)
    phase = cycle.phase()
    inputs = (_sine(phase), _sine(phase, 45), phase, cycle.period, cycle.price, cycle.trendline(source))
    return after_first(recurrence(_mode_step, _Mode(number(0), number(0), number(0), 0), *inputs), 57)


def _rate(before: Number, phase: Number, fast: float, slow: float) -> Number:
    step = before - phase
    return greatest(fast / step, slow) if step > 1 else number(fast)


@reference
def mama(source: Series, fast_limit: float, slow_limit: float) -> tuple[Series, Series]:
    """An average that is faster the slower the phase of the dominant cycle goes on; and one of it at half the rate."""
    cycle = dominant_cycle(source, 12)
    phase = each_bar(lambda q, i: arctangent(q / i) * DEGREES if i else 0, cycle.quadrature, cycle.in_phase)
    rate = after_first(each_bar(lambda a, b: _rate(a, b, fast_limit, slow_limit), lag(phase, 1), phase), 8)
    average = smooth_by(source, rate, 0)
    return after_first(average, 20), after_first(smooth_by(average, rate * 0.5, 0), 20)


def _msw(window: Window) -> tuple[Number, Number]:
    """The cosines of the angle of (re, im), and of 45 degrees more."""
    cosine, sine = (_circle_sum(window, wave) for wave in (gmpy2.cos, gmpy2.sin))
    if len(window) == 1 or not (cosine or sine):
        return number(1), number(1) / square_root(number(2))
    length = square_root(cosine**2 + sine**2)
    return cosine / length, (cosine - sine) / (length * square_root(number(2)))


@reference
def msw(source: Series, period: int) -> tuple[Series, Series]:
    """Ehlers's MESA sine wave: where the last bars are on a cycle of as many, and 45 degrees further."""
    sine = over_window(lambda window: _msw(window)[0], period, source)
    return sine, over_window(lambda window: _msw(window)[1], period, source)
