"""Plain data of a model in a marketer's words: no JSON, no ids; conditions as the language writes them."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from mopsdsl.checks.explain import names
from mopsdsl.graphs.things import KINDS
from mopsdsl.graphs.wording import literal_text, percent_text, value_text
from mopsdsl.model.base import Duration
from mopsdsl.model.conditions import Literal
from mopsdsl.plan.words import days_text
from mopsdsl.source.text import Source, Span

_ID_KINDS = frozenset((*KINDS, "segment", "measure"))
_NOWHERE = Span(Source("", ""), 0, 0)
_NOTHING: tuple[Any, ...] = (None, "", [], {}, False)
_LEADING = ("name", "title")
_CLOCKS = ("clock", "opens", "closes")
"""Members that are minutes after midnight."""
_MONEY = {"currency", "amount"}
_NOT_SAID = frozenset(("documentation", "formerly", "allowances"))


class Words:
    """Says what data means. `titles` are how people call what an id stands for."""

    def __init__(self, titles: dict[str, str]) -> None:
        self.titles = titles

    def text(self, data: Any) -> str:
        """A whole value on one line; "" for nothing."""
        match data:
            case True:
                return "yes"
            case None | False:
                return ""
            case str():
                return self.name(data)
            case int():
                return f"{data:,}"
            case list():
                said = [self.text(one) or "nothing" for one in data]
                return ("; " if any("," in one for one in said) else ", ").join(said)
            case dict():
                return self._object(data)
            case _:
                return str(data)

    def of(self, key: str, data: Any) -> str:
        """A member whose name says what its number means."""
        if key in _CLOCKS and isinstance(data, int):
            return f"{data // 60:02}:{data % 60:02}"
        return self.text(data)

    def name(self, id: str) -> str:
        """What an id stands for by its title; any other text as it is."""
        kind, colon, path = id.partition(":")
        if id in self.titles:
            return self.titles[id]
        return path.rpartition(".")[2] if colon and kind in _ID_KINDS and " " not in path else id

    def _object(self, data: dict[str, Any]) -> str:
        if "test" in data:
            return condition(data)
        for keys, said in _SHAPES:
            if keys <= data.keys():
                return said(self, data)
        if data.keys() == _MONEY:
            return f"{data['currency']} {_number(data['amount'])}".strip()
        if data.get("percent") and "amount" in data:
            data = {**data, "amount": percent_text(Fraction(str(data["amount"]))), "percent": False}
        leading = next((str(data[key]) for key in _LEADING if data.get(key)), "")
        said_of = [
            f"{label(key)} {self.of(key, part)}" if part is not True else label(key)
            for key, part in data.items()
            if part not in _NOTHING and key not in _LEADING and key not in _NOT_SAID
        ]
        return f"{leading} ({', '.join(said_of)})" if leading and said_of else leading or ", ".join(said_of)

    # Shapes that are said in a way of their own

    def everything(self, data: dict[str, Any]) -> str:
        return f"all except {self.text(data['except'])}" if data["except"] else "all"

    def transition(self, data: dict[str, Any]) -> str:
        parts = [f"{self.name(data['source'])} -> {self.name(data['target'])}"]
        parts += [f"{word} {self.text(data[word])}" for word in ("by", "after", "when") if data.get(word)]
        parts += [f"because of {self.text(data['reasons'])}"] if data.get("reasons") else []
        return " ".join([*parts, *(["otherwise"] if data.get("otherwise") else [])])

    def route(self, data: dict[str, Any]) -> str:
        when = f"when {condition(data['when'])}" if data["when"] else "otherwise"
        return f"{when} -> {self.name(data['target'])}"

    def count(self, data: dict[str, Any]) -> str:
        return f'"{data["text"]}"' if data["text"] else f"{data['what']} {self.text(data['stages'])}"

    def allowance(self, data: dict[str, Any]) -> str:
        """An exception by its rule's name, as in the documentation."""
        rule = names().get(data["code"], "").replace("-", " ")
        said = f"{rule} ({data['code']})" if rule else data["code"]
        until = f" until {data['until']}" if data.get("until") else ""
        return f'{said}{until}, because "{data["because"]}"'

    def target(self, data: dict[str, Any]) -> str:
        amount = self.text(
            {key: part for key, part in data.items() if key != "period"} | {"value": data["amount"]}
        )
        return f"{amount} per {data['period']}" if data["period"] else amount

    def happening(self, data: dict[str, Any]) -> str:
        """A trigger, or a step of a flow."""
        word = str(data.get("what") or data.get("action"))
        if word == "set":
            return f"set {self.text(data['about'])} to {self.text(data['literal'])}"
        amount = data.get("amount")
        others = [self.text(data.get(key)) for key in ("about", "text", "literal", "duration")]
        points = f"{amount:+}" if isinstance(amount, int | float) else str(amount or "")
        about, *more = [*others, points]
        if word == "changes":
            return f"{about} changes"
        return " ".join(filter(None, [word, about, *more]))


def _duration(_: Words, data: dict[str, Any]) -> str:
    return Duration(data["amount"], data["unit"], data["business"]).text


def _literal(_: Words, data: dict[str, Any]) -> str:
    return value_text(_as_literal(data))


def _hours(words: Words, data: dict[str, Any]) -> str:
    return f"{days_text(tuple(data['days']))} {words.of('opens', data['opens'])} to {words.of('closes', data['closes'])}"


def _days(_: Words, data: dict[str, Any]) -> str:
    first, last = data["first"], data["last"]
    return first if first == last else f"{first} to {last}"


def _since(_: Words, data: dict[str, Any]) -> str:
    return f"since {data['since']}" if data["since"] else "yes"


_SHAPES: tuple[tuple[frozenset[str], Callable[[Words, dict[str, Any]], str]], ...] = (
    (frozenset(("all", "except")), Words.everything),
    (frozenset(("amount", "unit", "business")), _duration),
    (frozenset(("value", "percent", "currency")), _literal),
    (frozenset(("source", "target", "when")), Words.transition),
    (frozenset(("when", "target")), Words.route),
    (frozenset(("what", "about")), Words.happening),
    (frozenset(("what", "stages")), Words.count),
    (frozenset(("code", "because")), Words.allowance),
    (frozenset(("amount", "period")), Words.target),
    (frozenset(("action", "about")), Words.happening),
    (frozenset(("days", "opens", "closes")), _hours),
    (frozenset(("first", "last")), _days),
    (frozenset(("since",)), _since),
)
"""Members that tell a shape → how it is said."""


def label(name: str) -> str:
    """A property's name as words."""
    return _LABELS.get(name, name.replace("_", " "))


_LABELS = {
    "allowances": "exceptions",
    "asset_kind": "kind",
    "sla": "must be handled within",
    "primary": "primary partition",
    "left": "one side",
    "right": "other side",
    "size": "members",
}


def _number(amount: Any) -> str:
    return (
        f"{amount:,}"
        if isinstance(amount, int)
        else f"{amount:,.10g}"
        if isinstance(amount, float)
        else str(amount)
    )


# Conditions


def condition(data: dict[str, Any], inner: bool = False) -> str:
    """A condition of plain data in one line, as mopsdsl.graphs.wording writes one of the model."""
    match data["test"]:
        case "All" | "AnyOf":
            word = " and " if data["test"] == "All" else " or "
            text = word.join(condition(part, True) for part in data["parts"])
            return f"({text})" if inner and len(data["parts"]) > 1 else text
        case "Not":
            return f"not {condition(data['part'], True)}"
        case "Comparison":
            return f"{_name(data['field'])} {data['operator']} {_quoted(data['literal'])}"
        case "Membership":
            values = _name(data["list"]) if data["list"] else _listed(map(_quoted, data["literals"]))
            return f"{_name(data['field'])} {'not in' if data['negated'] else 'in'} {values}"
        case "Empty":
            return f"{_name(data['field'])} is {'not ' if data['negated'] else ''}empty"
        case "Flag":
            return _name(data["field"])
        case "Age":
            how = "older than" if data["older"] else "within"
            return f"{_name(data['field'])} {how} {_duration(Words({}), data['duration'])}"
        case "InAsset":
            how = "in segment" if data["asset"].startswith("segment:") else "member of"
            return f"{how} {_name(data['asset'])}"
        case "InStage":
            return (
                f"stage {_chosen([_name(one).rpartition('.')[2] for one in data['stages']], data['negated'])}"
            )
        case "HasStatus":
            return f"status {_chosen([_quoted(one) for one in data['statuses']], data['negated'])}"
        case other:
            raise AssertionError(f"no condition is a {other}")


def _name(id: str) -> str:
    return id.partition(":")[2]


def _as_literal(data: dict[str, Any]) -> Literal:
    held = data["value"]
    if data["percent"] or data["currency"]:
        held = Fraction(str(held))
    return Literal(held, _NOWHERE, data["percent"], data["currency"])


def _quoted(data: dict[str, Any]) -> str:
    return literal_text(_as_literal(data))


def _listed(texts: Any) -> str:
    return f"({', '.join(texts)})"


def _chosen(names: list[str], negated: bool) -> str:
    if len(names) == 1:
        return f"is {'not ' if negated else ''}{names[0]}"
    return f"{'not ' if negated else ''}in {_listed(names)}"
