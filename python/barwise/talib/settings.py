"""TA-Lib's settings for all calls. They are of this interface alone: nothing else of barwise has any."""

from __future__ import annotations

import warnings
from threading import Lock

from .conversion import integer

# How long each of these is left out at its start, beyond what it needs.
UNSTABLE = (
    *("ADX", "ATR", "CMO", "DX", "EMA", "HT_DCPERIOD", "HT_DCPHASE", "HT_PHASOR", "HT_SINE", "HT_TRENDLINE"),
    *("HT_TRENDMODE", "KAMA", "MAMA", "MINUS_DI", "MINUS_DM", "NATR", "PLUS_DI", "PLUS_DM", "RSI", "T3", "RMA"),
    *("HA", "RVI"),
)
ALL, NONE = "ALL", "NONE"

RETIRED = {
    "ADXR": "ADXR has no unstable period of its own; it follows the inner ADX. Set 'ADX' instead.",
    "MFI": "MFI's unstable period was retired in TA-Lib C.",
    "STOCHRSI": "STOCHRSI has no unstable period of its own; it follows the inner RSI. Set 'RSI' instead.",
}

# The unstable periods that are not 0. It is replaced as a whole, so that a call in another thread sees one state of it.
unstable_periods: dict[str, int] = {}
names_of_unstable: list[str] = []  # always the same list, for who has no time to look at more
_changing = Lock()


def set_unstable_period(name: str, period: int) -> None:
    """So many bars more are left out at the start of that function, and of those made of it; "ALL" is every one."""
    global unstable_periods
    if is_retired(name):
        return
    check_name(name)
    period = integer(period)
    if period < 0:
        raise OverflowError("can't convert negative value to unsigned int")
    with _changing:
        changed = {**unstable_periods, **dict.fromkeys(UNSTABLE if name == ALL else (name,), period)}
        unstable_periods = {function: bars for function, bars in changed.items() if bars}
        names_of_unstable[:] = unstable_periods


def get_unstable_period(name: str) -> int:
    if is_retired(name):
        return 0
    check_name(name)
    return unstable_periods.get(name, 0)


def check_name(name: str) -> None:
    if name == NONE:
        raise OverflowError("can't convert negative value to TA_FuncUnstId")
    if name not in (*UNSTABLE, ALL):
        raise KeyError(name)


def is_retired(name: str) -> bool:
    if name in RETIRED:
        text = f"unstable period '{name}' is deprecated and has no effect: {RETIRED[name]}"
        warnings.warn(text, DeprecationWarning, stacklevel=3)
    return name in RETIRED


def set_compatibility(value: int) -> None:
    """Accepted, and without effect, as in TA-Lib 0.8."""
    integer(value)


def get_compatibility() -> int:
    return 0
