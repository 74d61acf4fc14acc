"""What can't be said of a declaration as long as one of its names leads nowhere."""

from collections.abc import Iterable, Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding


def without_doubtful(context: Context, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, but for those about meaning whose subject has a name that leads nowhere: they may only follow from it."""
    if not context.references.missing:
        yield from findings
        return
    doubtful = {
        declaration.id
        for declaration, reference in context.references.missing
        if _matters(declaration.kind, reference.kind)
    }
    yield from (f for f in findings if f.subject not in doubtful or _looks_itself(f.code))


def _looks_itself(code: str) -> bool:
    """Rules about the text; and those of lifecycles and fences, which are long and ask what hangs on which name (`Course.unclear`).

    Whom a campaign mails hangs on everything that it names.
    """
    return code < "MOPS100" or (code[:5] in ("MOPS4", "MOPS5", "MOPS7") and code != "MOPS513")


def _matters(kind: str, wanted: str) -> bool:
    """Who owns or looks after a thing changes nothing about what it is; who is granted something or excepted does."""
    return wanted != "team" or kind in ("grant", "wall")
