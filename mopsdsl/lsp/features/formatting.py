"""The canonical form of a text, as what has to be changed for it."""

import os

from lsprotocol import types

from mopsdsl.formatter.format import format_text
from mopsdsl.lsp.differences import differences
from mopsdsl.lsp.positions import Lines
from mopsdsl.lsp.session import Session
from mopsdsl.source.project import SUFFIX
from mopsdsl.source.text import Source, visible


def form(session: Session, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
    """The edits; none where the form would not say the same, which is told. There is one form, whatever widths the client asks for.

    It depends on the text alone: also where the project can't be read.
    """
    document = session.documents.get(params.text_document.uri)
    if document is None or not document.path.endswith(SUFFIX):  # a mops.toml is open, too
        return None
    source = Source(visible(os.path.basename(document.path)), document.text)
    found = format_text(source)
    if found.refused:
        session.warn(found.trouble(source.name))
        return []
    lines = Lines(source.text, session.documents.encoding)
    edits = differences(source, found.text)
    return [types.TextEdit(lines.range(one.span.start, one.span.end), one.text) for one in edits]


ANSWERS = {types.TEXT_DOCUMENT_FORMATTING: form}
