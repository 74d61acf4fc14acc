"""`mopsdsl fmt`: put specs into the canonical form."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mopsdsl.formatter.format import Formatted
    from mopsdsl.source.settings import Problem
    from mopsdsl.source.text import Source

STANDARD_INPUT = "-"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a .mops file, a folder, or - for standard input (default: the projects around this folder)",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; say which files would change, and exit with 1"
    )
    parser.add_argument(
        "--diff", action="store_true", help="write nothing; show what would change, and exit with 1"
    )


def run(options: Namespace) -> int:
    """0 all in the canonical form now, 1 something would change (`--check`, `--diff`), 2 something was refused."""
    if STANDARD_INPUT in options.paths:
        return _standard_input(options)
    from mopsdsl.cli.spec_files import found
    from mopsdsl.source.text import visible

    files, problems = found(options.paths)
    run = _Run(options)
    for file in files:
        run.take(visible(file.shown), file.source, file.path, marked=file.marked)
    for shown, problem in problems:
        run.say(shown, problem)
    return run.status()


def _standard_input(options: Namespace) -> int:
    """A text from standard input, its form on standard output."""
    from mopsdsl.formatter.format import format_text
    from mopsdsl.source.reading import MAX_FILE, decoded

    if len(options.paths) > 1:
        print("mopsdsl: `-` is standard input, and goes with no other path.", file=sys.stderr)
        return 2
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", newline="\n")
    source, problem = decoded("standard input", sys.stdin.buffer.read(MAX_FILE + 1))
    run = _Run(options)
    if problem is not None and problem.severe:
        run.say(source.name, problem)
    elif options.check or options.diff:
        run.take(source.name, source, None)
    else:
        formatted = format_text(source)
        sys.stdout.write(formatted.text)
        run.tell(source.name, formatted)
    return run.status(silent=True)


class _Run:
    """What became of one file after the other."""

    def __init__(self, options: Namespace) -> None:
        self.writes = not (options.check or options.diff)
        self.check, self.diff = options.check, options.diff
        self.seen = self.changed = 0
        self.failed = False

    def take(self, shown: str, source: "Source", path: str | None, *, marked: bool = False) -> None:
        """Put one text into its form; `marked` says that its file begins with a byte order mark."""
        from mopsdsl.formatter.format import format_text

        formatted = format_text(source)
        self.seen += 1
        self.tell(shown, formatted)
        if formatted.text == source.text and (formatted.refused or not marked):
            return
        self.changed += 1
        if self.diff:
            sys.stdout.write(_difference(shown, source.text, formatted.text))
        if self.check:
            print(f"would change: {shown}")
        if self.writes and path is not None:
            from mopsdsl.cli.files import write_whole

            write_whole(path, formatted.text)
            print(f"formatted: {shown}")

    def tell(self, shown: str, formatted: "Formatted") -> None:
        """Say what was left as it was, and why."""
        self.failed = self.failed or bool(formatted.refused)
        trouble = formatted.trouble(shown)
        if trouble:
            print(f"mopsdsl: {trouble}", file=sys.stderr)

    def say(self, shown: str, problem: "Problem") -> None:
        """A file or folder that can't be formatted."""
        from mopsdsl.source.text import visible

        self.failed = True
        print(f"mopsdsl: {visible(shown)}: {problem.message} {problem.help}", file=sys.stderr)

    def status(self, *, silent: bool = False) -> int:
        if not (silent or self.diff):
            print(_summary(self.seen, self.changed, self.writes))
        if self.failed:
            return 2
        return 1 if self.changed and not self.writes else 0


def _summary(seen: int, changed: int, writes: bool) -> str:
    files = "1 file" if seen == 1 else f"{seen} files"
    if not changed:
        return f"{files}, all in the canonical form" if seen != 1 else "1 file, in the canonical form"
    return f"{changed} of {files} {'formatted' if writes else 'would change'}"


def _difference(shown: str, before: str, after: str) -> str:
    """A unified diff, for people and for `patch`."""
    from difflib import unified_diff

    lines = list(unified_diff(_lines(before), _lines(after), shown, shown))
    if sys.stdout.isatty():  # a terminal would obey what stands in a stranger's text
        from mopsdsl.diagnostics.render.report import printable

        return "".join(f"{printable(line[:-1])}\n" for line in _ended(lines))
    return "".join(_ended(lines))


def _lines(text: str) -> list[str]:
    """The lines with their ends; only a line feed ends one."""
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _ended(lines: list[str]) -> list[str]:
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
