"""What an indicator says about itself, and how it is found, printed, copied and pickled."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import pydoc
import weakref
from types import ModuleType

import barwise as bw
import numpy as np
import pytest
from barwise._core import sources
from interface_rows import SEVERAL_OUTPUTS
from reference.bars import make_bars
from reference.rows import ROWS, ROWS_OF_EACH_SHAPE, inputs_of


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_an_attribute(row: str) -> None:
    assert getattr(bw, row) is bw.indicators[row] is bw.find(row) is bw.find(row.upper())
    assert row not in bw.__all__


@pytest.mark.parametrize("row", ROWS)
def test_aliases_lead_to_the_indicator(row: str) -> None:
    for alias in bw.indicators[row].info.aliases:
        assert bw.find(alias) is bw.indicators[row]
        if alias not in ROWS and alias not in sources:  # those are expressions
            assert getattr(bw, alias) is bw.indicators[row]


def test_no_module_of_the_package_has_the_name_of_an_indicator() -> None:
    modules = {name for name, value in vars(bw).items() if isinstance(value, ModuleType)}
    assert not modules & set(ROWS)
    assert not set(bw.__all__) & set(ROWS)


def test_all_is_what_it_says() -> None:
    assert all(hasattr(bw, name) for name in bw.__all__)
    assert isinstance(bw.numerics, int)
    assert bw.__version__.count(".") == 2


@pytest.mark.parametrize("row", ROWS)
def test_info_is_complete(row: str) -> None:
    info = bw.indicators[row].info
    assert info == bw.indicators[row].info
    assert info.name == row
    assert info.title
    assert info.formula
    assert info.family
    assert info.inputs
    assert info.outputs
    names = [item.name for item in (*info.inputs, *info.parameters)]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize("row", ROWS)
def test_info_of_inputs(row: str) -> None:
    for given in bw.indicators[row].info.inputs:
        assert given.is_free or given.source == given.name
        assert given.source


@pytest.mark.parametrize("row", ROWS)
def test_info_of_parameters(row: str) -> None:
    for parameter in bw.indicators[row].info.parameters:
        assert parameter.meaning
        if parameter.type == "choice":
            assert parameter.default in parameter.choices
            assert (parameter.min, parameter.max) == (None, None)
        else:
            assert parameter.choices == ()
            assert isinstance(parameter.default, int if parameter.type == "integer" else float)
            assert parameter.min <= parameter.default <= parameter.max


@pytest.mark.parametrize("row", ROWS)
def test_info_of_outputs(row: str) -> None:
    for output in bw.indicators[row].info.outputs:
        assert output.kind in ("line", "histogram", "band", "dots", "signal", "whole number")
        assert output.pane in ("price", "own")
        assert output.range is None or output.range[0] < output.range[1]
        assert list(output.levels) == sorted(output.levels)


@pytest.mark.parametrize("row", ROWS)
def test_info_is_data(row: str) -> None:
    info = bw.indicators[row].info
    assert pickle.loads(pickle.dumps(info)) == info
    assert dataclasses.asdict(info)["title"] == info.title
    with pytest.raises(dataclasses.FrozenInstanceError):
        info.name = "another"


@pytest.mark.parametrize("row", ROWS)
def test_help_shows_signature_formula_and_parameters(row: str) -> None:
    info = bw.indicators[row].info
    text = " ".join(pydoc.plain(pydoc.render_doc(bw.indicators[row])).split())
    wanted = [info.title, info.formula, info.origin or "", *info.aliases, str(inspect.signature(bw.indicators[row]))]
    for parameter in info.parameters:
        wanted += [f"{parameter.name}: {parameter.meaning}", f"{parameter.default} by default"]
    for item in (*info.inputs, *info.outputs):
        wanted.append(f"{item.name}: ")
    for fragment in wanted:
        assert " ".join(fragment.split()) in text


@pytest.mark.parametrize("row", ROWS)
def test_signature_is_of_the_catalogue(row: str) -> None:
    info, arguments = bw.indicators[row].info, inspect.signature(bw.indicators[row]).parameters
    by_position = [name for name, argument in arguments.items() if argument.kind is argument.POSITIONAL_OR_KEYWORD]
    assert by_position == [item.name for item in (*info.inputs, *info.parameters)]
    for given in info.inputs:
        assert not given.is_free or arguments[given.name].default == given.source
    for parameter in info.parameters:
        assert arguments[parameter.name].default == parameter.default
    assert {"open", "high", "low", "close", "volume", "out", "kernel"} <= set(arguments)


@pytest.mark.parametrize("row", ROWS)
def test_repr_says_what_it_is(row: str) -> None:
    assert repr(bw.indicators[row]) == f"<barwise.{row}: {bw.indicators[row].info.title}>"
    assert bw.indicators[row].__name__ == bw.indicators[row].__qualname__ == row
    assert bw.indicators[row].__module__ == "barwise"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_pickles_by_name(row: str, protocol: int) -> None:
    pickled = pickle.dumps(bw.indicators[row], protocol)
    assert pickle.loads(pickled) is bw.indicators[row]
    assert len(pickled) < 60 + len(row)


@pytest.mark.parametrize("row", ROWS)
def test_copies_are_the_same_object(row: str) -> None:
    assert copy.copy(bw.indicators[row]) is bw.indicators[row]
    assert copy.deepcopy(bw.indicators[row]) is bw.indicators[row]
    assert len({bw.indicators[row], bw.indicators[row]}) == 1


@pytest.mark.parametrize("row", SEVERAL_OUTPUTS)
def test_results_pickle(row: str) -> None:
    result = bw.indicators[row](**inputs_of(row, make_bars("walk")))
    loaded = pickle.loads(pickle.dumps(result))
    assert type(loaded) is type(result)
    assert loaded._fields == result._fields


@pytest.mark.parametrize("row", ROWS)
def test_results_die_with_their_last_reference(row: str) -> None:
    """But for short ones, of which some are given out again: test_short_results.py."""
    inputs = {name: np.resize(values, 32_768) for name, values in inputs_of(row, make_bars("walk")).items()}
    result = bw.indicators[row](**inputs)
    array = result[0] if isinstance(result, tuple) else result
    alive = weakref.ref(array)
    del array, result
    assert alive() is None
