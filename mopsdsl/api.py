"""The one door: load, check, compile, ask. Nothing here prints; the command line and the language server are thin shells over it."""

from collections.abc import Generator, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.checks import exceptions, runner, severities
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import BAD_VALUE, SYNTAX_ERROR, Finding, Severity
from mopsdsl.diagnostics.rounds import folded
from mopsdsl.lowering.lower import Damage, Lowered, lower, lower_file
from mopsdsl.model.model import Model
from mopsdsl.source.project import Project, find
from mopsdsl.source.settings import Problem
from mopsdsl.source.text import Source, Span
from mopsdsl.syntax import tree
from mopsdsl.syntax.hygiene import strange_characters
from mopsdsl.syntax.parser import parse

if TYPE_CHECKING:
    from mopsdsl.checks.approvals import Approved
    from mopsdsl.checks.changes import ChangeContext
    from mopsdsl.plan.change_plan import ChangePlan
    from mopsdsl.render.outputs import Outputs
    from mopsdsl.scenarios.run import Results
    from mopsdsl.source.base import Base, Bases


class Unwritable(Exception):
    """The output folder can't be written safely; the text says why."""


@value
class Reading:
    """One text, read: what it declares, and what was found on the way. It depends on nothing but the text and its name."""

    lowered: Lowered
    findings: tuple[Finding, ...]


class Readings:
    """What was read already, by name and text: most files of two versions of a project are the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Reading] = {}
        self._parsed: tuple[Source, tree.File, list[Finding]] | None = None

    def of(self, source: Source) -> Reading:
        key = source.name, source.text
        if key not in self._known:
            # The tree is let go once it is lowered, or large projects would hold all of them.
            file, found = self.parsed(source)
            self._parsed = None
            self._known[key] = Reading(lower_file(file), (*found, *strange_characters(source)))
        return self._known[key]

    def parsed(self, source: Source) -> tuple[tree.File, list[Finding]]:
        """The tree of a text, and what is wrong with its form; the last is kept until it is lowered."""
        if self._parsed is None or (self._parsed[0].name, self._parsed[0].text) != (source.name, source.text):
            self._parsed = (source, *parse(source))
        return self._parsed[1:]

    def keep(self, sources: Iterable[Source]) -> None:
        """Forget all texts but these."""
        self._known = {(source.name, source.text): self.of(source) for source in sources}


@value
class Loaded:
    """A project, read: its model and what was wrong with the text. `project` is None for texts that come from no folder.

    `readings` are its texts one by one, for whoever reads another version of it.
    """

    project: Project | None
    model: Model
    damage: Damage
    findings: tuple[Finding, ...]
    sources: tuple[Source, ...]
    readings: Readings

    def context(self, today: date | None = None) -> Context:
        """What the rules, the questions and the outputs ask; `today` matters for expiry only."""
        return Context(self.model, today or date.today())


def projects(folder: str | None = None) -> list[Project]:
    """The projects that a folder means (None: around the current one). Raises NotAProject with a sentence to show."""
    return find(folder)


def load(project: Project, readings: Readings | None = None) -> Loaded:
    """Read a project: text to model, with the findings on the way. `readings` spare reading the same text twice."""
    return _load(project.sources(), project.name, project, readings)


def load_text(files: Mapping[str, str] | str, name: str = "spec", readings: Readings | None = None) -> Loaded:
    """The same for texts in memory, by file name."""
    texts = {"spec.mops": files} if isinstance(files, str) else files
    return _load([Source(file, text) for file, text in sorted(texts.items())], name, None, readings)


def check(loaded: Loaded, today: date | None = None) -> list[Finding]:
    """Every finding, exceptions and severities applied, in the order of the text."""
    steps = checking(loaded, today)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: list[Finding] = end.value
            return found


def checking(loaded: Loaded, today: date | None = None) -> Generator[None, None, list[Finding]]:
    """The same a rule at a time, for whoever has something else to do in between."""
    context = loaded.context(today)
    found: list[Finding] = []
    for findings in runner.rule_by_rule(context):
        found += findings
        yield
    found = [*loaded.findings, *_sound(loaded, found)]
    shown = exceptions.apply(loaded.model, found, context.today).findings
    return in_order(_as_set(loaded.project, [*shown, *_wrong_settings(loaded.project)]))


ABOUT_TEXT = tuple(f"MOPS00{number}" for number in range(1, 8))
"""Findings about the text, its names and its values, which no `allow` hides."""


def about_text(loaded: Loaded, context: Context) -> list[Finding]:
    """Those alone; `context` is what was made of the same load."""
    rules = chain.from_iterable(runner.rule_by_rule(context, ABOUT_TEXT))
    return [one for one in (*loaded.findings, *_sound(loaded, rules)) if one.code in ABOUT_TEXT]


def wrong_form(source: Source, project: Project | None, readings: "Readings") -> list[Finding]:
    """What is wrong with the form of one text, whatever it means and whatever the others say: what is known first while somebody types."""
    return in_order(_as_set(project, [*readings.parsed(source)[1], *strange_characters(source)]))


def _as_set(project: Project | None, findings: list[Finding]) -> list[Finding]:
    return severities.apply(findings, project.rules if project else {})


def _wrong_settings(project: Project | None) -> list[Finding]:
    """What mops.toml asks of the rules and can't have."""
    return [
        _finding(settings.problem(code, message, help))
        for settings in (project.answers_for if project else ())
        for code, message, help in severities.wrong(dict(settings.rules))
    ]


def check_text(files: Mapping[str, str] | str, today: date | None = None) -> list[Finding]:
    """The findings about texts in memory."""
    return check(load_text(files), today)


def _load(
    sources: list[Source], name: str, project: Project | None, readings: Readings | None = None
) -> Loaded:
    readings = readings or Readings()
    findings: list[Finding] = []

    def files() -> Iterator[Lowered]:
        for source in sources:
            reading = readings.of(source)
            findings.extend(reading.findings)
            yield reading.lowered

    model, found, damage = lower(files(), name)
    findings += found
    problems: Iterable[Problem] = project.problems if project else ()
    findings += [_finding(problem) for problem in problems]
    return Loaded(project, model, damage, tuple(findings), tuple(sources), readings)


def _finding(problem: Problem) -> Finding:
    rule = BAD_VALUE if problem.source.name.endswith(".toml") else SYNTAX_ERROR
    span = Span(problem.source, problem.offset, problem.offset)
    severity = None if problem.severe else Severity.WARNING
    return rule.finding(span, problem.message, problem.help, severity=severity)


_ABOUT_NAMES = ("MOPS002", "MOPS003", "MOPS004")
"""What is wrong with a name is wrong with it whatever else could not be read."""
_OF_ABSENCE = {"MOPS102": "workspace"}
"""What misses something that any declaration of a kind may say: nothing is known of it while one of them could not be read."""


def _sound(loaded: Loaded, found: Iterable[Finding]) -> list[Finding]:
    """Without what only follows from text that could not be read: it would come and go with the syntax error."""
    findings, damage = list(found), loaded.damage
    if not damage.ids and not damage.words:
        return findings
    kinds = {id.partition(":")[0] for id in damage.ids}
    return [
        finding
        for finding in findings
        if (finding.subject not in damage.ids or finding.code in _ABOUT_NAMES)
        and _OF_ABSENCE.get(finding.code) not in kinds
        and finding.subject.partition(":")[2].rpartition(".")[2] not in damage.words
        and not damage.words.intersection(_named(finding))
    ]


def _named(finding: Finding) -> tuple[str, ...]:
    """The name that an unknown-name finding points at."""
    if finding.code != "MOPS002":
        return ()
    text = finding.span.source.text[finding.span.start : finding.span.end]
    return tuple(text.split("."))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By file, place, code and text; what is said twice of one place is said once, also where the rounds of an `each` say it."""
    unique: dict[tuple[str, int, int, str, str, str], Finding] = {}
    for finding in findings:
        span = finding.span
        key = (span.source.name, span.start, span.end, finding.code, finding.message, span.round)
        unique.setdefault(key, finding)
    return folded(unique[key] for key in sorted(unique))


def run_scenarios(loaded: Loaded, containing: str = "") -> "Results":
    """Run the scenarios whose name contains a text, in upper or lower case. Nothing in the specs should be `unreadable`."""
    from mopsdsl.scenarios.run import run

    wanted = containing.casefold()
    chosen = [one for one in loaded.model.scenarios.values() if wanted in one.name.casefold()]
    return run(loaded.context(), chosen)


# Change plans


class NoBase(Exception):
    """What a plan should start from can't be found or read; the text says why and what to do."""


def bases(wanted: str | None, among: list[Project], merge_base: bool = True) -> "Bases":
    """What the plans of projects start from: a git ref, a folder, a snapshot, or None for nothing. Raises NoBase."""
    from mopsdsl.diagnostics.nearest import nearest
    from mopsdsl.source import base, git

    try:
        return base.find_bases(wanted, among, merge_base=merge_base, nearest=nearest)
    except git.NoBase as error:
        raise NoBase(str(error)) from None


def plan(
    loaded: Loaded, base: "Base", today: date | None = None, finished: frozenset[str] = frozenset()
) -> "ChangePlan":
    """The change plan from a base to the specs; `finished` are ids of steps that are carried out. Raises NoBase.

    Nothing in the specs should be `unreadable`; what else is wrong with them is for `check`.
    """
    from mopsdsl.changes.compare import compare
    from mopsdsl.checks.changes import ChangeContext
    from mopsdsl.ordering.search import course
    from mopsdsl.plan import change_plan, changing

    today = today or date.today()
    before, complete = _base_model(base, loaded.readings)
    comparison = compare(before, loaded.model)
    found = course(comparison, today)
    context = ChangeContext(comparison, found.conflicts, today)
    findings, approved = _of_change(loaded, context)
    shown = change_plan.Base(base.what, base.shown, base.commit, base.notes, complete)
    return changing.change_plan(context, found, base.name, shown, findings, approved, finished)


def taken_back(plan: "ChangePlan") -> "ChangePlan":
    """The way back from where a plan was left: its finished steps undone, the last first."""
    from mopsdsl.plan import change_done

    return change_done.taken_back(plan)


def _base_model(base: "Base", readings: "Readings") -> tuple[Model, bool]:
    """The model of a base, and whether all of it could be read."""
    if base.project is not None:
        loaded = load(base.project, readings)
        return loaded.model, not unreadable(loaded, loaded.findings)
    if base.what == "snapshot":
        from mopsdsl.snapshot.read import read
        from mopsdsl.snapshot.unreadable import Unreadable

        try:
            return read(base.text, base.shown), True
        except Unreadable as error:
            raise NoBase(str(error)) from None
    return lower(iter(()), base.name)[0], True


def _of_change(loaded: Loaded, context: "ChangeContext") -> "tuple[list[Finding], tuple[Approved, ...]]":
    """The findings about a change, exceptions, approvals and severities applied; and what somebody has approved."""
    from mopsdsl.checks import approvals

    outcome = approvals.apply_changes(context, runner.run_changes(context))
    return in_order(_as_set(loaded.project, [*outcome.findings])), outcome.approved


def unreadable(loaded: Loaded, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The errors for which the model is not what is written: something was left out, or a value stands for one that can't be read.

    What is wrong with it otherwise, as a circle or a wall that doesn't hold, is in the model as it is written.
    """
    values = {
        one.span.written
        for one in loaded.findings
        if one.code == BAD_VALUE.code and not one.span.source.name.endswith(".toml")
    }
    return tuple(
        one
        for one in findings
        if one.severity is Severity.ERROR
        and (one.code in exceptions.INCOMPLETE or (one.code == BAD_VALUE.code and one.span.written in values))
    )


def targets() -> tuple[str, ...]:
    """The names of the outputs that `compile` makes."""
    from mopsdsl.render import outputs

    return tuple(outputs.discovered())


def compile(
    loaded: Loaded, folder: str, targets: tuple[str, ...] = (), today: date | None = None
) -> "Outputs":
    """What a compile into a folder (absolute) writes; nothing is written yet. The model must be free of errors."""
    from mopsdsl.render import outputs

    return outputs.make(loaded.context(today), folder, targets)


def write(outputs: "Outputs") -> list[str]:
    """Put the outputs on disk, each whole; returns the paths that changed. Raises Unwritable with a sentence to show."""
    from mopsdsl.render import outputs as writer

    try:
        return writer.write(outputs)
    except writer.Unwritable as error:
        raise Unwritable(str(error)) from error
