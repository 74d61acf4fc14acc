"""What has to be listened to, so that a condition is asked again whenever it may have become true."""

from mopsdsl._value import value
from mopsdsl.model.assets import Asset, Segment, SmartList
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import Age, All, AnyOf, Condition, HasStatus, InAsset, InStage, Not
from mopsdsl.plan.words import Words

LEAD_STATUS = "Data Value Changes: Lead Status"


@value
class Heard:
    """The triggers of a condition. `by_time`: it can become true with nothing happening at all, and no trigger hears that."""

    triggers: tuple[str, ...]
    fields: tuple[Reference, ...]
    status: bool
    by_time: bool


def heard(words: Words, condition: Condition | None) -> Heard:
    """Everything that a condition asks of, in its order; smart lists stand for the conditions that they hold."""
    search = _Search(words)
    search.look(condition, False)
    fields = tuple({field.name: field for field in search.fields}.values())
    status = [LEAD_STATUS] if search.status else []
    triggers = dict.fromkeys((*words.changes(fields), *status, *search.others))
    return Heard(tuple(triggers), fields, search.status, search.by_time)


class _Search:
    def __init__(self, words: Words) -> None:
        self.words = words
        self.fields: list[Reference] = []
        self.others: list[str] = []
        self.status = False
        self.by_time = False
        self.open: list[str] = []

    def look(self, condition: Condition | None, negated: bool) -> None:
        match condition:
            case None:
                return
            case All(parts=parts) | AnyOf(parts=parts):
                for part in parts:
                    self.look(part, negated)
            case Not(part=part):
                self.look(part, not negated)
            case HasStatus():
                self.status = True
            case InStage(stages=stages):
                self.others.append(f"Program Status is Changed: {self.words.filters.lifecycle(stages[0])}")
            case InAsset():
                self._in_asset(condition, negated)
            case _:
                self.fields.append(condition.field)
                self.by_time |= isinstance(condition, Age) and condition.older != negated

    def _in_asset(self, condition: InAsset, negated: bool) -> None:
        found = self.words.drafts.names.find(condition.asset)
        if isinstance(found, SmartList) and found.name not in self.open:
            self.open.append(found.name)
            self.look(found.when, negated)
            self.open.pop()
        elif isinstance(found, Segment):
            self.others.append(f"Segment Changes: {found.title}")
        elif isinstance(found, Asset):
            what = "removed from" if negated else "added to"
            self.others.append(self.words.drafts.word("triggers", what).replace("{about}", found.title))
