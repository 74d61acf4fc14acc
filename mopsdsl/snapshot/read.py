"""A saved model.json to a model, whoever wrote it, and whichever mopsdsl wrote it."""

from collections.abc import Callable, Mapping
from typing import Any

from mopsdsl.model.model import Model
from mopsdsl.snapshot.decode import decode
from mopsdsl.snapshot.shape import EDITION, VERSION
from mopsdsl.snapshot.unreadable import Unreadable, Wrong
from mopsdsl.source.base import MAX_SNAPSHOT

EDITIONS = frozenset((EDITION,))
"""The editions of the language that a snapshot may speak of: the present one, and those before it."""

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

UPGRADES: Mapping[int, Upgrade] = {}
"""For each version before the present one, what makes the next one of its data. A step takes out what is gone by then, as nothing is
left out in silence; it needs not put in what is new, as that is absent in what was written before."""

_AGAIN = "Make it again with `mopsdsl compile --target model`."
_NEWER = "It was written by a newer mopsdsl: read it with that one, or make it again with this one."


def read(text: str, name: str = "model.json") -> Model:
    """The model that a snapshot holds; `name` is the file's, for messages and places. Raises Unreadable."""
    try:
        return decode(_present(_parsed(text)), name)
    except Wrong as wrong:
        help = wrong.help or _AGAIN
        raise Unreadable(f"{name} can't be read: {wrong.what} (at {wrong.place}). {help}") from None
    except RecursionError:
        raise Unreadable(f"{name} can't be read: it is nested too deep. {_AGAIN}") from None


def _parsed(text: str) -> dict[str, Any]:
    """The JSON object that the text is."""
    import json

    if len(text) > MAX_SNAPSHOT:
        raise Wrong(f"it is longer than {MAX_SNAPSHOT:,} characters")
    try:
        data = json.loads(text, parse_constant=_no_number, object_pairs_hook=_without_doubles)
    except json.JSONDecodeError as error:
        raise Wrong(f"line {error.lineno} is no JSON: {error.msg}") from None
    except ValueError:  # Python reads no number of thousands of digits
        raise Wrong("a number in it is too long") from None
    if "\\u" in text and not _is_text(json.dumps(data, ensure_ascii=False)):
        raise Wrong("it holds half of a character (\\ud800 to \\udfff)")
    if type(data) is not dict:
        raise Wrong("it is no JSON object")
    return data


def _no_number(word: str) -> Any:
    raise Wrong(f"{word} is no number")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; what is said twice would be read in one way by us and in another by somebody else."""
    data = dict(pairs)
    if len(data) < len(pairs):
        from collections import Counter

        (double, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        raise Wrong(f'an object has two properties "{double}"')
    return data


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _present(data: dict[str, Any]) -> dict[str, Any]:
    """The data in the present version, brought up from its own step by step."""
    version, edition = data.get("version"), data.get("edition")
    if type(version) is not int:
        raise Wrong('it has no "version", a whole number, so that it is no model.json')
    if version > VERSION:
        raise Wrong(f"its version is {version}, and this mopsdsl reads up to {VERSION}", _NEWER)
    for step in range(version, VERSION):
        if step not in UPGRADES:
            raise Wrong(f"there was no version {step}")
        data = UPGRADES[step](data)
    if type(edition) is not str or edition not in EDITIONS:
        raise Wrong(f"its edition of the language is not {' or '.join(sorted(EDITIONS))}", _NEWER)
    return data
