"""A server at the end of a wire, for whoever sends what no client would."""

import json
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.lsp.client import COMMAND


class Wire:
    """One server. `open` says all that a client has to say before it asks."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.heard: list[dict[str, Any]] = []
        self._last = 0

    def tell(self, method: str, params: object = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params or {}})

    def ask(self, method: str, params: object = None) -> dict[str, Any]:
        """What is answered, an error too."""
        self._last += 1
        self.send({"jsonrpc": "2.0", "id": self._last, "method": method, "params": params})
        return self.answer(self._last)

    def open(self, folder: Path, *names: str) -> dict[str, Any]:
        """Begin in a folder, open files of it, and wait for what is found in the last."""
        uri = folder.as_uri()
        asked = {"processId": None, "rootUri": uri, "capabilities": {}}
        result: dict[str, Any] = self.ask("initialize", asked)["result"]
        self.tell("initialized")
        for name in names:
            self.show(folder / name, (folder / name).read_text("utf-8"))
        if names:
            self.findings(folder / names[-1])
        return result

    def show(self, path: Path, text: str) -> None:
        document = {"uri": path.as_uri(), "languageId": "mops", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def findings(self, path: Path) -> list[str]:
        """The codes of what is found next in a file."""
        while True:
            said = self.next()
            if (
                said.get("method") == "textDocument/publishDiagnostics"
                and said["params"]["uri"] == path.as_uri()
            ):
                return [one.get("code", "") for one in said["params"]["diagnostics"]]

    def send(self, message: object) -> None:
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def answer(self, id: int) -> dict[str, Any]:
        while True:
            said = self.next()
            if said.get("id") == id and "method" not in said:
                return said

    def next(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.startswith(b"Content-Length: "):
                length = int(line.partition(b" ")[2])
        assert length, self.process.stderr and self.process.stderr.read().decode()
        self.heard.append(json.loads(self.process.stdout.read(length)))
        return self.heard[-1]

    def gone(self) -> tuple[int, str]:
        """Let go of it: its exit status, and all of its standard error."""
        assert self.process.stdin is not None
        assert self.process.stderr is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        said = self.process.stderr.read().decode()
        return self.process.wait(60), said

    def end(self) -> None:
        """Say good-bye; it has to go in peace."""
        assert "error" not in self.ask("shutdown")
        self.tell("exit")
        assert self.gone() == (0, "")

    def close(self) -> None:
        """Whatever has become of it."""
        self.process.kill()
        self.process.wait(60)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with suppress(BrokenPipeError):
                stream.close()  # type: ignore[union-attr]
