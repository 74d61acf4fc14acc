"""The setup plan, three times: Markdown to work through, JSON for tools, CSV for spreadsheets and ticket systems."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from json.encoder import encode_basestring as quoted
from typing import Any

from mopsdsl.checks.context import Context
from mopsdsl.plan.setup import plan
from mopsdsl.plan.steps import Phase, Request, SetupPlan, Step
from mopsdsl.render.escape import code, csv_cell, markdown
from mopsdsl.render.template import text_template

NAME = "setup-plan"
VERSION = 1
"""Of the JSON form; `render/schemas/setup-plan.v1.json` describes it."""

ALIKE = 3
"""So many like steps in a row share what they have in common."""

SHOWN = 12
"""More than so many names in a row are counted."""

EXECUTORS = {
    "ui": "in a screen",
    "rest": "by REST call",
    "support": "by Marketo Support",
    "people": "by people outside Marketo",
    "web": "by the web team",
}
"""How each executor is spoken of, in the order in which they are counted."""

COLUMNS = (
    "id", "phase", "strand", "executor", "who", "title", "where", "do", "request", "why", "check", "undo",
    "irreversible", "wait", "permission", "needs",
)  # fmt: skip


def emit(context: Context) -> Iterator[tuple[str, str]]:
    """`setup-plan.md`, `.json` and `.csv`."""
    setup = plan(context.model, context.names, context.sight)
    yield "setup-plan.md", as_markdown(setup)
    yield "setup-plan.json", as_json(setup)
    yield "setup-plan.csv", as_csv(setup)


def sentence(step: Step) -> str:
    """What to do, with everything to enter, as plain text."""
    rows = "; ".join(f"{label}: {text}" for label, text in step.enter)
    where = f"{step.where}. " if step.where else ""
    return f"{where}{step.do}{' Enter: ' + rows + '.' if rows else ''}"


def counts(setup: SetupPlan) -> dict[str, int]:
    """How many steps each executor has."""
    found = dict.fromkeys(EXECUTORS, 0)
    for step in setup.steps:
        found[step.executor] += 1
    return found


# JSON


def as_json(setup: SetupPlan) -> str:
    """One object; each step stands on a line of its own, so that a diff shows which steps changed."""
    summary = {"steps": len(setup.steps), "executors": counts(setup), "longest_chain": setup.chain}
    members = {
        "version": json(VERSION),
        "instance": json(setup.instance),
        "summary": json(summary),
        "phases": _lines(json(_phase(phase)) for phase in setup.phases),
        "steps": _lines(map(_step, setup.steps)),
        "without_steps": _lines(json({"id": left.id, "reason": left.reason}) for left in setup.left),
    }
    return "{\n" + ",\n".join(f'  "{name}": {text}' for name, text in members.items()) + "\n}\n"


def _lines(members: Iterable[str]) -> str:
    lines = ",\n    ".join(members)
    return f"[\n    {lines}\n  ]" if lines else "[]"


def _phase(phase: Phase) -> dict[str, Any]:
    strands = [{"name": strand.name, "steps": strand.steps} for strand in phase.strands]
    return {
        "id": phase.id, "title": phase.title, "why": phase.why, "independent": phase.independent, "strands": strands,
    }  # fmt: skip


def _step(step: Step) -> str:
    """A step's object, written member by member: there are thousands, and the general encoder takes several times as long."""
    enter = ", ".join(f'{{"label": {quoted(label)}, "value": {quoted(text)}}}' for label, text in step.enter)
    return (
        f'{{"id": {quoted(step.id)}, "needs": [{", ".join(map(quoted, step.needs))}], "executor": {quoted(step.executor)}, '
        f'"who": {quoted(step.who)}, "title": {quoted(step.title)}, "do": {quoted(sentence(step))}, '
        f'"where": {quoted(step.where)}, "enter": [{enter}], "request": {_request(step.request)}, '
        f'"why": {quoted(step.why)}, "check": {quoted(step.check)}, "undo": {quoted(step.undo)}, '
        f'"irreversible": {"true" if step.irreversible else "false"}, "wait": {quoted(step.wait)}, '
        f'"permission": {quoted(step.permission)}, "reference": {quoted(step.page)}, "phase": {quoted(step.phase)}, '
        f'"strand": {quoted(step.strand)}, "covers": [{", ".join(map(quoted, step.covers))}]}}'
    )


def _request(request: Request | None) -> str:
    if request is None:
        return "null"
    members = (
        f'"{name}": {json(getattr(request, name))}'
        for name in ("method", "path", "parameters", "encoding", "body")
    )
    return f"{{{', '.join(members)}}}"


def json(plain: Any) -> str:
    """JSON of plain values (objects, arrays, texts, whole numbers, truths, nothing) on one line."""
    if isinstance(plain, str):
        return quoted(plain)
    if isinstance(plain, dict):
        return f"{{{', '.join(f'{quoted(name)}: {json(part)}' for name, part in plain.items())}}}"
    if isinstance(plain, list | tuple):
        return f"[{', '.join(map(json, plain))}]"
    return (
        {True: "true", False: "false", None: "null"}[plain]
        if plain is None or isinstance(plain, bool)
        else str(plain)
    )


# CSV


def as_csv(setup: SetupPlan) -> str:
    """RFC 4180, one step a row."""
    rows = (",".join(map(csv_cell, _row(step))) for step in setup.steps)
    return "\r\n".join((",".join(COLUMNS), *rows, ""))


def _row(step: Step) -> tuple[str, ...]:
    return (
        step.id, step.phase, step.strand, step.executor, step.who, step.title, step.where, sentence(step),
        _call(step.request) if step.request is not None else "", step.why, step.check, step.undo,
        "yes" if step.irreversible else "no", step.wait, step.permission, " ".join(step.needs),
    )  # fmt: skip


def _call(request: Request) -> str:
    body = f" {json(request.body)}" if request.body else ""
    return f"{request.method} {_path(request)}{body}"


def _path(request: Request) -> str:
    path = request.path
    for name, text in request.parameters.items():
        path = path.replace(f"{{{name}}}", text)
    return path


# Markdown


def as_markdown(setup: SetupPlan) -> str:
    """A checklist that reads from top to bottom. The frame is a template; a step is one string made here, for speed."""
    alone = {phase.id for phase in setup.phases if phase.independent or len(phase.strands) == 1}
    by_phase: dict[str, dict[str, list[Step]]] = {phase.id: {} for phase in setup.phases}
    for step in setup.steps:
        by_phase[step.phase].setdefault("" if step.phase in alone else step.strand, []).append(step)
    texts = {
        phase: {strand: "\n".join(_items(steps)).rstrip() for strand, steps in found.items()}
        for phase, found in by_phase.items()
    }
    reasons: dict[str, list[str]] = {}
    for left in setup.left:
        reasons.setdefault(left.reason, []).append(left.id)
    template = text_template("setup_plan/setup-plan.md.j2")
    return template.render(
        setup=setup,
        counts=[(EXECUTORS[name], count) for name, count in counts(setup).items() if count],
        workers=_workers(setup),
        shares=[(phase, _strands(phase)) for phase in setup.phases],
        waits=_by_text((step.wait, step) for step in setup.steps),
        careful=_by_text((step.undo, step) for step in setup.steps if step.irreversible),
        texts=texts,
        reasons=reasons,
    )


def _by_text(pairs: Iterable[tuple[str, Step]]) -> dict[str, str]:
    """The ids of steps under what is to be said of them."""
    found: dict[str, list[str]] = {}
    for text, step in pairs:
        if text:
            found.setdefault(text, []).append(f"`{code(step.id)}`")
    return {text: _some(steps, ", ") for text, steps in found.items()}


def _strands(phase: Phase) -> str:
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
    found: dict[str, list[Step]] = {}
    for step in setup.steps:
        found.setdefault(step.who, []).append(step)
    rows = []
    for who, steps in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        permissions = sorted({step.permission for step in steps if step.permission})
        rows.append((who, len(steps), "; ".join(permissions)))
    return rows


def _items(steps: Iterable[Step]) -> Iterator[str]:
    """Steps as boxes to tick; what a run of like steps has in common is said once, before them."""
    for _, run in groupby(steps, key=lambda step: (step.executor, step.who, step.do, step.why)):
        alike = list(run)
        facts = [_facts(step) for step in alike]
        common: frozenset[str] = frozenset()
        if len(alike) >= ALIKE:
            common = frozenset(facts[0]).intersection(*facts[1:])
            lines = "\n".join(f"> - {fact}" for fact in facts[0] if fact in common)
            yield f"> For each of the next {len(alike)}:\n>\n{lines}\n"
        for step, own in zip(alike, facts, strict=True):
            yield _item(step, [fact for fact in own if fact not in common])
        yield ""


def _facts(step: Step) -> list[str]:
    """All that is to be known of a step but its title, what to enter, and where it stands."""
    facts = [f"Who: {markdown(step.who)}"]
    if step.request is None and step.where:
        facts.append(f"Where: {markdown(step.where)}")
    facts += [
        f"Do: {markdown(step.do)}",
        f"Why here: {markdown(step.why)}",
        f"Check: {markdown(step.check)}",
        f"{'**Undo, with care:**' if step.irreversible else 'Undo:'} {markdown(step.undo)}",
    ]
    if step.wait:
        facts.append(f"Wait: {markdown(step.wait)}")
    if step.page:
        facts.append(f"More: [Adobe's page]({step.page})")
    return facts


def _item(step: Step, facts: list[str]) -> str:
    """One step; its own facts, then what to enter, stand below it in the order in which they are needed."""
    lines = [f"- [ ] **{markdown(step.title)}** `{code(step.id)}`"]
    if step.needs:
        lines.append(f"  - After: {', '.join(f'`{code(need)}`' for need in step.needs)}")
    before = [fact for fact in facts if fact.startswith(("Who:", "Where:", "Do:"))]
    lines += [f"  - {fact}" for fact in before]
    if step.enter:
        lines.append("  - Enter:" if step.request is None else "  - Values:")
        lines += [f"    - {markdown(label)}: {markdown(text)}" for label, text in step.enter]
    if step.request is not None:
        lines += _request_lines(step.request)
    lines += [f"  - {fact}" for fact in facts if fact not in before]
    return "\n".join(lines)


def _request_lines(request: Request) -> list[str]:
    lines = ["", "    ```http", f"    {request.method} {_path(request)}"]
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
        f"{name}={text if isinstance(text, str) else json(text)}" for name, text in body.items()
    )
