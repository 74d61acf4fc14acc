"""Arguments and answers that several verbs share."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from datetime import date

    from mopsdsl.diagnostics.finding import Severity


def folder(parser: ArgumentParser) -> None:
    parser.add_argument(
        "directory",
        nargs="?",
        metavar="DIR",
        help="a project or repository (default: the one around this folder)",
    )


def project(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--project", dest="directory", metavar="DIR", help="the project (default: the one around this folder)"
    )


def as_of(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="take this for today (rules about expiry; default: today)"
    )


def _day(text: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no date; write it as 2026-12-31") from None


def today(options: Namespace) -> "date":
    """The day that rules about expiry go by."""
    from datetime import date

    return date.fromisoformat(options.as_of) if options.as_of else date.today()


def colour(stream: TextIO) -> bool:
    """Whether to use colour: on a terminal that has it, unless NO_COLOR is set (no-color.org); FORCE_COLOR asks for it."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def unicode(stream: TextIO) -> bool:
    """Whether lines can be drawn with more than ASCII."""
    return (stream.encoding or "").lower().replace("-", "") in ("utf8", "utf16")


def severity(word: str) -> "Severity":
    from mopsdsl.diagnostics.finding import Severity

    return Severity[word.upper()]
