"""Files that somebody names on the command line."""

import os
import stat


def write_whole(path: str, text: str) -> None:
    """Write a text so that the file is old or new, never half, with the rights that it had. Raises OSError with the path as given.

    A link is replaced and never written through. What is no file, as /dev/null or a pipe, is not replaced.
    """
    if os.path.lexists(path) and not os.path.islink(path) and not os.path.isfile(path):
        with open(path, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        return
    new = f"{path}.{os.urandom(8).hex()}.new"  # which nobody can guess, and plant a link there
    try:
        with open(new, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if os.path.exists(path):
            os.chmod(new, stat.S_IMODE(os.stat(path).st_mode))
        os.replace(new, path)
    except OSError as error:
        if os.path.exists(new):
            os.unlink(new)
        raise OSError(error.errno, error.strerror, path) from None
