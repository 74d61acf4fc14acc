"""Builds the parser's tables from the grammar: `python -m mopsdsl.syntax.build` writes tables.py.

Lark reads grammar/*.lark (one grammar, split by subject) and works out the LALR tables; that takes half a second, and a run of
the compiler takes less, so the tables are a build product that is committed. A test holds them against the grammar, and Lark's own
parser against ours.
"""

from pathlib import Path
from typing import Any, NamedTuple

from lark import Lark
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift

from mopsdsl.syntax.makers import ALL_WORDS, MAKERS

TERMINALS = {
    "NAME": "<name>", "DOTTED": "<path>", "STRING": "<string>", "NUMERAL": "<number>", "DAY": "<date>", "CLOCK": "<clock>",
    "OPENING": "<hours>", "_SEP": "<separator>", "BROKEN": "<broken>", "_BROKEN_HEADER": "<broken header>", "$END": "<end>",
}  # fmt: skip
"""The scanner's kinds of tokens. Keywords and punctuation go by their own text, which no kind in angle brackets can be."""


class Reduction(NamedTuple):
    """A production as the parser carries it out.

    `how`: 0 passes its one part on, 1 collects a list (rules that Lark inlines), 2 makes a node. `keep` are the parts that stay:
    (position, whether it is a list to splice, how many None stand before it); `after` how many None stand at the end.
    """

    origin: str
    length: int
    how: int
    maker: str
    word: str
    keep: tuple[tuple[int, bool, int], ...]
    after: int


class _OwnScanner(Lexer):
    """The text is scanned by mopsdsl/syntax/scanner.py; Lark is only asked for the tables."""

    def __init__(self, conf: Any) -> None:
        pass

    def lex(self, state: Any, parser_state: Any = None) -> Any:
        return iter(())


def grammar_folder() -> Path:
    """Where the grammar is: in the wheel beside the package's code, in a checkout at the top."""
    packaged = Path(__file__).parents[1] / "_grammar"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "grammar"


def grammar_text(folder: Path | None = None) -> str:
    """All of the grammar as one text; the order of the files does not matter."""
    return "\n".join(path.read_text("utf-8") for path in sorted((folder or grammar_folder()).glob("*.lark")))


def lark_parser(lexer: type[Lexer] = _OwnScanner) -> Lark:
    """Lark's own parser of the grammar, with the given scanner."""
    return Lark(grammar_text(), parser="lalr", lexer=lexer, maybe_placeholders=True, strict=False)


def tables() -> tuple[list[dict[str, int]], list[dict[str, int]], list[Reduction], int]:
    """(actions, gotos, reductions, the end state). An action n ≥ 0 shifts to state n, -n-1 carries out reduction n."""
    lark = lark_parser()
    table = lark.parser.parser._parse_table
    texts = {terminal.name: terminal.pattern.value for terminal in lark.terminals}
    if clash := sorted(texts.keys() & TERMINALS.keys()):
        raise LookupError(f"a keyword has the name that Lark would give the terminals {clash}: rename those")
    start = table.start_states["start"]
    order = _in_order(start, table.states)
    number = {state: at for at, state in enumerate(order)}
    rules: dict[Any, int] = {}
    actions: list[dict[str, int]] = []
    gotos: list[dict[str, int]] = []
    for state in order:
        row: dict[str, int] = {}
        jumps: dict[str, int] = {}
        for symbol, (action, argument) in sorted(table.states[state].items()):
            if action is Shift and symbol not in texts and symbol not in TERMINALS:
                jumps[str(symbol)] = number[argument]
            else:
                key = TERMINALS.get(symbol) or texts[symbol]
                row[key] = (
                    number[argument] if action is Shift else -rules.setdefault(argument, len(rules)) - 1
                )
        actions.append(row)
        gotos.append(jumps)
    single = _single(list(lark.rules))
    reductions = [_reduction(rule, texts, single) for rule in rules]
    _shorten(actions, gotos, reductions)
    return actions, gotos, reductions, number[table.end_states["start"]]


def _in_order(start: int, states: dict[int, Any]) -> list[int]:
    """The states breadth first, by the symbols that lead to them: Lark's own numbers change from run to run."""
    order = [start]
    seen = {start}
    for state in order:
        for _, (action, target) in sorted(states[state].items()):
            if action is Shift and target not in seen:
                seen.add(target)
                order.append(target)
    return order


def _single(rules: list[Any]) -> frozenset[str]:
    """The inlined symbols (`_name`) that are always exactly one thing, as `_common` is: no list has to be made for them."""
    single = {str(rule.origin.name) for rule in rules if rule.origin.name.startswith("_")}
    while True:
        many = {
            str(rule.origin.name)
            for rule in rules
            if rule.origin.name in single
            and (rule.alias or len(rule.expansion) != 1 or not _is_one(rule.expansion[0], single))
        }
        if not many:
            return frozenset(single)
        single -= many


def _is_one(symbol: Any, single: set[str]) -> bool:
    if symbol.is_term:
        return not symbol.filter_out
    return not symbol.name.startswith("_") or symbol.name in single


def _shorten(actions: list[dict[str, int]], gotos: list[dict[str, int]], reductions: list[Reduction]) -> None:
    """Skip the states that could only pass one value on: half of all reductions. An error is found one state later, and is the same."""

    def passed(state: int) -> str:
        if gotos[state] or len(found := set(actions[state].values())) != 1 or (action := found.pop()) >= 0:
            return ""
        reduction = reductions[-action - 1]
        return reduction.origin if reduction.how == 0 and reduction.length == 1 else ""

    def final(state: int, target: int) -> int:
        while (origin := passed(target)) and origin in gotos[state]:
            target = gotos[state][origin]
        return target

    for state, row in enumerate(actions):
        for jumps in (row, gotos[state]):
            for symbol, target in jumps.items():
                if target >= 0:
                    jumps[symbol] = final(state, target)


def _reduction(rule: Any, texts: dict[str, str], single: frozenset[str]) -> Reduction:
    maker = str(rule.alias or rule.options.template_source or rule.origin.name)
    keep, nones = [], 0
    empties = _empties_before(rule)
    for position, symbol in enumerate(rule.expansion):
        nones += empties[position]
        if not (symbol.is_term and symbol.filter_out):
            listed = not symbol.is_term and symbol.name.startswith("_") and symbol.name not in single
            keep.append((position, listed, nones))
            nones = 0
    after = nones + empties[-1]
    passes = rule.options.expand1 and not rule.alias and len(keep) == 1 and not keep[0][1]
    passes = passes or rule.origin.name in single
    how = 0 if passes else 1 if rule.origin.name.startswith("_") and not rule.alias else 2
    if how == 2 and maker not in MAKERS:
        raise LookupError(f"the grammar makes {maker!r}, and mopsdsl/syntax/makers.py does not know it")
    words = _keywords(rule, texts, every=maker in ALL_WORDS)
    name = str(rule.origin.name)
    return Reduction(
        name,
        len(rule.expansion),
        how,
        maker if how == 2 else "",
        words if how == 2 else "",
        tuple(keep),
        after,
    )


def _empties_before(rule: Any) -> list[int]:
    """How many optional parts were left out before each symbol, and (last) at the end."""
    flags = rule.options.empty_indices
    if not flags:
        return [0] * (len(rule.expansion) + 1)
    counts = [0]
    for left_out in flags:
        if left_out:
            counts[-1] += 1
        else:
            counts.append(0)
    return counts


def _keywords(rule: Any, texts: dict[str, str], every: bool) -> str:
    words: list[str] = []
    for symbol in rule.expansion:
        text = texts.get(symbol.name, "") if symbol.is_term else ""
        if text.isidentifier():
            words.append(text)
        elif not every:
            break
    return " ".join(words)


def render() -> str:
    """The text of tables.py."""
    actions, gotos, reductions, end = tables()
    rows = sorted({tuple(sorted(row.items())) for row in (*actions, *gotos)})
    index = {row: at for at, row in enumerate(rows)}
    lines = [
        '"""Made from grammar/*.lark by `make grammar`; do not edit."""',
        "",
        "# fmt: off",
        "_ROWS: tuple[dict[str, int], ...] = (",
    ]
    lines += [f"    {dict(row)!r}," for row in rows]
    lines += [")", ""]
    for name, table in (("ACTIONS", actions), ("GOTOS", gotos)):
        numbers = ", ".join(str(index[tuple(sorted(row.items()))]) for row in table)
        lines.append(f"{name}: tuple[dict[str, int], ...] = tuple([_ROWS[n] for n in ({numbers})])")
    lines += [
        "REDUCTIONS: tuple[tuple[str, int, int, str, str, tuple[tuple[int, bool, int], ...], int], ...] = ("
    ]
    lines += [f"    {tuple(reduction)!r}," for reduction in reductions]
    lines += [")", f"END = {end}", ""]
    return "\n".join(lines)


def main() -> None:
    """Write tables.py beside this module."""
    target = Path(__file__).with_name("tables.py")
    target.write_text(render(), "utf-8")
    print(f"wrote {target}")


if __name__ == "__main__":
    main()
