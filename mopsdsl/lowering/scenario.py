"""Scenarios: tests of the spec itself."""

from typing import Any

from mopsdsl.lowering.conditions import event, literal
from mopsdsl.lowering.people import start
from mopsdsl.lowering.place import Place
from mopsdsl.lowering.reading import Reading
from mopsdsl.model import scenario as model
from mopsdsl.model.assets import Event
from mopsdsl.syntax import tree

_REACHABLE = "partition|workspace|asset"


def scenario(place: Place, node: tree.Declaration) -> model.Scenario:
    reading = start(place, node)
    steps = [
        _step(reading, statement)
        for statement in node.body or ()
        if not isinstance(statement, tree.Broken | tree.Allow)
    ]
    return model.Scenario(
        **reading.common(place.span(node.name)), steps=tuple(step for step in steps if step)
    )


def _step(reading: Reading, node: Any) -> model.ScenarioStep | None:
    place, span = reading.place, reading.place.span(node)
    at, person, happens, after, expected = None, None, None, None, None
    if isinstance(node, tree.Event):
        happens = event(reading, node)
    elif isinstance(node, tree.Expectation):
        expected = _reach(reading, node)
    elif node.word == "at":
        at = _moment(place, node.values[0])
    elif node.word == "runs":
        happens = Event("runs", reading.must("smart_campaign", node.values[0], "runs", ""), "", None, span)
    elif node.word == "after":
        after = place.duration(node.values[0])
    elif node.word == "person":
        values = [item for item in node.values[0] if isinstance(item, tree.PersonValue)]
        person = tuple(
            model.PersonValue(reading.must("field", item.field, "sets", ""), literal(place, item.value))
            for item in values
        )
    elif node.word.startswith("expect"):
        expected = _expectation(reading, node)
    else:
        return None
    return model.ScenarioStep(at, person, happens, after, expected, span)


def _moment(place: Place, node: Any) -> model.Moment | None:
    day = place.date(node.day)
    zone = place.text(node.timezone) if node.timezone else ""
    return model.Moment(day, place.clock(node.clock), zone, place.span(node)) if day else None


def _reach(reading: Reading, node: tree.Expectation) -> model.Expectation:
    return model.Expectation(
        node.word,
        reading.must("team", node.team, "reaches", ""),
        (reading.must(_REACHABLE, node.target, "is reached", ""),),
        reading.reference("workspace", node.because, "reaches through", ""),
        None,
        "",
        reading.place.span(node),
    )


_KINDS = {"partition": "partition", "stage": "stage", "campaigns": "smart_campaign", "no campaigns": "smart_campaign",
          "notified": "team", "queue": ""}  # fmt: skip


def _expectation(reading: Reading, node: Any) -> model.Expectation:
    place, what, said = reading.place, node.word.removeprefix("expect "), node.values[0]
    about: tuple[Any, ...] = ()
    moment, text = None, ""
    if what == "due":
        moment = _moment(place, said)
    elif what in ("status", "queue"):
        text = place.text(said)
    elif isinstance(said, tree.Names):
        about = reading.several(_KINDS[what], said, "is expected")
    elif said is not None:
        about = (reading.must(_KINDS[what], said, "is expected", ""),)
    return model.Expectation(what, None, about, None, moment, text, place.span(node))
