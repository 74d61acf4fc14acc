"""Lines for a terminal: wrapped to its width, in colour or not, in ASCII where it shows no more."""

from mopsdsl.diagnostics.render.report import printable
from mopsdsl.diagnostics.render.text import width as columns

NARROWEST = 60
_ASCII = {"→": "->", "–": "-", "…": "...", "•": "*"}


class Screen:
    """Gathers lines."""

    def __init__(self, colour: bool, unicode: bool, width: int) -> None:
        self.colour, self.unicode = colour, unicode
        self.width = max(width, NARROWEST)
        self.lines: list[str] = []

    def text(self) -> str:
        return "".join(f"{line.rstrip()}\n" for line in self.lines)

    def heading(self, title: str) -> None:
        self.lines.append("")
        self.line(title, style="1;4" if self.colour else "")

    def line(self, text: str, indent: str = "", *, mark: str = "", style: str = "") -> None:
        """One paragraph. `mark` stands before it, and what is wrapped stands under its text; `style` is an SGR code."""
        shown = self._plain(printable(" ".join(text.splitlines()).expandtabs(1)))
        lead = f"{indent}{self._plain(mark)} " if mark else indent
        for number, part in enumerate(_wrapped(shown, self.width - columns(lead))):
            start = lead if number == 0 else " " * columns(lead)
            self.lines.append(self._painted(start + part, style) if part else "")

    def _plain(self, text: str) -> str:
        for sign, plain in () if self.unicode else _ASCII.items():
            text = text.replace(sign, plain)
        return text

    def _painted(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and style else text


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many columns; a word that is longer stands alone."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and columns(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
