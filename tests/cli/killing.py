"""Writes outputs again and again, killed at a later step each time, and says where the folder was not as it should be.

A script of its own, since it forks: `python -m tests.cli.killing FOLDER`.
"""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from mopsdsl.render import outputs

OLD = {
    "model.json": "old",
    "docs/a.html": "old" * 10_000,
    "docs/gone/b.html": "old",
    "docs/same.html": "same",
}
NEW = {"model.json": "new", "docs/a.html": "new" * 10_000, "docs/new/c.html": "new", "docs/same.html": "same"}


class Fake:
    """An emitter of fixed texts."""

    NAME = "fake"
    texts = OLD

    def emit(self, context: object) -> Iterator[tuple[str, str]]:
        yield from self.texts.items()


def made(folder: Path, texts: dict[str, str]) -> outputs.Outputs:
    emitter = Fake()
    emitter.texts = texts
    outputs.discovered = lambda: {"fake": emitter}  # type: ignore[assignment]
    return outputs.make(None, str(folder))  # type: ignore[arg-type]


def killed_at(step: int, folder: Path) -> bool:
    """Write the new texts, and be killed before the given step on the disk. False once there are no more steps."""
    child = os.fork()
    if not child:
        steps = 0

        def hook(event: str, _: object) -> None:
            nonlocal steps
            if event in (
                "open",
                "os.mkdir",
                "os.rename",
                "os.remove",
                "os.rmdir",
                "os.listdir",
                "os.scandir",
            ):
                steps += 1
                if steps == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        outputs.write(made(folder, NEW))
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def files(folder: Path) -> dict[str, str]:
    """The texts in a folder but the staging and the listing."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".mopsdsl-")
    }


def wrong(folder: Path) -> Iterator[str]:
    """What is neither old nor new, then what a next run leaves behind."""
    there = files(folder)
    for path in {**OLD, **NEW, "mine.txt": "", "docs/mine.txt": ""}:
        allowed = {OLD.get(path), NEW.get(path)} if path in {**OLD, **NEW} else {"mine"}
        if there.pop(path, None) not in allowed:
            yield f"{path} is neither old nor new"
    yield from (f"{path} came from nowhere" for path in there)
    outputs.write(made(folder, NEW))
    if files(folder) != {**NEW, "mine.txt": "mine", "docs/mine.txt": "mine"}:
        yield f"the next run made {sorted(files(folder))}"
    left = [path.name for path in folder.iterdir() if path.name.startswith(".mopsdsl-new")]
    if left or (folder / "docs/gone").exists():
        yield f"the next run left {left} or docs/gone"


def main(base: Path) -> None:
    old = base / "old"
    outputs.write(made(old, OLD))
    (old / "mine.txt").write_text("mine")
    (old / "docs/mine.txt").write_text("mine")
    step, more = 0, True
    while more:
        step += 1
        folder = base / str(step)
        shutil.copytree(old, folder)
        more = killed_at(step, folder)
        for problem in wrong(folder):
            print(f"killed at step {step}: {problem}")
    print(f"killed {step - 1} times")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
