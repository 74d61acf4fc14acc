"""The model as plain data; it follows the attrs classes, so that it can't drift apart from them.

Places in the text are left out: the same specs give the same bytes, however they are spread over files. A reference is the id of
what it stands for ("partition:EMEA"); `all` is {"all": true, "except": [...]}; conditions carry their class as "test".
"""

from datetime import date
from typing import Any

import attrs

from mopsdsl.graphs.names import Measure, Names
from mopsdsl.model.base import Declaration, Everything, Reference
from mopsdsl.model.lifecycle import Stage
from mopsdsl.model.model import PLACES, Model
from mopsdsl.snapshot.shape import EDITION, TESTS, VERSION, written


def encode(model: Model, names: Names) -> dict[str, Any]:
    """The model as JSON data: version, edition, instance, one list for each kind, sorted by name."""
    encoded = Encoder(names)
    data: dict[str, Any] = {
        "version": VERSION,
        "edition": EDITION,
        "instance": encoded(model.instance),
    }
    for place in PLACES.values():
        declared = getattr(model, place).values()
        data[place] = [encoded(one) for one in declared if not is_marketos_own(one)]
    data["allowances"] = [encoded(one) for one in model.allowances]
    return data


def is_marketos_own(declaration: Any) -> bool:
    """Whether it exists without anybody having declared it."""
    return bool(getattr(declaration, "standard", False) or getattr(declaration, "built_in", False))


_AS_IT_IS = frozenset((str, int, bool, type(None)))


class Encoder:
    """Values of one model to plain data; each reference is looked up once."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.ids: dict[tuple[str, str, str], str] = {}

    def __call__(self, item: Any) -> Any:
        kind = type(item)
        if kind is tuple:
            return [part if type(part) in _AS_IT_IS else self(part) for part in item]
        if kind is Reference:
            return self._id(item)
        if attrs.has(kind) and kind is not Everything:
            return self._object(item, kind)
        if kind is Everything:
            return {"all": True, "except": [self._id(part) for part in item.except_]}
        if kind is dict:
            return dict(sorted(item.items()))
        return item.isoformat() if isinstance(item, date) else as_number(item)

    def _object(self, item: Any, kind: type) -> dict[str, Any]:
        data = {"test": TESTS[kind]} if kind in TESTS else {}
        for name in written(kind):
            part = getattr(item, name)
            if type(part) not in _AS_IT_IS:
                part = self(part) if part != () else []
            data[name] = part
        return data

    def _id(self, reference: Reference) -> str:
        key = (reference.kind, reference.name, reference.scope)
        if key not in self.ids:
            self.ids[key] = meant(reference, self.names)
        return self.ids[key]


def meant(reference: Reference, names: Names) -> str:
    """The id of what a reference says: a stage as it is named there, as a lifecycle has the stages of the one that it extends, too.

    `stage:Japan.MQL` is MQL in Japan, whoever declares it; `stage:.MQL` is that of whatever lifecycle somebody is in.
    """
    owner, _, name = reference.name.rpartition(".")
    if reference.kind != "stage" or names.stage(reference) is None:
        return identity(reference, names)
    if owner:
        return f"stage:{owner}.{name}"
    if reference.scope:
        return identity(reference, names)
    having = [one for one in names.model.lifecycles if name in names.stages_of(one)]
    return f"stage:.{name}" if len(having) > 1 else identity(reference, names)


def identity(reference: Reference, names: Names) -> str:
    """The id of what a reference stands for: `kind:path`; a stage is `stage:Lifecycle.Name`."""
    found = names.find(reference)
    if isinstance(found, Declaration):
        return found.id
    if isinstance(found, Stage):
        owner = names.lifecycle_of(reference)
        return f"stage:{owner.name if owner else ''}.{found.name}"
    if isinstance(found, Measure):
        return f"measure:{found.name}"
    if found is not None:
        return f"segment:{_segment_path(reference, names)}"
    return f"{reference.kind.split('|')[0]}:{reference.name}"


def _segment_path(reference: Reference, names: Names) -> str:
    path, _, name = reference.name.rpartition(".")
    owner = names.asset(Reference("segmentation", path, reference.span, "", reference.scope), "segmentation")
    return f"{owner.name}.{name}" if owner else reference.name


def as_number(amount: Any) -> float | str:
    """A fraction as a JSON number where that is exact to its digits, else as "numerator/denominator"."""
    nearest = float(amount)
    return nearest if type(amount)(repr(nearest)) == amount else str(amount)
