"""What was known of a text that is gone is let go at once: waiting for the collector would cost seconds in a large project."""

import gc
import weakref
from contextlib import suppress

from lsprotocol import types

from mopsdsl.lsp.refusal import Refusal
from tests.lsp.editor import ANSWERS, Editor

SPEC = """\
partition EU "Europe" { people 90_000 }
workspace One "One" { sees EU; primary |EU; admin Ops }
team Ops "Operations"
assets in One { smart_list Swedes "Swedes" { when Country is "SE" } }
"""


def test_an_old_view_is_let_go_at_once(editor: Editor) -> None:
    editor.open("a.mops", SPEC)
    gc.collect()
    gc.disable()
    try:
        of_place = {method for method in ANSWERS if "resolve" not in method and "Calls" not in method}
        for method in sorted(of_place - {types.TEXT_DOCUMENT_RENAME, types.TEXT_DOCUMENT_PREPARE_RENAME}):
            with suppress(Refusal):
                editor.ask(method)
        view = editor.session.view(editor.uri())
        assert view is not None
        old = [weakref.ref(view), weakref.ref(view.context), weakref.ref(view.world)]
        del view
        editor.type(SPEC.replace("90_000", "80_000"))
        assert [one() for one in old] == [None, None, None]
    finally:
        gc.enable()
