"""Live findings: of the form of the text that was changed at once, of the whole project as soon as nobody types.

Everything happens in one thread, a rule at a time with a look at the client's messages in between: so nothing is asked of a text while
it changes, and a check of a text that is gone ends at its next rule.
"""

import asyncio
from collections.abc import Callable, Generator
from time import perf_counter

from lsprotocol import types

from mopsdsl import api
from mopsdsl.diagnostics.finding import SYNTAX_ERROR, Finding
from mopsdsl.lsp.findings import changed, diagnostic, moved, placed
from mopsdsl.lsp.specs import Specs
from mopsdsl.lsp.view import View
from mopsdsl.lsp.wanted import declarations
from mopsdsl.source.text import Source

SLICE = 0.01
"""Seconds after which a check lets others in."""
MOST_QUIET = 0.3
"""Seconds without a change that a large project waits for; a small one waits as long as its check takes."""

Publish = Callable[[types.PublishDiagnosticsParams], None]


class Checking:
    """The findings of one project as the client knows them. `related`: it shows further places.

    `checked` is called when a check of the project has come to its end.
    """

    def __init__(self, specs: Specs, publish: Publish, related: bool, checked: Callable[[], None]) -> None:
        self.specs = specs
        self.findings: list[Finding] = []
        self._view: View | None = None  # the project in which they were found,
        self._texts: dict[str, Source] = {}  # but for these texts that have changed since
        self._publish = publish
        self._related = related
        self._checked = checked
        self._shown: dict[str, list[types.Diagnostic]] = {}
        self._takes = 0.0
        self._task: asyncio.Task[None] | None = None

    def begin(self, changed: Source | None = None) -> None:
        """Check anew, as something has changed: one text, or more (None)."""
        self.stop()
        self._task = asyncio.create_task(self._check(changed))

    @property
    def busy(self) -> bool:
        """Whether a check is under way."""
        return self._task is not None and not self._task.done()

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def forget(self) -> None:
        """Take back all that was said."""
        self.stop()
        self.findings = []
        self._show({})

    async def _check(self, changed: Source | None) -> None:
        if changed is not None:
            await asyncio.sleep(0)  # several changes in a row are one
            self._of_one_text(changed)
            await asyncio.sleep(min(self._takes, MOST_QUIET))
        began = perf_counter()
        view = self.specs.view()
        if view is None:
            self._show_trouble()
            return
        found = await _in_slices(api.checking(view.loaded))
        self._takes = perf_counter() - began
        self._texts = {}
        self._view = view
        self._show_findings(view, found)
        self._checked()

    def _of_one_text(self, after: Source) -> None:
        """What is wrong with the form of one text, beside what was known of the project and is not touched by the change."""
        view = self._view
        if view is None:
            return
        before = self._texts.get(after.name) or view.sources.get(after.name) or Source(after.name, "")
        self._texts[after.name] = after
        start, _, end = changed(before.text, after.text)
        first, last = declarations(after.text, start, end)
        part = Source(after.name, after.text[first:last])
        found = api.wrong_form(part, view.loaded.project, self.specs.readings)
        own = [placed(one, after, first) for one in found]
        kept = [
            one
            for one in moved(self.findings, before, after)
            if not (
                one.code == SYNTAX_ERROR.code
                and one.span.source.name == after.name
                and first <= one.span.start <= last
            )
        ]
        self._show_findings(view, api.in_order([*own, *kept]))

    def _show_findings(self, view: View, findings: list[Finding]) -> None:
        self.findings = findings
        by_uri: dict[str, list[types.Diagnostic]] = {uri: [] for uri in self.specs.uris()}
        for finding in findings:
            shown = diagnostic(view, finding, self._related)
            by_uri.setdefault(view.uri(finding.span.source.name), []).append(shown)
        self._show(by_uri)

    def _show_trouble(self) -> None:
        """What keeps the project from being read stands at the top of each of its open files."""
        start = types.Position(0, 0)
        said = types.Diagnostic(
            types.Range(start, start),
            self.specs.trouble,
            severity=types.DiagnosticSeverity.Error,
            source="mopsdsl",
        )
        self._show({uri: [said] for uri in self.specs.uris()})

    def _show(self, by_uri: dict[str, list[types.Diagnostic]]) -> None:
        """Tell the client what is new; a file about which nothing is left to say gets an empty list."""
        for uri in sorted({*by_uri, *self._shown}):
            diagnostics = by_uri.get(uri, [])
            if diagnostics != self._shown.get(uri):
                self._publish(types.PublishDiagnosticsParams(uri, diagnostics, self.specs.version_of(uri)))
        self._shown = by_uri


async def _in_slices(steps: Generator[None, None, list[Finding]]) -> list[Finding]:
    """The end of something that goes step by step, with pauses in which the client is heard."""
    let_in = perf_counter()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: list[Finding] = end.value
            return found
        if perf_counter() - let_in > SLICE:
            await asyncio.sleep(0)
            let_in = perf_counter()
