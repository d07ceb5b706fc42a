"""Writes docs/indicators.md: every indicator of the catalogue, by family, as the installed package declares them.

python tools/write_catalogue.py
"""

from __future__ import annotations

from pathlib import Path

import barwise as bw
from barwise.information import Info, Parameter

PAGE = Path(__file__).resolve().parent.parent / "docs" / "indicators.md"

HEAD = """\
# The indicators

Written by `python tools/write_catalogue.py` from the declarations in `src/indicators`; a test holds it to them.
`barwise info NAME` and `help(barwise.NAME)` tell more: what each parameter and input means, how an output is drawn, and
after how many bars it begins. How the numbers compare with those of other libraries stands in
[equality.md](equality.md).
"""


def page() -> str:
    families: dict[str, list[Info]] = {}
    for name in sorted(bw.indicators):
        about = bw.indicators[name].info
        families.setdefault(about.family, []).append(about)
    sections = [HEAD]
    for family, rows in sorted(families.items()):
        sections.append(f"## {family}\n\n| call | what it is | outputs | also called |\n|---|---|---|---|")
        sections[-1] += "".join(f"\n{line(about)}" for about in rows) + "\n"
    return "\n".join(sections)


def line(about: Info) -> str:
    arguments = [given.name for given in about.inputs] + [argument(parameter) for parameter in about.parameters]
    origin = f" ({about.origin})" if about.origin else ""
    what = f"**{about.title}**{origin}: {about.formula}"
    outputs = ", ".join(output.name for output in about.outputs)
    cells = f"`{about.name}({', '.join(arguments)})`", what, outputs, ", ".join(about.aliases)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def argument(parameter: Parameter) -> str:
    default = parameter.default
    return f"{parameter.name}={default!r}" if isinstance(default, str) else f"{parameter.name}={default:g}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
