"""Why a snapshot can't be read, in one sentence to show."""


class Unreadable(Exception):
    """A saved model can't be read; the text says what is wrong, where in it, and how to mend it."""


class Wrong(Exception):
    """Something inside the data is wrong. `path` grows from the inside out, on the way up to whoever knows the file.

    `help` says how to mend it where that is not to make the file again.
    """

    def __init__(self, what: str, help: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.help = help
        self.path: list[str | int] = []

    @property
    def place(self) -> str:
        """Where it is, as `jq` takes it: `.partitions[3].owner`."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in reversed(self.path))
        return "".join(steps) or "."
