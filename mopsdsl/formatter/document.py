"""A whole text in its canonical form: a statement a line, blocks indented, comments where they were, what is broken untouched.

- A body that stands on one line stays there as long as it fits; any other has a line for each statement.
- A blank line stands where the author put one or more between two statements, never at an edge of a body, and always
  between two declarations whose bodies take several lines.
- A line with anything on it that could not be read stays as it is, and all that shares a line with it.
"""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.formatter.broken import Lines, braces, broken_lines
from mopsdsl.formatter.layout import STEP, WIDTH, Comment, Word, lay_out
from mopsdsl.formatter.reading import Reading
from mopsdsl.formatter.spacing import flat
from mopsdsl.syntax import tree
from mopsdsl.syntax.scanner import GOES_ON, SEPARATOR


def canonical(reading: Reading) -> str:
    """The text laid out anew, not yet proved to say the same."""
    return reading.source.text if reading.is_given_up else _Document(reading).text()


@value
class _Item:
    """The tokens `first` to `stop` (exclusive) between two separators; `opening` is its "{" where it has a block, else None."""

    first: int
    stop: int
    opening: int | None


class _Document:
    """One run over the tokens and the comments of a text, in step."""

    def __init__(self, reading: Reading) -> None:
        tokens, source = reading.tokens, reading.source
        self.tokens, self.source, self.written = tokens, source, source.text
        self.kinds, self.texts, self.starts = tokens.kinds, tokens.texts, tokens.starts
        self.closing, unmatched = braces(tokens, reading.file, reading.findings)
        self.stays: Lines = broken_lines(reading.file, reading.findings, unmatched)
        self.comments = iter(tokens.comments)
        self.comment: tree.Token | None = next(self.comments, None)  # the next that has no place yet
        self.lines: list[str] = []
        self.above = 0  # where that ends in the text which was laid out last
        self.at_edge = True  # whether nothing stands above in this body

    def text(self) -> str:
        last = len(self.kinds) - 1
        self._body(0, last, 0)
        self._comments_before(len(self.written), "")
        return "".join(f"{line}\n" for line in self.lines)

    # Bodies

    def _body(self, first: int, stop: int, depth: int) -> None:
        """The statements among these tokens, with the comments above and between them."""
        indent = " " * (depth * STEP)
        was_tall = False
        for items in self._together(first, stop):
            gap, start = len(self.lines), self.starts[items[0].first]
            apart = self._comments_before(start, indent)
            apart = self._blank_before(start) or apart
            tall = self._statement(items[0], depth) if len(items) == 1 else self._leave(items[0], items[-1])
            if depth == 0 and tall and was_tall and not apart:
                self.lines.insert(gap, "")
            self._comment_behind(items[-1].stop)
            was_tall = tall

    def _together(self, first: int, stop: int) -> Iterator[list[_Item]]:
        """The statements; those that share a line or a stretch with something broken together."""
        items = self._items(first, stop)
        if not self.stays:
            yield from ([item] for item in items)
            return
        together: list[_Item] = []
        for item in items:
            if together and not self._hang_together(together[-1], item):
                yield from self._apart(together)
                together = []
            together.append(item)
        if together:
            yield from self._apart(together)

    def _hang_together(self, above: _Item, below: _Item) -> bool:
        """Whether two statements share a line, or all is broken from the one to the other, or but for a `;` they would be one."""
        last, first = self._last_line(above), self._line(below.first)
        return first <= last or self.stays.cover(last, first) or self.texts[above.stop - 1] in GOES_ON

    def _apart(self, items: list[_Item]) -> Iterator[list[_Item]]:
        """Statements that share lines, each by itself where nothing is broken."""
        if self.stays.touch(self._line(items[0].first), self._last_line(items[-1])):
            yield items
        else:
            yield from ([item] for item in items)

    def _items(self, first: int, stop: int) -> Iterator[_Item]:
        kinds, closing, at = self.kinds, self.closing, first
        while at < stop:
            begin, opening = at, None
            while at < stop and kinds[at] != SEPARATOR:
                if at in closing:
                    opening = at
                    at = closing[at]
                at += 1
            if at > begin:
                yield _Item(begin, at, opening)
            at += 1

    # Statements

    def _statement(self, item: _Item, depth: int) -> bool:
        """One statement and its block; returns whether that takes several lines."""
        keep_header = False
        if self.stays and self.stays.touch(self._line(item.first), self._last_line(item)):
            if not self._is_apart(item):
                return self._leave(item, item)
            keep_header = self.stays.touch(self._line(item.first), self._line(item.opening or 0))
        indent = depth * STEP
        if not keep_header and self._stands_on_one_line(item, indent):
            self._done(item.stop - 1)
            return False
        stop = item.stop if item.opening is None else item.opening + 1
        if keep_header:
            self._raw(self._line(item.first), self._line(stop - 1))
        else:
            head, *more = self._laid_out(item.first, stop, indent)
            self.lines += [" " * indent + head, *more]
        self._done(stop - 1)
        if item.opening is None:
            return False
        if not keep_header and self._is_empty(item.opening):
            self.lines[-1] += "}"
            self._done(item.stop - 1)
            return False
        self._block(item.opening, item.stop - 1, depth)
        return True

    def _stands_on_one_line(self, item: _Item, indent: int) -> bool:
        """Whether it fits on a line and was written on one, and if so, that line added."""
        last = self.starts[item.stop - 1]
        if self.comment is not None and self.comment.start < last:
            return False
        opens = last if item.opening is None or self._is_empty(item.opening) else self.starts[item.opening]
        if self.written.find("\n", opens, last) >= 0:
            return False
        line = flat(self.tokens, item.first, item.stop)
        fits = indent + len(line) <= WIDTH
        if fits:
            self.lines.append(" " * indent + line)
        return fits

    def _laid_out(self, first: int, stop: int, indent: int) -> list[str]:
        """The lines of these tokens; most are one."""
        if self.comment is None or self.comment.start > self.starts[stop - 1]:
            line = flat(self.tokens, first, stop)
            if indent + len(line) <= WIDTH:
                return [line]
        return lay_out(self._words(first, stop), indent)

    def _block(self, opening: int, closing: int, depth: int) -> None:
        """The body behind a header, and its closing brace."""
        self._comment_behind(opening + 1)
        self.at_edge = True
        self._body(opening + 1, closing, depth + 1)
        self._comments_before(self.starts[closing], " " * ((depth + 1) * STEP))
        self.lines.append(" " * (depth * STEP) + "}")
        self._done(closing)

    def _is_empty(self, opening: int) -> bool:
        """Whether nothing stands between the braces, not even a comment."""
        end = self.starts[opening + 1]
        return self.kinds[opening + 1] == "}" and (self.comment is None or self.comment.start > end)

    def _words(self, first: int, stop: int) -> list[Word]:
        """These tokens, each with the comments behind it; those behind the last are left."""
        words = []
        stop -= self.kinds[stop - 1] == ","  # after it, the next line would belong to the statement
        for at in range(first, stop):
            start = self.starts[at + 1] if at + 1 < stop else 0
            comments: list[Comment] = []
            self.above = self._end(at)
            while (comment := self.comment) is not None and comment.start < start:
                ends = self.written.count("\n", self.above, comment.start)
                apart = ends > 1 and not (self.kinds[at] == "(" and not comments)
                comments.append(Comment(comment.text, ends > 0, apart))
                self._taken(comment)
            words.append(Word(self.kinds[at], self.texts[at], tuple(comments)))
        return words

    # What stays as it is

    def _is_apart(self, item: _Item) -> bool:
        """Whether what is broken stands inside the block, or before it, and shares no line with a brace that does not."""
        if item.opening is None or self.closing[item.opening] != item.stop - 1:
            return False
        opens, closes = self._line(item.opening), self._line(item.stop - 1)
        inside = self._line(item.opening + 1) > opens and self._end_line(item.stop - 2) < closes
        return inside and not self.stays.touch(closes, closes) and not self.stays.cover(opens, opens + 1)

    def _leave(self, first: _Item, last: _Item) -> bool:
        """All lines of these statements as they are."""
        self._raw(self._line(first.first), self._last_line(last))
        self._done(last.stop - 1)
        return False

    def _raw(self, first: int, last: int) -> None:
        """Lines of the text, byte for byte, with their comments."""
        starts = self.source.line_starts
        end = starts[last] - 1 if last < len(starts) else len(self.written)
        self.lines.append(self.written[starts[first - 1] : end])
        while self.comment is not None and self.comment.start < end:
            self._taken(self.comment)

    # Comments and blank lines

    def _comments_before(self, start: int, indent: str) -> bool:
        """The comments before a place, each on its line; returns whether a blank line stands above one of them."""
        apart = False
        while (comment := self.comment) is not None and comment.start < start:
            apart = self._blank_before(comment.start) or apart
            self.lines.append(indent + comment.text)
            self._taken(comment)
        return apart

    def _comment_behind(self, following: int) -> None:
        """The comment that goes on on the line of what was laid out last, before the token `following`."""
        comment = self.comment
        if comment is None or comment.start >= self.starts[following]:
            return
        if self.written.find("\n", self.above, comment.start) < 0:
            self.lines[-1] += f"  {comment.text}"
            self._taken(comment)

    def _blank_before(self, start: int) -> bool:
        """One blank line, where there is one or more in the text."""
        blank = not self.at_edge and self.written.count("\n", self.above, start) > 1
        if blank:
            self.lines.append("")
        return blank

    def _taken(self, comment: tree.Token) -> None:
        self.comment = next(self.comments, None)
        self.above, self.at_edge = comment.end, False

    def _done(self, at: int) -> None:
        """The token was laid out last."""
        self.above, self.at_edge = max(self.above, self._end(at)), False

    # Places

    def _end(self, at: int) -> int:
        return self.starts[at] + len(self.texts[at])

    def _line(self, at: int) -> int:
        return self.source.position(self.starts[at])[0]

    def _end_line(self, at: int) -> int:
        return self.source.position(self._end(at))[0]

    def _last_line(self, item: _Item) -> int:
        return self._end_line(item.stop - 1)
