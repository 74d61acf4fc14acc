"""Plain data back to the model."""

from typing import Any, get_args

from mopsdsl.lowering.standard import add_marketos_own
from mopsdsl.model.model import PLACES, Model
from mopsdsl.snapshot.readers import at, only_known, shapes_of
from mopsdsl.snapshot.shape import types_of
from mopsdsl.snapshot.stages import Stages
from mopsdsl.snapshot.values import State
from mopsdsl.source.text import Source, Span


def decode(data: dict[str, Any], name: str = "model.json") -> Model:
    """The model of data in the present version; `name` is the file's, for the places. Raises Wrong."""
    only_known(data, {"version", "edition", *types_of(Model)})
    state = State(
        Span(Source(name, ""), 0, 0), _text_fields(data.get("fields")), Stages(data.get("lifecycles"))
    )
    kinds = {kind: _by_name(data, place, state) for kind, place in PLACES.items()}
    add_marketos_own(kinds)
    places = {PLACES[kind]: dict(sorted(kinds[kind].items())) for kind in PLACES}
    types = types_of(Model)
    instance = at(data, "instance", shapes_of(types["instance"], ""), state)
    allowances = at({"allowances": [], **data}, "allowances", shapes_of(types["allowances"], ""), state)
    return Model(instance=instance, **places, allowances=allowances)


def _text_fields(fields: Any) -> frozenset[str]:
    """The names of the fields that are declared as text, whatever else may be wrong."""
    listed = [one for one in fields if type(one) is dict] if type(fields) is list else []
    return frozenset(
        one["name"] for one in listed if one.get("type") == "text" and type(one.get("name")) is str
    )


def _by_name(data: dict[str, Any], place: str, state: State) -> dict[str, Any]:
    """The declarations of one kind; a kind that is younger than the snapshot is not in it."""
    held = get_args(types_of(Model)[place])[1]
    declared = at({place: [], **data}, place, shapes_of(tuple.__class_getitem__((held, ...)), ""), state)
    return {one.name: one for one in declared}
