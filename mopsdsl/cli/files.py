"""Files that somebody names on the command line."""

import os
import stat


def write_whole(path: str, text: str) -> None:
    """Write a text so that the file is old or new, never half, with the rights that it had. Raises OSError with the path as given."""
    new = f"{path}.{os.getpid()}.new"
    try:
        with open(new, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if os.path.exists(path):
            os.chmod(new, stat.S_IMODE(os.stat(path).st_mode))
        os.replace(new, path)
    except OSError as error:
        if os.path.exists(new):
            os.unlink(new)
        raise OSError(error.errno, error.strerror, path) from None
