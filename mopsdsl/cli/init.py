"""`mopsdsl init`: a small project that compiles, with a workflow for CI."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

STARTER = Path(__file__).with_name("starter")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "directory", nargs="?", default=".", metavar="DIR", help="where to write it (default: here)"
    )


def run(options: Namespace) -> int:
    """0 written, 2 where something is in the way: nothing is ever overwritten."""
    target = Path(options.directory)
    files = sorted(path for path in STARTER.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    wanted = {path: target / path.relative_to(STARTER) for path in files}
    taken = [str(place) for place in wanted.values() if os.path.lexists(place)]
    if taken or (os.path.lexists(target) and not target.is_dir()):
        print(
            f"mopsdsl: {taken[0] if taken else target} is there already; nothing was written.",
            file=sys.stderr,
        )
        return 2
    try:
        for path, place in wanted.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("x", encoding="utf-8") as file:
                file.write(path.read_text("utf-8"))
    except OSError as error:
        print(f"mopsdsl: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    for place in wanted.values():
        print(f"wrote {place}")
    where = "" if options.directory == "." else f" {options.directory}"
    print(
        f"\nNext: mopsdsl check{where}, then mopsdsl compile{where}. The workflow wants what `compile` writes to be committed."
    )
    return 0
