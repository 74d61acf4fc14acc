"""The scenarios as stories: what happens to a person, and what has to come out."""

from mopsdsl.model.scenario import Expectation, Moment, Scenario, ScenarioStep
from mopsdsl.render.docs.guide import Guide
from mopsdsl.render.docs.page import Block, Bullets, Line, Page, Paragraph, Section, Strong, joined
from mopsdsl.render.docs.prose import prose
from mopsdsl.render.docs.words import literal, moment


def page(guide: Guide) -> Page:
    stories: tuple[Block, ...] = tuple(
        _story(guide, scenario, at) for at, scenario in enumerate(guide.model.scenarios.values(), 1)
    )
    return Page(
        "scenarios",
        "Scenarios",
        "Scenarios",
        "Short stories of what must come out: for a person who comes in one way or another, or for a team and whom it must not reach.",
        stories or (Paragraph("No scenario is declared."),),
    )


def _story(guide: Guide, scenario: Scenario, at: int) -> Section:
    lines = tuple(line for line in (_step(guide, step) for step in scenario.steps) if line)
    blocks = (*prose(scenario.documentation), Bullets(lines, ordered=True), *guide.remarks(scenario))
    return Section(guide.title(scenario), f"story-{at}", blocks)


def _step(guide: Guide, step: ScenarioStep) -> Line:
    if step.at is not None:
        return f"It is {_when(guide, step.at)}."
    if step.person is not None:
        known = [joined([guide.ref(one.field), f" {literal(one.literal)}"], "") for one in step.person]
        return joined(["There is a person of whom we know: ", joined(known), "."], "")
    if step.event is not None:
        return f"The person {guide.words.event(step.event)}."
    if step.after is not None:
        verb = "passes" if step.after.amount == 1 else "pass"
        return f"{step.after.text[:1].upper()}{step.after.text[1:]} {verb}."
    if step.expectation is None:
        return ""
    said = _expected(guide, step.expectation)
    return said if "reach" in step.expectation.what else joined([(Strong("Then"),), said], " ")


def _expected(guide: Guide, one: Expectation) -> Line:
    about = guide.refs(one.about)
    match one.what:
        case "partition":
            said: Line = joined(["the person is in ", about], "")
        case "stage":
            said = joined(["the person's stage is ", about], "")
        case "due":
            said = (
                f"somebody has to have acted by {_when(guide, one.moment)}" if one.moment is not None else ""
            )
        case "campaigns":
            said = joined(["these campaigns have run: ", about], "")
        case "no campaigns":
            said = (
                "no campaign has run"
                if not one.about
                else joined(["these campaigns have not run: ", about], "")
            )
        case "reaches":
            because = [", through ", guide.ref(one.because)] if one.because is not None else []
            said = joined([guide.ref(one.subject), " can reach ", about, *because], "")
        case "cannot reach":
            said = joined([guide.ref(one.subject), " can't reach ", about], "")
        case "status":
            said = f"the lead status is “{one.text}”"
        case "notified":
            said = joined([about or one.text, " has been told"], "")
        case "queue":
            said = joined(["the lead is in the queue ", about or one.text.replace("_", " ")], "")
        case other:
            said = joined([f"{other} ", about, f" {one.text}".rstrip()], "")
    return joined([said, "."], "")


def _when(guide: Guide, when: Moment) -> str:
    zone = guide.model.instance.timezone
    return moment(when) if when.timezone or not zone else f"{moment(when)} ({zone})"
