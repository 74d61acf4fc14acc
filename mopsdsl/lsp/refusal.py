"""What can't be done, told to whoever asked for it."""

import logging

from lsprotocol import types
from pygls.exceptions import JsonRpcException


class Refusal(JsonRpcException):
    """One plain sentence that the client shows, with what to do instead. No mistake of the server's: nothing is logged of it."""

    CODE = types.LSPErrorCodes.RequestFailed.value


def is_mistake(record: logging.LogRecord) -> bool:
    """Whether what would be logged is worth it: a client that asks for nonsense has its answer, one that is gone needs none."""
    raised = record.exc_info[1] if record.exc_info else None
    expected = isinstance(raised, JsonRpcException | BrokenPipeError)
    return not expected and not record.getMessage().startswith(("Unable to deserialize", "Unable to handle"))
