"""How a refusal is expected."""

from __future__ import annotations

from typing import Any

import barwise as bw
import pytest


def raises(kind: type[Exception], argument: str, *fragments: str) -> Any:
    """Expects a barwise.Error of that kind that names the argument and says all of that."""

    class Expectation:
        def __enter__(self) -> None:
            self.context = pytest.raises(kind)
            self.caught = self.context.__enter__()

        def __exit__(self, *details: Any) -> bool:
            assert self.context.__exit__(*details)
            error = self.caught.value
            assert isinstance(error, bw.Error)
            assert error.argument == argument
            for fragment in (argument, *fragments):
                assert fragment in str(error)
            return True

    return Expectation()
