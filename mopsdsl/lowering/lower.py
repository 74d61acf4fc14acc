"""A project's trees to its model."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mopsdsl._value import value
from mopsdsl.diagnostics.finding import DUPLICATE_NAME, Finding, Related
from mopsdsl.lowering import access, assets, fences, growth, lifecycle, people, routing, scenario
from mopsdsl.lowering.each import rounds
from mopsdsl.lowering.place import Comments, Place
from mopsdsl.lowering.reading import allowance
from mopsdsl.lowering.standard import add_marketos_own, default_instance
from mopsdsl.model.base import Allowance, Declaration
from mopsdsl.model.model import PLACES, Model
from mopsdsl.syntax import tree

_KINDS: dict[str, Callable[[Place, tree.Declaration], Any]] = {
    "instance": people.instance, "list": people.value_list, "field": people.field, "team": people.team, "rota": people.rota,
    "calendar": people.calendar, "partition": access.partition, "site": access.site, "role": access.role, "wall": access.wall,
    "channel": assets.channel, "routing": routing.routing, "lifecycle": lifecycle.lifecycle, "score": lifecycle.score,
    "funnel": lifecycle.funnel, "fence": fences.fence, "distribution": growth.distribution, "metric": growth.metric,
    "forecast": growth.forecast, "cadence": growth.cadence, "object": growth.business_object, "threshold": growth.threshold,
    "content": growth.content, "scenario": scenario.scenario,
}  # fmt: skip


@value
class Damage:
    """What could not be read, so that nothing is said of what would only follow from it.

    `ids` are declarations with a broken statement inside; `words` all words in text that was not read.
    """

    ids: frozenset[str]
    words: frozenset[str]


class _Collection:
    """Declarations by kind and name; a second of one name is a finding."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        self.kinds: dict[str, dict[str, Any]] = {kind: {} for kind in ("instance", *PLACES)}
        self.allowances: list[Allowance] = []

    def add(self, declaration: Declaration) -> None:
        kind = self.kinds[declaration.kind]
        first = kind.setdefault("" if declaration.kind == "instance" else declaration.name, declaration)
        if first is not declaration and "<" not in declaration.name:
            self._report(first, declaration)

    def _report(self, first: Declaration, second: Declaration) -> None:
        kind = getattr(second, "asset_kind", second.kind).replace("_", " ")
        message = f"{kind.capitalize()} {second.name} is declared twice."
        if second.kind == "instance":
            message = "A project describes one instance, and here is a second."
        related = (Related(first.span, "declared first here"),)
        help = "Rename one of them, or make one declaration of the two."
        self.findings.append(
            DUPLICATE_NAME.finding(second.span, message, help, related=related, subject=second.id)
        )
        if second.kind == "site":
            merged = self.kinds["site"][first.name]
            together = (*merged.workspaces, *second.workspaces)  # type: ignore[attr-defined]
            self.kinds["site"][first.name] = _with(
                merged, workspaces=together, references=(*merged.references, *second.references)
            )


def _with(declaration: Any, **changes: Any) -> Any:
    from attrs import evolve

    return evolve(declaration, **changes)


@value
class Lowered:
    """What one file declares, whatever stands in others; `damage` is of this file alone."""

    items: tuple[Declaration | Allowance, ...]
    findings: tuple[Finding, ...]
    damage: Damage


def lower_file(file: tree.File) -> Lowered:
    """One file's tree to what it declares."""
    findings: list[Finding] = []
    place = Place(file.source, Comments(file.source, file.comments), findings, {}, "")
    made = tuple(one for statement in file.statements for one in _lowered(place, statement))
    damaged: set[str] = set()
    words: set[str] = set()
    for start, end in file.broken:
        words.update(_words(file.source.text, start, end))
        damaged.update(
            one.id
            for one in made
            if isinstance(one, Declaration) and one.extent.start < end and start < one.extent.end
        )
    return Lowered(made, tuple(findings), Damage(frozenset(damaged), frozenset(words)))


def lower(files: Iterable[Lowered], name: str) -> tuple[Model, list[Finding], Damage]:
    """The model of all files, findings about what they say, and what of them is damaged. `name` is the project's."""
    findings: list[Finding] = []
    collection = _Collection(findings)
    damaged: set[str] = set()
    words: set[str] = set()
    for file in files:
        findings += file.findings
        damaged |= file.damage.ids
        words |= file.damage.words
        for one in file.items:
            if isinstance(one, Allowance):
                collection.allowances.append(one)
            else:
                collection.add(one)
    return _model(collection, name), findings, Damage(frozenset(damaged), frozenset(words))


def _words(text: str, start: int, end: int) -> Iterator[str]:
    """The words that a stretch of a text touches, each whole."""
    import re

    while start and (text[start - 1].isalnum() or text[start - 1] in "_-"):
        start -= 1
    for match in re.compile(r"[^\W\d][\w-]*").finditer(text, start):
        if match.start() >= end:
            return
        yield match[0]


def _lowered(place: Place, statement: Any) -> Iterator[Declaration | Allowance]:
    """Everything that one statement declares."""
    match statement:
        case tree.Declaration(kind="workspace"):
            made, grants = access.workspace(place, statement)
            yield made
            yield from grants
        case tree.Declaration():
            found = _KINDS[statement.kind](place, statement)
            if found is not None:
                yield found
        case tree.Assets():
            yield from assets.assets(place, statement)
        case tree.Each():
            for inner in rounds(place, statement):
                for item in statement.body:
                    yield from _lowered(inner, item)
        case tree.Grant():
            yield access.grant(place, statement)
        case tree.Protect():
            yield access.protect(place, statement)
        case tree.Approve():
            yield access.approve(place, statement)
        case tree.Assume():
            yield growth.assume(place, statement)
        case tree.Allow():
            yield allowance(place, statement)
        case _:  # broken text
            return


def _model(collection: _Collection, name: str) -> Model:
    kinds = collection.kinds
    instance = kinds["instance"].get("") or default_instance(name)
    add_marketos_own(kinds)
    places = {PLACES[kind]: dict(sorted(kinds[kind].items())) for kind in PLACES}
    order = sorted(collection.allowances, key=lambda one: (one.code, one.because, str(one.until or "")))
    return Model(instance=instance, **places, allowances=tuple(order))
