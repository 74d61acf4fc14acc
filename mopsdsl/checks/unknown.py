"""What a spec names and nobody declared, and what was most likely meant by it.

A slip of the pen is one mistake, and its consequences are none: where it is plain what was meant, the rules are asked about the
spec as it was meant, so that a misspelt team is not also a workspace without an admin and a team without use.
"""

from collections.abc import Iterator, Sequence

from mopsdsl._value import value
from mopsdsl.checks.mending import Moved, is_plain, renamed, with_references
from mopsdsl.diagnostics.finding import Edit, Fix, Related
from mopsdsl.diagnostics.nearest import is_slip, nearest
from mopsdsl.graphs.names import Found, Measure, Names
from mopsdsl.graphs.references import References
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.model import Model
from mopsdsl.source.text import Span

_LOOKS = 200_000
"""So many names are looked at for a did-you-mean in one run; where that is not enough, it is not spelling that is wrong."""

OFTEN = 3
"""From so many further places on, a name is reported once."""
SHOWN = 6
"""So many of the further places are shown."""

Missing = tuple[Declaration, Reference]
Place = tuple[str, int, str]


@value
class Unknown:
    """A name that stands for nothing, where it stands first.

    `others` bear the name as other kinds; `known` are the names that could stand there, as they are written there; `meant` is the
    nearest of them, `sure` if there is no doubt; `again` are the further places of the same name.
    """

    declaration: Declaration
    reference: Reference
    others: tuple[Declaration, ...]
    known: tuple[str, ...]
    meant: str | None
    sure: bool
    again: tuple[Reference, ...]

    def places(self) -> Iterator[tuple[Reference, tuple[Reference, ...]]]:
        """The places to report, each with those that are told of beside it: of a name that many name, one with all others."""
        often = len(self.again) >= OFTEN
        yield self.reference, self.again if often else ()
        yield from () if often else ((reference, ()) for reference in self.again)

    def fixes(self, places: tuple[Reference, ...]) -> tuple[Fix, ...]:
        """The fix that writes what was meant; none where the text is made by an `each` and not written as such."""
        if self.meant is None or not all(_is_written(reference) for reference in places):
            return ()
        edits = tuple(Edit(reference.span, self.meant) for reference in places)
        return (Fix(f"Write {self.meant}", edits),)


def is_brought(declaration: Found) -> bool:
    """Whether Marketo brings it, so that it stands in no file."""
    return any(getattr(declaration, mark, False) for mark in ("implied", "built_in", "standard"))


def _is_written(reference: Reference) -> bool:
    span = reference.span
    return span.source.text[span.start : span.end] == reference.name


def also(again: Sequence[Span]) -> Iterator[Related]:
    """The further places of a name, the first few of them."""
    shown = again if len(again) <= SHOWN else again[: SHOWN - 1]
    yield from (Related(span, "and here") for span in shown)
    if len(again) > len(shown):
        yield Related(again[len(shown)], f"and here, and in {len(again) - len(shown) - 1} more places")


@value
class Unknowns:
    """All that is unknown in a model, and the model as it was meant (the same one where nothing is sure)."""

    found: tuple[Unknown, ...]
    meant: Model


def unknowns(model: Model, names: Names, references: References) -> Unknowns:
    """First the names that others hang on (workspaces, lifecycles, fields, ...), then the paths that lead through them."""
    missing = references.missing
    if not missing:
        return Unknowns((), model)
    plain = [pair for pair in missing if is_plain(pair[1])]
    first = _Search(model, names, references).unknowns(plain)
    mended = _mended(model, first, plain)
    names = Names(mended)
    moved = _moved(model, mended, first)
    lost = {
        unknown.reference.name
        for unknown in first
        if unknown.reference.kind == "lifecycle" and not unknown.sure
    }
    paths = [pair for pair in missing if not is_plain(pair[1]) and not _follows(pair[1], names, moved, lost)]
    second = _Search(mended, names, references).unknowns(paths)
    meant = _mended(mended, second, paths, moved)
    return Unknowns((*first, *second), meant)


def _follows(reference: Reference, names: Names, moved: Moved, lost: set[str]) -> bool:
    """Whether the name is unknown only because one that it hangs on is; `lost` are the lifecycles that are not to be found."""
    elsewhere = moved.of(reference)
    if names.find(reference) is not None or (elsewhere is not None and names.find(elsewhere) is not None):
        return True
    if reference.kind != "stage":
        return False
    path = reference.name.rpartition(".")[0]
    line = names.lineage(path or reference.scope)
    if line:
        return line[-1].extends is not None
    return path in lost if path else bool(reference.scope or lost)


def _moved(model: Model, mended: Model, found: Sequence[Unknown]) -> Moved:
    homes = (
        (asset.workspace.name, mended.assets[path].workspace.name) for path, asset in model.assets.items()
    )
    return Moved(
        {meant: written for written, meant in homes if meant != written},
        {
            unknown.reference.name: unknown.meant
            for unknown in found
            if unknown.sure and unknown.meant and unknown.reference.kind == "lifecycle"
        },
    )


class _Search:
    """Looks for what was meant, among the names of one model."""

    def __init__(self, model: Model, names: Names, references: References) -> None:
        self.model = model
        self.names = names
        self.used = {found.span.written for found in references.used if not isinstance(found, Measure)}
        self.places: dict[tuple[str, str], set[Place]] = {}
        self.candidates: dict[tuple[str, str], tuple[str, ...]] = {}
        self.looks = 0

    def unknowns(self, missing: Sequence[Missing]) -> list[Unknown]:
        """One for each name of a kind that is unknown; for one that means other things elsewhere, one for each of these."""
        groups: dict[tuple[str, str, str], dict[Place, Missing]] = {}
        for declaration, reference in missing:
            self.places.setdefault(_last(reference), set()).add(_place(reference))
            scope = "" if is_plain(reference) else reference.scope
            group = groups.setdefault((reference.kind, reference.name, scope), {})
            group.setdefault(_place(reference), (declaration, reference))
        return [self._unknown(list(group.values())) for group in groups.values()]

    def _unknown(self, group: list[Missing]) -> Unknown:
        group = sorted(group, key=lambda pair: _place(pair[1]))
        (declaration, reference), *further = group
        others = tuple(self.names.other_kinds(reference))
        known = self._known(reference)
        meant = _nearest(reference.name, known)
        often = len(self.places[_last(reference)]) > 1
        sure = meant is not None and self._sure(reference, meant, known, often)
        new = self._new_name(reference, known) if often and not sure else None
        meant, sure = (new, True) if new is not None else (meant, sure)
        again = tuple(reference for _, reference in further)
        return Unknown(declaration, reference, others, known, meant, sure, again)

    def _new_name(self, reference: Reference, known: tuple[str, ...]) -> str | None:
        """What several places go on calling by its old name: the only one of its kind that nobody refers to."""
        if not is_plain(reference) and reference.kind != "stage":
            return None
        way = reference.name.rpartition(".")[0]
        same_way = (name for name in known if name.rpartition(".")[0] == way)
        unused = [name for name in same_way if self._is_unused(reference, name)]
        return unused[0] if len(unused) == 1 else None

    def _is_unused(self, reference: Reference, name: str) -> bool:
        """Whether something of this name is declared, and nobody refers to it."""
        found = self.names.find(renamed(reference, name))
        if found is None or isinstance(found, Measure):
            return False
        return found.span.written not in self.used and not is_brought(found)

    def _known(self, reference: Reference) -> tuple[str, ...]:
        key = (
            reference.kind,
            "" if is_plain(reference) else f"{reference.scope} {reference.name.count('.')}",
        )
        if key not in self.candidates:
            if self.looks > _LOOKS:
                return ()
            found = (_from_here(reference, name) for name in self.names.candidates(reference))
            self.candidates[key] = tuple(dict.fromkeys(found))
        self.looks += len(self.candidates[key])
        return self.candidates[key] if self.looks <= _LOOKS else ()

    def _sure(self, reference: Reference, meant: str, known: tuple[str, ...], again: bool) -> bool:
        """A slip of a letter or two, or a path of which only the way there is wrong.

        Somebody who writes the same unknown name twice most likely means it, unless nobody writes the one that is declared.
        """
        last = meant.rpartition(".")[2]
        same_end = [name for name in known if name.rpartition(".")[2] == last]
        if last == reference.name.rpartition(".")[2]:
            return len(same_end) == 1
        if not is_slip(reference.name, meant):
            return False
        return not again or self._is_unused(reference, meant)


def _last(reference: Reference) -> tuple[str, str]:
    """The kind, and the last word of the path."""
    return reference.kind, reference.name.rpartition(".")[2]


def _place(reference: Reference) -> Place:
    return reference.span.source.name, reference.span.start, reference.name


def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    """The nearest name; of short ones (`JP`), which are never much alike, the only one that is a letter away."""
    meant = nearest(word, known)
    if meant is None and len(word) < 4:
        slips = [name for name in known if len(name) > 1 and is_slip(word, name)]
        return slips[0] if len(slips) == 1 else None
    return meant


def _from_here(reference: Reference, path: str) -> str:
    """A path as short as it may be written where the reference stands."""
    scope = reference.scope if not is_plain(reference) and reference.kind != "stage" else ""
    while scope:
        if path.startswith(scope + "."):
            return path[len(scope) + 1 :]
        scope = scope.rpartition(".")[0]
    return path


def _mended(
    model: Model, found: Sequence[Unknown], missing: Sequence[Missing], moved: Moved | None = None
) -> Model:
    """The model with every reference that is sure put right."""
    meant = {_key(unknown.reference): unknown.meant for unknown in found if unknown.sure}
    right: dict[int, Reference] = {}
    for _, reference in missing:
        name = meant.get(_key(reference))
        if name is not None:
            right[id(reference)] = renamed(reference, name)
    for declaration in model.declarations() if moved and (moved.workspaces or moved.lifecycles) else ():
        for reference in declaration.references:
            elsewhere = moved.of(reference) if moved else None
            if elsewhere is not None:
                right.setdefault(id(reference), elsewhere)
    return with_references(model, right) if right else model


def _key(reference: Reference) -> tuple[str, str, str]:
    return reference.kind, reference.name, "" if is_plain(reference) else reference.scope
