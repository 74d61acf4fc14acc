"""A change plan as one comment on a pull request: summary and risk first, the rest folded, never longer than a comment may be.

What does not fit is left out from the end of what can be looked up, and counted. A danger is never left out: where there are very many,
first their safe procedures go, then their details, and at last, loudly, all but the first of each sort.
"""

from collections.abc import Callable, Sequence

from mopsdsl.diagnostics.wording import many
from mopsdsl.plan.change_plan import summary
from mopsdsl.render.docs.markdown import block, blocks
from mopsdsl.render.docs.page import Bullets, Paragraph, Section, Strong
from mopsdsl.render.escape import markdown
from mopsdsl.render.plans.change import Told, sentences
from mopsdsl.render.plans.change.content import Content
from mopsdsl.render.plans.change.fitting import fitted, shares
from mopsdsl.render.plans.change.risks import Risk, kinds, verdict

ROOM = 60_000
"""Characters of the whole; GitHub takes 65,536 in a comment, and our marker and what a forge adds need some."""
FOLDED = 700
"""Characters that a folded section takes around what it holds."""
LONGEST = 300
"""Letters of a value before or after."""
SHORT = 160
"""Letters of a danger where there are too many to say all of each."""
FIRST = 5
"""So many dangers of each sort are named where there are too many to name all."""

_WHOLE = "The whole plan is among the reports of this run, and `mopsdsl plan --verbose` shows it."


def render(told: Sequence[Told]) -> str:
    """All projects in one text; those with something to worry about first, what changes nothing in a line each."""
    contents = [Content(one, LONGEST) for one in told]
    quiet = [one for one in contents if not one.plan.changes and not one.found.errors]
    loud = sorted((one for one in contents if one not in quiet), key=_calm)
    ends = "\n".join(f"{_quiet(one)}\n" for one in quiet)
    rooms = shares([ROOM] * len(loud), ROOM - len(ends))
    parts = [_project(one, room) for one, room in zip(loud, rooms, strict=True)]
    return "\n".join((*parts, *([ends] if ends else [])))


def _calm(content: Content) -> int:
    found = content.found
    return 0 if found.errors else 1 if found.open else 2 if found.approved else 3


def _quiet(content: Content) -> str:
    plan = content.plan
    return f"Nothing changes in {markdown(plan.instance or plan.project)}, compared with {markdown(plan.base.shown)}."


def _project(content: Content, room: int) -> str:
    plan = content.plan
    heading = f"## {markdown(plan.instance or plan.project)}: {verdict(content.found, plan)}"
    about = markdown(" ".join((sentences.from_what(plan), *sentences.notes(plan))))
    head = "\n\n".join((heading, f"**{summary(plan)}**", about))
    sections = content.sections()
    least = len(sections) * FOLDED
    risky = _risky(content, room - len(head) - least)
    left = room - len(head) - len(risky) - least
    return "\n\n".join(filter(None, (head, risky, *_folded(content, sections, left)))) + "\n"


# What is never left out


def _risky(content: Content, room: int) -> str:
    """Mistakes and dangers: as much of each as there is room for."""
    ways: tuple[Callable[[Content], str], ...] = (_in_full, _without_procedures, _shortly)
    texts = (way(content) for way in ways)
    fitting = next((text for text in texts if len(text) <= room), None)
    return _counted(content) if fitting is None else fitting


def _in_full(content: Content) -> str:
    parts = (
        ("To mend in the specs", content.errors()),
        ("Dangers", content.dangers()),
        ("Approved", content.approved()),
    )
    return "\n\n".join(f"### {title}\n\n{blocks(held, 4)}" for title, held in parts if held)


def _without_procedures(content: Content) -> str:
    return _listed(content, 0, "Each has a safe procedure, which there is no room for here.")


def _shortly(content: Content) -> str:
    return _listed(content, SHORT, "Each is shortened, and its safe procedure left out.")


def _listed(content: Content, longest: int, note: str) -> str:
    found = content.found
    parts = [
        ("To mend in the specs", _lines([f"{one.code}: {one.message}" for one in found.errors], longest))
    ]
    for title, some in (("Dangers", found.open), ("Approved", found.approved)):
        parts.append((title, "\n".join(_danger(one, longest) for one in some)))
    told = [f"### {title}\n\n{lines}" for title, lines in parts if lines]
    alongside = (
        [f"{many(len(found.alongside), 'more thing')} lost along with these."] if found.alongside else []
    )
    return "\n\n".join((*told, *alongside, f"_{note} {_WHOLE}_"))


def _danger(risk: Risk, longest: int) -> str:
    by = (
        f" (approved by {_short(risk.approval.by or 'somebody', longest)})"
        if risk.approval is not None
        else ""
    )
    return block(Bullets(((Strong(risk.kind), f": {_short(risk.finding.message, longest)}{by}"),)))


def _lines(texts: list[str], longest: int) -> str:
    return block(Bullets(tuple(_short(text, longest) for text in texts)))


def _short(text: str, longest: int) -> str:
    return text if not longest or len(text) <= longest else f"{text[:longest]}…"


def _counted(content: Content) -> str:
    """There are too many to name all: how many of each sort, and the first of each."""
    found = content.found
    number = len(found.open) + len(found.approved)
    lines = [
        f"### {number:,} dangers, too many for a comment\n\n**Not all of them are named here. Don't approve this by what you see.** "
        f"{_WHOLE}"
    ]
    if found.errors:
        lines.append(f"The specs have {many(len(found.errors), 'mistake')}; `mopsdsl check` names them.")
    for word, some in (("open", found.open), ("approved", found.approved)):
        for kind, count in kinds(some).items():
            first = [one for one in some if one.kind == kind][:FIRST]
            lines.append(
                f"**{kind}: {count:,}, {word}**\n\n" + "\n".join(_danger(one, SHORT) for one in first)
            )
    if found.alongside:
        lines.append(f"{many(len(found.alongside), 'more thing')} lost along with these.")
    return "\n\n".join(lines)


# What is folded


def _folded(content: Content, sections: tuple[Section, ...], room: int) -> list[str]:
    wanted = [len(blocks(one.blocks, 4)) for one in sections]
    counts = content.counts()
    return [
        _fold(section, counts[section.anchor], given)
        for section, given in zip(sections, shares(wanted, max(room, 0)), strict=True)
    ]


def _fold(section: Section, counted: str, room: int) -> str:
    inside, left = fitted(section.blocks, room, 4)
    note = (
        block(Paragraph(f"{left:,} more left out here, since a comment may not be longer.")) + f" {_WHOLE}"
        if left
        else ""
    )
    body = "\n\n".join(filter(None, (inside, note)))
    return f"<details><summary><b>{section.title}</b> ({counted})</summary>\n\n{body}\n\n</details>"
