"""Makes examples/data/sample-bars.csv: invented bars for trying things out. They are no real market's.

The price is a random walk whose trend and volatility change from time to time, walked in small steps so that open,
high, low and close belong together. Only exact arithmetic is used, so the file is the same on every machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

BARS = 1_500
STEPS = 48  # of the walk in each bar
FIRST = datetime(2025, 1, 1)
LENGTH = timedelta(hours=4)
SEED = 20250124

TARGET = Path(__file__).parent.parent / "examples" / "data" / "sample-bars.csv"


class Market:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.price = 100.0
        self.trend = 0.0
        self.volatility = 0.001

    def shock(self) -> float:
        """Near enough to normal, and without a logarithm, which differs between machines in its last digit."""
        return sum(self.random.random() for _ in range(12)) - 6

    def change_mood(self) -> None:
        if self.random.random() < 1 / 30:
            self.trend = 0.00005 * self.shock()
        self.volatility += 0.08 * (0.0011 - self.volatility) + 0.00007 * self.shock()
        self.volatility = min(max(self.volatility, 0.0005), 0.003)

    def bar(self) -> tuple[float, float, float, float, float]:
        self.change_mood()
        walk = [self.price]
        for _ in range(STEPS):
            self.price *= 1 + self.trend + self.volatility * self.shock()
            walk.append(self.price)
        busy = (max(walk) - min(walk)) / walk[0]
        volume = (40 + 12_000 * busy) * (0.5 + self.random.random())
        return walk[0], max(walk), min(walk), walk[-1], volume


def lines() -> Iterator[str]:
    yield "time,open,high,low,close,volume"
    market = Market(Random(SEED))
    for number in range(BARS):
        time = FIRST + number * LENGTH
        *prices, volume = market.bar()
        yield ",".join([f"{time:%Y-%m-%d %H:%M:%S}", *(f"{price:.2f}" for price in prices), f"{volume:.1f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", type=Path, default=TARGET)
    target = parser.parse_args().target
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines()) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
