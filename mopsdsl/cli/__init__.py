"""The command line: one small file a verb, imported only when it is asked for."""

import atexit
import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress

VERBS = {
    "init": "a small project that compiles, with a workflow for CI",
    "check": "read the specs and say what is wrong with them",
    "compile": "check, then write the setup plan, the documents, the calendars and the model",
    "plan": "what a change does to the instance: who sees more or less, what is dangerous, the steps in a safe order",
    "test": "run the scenarios: a person and a clock each, against what must come out",
    "fmt": "put specs into the canonical form: one layout, with every comment where it was",
    "why": "every way in which one thing reaches another",
    "show": "one thing, with all that refers to it",
    "list": "the inventory",
    "graph": "a picture of references, visibility, sharing or a lifecycle",
    "explain": "a rule, with its examples",
    "lsp": "the language server, for editors",
}
"""The verbs with their one-line help; each is the module mopsdsl/cli/<verb>.py (`list_` where the word is Python's own)."""

_MODULES = {"list": "list_"}


class Parser(ArgumentParser):
    """argparse with a hint for a slip."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}{_meant(message)}\n")


def _meant(message: str) -> str:
    import re

    choice = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
    if not choice:
        return ""
    from mopsdsl.diagnostics.nearest import nearest

    near = nearest(choice[1], re.findall(r"[\w-]+", choice[2]))
    return f"\nDid you mean `{near}`?" if near else ""


def parser(verb: str | None) -> Parser:
    """The parser of the whole command line; only `verb` has its arguments, as only its module is imported."""
    top = Parser(
        prog="mopsdsl",
        description="Marketing operations as text: check .mops specs, and make the setup plan and the documents of them.",
        epilog="`mopsdsl VERB --help` says more of one. Exit status: 0 fine, 1 findings, 2 could not run.",
    )
    top.add_argument("--version", action="store_true", help="print the version and exit")
    verbs = top.add_subparsers(dest="verb", metavar="VERB", parser_class=Parser)
    for name, help in VERBS.items():
        sub = verbs.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        if name == verb:
            _module(name).arguments(sub)
    return top


def _module(verb: str):  # type: ignore[no-untyped-def]
    from importlib import import_module

    return import_module(f"mopsdsl.cli.{_MODULES.get(verb, verb)}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status (as documented: 0 fine, 1 findings, 2 could not run)."""
    gc.disable()  # a run is short and its values are trees: looking for circles would take half as long again
    atexit.register(gc.freeze)  # nor at its end, where Python looks for them in any case
    words = list(sys.argv[1:] if argv is None else argv)
    verb = next((word for word in words if not word.startswith("-")), None)
    top = parser(verb if verb in VERBS else None)
    options = top.parse_args(words)
    if options.version:
        from mopsdsl import __version__

        print(f"mopsdsl {__version__}")
        return 0
    if options.verb is None:
        top.print_help()
        return 2
    return _run(options)


def _run(options: Namespace) -> int:
    if sys.stdout is None:  # closed by the caller (`>&-`)
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter is no reason to stop
    try:
        status: int = _module(options.verb).run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader of a pipe has seen enough
        _say_no_more()
        return 0
    except KeyboardInterrupt:
        print("mopsdsl: interrupted; nothing was half written", file=sys.stderr)
        return 130
    except OSError as error:  # a full disk, a folder that went away
        _say_no_more()
        where = f"{error.filename}: " if error.filename else ""
        _refuse(f"{where}{error.strerror or error}")
        return 2
    except Exception as error:
        if any(kind.__name__ == "NotAProject" for kind in type(error).__mro__):
            _refuse(str(error))
        else:  # not 1, which would say that the spec has findings
            sys.excepthook(type(error), error, error.__traceback__)
            print(
                "mopsdsl: this is a mistake in mopsdsl, not in the spec. Please report it.", file=sys.stderr
            )
        return 2


def _refuse(why: str) -> None:
    """Say on standard error why nothing was done; what it names may be anybody's."""
    from mopsdsl.source.text import visible

    print(f"mopsdsl: {visible(why)}", file=sys.stderr)


def _say_no_more() -> None:
    """Let the interpreter's last flush of standard output succeed."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
