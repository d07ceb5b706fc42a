"""Files of bars: the usual spellings and formats are read, anything wrong is named with its place."""

from __future__ import annotations

import gzip
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from barwise.command_line.bars import BarFileError, Bars, read_bars
from barwise.command_line.commands import barwise_command
from click.testing import CliRunner

MARCH = [datetime(2024, 3, 1), datetime(2024, 3, 2)]
TWO_BARS = "time,open,high,low,close,volume\n2024-03-01,1,4,0.5,2,10\n2024-03-02,2,5,1.5,3,20\n"


def bars_of(folder: Path, content: str | bytes, name: str = "bars.csv") -> Bars:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_bars(path)


# ---- what is read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("time,open,high,low,close,volume", ("time", "open", "high", "low", "close", "volume")),
        ("Date,Open,High,Low,Close,Volume", ("Date", "Open", "High", "Low", "Close", "Volume")),
        ("timestamp,o,h,l,c,v", ("timestamp", "o", "h", "l", "c", "v")),
        ("datetime,OPEN,HIGH,LOW,CLOSE,Volume BTC", ("datetime", "OPEN", "HIGH", "LOW", "CLOSE", "Volume BTC")),
        ("unix ,Open Price,high_price,lowPrice,Last,V", ("unix ", "Open Price", "high_price", "lowPrice", "Last", "V")),
        ("<DATE>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>", ("<DATE>", "<OPEN>", "<HIGH>", "<LOW>", "<CLOSE>", "<VOL>")),
    ],
)  # fmt: skip
def test_usual_spellings(tmp_path: Path, header: str, names: tuple[str, ...]) -> None:
    bars = bars_of(tmp_path, TWO_BARS.replace("time,open,high,low,close,volume", header))
    assert tuple(bars.names.values()) == names
    assert bars.table.rows() == [(MARCH[0], 1, 4, 0.5, 2, 10), (MARCH[1], 2, 5, 1.5, 3, 20)]


def test_an_adjusted_close_is_taken_only_where_there_is_no_other(tmp_path: Path) -> None:
    assert bars_of(tmp_path, "Adj Close,Close\n1,2\n").names["close"] == "Close"
    assert bars_of(tmp_path, "Adj Close,Open\n1,2\n").names["close"] == "Adj Close"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(tmp_path: Path, separator: str) -> None:
    assert len(bars_of(tmp_path, TWO_BARS.replace(",", separator))) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1709251200", "1709337600"),
        ("1709251200000", "1709337600000"),
        ("1709251200000000", "1709337600000000"),
        ("1709251200000000000", "1709337600000000000"),
        ("1709251200.0", "1709337600.0"),
        ("20240301", "20240302"),
        ("2024-03-01", "2024-03-02"),
        ("2024/03/01 00:00", "2024/03/02 00:00"),
        ("2024.03.01 00:00:00", "2024.03.02 00:00:00"),
        ("2024-03-01T00:00:00Z", "2024-03-02T00:00:00Z"),
        ("2024-03-01T00:00:00.000Z", "2024-03-02T00:00:00.000Z"),
        ("2024-03-01 00:00:00 UTC", "2024-03-02 00:00:00 UTC"),
        ("2024-03-01 01:00:00+01:00", "2024-03-02 01:00:00+01:00"),
        ("2024-02-29T19:00:00-0500", "2024-03-01T19:00:00-0500"),
        ("2024-03-01 00:00:00+00", "2024-03-02 00:00:00+00"),
        ("01.03.2024", "02.03.2024"),
        ("03/01/2024", "03/02/2024"),
        ("01-Mar-2024", "02-Mar-2024"),
        ('"Mar 01, 2024"', '"Mar 02, 2024"'),
        ("03/01/2024 12:00:00 AM", "03/02/2024 12:00:00 AM"),
    ],
)
def test_times(tmp_path: Path, first: str, second: str) -> None:
    assert bars_of(tmp_path, f"time,close\n{first},1\n{second},2\n").table["time"].to_list() == MARCH


def test_day_and_month_are_told_apart_by_their_order(tmp_path: Path) -> None:
    bars = bars_of(tmp_path, "date,close\n12/01/2024,1\n01/02/2024,2\n")
    assert bars.table["time"].to_list() == [datetime(2024, 1, 12), datetime(2024, 2, 1)]


def test_date_and_time_of_the_day_in_two_columns(tmp_path: Path) -> None:
    bars = bars_of(tmp_path, "<DATE>\t<TIME>\t<CLOSE>\n2024.03.01\t04:30:00\t1\n2024.03.01\t05:00:00\t2\n")
    assert bars.table["time"].to_list() == [datetime(2024, 3, 1, 4, 30), datetime(2024, 3, 1, 5)]


def test_missing_values_are_nan(tmp_path: Path) -> None:
    close = bars_of(tmp_path, "time,close\n1,1\n2,\n3,NaN\n4,n/a\n5,null\n6\n").table["close"].to_numpy()
    np.testing.assert_array_equal(close, [1, *[np.nan] * 5])


def test_blank_lines_and_the_mark_of_utf8_are_passed_over(tmp_path: Path) -> None:
    assert len(bars_of(tmp_path, b"\xef\xbb\xbf\r\ntime,close\r\n\r\n1,1\r\n2,2\r\n\r\n")) == 2


def test_bars_without_times(tmp_path: Path) -> None:
    assert bars_of(tmp_path, "close\n1\n2\n").table.columns == ["close"]


def test_compressed_csv(tmp_path: Path) -> None:
    assert len(bars_of(tmp_path, gzip.compress(TWO_BARS.encode()), "bars.csv.gz")) == 2


def test_parquet(tmp_path: Path) -> None:
    days = [date(2024, 3, 1), date(2024, 3, 2)]
    columns = {"Date": days, "Close": [1, 2], "Volume": [None, 3.5], "Open": ["1", "2.5"]}
    pl.DataFrame(columns).write_parquet(tmp_path / "bars.parquet")
    bars = read_bars(tmp_path / "bars.parquet")
    assert bars.table["time"].to_list() == MARCH
    assert bars.table["close"].to_list() == [1, 2]
    assert bars.table["open"].to_list() == [1, 2.5]
    np.testing.assert_array_equal(bars.table["volume"].to_numpy(), [np.nan, 3.5])


def test_parquet_times_with_a_zone(tmp_path: Path) -> None:
    zone = timezone(timedelta(hours=2))
    times = pl.Series([moment.replace(tzinfo=timezone.utc).astimezone(zone) for moment in MARCH])
    pl.DataFrame({"time": times, "close": [1.0, 2.0]}).write_parquet(tmp_path / "bars.parquet")
    assert read_bars(tmp_path / "bars.parquet").table["time"].to_list() == MARCH


def test_other_columns_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    bars = bars_of(tmp_path, "time,close,funding,note\n1,1,0.5,x\n2,2,0.25,y\n")
    funding = bars.column("funding")
    assert funding is not None
    assert funding.to_list() == [0.5, 0.25]
    assert bars.column("absent") is None
    with pytest.raises(BarFileError, match="note should hold numbers, but line 2 has 'x'"):
        bars.column("note")


# ---- what is refused -------------------------------------------------------------------------------------------------

REFUSED = [
    ("bars.csv", "", "the file is empty"),
    ("bars.csv", "\n \n", "the file is empty"),
    ("bars.csv", "time,close\n", "there is no bar below the header"),
    ("bars.csv", "time,value\n1,2\n", "none of the columns open, high, low, close, volume was found, only: time"),
    ("bars.csv", "1709251200,1,2\n1709337600,1,2\n", "is the first line a header?"),
    ("bars.csv", "time,Close,close price,CLOSE\n1,1,1,1\n", "close was found twice, as Close and CLOSE"),
    ("bars.csv", "time,close\n1,2\n\n2,abc\n", "close should hold numbers, but line 4 has 'abc'"),
    ("bars.csv", "\n\ntime,close\n1,1.2.3\n", "close should hold numbers, but line 4 has '1.2.3'"),
    ("bars.csv", "time,close,volume\n1,2,12K\n", "volume should hold numbers, but line 2 has '12K'"),
    ("bars.csv", "time,close\n1,2\n2,3,4\n", "line 3 has more values than the header has names"),
    ("bars.csv", "time,close\n1,2\n2,3\n2,4\n", "comes twice, on line 3 and line 4"),
    ("bars.csv", "Date,close\n2024-03-02,2\n2024-03-01,3\n", "Date must rise from bar to bar, but 2024-03-01"),
    ("bars.csv", "time,close\n2024-03-01,2\nsoon,3\n", "time should hold times, but line 3 has 'soon'"),
    ("bars.csv", "time,close\nsoon,3\n", "time should hold times, but line 2 has 'soon'"),
    ("bars.csv", "time,close\n1,2\n,3\n", "time is missing on line 3"),
    ("bars.csv", "time,close\n04:00,2\n08:00,3\n", "time of the day only"),
    ("bars.csv", b"time,close\n1,\xff\n", "no text in UTF-8"),
    ("bars.csv", b"time,close\n" + b"1,2\n" * 5000 + b"1,\xff\n", ""),
    ("bars.csv", b"time,close\n1,2\n2,3,\0" + b"9" * 200_000 + b"\n", ""),
    ("bars.csv.gz", "time,close\n1,2\n", "gzip"),
    ("bars.parquet", "", "the file is empty"),
    ("bars.parquet", "time,close\n1,2\n", "no Parquet file that can be read"),
    ("bars.xls", "time,close\n1,2\n", "expected a file that ends in .csv"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "message"), REFUSED)
def test_bad_files_give_one_clear_line(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    result = CliRunner().invoke(barwise_command, ["run", "ema", str(path), "-o", str(tmp_path / "results.csv")])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"barwise: {path}: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BarFileError, match="there is no such file"):
        read_bars(tmp_path / "bars.csv")
    with pytest.raises(BarFileError, match="this is a folder"):
        read_bars(tmp_path)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"close": ["1", "x"]}, "close should hold numbers, but row 2 has 'x'"),
        ({"close": [date(2024, 1, 1)] * 2}, "close should hold numbers, but its type is Date"),
        ({"close": [1.0, 2.0], "time": [[1], [2]]}, "time should hold times, but row 1 has"),
        ({"close": [1.0, 2.0], "time": MARCH[::-1]}, "must rise from bar to bar, but 2024-03-01 00:00:00 on row 2"),
        ({"name": ["a"]}, "none of the columns open, high, low, close, volume was found, only: name"),
        ({"close": []}, "there is no bar in it"),
    ],
)
def test_bad_parquet(tmp_path: Path, columns: dict[str, list[object]], message: str) -> None:
    path = tmp_path / "bars.parquet"
    pl.DataFrame(columns).write_parquet(path)
    with pytest.raises(BarFileError) as caught:
        read_bars(path)
    assert message in str(caught.value)
