"""What formulas are made of: numbers with error bounds, series, windows and recurrences."""

from .moments import *  # noqa: F403
from .number import *  # noqa: F403
from .recurrences import *  # noqa: F403
from .series import *  # noqa: F403
from .windows import *  # noqa: F403
