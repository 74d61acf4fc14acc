"""Writes what editors need into editors/: `python -m mopsdsl.highlighting.build`. A test fails when it is stale."""

import os

from mopsdsl.highlighting import textmate, vim

FILES = {
    "vscode/syntaxes/mops.tmLanguage.json": textmate.render,
    "nvim/syntax/mops.vim": vim.render,
}
"""What is made, by its place in editors/."""


def main() -> None:
    """Write the files of this checkout."""
    folder = os.path.normpath(os.path.join(os.path.dirname(__file__), "..", "..", "editors"))
    for name, render in FILES.items():
        target = os.path.join(folder, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w", encoding="utf-8", newline="\n") as file:
            file.write(render())
        print(f"wrote {target}")


if __name__ == "__main__":
    main()
