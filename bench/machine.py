"""What the figures were measured on."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

# By AMD's family and whether there is AVX-512, since the names of servers' models in the cloud do not tell it.
AMD_GENERATIONS = {("25", False): "Zen 3", ("25", True): "Zen 4", ("26", True): "Zen 5"}


def processor() -> str:
    path = Path("/proc/cpuinfo")
    facts = dict(parsed(line) for line in path.read_text().splitlines()) if path.exists() else {}
    name = facts.get("model name", platform.machine())
    if facts.get("vendor_id") != "AuthenticAMD":
        return name
    generation = AMD_GENERATIONS.get((facts["cpu family"], "avx512f" in facts["flags"].split()))
    return f"{name}, {generation}" if generation else name


def parsed(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()


def add_measured(path: Path, found: dict[str, Any]) -> dict[str, Any]:
    """Put this processor's figures into a file beside those of others; gives all, by processor."""
    measured: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    measured = dict(sorted({**measured, processor(): found}.items()))
    path.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return measured
