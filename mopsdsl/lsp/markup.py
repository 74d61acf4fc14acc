"""Text for people, in Markdown where the client shows it, else as it is. What comes from a spec is a stranger's, and escaped."""

from collections.abc import Iterable, Sequence

from lsprotocol import types

from mopsdsl.render import escape


class Markup:
    """One text, put together of parts. `markdown`: whether the client shows Markdown."""

    def __init__(self, accepted: Sequence[types.MarkupKind] | None) -> None:
        self.markdown = types.MarkupKind.Markdown in (accepted or ())
        self._parts: list[str] = []

    def heading(self, kind: str, name: str, title: str = "") -> None:
        shown = f"**{kind}**" if kind and self.markdown else kind
        said = self.plain(f'"{title}"') if title else ""
        self._parts.append(" ".join(part for part in (shown, self.name(name), said) if part))

    def name(self, text: str) -> str:
        """A name or a value of the language, in a line."""
        return f"`{escape.code(text)}`" if self.markdown else text

    def plain(self, text: str) -> str:
        """Somebody's words, in a line."""
        # An editor mentions nobody, and some show the comment that keeps a forge from it.
        return escape.markdown(text).replace(escape.CUT, "") if self.markdown else text

    def paragraph(self, text: str) -> None:
        self._parts.append(text)

    def rows(self, heading: str, lines: Iterable[str], most: int) -> None:
        """A list under a heading, `most` lines of it, the rest counted; nothing where there are none."""
        listed = list(lines)
        if not listed:
            return
        if len(listed) > most:
            listed[most - 1 :] = [f"and {len(listed) - most + 1} more"]
        self._parts.append(
            "\n".join([*([heading, ""] if heading else []), *(f"- {line}" for line in listed)])
        )

    def code(self, text: str) -> None:
        """Lines of a spec."""
        fence = "````" if "```" in text else "```"
        self._parts.append(f"{fence}mops\n{text}\n{fence}" if self.markdown else text)

    @property
    def content(self) -> types.MarkupContent:
        kind = types.MarkupKind.Markdown if self.markdown else types.MarkupKind.PlainText
        return types.MarkupContent(kind, "\n\n".join(self._parts))
