"""How a finished production becomes a node. The parser calls `maker(word, parts, start, end)`.

`word` are the production's keywords (see `build.py`: the leading ones, or all of them), `parts` what is left of it without
keywords and punctuation, None where something optional was left out.
"""

from collections.abc import Callable
from typing import Any

from mopsdsl.syntax import tree

Maker = Callable[[str, list[Any], int, int], Any]


def _node(cls: Callable[..., Any]) -> Maker:
    return lambda word, parts, start, end: cls(start, end, *parts)


def _worded(cls: Callable[..., Any]) -> Maker:
    return lambda word, parts, start, end: cls(start, end, word, tuple(parts))


def _words_and_one(cls: Callable[..., Any]) -> Maker:
    return lambda word, parts, start, end: cls(start, end, word, parts[0] if parts else None)


def _all_in_one(cls: Callable[..., Any]) -> Maker:
    return lambda word, parts, start, end: cls(start, end, tuple(parts))


def _tuple(word: str, parts: list[Any], start: int, end: int) -> tuple[Any, ...]:
    return tuple(parts)


def _declaration(word: str, parts: list[Any], start: int, end: int) -> tree.Declaration:
    if len(parts) == 5:  # `list` has its values between the phrases and the body
        name, title, phrases, values, body = parts
        phrases = (*phrases, tree.Property(values.start, values.end, "values", (values,)))
    else:
        name, title, phrases, body = parts
    return tree.Declaration(start, end, word, name, title, phrases, body)


def _unnamed(word: str, parts: list[Any], start: int, end: int) -> tree.Declaration:
    """A kind that is named by a text: `site "www.acme.de"`, `scenario "..."`."""
    phrases = parts[1] if len(parts) == 3 else ()
    return tree.Declaration(start, end, word, parts[0], None, phrases, parts[-1])


def _asset(word: str, parts: list[Any], start: int, end: int) -> tree.Declaration:
    return tree.Declaration(start, end, parts[0].word, *parts[1:])


def _grant(word: str, parts: list[Any], start: int, end: int) -> tree.Grant:
    return tree.Grant(start, end, *parts)


def _test(name: str) -> Maker:
    return lambda word, parts, start, end: tree.Test(start, end, name, tuple(parts))


def _chain(joiner: str) -> Maker:
    return lambda word, parts, start, end: tree.Chain(start, end, joiner, tuple(parts))


def _transition(overrides: bool) -> Maker:
    return lambda word, parts, start, end: tree.Transition(
        start, end, parts[0], parts[1], parts[2], overrides
    )


def _expectation(word: str, parts: list[Any], start: int, end: int) -> tree.Expectation:
    because = parts[2] if len(parts) == 3 else None
    return tree.Expectation(
        start, end, "reaches" if len(parts) == 3 else "cannot reach", parts[0], parts[1], because
    )


def _broken(word: str, parts: list[Any], start: int, end: int) -> tree.Broken:
    return tree.Broken(start, end, parts[0].text)


def _mark(word: str, parts: list[Any], start: int, end: int) -> Any:
    return parts[0] if parts else tree.Mark(start, end, word)


TESTS = (
    "flag", "is_value", "is_not_value", "is_empty", "is_not_empty", "at_least", "at_most", "more_than", "less_than",
    "in_values", "not_in_values", "contains", "not_contains", "starts_with", "ends_with", "older_than", "within", "member_of",
    "in_segment", "stage_is", "stage_is_not", "stage_in", "stage_not_in", "status_is", "status_is_not", "status_in",
    "status_not_in",
)  # fmt: skip

ALL_WORDS = frozenset(("event", "flow_step", "count", "factor", "mark"))
"""Makers that are given all keywords of the production joined, not the leading ones only."""

MAKERS: dict[str, Maker] = {
    "start": _tuple, "block": _tuple, "phrases": _tuple, "each_row": _tuple, "each_names": _tuple,
    "declaration": _declaration, "otherwise_queue": _declaration, "unnamed": _unnamed, "asset": _asset,
    "property": _worded(tree.Property), "broken": _broken, "mark": _mark, "kind": _mark,
    "grant": _grant, "until": _worded(tree.Property), "protect": _node(tree.Protect), "approve": _node(tree.Approve),
    "allow": _node(tree.Allow), "assets": _node(tree.Assets), "assume": _node(tree.Assume),
    "each": lambda word, parts, start, end: tree.Each(start, end, tuple(parts[:-1]), parts[-1]),
    "each_one": lambda word, parts, start, end: tree.EachOne(start, end, parts[0], tuple(parts[1:])),
    "each_many": lambda word, parts, start, end: tree.EachMany(start, end, parts[0], tuple(parts[1:])),
    "refs": _all_in_one(tree.Names), "names": _all_in_one(tree.Names), "strings": _all_in_one(tree.Names),
    "everything": _node(tree.Everything), "everything_of": _node(tree.Everything), "duration": _node(tree.Duration),
    "money": _node(tree.Money), "values": _all_in_one(tree.Values), "day_range": _node(tree.DayRange),
    "day_list": _all_in_one(tree.Names), "stretch": _node(tree.Stretch), "holiday_set": _node(tree.HolidaySet),
    "moment": _node(tree.Moment),
    "condition": _chain("or"), "conjunction": _chain("and"), "negation": _node(tree.Negation),
    "event": _words_and_one(tree.Event), "flow_step": _worded(tree.FlowStep), "count": _worded(tree.Count),
    "transition": _transition(False), "override": _transition(True), "score_rule": _node(tree.ScoreRule),
    "funnel_step": _node(tree.FunnelStep), "stalled_for": _node(tree.StalledFor), "factor": _words_and_one(tree.Factor),
    "weight": _node(tree.Weight), "rate": _node(tree.Rate), "cannot_reach": _expectation, "reaches": _expectation,
    "person_value": _node(tree.PersonValue),
    **{name: _test(name) for name in TESTS},
}  # fmt: skip
"""The grammar's aliases (or rule names) → what makes the node."""
