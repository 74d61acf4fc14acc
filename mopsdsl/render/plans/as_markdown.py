"""A plan as a checklist that reads from top to bottom. The frame is a template; a step is one string made here, for speed.

How a kind of step is done is said once in a phase that has several of them; a step itself says what is its own.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from mopsdsl.plan.steps import Phase, Request, SetupPlan, Step
from mopsdsl.render.escape import code, markdown
from mopsdsl.render.plans.as_json import json
from mopsdsl.render.plans.common import EXECUTORS, counts, path_of, rows_besides
from mopsdsl.render.template import text_template

ALIKE = 3
"""So many steps of a kind in a phase share what they have in common."""

SHOWN = 12
"""More than so many names in a row are counted."""

BEFORE = {"who": "Who", "where": "Where", "do": "Do"}
AFTER = {"why": "Why here", "check": "Check", "undo": "Undo", "wait": "Wait"}
"""What is to be known of a step, before and after what to enter."""

FACTS = (*BEFORE, *AFTER)
Shared = dict[str, frozenset[str]]
"""Action → the facts that are the same in all its steps of a phase."""


def as_markdown(setup: SetupPlan) -> str:
    by_phase: dict[str, list[Step]] = {phase.id: [] for phase in setup.phases}
    for step in setup.steps:
        by_phase[step.phase].append(step)
    alike: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    for phase in setup.phases:
        kinds = _kinds(by_phase[phase.id])
        shared = {name: _shared(steps) for name, steps in kinds.items()}
        alike[phase.id] = "\n\n".join(_how(steps, shared[name]) for name, steps in kinds.items())
        texts[phase.id] = dict(_strands(phase, by_phase[phase.id], shared))
    reasons: dict[str, list[str]] = {}
    for left in setup.left:
        reasons.setdefault(left.reason, []).append(left.id)
    return text_template("setup_plan/setup-plan.md.j2").render(
        setup=setup,
        counts=[(EXECUTORS[name], count) for name, count in counts(setup).items() if count],
        workers=_workers(setup),
        shares=[(phase, _shares(phase)) for phase in setup.phases],
        waits=_by_text((step.wait, step) for step in setup.steps),
        careful=_by_text((step.undo, step) for step in setup.steps if step.irreversible),
        alike=alike,
        texts=texts,
        reasons=reasons,
    )


# The summary


def _by_text(pairs: Iterable[tuple[str, Step]]) -> dict[str, str]:
    """The ids of steps under what is to be said of them."""
    found: dict[str, list[str]] = {}
    for text, step in pairs:
        if text:
            found.setdefault(text, []).append(f"`{code(step.id)}`")
    return {text: _some(steps, ", ") for text, steps in found.items()}


def _shares(phase: Phase) -> str:
    """How the steps of a phase can be shared out."""
    steps = sum(strand.steps for strand in phase.strands)
    if phase.independent and steps > 1:
        return f"{steps} steps in any order"
    return _some([f"{markdown(strand.name)} ({strand.steps})" for strand in phase.strands], "; ")


def _some(texts: list[str], between: str) -> str:
    """The first few, and how many more there are."""
    more = len(texts) - SHOWN
    return between.join(texts if more <= 0 else [*texts[:SHOWN], f"and {more} more"])


def _workers(setup: SetupPlan) -> list[tuple[str, int, str]]:
    """Who has how many steps, and which permissions that takes."""
    found: dict[str, list[str]] = {}
    for step in setup.steps:
        found.setdefault(step.who, []).append(step.permission)
    return [
        (who, len(permissions), "; ".join(sorted(set(filter(None, permissions)))))
        for who, permissions in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


# Kinds of steps


def _kinds(steps: list[Step]) -> dict[str, list[Step]]:
    """The steps by action, where there are enough of them to say once how they are done."""
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.action.name, []).append(step)
    return {name: alike for name, alike in found.items() if len(alike) >= ALIKE}


def _shared(steps: list[Step]) -> frozenset[str]:
    """The facts that all the steps have in common. A text without names is the same object in all of them, and quickly compared."""
    return frozenset(fact for fact in FACTS if len({getattr(step, fact) for step in steps}) == 1)


def _how(steps: list[Step], shared: frozenset[str]) -> str:
    """How a kind of step is done, as a quotation above the steps."""
    first = steps[0]
    common = [fact for fact in FACTS if fact in shared]
    facts = [*_facts(first, BEFORE, common), *_facts(first, AFTER, common)]
    if first.action.page:
        facts.append(f"More: [Adobe's page]({first.action.page})")
    lines = "\n".join(f"> - {fact}" for fact in facts)
    return f"> **{markdown(first.action.heading)}** ({len(steps)} steps)\n>\n{lines}"


def _facts(step: Step, names: dict[str, str], wanted: Iterable[str]) -> Iterator[str]:
    for name in wanted:
        text, label = getattr(step, name), names.get(name)
        if label and text and not (name == "where" and step.request is not None):
            careful = name == "undo" and step.irreversible
            yield f"{'**Undo, with care:**' if careful else f'{label}:'} {markdown(text)}"


# Steps


def _strands(phase: Phase, steps: list[Step], shared: Shared) -> Iterator[tuple[str, str]]:
    """The steps of each strand; where they need nothing of each other anyway, all together."""
    together = phase.independent or len(phase.strands) == 1
    own = {name: _own(facts) for name, facts in shared.items()}
    everything = (tuple(BEFORE), tuple(AFTER), True)
    found: dict[str, list[str]] = {}
    for step in steps:
        item = _item(step, *own.get(step.action.name, everything))
        found.setdefault("" if together else step.strand, []).append(item)
    for strand, items in found.items():
        yield strand, "\n".join(items)


def _own(shared: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """The facts that a step has to say itself, before and after what to enter, and whether it has to name Adobe's page."""
    return tuple(f for f in BEFORE if f not in shared), tuple(f for f in AFTER if f not in shared), False


def _item(step: Step, before: tuple[str, ...], after: tuple[str, ...], page: bool) -> str:
    """One step; its own facts, and what to enter, stand below it in the order in which they are needed."""
    lines = [f"- [ ] **{markdown(step.title)}** `{code(step.id)}`"]
    if step.needs:
        lines.append(f"  - After: `{'`, `'.join(map(code, step.needs))}`")
    if before:
        lines += [f"  - {fact}" for fact in _facts(step, BEFORE, before)]
    rows = rows_besides(step)
    if rows:
        lines.append("  - Enter:" if step.request is None else "  - Values:")
        lines += [f"    - {markdown(label)}: {markdown(text)}" for label, text in rows]
    if step.request is not None:
        lines += _request_lines(step.request)
    if after:
        lines += [f"  - {fact}" for fact in _facts(step, AFTER, after)]
    if page and step.action.page:
        lines.append(f"  - More: [Adobe's page]({step.action.page})")
    return "\n".join(lines)


def _request_lines(request: Request) -> list[str]:
    lines = ["", "    ```http", f"    {request.method} {path_of(request)}"]
    if request.encoding != "json":
        lines.append(
            f"    Content-Type: {'multipart/form-data' if request.encoding == 'multipart' else _FORM}"
        )
    if request.body:
        body = json(request.body) if request.encoding == "json" else _pairs(request.body)
        lines.append(f"    {body}")
    return [*lines, "    ```", ""]


_FORM = "application/x-www-form-urlencoded"


def _pairs(body: dict[str, Any]) -> str:
    """A form's body as name=value, before it is encoded for the wire; objects are JSON, as Marketo wants them."""
    return " & ".join(
        [f"{name}={text if isinstance(text, str) else json(text)}" for name, text in body.items()]
    )
