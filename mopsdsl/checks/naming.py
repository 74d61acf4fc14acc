"""Naming patterns such as `{code}-{region}-{date:YYYYMM}-{name}`: what each part lets in, and where a title stops to fit."""

import re
from itertools import pairwise

from mopsdsl._value import value
from mopsdsl.graphs.patterns import HOLE, list_of
from mopsdsl.model.model import Model

_DATE = {
    "YYYY": (r"\d{4}", "2026"),
    "YY": (r"\d{2}", "26"),
    "MM": (r"(?:0[1-9]|1[0-2])", "07"),
    "DD": (r"(?:0[1-9]|[12]\d|3[01])", "15"),
}


MOST_FREE = 2
"""Free words that a pattern may hold, and holes that follow each other with nothing between."""


@value
class Part:
    """One part of a pattern. `wanted` says in words what belongs there, `expression` as a regular expression, `example` shows it."""

    expression: str
    wanted: str
    example: str


def parts_of(pattern: str, workspace: str, model: Model) -> list[Part]:
    """The parts of a pattern for assets of one workspace, in order."""
    parts: list[Part] = []
    end = 0
    separators = "".join(sorted(set(HOLE.sub("", pattern))))
    for hole in HOLE.finditer(pattern):
        if hole.start() > end:
            parts.append(_fixed(pattern[end : hole.start()]))
        parts.append(_part(hole[1].strip(), workspace, model, separators))
        end = hole.end()
    return [*parts, _fixed(pattern[end:])] if end < len(pattern) else parts


@value
class Misfit:
    """Where a title stops to fit: the part that it fails (None where something is left over), what stands there, what would fit."""

    part: Part | None
    written: str
    fitting: str


def misfit(title: str, parts: list[Part]) -> Misfit | None:
    """The first part that a title fails; None where all of it fits."""
    whole = "".join(f"(?:{part.expression})" for part in parts)
    if re.fullmatch(whole, title):
        return None
    for count in range(len(parts) - 1, -1, -1):
        expression = "".join(f"(?:{part.expression})" for part in parts[:count])
        begun = re.match(expression, title)
        if begun is not None:
            fitting = begun[0] + "".join(one.example for one in parts[count:])
            if count + 1 == len(parts) and (most := re.match(whole, title)):
                return Misfit(None, title[most.end() :], fitting)
            return Misfit(parts[count], _up_to(title[begun.end() :], parts[count + 1 : count + 2]), fitting)
    return None


def is_tellable(parts: list[Part]) -> bool:
    """Whether the parts of a title can be told apart: a pattern of many free words has a thousand readings, and takes as long to try."""
    free = sum(part.expression == ".+" for part in parts)
    joined = sum(
        one.expression.endswith("+") and other.expression.endswith("+") for one, other in pairwise(parts)
    )
    return free + joined <= MOST_FREE


def _up_to(rest: str, following: list[Part]) -> str:
    """What is written where a part should be: up to the next fixed text."""
    fixed = following[0].example if following else ""
    return rest.partition(fixed)[0] if fixed and fixed in rest else rest


def _fixed(text: str) -> Part:
    return Part(re.escape(text), f"“{text}”", text)


def _part(word: str, workspace: str, model: Model, separators: str) -> Part:
    kind, _, form = word.partition(":")
    if kind == "code":
        found = model.workspaces.get(workspace)
        if found is not None and found.code:
            return Part(
                re.escape(found.code), f"“{found.code}”, the code of workspace {workspace},", found.code
            )
    elif kind == "date" and form:
        return _date(form)
    elif kind == "name":
        return Part(".+", "a name in free words", "Name")
    declared = list_of(kind, model)
    texts = [str(literal.value) for literal in declared.literals] if declared else []
    if declared and texts:
        some = ", ".join(texts[:8]) + (", ..." if len(texts) > 8 else "")
        longest_first = sorted(texts, key=lambda text: (-len(text), text))
        return Part(
            "|".join(map(re.escape, longest_first)), f"a value of list {declared.name} ({some})", texts[0]
        )
    return Part(rf"[^\s{re.escape(separators)}]+", f"one word for {kind}", kind.upper())


def _date(form: str) -> Part:
    """A date in a form such as YYYYMM."""
    tokens = re.split("(YYYY|YY|MM|DD)", form)
    expression = "".join(_DATE[token][0] if token in _DATE else re.escape(token) for token in tokens)
    example = "".join(_DATE[token][1] if token in _DATE else token for token in tokens)
    return Part(expression, f"a date written {form}", example)
