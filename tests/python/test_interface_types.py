"""The type stubs: they are of the catalogue, and mypy accepts and refuses what it should."""

from __future__ import annotations

import ast
import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import barwise as bw
import pytest
from reference.rows import ROWS

EXAMPLES = Path(__file__).parent / "typing"
PACKAGE = Path(bw.__file__).parent


@pytest.fixture(scope="module")
def stubs() -> dict[str, ast.ClassDef]:
    """The class of each indicator."""
    tree = ast.parse((PACKAGE / "_catalogue.pyi").read_text())
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    variables = {
        node.target.id: node.annotation.id
        for node in tree.body
        if isinstance(node, ast.AnnAssign)
        if isinstance(node.annotation, ast.Name)
    }
    return {name: classes[kind] for name, kind in variables.items() if kind in classes}


def functions(node: ast.ClassDef, name: str) -> Iterator[ast.arguments]:
    for function in node.body:
        if isinstance(function, ast.FunctionDef) and function.name == name:
            yield function.args


def defaults_of(arguments: ast.arguments) -> dict[str, object]:
    """Names and defaults, as inspect.signature has them."""
    positional = [argument.arg for argument in arguments.args if argument.arg != "self"]
    values = [ast.literal_eval(default) for default in arguments.defaults]
    found: dict[str, object] = dict.fromkeys(positional, inspect.Parameter.empty)
    found.update(zip(positional[len(positional) - len(values) :], values, strict=True))
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        assert default is not None
        found[argument.arg] = ast.literal_eval(default)
    return found


def test_the_package_is_typed() -> None:
    assert (PACKAGE / "py.typed").exists()


def test_stubs_hold_the_rows_of_the_catalogue(stubs: dict[str, ast.ClassDef]) -> None:
    assert set(stubs) == set(ROWS)


@pytest.mark.parametrize("row", ROWS)
def test_stubs_have_the_signature(stubs: dict[str, ast.ClassDef], row: str) -> None:
    signature = inspect.signature(bw.indicators[row])
    expected = {name: argument.default for name, argument in signature.parameters.items()}
    without_data, on_table, on_series, on_arrays = functions(stubs[row], "__call__")
    assert defaults_of(on_series) == defaults_of(on_arrays) == expected
    assert {*defaults_of(on_table)} == {*expected}
    given = {name: value for name, value in defaults_of(without_data).items() if value is not None}
    assert bw.indicators[row](**given).equals(bw.indicators[row]())
    parameters = {parameter.name: parameter.default for parameter in bw.indicators[row].info.parameters}
    (lookback,) = functions(stubs[row], "lookback")
    assert defaults_of(lookback) == parameters
    (converged,) = functions(stubs[row], "converged")
    assert defaults_of(converged) == parameters


@pytest.mark.parametrize("row", ROWS)
def test_stubs_have_the_arguments_of_streams(stubs: dict[str, ast.ClassDef], row: str) -> None:
    """Parameters, and the names of sources: all of them are taken."""
    (stream,) = functions(stubs[row], "stream")
    info = bw.indicators[row].info
    parameters = {parameter.name: parameter.default for parameter in info.parameters}
    sources = {given.name: None for given in info.inputs if given.is_free}
    assert defaults_of(stream) == {**parameters, **sources, "kernel": "auto"}
    assert bw.indicators[row].stream(**defaults_of(stream)).bars == 0


def mypy(file: Path, tmp_path: Path) -> list[str]:
    """The lines of mypy's report, checked from elsewhere so that it sees the installed package only."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", f"--config-file={os.devnull}"]
    run = subprocess.run([*command, str(file)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode in (0, 1), run.stderr
    return run.stdout.splitlines()


def test_mypy_accepts_right_calls(tmp_path: Path) -> None:
    assert mypy(EXAMPLES / "accepted.py", tmp_path) == []


def test_mypy_refuses_wrong_calls(tmp_path: Path) -> None:
    file = EXAMPLES / "refused.py"
    lines = file.read_text().splitlines()
    wrong = {number for number, line in enumerate(lines, start=1) if line.startswith("bw.")}
    report = [line for line in mypy(file, tmp_path) if ": error:" in line]
    assert {int(line.split(":")[1]) for line in report} == wrong
