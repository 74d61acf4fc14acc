"""What the parser does about text that is not the language: one finding for each mistake, and on from the next sound place.

The grammar takes a BROKEN stretch wherever a statement may stand, and a broken header before any "{". So one slip costs one
statement, a slip in a header costs the rest of that header, and a forgotten "}" costs nothing but its finding.
"""

from typing import TYPE_CHECKING

from mopsdsl.diagnostics.finding import SYNTAX_ERROR, Edit, Finding, Fix, Related
from mopsdsl.source.text import Source, Span
from mopsdsl.syntax.scanner import CURLY, END, MAX_NESTING, SEPARATOR, STRANGE, Tokens
from mopsdsl.syntax.tables import ACTIONS, GOTOS, REDUCTIONS
from mopsdsl.syntax.tables import END as END_STATE

if TYPE_CHECKING:
    from mopsdsl.syntax.parser import Parser

MAX_FINDINGS = 100
"""Errors reported for one file; a text with more is most likely no spec at all."""

BROKEN, BROKEN_HEADER = "<broken>", "<broken header>"


def accepts(states: list[int], kind: str) -> bool:
    """Whether a parser in these states could take in a token of that kind, after the reductions that it calls for."""
    return shifted(states, kind) is not None


def shifted(states: list[int], kind: str) -> list[int] | None:
    """The states after that token; None where it does not fit."""
    stack = list(states)
    while True:
        action = ACTIONS[stack[-1]].get(kind)
        if action is None:
            return stack if kind == END and stack[-1] == END_STATE else None
        if action >= 0:
            return [*stack, action]
        origin, length = REDUCTIONS[-action - 1][:2]
        if length:
            del stack[-length:]
        stack.append(GOTOS[stack[-1]][origin])


def wanted(states: list[int]) -> list[str]:
    """The kinds of tokens that could come next, keywords first, each group sorted."""
    kinds = [kind for kind in ACTIONS[states[-1]] if not kind.startswith("<broken") and accepts(states, kind)]
    return sorted(kinds, key=lambda kind: (kind[0] == "<", not kind[0].isalpha(), kind))


def _open_blocks(parser: "Parser") -> int:
    """How many blocks are open; a "}" is on the stack for a moment, until its block is made."""
    return parser.values.count("{") - parser.values.count("}")


class Recovery:
    """The findings of one file and the stretches that could not be read."""

    def __init__(self, source: Source, tokens: Tokens) -> None:
        self.source = source
        self.tokens = tokens
        self.findings: list[Finding] = []
        self.stretches: list[tuple[int, int]] = []
        for start in tokens.too_deep:
            self.report(
                start,
                start + 1,
                f"This is nested more than {MAX_NESTING} deep.",
                "Flatten it; nobody could read it.",
            )

    def report(
        self,
        start: int,
        end: int,
        message: str,
        help: str,
        related: tuple[Related, ...] = (),
        fixes: tuple[Fix, ...] = (),
    ) -> None:
        span = Span(self.source, start, max(end, start))
        self.findings.append(SYNTAX_ERROR.finding(span, message, help, related=related, fixes=fixes))

    def resume(self, parser: "Parser", at: int) -> int:
        """Called when the token `at` does not fit; mends the parser's stacks and returns where to go on."""
        kind = self.tokens.kinds[at]
        if self._is_plain_what_was_meant(parser, at):
            return at
        if kind == SEPARATOR and accepts(parser.states, BROKEN):
            return at + 1  # left over from something that was dropped
        depth = _open_blocks(parser)
        if kind == "}" and not depth:
            self.report_at(
                at, "This `}` closes nothing.", "Take it out, or look for a `{` that is missing above."
            )
            return at + 1 if len(self.findings) < MAX_FINDINGS else self._give_up(parser, at)
        between = accepts(parser.states, BROKEN) or accepts(parser.states, "}")
        if depth and between and (kind == END or self._starts_a_declaration(at)):
            return self._close_blocks(parser, at)
        self._report_unexpected(parser, at)
        if len(self.findings) >= MAX_FINDINGS:
            return self._give_up(parser, at)
        return self._skip(parser, at)

    # Slips that cost nothing but their finding

    def _is_plain_what_was_meant(self, parser: "Parser", at: int) -> bool:
        """Whether the parser can go on with what was meant."""
        if self.tokens.kinds[at] == CURLY and accepts(parser.states, "<string>"):
            self._straighten(at)
            return True
        return self._make_business(parser, at)

    def _straighten(self, first: int) -> None:
        """Take every text in curly quotes as one in straight ones; all together are one slip."""
        kinds, texts = self.tokens.kinds, self.tokens.texts
        places = [at for at in range(first, len(kinds)) if kinds[at] == CURLY]
        spans = [Span(self.source, self.tokens.starts[at], self._end_of(at)) for at in places]
        edits = tuple(Edit(span, f'"{texts[at][1:-1]}"') for at, span in zip(places, spans, strict=True))
        for at in places:
            kinds[at] = "<string>"
        more = f" So do {len(places) - 1} more in this file." if len(places) > 1 else ""
        self.report(
            spans[0].start,
            spans[0].end,
            f"The text {texts[first]} stands in the curly quotes of a word processor.{more}",
            'Use straight quotes: "...".',
            related=tuple(Related(span, "here, too") for span in spans[1:4]),
            fixes=(Fix("Make the quotes straight", edits),),
        )

    def _make_business(self, parser: "Parser", at: int) -> bool:
        """`5 buisness days`: a word between a number and a unit of time that is nearly `business`."""
        from mopsdsl.diagnostics.nearest import is_slip

        kinds, texts, word = self.tokens.kinds, self.tokens.texts, at - 1
        if at < 2 or kinds[word - 1 : at + 1] != ["<number>", "<name>", "<name>"]:
            return False
        if not is_slip(texts[word], "business") or not accepts(parser.states[:-1], "business"):
            return False
        start = self.tokens.starts[word]
        span = Span(self.source, start, self._end_of(word))
        fix = Fix("Write `business`", (Edit(span, "business"),))
        self.report(
            start,
            span.end,
            f"`{texts[word]}` is not a word that fits here.",
            "Did you mean `business`?",
            fixes=(fix,),
        )
        kinds[word] = "business"
        parser.drop()
        parser.feed("business", "", start)
        return True

    def _end_of(self, at: int) -> int:
        return self.tokens.starts[at] + len(self.tokens.texts[at])

    # A forgotten "}"

    def _starts_a_declaration(self, at: int) -> bool:
        """Whether a word that only a file's top level knows stands at the very start of a line."""
        start = self.tokens.starts[at]
        at_line_start = start == 0 or self.source.text[start - 1] == "\n"
        text = self.tokens.texts[at]
        return at_line_start and text in ACTIONS[0] and not text.startswith("<")

    def _close_blocks(self, parser: "Parser", at: int) -> int:
        opening = len(parser.values) - 1 - parser.values[::-1].index("{")
        start = parser.starts[opening]
        before = "the end of the file" if self.tokens.kinds[at] == END else f"`{self.tokens.texts[at]}`"
        self.report(
            start, start + 1, f"This block is not closed before {before}.", "Add a `}` where it ends."
        )
        for _ in range(_open_blocks(parser)):
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
        begin = self._keep_what_is_whole(parser, self.tokens.starts[at])
        end = self._end_before(stop, begin)
        parser.feed(BROKEN, self.source.text[begin:end] or " ", begin)
        return stop

    def _keep_what_is_whole(self, parser: "Parser", start: int) -> int:
        """Keep as much of the statement that was begun as is one by itself; returns where the broken rest begins."""
        for height in range(len(parser.states), 0, -1):
            states = parser.states[:height]
            begin = min(parser.starts[height - 1], start) if height - 1 < len(parser.starts) else start
            if accepts(states, BROKEN):
                parser.cut(height)
                self.stretches.append((begin, start + 1))
                return begin
            if accepts(states, SEPARATOR):
                parser.cut(height)
                self.stretches.append((self._statement_start(parser, begin), start + 1))
                parser.feed(SEPARATOR, "", begin)
                return begin
        raise AssertionError("a file can always begin with a broken statement")

    def _statement_start(self, parser: "Parser", default: int) -> int:
        """Where the statement on top of the stacks begins."""
        for height in range(len(parser.states) - 1, 0, -1):
            if accepts(parser.states[:height], BROKEN):
                return parser.starts[height - 1]
        return default

    def _cut_to_statement(self, parser: "Parser") -> None:
        """Drop the statement that was begun."""
        while not accepts(parser.states, BROKEN):
            parser.drop()

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
        self.report_at(
            at,
            f"{MAX_FINDINGS} errors; the rest of this file is not read.",
            "Mend these first, then run it again.",
        )
        last = len(self.tokens.kinds) - 1
        self.stretches.append((self.tokens.starts[at], self.tokens.starts[last]))
        while _open_blocks(parser):
            parser.drop()
        self._cut_to_statement(parser)
        parser.feed(BROKEN, " ", self.tokens.starts[at])
        return last

    # Words

    def report_at(self, at: int, message: str, help: str) -> None:
        start = self.tokens.starts[at]
        self.report(start, start + len(self.tokens.texts[at]), message, help)

    def _report_unexpected(self, parser: "Parser", at: int) -> None:
        from mopsdsl.syntax.messages import meant, unexpected

        keyword = ""
        if (
            at
            and parser.values
            and parser.values[-1] == self.tokens.texts[at - 1]
            and "<name>" in ACTIONS[parser.states[-2]]
        ):
            keyword = self.tokens.texts[at - 1]
        kinds = wanted(parser.states)
        message, help = unexpected(self.tokens, at, kinds, keyword)
        start = self.tokens.starts[at]
        if (
            self.tokens.kinds[at] in (SEPARATOR, END) and at
        ):  # point at the end of the line that is not finished
            start = self.tokens.starts[at - 1] + len(self.tokens.texts[at - 1])
            self.report(start, start, message, help)
        else:
            word, end = meant(self.tokens, at, kinds), self._end_of(at)
            edit = Edit(Span(self.source, start, end), word or "")
            self.report(start, end, message, help, fixes=(Fix(f"Write `{word}`", (edit,)),) if word else ())


__all__ = ["BROKEN", "BROKEN_HEADER", "STRANGE", "Recovery", "accepts", "shifted", "wanted"]
