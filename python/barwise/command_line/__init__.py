"""The command line: files of bars in; tables, files and charts out."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command `barwise`."""
    try:
        from barwise.command_line.commands import barwise_command
    except ModuleNotFoundError as error:
        sys.exit(f"barwise: the command line needs {error.name}, which comes with: pip install 'barwise[cli]'")
    barwise_command(prog_name="barwise")
