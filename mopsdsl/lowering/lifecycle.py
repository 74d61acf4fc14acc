"""Lifecycles, scores and funnels."""

from typing import Any

from mopsdsl.diagnostics.finding import BAD_VALUE, DUPLICATE_NAME, Related
from mopsdsl.lowering.access import until
from mopsdsl.lowering.conditions import condition, event, literal, literals
from mopsdsl.lowering.people import start, title
from mopsdsl.lowering.place import Place
from mopsdsl.lowering.reading import Reading
from mopsdsl.model import lifecycle as model
from mopsdsl.syntax import tree


def lifecycle(place: Place, node: tree.Declaration) -> model.Lifecycle:
    reading = start(place, node, scope=place.name(node.name))
    workspace = reading.referred("in workspace", "workspace", "is kept in")
    extends = reading.referred("extends", "lifecycle", "extends")
    partitions = reading.one("for partitions")
    moved = reading.sight(partitions.values[0], "partition", "moves people of") if partitions else None
    path = reading.listed("success path", "stage", "leads through")
    stages: dict[str, model.Stage] = {}
    for other in reading.others:
        if isinstance(other, tree.Declaration):
            stage = _stage(reading, other)
            if stage.name in stages:
                message = f"Stage {stage.name} is declared twice in {reading.name}."
                related = (Related(stages[stage.name].span, "declared first here"),)
                place.report(DUPLICATE_NAME, other.name, message, "Rename one of them.", related)
            stages.setdefault(stage.name, stage)
    transitions = tuple(
        _transition(reading, other) for other in reading.others if isinstance(other, tree.Transition)
    )
    if not stages and extends is None:
        reading.missing("stage", "Say where people can be: `stage Known inventory owned by TEAM`.")
    return model.Lifecycle(
        **reading.common(place.span(node.name), title(place, node)),
        workspace=workspace,
        extends=extends,
        partitions=moved,
        success_path=path,
        stages=tuple(stages.values()),
        transitions=transitions,
    )


def _stage(outer: Reading, node: tree.Declaration) -> model.Stage:
    reading = start(outer.place, node, scope=outer.scope)
    place = reading.place
    outer.allowances.extend(reading.allowances)
    types = [word for word in ("inventory", "sla", "gate", "end") if reading.has(word)]
    if len(types) > 1:
        place.report(
            BAD_VALUE, node.name, f"Stage {reading.name} is {' and '.join(types)}.", "It is one of them."
        )
    owners = reading.listed("owned by", "team", "is owned by")
    otherwise = reading.referred("otherwise", "stage", "leads to")
    outer.references.extend(reading.references)
    statuses = tuple(
        literal(place, token) for found in reading.all("status") for token in found.values[0].tokens
    )
    old = reading.one("formerly")
    return model.Stage(
        name=reading.name,
        title=title(place, node) or reading.name,
        type=types[0] if types else "",
        sla=place.duration(reading.value("sla")),
        owners=owners,
        statuses=statuses,
        means=reading.said("means"),
        otherwise=otherwise,
        documentation=place.with_words(place.comments.above(node.start)),
        formerly=place.name(old.values[0]) if old else None,
        span=place.span(node.name),
        extent=place.span(node),
    )


def _transition(outer: Reading, node: tree.Transition) -> model.Transition:
    place = outer.place
    source = outer.must("stage", node.source, "leads on from")
    target = outer.must("stage", node.target, "leads to")
    clauses = Reading(place, node, f"{source.name} -> {target.name}", node.clauses, outer.scope)
    by = clauses.referred("by", "team", "is moved by")
    when = clauses.value("when")
    made = model.Transition(
        source=source,
        target=target,
        when=condition(clauses, when) if when else None,
        by=by,
        after=place.duration(clauses.value("after")),
        reasons=literals(place, clauses.value("because of")),
        otherwise=clauses.has("otherwise"),
        overrides=node.overrides,
        because=clauses.said("because"),
        until=until(place, clauses.one("until")),
        span=place.span(node),
    )
    outer.references.extend(clauses.references)
    return made


def score(place: Place, node: tree.Declaration) -> model.Score | None:
    reading = start(place, node)
    field = reading.referred("adds to", "field", "adds to")
    if field is None:
        reading.missing("field", "Say where the points go: `score NAME adds to FIELD`.")
        return None
    most = reading.value("at most")
    rules = tuple(
        _score_rule(reading, other) for other in reading.others if isinstance(other, tree.ScoreRule)
    )
    return model.Score(
        **reading.common(place.span(node.name), title(place, node)),
        field=field,
        at_most=place.number(most) if most else None,
        rules=rules,
    )


def _score_rule(reading: Reading, node: tree.ScoreRule) -> model.ScoreRule:
    place, when = reading.place, node.when
    happens = event(reading, when) if isinstance(when, tree.Event) else None
    holds: Any = condition(reading, when) if happens is None else None
    points = place.number(node.points)
    if not isinstance(points, int):
        place.report(
            BAD_VALUE,
            node.points,
            f"{node.points.text} is no whole number of points.",
            "Marketo adds whole points.",
        )
        points = 0
    return model.ScoreRule(points, happens, holds, place.span(node))


def funnel(place: Place, node: tree.Declaration) -> model.Funnel | None:
    reading = start(place, node)
    maps = reading.referred("maps", "lifecycle", "maps")
    if maps is None:
        reading.missing("lifecycle", "Say whose stages these words stand for: `funnel NAME maps LIFECYCLE`.")
        return None
    reading.scope = maps.name
    steps = tuple(
        model.FunnelStep(
            place.text(other.title), reading.several("stage", other.stages, "stands for"), place.span(other)
        )
        for other in reading.others
        if isinstance(other, tree.FunnelStep)
    )
    return model.Funnel(
        **reading.common(place.span(node.name), title(place, node)), lifecycle=maps, steps=steps
    )
