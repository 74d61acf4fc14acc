"""A form of the grammar as a railroad diagram (SVG), and in one line of words for whoever can't see it."""

from collections.abc import Callable, Iterator

import railroad  # type: ignore[import-untyped]
from railroad import DiagramItem

from docs.tools.grammar import Choice, Form, Kind, Maybe, Named, Repeated, Row, Word

KINDS = {
    "NAME": "name", "DOTTED": "name.name", "STRING": "text", "NUMERAL": "number", "DAY": "date", "CLOCK": "time of day",
    "OPENING": "hours", "_SEP": "new line or ;",
}  # fmt: skip
"""The scanner's kinds, as the manual calls them."""

TITLES = {
    "start": "file", "ref": "path", "_common": "formerly, deprecated, allow", "negation": "single condition", "asset_each": "each",
    "each_one": "name of words", "each_many": "names of rows",
}  # fmt: skip
"""Rules whose own name says too little; all others go by it."""

ROOM = 500
"""How wide a row may be before it goes on below, in pixels: a diagram is then readable on a narrow screen."""
MANY = 12
"""From this many words to choose from, they stand in two columns."""
_OPENING, _CLOSING = (Word("{"), Word("(")), (Word("}"), Word(")"))

railroad.INTERNAL_ALIGNMENT = "left"  # statements below each other read as a list
railroad.VS = 10

STYLE = """
svg { background: #ffffff; }
path { fill: none; stroke: #6e7781; stroke-width: 1.5; }
rect { fill: #f6f8fa; stroke: #6e7781; stroke-width: 1.5; }
text { fill: #1f2328; font: 13px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; text-anchor: middle; }
.word rect { fill: #ddf4ff; stroke: #0969da; }
.word text { fill: #0a3069; font-weight: bold; }
.kind text { font-style: italic; }
.rule text { fill: #0550ae; text-decoration: underline; }
.name { fill: #59636e; text-anchor: start; }
@media (prefers-color-scheme: dark) {
svg { background: #0d1117; }
path { stroke: #8b949e; }
rect { fill: #161b22; stroke: #8b949e; }
text { fill: #e6edf3; }
.word rect { fill: #0c2d6b; stroke: #58a6ff; }
.word text { fill: #cae8ff; }
.rule text { fill: #79c0ff; }
.name { fill: #9198a1; }
}
"""


def title(rule: str) -> str:
    """What a rule is called: `workspace statement`."""
    return TITLES.get(rule) or rule.lstrip("_").replace("_", " ")


def told(form: Form) -> str:
    """A form in one line: words in quotes, [what may be left out], (this | or this), and what comes again: `name , ...`."""
    match form:
        case Word(text):
            return f'"{text}"'
        case Kind(name):
            return KINDS[name]
        case Named(rule):
            return title(rule)
        case Row(parts):
            return " ".join(f"({told(part)})" if isinstance(part, Choice) else told(part) for part in parts)
        case Choice(options):
            return " | ".join(map(told, options))
        case Maybe(part):
            return f"[{told(part)}]"
        case Repeated(part, between):
            one = f"({told(part)})" if isinstance(part, Choice | Row | Repeated) else told(part)
            return " ".join(filter(None, (one, _again(between), "...")))


def _again(between: Form) -> str:
    match between:
        case Word(","):
            return ","
        case Kind():
            return f"({told(between)})"
        case _:
            return told(between)


class _Box(railroad.NonTerminal):  # type: ignore[misc]
    """A box that leads somewhere as a whole."""

    def __init__(self, text: str, look: str, leads_to: str) -> None:
        super().__init__(text, cls=look)
        self.leads_to = leads_to

    def format(self, x: float, y: float, width: float) -> DiagramItem:
        super().format(x, y, width)
        link = DiagramItem("a", {"href": self.leads_to})
        link.children.extend(self.children)
        self.children[:] = [link]
        return self


class Pen:
    """Draws forms; `place` says where a rule ("_workspace_statement") or a kind ("NAME") is told."""

    def __init__(self, place: Callable[[str], str]) -> None:
        self.place = place

    def svg(self, rule: str, form: Form) -> str:
        """The diagram of a rule as a file. The same form gives the same bytes."""
        diagram = railroad.Diagram(self.item(form, ROOM))
        diagram.width = max(diagram.width, len(title(rule)) * railroad.CHAR_WIDTH)
        diagram.format(32, 10, 10, 10)
        DiagramItem("text", {"class": "name", "x": 10, "y": 16}, title(rule)).addTo(diagram)
        for name, text in (("desc", told(form)), ("title", title(rule))):
            diagram.children.insert(0, DiagramItem(name, {}, text))
        diagram.attrs["role"] = "img"
        written: list[str] = []
        diagram.writeStandalone(written.append, STYLE)
        return "".join(written) + "\n"

    def item(self, form: Form, room: float) -> DiagramItem:
        match form:
            case Word(text):
                return railroad.Terminal(text, cls="word")
            case Kind(name):
                return _Box(KINDS[name], "kind", self.place(name))
            case Named(rule):
                return _Box(title(rule), "rule", self.place(rule))
            case Row(()):
                return railroad.Skip()
            case Row(parts):
                return _in_lines([self._unit(unit, room) for unit in _units(parts)], room)
            case Choice(options) if len(options) >= MANY and all(
                isinstance(one, Word | Named) for one in options
            ):
                return self._columns(options)
            case Choice(options):
                return _choice(*(self.item(option, room - 40) for option in options))
            case Maybe(Repeated(part, between)):
                return _choice(railroad.Skip(), self._again(part, between, room - 40))
            case Maybe(part):
                return _choice(railroad.Skip(), self.item(part, room - 40))
            case Repeated(part, between):
                return self._again(part, between, room)

    def _unit(self, parts: list[Form], room: float) -> DiagramItem:
        items = [self.item(part, room) for part in parts]
        return items[0] if len(items) == 1 else railroad.Sequence(*items)

    def _again(self, part: Form, between: Form, room: float) -> DiagramItem:
        return railroad.OneOrMore(self.item(part, room - 20), self.item(between, room - 20))

    def _columns(self, options: tuple[Form, ...]) -> DiagramItem:
        half = -(-len(options) // 2)
        return railroad.HorizontalChoice(
            *(
                _choice(*(self.item(option, ROOM) for option in column))
                for column in (options[:half], options[half:])
            )
        )


def _choice(*items: DiagramItem) -> DiagramItem:
    """One of these. The library forgets the height of the last one, where that goes on below."""
    made = railroad.Choice(0, *items)
    made.down += items[-1].height if len(items) > 1 else 0
    return made


def _units(parts: tuple[Form, ...]) -> Iterator[list[Form]]:
    """What stays on one line: each part by itself, brackets with what is in them."""
    unit: list[Form] = []
    for part in parts:
        unit.append(part)
        if unit[0] not in _OPENING or part in _CLOSING:
            yield unit
            unit = []


def _in_lines(items: list[DiagramItem], room: float) -> DiagramItem:
    """One row, or as many as it takes."""
    lines = list(_lines(items, room))
    rows = [railroad.Sequence(*line) for line in lines]
    return rows[0] if len(rows) == 1 else railroad.Stack(*rows)


def _lines(items: list[DiagramItem], room: float) -> Iterator[list[DiagramItem]]:
    line: list[DiagramItem] = []
    for item in items:
        if line and sum(one.width + 20 for one in (*line, item)) > room:
            yield line
            line = []
        line.append(item)
    yield line
