"""`mopsdsl explain CODE`: a rule, with its examples."""

import sys
from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "code", metavar="CODE", help="as MOPS104 or 104, or the rule's name, as wall-breached"
    )


def run(options: Namespace) -> int:
    """0, or 2 where there is no such rule."""
    from mopsdsl.checks import explain

    page = explain.page(options.code)
    if page is not None:
        sys.stdout.write(page)
        return 0
    near = explain.nearest_codes(options.code)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    print(f"mopsdsl: there is no rule {options.code}.{hint}", file=sys.stderr)
    return 2
