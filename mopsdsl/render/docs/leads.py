"""Who is ready for a call, and which rep gets them: sections of the page about growth."""

from mopsdsl.model.growth import Distribution, Queue, Weight
from mopsdsl.model.lifecycle import Score, ScoreRule
from mopsdsl.render.docs.guide import Guide, anchor
from mopsdsl.render.docs.page import Block, Paragraph, Row, Section, joined, table
from mopsdsl.render.docs.prose import prose
from mopsdsl.render.docs.words import number


def score_section(guide: Guide, score: Score) -> Section:
    most = f", {number(score.at_most)} at most" if score.at_most is not None else ""
    words = joined(["Adds up in the field ", guide.ref(score.field), f"{most}."], "")
    rows = tuple(Row((f"{rule.points:+}".replace("-", "−"), _because(guide, rule))) for rule in score.rules)
    listing = table(f"Points of {guide.title(score)}", ("Points", "For"), rows, frozenset({0}), True)
    blocks = (*prose(score.documentation), Paragraph(words), listing, *guide.remarks(score))
    return Section(guide.title(score), anchor("score", score.name), blocks)


def _because(guide: Guide, rule: ScoreRule) -> str:
    parts = [f"somebody {guide.words.event(rule.event)}"] if rule.event is not None else []
    if rule.when is not None:
        parts.append(guide.words.condition(rule.when))
    return f"when {' and '.join(parts)}"


def distribution_section(guide: Guide, one: Distribution) -> Section:
    about = joined(
        ["For everybody who comes to ", guide.ref(one.stage), " of ", guide.ref(one.lifecycle), "."], ""
    )
    blocks: list[Block] = [*prose(one.documentation), Paragraph(about)]
    if one.queues:
        rows = tuple(_queue(guide, queue) for queue in one.queues)
        columns = ("Queue", "For", "When", "Capacity", "Rota")
        blocks.append(table(f"Queues of {guide.title(one)}", columns, rows))
    if one.weights:
        rows = tuple(Row((f"+{weight.points}", _weight(guide, weight))) for weight in one.weights)
        blocks.append(Paragraph("Within a queue, the rep with the most points gets the lead:"))
        blocks.append(table(f"Weights of {guide.title(one)}", ("Points", "For"), rows, frozenset({0}), True))
    return Section(guide.title(one), anchor("distribution", one.name), (*blocks, *guide.remarks(one)))


def _queue(guide: Guide, queue: Queue) -> Row:
    when = guide.words.condition(queue.when) if queue.when is not None else ""
    capacity = ""
    if queue.capacity is not None:
        per = "".join(f" per {part}" for part in (queue.capacity_unit, queue.capacity_period) if part)
        capacity = f"{number(queue.capacity)}{per}"
    return Row(
        (
            queue.name.replace("_", " "),
            guide.ref(queue.team),
            "in all other cases" if queue.otherwise else when or "always",
            capacity,
            guide.ref(queue.rota),
        )
    )


def _weight(guide: Guide, weight: Weight) -> str:
    if weight.when is not None:
        return f"when {guide.words.condition(weight.when)}"
    within = f" within {weight.within.text}" if weight.within is not None else ""
    return {
        "account meeting": f"a rep with a meeting at the same account{within}",
        "same segment": f"a rep who works in the same segment{within}",
    }.get(weight.factor, f"{weight.factor}{within}")
