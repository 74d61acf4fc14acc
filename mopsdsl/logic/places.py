"""Conditions as they read for somebody who is in a given stage, and has a given lead status: what they ask of both is answered."""

from mopsdsl.logic.decide import Decider
from mopsdsl.logic.evaluate import stage_name
from mopsdsl.model.conditions import All, AnyOf, Condition, HasStatus, InStage, Not
from mopsdsl.source.text import Span


def always(span: Span) -> Condition:
    """What holds of everybody."""
    return All((), span)


def never(span: Span) -> Condition:
    """What holds of nobody."""
    return AnyOf((), span)


class Places:
    """The conditions of one model, put into places; smart lists and segments are looked into."""

    def __init__(self, decider: Decider) -> None:
        self.decider = decider
        self._made: dict[tuple[int, str, str | None], tuple[Condition, Condition]] = {}

    def put(self, condition: Condition, stage: str, status: str | None = None) -> Condition:
        """The condition for somebody in the stage (by its own name); the status stays a question where it is None."""
        key = (id(condition), stage, status)
        if key not in self._made:
            plain = self.decider.space.rewriter.plain(condition)
            # The condition is kept beside what was made of it: while it lives, nothing else has its id.
            self._made[key] = (condition, _put(plain, stage.rpartition(".")[2], status))
        return self._made[key][1]


def _put(condition: Condition, stage: str, status: str | None) -> Condition:
    match condition:
        case All(parts=parts, span=span):
            return All(tuple(_put(part, stage, status) for part in parts), span)
        case AnyOf(parts=parts, span=span):
            return AnyOf(tuple(_put(part, stage, status) for part in parts), span)
        case Not(part=part, span=span):
            return Not(_put(part, stage, status), span)
        case InStage(stages=stages, negated=negated, span=span):
            return _answer(negated != (stage in map(stage_name, stages)), span)
        case HasStatus(statuses=statuses, negated=negated, span=span) if status is not None:
            among = {str(one.value).casefold() for one in statuses}
            return _answer(negated != (status.casefold() in among), span)
        case _:
            return condition


def _answer(holds: bool, span: Span) -> Condition:
    return always(span) if holds else never(span)
