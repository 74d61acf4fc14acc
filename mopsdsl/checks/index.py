"""The index of all rules, docs/rules.md: `python -m mopsdsl.checks.index` writes it.

It is made of the first lines of the rules' pages and of the table of reserved codes, so no rule is imported; a test fails when it is stale.
"""

import os
from collections.abc import Iterator

from mopsdsl.checks import explain
from mopsdsl.checks.exceptions import NEVER_HIDDEN
from mopsdsl.checks.reserved import RESERVED

FAMILIES = {
    "0": "Text, names, structure",
    "1": "Workspaces, partitions, walls",
    "2": "Assets and sharing",
    "3": "Routing, duplicates, forms",
    "4": "Lifecycle",
    "5": "Fences",
    "6": "Access",
    "7": "Standards and words",
    "8": "Metrics, forecast, distribution, content",
    "9": "Change plans",
}
"""The families by the first digit of their codes."""

HEAD = """\
# The rules

<!-- Made by `make docs` from the rules' pages. Change those, or mopsdsl/checks/index.py; not this file. -->

What `mopsdsl check` knows, and `mopsdsl plan` (family 9). Every rule has a page that says why it matters, shows a spec that fails and
one that passes, and how to mend it; `mopsdsl explain CODE` prints the same page. Codes never change: they are what you write in an
`allow` and search for.

**error** stops `compile`, and `check` exits with 1. **warning** and **advice** stop nothing unless you ask for it
(`--fail-on`). A star (\\*) marks what no `allow` hides. How exceptions work is told in [the reference](reference/everywhere.md#allow),
how to set severities in [the commands](commands.md#mopstoml).
"""

RESERVED_HEAD = """\
## Reserved

Codes of rules that this version does not check yet. An `allow` may name them already; it waits until the rule is there.
"""


def render() -> str:
    """The whole index (Markdown)."""
    return "\n".join((HEAD, *_families(), *_reserved()))


def _families() -> Iterator[str]:
    rows: dict[str, list[str]] = {}
    for code, path in explain.pages().items():
        rows.setdefault(code[4], []).append(_row(code, path))
    for digit, found in sorted(rows.items()):
        yield f"## {digit} {FAMILIES[digit]}\n"
        yield "\n".join(("| code | name | severity | finds |", "|---|---|---|---|", *found, ""))


def _row(code: str, path: str) -> str:
    """One rule, by the first lines of its page: `# CODE name`, an empty one, `severity: summary`."""
    with open(path, encoding="utf-8") as file:
        title, _, line = (file.readline().rstrip("\n") for _ in range(3))
    severity, _, summary = line.partition(": ")
    link = f"../mopsdsl/checks/rules/{os.path.basename(os.path.dirname(path))}/{os.path.basename(path)}"
    star = "\\*" if code in NEVER_HIDDEN else ""
    return f"| [{code}]({link}) | {title.split()[2]} | {severity}{star} | {_cell(summary)} |"


def _reserved() -> Iterator[str]:
    if not RESERVED:
        return
    yield RESERVED_HEAD
    yield "| code | name | severity | will find |\n|---|---|---|---|"
    for code, (name, severity, summary) in sorted(RESERVED.items()):
        yield f"| {code} | {name} | {severity} | {_cell(summary)} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write docs/rules.md of this checkout."""
    docs = os.path.join(os.path.dirname(__file__), "..", "..", "docs")
    target = os.path.normpath(os.path.join(docs, "rules.md"))
    with open(target, "w", encoding="utf-8", newline="\n") as file:
        file.write(render())
    print(f"wrote {target}")


if __name__ == "__main__":
    main()
