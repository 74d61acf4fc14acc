"""Exceptions: an `allow` hides what it names, where it stands, for as long as it was given.

One at the top of a file hides its code in the whole project; one in a declaration hides findings that lie inside the
declaration or are about it. Where it ran out, it hides nothing (and is MOPS009); where it hides nothing, it is MOPS010.
Errors about meaning can't be hidden: what such a spec means nobody could say.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from mopsdsl._value import value
from mopsdsl.checks.explain import names
from mopsdsl.checks.reserved import RESERVED
from mopsdsl.diagnostics.finding import UNKNOWN_NAME, UNUSED_EXCEPTION, Edit, Finding, Fix
from mopsdsl.diagnostics.nearest import nearest
from mopsdsl.model.base import Allowance, Declaration
from mopsdsl.model.model import Model

NEVER_HIDDEN: dict[str, str] = {
    **dict.fromkeys(
        ("MOPS001", "MOPS002", "MOPS003", "MOPS004", "MOPS005", "MOPS006", "MOPS007", "MOPS011"),
        "It is an error about what the spec means: mend the place that it points at.",
    ),
    **dict.fromkeys(
        ("MOPS009", "MOPS010"),
        "It is about exceptions themselves: give the exception a new day, or take it out.",
    ),
    "MOPS104": "A wall has a way of its own: write `except workspace NAME` or `except team NAME` in the wall.",
    **dict.fromkeys(
        ("MOPS203", "MOPS205", "MOPS307", "MOPS904"),
        "It is a limit of Marketo, which no reason moves. Where yours is a different one, set it: `limit NAME NUMBER` in the instance.",
    ),
    "MOPS902": "A promise would be broken on the way: make it two changes, each of which keeps it.",
    "MOPS905": "Marketo does not offer it, whatever the reason: leave it as it is, or declare a new one.",
    "MOPS907": "What is protected goes in two changes: take the protection out first, and the thing after that.",
}
"""The codes that no `allow` hides, each with what to do instead."""


INCOMPLETE = ("MOPS001", "MOPS002", "MOPS003", "MOPS004", "MOPS005")
"""Where one of these is found, something of the spec was left out, and an exception may hide nothing only for that."""


@value
class Hidden:
    """A finding that an exception hides, and the exception."""

    finding: Finding
    allowance: Allowance


@value
class Outcome:
    """What is left to say, the findings about exceptions themselves included; and what was hidden."""

    findings: tuple[Finding, ...]
    hidden: tuple[Hidden, ...]


def apply(model: Model, findings: Iterable[Finding], today: date) -> Outcome:
    """Let the model's exceptions hide what they name; the order of the findings stays."""
    exceptions = list(allowances(model))
    hiding_of = in_force(exceptions, today)
    shown: list[Finding] = []
    hidden: list[Hidden] = []
    useful: set[tuple[str, int]] = set()
    for finding in findings:
        hiding = hiding_of(finding)
        useful.update(_place(allowance) for allowance in hiding)
        if hiding:
            hidden.append(Hidden(finding, hiding[0]))
        else:
            shown.append(finding)
    complete = all(finding.code not in INCOMPLETE for finding in shown)
    idle = [pair for pair in _by_place(exceptions) if _place(pair[0]) not in useful]
    about = (finding for pair in idle for finding in _wrong(*pair, today, complete))
    return Outcome((*shown, *about), tuple(hidden))


def in_force(
    exceptions: Iterable[tuple[Allowance, Declaration | None]], today: date
) -> Callable[[Finding], list[Allowance]]:
    """Which exceptions hide a finding: those of its code that cover it and have not run out."""
    by_code: dict[str, list[tuple[Allowance, Declaration | None]]] = {}
    for allowance, declaration in exceptions:
        if not is_over(allowance, today) and allowance.code not in NEVER_HIDDEN:
            by_code.setdefault(allowance.code, []).append((allowance, declaration))
    return lambda finding: [
        one for one, declaration in by_code.get(finding.code, ()) if _covers(declaration, finding)
    ]


def allowances(model: Model) -> Iterator[tuple[Allowance, Declaration | None]]:
    """Every exception with the declaration that it stands in; None for those of the whole project."""
    yield from ((allowance, None) for allowance in model.allowances)
    for declaration in model.declarations():
        for allowance in declaration.allowances:
            yield allowance, declaration


def is_over(allowance: Allowance, today: date) -> bool:
    """Whether an exception's last day has passed; it holds through that day."""
    return allowance.until is not None and allowance.until < today


def is_about_changes(code: str) -> bool:
    """Whether a rule speaks of change plans: what its exceptions hide shows only there, now and then."""
    return code.startswith("MOPS9")


def _covers(declaration: Declaration | None, finding: Finding) -> bool:
    if declaration is None or declaration.extent.contains(finding.span):
        return True
    return finding.subject == declaration.id or finding.subject.startswith(declaration.id + ".")


def _place(allowance: Allowance) -> tuple[str, int]:
    """Where it is written: the rounds of an `each` share one, and it is enough if it serves in one of them."""
    return allowance.span.source.name, allowance.span.start


def _by_place(
    exceptions: list[tuple[Allowance, Declaration | None]],
) -> list[tuple[Allowance, Declaration | None]]:
    first: dict[tuple[str, int], tuple[Allowance, Declaration | None]] = {}
    for pair in exceptions:
        first.setdefault(_place(pair[0]), pair)
    return [first[place] for place in sorted(first)]


def _wrong(
    allowance: Allowance, declaration: Declaration | None, today: date, complete: bool
) -> Iterator[Finding]:
    """What is wrong with an exception that hid nothing. `complete`: nothing of the spec was left out for its syntax."""
    code, subject = allowance.code, declaration.id if declaration is not None else ""
    if code in NEVER_HIDDEN:
        message = f"{code} can't be allowed away, so this exception hides nothing."
        yield UNUSED_EXCEPTION.finding(allowance.span, message, NEVER_HIDDEN[code], subject=subject)
    elif code not in names():
        meant = nearest(code, names())
        help = f"Did you mean {meant}?" if meant else "`mopsdsl explain CODE` says what a rule is about."
        yield UNKNOWN_NAME.finding(allowance.span, f"There is no rule {code}.", help, subject=subject)
    elif complete and code not in RESERVED and not is_about_changes(code) and not is_over(allowance, today):
        where = f" in {declaration.title}" if declaration is not None else ""
        message = f"This exception hides nothing: there is no {code}{where}."
        help = "Take it out: an exception that nobody needs hides the next mistake."
        taken_out = Fix("Take the exception out", (Edit(allowance.span, ""),), safe=True)
        yield UNUSED_EXCEPTION.finding(allowance.span, message, help, fixes=(taken_out,), subject=subject)
