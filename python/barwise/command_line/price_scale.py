"""Which expressions stand on the scale of the price, so that a chart may draw them over it."""

from __future__ import annotations

from barwise import Expression
from barwise import expression_kinds as kinds
from barwise.information import Output as OutputInfo
from barwise.information import info_of

LEAST, GREATEST = 0.5, 2.0  # how many times the price it may be


def is_price_like(expression: Expression) -> bool:
    share = share_of_price(expression)
    return share is not None and LEAST <= share <= GREATEST


def share_of_price(expression: Expression) -> float | None:
    """How many times the price it is: 1 for a mean of prices, 0 for the difference of two, None for anything else."""
    match expression:
        case kinds.Source(name=name):
            return None if name == "volume" else 1.0
        case kinds.Application() | kinds.Output():
            return 1.0 if is_over_price(expression) else None
        case kinds.Negative(operand=operand):
            share = share_of_price(operand)
            return None if share is None else -share
        case kinds.Shift(operand=operand):
            return share_of_price(operand)
        case kinds.Operation(name=name, left=left, right=right):
            return share_of_operation(name, left, right)
    return None


def is_over_price(expression: kinds.Application | kinds.Output) -> bool:
    """Whether the indicator is of prices only, and is drawn over them."""
    application = expression.application if isinstance(expression, kinds.Output) else expression
    over_price = any(output.pane == "price" for output in declared_outputs(expression))
    return over_price and all(map(is_price_like, application.inputs))


def declared_outputs(expression: Expression) -> list[OutputInfo]:
    """What the indicator that gives the expression says about its outputs; of anything else, nothing."""
    match expression:
        case kinds.Application(indicator=indicator):
            return list(info_of(indicator).outputs)
        case kinds.Output(application=application, name=name):
            return [output for output in info_of(application.indicator).outputs if output.name == name]
    return []


def share_of_operation(name: str, left: Expression, right: Expression) -> float | None:
    a, b = share_of_price(left), share_of_price(right)
    if isinstance(right, kinds.Constant) and a is not None and name in ("*", "/"):
        factor = float(right.value)
        return a * factor if name == "*" else None if factor == 0 else a / factor
    if isinstance(left, kinds.Constant) and b is not None and name == "*":
        return float(left.value) * b
    if a is None or b is None:
        return None
    return {"+": a + b, "-": a - b, "greater_of": max(a, b), "less_of": min(a, b)}.get(name)
