"""The space of all people, as far as some conditions ask: an axis for every field, and conditions as formulas over the axes.

Cells are cut by the constants that the conditions mention, so the space has to know its conditions before it can speak of any. It
learns what it has not met; then its axes, and whatever was made of them, are made anew.
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, assert_never

from mopsdsl.logic.ages import scale, size
from mopsdsl.logic.domains import NOTHING, Axis, FreeText, number_cells, text_cells
from mopsdsl.logic.evaluate import Find, literals_of, stage_name
from mopsdsl.logic.formula import Formula, conjunction, disjunction, leaf, negation
from mopsdsl.logic.moments import Dated, day_cells
from mopsdsl.logic.rewrite import Rewriter
from mopsdsl.logic.texts import pattern
from mopsdsl.logic.words import TEXT_PARTS, Words, mismatch, sort_of, type_of
from mopsdsl.model.assets import Asset
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
from mopsdsl.model.model import Model


class Space:
    """Formulas of conditions, and the axes that they speak of. `free_texts` and `dated` are the fields with several axes."""

    def __init__(self, model: Model, find: Find | None) -> None:
        self.model = model
        self.find = find
        self.rewriter = Rewriter(model, find)
        self.words: dict[tuple[str, str], Words] = {}
        self.known: dict[int, tuple[Condition, Condition]] = {}
        self.forget()

    def forget(self) -> None:
        """Drop the axes and all that was made of them."""
        self.axes: list[Axis] = []
        self.single: dict[tuple[str, str], Axis] = {}
        self.free_texts: dict[str, FreeText] = {}
        self.dated: dict[str, Dated] = {}
        self.formulas: dict[int, Formula] = {}
        self.refusals: dict[int, Formula] = {}

    def learn(self, *conditions: Condition) -> None:
        """Take in the words of conditions; those known already cost nothing."""
        fresh = [condition for condition in conditions if id(condition) not in self.known]
        if not fresh:
            return
        before = sum(words.extent for words in self.words.values())
        for condition in fresh:
            plain = self.rewriter.plain(condition)
            self.known[id(condition)] = (condition, plain)
            self._read(plain)
        if self.axes and before != sum(words.extent for words in self.words.values()):
            self.forget()

    def formula(self, condition: Condition) -> Formula:
        """The condition, which must have been learnt, as a formula."""
        made = self.formulas.get(id(condition))
        if made is None:
            made = self.formulas[id(condition)] = self._formula(self.known[id(condition)][1])
        return made

    def refusal(self, condition: Condition) -> Formula:
        """That the condition, which must have been learnt, does not hold."""
        made = self.refusals.get(id(condition))
        if made is None:
            made = self.refusals[id(condition)] = negation(self.formula(condition))
        return made

    @cached_property
    def titles(self) -> dict[str, str]:
        return {name: field.title for name, field in self.model.fields.items()}

    # Learning the words

    def _read(self, condition: Condition) -> None:
        match condition:
            case All(parts=parts) | AnyOf(parts=parts):
                for part in parts:
                    self._read(part)
            case Not(part=part):
                self._read(part)
            case Comparison(field=field, operator=operator, literal=literal):
                self._read_literal(self._words(field.name, literal), operator, literal)
            case Membership(field=field):
                for literal in literals_of(condition, self.model):
                    self._read_literal(self._words(field.name, literal), "is", literal)
            case Flag(field=field):
                self._words(field.name, None, "flag")
            case Age(field=field, duration=duration):
                words = self._words(field.name, None, "date")
                words.durations.setdefault(scale(duration), {})[size(duration)] = duration
            case HasStatus(statuses=statuses):
                self._read_names(("status", ""), [str(status.value) for status in statuses])
            case InStage(stages=stages):
                self._read_names(("stage", ""), [stage_name(stage) for stage in stages])
            case InAsset(asset=asset) if asset.kind == "segment":
                owner, _, name = asset.name.rpartition(".")
                self._read_names(("segments", owner), [name])
            case _:
                pass

    def _read_names(self, key: tuple[str, str], names: Iterable[str]) -> None:
        self.words.setdefault(key, Words("text")).constants.update((name, None) for name in names)

    def _read_literal(self, words: Words, operator: str, literal: Literal) -> None:
        words.currency = words.currency or literal.currency
        if mismatch(words, operator, literal):
            return
        if operator in TEXT_PARTS:
            written = str(literal.value)
            words.patterns.setdefault(
                pattern(operator.replace("does not contain", "contains"), written), written
            )
        else:
            words.constants[literal.value] = None

    def _words(self, name: str, literal: Literal | None, otherwise: str = "text") -> Words:
        words = self.words.get(("field", name))
        if words is None:
            guess = sort_of(literal) if literal else otherwise
            words = self.words["field", name] = Words(
                type_of(self.model.fields.get(name), self.model) or guess
            )
        return words

    # Making formulas

    def _formula(self, condition: Condition) -> Formula:
        match condition:
            case All(parts=parts):
                return conjunction([self._formula(part) for part in parts])
            case AnyOf(parts=parts):
                return disjunction([self._formula(part) for part in parts])
            case Not(part=part):
                return negation(self._formula(part))
            case Comparison(field=field, operator=operator, literal=literal):
                return self._comparison(field.name, operator, literal)
            case Membership(field=field, negated=negated):
                if condition.list is not None and condition.list.name not in self.model.lists:
                    return self._vague(f"there is no list {condition.list.name}")
                literals = literals_of(condition, self.model)
                among = disjunction([self._comparison(field.name, "is", one) for one in literals])
                return negation(among) if negated else among
            case Empty(field=field, negated=negated):
                axis = self._values(field.name)
                return self._leaf(axis, axis.full & ~NOTHING if negated else NOTHING)
            case Flag(field=field):
                return self._flag(field.name)
            case Age():
                return self._age(condition)
            case HasStatus() | InStage() | InAsset():
                return self._beyond_fields(condition)
            case _:
                assert_never(condition)

    def _beyond_fields(self, condition: HasStatus | InStage | InAsset) -> Formula:
        match condition:
            case HasStatus(statuses=statuses, negated=negated):
                return self._named(("status", ""), [str(status.value) for status in statuses], negated)
            case InStage(stages=stages, negated=negated):
                return self._named(("stage", ""), [stage_name(stage) for stage in stages], negated)
            case InAsset():
                return self._in_asset(condition)

    def _leaf(self, axis: Axis, cells: int) -> Formula:
        return leaf(axis.index, cells, axis.full)

    def _named(self, key: tuple[str, str], names: list[str], negated: bool) -> Formula:
        axis = self._axis(key)
        cells = 0
        for name in names:
            cells |= axis.where("is", name)
        return self._leaf(axis, axis.full & ~cells if negated else cells)

    def _comparison(self, name: str, operator: str, literal: Literal) -> Formula:
        words = self._words(name, literal)
        wrong = mismatch(words, operator, literal)
        if wrong:
            return self._vague(f"{name} {operator} {literal.value}: {wrong}")
        if operator == "is not":
            return negation(self._comparison(name, "is", literal))
        axis = self._values(name)
        if operator not in TEXT_PARTS or name not in self.free_texts:
            return self._leaf(axis, axis.where(operator, literal.value))
        positive = operator.replace("does not contain", "contains")
        met = self.free_texts[name].patterns[pattern(positive, str(literal.value))]
        return self._leaf(met, 2 if positive == operator else 1)

    def _flag(self, name: str) -> Formula:
        if self._words(name, None, "flag").type != "flag":
            return self._vague(f"{name} is asked as a flag, which it is not")
        axis = self._values(name)
        return self._leaf(axis, axis.those(lambda cell: cell is True))

    def _age(self, condition: Age) -> Formula:
        name = condition.field.name
        if self._words(name, None, "date").type != "date":
            return self._vague(f"{name} has no age: it is no date")
        self._values(name)
        axis = self.dated[name].ages[scale(condition.duration)]
        older = self.dated[name].older(condition.duration)
        return self._leaf(axis, older if condition.older else axis.full & ~older & ~NOTHING)

    def _in_asset(self, condition: InAsset) -> Formula:
        if condition.asset.kind == "segment":
            owner, _, name = condition.asset.name.rpartition(".")
            return self._named(("segments", owner), [name], False)
        found = self.find(condition.asset) if self.find else None
        path = found.name if isinstance(found, Asset) else condition.asset.name
        return self._leaf(self._axis(("list", path)), 2)

    def _vague(self, why: str) -> Formula:
        """A leaf of which nothing is known: it may hold or not, and an answer that leans on it is none."""
        return self._leaf(self._axis(("vague", why)), 2)

    # Making axes

    def _axis(self, key: tuple[str, str]) -> Axis:
        if key not in self.single:
            self.single[key] = self._added(Axis(key, self._cells(key), key[1] if key[0] == "vague" else ""))
        return self.single[key]

    def _added(self, axis: Axis) -> Axis:
        axis.index = len(self.axes)
        self.axes.append(axis)
        return axis

    def _cells(self, key: tuple[str, str]) -> list[Any]:
        kind, _ = key
        mentioned = list(self.words[key].constants) if key in self.words else []
        match kind:
            case "stage":
                return text_cells([*self.stages, *mentioned], closed=True)
            case "status":
                return text_cells([*self.statuses, *mentioned], closed=bool(self.statuses))
            case "segments":
                return text_cells(mentioned, closed=True)
            case _:
                return [False, True]

    @cached_property
    def stages(self) -> list[str]:
        return [stage.name for lifecycle in self.model.lifecycles.values() for stage in lifecycle.stages]

    @cached_property
    def statuses(self) -> list[str]:
        """The statuses that exist are those that stages declare."""
        stages = (stage for lifecycle in self.model.lifecycles.values() for stage in lifecycle.stages)
        return [str(status.value) for stage in stages for status in stage.statuses]

    def _values(self, name: str) -> Axis:
        """The axis of what a field holds; with it, those of its patterns or ages are made."""
        key = ("field", name)
        if key not in self.single:
            words = self._words(name, None)
            axis = self.single[key] = self._added(Axis(key, self._field_cells(name, words)))
            if words.patterns and not self._choices(name):
                patterns = {
                    one: self._added(Axis(("pattern", written), [False, True]))
                    for one, written in words.patterns.items()
                }
                self.free_texts[name] = FreeText(axis, patterns)
            if words.type == "date":
                self.dated[name] = self._dated(axis, words)
        return self.single[key]

    def _dated(self, days: Axis, words: Words) -> Dated:
        durations = {
            kind: [one for _, one in sorted(found.items())] for kind, found in words.durations.items()
        }
        ages = {
            kind: self._added(Axis(("age", kind), [None, *range(len(found) + 1)]))
            for kind, found in durations.items()
        }
        return Dated(days, ages, durations)

    def _field_cells(self, name: str, words: Words) -> list[Any]:
        field, choices = self.model.fields.get(name), self._choices(name)
        match words.type:
            case "flag":
                return [None, False, True]
            case "date":
                return day_cells([one for one in words.constants if isinstance(one, date)])
            case "number" | "money" if choices:
                return [None, *sorted(choices)]
            case "number" | "money":
                low, high = (field.low, field.high) if field else (None, None)
                return number_cells(
                    words.constants, low, high, whole=False if words.type == "money" else None
                )
            case _:
                return text_cells(choices or words.constants, closed=bool(choices))

    def _choices(self, name: str) -> list[Any]:
        """The only values that a field can have; empty where it may have any. Values of another type are no values of it."""
        field = self.model.fields.get(name)
        if field is None:
            return []
        declared = self.model.lists.get(field.choice_list.name) if field.choice_list else None
        expected = "number" if field.type == "money" else field.type
        literals = field.choices or (declared.literals if declared else ())
        return [one.value for one in literals if sort_of(one) == expected]
