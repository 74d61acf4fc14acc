"""Runs the command line: in this process where that is enough, else as people do."""

import gc
import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from mopsdsl.cli import main


class Answer(NamedTuple):
    """What a run said and how it ended."""

    status: int
    out: str
    err: str


def run(*words: str | Path) -> Answer:
    """One command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main([str(word) for word in words])
        except SystemExit as stop:  # argparse's
            status = int(stop.code or 0)
        finally:
            gc.enable()
    return Answer(status, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.detach()
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


def command(*words: str | Path) -> list[str]:
    """The command as one of another process."""
    return [sys.executable, "-m", "mopsdsl", *map(str, words)]


def spawn(*words: str | Path, cwd: Path | None = None, **environment: str) -> Answer:
    """One command in a process of its own."""
    environment = {**os.environ, "MOPSDSL_NO_CACHE": "1", **environment}
    done = subprocess.run(
        command(*words), cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def write(root: Path, files: dict[str, str]) -> Path:
    """Writes files below a folder, and returns it."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root
