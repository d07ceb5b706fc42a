"""The truth that every indicator is tested against: plain slow formulas in exact arithmetic.

One module a family, one function an indicator, under the indicator's own name. `REFERENCES` finds them by walking the
modules, so that adding an indicator's truth is adding its function.
"""

from __future__ import annotations

import importlib
import pkgutil

from .definition import Reference


def _find_references() -> dict[str, Reference]:
    found: dict[str, Reference] = {}
    for module_info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        for name, value in vars(module).items():
            if isinstance(value, Reference) and value.formula.__module__ == module.__name__:
                if name in found:
                    raise ImportError(f"two references are called {name}")
                found[name] = value
    return found


REFERENCES = _find_references()
