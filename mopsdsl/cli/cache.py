"""What an earlier `check` of the very same files said, so that nothing has to be worked out twice.

It lives in the user's cache folder and is never trusted:
- an entry holds a digest of every file that was read and every folder that was listed, and is worth nothing once one differs;
  where one changed while the run went on, nothing is kept, since nobody knows which text was read;
- it is sealed with a key that is bound to the file it lies in (its inode and time of change), so that an entry which was
  damaged, moved, restored from an archive or planted by anybody but this user on this machine does not open;
- it is text, not code.
Only what a run without the cache prints is kept, and `--no-cache` or MOPSDSL_NO_CACHE=1 turn it off.
"""

import os
import sys
from time import time_ns

try:  # hashlib would load OpenSSL first, which costs as much as the rest of a warm run
    from _blake2 import blake2b
except ImportError:  # pragma: no cover - other Pythons
    from hashlib import blake2b

MAX_ENTRY = 32 * 1024 * 1024
_MAX_READ = 16 * 1024 * 1024
"""Bytes of a spec that go into its digest, besides its size: more than a project reads of one."""
_CLOCK_TICK = 20_000_000
"""Nanoseconds by which the time of a change may lie before the change: file systems go by a coarse clock."""


class Memory:
    """The entry for one folder and one set of options."""

    def __init__(self, directory: str | None, key: tuple[object, ...], *, enabled: bool) -> None:
        self.started = time_ns() - _CLOCK_TICK
        self.folder = _folder()
        self.enabled = enabled and bool(self.folder) and not os.environ.get("MOPSDSL_NO_CACHE")
        if self.enabled:
            self.name = self._named(directory, key)

    def _named(self, directory: str | None, key: tuple[object, ...]) -> str:
        """The name of the question. Places are shown relative to the current folder, so that belongs to it."""
        try:
            here = os.getcwd()
        except OSError:  # it is gone
            self.enabled = False
            return ""
        day = "" if key[2] else _today()  # expiry goes by the clock where no day is given
        return _digest(repr((directory, os.path.realpath(directory or here), here, day, *key)).encode())

    def recall(self) -> tuple[int, str] | None:
        """(exit status, text) of the earlier run, or None where anything has changed or is not as it should be."""
        if not self.enabled:
            return None
        try:
            entry = _read(os.path.join(self.folder, self.name), MAX_ENTRY)[0]
            seal, _, body = entry.partition(b"\n")
            if _seal(_key(self.folder), self.name, body) != seal:
                return None
            head, _, text = body.partition(b"\0")
            status, code, *looked_at = os.fsdecode(head).split("\n")
            if code != _own_code() or any(_now(item) != item for item in looked_at):
                return None
            return int(status), text.decode()
        except (OSError, ValueError):
            return None

    def remember(self, projects: list, status: int, text: str) -> None:  # type: ignore[type-arg]
        """Keep what a run said, with all that it looked at. A cache that can't be written is no reason to fail."""
        if not self.enabled:
            return
        try:
            looked_at = sorted({item for project in projects for item in project.looked_at})
            if any("\n" in path or self._changed(path) for _, path in looked_at):
                return
            lines = [_described(kind, path) for kind, path in looked_at]
            body = os.fsencode("\n".join((str(status), _own_code(), *lines))) + b"\0" + text.encode()
            if len(body) < MAX_ENTRY // 2:
                self._write(body)
        except (OSError, ValueError):
            return

    def _changed(self, path: str) -> bool:
        """Whether something changed since the run began, as far as one can tell."""
        return os.path.lexists(path) and os.stat(path).st_ctime_ns >= self.started

    def _write(self, body: bytes) -> None:
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        key = _key(self.folder, make=True)
        path = os.path.join(self.folder, self.name)
        part = f"{path}.{os.getpid()}.part"
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_seal(key, self.name, body) + b"\n" + body)
        os.replace(part, path)
        _tidy(self.folder)


def _folder() -> str:
    """The cache's folder, or "" where nobody can say which it is."""
    own = os.environ.get("MOPSDSL_CACHE_DIR")
    if own:
        return os.path.abspath(own)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", os.path.expanduser("~"))
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "mopsdsl") if os.path.isabs(base) else ""


def _key(folder: str, make: bool = False) -> bytes:
    """The secret that entries are sealed with, bound to the file it lies in. Raises OSError where there is none."""
    path = os.path.join(folder, "key")
    try:
        secret, about = _read(path, 64)
    except FileNotFoundError:
        if not make:
            raise
        part = f"{path}.{os.getpid()}.part"
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(os.urandom(32))
        os.replace(part, path)
        return _key(folder)
    strange = len(secret) != 32 or (
        hasattr(os, "getuid") and (about.st_uid != os.getuid() or about.st_mode & 0o077)
    )
    if strange:
        raise OSError("the cache's key is not this user's own")
    return blake2b(
        secret, key=f"{about.st_dev} {about.st_ino} {about.st_ctime_ns}".encode()[:64], digest_size=32
    ).digest()


def _seal(key: bytes, name: str, body: bytes) -> bytes:
    return blake2b(name.encode() + b"\0" + body, key=key, digest_size=32).hexdigest().encode()


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=20).hexdigest()


def _now(item: str) -> str:
    kind, _, rest = item.partition(" ")
    return _described(kind, rest.partition(" ")[2])


def _described(kind: str, path: str) -> str:
    """`kind digest path` as things are on disk now."""
    if kind == "exists":
        return f"{kind} {'x' if os.path.lexists(path) else '-'} {path}"
    if kind == "folder":
        with os.scandir(path) as entries:
            names = sorted(_entry(entry) for entry in entries if not entry.name.startswith("."))
        return f"{kind} {_digest(repr(names).encode())} {path}"
    data, about = _read(path, _MAX_READ)
    return f"{kind} {_digest(data)}-{about.st_size} {path}"


def _entry(entry: "os.DirEntry[str]") -> str:
    """What is told of something in a folder: its name, what it is, and for a link where it leads."""
    if entry.is_symlink():
        return f"{entry.name}/{os.path.realpath(entry.path)}/{os.path.isdir(entry.path):d}"
    return f"{entry.name}/{entry.is_dir():d}"


def _read(path: str, most: int) -> tuple[bytes, os.stat_result]:
    """At most so many bytes of a file, and what is known of it; a pipe that somebody put there holds nobody up."""
    with open(
        os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
    ) as file:
        return file.read(most), os.fstat(file.fileno())


def _own_code() -> str:
    """Which mopsdsl this is: the names, sizes and times of its own files, so that an edited checkout never answers from before."""
    found = []
    folders = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    while folders:
        for entry in os.scandir(folders.pop()):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    folders.append(entry.path)
            else:
                about = entry.stat()
                found.append((entry.path, about.st_size, about.st_mtime_ns))
    return _digest(repr((sys.version, sorted(found))).encode())


def _today() -> str:
    from time import localtime, strftime

    return strftime("%Y-%m-%d", localtime())


def _tidy(folder: str, most: int = 200) -> None:
    """Keep the newest entries only."""
    entries = [entry for entry in os.scandir(folder) if len(entry.name) == 40]
    if len(entries) > most:
        for entry in sorted(entries, key=lambda entry: entry.stat().st_mtime)[: len(entries) - most // 2]:
            os.unlink(entry.path)
