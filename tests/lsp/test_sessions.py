"""Any session, however wild: the server has the text that the client has, shows what a check of the same files says, and answers always."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from lsprotocol import types

from mopsdsl import api
from mopsdsl.lsp.refusal import Refusal
from tests.lsp.editor import ANSWERS, Editor, end_of

PIECES = [
    'partition EU "Eu😀rope"\n',
    'workspace W "𝒜" { sees EU; primary EU; admin Ops }\r\n',
    'team Ops "O\u2028ps"\n',
    "assets in W {\r  email Hello\r\n  program P { uses Hello }\n}\n",
    'each x of (EU, US) { partition P_<x> "<x>" }\n',
    '## words\nfield Score number { allow MOPS008 because "it\'s 😀" }\n',
    'routing R { carried out by W.C; when Country is "SE" -> EU; otherwise -> EU }\n',
    *("{", "}", '"', "\r", "\n", "\r\n", "\u2028", "😀", "\ud83d", "\udc00", "\0", "#", "E", " ", ";", "EUU"),
]
NAMES = ["a.mops", "b.mops", "sub/c.mops"]
TOMLS = ["", 'edition = ["', '[rules]\nMOPS008 = "error"\nMOPS602 = "off"\n', 'include = ["no"]\n']
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
NAME = st.sampled_from(NAMES)
PLACE = st.integers(0, 2**16)
ASKED = sorted(ANSWERS.keys() - {types.CALL_HIERARCHY_INCOMING_CALLS, types.CALL_HIERARCHY_OUTGOING_CALLS})
RESOLVED = {
    types.COMPLETION_ITEM_RESOLVE: types.CompletionItem("x"),
    types.CODE_LENS_RESOLVE: types.CodeLens(types.Range(types.Position(0, 0), types.Position(0, 0))),
}


class Session(RuleBasedStateMachine):
    """What somebody may do, with or without waiting for what comes of it."""

    encoding = "utf-16"

    def __init__(self) -> None:
        super().__init__()
        self.place = TemporaryDirectory()
        self.folder = Path(self.place.name)
        (self.folder / "sub").mkdir()
        (self.folder / "mops.toml").write_text("")
        self.editor = Editor(self.folder, encoding=self.encoding)
        self.texts: dict[str, str] = {}

    def teardown(self) -> None:
        try:
            if self.texts:
                self.look()
        finally:
            self.editor.close_all()
            self.place.cleanup()

    # What the client does

    @rule(name=NAME, text=TEXTS)
    def open(self, name: str, text: str) -> None:
        if name not in self.texts:
            self.texts[name] = text
            self.editor.open(name, text, wait=False)

    @precondition(lambda self: self.texts)
    @rule(
        name=NAME, places=st.lists(st.tuples(PLACE, PLACE, TEXTS), min_size=1, max_size=3), wait=st.booleans()
    )
    def edit(self, name: str, places: list[tuple[int, int, str]], wait: bool) -> None:
        if name not in self.texts:
            return
        self.editor.name = name
        changes = []
        for at, length, new in places:
            text = self.texts[name]
            start = before_the_end(text, at % (len(text) + 1))
            end = before_the_end(text, min(start + length % 40, len(text)))
            range = types.Range(*(end_of(text[:place], self.encoding) for place in (start, end)))
            changes.append(types.TextDocumentContentChangePartial(range, new))
            self.texts[name] = text[:start] + new + text[end:]
        self.editor.change(*changes, wait=wait)

    @rule(name=NAME, text=TEXTS)
    def replace(self, name: str, text: str) -> None:
        if name in self.texts:
            self.editor.name, self.texts[name] = name, text
            self.editor.type(text, wait=False)

    @rule(name=NAME)
    def save(self, name: str) -> None:
        if name in self.texts and as_bytes(self.texts[name]) is not None:
            (self.folder / name).write_bytes(as_bytes(self.texts[name]) or b"")
            self.editor.disk_changed(name)

    @rule(name=NAME)
    def close(self, name: str) -> None:
        if self.texts.pop(name, None) is not None:
            self.editor.close(name)

    @precondition(lambda self: self.texts)
    @rule(method=st.sampled_from(ASKED), at=PLACE, data=st.data())
    def ask(self, method: str, at: int, data: st.DataObject) -> None:
        self.editor.name = name = data.draw(st.sampled_from(sorted(self.texts)))
        self.editor.cursor = end_of(self.texts[name][: at % (len(self.texts[name]) + 1)], self.encoding)
        if at % 7 == 0:
            self.editor.cursor.character += at
        with suppress(Refusal):
            self.editor.ask(method, RESOLVED.get(method))

    # What happens behind the server's back

    @rule(name=NAME, text=TEXTS)
    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))

    @rule(name=NAME)
    def delete(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    @rule(old=NAME, new=NAME)
    def move(self, old: str, new: str) -> None:
        if (self.folder / old).exists():
            (self.folder / old).replace(self.folder / new)

    @rule(text=st.sampled_from(TOMLS))
    def configure(self, text: str) -> None:
        (self.folder / "mops.toml").write_text(text)
        self.editor.disk_changed("mops.toml")

    # What has to be so whenever nobody does anything

    @precondition(lambda self: self.texts)
    @rule()
    def look(self) -> None:
        self.editor.disk_changed(*NAMES)
        assert {self.editor._name(one.uri): one.text for one in self.editor.session.documents} == self.texts
        shown = {
            (name, one.range.start.line, one.range.start.character, one.code, one.message, one.severity)
            for name, found in self.editor.shown.items()
            for one in found
        }
        with self.saved() as unwritten:
            found = set(self.found(unwritten))
        assert shown == found

    @contextmanager
    def saved(self) -> Iterator[dict[str, str]]:
        """All open texts on disk, but for those that can't be: those are given."""
        before = {name: content(self.folder / name) for name in self.texts}
        for name, text in self.texts.items():
            (self.folder / name).write_bytes(as_bytes(text) or b"")
        yield {name: text for name, text in self.texts.items() if as_bytes(text) is None}
        for name, data in before.items():
            if data is None:
                (self.folder / name).unlink()
            else:
                (self.folder / name).write_bytes(data)

    def found(self, unwritten: dict[str, str]) -> Iterator[tuple[Any, ...]]:
        [project] = api.projects(str(self.folder))
        project.keep()
        if project.settings.readable:
            project = project.edited(unwritten)
        for one in api.check(api.load(project)):
            place = end_of(one.span.source.text[: one.span.start], self.encoding)
            said = f"{one.message}\n{one.help}" if one.help else one.message
            yield (
                one.span.source.name,
                place.line,
                place.character,
                one.code,
                said,
                ["ERROR", "WARNING", "ADVICE"].index(one.severity.name) + 1,
            )


class InUtf8(Session):
    encoding = "utf-8"


def before_the_end(text: str, at: int) -> int:
    """A place that a client can name: none is within CR LF."""
    return at - 1 if text[at - 1 : at + 1] == "\r\n" else at


def as_bytes(text: str) -> bytes | None:
    """What a client can save; None for what is no text."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return None


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=40, stateful_step_count=20, report_multiple_bugs=False)
TestInUtf8 = InUtf8.TestCase
TestInUtf8.settings = settings(max_examples=20, stateful_step_count=20, report_multiple_bugs=False)
