"""What a plan says as blocks, which are the same in Markdown and in HTML: first the dangers, then what is to be looked up."""

from collections.abc import Iterator

from mopsdsl.changes.change import Change, Remove
from mopsdsl.changes.sight import SightChange
from mopsdsl.checks.dangers import DANGERS
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.diagnostics.wording import many
from mopsdsl.plan.change_plan import ChangePlan, ChangeStep
from mopsdsl.render.docs.page import (
    Badge,
    Block,
    Bullets,
    Cell,
    Code,
    Facts,
    Figure,
    Line,
    Paragraph,
    Row,
    Section,
    Stack,
    Strong,
    Table,
)
from mopsdsl.render.plans.change import Told, sentences
from mopsdsl.render.plans.change.differences import differences
from mopsdsl.render.plans.change.picture import sight_picture
from mopsdsl.render.plans.change.risks import Risk, Risks, alike, approved, glossary, risks, steps_title
from mopsdsl.render.plans.change.words import Words

_BADGES = {"destructive": "care", "protected": "care", "cannot-be-changed": "care"}


class Content:
    """One plan's blocks, with pictures or without.

    `longest` is how many letters a single text may have (0: any number); the rest of it is counted.
    """

    def __init__(self, told: Told, longest: int = 0, *, pictures: bool = False) -> None:
        self.plan: ChangePlan = told.plan
        self.found: Risks = risks(told)
        self.words = Words(told.plan.titles)
        self.longest = longest
        self.pictures = pictures
        self.people_first = frozenset(told.plan.people_first)

    # Dangers

    def errors(self) -> tuple[Block, ...]:
        return tuple(block for one in self.found.errors for block in _mistake(one))

    def dangers(self) -> tuple[Block, ...]:
        """Each danger, and under those that are alike how to go about them."""
        words = glossary(self.found, self.plan) if self.found.open else ""
        return (*((Paragraph(words),) if words else ()), *_dangers(self.found.open), *self._alongside())

    def approved(self) -> tuple[Block, ...]:
        return tuple(_dangers(self.found.approved))

    def _alongside(self) -> Iterator[Block]:
        if self.found.alongside:
            yield Paragraph(sentences.alongside(self.found.alongside))

    # What is looked up

    def sections(self) -> tuple[Section, ...]:
        """What changes, who sees whom, and the steps; those that there are."""
        made = (
            Section("Who sees whom", "sight", tuple(self._sight())),
            Section("What changes", "changes", tuple(self._changes())),
            Section(steps_title(self.found), "steps", tuple(self._steps())),
        )
        return tuple(one for one in made if one.blocks)

    def counts(self) -> dict[str, str]:
        """How much there is in each section, by its anchor."""
        gains = sum(one.gained for one in self.plan.sight)
        return {
            "sight": f"{many(gains, 'gain')}, {many(len(self.plan.sight) - gains, 'loss')}",
            "changes": many(len(self.plan.changes), "change"),
            "steps": sentences.workers(self.plan).removesuffix("."),
        }

    def _changes(self) -> Iterator[Block]:
        if self.plan.changes:
            used = {sentences.symbol(change, self.people_first) for change in self.plan.changes}
            legend = [f"{mark} {word}" for mark, word in sentences.SYMBOLS.items() if mark in used]
            yield Paragraph(", ".join(legend) + ".")
            ordered = sorted(self.plan.changes, key=self._importance)
            rows = tuple(Row(self._change(change)) for change in ordered)
            yield Table(
                "What changes, with what it was and what it will be",
                ("Change", "Before and after", "Touches"),
                rows,
            )

    def _importance(self, change: Change) -> int:
        """Dangerous changes first, the worst before the others; only words last."""
        danger = self.plan.dangers.get(change.id, "")
        return DANGERS.index(danger) if danger else len(DANGERS) + ("words-only" in change.reasons)

    def _change(self, change: Change) -> tuple[Cell, ...]:
        danger = self.plan.dangers.get(change.id, "")
        badges = (Badge(sentences.DANGERS[danger], _BADGES.get(danger, "plain")),) if danger else ()
        name: Line = (
            Code(sentences.symbol(change, self.people_first)),
            f" {sentences.name_of(change)}{' ' if badges else ''}",
            *badges,
        )
        removed = isinstance(change, Remove)
        lines = tuple(
            f"{one.label}: {self._cut(one.said(removed))}" for one in differences(change, self.words)
        )
        return name, Stack(lines), sentences.touched(change, self.plan)

    def _cut(self, text: str) -> str:
        more = len(text) - self.longest
        return text if not self.longest or more <= 0 else f"{text[: self.longest]}… and {more:,} letters more"

    def _sight(self) -> Iterator[Block]:
        picture = sight_picture(self.plan) if self.pictures else None
        if picture is not None:
            yield Figure(picture, "What is gained is drawn through, what is lost is dashed.")
        if self.plan.sight:
            columns = ("Who", "Sight", "Through", "What it means")
            yield Table(
                "Who gains and who loses sight of whom",
                columns,
                tuple(Row(self._seeing(one)) for one in self.plan.sight),
            )

    def _seeing(self, one: SightChange) -> tuple[Cell, ...]:
        titles = self.plan.titles
        ways = [("", one.after), ("until now ", one.before)]
        through = tuple(self._cut(f"{word}{sentences.path(hops, titles)}") for word, hops in ways if hops)
        gained = (Strong("gains" if one.gained else "loses"), f" {sentences.whom(one)}")
        return sentences.subject(one), gained, Stack(through), sentences.consequence(one)

    # Steps

    def _steps(self) -> Iterator[Block]:
        numbered = sentences.numbers(self.plan)
        steps = {one.step.id: one for one in self.plan.steps}
        several = len(self.plan.groups) > 1
        if several:
            yield Paragraph(sentences.parts(self.plan))
        if self.plan.chain:
            yield Paragraph(sentences.chain(self.plan))
        for number, group in enumerate(self.plan.groups, 1):
            blocks = tuple(_step(steps[id], numbered) for id in group.steps)
            if several:
                yield Section(f"Part {number}: {group.title}", f"part-{number}", blocks)
            else:
                yield from blocks
        left = sentences.without_steps(self.plan)
        if left:
            lines = tuple(f"{', '.join(names)}: {reason}" for reason, names in left.items())
            yield Section("Nothing to do for", "without-steps", (Bullets(lines),))


def _step(one: ChangeStep, numbered: dict[str, int]) -> Section:
    said = [sentences.executor(one), sentences.after(one, numbered), *sentences.marks(one)]
    head = "; ".join(filter(None, said))
    number = numbered[one.step.id]
    facts = Facts((("How", head), *sentences.facts(one.step)))
    return Section(f"{number}. {one.step.title}", f"step-{number}", (facts,))


def _dangers(some: tuple[Risk, ...]) -> Iterator[Block]:
    for group in alike(some):
        yield Bullets(tuple(_danger(risk) for risk in group))
        if group[0].finding.help:
            yield Paragraph(_with_code(group[0].finding.help), "aside")


def _danger(risk: Risk) -> Line:
    accepted = (" ", Strong(approved(risk.approval))) if risk.approval is not None else ()
    return (Strong(risk.kind), f": {risk.finding.message}", *accepted)


def _mistake(finding: Finding) -> Iterator[Block]:
    yield Bullets(((Strong(f"{finding.severity.word} {finding.code}"), f": {finding.message}"),))
    if finding.help:
        yield Paragraph(_with_code(finding.help), "aside")


def _with_code(help: str) -> Line:
    """What a help holds between backticks letter for letter; all of it as it is, where they come in no pairs."""
    parts = help.split("`")
    if len(parts) % 2 == 0 or len(parts) == 1:
        return help
    return tuple(Code(part) if number % 2 else part for number, part in enumerate(parts) if part)
