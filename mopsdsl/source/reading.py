"""One file's bytes as text."""

import os

from mopsdsl.source.settings import Problem
from mopsdsl.source.text import Source

MAX_FILE = 16 * 1024 * 1024
"""Bytes of one file: more than 100,000 declarations."""
MARK = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8, which some editors write and nobody needs."""


def read_text(name: str, path: str) -> tuple[Source | None, Problem | None]:
    """The text of a file under a name, and what is wrong with it; no text where it can't be read at all."""
    try:
        size = os.path.getsize(path)
        if size > MAX_FILE:
            return None, _too_large(name, size)
        with open(path, "rb") as file:
            return decoded(name, file.read(MAX_FILE))
    except OSError as error:
        return None, Problem(
            Source(name, ""), 0, f"This file can't be read: {error.strerror}.", "Mend its rights."
        )


def decoded(name: str, data: bytes) -> tuple[Source, Problem | None]:
    """The same for bytes; what is no UTF-8 is read as an empty text."""
    if len(data) > MAX_FILE:
        return Source(name, ""), _too_large(name, len(data))
    data = data.removeprefix(MARK)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        source = Source(name, data.decode("utf-8", "replace"))
        offset = len(data[: error.start].decode("utf-8", "replace"))
        message = f"This file is not UTF-8: the byte 0x{data[error.start]:02x} is no character there."
        return Source(name, ""), Problem(source, offset, message, "Save it as UTF-8.")
    return in_memory(name, text)


def in_memory(name: str, text: str) -> tuple[Source, Problem | None]:
    """The same for a text that is at hand."""
    source = Source(name, text)
    if len(text) > MAX_FILE:
        return Source(name, ""), _too_large(name, len(text))
    if not text.strip():
        message, help = "This file is empty.", "Write a declaration, or remove it."
        return source, Problem(source, 0, message, help, severe=False)
    return source, None


def _too_large(name: str, size: int) -> Problem:
    megabytes = f"{size / 1024 / 1024:.0f} MB; the most is {MAX_FILE // 1024 // 1024} MB"
    return Problem(Source(name, ""), 0, f"This file has {megabytes}, so it is not read.", "Split it.")
