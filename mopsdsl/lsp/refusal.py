"""What can't be done, told to whoever asked for it."""

import logging

from lsprotocol import types
from pygls.exceptions import JsonRpcException


class Refusal(JsonRpcException):
    """One plain sentence that the client shows, with what to do instead. No mistake of the server's: nothing is logged of it."""

    CODE = types.LSPErrorCodes.RequestFailed.value

    def __init__(self, said: str) -> None:
        super().__init__(unlinked(said))


def unlinked(said: str) -> str:
    """A sentence for a message of the editor's own, in which names of files, projects and things make no link.

    Visual Studio Code makes one of `[words](target)`, and lets it run any of its commands (its linkedText.ts and notificationsViewer.ts).
    """
    return said.replace("](", "] (")


def is_mistake(record: logging.LogRecord) -> bool:
    """Whether what would be logged is worth it: a client that asks for nonsense has its answer, one that is gone needs none."""
    raised = record.exc_info[1] if record.exc_info else None
    expected = isinstance(raised, JsonRpcException | BrokenPipeError)
    return not expected and not record.getMessage().startswith(("Unable to deserialize", "Unable to handle"))
