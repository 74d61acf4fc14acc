"""What is known of a class's attribute beyond its type: where it stands, and what it is where a snapshot does not have it."""

from types import NoneType
from typing import Any, get_origin

import attrs

from mopsdsl.snapshot.shape import parts, types_of
from mopsdsl.snapshot.values import BOUNDS, WORDS

PLACES_OF = {
    "Instance.timezone_span": ("timezone",),
    "Calendar.timezone_span": ("timezone",),
    "Folder.shared_span": ("shared_with",),
    "SmartCampaign.scope_span": ("scope_global",),
    "Routing.carried_out_span": ("by_assignment_rules", "campaigns"),
}
"""The places that are there only where something is said."""


def key_of(cls: type, name: str) -> str:
    """ "Class.attribute", the class being the first that has it."""
    owners = (one for one in reversed(cls.__mro__) if attrs.has(one) and name in types_of(one))
    return f"{next(owners).__name__}.{name}"


REQUIRED = object()
"""There is no nothing of its type."""
_ABSENT: dict[Any, Any] = {str: "", bool: False, int: 0}


def absent(key: str, annotation: Any, default: Any) -> Any:
    """What a property is in a snapshot that was written before there was one: nothing, where there is a nothing of its type."""
    alternatives = parts(annotation)
    if default is not attrs.NOTHING:
        return default
    if NoneType in alternatives:
        return None
    if any(get_origin(one) is tuple for one in alternatives):
        return ()
    if key.endswith(".name") or key in WORDS or key in BOUNDS:
        return REQUIRED
    return {} if get_origin(annotation) is dict else _ABSENT.get(annotation, REQUIRED)
