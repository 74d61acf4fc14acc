"""From what somebody calls a commit to the one that is the base: by default where the current commit and it went apart."""

import re
from collections.abc import Callable, Iterable

from mopsdsl._value import value
from mopsdsl.source.git import Git, NoBase
from mopsdsl.source.text import visible

Nearest = Callable[[str, Iterable[str]], str | None]
"""Which of several words was most likely meant."""

_LONGEST = 1000
_HASH = re.compile(r"[0-9a-f]{40,64}")


@value
class Revision:
    """One commit (its full hash), how a person reads it, and what should be known of how it was found."""

    commit: str
    shown: str
    notes: tuple[str, ...] = ()


def find_revision(git: Git, wanted: str, merge_base: bool, nearest: Nearest) -> Revision | None:
    """The commit that a ref means as a base; None where the repository has no commit at all. Raises NoBase."""
    notes: list[str] = []
    commit = commit_of(git, wanted, notes)
    name = wanted
    if not commit and _is_plain(wanted) and (remote := _remote(git)):
        name = f"{remote}/{wanted}"
        commit = commit_of(git, f"refs/remotes/{name}", notes)
        notes += [f"There is no {wanted} in this clone, so {name} was taken."] if commit else []
    if not commit:
        refs = _refs(git)
        if not refs and not commit_of(git, "HEAD"):
            return None
        raise NoBase(_missing(git, wanted, nearest(wanted, refs)))
    if not merge_base:
        return Revision(commit, f"{visible(name)} ({commit[:7]})", tuple(notes))
    base = _merge_base(git, name, commit, notes)
    what = "" if base == commit else "merge base "
    return Revision(base, f"{visible(name)} ({what}{base[:7]})", tuple(notes))


def refuse_odd(wanted: str) -> None:
    """Raise NoBase for what can be no base at all, before anything is asked about it."""
    if not wanted:
        raise NoBase("The name of the base is empty. Name a git ref, a folder or a model.json.")
    if wanted.startswith("-"):
        raise NoBase(
            f"{visible(wanted)} looks like an option and is no base. Write ./{visible(wanted)} for a file or folder."
        )
    if re.search(r"[\x00-\x1f\x7f]", wanted):
        raise NoBase(f"{visible(wanted)} holds a control character, so it is no base.")
    if len(wanted) > _LONGEST:
        raise NoBase(f"{visible(wanted[:40])}… has {len(wanted)} characters, so it is no base.")


def commit_of(git: Git, name: str, notes: list[str] | None = None) -> str:
    """The full hash of the commit that a name stands for, or nothing."""
    answer = git.ask("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    if answer.status or not _HASH.fullmatch(answer.out):
        return ""
    if notes is not None and f"refname '{name}' is ambiguous" in answer.complaint:
        full = full_name(git, name)
        notes.append(
            f"{visible(name)} stands for several refs, and git takes {full}. Write the one you mean in full."
        )
    return answer.out


def full_name(git: Git, name: str) -> str:
    """The name of a ref that stands for nothing else, as refs/heads/main, in git's own order; the same name where it is no ref."""
    ways = [f"{kind}{name}" for kind in ("refs/", "refs/tags/", "refs/heads/", "refs/remotes/")]
    there = git.ask("for-each-ref", "--format=%(refname)", "--", *ways).out.split("\n")
    return next((visible(way) for way in ways if way in there), visible(name))


def _is_plain(wanted: str) -> bool:
    """Whether it could be the name of a branch, without git's operators."""
    return not re.search(r"[\^~:?*\[\\@ ]|\.\.", wanted)


def _refs(git: Git) -> list[str]:
    kinds = ("refs/heads", "refs/remotes", "refs/tags")
    names = git.ask("for-each-ref", "--count=10000", "--format=%(refname:lstrip=2)", *kinds).out.split("\n")
    return [name for name in names if name and not name.endswith("/HEAD")]


# The common past


def _merge_base(git: Git, name: str, commit: str, notes: list[str]) -> str:
    head = commit_of(git, "HEAD")
    shown = visible(name)
    if not head:
        raise NoBase(
            f"The current branch has no commit yet, so it has no common past with {shown}. Take {shown} itself with --exact-base."
        )
    answer = git.ask("merge-base", "--all", commit, head)
    found = answer.out.split()
    if not found:
        raise NoBase(_apart(git, shown))
    if len(found) > 1:
        notes.append(
            f"The current commit and {shown} have {len(found)} common pasts, since they were merged crosswise; git's first was taken."
        )
    return found[0]


def _apart(git: Git, shown: str) -> str:
    exact = f"take {shown} itself with --exact-base"
    if _is_shallow(git):
        return (
            f"This clone is shallow: it does not reach back to where the current commit and {shown} went apart. "
            f"Run `git fetch --unshallow` (for actions/checkout: `fetch-depth: 0`), or {exact}."
        )
    return f"The current commit and {shown} have no common past (unrelated histories). If that is meant, {exact}."


# What is not there


def _missing(git: Git, wanted: str, near: str | None) -> str:
    shown = visible(wanted)
    asked = git.ask("cat-file", "-t", wanted)  # never an option: refuse_odd has seen it
    if asked.out:
        return f"{shown} is a {asked.out} in git, and a base is a commit, a folder or a model.json."
    if "is ambiguous" in asked.complaint:
        return f"Several things in git begin with {shown}. Write more of the hash."
    said = f"There is no folder, file or git ref {shown}."
    meant = f" Did you mean `{visible(near)}`?" if near else ""
    remote = _remote(git) if _is_plain(wanted) else ""
    if not remote:
        return said + (meant or " `git branch --all` and `git tag` show the refs.")
    return f"{said}{meant} {_fetching(git, shown, remote)}"


def _fetching(git: Git, shown: str, remote: str) -> str:
    """How to bring a branch of a remote here, also into a clone of another branch only."""
    from shlex import quote

    branch = shown.removeprefix(f"{remote}/")
    command = f"git fetch {quote(remote)} {quote(f'{branch}:refs/remotes/{remote}/{branch}')}"
    said = f"If {remote} has it, `{command}` brings it here."
    if _is_shallow(git):
        said += " This clone is shallow: for actions/checkout, `fetch-depth: 0` brings everything."
    return said


def _is_shallow(git: Git) -> bool:
    return git.ask("rev-parse", "--is-shallow-repository").out == "true"


def _remote(git: Git) -> str:
    """Where this clone is from: origin, else the first remote, else nothing."""
    remotes = git.ask("remote").out.split("\n")
    return "origin" if "origin" in remotes else visible(remotes[0])
