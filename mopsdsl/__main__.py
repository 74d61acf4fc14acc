"""Lets `python -m mopsdsl` do what the `mopsdsl` command does."""

from mopsdsl.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
