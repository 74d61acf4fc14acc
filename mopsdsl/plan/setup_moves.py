"""Steps for the campaigns of a lifecycle: those that let people in, move them, decide at gates, and tell who is late.

Whatever asks for a condition is triggered by everything that can make it true and by entering the stage, since somebody may fit
already; where time alone can make it true, a batch campaign asks daily as well. The lead status is changed before the stage, so that
what listens to the stage finds the status that belongs to it.
"""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.model.base import Reference
from mopsdsl.model.lifecycle import Stage, Transition
from mopsdsl.plan.course import Kept, lead_status
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.filters import literals_text
from mopsdsl.plan.listening import LEAD_STATUS, heard
from mopsdsl.plan.words import Words
from mopsdsl.targets.filling import Rows


@value
class Campaigns:
    """The steps that build them, and the campaigns by name; those of `daily` are scheduled, not activated."""

    steps: tuple[str, ...]
    names: tuple[str, ...]
    daily: tuple[str, ...]


def campaigns(drafts: Drafts, words: Words, course: Kept, program: str) -> Campaigns:
    """Steps for all campaigns of a lifecycle; `program` is the step that makes the program they stand in."""
    made = list(_Maker(drafts, words, course, program).all())
    return Campaigns(
        tuple(step for step, _, _ in made),
        tuple(name for _, name, _ in made),
        tuple(f"{name}, daily" for _, name, daily in made if daily),
    )


def move_title(drafts: Drafts, course: Kept, move: Transition) -> str:
    """What the campaign of a move is called."""
    title = f"{course.title_of(move.source)} → {course.title_of(move.target)}"
    if move.after is not None:
        return f"{title} after {move.after.text}"
    return f"{title} by {drafts.title(move.by)}" if move.by is not None else title


def gates(course: Kept) -> Iterator[tuple[Stage, tuple[Transition, ...], Reference | None]]:
    """Every gate with the moves that it chooses between, and where it sends the rest."""
    for stage in course.stages.values():
        if stage.type == "gate":
            ways = [
                move
                for move in course.transitions
                if course.stage(move.source) is stage and move.after is None
            ]
            rest = next((move.target for move in ways if move.otherwise), stage.otherwise)
            yield stage, tuple(move for move in ways if move.when is not None and move.by is None), rest


class _Maker:
    def __init__(self, drafts: Drafts, words: Words, course: Kept, program: str) -> None:
        self.drafts = drafts
        self.words = words
        self.course = course
        self.program = program
        self.common = {
            "lifecycle": course.program,
            "workspace": drafts.workspace_title(course.workspace),
        }

    def all(self) -> Iterator[tuple[str, str, bool]]:
        """Step, name, and whether there is a daily one beside it, of each campaign."""
        if self.course.first is not None:
            yield self._entry(self.course.first)
        decided: list[Transition] = []
        for gate, ways, rest in gates(self.course):
            yield self._gate(gate, ways, rest)
            decided += [
                *ways,
                *(m for m in self.course.transitions if m.otherwise and self.course.stage(m.source) is gate),
            ]
        for move in self.course.transitions:
            if not any(move is one for one in decided):
                yield self._move(move)
        for stage in self.course.stages.values():
            if stage.sla is not None:
                yield self._alert(stage)

    def _add(
        self,
        action: str,
        subject: str,
        name: str,
        rows: Rows,
        fields: tuple[Reference, ...] = (),
        **values: str,
    ) -> str:
        return self.drafts.add(
            action,
            f"{self.course.lifecycle.name}.{subject}",
            {
                **self.common,
                **values,
                "name": name,
                "rules": tuple((label, text) for label, text in rows if text),
            },
            needs=(self.program,),
            uses=self.drafts.ids_of(fields),
            about=(self.course.lifecycle.id,),
            label=self.course.label,
        )

    # Letting in, moving, deciding, telling

    def _entry(self, first: Stage) -> tuple[str, str, bool]:
        """Whoever is new starts at the first stage, and so does whoever comes from the partitions of others."""
        name = f"New people → {first.title}"
        moved_in = self.course.lifecycle.partitions is not None and len(self.drafts.model.partitions) > 1
        rows = (
            ("Trigger 1", "Person is Created"),
            ("Trigger 2", self.drafts.word("triggers", "partition changes") if moved_in else ""),
            ("Filter", f"Member of Program not in {self.course.program}"),
            ("Filter", self.course.people),
            *_flow(*self._arrive(first, first.title)),
        )
        return self._add("build-entry", first.name, name, rows, stage=first.title), name, False

    def _move(self, move: Transition) -> tuple[str, str, bool]:
        source, name = self.course.title_of(move.source), move_title(self.drafts, self.course, move)
        asked = heard(self.words, move.when)
        condition = self.words.condition(move.when)
        wait = self._wait(move, source, condition) if move.after is not None else ()
        by_status = move.after is None and not move.otherwise and (move.by is not None or move.when is None)
        decided = self._decision(move) if by_status and not asked.status else ""
        listens = () if wait else (*asked.triggers, *([LEAD_STATUS] if decided else []))
        daily = asked.by_time and not wait
        rows = (
            *_numbered("Trigger", (self._enters(source), *dict.fromkeys(listens))),
            *self._inside(source),
            ("Filters", "" if wait else condition),
            ("Filters", decided),
            *_flow(
                *wait,
                *self._arrive(
                    self.course.stage(move.target), self.course.title_of(move.target), not by_status
                ),
            ),
            ("Decided by", self.drafts.title(move.by)),
            ("With one of the reasons", literals_text(move.reasons)),
            ("And daily", self.drafts.word("notes", "daily").replace("{name}", name) if daily else ""),
        )
        step = self._add(
            "build-transition", f"{move.source.name}-to-{move.target.name}{_slug(move)}", name, rows, asked.fields,
            source=source, target=self.course.title_of(move.target),
        )  # fmt: skip
        return step, name, daily

    def _gate(
        self, gate: Stage, ways: tuple[Transition, ...], rest: Reference | None
    ) -> tuple[str, str, bool]:
        """One campaign for all ways on, since a flow step applies the first choice that holds: nobody is left in the gate."""
        name = f"{gate.title} decides"
        ends = [self.course.stage(move.target) for move in ways]
        last = self.course.stage(rest) if rest is not None else None
        conditions = [self.words.condition(move.when) for move in ways]
        statuses = [lead_status(end) for end in ends]
        choices = tuple(
            (f"Choice {n}", f"{condition} → {self.course.title_of(move.target)}{_with(status)}")
            for n, (condition, move, status) in enumerate(zip(conditions, ways, statuses, strict=True), 1)
        )
        default = (
            f"{self.course.title_of(rest)}{_with(lead_status(last))}" if rest is not None else "Do Nothing"
        )
        with_status = any(statuses) or bool(lead_status(last))
        rows = (
            ("Trigger 1", self._enters(gate.title)),
            *self._inside(gate.title),
            *_flow(
                *(["Change Data Value: Lead Status, by the choices below"] if with_status else []),
                f"Change Program Status: {self.course.program}, by the choices below",
            ),
            *choices,
            ("Default Choice", default),
        )
        fields = tuple(field for move in ways for field in heard(self.words, move.when).fields)
        return self._add("build-gate", gate.name, name, rows, fields, stage=gate.title), name, False

    def _alert(self, stage: Stage) -> tuple[str, str, bool]:
        name = f"{stage.title} is late"
        business = stage.sla is not None and stage.sla.business
        rows = (
            ("Trigger", self._enters(stage.title)),
            ("Filter", self.course.people),
            *_flow(
                f"Wait: {self.words.wait(stage.sla, stage.owners[0] if stage.owners else None)}",
                _leaves(stage.title),
                f"Send Alert: {self.drafts.titles(stage.owners) or 'the owner of the stage'}",
            ),
        )
        note = self.drafts.word("notes", "business") if business else ""
        step = self._add("build-stage-alert", stage.name, name, rows, stage=stage.title, business=note)
        return step, name, False

    # Their parts

    def _enters(self, stage: str) -> str:
        return f"Program Status is Changed: {self.course.program}, new status {stage}"

    def _inside(self, stage: str) -> Rows:
        inside = f"Member of Program in {self.course.program}, status is {stage}"
        return (("Filter", inside), ("Filter", self.course.people))

    def _arrive(self, stage: Stage | None, title: str, with_status: bool = True) -> list[str]:
        """Into a stage, with its lead status where it was not the status that decided."""
        status = lead_status(stage) if with_status else ""
        changed = [f"Change Data Value: Lead Status, new value {status}"] if status else []
        return [*changed, f"Change Program Status: {self.course.program}, new status {title}"]

    def _wait(self, move: Transition, source: str, condition: str) -> tuple[str, str]:
        unless = f", or unless {condition}" if condition else ""
        team = self.course.owner_of(move.source)
        return f"Wait: {self.words.wait(move.after, team)}", f"{_leaves(source)}{unless}"

    def _decision(self, move: Transition) -> str:
        """A team decides by the lead status that it sets; where none means the stage, only the team can name one."""
        stage = self.course.stage(move.target)
        if stage is not None and stage.statuses:
            return f"Lead Status is {literals_text(stage.statuses)}"
        team, target = self.drafts.title(move.by, "whoever decides"), self.course.title_of(move.target)
        return f"Lead Status is <a value that {team} has to name and set: the specs give none to {target}>"


def _leaves(stage: str) -> str:
    return f"Remove from Flow: if the status is no longer {stage}"


def _with(status: str) -> str:
    return f", with Lead Status {status}" if status else ""


def _flow(*steps: str) -> Rows:
    return _numbered("Flow", steps)


def _numbered(label: str, texts: tuple[str, ...]) -> Rows:
    return tuple((f"{label} {number}", text) for number, text in enumerate(texts, 1))


def _slug(move: Transition) -> str:
    if move.after is not None:
        return f"-after-{move.after.text}"
    return f"-by-{move.by.name}" if move.by is not None else ""
