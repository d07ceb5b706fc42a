"""Formulas as text: what they stand for, what is refused and where the refusal points, and that nothing is executed."""

from __future__ import annotations

import pickle
from typing import Any

import barwise as bw
import pytest
from barwise.formula_syntax import LONGEST
from expression_trees import EXPRESSIONS_OF_COLUMNS
from hypothesis import given
from hypothesis import strategies as st


@bw.indicator
def envelope(source: Any = bw.close, period: int = 20) -> dict[str, bw.Expression]:
    middle = bw.sma(source, period)
    return {"upper": middle * 1.05, "lower": middle * 0.95}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("close", lambda: bw.close),
        ("CLOSE", lambda: bw.close),
        ("hlc3", lambda: bw.hlc3),
        ("cci", lambda: bw.cci()),
        ("CCI()", lambda: bw.cci()),
        ("ema(cci(close, 14), 9) - 50", lambda: bw.ema(bw.cci(bw.close, 14), 9) - 50),
        ("ema(12)", lambda: bw.ema(period=12)),
        ("ema(source=cci, period=9, seed=first)", lambda: bw.ema(bw.cci(), 9, "first")),
        ("ema(12, source='open', seed='first')", lambda: bw.ema(bw.open, 12, "first")),
        ("cci(high=close)", lambda: bw.cci(high=bw.close)),
        ("ema(close - open, 12)", lambda: bw.ema(bw.close - bw.open, 12)),
        ("ema(-close, 12)", lambda: bw.ema(-bw.close, 12)),
        ("-close + +open * 2 / 3.5", lambda: -bw.close + bw.open * 2 / 3.5),
        ("(close + open) * (high - low)", lambda: (bw.close + bw.open) * (bw.high - bw.low)),
        ("100 - close", lambda: 100 - bw.close),
        ("close.shift(3) / close.shift(bars=2)", lambda: bw.close.shift(3) / bw.close.shift(2)),
        ("abs(close - ABS(open))", lambda: abs(bw.close - abs(bw.open))),
        ("greater_of(close, 3) - less_of(2, open)", lambda: bw.greater_of(bw.close, 3) - bw.less_of(2, bw.open)),
        ("close > 3", lambda: bw.close > 3),
        ("(close > 3) & (open <= 2) | ~(low == 1)", lambda: (bw.close > 3) & (bw.open <= 2) | ~(bw.low == 1)),
        ("close > 3 and open <= 2 or not low != 1", lambda: (bw.close > 3) & (bw.open <= 2) | ~(bw.low != 1)),
        ("1 < close <= 3", lambda: (bw.close > 1) & (bw.close <= 3)),
        ("column('of mine')", lambda: bw.column("of mine")),
        ("column('a  b') + 1", lambda: bw.column("a  b") + 1),
        ("ema(column('x'), 3)", lambda: bw.ema(bw.column("x"), 3)),
        ("ema(close, (fast := 12))", lambda: bw.ema(bw.close, bw.parameter("fast", 12))),
        ("ema(close, period=(fast := 12))", lambda: bw.ema(bw.close, bw.parameter("fast", 12))),
        ("close > (level := -3)", lambda: bw.close > bw.parameter("level", -3)),
        ("ema.ema", lambda: bw.ema()),
        ("envelope(hlc3, 5).upper", lambda: envelope(bw.hlc3, 5).upper),
        ("sma(envelope.lower, 3)", lambda: bw.sma(envelope().lower, 3)),
        ("  ema( close ,\n\t12 )\n - 5", lambda: bw.ema(bw.close, 12) - 5),
    ],
)
def test_what_a_formula_stands_for(text: str, expected: Any) -> None:
    assert bw.parse(text, indicators=[envelope]).equals(expected())


def test_columns_may_be_named_as_they_are() -> None:
    expression = bw.parse("weight * close + ema(weight, 3)", columns=["weight"])
    assert repr(expression) == "column('weight') * close + ema(column('weight'), 3)"
    assert bw.parse("open", columns=["open"]).equals(bw.open)


def test_parameters_keep_their_names() -> None:
    expression = bw.parse("ema((fast := 12)) - ema((slow := 26)) > (level := 0.5)")
    assert expression.parameters == {"fast": 12, "slow": 26, "level": 0.5}


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ("", "", "not an empty text"),
        ("20", "20", "expected an indicator"),
        ("'close'", "'close'", "expected an indicator"),
        ("(a := 3)", "a := 3", "expected an indicator"),
        ("ema(close, 12) -", "", "cannot be read"),
        ("ema(close, 12", "(", "never closed"),
        ("close ** 2", "close ** 2", "one of the operators"),
        ("close % 2", "close % 2", "one of the operators"),
        ("close in open", "close in open", "one of the comparisons"),
        ("close is open", "close is open", "one of the comparisons"),
        ("5 - emaa(close, 12)", "emaa", "the nearest is 'ema'"),
        ("5 - ema(closee)", "closee", "nor a column: there is open, high"),
        ("close + 'open'", "'open'", "expected a number, a column"),
        ("close + (ema(close, 0) - 3)", "0", "period must be"),
        ("ema(period=2.5) * 2", "period=2.5", "period must be"),
        ("ema(perod=2) * 2", "perod=2", "no argument 'perod'"),
        ("ema(close, open)", "open", "too many inputs"),
        ("ema(3, 4)", "4", "seed must be a str"),
        ("ema(close, 1e999)", "1e999", "period must be"),
        ("close + 1e999", "1e999", "must be finite"),
        ("ema(out=close)", "out=close", "cannot be set in a formula"),
        ("ema(source=12)", "12", "expected a column or an indicator, not a number"),
        ("ema(period=cci(20))", "period=cci(20)", "period takes a number or a name"),
        ("close.shift(-1)", "close.shift(-1)", "from 0 to 100000"),
        ("close.shift(2.5)", "close.shift(2.5)", "from 0 to 100000"),
        ("close.shift()", "close.shift()", "takes one number"),
        ("close.shift(1, 2)", "close.shift(1, 2)", "takes one number"),
        ("close.shift(open)", "close.shift(open)", "takes one number"),
        ("abs()", "abs()", "takes 1 operand, not 0"),
        ("abs(close, open)", "abs(close, open)", "takes 1 operand, not 2"),
        ("abs(x=close)", "abs(x=close)", "have no names"),
        ("greater_of(close)", "greater_of(close)", "takes 2 operands, not 1"),
        ("column(close)", "column(close)", "one name in quotes"),
        ("ema(close).signal", "ema(close).signal", "no output signal; it has ema"),
        ("close.upper", "close.upper", "no output upper; it has none"),
        ("'x'.upper", "'x'", "before the point"),
        ("envelope(close) + 1", "envelope(close)", "several outputs"),
        ("ema(envelope(close))", "envelope(close)", "several outputs"),
        ("(fast := close)", "close", "stand for a number or a name"),
        ("ema((fast := 12)) > (fast := close)", "close", "stand for a number or a name"),
        ("close + True", "True", "expected a number"),
        ("close + -True", "True", "expected a number"),
        ("ema(*close)", "*close", "not a star"),
        ("ema(**close)", "**close", "not two stars"),
        ("close[0]", "close[0]", "expected a number"),
        ("[close]", "[close]", "expected a number"),
        ("f'{close}'", "f'{close}'", "expected a number"),
        ("close if open else low", "close if open else low", "expected a number"),
        ("lambda: close", "lambda: close", "expected a number"),
        ("(yield)", "yield", "expected a number"),
        ("__import__('os').system('x')", "__import__('os').system", "name of an indicator"),
        ("close.__class__", "close.__class__", "no output __class__"),
        ("ema.__init__", "ema.__init__", "no output __init__"),
        ("ema(close).program", "ema(close).program", "no output program"),
        ("open('bars.csv')", "open", "there is no indicator"),
    ],
)
def test_refusals_point_at_the_place(text: str, marked: str, message: str) -> None:
    with pytest.raises(bw.FormulaError, match=message) as caught:
        bw.parse(text, indicators=[envelope])
    error = caught.value
    assert text[error.place.start : error.place.end] == marked
    *_, shown, marks = str(error).split("\n")
    assert shown[2:] == text
    assert marks[2:] == " " * error.place.start + "^" * max(1, len(marked))
    assert isinstance(error, bw.BadValueError)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_what_is_no_text() -> None:
    with pytest.raises(bw.BadTypeError, match="text must be a str, not int"):
        bw.parse(5)  # type: ignore[arg-type]


def test_length_and_depth_are_limited() -> None:
    assert bw.parse("close" + " + 1" * 190).depth == 191
    for text in ("close" + " + 1" * 300, "-" * 300 + "close", "abs(" * 250 + "close" + ")" * 250, "1 + (" * 250):
        with pytest.raises(bw.FormulaError, match="cannot be read"):
            bw.parse(text)
    with pytest.raises(bw.FormulaError, match=f"{LONGEST} characters, not"):
        bw.parse("close" + " " * LONGEST + "+ 1")


# ---- anything else ---------------------------------------------------------------------------------------------------

WORDS = "close open hlc3 ema cci ema( cci( .shift( column( abs( greater_of( x __class__ and or not if else lambda"
SIGNS = "( ) , . = := == != < <= > >= + - * / ** % & | ~ [ ] { } period= seed= source="
VALUES = "0 1 12 -3 0.5 1e9 1e999 'x' \"close\""
PIECES = st.sampled_from(f"{WORDS} {SIGNS} {VALUES}".split())


@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_pieces_of_formulas_are_read_or_refused(text: str) -> None:
    read_or_refused(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refused(text)


@given(EXPRESSIONS_OF_COLUMNS, st.data())
def test_spoiled_formulas_are_read_or_refused(expression: bw.Expression, data: st.DataObject) -> None:
    text = repr(expression)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 5, len(text))))
    read_or_refused(text[:start] + data.draw(PIECES) + text[end:])


def read_or_refused(text: str) -> None:
    refusal = None
    try:
        expression = bw.parse(text)
    except bw.FormulaError as error:
        refusal = error
    if refusal is None:
        assert bw.parse(repr(expression)).equals(expression)
    else:
        assert 0 <= refusal.place.start <= len(refusal.text)
        assert "\n" in str(refusal)
