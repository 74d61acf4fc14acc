"""A source in one round of its `each`s: how its tokens become texts, numbers, days and durations."""

import re
from datetime import date
from sys import intern
from typing import Any

from mopsdsl.diagnostics.finding import BAD_VALUE, UNKNOWN_NAME, Edit, Finding, Fix, Related, Rule
from mopsdsl.model.base import Amount, Days, Duration, Hours, Money
from mopsdsl.source.text import Source, Span
from mopsdsl.syntax import tree

_SLOT = re.compile(r"<([^\W\d]\w*)>")
_NAME = re.compile(r"[^\W\d](?:\w|-(?=\w))*")
_ESCAPE_OR_SLOT = re.compile(rf"\\(.)|{_SLOT.pattern}")
_LINE_BELOW = re.compile(r"[^\S\n]*\n[^\S\n]*")
MAX_DIGITS = 18
"""Of a number, its sign and point included: as many as any tool further on can hold."""
UNITS = {
    "minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "month": "months", "quarter": "quarters", "year": "years",
}  # fmt: skip
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Place:
    """A source, read in one of the `rounds` of its `each`s: `words` are what the round puts for `<name>`."""

    def __init__(
        self,
        source: Source,
        comments: "Comments",
        findings: list[Finding],
        words: dict[str, str],
        round: str,
        rounds: int = 1,
    ) -> None:
        self.source = source
        self.comments = comments
        self.findings = findings
        self.words = words
        self.round = round
        self.rounds = rounds

    def inside(self, words: dict[str, str], rounds: int) -> "Place":
        """The same source in a further round, one of so many, those around multiplied."""
        said = ", ".join(f"{name} = {text}" for name, text in words.items())
        together = f"{self.round}, {said}" if self.round else said
        self.source.rounds.setdefault(together, len(self.source.rounds))
        return Place(self.source, self.comments, self.findings, {**self.words, **words}, together, rounds)

    def span(self, node: Any) -> Span:
        return Span(self.source, node.start, node.end, self.round)

    def report(
        self,
        rule: Rule,
        node: Any,
        message: str,
        help: str = "",
        related: tuple[Related, ...] = (),
        fixes: tuple[Fix, ...] = (),
    ) -> None:
        self.findings.append(rule.finding(self.span(node), message, help, related=related, fixes=fixes))

    # Texts and numbers

    def name(self, token: tree.Token, new: bool = False) -> str:
        """A name, path or bare word, with the round's words filled in; `new` where it names a declaration, so that it is no path."""
        if "<" not in token.text:
            return intern(token.text)  # names recur: each is kept once
        name = self._filled(token, token.text)
        parts = [name] if new else name.split(".")
        given = self.words.keys() >= set(_SLOT.findall(token.text))
        if given and not all(_NAME.fullmatch(part) for part in parts):
            help = "A name begins with a letter and goes on with letters, digits, _ and -. Texts belong between quotes."
            self.report(BAD_VALUE, token, f'`{token.text}` is "{name}" here, which is no name.', help)
        return name

    def text(self, token: tree.Token) -> str:
        """What stands between the quotes."""
        if token.kind != "<string>":
            return self._filled(token, token.text) if "<" in token.text else token.text
        text = token.text[1:-1]
        if "\\" not in text:
            return self.with_words(text)
        return _ESCAPE_OR_SLOT.sub(lambda found: found[1] or self.words.get(found[2], found[0]), text)

    def with_words(self, text: str) -> str:
        """A text with the round's words filled in; what no `each` gives stays, since it may be meant so."""
        if not self.words or "<" not in text:
            return text
        return _SLOT.sub(lambda slot: self.words.get(slot[1], slot[0]), text)

    def _filled(self, token: tree.Token, text: str) -> str:
        def fill(slot: re.Match[str]) -> str:
            if slot[1] not in self.words:
                known = ", ".join(f"<{word}>" for word in self.words) or "none: it stands in no `each`"
                self.report(
                    UNKNOWN_NAME,
                    token,
                    f"No `each` around this gives a `{slot[0]}`.",
                    f"What there is here: {known}.",
                )
            return self.words.get(slot[1], slot[0])  # kept: nothing more is said of such a name

        return _SLOT.sub(fill, text)

    def reason(self, token: tree.Token) -> str:
        """Why something is let pass, approved or protected: an empty text is no answer to whoever asks next year."""
        reason = self.text(token)
        if not reason.strip():
            help = "Say what makes it right here, in words that somebody understands who was not there."
            self.report(BAD_VALUE, token, "There is no reason here.", help)
        return reason

    def number(self, token: tree.Token) -> Amount:
        """The number; a percentage as the fraction of one."""
        if len(token.text) > MAX_DIGITS:
            self.report(
                BAD_VALUE, token, f"A number has at most {MAX_DIGITS} digits.", "Write a shorter one."
            )
            return 0
        return number(token.text)

    def whole(self, token: tree.Token, what: str, least: int = 0) -> int | None:
        """A whole number of at least `least`, or a finding and None."""
        amount = self.number(token)
        if isinstance(amount, int) and amount >= least and "%" not in token.text:
            return amount
        self.report(BAD_VALUE, token, f"{what} is a whole number of at least {least}, not {token.text}.")
        return None

    def date(self, token: tree.Token | None) -> date | None:
        if token is None:
            return None
        try:
            return date.fromisoformat(token.text)
        except ValueError:
            self.report(
                BAD_VALUE, token, f"There is no day {token.text}.", "Write year-month-day, as 2026-12-31."
            )
            return None

    def clock(self, token: tree.Token) -> int:
        """Minutes after midnight."""
        return self._minutes(token, token.text)

    def _minutes(self, token: tree.Token, text: str) -> int:
        hours, minutes = (int(part) for part in text.strip().split(":"))
        if minutes > 59 or hours > 24 or (hours == 24 and minutes):
            self.report(
                BAD_VALUE, token, f"There is no time of day {text.strip()}.", "Write 24-hour times, as 09:00."
            )
            return 0
        return hours * 60 + minutes

    def duration(self, node: tree.Duration | None) -> Duration | None:
        if node is None:
            return None
        amount = self.whole(node.amount, "A length of time")
        written = self.name(node.unit)
        unit = UNITS.get(written.removesuffix("s"))
        if unit is None:
            meant = _unit_meant(written)
            self.report(
                BAD_VALUE,
                node.unit,
                f"`{written}` is no unit of time. Marketo silently ignores short forms in its own wait steps, too.",
                f"Did you mean `{meant}`?"
                if meant
                else "Write minutes, hours, days, weeks or months in full.",
            )
        if node.business and unit not in (None, "minutes", "hours", "days"):
            self.report(
                BAD_VALUE, node, f"There are no business {unit}.", "Count in business hours or business days."
            )
        return Duration(amount or 0, unit or "days", node.business is not None)

    def money(self, node: tree.Money) -> Money:
        currency = self.name(node.currency)
        if not re.fullmatch("[A-Z]{3}", currency):
            self.report(
                BAD_VALUE,
                node.currency,
                f"`{currency}` is no currency code.",
                "Three capitals, as USD or EUR.",
            )
        return Money(currency, self.number(node.amount))

    def days(self, node: tree.DayRange | tree.Names) -> tuple[int, ...]:
        """Days of the week, 0 for Monday."""
        if isinstance(node, tree.Names):
            found = [self.day(token) for token in node.tokens]
            return tuple(sorted({day for day in found if day is not None}))
        first, last = self.day(node.first), self.day(node.last)
        if first is None or last is None:
            return ()
        return tuple(sorted({(first + step) % 7 for step in range((last - first) % 7 + 1)}))

    def day(self, token: tree.Token) -> int | None:
        word = token.text.lower()[:3]
        if word in _DAYS:
            return _DAYS.index(word)
        self.report(
            BAD_VALUE, token, f"`{token.text}` is no day of the week.", "Mon, Tue, Wed, Thu, Fri, Sat or Sun."
        )
        return None

    def hours(self, days: tree.DayRange | tree.Names, token: tree.Token) -> Hours:
        opens, closes = (self._minutes(token, part) for part in token.text.split("-"))
        if closes <= opens:
            self.report(
                BAD_VALUE,
                token,
                f"{token.text} ends before it begins.",
                "A shift over midnight is two: until 24:00, and from 00:00.",
            )
        return Hours(self.days(days), opens, closes)

    def stretch(self, node: tree.Stretch) -> Days | None:
        first = self.date(node.first)
        last = self.date(node.last) if node.last else first
        if first is None or last is None:
            return None
        if last < first:
            self.report(BAD_VALUE, node, f"{last} is before {first}.", "The first day comes first.")
        return Days(first, last)

    def word(self, token: tree.Token, what: str, words: tuple[str, ...]) -> str:
        """One of a few words; any other is a finding, and comes back as it is."""
        word = self.name(token)
        if word not in words:
            from mopsdsl.diagnostics.nearest import nearest

            meant = nearest(word, words)
            choices = ", ".join(words[:-1]) + " or " + words[-1]
            hint = f"Did you mean `{meant}`? It is {choices}." if meant else f"It is {choices}."
            self.report(BAD_VALUE, token, f"`{word}` is no {what}.", hint, fixes=self._written(token, meant))
        return word

    def free_word(self, token: tree.Token, what: str, known: tuple[str, ...]) -> str:
        """Any word; one that is a slip of a known one, which alone means something, is a finding."""
        from mopsdsl.diagnostics.nearest import is_slip

        word = self.name(token)
        meant = next((one for one in known if is_slip(word, one)), None) if word not in known else None
        if meant is not None:
            message = f"`{word}` is no {what} that mopsdsl knows, so it would mean nothing."
            self.report(
                BAD_VALUE, token, message, f"Did you mean `{meant}`?", fixes=self._written(token, meant)
            )
        return word

    def _written(self, token: tree.Token, meant: str | None) -> tuple[Fix, ...]:
        """The fix that writes what was meant; none where the rounds of an `each` fill it in."""
        if meant is None or "<" in token.text:
            return ()
        return (Fix(f"Write {meant}", (Edit(self.span(token), meant),)),)


def number(text: str) -> Amount:
    """A number as written ("1_200_000", "12.5", "25%"), exact."""
    digits = text.rstrip("%").replace("_", "")
    if "." not in digits and not text.endswith("%"):
        return int(digits)
    from fractions import Fraction

    exact = Fraction(digits) / (100 if text.endswith("%") else 1)
    return int(exact) if exact.denominator == 1 else exact


def _unit_meant(written: str) -> str | None:
    short = {
        "min": "minutes",
        "mins": "minutes",
        "hr": "hours",
        "hrs": "hours",
        "h": "hours",
        "d": "days",
        "wk": "weeks",
        "wks": "weeks",
    }
    if written.lower() in short:
        return short[written.lower()]
    from mopsdsl.diagnostics.nearest import nearest

    return nearest(written, tuple(UNITS.values()))


class Comments:
    """The `##` comments of a file that stand alone on a line, to be found by what stands right below them."""

    def __init__(self, source: Source, comments: tuple[tree.Token, ...]) -> None:
        self.by_start_below: dict[int, tree.Token] = {}
        text = source.text
        for comment in comments:
            before = text[text.rfind("\n", 0, comment.start) + 1 : comment.start]
            below = _LINE_BELOW.match(text, comment.end) if comment.text.startswith("##") else None
            if below is not None and not before.strip():
                self.by_start_below[below.end()] = comment

    def above(self, start: int) -> str:
        """The Markdown of the `##` lines directly above an offset."""
        if start not in self.by_start_below:
            return ""
        lines: list[str] = []
        while (comment := self.by_start_below.get(start)) is not None:
            lines.append(comment.text[2:].removeprefix(" "))
            start = comment.start
        return "\n".join(reversed(lines)).strip("\n")
