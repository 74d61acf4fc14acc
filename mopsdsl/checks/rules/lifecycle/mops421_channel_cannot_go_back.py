"""MOPS421: a lifecycle kept in a channel whose steps rise: nobody can go back to a lower step.

Marketo moves people up the steps of a channel and never down; between equal steps they can change to and fro (experienceleague:
create-a-program-channel).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import shown, way_label
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.keeping import statuses_of
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.model.assets import Channel, ChannelStatus

RULE = Rule(
    "MOPS421",
    "channel-cannot-go-back",
    Severity.WARNING,
    "A lifecycle kept in a channel whose steps rise: a person can't go back to a lower step.",
)


def check(context: Context) -> Iterator[Finding]:
    for channel in context.model.channels.values():
        seen: set[int] = set()
        for course in context.courses.values():
            statuses = statuses_of(channel, course)
            down = [way for way in course.ways if _is_down(way, statuses) and id(way.transition) not in seen]
            seen.update(id(way.transition) for way in down)
            if down:
                yield _finding(channel, course, statuses, down)


def _is_down(way: Way, statuses: dict[str, ChannelStatus]) -> bool:
    source, target = statuses.get(way.source), statuses.get(way.target)
    return source is not None and target is not None and source.step > target.step


def _finding(
    channel: Channel, course: Course, statuses: dict[str, ChannelStatus], down: list[Way]
) -> Finding:
    moves = some(
        [
            f"from {way.source} ({statuses[way.source].step}) to {way.target} ({statuses[way.target].step})"
            for way in down[:3]
        ]
    )
    more = f", and {len(down) - 3} more" if len(down) > 3 else ""
    return RULE.finding(
        statuses[down[0].target].span,
        f"Channel {channel.name} keeps the stages of lifecycle {course.lifecycle.name} and has rising steps, so nobody can go back "
        f"{moves}{more}: Marketo leaves them where they are.",
        "Give all statuses of a lifecycle's channel the same step number: then people can go to and fro.",
        related=shown(Related(way.span, way_label(way)) for way in down),
        subject=channel.id,
    )
