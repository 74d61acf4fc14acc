"""The specs of a commit, laid out in a private folder for as long as it takes to read them.

Only `.mops` files, `mops.toml` and links are taken out of git; the folder is the top of a repository of its own, so that settings and
links mean what they meant at that commit, and lead as little out of it. What is in a commit is a stranger's: no name in it
leaves the folder, links come last so that nothing is written through one, and there is a bound to everything.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from mopsdsl._value import value
from mopsdsl.source.git import Git, NoBase
from mopsdsl.source.project import MAX_FILES, SUFFIX
from mopsdsl.source.reading import MAX_FILE
from mopsdsl.source.settings import SETTINGS
from mopsdsl.source.text import visible

MAX_ENTRIES = 5_000_000
"""Files of a commit, of all kinds."""
MAX_BYTES = 1024 * 1024 * 1024
"""Bytes of all its specs: a commit can hold the same large file a thousand times at no cost."""
_FETCH = "In a partial clone, `git fetch --refetch --no-filter` brings everything (for actions/checkout: leave `filter` out)."
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
_MAX_DEPTH = 200
_CHUNK = 1024 * 1024
_FILE, _LINK, _REPOSITORY = b"100", b"120", b"160"
"""How the mode of an entry begins."""


@value
class Past:
    """A commit laid out: `root` stands for the repository's top, `submodules` are the paths in it that are other repositories."""

    root: str
    submodules: tuple[str, ...]
    notes: tuple[str, ...]


@value
class _Entry:
    """One thing of a commit: `path` from the repository's top with forward slashes, `hash` of what it holds."""

    path: str
    hash: bytes
    is_link: bool


@value
class _Listing:
    """What a commit holds: specs and links (these last), all folders, submodules, and notes on what is left out."""

    entries: list[_Entry]
    folders: set[str]
    submodules: list[str]
    notes: list[str]


@contextmanager
def laid_out(git: Git, commit: str) -> Iterator[Past]:
    """The specs of a commit in a folder that goes away afterwards. Raises NoBase."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="mopsdsl-") as private:
        root = os.path.join(os.path.realpath(private), os.path.basename(git.folder) or "repository")
        os.makedirs(os.path.join(root, ".git"))  # the top, for all that asks which repository this is
        listing = _listed(git, commit)
        try:
            _make_folders(root, listing)
            with open(os.path.join(private, "wanted"), "w+b") as asked:
                left_out = _written(git, root, listing.entries, asked)
        except OSError as error:
            raise NoBase(f"The base can't be laid out in {private}: {error.strerror}.") from None
        yield Past(root, tuple(listing.submodules), (*listing.notes, *left_out))


def _make_folders(root: str, listing: _Listing) -> None:
    """All folders, as settings may name one without specs; in a commit of very many only those with something in them."""
    folders = listing.folders
    if len(folders) > MAX_FILES:
        folders = {os.path.dirname(entry.path) for entry in listing.entries}
    for folder in sorted(folders):
        try:
            os.makedirs(os.path.join(root, folder), exist_ok=True)
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise  # else what was to lie in it is noted


# What the commit holds


def _listed(git: Git, commit: str) -> _Listing:
    listing = _Listing([], set(), [], [])
    for count, (mode, hash, path) in enumerate(_tree(git, commit)):
        if count == MAX_ENTRIES or len(listing.entries) > MAX_FILES:
            most = f"{MAX_FILES} specs and links" if count < MAX_ENTRIES else f"{MAX_ENTRIES} files"
            raise NoBase(f"The commit {commit[:7]} holds more than {most}, so it is not read.")
        folder, _, name = path.rpartition("/")
        is_spec = mode.startswith(_FILE) and (name.endswith(SUFFIX) or name == SETTINGS)
        if not _is_plain(path):
            listing.notes.extend([_left_out(path)] if is_spec else ())
            continue
        listing.folders.add(folder)
        if mode.startswith(_REPOSITORY):
            listing.submodules.append(path)
        elif is_spec or mode.startswith(_LINK):
            listing.entries.append(_Entry(path, hash, mode.startswith(_LINK)))
    listing.entries.sort(key=lambda entry: (entry.is_link, entry.path))
    return listing


def _tree(git: Git, commit: str) -> Iterator[tuple[bytes, bytes, str]]:
    """(mode, hash, path) of everything in a commit that is no folder."""
    with git.start("ls-tree", "-r", "-z", "--full-tree", commit) as run:
        assert run.stdout is not None
        try:
            rest = b""
            while chunk := run.stdout.read(_CHUNK):
                *lines, rest = (rest + chunk).split(b"\0")
                for line in lines:
                    about, _, path = line.partition(b"\t")
                    mode, _, hash = about.split(b" ")
                    yield mode, hash, os.fsdecode(path)
        except BaseException:  # the reader has seen enough
            run.kill()
            raise
    if run.returncode > 0:
        raise NoBase(
            f"Git can't list the commit {commit[:7]}: some of its data is not in this clone. {_FETCH}"
        )


def _is_plain(path: str) -> bool:
    """Whether a path of a commit is a place below the top; git itself would make nothing else of it."""
    parts = path.split("/")
    if len(parts) > _MAX_DEPTH or any(part.lower() in ("", ".", "..", ".git") for part in parts):
        return False
    return os.sep == "/" or not any(sign in path for sign in '\\:*?"<>|')


def _left_out(path: str) -> str:
    return f"{visible(path)} is left out of the base: nothing can lie there under this name."


# What the files hold


def _written(git: Git, root: str, entries: list[_Entry], asked: IO[bytes]) -> list[str]:
    """Put every entry in its place; notes on those that have none."""
    asked.writelines(entry.hash + b"\n" for entry in entries)
    asked.seek(0)
    notes = []
    left = MAX_BYTES
    with git.start("cat-file", "--batch", "--buffer", stdin=asked.fileno()) as run:
        assert run.stdout is not None
        try:
            for entry in entries:
                size = _size(run.stdout.readline(), entry)
                left -= size if size <= MAX_FILE else 0
                if left < 0:
                    raise NoBase(
                        f"The specs of the base have more than {MAX_BYTES // 1024**2} MB, so they are not read."
                    )
                data = _data(run.stdout, size)
                try:
                    _put(os.path.join(root, entry.path), entry, data, size)
                except OSError as error:
                    if error.errno in _NO_ROOM:
                        raise
                    notes.append(_left_out(entry.path))
        except BaseException:
            run.kill()
            raise
    return notes


def _size(line: bytes, entry: _Entry) -> int:
    words = line.split()
    if len(words) != 3:
        raise NoBase(f"{visible(entry.path)} of the base is not in this clone. {_FETCH}")
    return int(words[2])


def _data(stream: IO[bytes], size: int) -> bytes:
    """What a file holds, or nothing where it is too large to be read; the stream stands at the next one afterwards."""
    data = stream.read(size) if size <= MAX_FILE else b""
    over = size - len(data) + 1  # a line end stands behind each
    while over > 0 and (skipped := stream.read(min(over, _CHUNK))):
        over -= len(skipped)
    return data


def _put(path: str, entry: _Entry, data: bytes, size: int) -> None:
    if entry.is_link:
        if b"\0" in data:
            raise OSError(errno.EINVAL, "A path holds no NUL", path)
        os.symlink(os.fsdecode(data), path)
        return
    with open(path, "xb") as file:
        file.write(data)
        if size > len(data):
            file.truncate(size)  # so that the project finds it as large as it is
