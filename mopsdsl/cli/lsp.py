"""`mopsdsl lsp`: the language server, on standard input and output."""

import sys
from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--stdio", action="store_true", help="on standard input and output, as always")


def run(_: Namespace) -> int:
    """0 when the editor has said good-bye, 1 when it went without, 2 where the extra is not installed."""
    try:
        from mopsdsl.lsp.server import serve
    except ModuleNotFoundError as error:
        from mopsdsl.source.project import NotAProject

        if error.name not in ("pygls", "lsprotocol", "cattrs"):
            raise
        raise NotAProject(
            f"the language server is an extra; install it with: {sys.executable} -m pip install 'mopsdsl[lsp]'"
        ) from None
    return 0 if serve() else 1
