"""Fences: what marketing and sales agree."""

from typing import Any

from mopsdsl.lowering.conditions import condition, literal, literals
from mopsdsl.lowering.people import start, title
from mopsdsl.lowering.place import Place
from mopsdsl.lowering.reading import Reading
from mopsdsl.model import lifecycle as model
from mopsdsl.syntax import tree


def fence(place: Place, node: tree.Declaration) -> model.Fence | None:
    reading = start(place, node)
    between = reading.one("between")
    if between is None:
        reading.missing(
            "sides", "Say between whom it stands: `fence NAME between TEAM and TEAM on LIFECYCLE`."
        )
        return None
    marketing, sales = (reading.must("team", token, "stands between") for token in between.values)
    on = reading.referred("on", "lifecycle", "stands on")
    reading.scope = on.name if on else ""
    handover, acceptance = reading.one("hand over at"), reading.one("accept at", "accept at within")
    made: dict[str, Any] = {
        "handover": model.Handover(
            reading.must("stage", handover.values[0], "hands over at"), place.span(handover)
        )
        if handover
        else None,
        "acceptance": _acceptance(reading, acceptance) if acceptance else None,
        "duties": tuple(
            _duty(reading, duty)
            for found in reading.all("after accept")
            for duty in found.values[0]
            if isinstance(duty, tree.Property)
        ),
        "ways_back": tuple(_way_back(reading, found) for found in reading.all("return to")),
        "inclusions": tuple(
            _inclusion(reading, found)
            for found in reading.all("include", "include decided by", "include when")
        ),
        "exclusions": tuple(_exclusion(reading, found) for found in reading.all("exclude by")),
        "statuses": tuple(_status(reading, found) for found in reading.all("status")),
        "opportunities": tuple(_opportunity(reading, found) for found in _opportunities(reading)),
        "escalations": tuple(_escalation(reading, found) for found in reading.all("on breach after")),
        "agreements": tuple(_agreement(place, found) for found in reading.all("agreed by")),
        "review": place.duration(reading.value("review every")),
    }
    return model.Fence(
        **reading.common(place.span(node.name), title(place, node)),
        marketing=marketing,
        sales=sales,
        lifecycle=on,
        **made,
    )


def _acceptance(reading: Reading, node: Any) -> model.Acceptance:
    stage = reading.must("stage", node.values[0], "accepts at")
    return model.Acceptance(stage, reading.place.duration(node.values[1]), reading.place.span(node))


def _duty(reading: Reading, node: Any) -> model.Duty:
    place, what, within = reading.place, node.values[0], reading.place.duration(node.values[-1])
    action, text, field, times = node.word.split()[0], "", None, None
    if action == "touch":
        times = place.whole(what, "A number of touches", 1)
    elif action == "record":
        field = reading.reference("field", what, "asks to record", "")
    elif what is not None:
        text = place.text(what)
    return model.Duty(action, text, field, times, within, place.span(node))


def _way_back(reading: Reading, node: Any) -> model.WayBack:
    stage, when = reading.must("stage", node.values[0], "returns to"), node.values[1]
    stalled = reading.place.duration(when.duration) if isinstance(when, tree.StalledFor) else None
    holds = condition(reading, when) if when is not None and stalled is None else None
    return model.WayBack(stage, stalled, holds, reading.place.span(node))


def _inclusion(reading: Reading, node: Any) -> model.Inclusion:
    by, when = node.values
    team = reading.reference("team", by, "is decided by")
    return model.Inclusion(
        team, condition(reading, when) if when is not None else None, reading.place.span(node)
    )


def _exclusion(reading: Reading, node: Any) -> model.Exclusion:
    by, using, lasts, reason = node.values
    return model.Exclusion(
        reading.reference("team", by, "may exclude"),
        reading.reference("field", using, "excludes by", ""),
        reading.place.duration(lasts),
        reason is not None,
        reading.place.span(node),
    )


def _status(reading: Reading, node: Any) -> model.StatusOwner:
    status, owner, changed_by, to = node.values
    return model.StatusOwner(
        literal(reading.place, status),
        reading.reference("team", owner, "is owned by"),
        reading.reference("team", changed_by, "is changed by"),
        literals(reading.place, to),
        reading.place.span(node),
    )


def _opportunities(reading: Reading) -> list[Any]:
    return [
        found
        for word in sorted(reading.properties)
        if word.startswith("opportunity")
        for found in reading.all(word)
    ]


def _opportunity(reading: Reading, node: Any) -> model.OpportunityRule:
    excluded, stalled, target = node.values
    return model.OpportunityRule(
        excluded is not None,
        reading.place.duration(stalled.duration) if isinstance(stalled, tree.StalledFor) else None,
        reading.reference("stage", target, "returns to"),
        reading.place.span(node),
    )


def _escalation(reading: Reading, node: Any) -> model.Escalation:
    place, (after, *told) = reading.place, node.values
    lasts = place.duration(after)
    assert lasts is not None
    teams = tuple(reading.must("team", token, "tells", "") for token in told if token.kind != "<string>")
    people = tuple(place.text(token) for token in told if token.kind == "<string>")
    return model.Escalation(lasts, teams, people, place.span(node))


def _agreement(place: Place, node: Any) -> model.Agreement:
    by, on = node.values
    return model.Agreement(tuple(place.text(token) for token in by.tokens), place.date(on), place.span(node))
