"""An editor for each test: `editor` in this process, `client` (in the tests of real clients) a server as people start it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the language server is an extra: pip install 'mopsdsl[lsp]'")

from tests.lsp.editor import Editor


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    """A folder that is a repository of its own, open in an editor."""
    (tmp_path / "mops.toml").write_text("")
    made = Editor(tmp_path)
    yield made
    made.close_all()
