"""A text as the formatter needs it: its tokens beside its tree, since a tree does not keep the words between values."""

from mopsdsl.diagnostics.finding import Finding
from mopsdsl.source.text import Source
from mopsdsl.syntax.parser import parse_tokens
from mopsdsl.syntax.scanner import SEPARATOR, Tokens, scan
from mopsdsl.syntax.tree import File

_BOUNDS = frozenset((SEPARATOR, "{", "}"))


class Reading:
    """A text, read: its tokens, its tree and its findings."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens: Tokens = scan(source)
        file, findings = parse_tokens(source, self.tokens)
        self.file: File = file
        self.findings: list[Finding] = findings

    def comments(self) -> list[tuple[str, int]]:
        """(words, how many statements and blocks begin or end before it) of each comment."""
        kinds, starts = self.tokens.kinds, self.tokens.starts
        found, at, bounds = [], 0, 0
        for comment in self.tokens.comments:
            while starts[at] < comment.start:
                bounds += kinds[at] in _BOUNDS
                at += 1
            found.append((comment.text, bounds))
        return found

    @property
    def is_given_up(self) -> bool:
        """Whether a part of the text has no tokens: what is nested too deep, and what follows on a flood of strange characters."""
        tokens = self.tokens
        last = max((comment.end for comment in tokens.comments[-1:]), default=0)
        if len(tokens.kinds) > 1:
            last = max(last, tokens.starts[-2] + len(tokens.texts[-2]))
        return bool(tokens.too_deep or self.source.text[last:].strip(" ;\t\r\n\f"))
