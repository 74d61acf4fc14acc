"""Git, asked so that nothing of a repository's own making runs, nothing is fetched and nothing is written.

A repository's .git/config is a stranger's as much as its specs are: it can name programs (a file system monitor, hooks, a
transport). So only commands that read are used, those programs are turned off, and every transport is forbidden.
It needs git 2.30 or newer.
"""

import os
from typing import IO, TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.source.project import NotAProject
from mopsdsl.source.text import visible

if TYPE_CHECKING:
    from subprocess import Popen

_OFF = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "safe.bareRepository=explicit",  # else a folder of specs could itself be laid out as a repository
)
_SAFE = {
    "GIT_ALLOW_PROTOCOL": "none",  # over any protocol.*.allow, and all that git before 2.45 has against fetching
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",  # what is shown of a commit is what its hash stands for
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",  # its messages are told apart by their words
}
_KEPT = ("GIT_CONFIG_", "GIT_EXEC_PATH")
"""Of git's variables: the user's own settings (as safe.directory) and where git is. Others say which repository is meant."""


class NoBase(NotAProject):
    """What was asked for as the base can't be read; the text says why and what to do."""


@value
class Answer:
    """What git said: `status` is 0 where it could do as asked, `out` what was asked for, `complaint` what it had to say of it."""

    status: int
    out: str
    complaint: str


class Git:
    """The repository whose top level is a folder. Raises NoBase where there is none, git is missing, or git won't read it."""

    def __init__(self, folder: str) -> None:
        if not os.path.exists(os.path.join(folder, ".git")):
            raise NoBase(f"{folder} is not in a git repository, so there is no git ref to take as the base.")
        self.folder = folder
        self._program = _program()
        answer = self.ask("rev-parse", "--git-dir")
        if answer.status:
            raise NoBase(self._refusal(answer.complaint))

    def ask(self, *words: str) -> Answer:
        """Run one command to its end."""
        from subprocess import PIPE

        with self.start(*words, stderr=PIPE) as run:
            out, err = run.communicate()
        return Answer(run.returncode, os.fsdecode(out).strip("\n"), err.decode("utf-8", "replace").strip())

    def start(
        self, *words: str, stdin: IO[bytes] | int | None = None, stderr: int | None = None
    ) -> "Popen[bytes]":
        """Start one command whose output is read while it runs."""
        from subprocess import DEVNULL, PIPE, Popen

        given = [self._program, "--no-pager", *(word for said in _OFF for word in ("-c", said)), *words]
        into = DEVNULL if stdin is None else stdin
        errors = DEVNULL if stderr is None else stderr
        return Popen(given, cwd=self.folder, env=self._environment(), stdin=into, stdout=PIPE, stderr=errors)

    def _environment(self) -> dict[str, str]:
        """The user's, without what points git at another repository (as hooks do)."""
        kept = {
            name: said
            for name, said in os.environ.items()
            if not name.startswith("GIT_") or name.startswith(_KEPT)
        }
        top = os.path.dirname(os.path.realpath(self.folder))
        return {**kept, **_SAFE, "GIT_CEILING_DIRECTORIES": top}  # never the repository around this one

    def _refusal(self, complaint: str) -> str:
        if "dubious ownership" in complaint:
            from shlex import quote

            command = f"git config --global --add safe.directory {quote(self.folder)}"
            return f"Git does not trust {self.folder}, since it belongs to another user. If you do, run `{command}`."
        if "not a git repository" in complaint or "safe.bareRepository" in complaint:
            return f"{os.path.join(self.folder, '.git')} is not the data of a git repository, so there is no git ref."
        return f"Git can't read the repository {self.folder}: {visible(' '.join(complaint.split()))}"


def _program() -> str:
    from shutil import which

    found = which("git")
    if found is None or not os.path.isabs(found):  # not one that lies in the current folder
        raise NoBase(
            "The base is a git ref, and there is no git here. Install git, or name a folder or a model.json."
        )
    return found
