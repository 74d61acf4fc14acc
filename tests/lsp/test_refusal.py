"""What stands in the editor's own messages."""

from typing import Any

import pytest
from lsprotocol import types

from mopsdsl.lsp import server
from mopsdsl.lsp.refusal import Refusal, unlinked


@pytest.mark.parametrize(
    "target", ["command:workbench.action.terminal.new", "https://example.com", "file:///a"]
)
def test_nothing_is_a_link(target: str) -> None:
    said = f"[Mend it]({target}).mops is left as it is."
    assert "](" not in unlinked(said)
    assert "](" not in Refusal(said).message


def test_neither_is_one_in_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[types.ShowMessageParams] = []
    made = server.server()
    monkeypatch.setattr(made, "window_show_message", shown.append)
    warn: Any = server._warn
    warn(made, "[Mend it](command:a).mops is left as it is.")
    assert [one.message for one in shown] == ["[Mend it] (command:a).mops is left as it is."]


def test_a_plain_sentence_stays_as_it_is() -> None:
    assert unlinked("a (b) [c] is left as it is.") == "a (b) [c] is left as it is."
