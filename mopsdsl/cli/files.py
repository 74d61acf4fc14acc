"""Files that somebody names on the command line."""

import os


def write_whole(path: str, text: str) -> None:
    """Write a text so that the file is old or new, never half. Raises OSError with the path as it was given."""
    new = f"{path}.{os.getpid()}.new"
    try:
        with open(new, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(new, path)
    except OSError as error:
        if os.path.exists(new):
            os.unlink(new)
        raise OSError(error.errno, error.strerror, path) from None
