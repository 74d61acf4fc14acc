"""What somebody waits for who types: one `mopsdsl lsp`, edited as an editor does, and asked how long its findings take.

Each edit puts a slip into a text (a bracket too many, and a name that nothing bears) and takes it out again. The bracket is told by
the text alone, the name only by the whole project.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.measure import Bench, run, say
from bench.results import Results, Sample
from bench.tools import COLD, COLD_BESIDE, EDIT_ALL, EDIT_LARGE, EDIT_SMALL, RECHECK, TOOLS

PROJECTS = (1_030, 10_300, 103_000)
EDITS = {1_030: 40, 10_300: 40, 103_000: 10}
SLIP = "}}\nworkspace Slip {{ sees Nobody_Declares_{number} }}\n"
MENDED = "# mended {number} times\n\n"
"""As many lines; each edit makes a text that was not there before."""
SMALL = 'partition Small "A small file"\nworkspace Small "A small file" { sees Small; primary Small }\n'
_RECHECK = """
import gc, json, sys, time
from mopsdsl import api
gc.disable()
project = api.projects(sys.argv[1])[0]
project.keep()
loaded = api.load(project)
api.check(loaded)
name, path = next(iter(project.paths.items()))
text, taken = open(path).read(), []
for number in range(int(sys.argv[2])):
    edited = project.edited({name: f"# {number}\\n{text}"})
    began = time.perf_counter()
    api.check(api.load(edited, loaded.readings))
    taken.append(time.perf_counter() - began)
print(json.dumps(taken))
"""


def edit(bench: Bench, results: Results) -> None:
    """How long findings take, for a small and a large file, in projects of three sizes."""
    for size in PROJECTS:
        folder = bench.workload("mops", size)
        say(f"{size} declarations, edited")
        large = next(path for path in sorted(folder.glob("area*.mops")))
        for name, path, text in (
            (EDIT_LARGE, large, large.read_text()),
            (EDIT_SMALL, folder / "small.mops", SMALL),
        ):
            own, whole = _typed(bench, folder, path, text, EDITS[size])
            _keep(results, name, size, own)
            _keep(results, f"{name}{EDIT_ALL}", size, whole)
        _again(bench, results, folder, size)


def _again(bench: Bench, results: Results, folder: Path, size: int) -> None:
    """A check after one file has changed, beside whole checks in the same minutes."""
    cold = next(tool for tool in TOOLS if tool.name == COLD)
    taken, whole = [], []
    for _ in range(EDITS[size] // 8):
        command = [_python(bench), "-c", _RECHECK, str(folder), "3"]
        taken += json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        sample = run(bench, cold, folder)
        whole += [sample.seconds] if isinstance(sample, Sample) else []
    _keep(results, RECHECK, size, taken)
    _keep(results, COLD_BESIDE, size, whole)


def _keep(results: Results, name: str, size: int, taken: list[float]) -> None:
    results.forget(name, [size])
    for seconds in taken:
        results.add(name, size, Sample(seconds, 0))


def _python(bench: Bench) -> str:
    return str(Path(bench.mopsdsl).with_name("python"))


def _typed(bench: Bench, folder: Path, path: Path, text: str, edits: int) -> tuple[list[float], list[float]]:
    """Seconds from each edit to what is wrong with the text, and to what is wrong with the project."""
    own, whole = [], []
    with _Server([bench.mopsdsl, "lsp"], folder) as server:
        server.open(path.as_uri(), f"{MENDED}{text}")
        server.until(lambda codes: True)
        for number in range(edits):
            began = perf_counter()
            server.change(SLIP.format(number=number), 0, 2)
            server.until(lambda codes: "MOPS001" in codes)
            own.append(perf_counter() - began)
            server.until(lambda codes: "MOPS002" in codes)
            whole.append(perf_counter() - began)
            server.change(MENDED.format(number=number), 0, 2)
            server.until(lambda codes: "MOPS001" not in codes and "MOPS002" not in codes)
    return own, whole


class _Server:
    """A language server, spoken to by hand: a client's own work should not count."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=sys.stderr
        )
        self._root = folder.as_uri()
        self._uri, self._version = "", 1

    def __enter__(self) -> _Server:
        asked = {"processId": None, "rootUri": self._root, "capabilities": {}}
        self._send({"id": 1, "method": "initialize", "params": asked})
        while "id" not in self._next():
            pass
        self._tell("initialized", {})
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def open(self, uri: str, text: str) -> None:
        self._uri = uri
        self._tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "mops", "version": 1, "text": text}},
        )

    def change(self, text: str, start: int, end: int) -> None:
        """Put a text in place of the lines from `start` to `end`."""
        self._version += 1
        range = {"start": {"line": start, "character": 0}, "end": {"line": end, "character": 0}}
        document = {"uri": self._uri, "version": self._version}
        changes = [{"range": range, "text": text}]
        self._tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def until(self, holds: Any) -> None:
        """Wait for findings about the file of which something holds."""
        while True:
            said = self._next()
            about = said.get("params", {}) if said.get("method") == "textDocument/publishDiagnostics" else {}
            if about.get("uri") == self._uri and holds({one["code"] for one in about["diagnostics"]}):
                return

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while (line := self._process.stdout.readline().strip()) or not length:
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        said: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return said
