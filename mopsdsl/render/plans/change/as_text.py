"""A change plan for the terminal: what it is about, what to worry about, what changes, who sees whom, the steps, and the totals."""

from collections.abc import Sequence
from itertools import groupby

from mopsdsl.changes.change import Alter, Change, Create, Remove, Rename
from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.diagnostics.wording import many, some
from mopsdsl.plan.change_plan import ChangePlan, ChangeStep, summary
from mopsdsl.render.plans.change import Told, sentences
from mopsdsl.render.plans.change.differences import differences
from mopsdsl.render.plans.change.risks import (
    Risk,
    Risks,
    alike,
    approved,
    glossary,
    risks,
    steps_title,
    verdict,
)
from mopsdsl.render.plans.change.screen import Screen
from mopsdsl.render.plans.change.words import Words

PROPERTIES, SIGHTS, STEPS = 3, 12, 40
"""So many properties of a new or removed thing, changes of sight and steps are shown where not all is asked for."""

_COLOURS = {"+": "32", "~": "33", "-": "31", ">": "36", "!": "1;31"}
_SEVERITIES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.ADVICE: "1;36"}


def render(told: Sequence[Told], *, colour: bool, unicode: bool, width: int, verbose: bool) -> str:
    """The projects one after the other; what changes nothing is one quiet line."""
    blocks = []
    for one in told:
        screen = Screen(colour, unicode, width)
        _Plan(one, screen, verbose).write()
        blocks.append(screen.text())
    return "\n".join(blocks)


class _Plan:
    """Writes one plan; `hidden` counts what was left out."""

    def __init__(self, told: Told, screen: Screen, verbose: bool) -> None:
        self.plan = told.plan
        self.screen = screen
        self.verbose = verbose
        self.found = risks(told)
        self.words = Words(told.plan.titles)
        self.hidden: dict[str, int] = {}
        self.people_first = frozenset(told.plan.people_first)

    def write(self) -> None:
        plan, screen = self.plan, self.screen
        if not plan.changes and not self.found.errors:
            screen.line(f"{plan.instance or plan.project}: nothing changes, compared with {plan.base.shown}.")
            return
        screen.line(" ".join((sentences.from_what(plan), *sentences.notes(plan))))
        screen.line(summary(plan), style="1")
        _risks(self.found, plan, screen)
        self._changes()
        self._sight()
        self._steps()
        self._end()

    # What changes

    def _changes(self) -> None:
        told = [one for one in self.plan.changes if self.verbose or "words-only" not in one.reasons]
        for kind, group in groupby(told, self._part):
            self.screen.heading(kind)
            for change in group:
                self._change(change)
        if len(told) < len(self.plan.changes):
            self.hidden["change of words"] = len(self.plan.changes) - len(told)

    def _part(self, change: Change) -> str:
        """The heading that a change stands under: what things of its kind are called, or where an asset stands."""
        if not change.id.startswith("asset:"):
            return plural(change.kind)
        home = change.name.partition(".")[0]
        return f"Assets in {self.plan.titles.get(f'workspace:{home}', home)}"

    def _change(self, change: Change) -> None:
        mark = sentences.symbol(change, self.people_first)
        danger = sentences.DANGERS.get(self.plan.dangers.get(change.id, ""), "")
        action = f", {sentences.action_word(change)}" if mark == "!" else ""
        only = ", only words" if "words-only" in change.reasons else ""
        tags = "".join(f"  [{one}]" for one in (danger,) if one)
        self.screen.line(
            f"{sentences.name_of(change)}{action}{only}{tags}", "  ", mark=mark, style=_COLOURS[mark]
        )
        found = differences(change, self.words)
        whole = isinstance(change, Alter | Rename) or self.verbose
        shown = found if whole else found[:PROPERTIES]
        for one in shown:
            self.screen.line(f"{one.label}: {one.said(isinstance(change, Remove))}", "      ")
        if len(found) > len(shown):
            self.hidden["property"] = self.hidden.get("property", 0) + len(found) - len(shown)
        reach = sentences.touched(change, self.plan)
        if reach and not isinstance(change, Create):
            self.screen.line(f"touches {reach}", "      ", style="2")

    # Who sees whom

    def _sight(self) -> None:
        sight = self.plan.sight
        if not sight:
            return
        self.screen.heading("Who sees whom")
        shown = sight if self.verbose else sight[:SIGHTS]
        for one in shown:
            more = sentences.consequence(one)
            self.screen.line(sentences.seeing(one) + (f"; {more}" if more else ""), "  ", mark="+" if one.gained else "-",
                             style="1;33" if one.gained and one.walls else "")  # fmt: skip
            for word, hops in (("through", one.after), ("until now", one.before)):
                if hops:
                    self.screen.line(f"{word}: {sentences.path(hops, self.plan.titles)}", "      ", style="2")
        if len(sight) > len(shown):
            self.hidden["change of sight"] = len(sight) - len(shown)

    # Steps

    def _steps(self) -> None:
        plan = self.plan
        if not plan.steps:
            return
        numbered = sentences.numbers(plan)
        steps = {one.step.id: one for one in plan.steps}
        self.screen.heading(steps_title(self.found))
        shown = 0
        alone = sentences.alone(plan)
        for number, group in enumerate(plan.groups, 1):
            if len(plan.groups) > 1 and (self.verbose or shown < STEPS):
                when = "by itself" if alone[number - 1] else "after all others"
                head = f"Part {number} of {len(plan.groups)}, {when}: {group.title}"
                self.screen.line(head, "  ", style="2")
            for id in group.steps:
                if self.verbose or shown < STEPS:
                    self._step(steps[id], numbered)
                    shown += 1
        if shown < len(plan.steps):
            self.hidden["step"] = len(plan.steps) - shown
        elif not self.verbose:
            self.hidden["step in detail (where, what to enter, how to check and to take back)"] = len(
                plan.steps
            )

        left = sentences.without_steps(plan)
        if left and not self.verbose:
            self.hidden["change without a step"] = sum(map(len, left.values()))
            return
        for reason, names in left.items():
            self.screen.line(f"Nothing to do for {', '.join(names)}: {reason}", "  ")

    def _step(self, one: ChangeStep, numbered: dict[str, int]) -> None:
        step = one.step
        said = "; ".join(
            filter(None, (sentences.executor(one), sentences.after(one, numbered), *sentences.marks(one)))
        )
        self.screen.line(
            f"{step.title}  ({said})", "  ", mark=f"{numbered[step.id]}.".rjust(len(str(len(numbered))) + 1)
        )
        if not self.verbose:
            return
        for word, text in (*sentences.facts(step), ("Id", step.id)):
            if text:
                self.screen.line(f"{word}: {text}", "        ", style="2")

    # The end

    def _end(self) -> None:
        plan, screen = self.plan, self.screen
        screen.line("")
        used = {sentences.symbol(change, self.people_first) for change in plan.changes}
        legend = "   ".join(f"{mark} {word}" for mark, word in sentences.SYMBOLS.items() if mark in used)
        if legend:
            screen.line(legend, style="2")
        if self.hidden:
            said = some([_counted(count, what) for what, count in self.hidden.items()])
            screen.line(f"Not shown: {said}; --verbose shows all.", style="2")
        if plan.chain:
            screen.line(sentences.chain(plan))
        if plan.steps:
            screen.line(sentences.workers(plan))
        said = verdict(self.found, plan)
        screen.line(f"{said[:1].upper()}{said[1:]}. {summary(plan)}", style="1")


def _risks(found: Risks, plan: ChangePlan, screen: Screen) -> None:
    """Dangers, all of them, with their safe procedure; never shortened."""
    if found.errors:
        screen.heading("To mend in the specs")
        for finding in found.errors:
            _finding(finding, screen)
    if found.open:
        screen.heading("Dangers")
        if words := glossary(found, plan):
            screen.line(words, "  ", style="2")
        for group in alike(found.open):
            _dangers(group, screen)
    if found.approved:
        screen.heading("Approved dangers")
        for group in alike(found.approved):
            _dangers(group, screen)
    if found.alongside:
        screen.line(sentences.alongside(found.alongside), "  ")


def _dangers(group: tuple[Risk, ...], screen: Screen) -> None:
    """Dangers that have the same safe procedure, which is said once."""
    for risk in group:
        style = _SEVERITIES[risk.finding.severity] if risk.approval is None else ""
        screen.line(f"{risk.kind}: {risk.finding.message} [{risk.finding.code}]", "  ", mark="•", style=style)
        if risk.approval is not None:
            screen.line(approved(risk.approval), "      ")
    _help(group[0].finding, screen)


def _finding(finding: Finding, screen: Screen) -> None:
    screen.line(
        f"{finding.severity.word}: {finding.message} [{finding.code}]",
        "  ",
        mark="•",
        style=_SEVERITIES[finding.severity],
    )
    _help(finding, screen)


def _help(finding: Finding, screen: Screen) -> None:
    if finding.help:
        screen.line(finding.help, "      ")


def _counted(count: int, what: str) -> str:
    """ "2 changes of sight"."""
    word, blank, rest = what.partition(" ")
    return f"{many(count, word)}{blank}{rest}"


def plural(kind: str) -> str:
    """A kind as a heading: "Smart campaigns"."""
    word = kind.replace("_", " ").capitalize()
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return word if word.endswith("s") else f"{word}s"
