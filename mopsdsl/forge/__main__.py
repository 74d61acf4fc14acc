"""`python -m mopsdsl.forge github|gitlab`: check, plan against the base, and tell the pull request. Options are in docs/ci.md."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence


def parser() -> ArgumentParser:
    top = ArgumentParser(
        prog="python -m mopsdsl.forge",
        description="Check the specs, plan the change of a pull request, and tell both where it is reviewed.",
        epilog="The comment's token is read from MOPSDSL_TOKEN. Exit status: as of `mopsdsl check`; 3 or 4 where --fail-on-plan says so.",
    )
    top.add_argument("forge", choices=("github", "gitlab"))
    top.add_argument(
        "--directory", default="", metavar="DIR", help="the project (default: all of the repository)"
    )
    top.add_argument(
        "--base", default="", metavar="REF", help="what to plan from (default: where the pull request goes)"
    )
    top.add_argument("--fail-on", choices=("error", "warning", "advice"), default="error")
    top.add_argument("--fail-on-plan", choices=("never", "destructive", "changes"), default="never")
    for flag, help in (
        ("comment", "keep a comment"),
        ("generated", "want what `compile` writes to be committed"),
    ):
        top.add_argument(f"--{flag}", choices=("true", "false"), default="false", help=help)
    top.add_argument(
        "--reports",
        default="mopsdsl-reports",
        metavar="DIR",
        help="where the reports and the plan are written",
    )
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """0 fine, 1 findings (or stale), 2 could not run; 3 and 4 are the plan's own, where they are asked to fail."""
    from importlib import import_module

    options = parser().parse_args(argv)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        status: int = import_module(f"mopsdsl.forge.{options.forge}").run(options, dict(os.environ))
    except OSError as error:  # a full disk, a folder that can't be written
        print(f"mopsdsl: {error.filename or 'the disk'}: {error.strerror or error}", file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    raise SystemExit(main())
