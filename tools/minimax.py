"""Prints the coefficients of src/operators/elementary_coefficients.h: polynomials closest to what they stand for.

Each is found by Remez's exchange with 300 bits: the polynomial in z whose greatest weighted error is least, its
coefficients then rounded to doubles. The greatest error that the function is left with is printed with each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import gmpy2
from gmpy2 import mpfr

Function = Callable[[mpfr], mpfr]

POINTS = 1000


@dataclass(frozen=True)
class Polynomial:
    """`terms` coefficients of P(z), close to target(z) over 0 < z ≤ end; weight: what an error is multiplied with."""

    name: str
    meaning: str
    terms: int
    end: mpfr
    target: Function
    weight: Function


def solved(rows: list[list[mpfr]]) -> list[mpfr]:
    """The unknowns of linear equations, each a list of coefficients and the right-hand side, by Gauss's elimination."""
    size = len(rows)
    for k in range(size):
        pivot = max(range(k, size), key=lambda i: abs(rows[i][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for i in range(k + 1, size):
            factor = rows[i][k] / rows[k][k]
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k], strict=True)]
    unknowns: list[mpfr] = []
    for k in reversed(range(size)):
        rest = sum((a * b for a, b in zip(rows[k][k + 1 : size], unknowns, strict=True)), mpfr(0))
        unknowns.insert(0, (rows[k][size] - rest) / rows[k][k])
    return unknowns


def value_at(z: mpfr, coefficients: list[mpfr]) -> mpfr:
    value = mpfr(0)
    for coefficient in reversed(coefficients):
        value = value * z + coefficient
    return value


def extremes(errors: list[mpfr], count: int) -> list[int]:
    """Where the error is largest between two of its zeros: `count` neighbouring ones, with the largest of all."""
    places: list[int] = []
    for place, error in enumerate(errors):
        if places and (errors[places[-1]] > 0) == (error > 0):
            if abs(error) > abs(errors[places[-1]]):
                places[-1] = place
        else:
            places.append(place)
    while len(places) > count:
        places.pop(0 if abs(errors[places[0]]) < abs(errors[places[-1]]) else -1)
    return places


def minimax(wanted: Polynomial) -> list[mpfr]:
    points = [wanted.end * (1 - gmpy2.cos(gmpy2.const_pi() * (i + mpfr(0.5)) / POINTS)) / 2 for i in range(POINTS)]
    targets, weights = [wanted.target(z) for z in points], [wanted.weight(z) for z in points]
    count = wanted.terms + 1
    chosen = [round((POINTS - 1) * k / wanted.terms) for k in range(count)]
    for _ in range(40):
        equations = [
            [points[i] ** k for k in range(wanted.terms)] + [(-1) ** sign / weights[i], targets[i]]
            for sign, i in enumerate(chosen)
        ]
        *coefficients, level = solved(equations)
        errors = [(t - value_at(z, coefficients)) * w for z, t, w in zip(points, targets, weights, strict=True)]
        if max(map(abs, errors)) < abs(level) * 1.001:
            break
        places = extremes(errors, count)
        if len(places) < count:
            break
        chosen = places
    return coefficients


def beyond(function: Function, first: mpfr) -> Function:
    """What is left for the other terms when the first is chosen."""
    return lambda z: (function(z) - first) / z


def times_z(function: Function) -> Function:
    return lambda z: function(z) * z


def rounded(wanted: Polynomial) -> list[mpfr]:
    """As doubles, one after the other: what rounding a coefficient spoils, those after it make good again."""
    coefficients: list[mpfr] = []
    while wanted.terms:
        first = mpfr(float(minimax(wanted)[0]))
        coefficients.append(first)
        wanted = replace(
            wanted,
            terms=wanted.terms - 1,
            target=beyond(wanted.target, first),
            weight=times_z(wanted.weight),
        )
    return coefficients


def root_of(z: mpfr) -> mpfr:
    return gmpy2.sqrt(z)


def polynomials() -> list[Polynomial]:
    """All are in z, the square of what the function is of, so each is given by what is left of the function."""
    pi, two = gmpy2.const_pi(), mpfr(2)
    slack = mpfr("1.0001")  # a reduction is rounded: it may end a little further out

    def odd(function: Function) -> tuple[Function, Function]:
        """P of function(x) = x + x z P(z), for the least relative error."""
        return (
            lambda z: (function(root_of(z)) - root_of(z)) / (z * root_of(z)),
            lambda z: z * root_of(z) / function(root_of(z)),
        )

    eighth, half_octave = (pi / 4 * slack) ** 2, (gmpy2.log(two) / 2 * slack) ** 2
    root = (gmpy2.sqrt(two) - 1) / (gmpy2.sqrt(two) + 1) * slack
    return [
        Polynomial("SINH", "sinh(r) = r + r z P(z), |r| <= ln(2) / 2", 5, half_octave, *odd(gmpy2.sinh)),
        Polynomial(
            "COSH",
            "cosh(r) = 1 + z / 2 + z z P(z), |r| <= ln(2) / 2",
            5,
            half_octave,
            lambda z: (gmpy2.cosh(root_of(z)) - 1 - z / 2) / (z * z),
            lambda z: z * z,
        ),
        Polynomial(
            "LOGARITHM",
            "log((1 + s) / (1 - s)) = 2 s + s z P(z), |s| <= (sqrt(2) - 1) / (sqrt(2) + 1)",
            7,
            root**2,
            lambda z: 2 * (gmpy2.atanh(root_of(z)) - root_of(z)) / (root_of(z) * z),
            lambda z: z / 2,
        ),
        Polynomial("SINE", "sin(r) = r + r z P(z), |r| <= pi / 4", 6, eighth, *odd(gmpy2.sin)),
        Polynomial(
            "COSINE",
            "cos(r) = 1 - z / 2 + z z P(z), |r| <= pi / 4",
            6,
            eighth,
            lambda z: (gmpy2.cos(root_of(z)) - 1 + z / 2) / (z * z),
            lambda z: z * z / gmpy2.cos(root_of(z)),
        ),
        Polynomial("ARCTANGENT", "atan(t) = t + t z P(z), |t| <= 7 / 16", 11, mpfr(7) ** 2 / 256, *odd(gmpy2.atan)),
        Polynomial("ARCSINE", "asin(s) = s + s z P(z), |s| <= 1 / 2", 13, mpfr("0.25"), *odd(gmpy2.asin)),
    ]


def print_polynomial(wanted: Polynomial) -> None:
    coefficients = rounded(wanted)
    grid = [wanted.end * (i + 1) / POINTS for i in range(POINTS)]
    error = max(abs((wanted.target(z) - value_at(z, coefficients)) * wanted.weight(z)) for z in grid)
    print(f"\n/* {wanted.meaning}: within 2^{float(gmpy2.log2(error)):.1f}. */")
    print(f"static const double {wanted.name}[] = {{")
    for start in range(0, len(coefficients), 4):
        print("    " + " ".join(f"{float(c).hex()}," for c in coefficients[start : start + 4]))
    print("};")


def main() -> None:
    gmpy2.get_context().precision = 300
    print("/* What tools/minimax.py prints, formatted. */")
    print("#ifndef BW_ELEMENTARY_COEFFICIENTS_H\n#define BW_ELEMENTARY_COEFFICIENTS_H")
    for wanted in polynomials():
        print_polynomial(wanted)
    print("\n#endif")


if __name__ == "__main__":
    main()
