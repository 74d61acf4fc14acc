"""What the parser does about text that is not the language: one finding for each mistake, and on from the next sound place.

The grammar takes a BROKEN stretch wherever a statement may stand, and a broken header before any "{". So one slip costs one
statement, a slip in a header costs the rest of that header, and a forgotten "}" costs nothing but its finding.
"""

from typing import TYPE_CHECKING

from mopsdsl.diagnostics.finding import SYNTAX_ERROR, Finding, Related
from mopsdsl.source.text import Source, Span
from mopsdsl.syntax.scanner import END, MAX_NESTING, SEPARATOR, STRANGE, Tokens
from mopsdsl.syntax.tables import ACTIONS, GOTOS, REDUCTIONS
from mopsdsl.syntax.tables import END as END_STATE

if TYPE_CHECKING:
    from mopsdsl.syntax.parser import Parser

MAX_FINDINGS = 100
"""Errors reported for one file; a text with more is most likely no spec at all."""

BROKEN, BROKEN_HEADER = "<broken>", "<broken header>"


def accepts(states: list[int], kind: str) -> bool:
    """Whether a parser in these states could take in a token of that kind, after the reductions that it calls for."""
    stack = list(states)
    while True:
        action = ACTIONS[stack[-1]].get(kind)
        if action is None:
            return kind == END and stack[-1] == END_STATE
        if action >= 0:
            return True
        origin, length = REDUCTIONS[-action - 1][:2]
        if length:
            del stack[-length:]
        stack.append(GOTOS[stack[-1]][origin])


def wanted(states: list[int]) -> list[str]:
    """The kinds of tokens that could come next, keywords first, each group sorted."""
    kinds = [kind for kind in ACTIONS[states[-1]] if not kind.startswith("<broken") and accepts(states, kind)]
    return sorted(kinds, key=lambda kind: (kind[0] == "<", not kind[0].isalpha(), kind))


class Recovery:
    """The findings of one file and the stretches that could not be read."""

    def __init__(self, source: Source, tokens: Tokens) -> None:
        self.source = source
        self.tokens = tokens
        self.findings: list[Finding] = []
        self.stretches: list[tuple[int, int]] = []
        for start in tokens.too_deep:
            self.report(start, start + 1, f"This is nested more than {MAX_NESTING} deep.", "Flatten it; nobody could read it.")

    def report(self, start: int, end: int, message: str, help: str, related: tuple[Related, ...] = ()) -> None:
        span = Span(self.source, start, max(end, start))
        self.findings.append(SYNTAX_ERROR.finding(span, message, help, related=related))

    def resume(self, parser: "Parser", at: int) -> int:
        """Called when the token `at` does not fit; mends the parser's stacks and returns where to go on."""
        kind = self.tokens.kinds[at]
        if kind == SEPARATOR and accepts(parser.states, BROKEN):
            return at + 1  # left over from something that was dropped
        depth = parser.values.count("{")
        if kind == "}" and not depth:
            self.report_at(at, "This `}` closes nothing.", "Take it out, or look for a `{` that is missing above.")
            return at + 1
        if depth and accepts(parser.states, BROKEN) and (kind == END or self._starts_a_declaration(at)):
            return self._close_blocks(parser, at)
        self._report_unexpected(parser, at)
        if len(self.findings) >= MAX_FINDINGS:
            return self._give_up(parser, at)
        return self._skip(parser, at)

    # A forgotten "}"

    def _starts_a_declaration(self, at: int) -> bool:
        """Whether a word that only a file's top level knows stands at the very start of a line."""
        start = self.tokens.starts[at]
        at_line_start = start == 0 or self.source.text[start - 1] == "\n"
        return at_line_start and self.tokens.texts[at] in ACTIONS[0]

    def _close_blocks(self, parser: "Parser", at: int) -> int:
        opening = len(parser.values) - 1 - parser.values[::-1].index("{")
        start = parser.starts[opening]
        before = "the end of the file" if self.tokens.kinds[at] == END else f"`{self.tokens.texts[at]}`"
        self.report(start, start + 1, f"This block is not closed before {before}.", "Add a `}` where it ends.")
        while "{" in parser.values:
            while not accepts(parser.states, "}"):
                parser.drop()
            parser.feed("}", "", self.tokens.starts[at])
        if self.tokens.kinds[at] != END:
            parser.feed(SEPARATOR, "", self.tokens.starts[at])
        return at

    # Anything else

    def _skip(self, parser: "Parser", at: int) -> int:
        """Leave out as little as lets the parser go on."""
        stop = self._next_edge(at)
        while self.tokens.kinds[stop] == "{":
            level = self._level(parser)
            if level is not None and level[1] == BROKEN_HEADER:
                parser.cut(level[0])
                self._note(parser.starts[-1] if parser.starts else 0, stop, at)
                parser.feed(BROKEN_HEADER, "", self.tokens.starts[at])
                return stop
            stop = self._next_edge(self._after_block(stop))
        if accepts(parser.states, SEPARATOR):
            parser.feed(SEPARATOR, "", self.tokens.starts[at])
            begin = self.tokens.starts[at]
        else:
            begin = self._cut_to_statement(parser, self.tokens.starts[at])
        end = self._end_before(stop, begin)
        self.stretches.append((begin, end))
        parser.feed(BROKEN, self.source.text[begin:end] or " ", begin)
        return stop

    def _cut_to_statement(self, parser: "Parser", start: int) -> int:
        """Drop the statement that was begun; returns where it begins."""
        for height in range(len(parser.states), 0, -1):
            if accepts(parser.states[:height], BROKEN):
                begin = parser.starts[height - 1] if height - 1 < len(parser.starts) else start
                parser.cut(height)
                return min(begin, start)
        raise AssertionError("a file can always begin with a broken statement")

    def _level(self, parser: "Parser") -> tuple[int, str] | None:
        """The nearest height of the stack at which something broken may stand, and which."""
        for height in range(len(parser.states), 0, -1):
            for kind in (BROKEN_HEADER, BROKEN):
                if accepts(parser.states[:height], kind):
                    return height, kind
        return None

    def _next_edge(self, at: int) -> int:
        """The next token that ends a statement or opens a block, brackets left aside."""
        kinds, brackets = self.tokens.kinds, 0
        while kinds[at] not in ("{", "}", END) and not (kinds[at] == SEPARATOR and brackets <= 0):
            brackets += {"(": 1, ")": -1}.get(kinds[at], 0)
            at += 1
        return at

    def _after_block(self, at: int) -> int:
        """The token after the block that opens `at`."""
        kinds, depth = self.tokens.kinds, 0
        while kinds[at] != END:
            depth += {"{": 1, "}": -1}.get(kinds[at], 0)
            at += 1
            if not depth:
                break
        return at

    def _end_before(self, stop: int, begin: int) -> int:
        last = stop - 1
        return max(self.tokens.starts[last] + len(self.tokens.texts[last]), begin) if last >= 0 else begin

    def _note(self, start: int, stop: int, at: int) -> None:
        self.stretches.append((min(start, self.tokens.starts[at]), self.tokens.starts[stop]))

    def _give_up(self, parser: "Parser", at: int) -> int:
        self.report_at(at, f"{MAX_FINDINGS} errors; the rest of this file is not read.", "Mend these first, then run it again.")
        last = len(self.tokens.kinds) - 1
        self.stretches.append((self.tokens.starts[at], self.tokens.starts[last]))
        while parser.values.count("{"):
            self._cut_to_statement(parser, self.tokens.starts[at])
            parser.drop()
        self._cut_to_statement(parser, self.tokens.starts[at])
        parser.feed(BROKEN, " ", self.tokens.starts[at])
        return last

    # Words

    def report_at(self, at: int, message: str, help: str) -> None:
        start = self.tokens.starts[at]
        self.report(start, start + len(self.tokens.texts[at]), message, help)

    def _report_unexpected(self, parser: "Parser", at: int) -> None:
        from mopsdsl.syntax.messages import unexpected

        message, help = unexpected(self.source, self.tokens, at, wanted(parser.states), parser.values)
        start = self.tokens.starts[at]
        if self.tokens.kinds[at] in (SEPARATOR, END) and at:  # point at the end of the line that is not finished
            start = self.tokens.starts[at - 1] + len(self.tokens.texts[at - 1])
            self.report(start, start, message, help)
        else:
            self.report(start, start + len(self.tokens.texts[at]), message, help)


__all__ = ["BROKEN", "BROKEN_HEADER", "STRANGE", "Recovery", "accepts", "wanted"]
