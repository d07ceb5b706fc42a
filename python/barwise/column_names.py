"""Which columns of the market a source is made of, and how a table of bars may spell them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ._core import market_columns

# The preferred spelling comes first; without case, spaces and punctuation: "1. Open" is open, "<VOL>" is vol.
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "open": ("open", "o", "openprice", "openingprice"),
    "high": ("high", "h", "highprice", "max"),
    "low": ("low", "l", "lowprice", "min"),
    "close": ("close", "c", "closeprice", "closingprice", "last", "lastprice", "price", "adjclose", "adjustedclose"),
    "volume": ("volume", "vol", "v", "basevolume", "totalvolume", "tickvolume", "tickvol"),
}


def columns_of(source: str) -> list[str]:
    """The columns of the market that a source is made of: hlc3 says so by their initials."""
    return [source] if source in market_columns else [name for name in market_columns if name[0] in source]


class AmbiguousColumnError(ValueError):
    """Two columns have one meaning."""


def letters_of(name: object) -> str:
    """The letters of a name, by which spellings are compared."""
    return re.sub(r"[^a-z]", "", str(name).lower())


def find_column(
    wanted: str, columns: Iterable[str], spellings: Mapping[str, tuple[str, ...]] = SPELLINGS
) -> str | None:
    """The column that holds the open, the high …; None if no name says so. Raises AmbiguousColumnError."""
    names = list(columns)
    if wanted in names:
        return wanted
    for spelling in spellings[wanted]:
        matches = [name for name in names if letters_of(name) == spelling]
        if len(matches) > 1:
            raise AmbiguousColumnError(f"{wanted} was found twice, as {' and '.join(map(str, matches))}")
        if matches:
            return matches[0]
    if wanted == "volume":  # exchanges name the unit too, that of the traded coin or share first: "Volume BTC"
        return next((name for name in names if letters_of(name).startswith("volume")), None)
    return None
