"""The last step of a change plan: what is there is compared with what is meant, by API where it can be read and by eye where it can't."""

from collections.abc import Iterator

from mopsdsl.changes.change import Create, Remove
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.plan.change_edits import made
from mopsdsl.plan.change_ends import Ends
from mopsdsl.plan.steps import Step
from mopsdsl.targets import marketo
from mopsdsl.targets.filling import Rows

READING = "read-back-change"
MANY = 40
"""More names than this are counted, not listed."""


def read_back(context: ChangeContext, ends: Ends) -> Step | None:
    """A step of which every row says a call, or a screen, and what has to be there or gone; None where the checks of the other steps
    have shown all there is to see."""
    rows = (*_calls(context), *_screens(ends))
    if not rows:
        return None
    change = context.comparison.changes[0]
    step = made(READING, READING, {"rows": rows, "label": "Reading back"}, change).step
    from attrs import evolve

    return evolve(step, covers=())


def _calls(context: ChangeContext) -> Iterator[tuple[str, str]]:
    for reading in marketo().words["reads"].values():
        of_kind = [one for one in context.comparison.changes if one.kind == reading.get("kind")]
        gone = sorted(one.title for one in of_kind if isinstance(one, Remove))
        there = sorted(
            one.title for one in of_kind if isinstance(one, Create) or "changed:title" in one.reasons
        )
        said = [*_listed("lists", there), *_listed("lists no more", gone)]
        if said:
            yield f"GET {reading['path']}", "; ".join(said)


def _listed(verb: str, titles: list[str]) -> Iterator[str]:
    if titles:
        yield (
            f"{verb} {', '.join(titles)}"
            if len(titles) <= MANY
            else f"{verb} {len(titles)} of the steps above"
        )


def _screens(ends: Ends) -> Rows:
    """Who sees whom can't be read by API: workspaces whose sight is another now."""
    found = next(
        (one for one in ends.after.all.values() if one.draft.action.name == "read-back-by-eye"), None
    )
    return found.step.enter if found is not None else ()
