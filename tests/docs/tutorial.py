"""docs/tutorial.md as its reader walks through it. `python -m tests.docs.tutorial` renews the outputs that it shows.

A block of the page is one of

- console: after `$ ` what is typed, below it exactly what is answered. `...` stands for what is left out, and a hash
  for any. A command ends with 0, unless the next line asks how it ended: `$ echo $?`.
- mops or text: a new file, whole. Its name is the last file's in backticks above the block.
- diff: an edit to that file. A line with - goes, one with + comes, the others say where.
"""

import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.docs.manual import DOCS, ROOT, environment

PAGE = DOCS / "tutorial.md"

_BLOCK = re.compile(r"(?<=^```)(console|mops|text|diff)(?: \w+)?\n(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_TYPED = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_FILE = re.compile(r"`([\w-]+\.(?:mops|txt))`")
_HASH = re.compile(r"\b[0-9a-f]{7}\b")
_GAPS = {"...\n": r"(?:.*\n)*?", "...": ".*"}
_END = "\x1e"


def renewed(page: str, folder: Path) -> str:
    """The page with what its commands answer now, when a reader who begins in an empty folder does all that it says.

    An output that still fits is left as it is. Raises AssertionError where a command fails or an edit does not fit.
    """
    reader = _Reader(folder)
    try:
        return _BLOCK.sub(reader.does, page)
    finally:
        reader.shell.kill()
        reader.shell.communicate()


class _Reader:
    """One shell from the first line to the last, so that `cd` and `export` last."""

    def __init__(self, folder: Path) -> None:
        env = environment(folder)
        _pretend_that_it_can_be_cloned(folder, env)
        self.place = Path(env["HOME"])
        self.shell = subprocess.Popen(
            ["sh"], cwd=self.place, env=env, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def does(self, block: re.Match[str]) -> str:
        language, text = block.groups()
        if language == "console":
            return f"{language}\n" + _TYPED.sub(self._types, text)
        file = self.place / _FILE.findall(block.string, 0, block.start())[-1]
        if language == "diff":
            file.write_text(_edited(file.read_text("utf-8"), text), "utf-8")
        else:
            assert not file.exists(), f"{file.name} is there already"
            file.write_text(text, "utf-8")
        return block[0]

    def _types(self, typed: re.Match[str]) -> str:
        command, shown = typed.groups()
        status, answer = self._answer(command)
        asked = typed.string.startswith("$ echo $?\n", typed.end())
        assert status == 0 or asked, f"{command} ended with {status}:\n{answer}"
        return f"$ {command}\n{shown if _fits(shown, answer) else answer}"

    def _answer(self, command: str) -> tuple[int, str]:
        """(exit status, output), and follow where it goes."""
        assert self.shell.stdin
        assert self.shell.stdout
        end = f'_ended=$?; printf "{_END}%s %s\\n" $_ended "$PWD"; (exit $_ended)'
        self.shell.stdin.write(f"{{ {command}\n}} </dev/null; {end}\n")
        self.shell.stdin.flush()
        answer = ""
        while _END not in answer:
            line = self.shell.stdout.readline()
            assert line, f"the shell gave up at {command}:\n{answer}"
            answer += line
        answer, _, ended = answer.partition(_END)
        status, _, place = ended.rstrip("\n").partition(" ")
        self.place = Path(place)
        return int(status), answer


def _fits(shown: str, answer: str) -> bool:
    shown, answer = (_HASH.sub("0" * 7, text) for text in (shown, answer))
    pattern = "".join(
        _GAPS.get(part) or re.escape(part) for part in re.split(r"(^\.\.\.\n|\.\.\.)", shown, flags=re.M)
    )
    return re.fullmatch(pattern, answer) is not None


def _edited(text: str, edit: str) -> str:
    before, after = (
        "".join(line[1:] or "\n" for line in edit.splitlines(keepends=True) if line[0] != other)
        for other in "+-"
    )
    assert text.count(before) == 1, f"this is there {text.count(before)} times:\n{before}"
    return text.replace(before, after)


def _pretend_that_it_can_be_cloned(folder: Path, env: dict[str, str]) -> None:
    """A stand-in for the forge, and a `make` that only says what it would do: tests need no network."""
    project = folder / "forge" / "mopsdsl" / "mopsdsl"
    project.mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml"):
        (project / name).write_bytes((ROOT / name).read_bytes())
    (Path(env["HOME"]) / ".gitconfig").write_text(
        "[user]\nname = Ines\nemail = ines@quayside.example\n"
        f'[url "{folder.as_posix()}/forge/"]\ninsteadOf = https://github.com/\n',
        "utf-8",
    )
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "All of it"]):
        subprocess.run(["git", *words], cwd=project, env=env, check=True)
    env["MAKEFLAGS"] = "n"


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        PAGE.write_text(renewed(PAGE.read_text("utf-8"), Path(scratch)), "utf-8")
