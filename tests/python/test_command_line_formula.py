"""Formulas as text: what is read, what is refused and where the refusal points."""

from __future__ import annotations

import pytest
from barwise.formula_syntax import Call, FormulaError, Name, Number, Text, parse
from hypothesis import given
from hypothesis import strategies as st


def plain(node: object) -> object:
    """The tree without its places."""
    match node:
        case Call(name, arguments):
            return (name, *((argument.name, plain(argument.value)) for argument in arguments))
        case Number(value) | Text(value) | Name(value):
            return value
    raise AssertionError(node)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("cci", "cci"),
        ("cci()", ("cci",)),
        ("cci(period=20)", ("cci", ("period", 20))),
        ("ema(close, 12)", ("ema", (None, "close"), (None, 12))),
        ("  ema( close ,\n\t12 ) ", ("ema", (None, "close"), (None, 12))),
        ("alma(offset=-0.5, sigma=+6)", ("alma", ("offset", -0.5), ("sigma", 6))),
        ("ema(seed='first')", ("ema", ("seed", "first"))),
        ("ema(cci(hlc3, 20), 9)", ("ema", (None, ("cci", (None, "hlc3"), (None, 20))), (None, 9))),
    ],
)
def test_formulas_are_read(text: str, tree: object) -> None:
    assert plain(parse(text)) == tree


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ("", "", "not an empty text"),
        ("cci(20", "(", "never closed"),
        ("cci(20 30)", "2", "comma"),
        ("cci(True)", "True", "expected a number"),
        ("cci([20])", "[20]", "expected a number"),
        ("cci(*close)", "*close", "not a star"),
        ("cci(**close)", "**close", "not two stars"),
        ("a.b(3)", "a.b", "name of an indicator"),
        ("__import__('os').remove('bars.csv')", "__import__('os').remove", "name of an indicator"),
        ("(lambda: 3)()", "lambda: 3", "name of an indicator"),
        ("ema(ü, [é])", "[é]", "expected a number"),
        ("x if y else z", "x if y else z", "expected a number"),
    ],
)
def test_refusals_point_at_the_place(text: str, marked: str, message: str) -> None:
    with pytest.raises(FormulaError, match=message) as caught:
        parse(text)
    place = caught.value.place
    assert text[place.start : place.end] == marked
    _, shown, marks = str(caught.value).split("\n")
    assert shown[2:] == text
    assert marks[2:] == " " * place.start + "^" * max(1, len(marked))


def test_a_formula_has_a_greatest_length() -> None:
    with pytest.raises(FormulaError, match="2000 characters, not 2001"):
        parse("x" * 2001)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(FormulaError, match="cannot be read"):
        parse("ema(" * 300 + ")" * 300)


@given(st.text(alphabet="ab(),.=+-*/'\"[]{}:<>0123456789 \n\\#é\0\ud800", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    refusal = None
    try:
        parse(text)
    except FormulaError as error:
        refusal = error
    assert refusal is None or 0 <= refusal.place.start <= len(refusal.text)
