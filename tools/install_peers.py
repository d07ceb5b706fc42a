"""Installs the peers of the benchmark, one by one: a peer that cannot be had here is left out, and said to be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = Path(__file__).resolve().parent.parent


def main() -> None:
    groups = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    for peer in groups["bench"]:
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--prefer-binary", peer]
        outcome = subprocess.run(install, capture_output=True, text=True, check=False)
        if outcome.returncode == 0:
            print(f"-- peer {peer}: installed")
        else:
            reason = outcome.stderr.strip().splitlines()[-1:] or ["pip gave no reason"]
            print(f"-- peer {peer}: left out, it cannot be installed here: {reason[0]}")


if __name__ == "__main__":
    main()
