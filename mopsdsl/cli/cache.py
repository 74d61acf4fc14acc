"""What an earlier `check` of the very same files said, so that nothing has to be worked out twice.

It lives in the user's cache folder and is never trusted:
- an entry holds a digest of every file that was read and every folder that was listed, and is worth nothing once one differs;
- it is sealed with a key that is bound to the file it lies in (its inode and time of change), so that an entry which was
  damaged, moved, restored from an archive or planted by anybody but this user on this machine does not open;
- it is text, not code.
Only what a run without the cache prints is kept, and `--no-cache` or MOPSDSL_NO_CACHE=1 turn it off.
"""

import os
import sys

try:
    from _blake2 import (
        blake2b,
    )  # hashlib would load OpenSSL first, which costs as much as the rest of a warm run
except ImportError:  # pragma: no cover - other Pythons
    from hashlib import blake2b

MAX_ENTRY = 32 * 1024 * 1024


class Memory:
    """The entry for one folder and one set of options."""

    def __init__(self, directory: str | None, key: tuple[object, ...], *, enabled: bool) -> None:
        self.directory = os.path.abspath(directory or os.getcwd())
        self.enabled = enabled and not os.environ.get("MOPSDSL_NO_CACHE")
        self.folder = _folder()
        day = "" if key[2] else _today()  # expiry goes by the clock where no day is given
        words = (self.directory, directory is None, os.getcwd() if directory is None else "", day, *key)
        self.name = _digest(repr(words).encode()) if self.enabled else ""

    def recall(self) -> tuple[int, str] | None:
        """(exit status, text) of the earlier run, or None where anything has changed or is not as it should be."""
        if not self.enabled:
            return None
        try:
            with open(os.path.join(self.folder, self.name), "rb") as file:
                entry = file.read(MAX_ENTRY)
            seal, _, body = entry.partition(b"\n")
            if _seal(_key(self.folder), self.name, body) != seal:
                return None
            head, _, text = body.partition(b"\0")
            status, code, *looked_at = head.decode().split("\n")
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
            if any("\n" in path for _, path in looked_at):
                return
            lines = [_described(kind, path) for kind, path in looked_at]
            body = "\n".join((str(status), _own_code(), *lines)).encode() + b"\0" + text.encode()
            if len(body) < MAX_ENTRY // 2:
                self._write(body)
        except (OSError, ValueError):
            return

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
    own = os.environ.get("MOPSDSL_CACHE_DIR")
    if own:
        return os.path.abspath(own)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", os.path.expanduser("~"))
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "mopsdsl")


def _key(folder: str, make: bool = False) -> bytes:
    """The secret that entries are sealed with, bound to the file it lies in. Raises OSError where there is none."""
    path = os.path.join(folder, "key")
    try:
        with open(path, "rb") as file:
            about, secret = os.fstat(file.fileno()), file.read(64)
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
    if kind == "absent":
        return f"{kind} {'-' if not os.path.lexists(path) else 'x'} {path}"
    if kind == "folder":
        names = sorted(
            f"{entry.name}/{entry.is_symlink():d}{entry.is_dir():d}"
            for entry in os.scandir(path)
            if not entry.name.startswith(".")
        )
        return f"{kind} {_digest(repr(names).encode())} {path}"
    with open(path, "rb") as file:
        return f"{kind} {_digest(file.read())} {path}"


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
