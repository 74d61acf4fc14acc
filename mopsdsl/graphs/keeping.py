"""Which program channel keeps the stages of a lifecycle: one status a stage."""

from mopsdsl.graphs.lifecycle import Course
from mopsdsl.model.assets import Channel, ChannelStatus


def statuses_of(channel: Channel, course: Course) -> dict[str, ChannelStatus]:
    """Stage → its status in the channel; nothing where the channel does not keep the lifecycle.

    It does when it is called like the lifecycle, or when more than half of its statuses are called like stages, two at least.
    """
    titles = {status.title.casefold(): status for status in channel.statuses}
    found: dict[str, ChannelStatus] = {}
    for name, stage in course.stages.items():
        status = titles.get(stage.title.casefold()) or titles.get(name.replace("_", " ").casefold())
        if status is not None:
            found[name] = status
    called = {course.lifecycle.name.casefold(), course.lifecycle.title.casefold()}
    by_name = bool(called & {channel.name.casefold(), channel.title.casefold()})
    return found if by_name or (len(found) > 1 and 2 * len(found) > len(channel.statuses)) else {}
