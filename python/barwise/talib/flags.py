"""What the bits of TA-Lib's flags mean."""

from __future__ import annotations

from collections.abc import Mapping

TA_FUNC_FLAGS = {
    1: "A period of 1 performs no smoothing",
    16777216: "Output scale same as input",
    33554432: "Function has a streaming API",
    67108864: "Output is over volume",
    134217728: "Function has an unstable period",
    268435456: "Output is a candlestick",
    536870912: "Output is path-dependent",
    1073741824: "Output can be NaN or infinite",
}

TA_INPUT_FLAGS = {
    1: "open",
    2: "high",
    4: "low",
    8: "close",
    16: "volume",
    32: "openInterest",
    64: "timeStamp",
}

TA_OUTPUT_FLAGS = {
    1: "Line",
    2: "Dotted Line",
    4: "Dashed Line",
    8: "Dot",
    16: "Histogram",
    32: "Pattern (Bool)",
    64: "Bull/Bear Pattern (Bearish < 0, Neutral = 0, Bullish > 0)",
    128: "Strength Pattern ([-200..-100] = Bearish, [-100..0] = Getting Bearish, 0 = Neutral, "
    "[0..100] = Getting Bullish, [100-200] = Bullish)",
    256: "Output can be positive",
    512: "Output can be negative",
    1024: "Output can be zero",
    2048: "Values represent an upper limit",
    4096: "Values represent a lower limit",
    8192: "Output is optional (nullable)",
}


def meanings(flags: int, of: Mapping[int, str]) -> list[str] | None:
    return [meaning for bit, meaning in of.items() if bit & flags] if flags else None
