"""What must hold after every single move, and whether it does: the rules themselves, asked about the instance as it is then.

A promise that is broken at one of the ends is not kept on the way either: nobody expects it to be.
"""

from collections.abc import Iterator
from datetime import date

from mopsdsl._value import value
from mopsdsl.changes.moves import State, model_of, state_of
from mopsdsl.checks import runner
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.model.base import Declaration
from mopsdsl.model.model import Model

REFERENCES = ("MOPS002", "MOPS201", "MOPS211")
WALLS = ("MOPS104",)
LIMITS = ("MOPS203", "MOPS206")
SIGHT = ("MOPS101", "MOPS102", "MOPS105", "MOPS209", "MOPS210", "MOPS217")
ROUTING = ("MOPS302", "MOPS305", "MOPS309")
PROMISES = frozenset((*REFERENCES, *WALLS, *LIMITS, *SIGHT, *ROUTING))
"""The rules that say whether references, walls, limits, sight and routing hold."""

_BY_WORDS = frozenset(("MOPS002", "MOPS104"))
"""Rules that say several things of one subject: what is broken is told apart by the sentence."""
_OF_ANYTHING = frozenset(("MOPS002", "MOPS104", "MOPS203", "MOPS206"))
"""Rules whose findings count about what is only being made, too."""
_IN_GROUPS = frozenset(("MOPS201", "MOPS209", "MOPS210", "MOPS211", "MOPS217", "MOPS305"))
"""Rules that tell once of several things: the others are among the related places."""

Key = tuple[str, ...]


@value
class Broken:
    """A promise that does not hold in a state."""

    key: Key
    finding: Finding


class Promises:
    """The promises that hold at both ends of a change, asked of the states between."""

    def __init__(self, before: Model, after: Model, today: date) -> None:
        self.after = after
        self.today = today
        self.asked = 0
        ends = (state_of(before), state_of(after))
        self.lasting = ends[0].keys() & ends[1].keys()
        self.tolerated = {
            key for state in ends for finding in self._findings(state) for key in _keys(finding, state)
        }

    def broken(self, state: State) -> list[Broken]:
        """What breaks in a state, in the order of the rules; nothing twice."""
        found: dict[Key, Finding] = {}
        for finding in self._findings(state):
            for key in _keys(finding, state):
                if key not in self.tolerated and (key[0] in _OF_ANYTHING or key[1] in self.lasting):
                    found.setdefault(key, finding)
        return [Broken(key, finding) for key, finding in found.items()]

    def tolerate(self, broken: Broken) -> None:
        """Ask no more for a promise that can't be kept."""
        self.tolerated.add(broken.key)

    def _findings(self, state: State) -> Iterator[Finding]:
        self.asked += 1
        context = Context(model_of(state, self.after), self.today)
        for rule, check in runner.discovered():
            if rule.code in PROMISES:
                yield from (one for one in check(context) if one.severity is Severity.ERROR)


def _keys(finding: Finding, state: State) -> Iterator[Key]:
    """The promises that a finding says are broken: also those to others of the same kind that it tells of at once."""
    yield key_of(finding)
    if finding.code in _IN_GROUPS and finding.related:
        kind = _kind(state.get(finding.subject))
        spans = {id(related.span) for related in finding.related}
        for one in state.values():
            if _kind(one) == kind and not spans.isdisjoint(
                (id(one.span), id(getattr(one, "scope_span", None)))
            ):
                yield finding.code, one.id


def _kind(declaration: Declaration | None) -> str:
    return str(getattr(declaration, "asset_kind", "") or getattr(declaration, "kind", ""))


def key_of(finding: Finding) -> Key:
    """What tells a promise from others."""
    if finding.code in _BY_WORDS:  # whichever side of a wall is named first
        return (
            finding.code,
            finding.subject,
            *sorted(finding.message.partition(". ")[0].replace(",", "").split()),
        )
    return finding.code, finding.subject
