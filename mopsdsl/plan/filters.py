"""Conditions as filters of a smart list: in the words of Marketo's screens, which know "and" and "or" but no "not"."""

from datetime import date

from mopsdsl.graphs.wording import value_text
from mopsdsl.model.assets import Asset, Segment
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import (
    Age,
    All,
    AnyOf,
    Comparison,
    Condition,
    Empty,
    Flag,
    HasStatus,
    InAsset,
    InStage,
    Literal,
    Membership,
    Not,
)
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.stages import stage_list

OPPOSITES = {
    "is": "is not", "is not": "is", ">=": "<", "<": ">=", ">": "<=", "<=": ">", "contains": "does not contain",
    "does not contain": "contains", "starts with": "not starts with", "ends with": "not ends with",
}  # fmt: skip
"""What holds of a value of which the other does not."""

ORDERS = (">=", ">", "<=", "<")


def literals_text(literals: tuple[Literal, ...]) -> str:
    """Values as they are typed one after the other."""
    return "; ".join(map(value_text, literals))


class Filters:
    """Puts conditions into the words of the Smart List tab of a workspace (empty: the one where everything stands that they name)."""

    def __init__(self, drafts: Drafts, workspace: str = "") -> None:
        self.drafts = drafts
        self.workspace = workspace
        self.title = drafts.title

    def text(self, condition: Condition | None, *, negated: bool = False, inner: bool = False) -> str:
        """A condition as one line. A "not" goes into the filters that it is said of; parts in other parts stand in brackets."""
        match condition:
            case None:
                return ""
            case All(parts=parts) | AnyOf(parts=parts):
                word = " and " if isinstance(condition, All) != negated else " or "
                return self._joined(
                    [self.text(part, negated=negated, inner=True) for part in parts], word, inner
                )
            case Not(part=part):
                return self.text(part, negated=not negated, inner=inner)
            case Comparison():
                return self._comparison(condition, negated, inner)
            case Age():
                return self._age(condition, negated, inner)
            case Membership():
                return f"{self.title(condition.field)} {_is(condition.negated != negated)} {self._members(condition)}"
            case Empty():
                return f"{self.title(condition.field)} {_is(condition.negated != negated)} empty"
            case Flag():
                return f"{self.title(condition.field)} is {'false' if negated else 'true'}"
            case InAsset():
                return self._in_asset(condition, negated)
            case InStage():
                return self._in_stage(condition, condition.negated != negated, inner)
            case HasStatus():
                return f"Lead Status {_is(condition.negated != negated)} {literals_text(condition.statuses)}"

    def _joined(self, texts: list[str], word: str, inner: bool) -> str:
        return f"({word.join(texts)})" if inner and len(texts) > 1 else word.join(texts)

    def _comparison(self, condition: Comparison, negated: bool, inner: bool) -> str:
        """A number or date that is not above another is below it, the same, or not known at all."""
        operator = OPPOSITES[condition.operator] if negated else condition.operator
        dated = isinstance(condition.literal.value, date)
        word = self.drafts.word("date_operators" if dated else "operators", operator)
        field = self.title(condition.field)
        text = f"{field} {word.replace('{value}', value_text(condition.literal))}"
        unknown = negated and operator in ORDERS
        return self._joined([text, f"{field} is empty"], " or ", inner) if unknown else text

    def _age(self, condition: Age, negated: bool, inner: bool) -> str:
        field = self.title(condition.field)
        text = f"{field} {'in past before' if condition.older != negated else 'in past'} {condition.duration.text}"
        if condition.duration.business:
            text += self.drafts.word("notes", "business_age")
        return self._joined([text, f"{field} is empty"], " or ", inner) if negated else text

    def _members(self, condition: Membership) -> str:
        if condition.list is None:
            return literals_text(condition.literals)
        values = self.drafts.model.lists.get(condition.list.name)
        return literals_text(values.literals) if values is not None else condition.list.name

    def _in_asset(self, condition: InAsset, negated: bool) -> str:
        found = self.drafts.names.find(condition.asset)
        if isinstance(found, Segment):
            owner = self.drafts.model.assets.get(self.drafts.id_of(condition.asset).removeprefix("asset:"))
            segmentation = owner.title if owner is not None else "the segmentation"
            return f"Segmentation {segmentation} {_is(negated)} {found.title}"
        kind = found.asset_kind if isinstance(found, Asset) else ""
        filter_name = self.drafts.word("membership", kind, "Member of")
        return f"{filter_name} {'not in ' if negated else 'in '}{self.title(condition.asset)}"

    def _in_stage(self, condition: InStage, negated: bool, inner: bool) -> str:
        """A program of this workspace by its status, one of another by the shared list of each stage."""
        found: dict[str, list[str]] = {}
        for stage in condition.stages:
            for lifecycle in self.drafts.stages.keepers(stage, self.workspace):
                found.setdefault(lifecycle, []).append(self.title(stage))
        texts = []
        for lifecycle, titles in found.items():
            program = self.program(lifecycle)
            if self.elsewhere(lifecycle):
                lists = "; ".join(stage_list(program, title) for title in titles)
                listed = self.drafts.word("membership", "smart_list")
                texts.append(f"{listed} {'not in' if negated else 'in'} {lists}")
            else:
                texts.append(f"Member of Program in {program}, status {_is(negated)} {'; '.join(titles)}")
        return self._joined(texts, " and " if negated else " or ", inner)

    def elsewhere(self, lifecycle: str) -> str:
        """The workspace that keeps a lifecycle, where it is another than that of the filters."""
        home = self.drafts.stages.home(lifecycle)
        return home if self.workspace and home != self.workspace else ""

    def keeper(self, stage: Reference | None) -> str:
        """The lifecycle that a flow or a trigger means by a stage: one of this workspace before one of another."""
        found = self.drafts.stages.keepers(stage, self.workspace) if stage is not None else ()
        return next((one for one in found if not self.elsewhere(one)), found[0] if found else "")

    def program(self, lifecycle: str) -> str:
        """The title of the program that keeps a lifecycle."""
        return self.drafts.stages.program_title(lifecycle)

    def lifecycle(self, stage: Reference | None) -> str:
        """The title of the program that keeps a stage."""
        return self.program(self.keeper(stage))


def _is(negated: bool) -> str:
    return "is not" if negated else "is"


def one_choice(condition: Condition | None) -> bool:
    """Whether a choice of a flow step or of the assignment rules can say it: such a choice asks for one field."""
    match condition:
        case Not(part=Comparison(operator=operator)):
            return operator not in ORDERS
        case Not(part=Membership() | Empty() | Flag() | HasStatus()):
            return True
        case Comparison() | Membership() | Empty() | Flag() | Age() | HasStatus():
            return True
        case _:
            return False
